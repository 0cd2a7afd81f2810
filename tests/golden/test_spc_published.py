"""Control charts against published points, rule cases and tables.

* Points computed by the R package NHSRplotthedots, some from its documentation, some on NHS England's A&E figures.
* Rule cases of NHSRplotthedots and nhspy-plotthedots.
* Montgomery, Introduction to Statistical Quality Control, 6th edition, tables as charted by qicharts2.
"""

import csv
import json
from itertools import groupby
from pathlib import Path

import pytest

from inhouse.process.series import Observation
from inhouse.process.spc import Better, Limits, Rebase, Rule, chart

pytestmark = pytest.mark.shared

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "spc"
BETTER = {"1": Better.UP, "-1": Better.DOWN, "0": None}
RULES = {"Above": Rule.OUTSIDE, "Below": Rule.OUTSIDE, "2 in 3": Rule.TWO_IN_THREE, "7 Points": Rule.ONE_SIDE}


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(newline="") as file:
        return list(csv.DictReader(file))


ASKED = {row["series"]: row for row in rows("xmr_mdc_series.csv")} if SHARED.is_dir() else {}
VECTORS = json.loads((SHARED / "mdc_rule_vectors.json").read_text()) if SHARED.is_dir() else {}


def rule_of(label: str) -> Rule | None:
    if "Trend" in label:
        return Rule.TREND
    return next((rule for start, rule in RULES.items() if label.startswith(start)), None)


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, str]]]:
    points = rows("xmr_mdc_expected_points.csv")
    return {name: list(found) for name, found in groupby(points, key=lambda row: row["series"])}


@pytest.mark.parametrize("name", ASKED)
def test_every_point_is_as_the_r_package_computes_it(name, expected):
    asked, points = ASKED[name], expected[name]
    series = [Observation(when=int(point["i"]), value=float(point["y"])) for point in points]
    made = chart(
        series,
        limits=Limits.NHS if asked["screen_outliers"] == "True" else Limits.EXCEL,
        better=BETTER[asked["improvement_direction"]],
        rebases=[Rebase(when=int(asked["rebase_at"]))] if asked["rebase_at"] else [],
        fix_after=int(float(asked["fix_after_n_points"])) if asked["fix_after_n_points"] else None,
    )
    assert len(made.points) == int(asked["n"]) == len(points)
    for point, want in zip(made.points, points, strict=True):
        assert [point.centre_line, point.lower_limit, point.upper_limit] == pytest.approx(
            [float(want["mean"]), float(want["lpl"]), float(want["upl"])], rel=1e-12, abs=1e-12
        )
        assert point.phase == int(want["rebase_group"]) + 1
        assert (point.rule, point.point_type.value) == (rule_of(want["special_cause"]), want["point_type"])
        assert point.special_cause is (want["special_cause"] != "Common Cause")

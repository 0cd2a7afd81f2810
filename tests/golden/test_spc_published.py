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
from inhouse.process.spc import Assurance, Better, ChartKind, Limits, Point, PointType, Rebase, Rule, chart
from inhouse.process.spc.chart import assure
from inhouse.process.spc.nelson import Run, nelson
from inhouse.process.spc.records import Band
from inhouse.process.spc.rules import ends_of_runs, ends_of_trends, members, signals, two_in_three
from inhouse.process.spc.samples import average_bands, spread, spread_bands

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


def counted(values, sizes=None, **more):
    sizes = sizes or [None] * len(values)
    return [
        Observation(when=at, value=value, denominator=size, **more)
        for at, (value, size) in enumerate(zip(values, sizes, strict=True), start=1)
    ]


def test_the_trap_of_one_series_with_two_upper_limits(expected):
    series = counted([float(point["y"]) for point in expected["vignette_screened"]])
    upper = {rule: round(chart(series, limits=rule).points[0].upper_limit, 2) for rule in Limits}
    assert upper == {Limits.NHS: 4.60, Limits.EXCEL: 6.95}


@pytest.mark.parametrize("case", VECTORS.get("limits", {}).get("cases", []), ids=str)
def test_limits_and_near_limits_are_as_published(case):
    values, (centre, lower, upper, near_lower, near_upper) = case["x"], case["e"]
    point = chart(counted(values), limits=Limits.EXCEL).points[0]
    assert [point.centre_line, point.lower_limit, point.upper_limit] == pytest.approx([centre, lower, upper], abs=1e-12)
    reach = 2 / 3 * (point.upper_limit - point.centre_line)
    assert [point.centre_line - reach, point.centre_line + reach] == pytest.approx([near_lower, near_upper], abs=1e-12)


@pytest.mark.parametrize("case", VECTORS.get("rules", {}).get("seven_one_side_end_marks", []), ids=str)
def test_seven_on_one_side_end_where_published(case):
    assert [abs(mark) for mark in ends_of_runs(case["rel"])] == case["e"]


@pytest.mark.parametrize("case", VECTORS.get("rules", {}).get("trend_end_marks", []), ids=str)
def test_trends_of_seven_end_where_published(case):
    assert ends_of_trends(case["y"]) == case["e"]


@pytest.mark.parametrize("case", VECTORS.get("rules", {}).get("backfill", []), ids=str)
def test_a_run_is_all_of_its_points(case):
    assert members(case["marks"], 7) == case["e"]


@pytest.mark.parametrize("case", VECTORS.get("rules", {}).get("two_in_three_members", []), ids=str)
def test_two_in_three_are_the_points_near_the_limit(case):
    assert [abs(mark) for mark in two_in_three(case["close"], case["rel"])] == case["e"]


def at_limits(lower, upper):
    return Point(
        date=1, value=0, centre_line=(lower + upper) / 2, lower_limit=lower, upper_limit=upper, special_cause=False,
        rule=None, rules=(), point_type=PointType.COMMON_CAUSE, phase=1, row=0,
    )  # fmt: skip


@pytest.mark.parametrize("case", VECTORS.get("rules", {}).get("assurance", []), ids=lambda case: case["direction"])
def test_assurance_is_as_published(case):
    better = {"increase": Better.UP, "decrease": Better.DOWN, "neutral": None}[case["direction"]]
    words = {
        "consistent_fail": Assurance.FAILS,
        "consistent_pass": Assurance.MEETS,
        "inconsistent": Assurance.EITHER,
        None: None,
    }
    found = [assure(at_limits(*pair), case["target"], better) for pair in zip(case["lpl"], case["upl"], strict=True)]
    assert found == [words[each] for each in case["e"]]


def test_the_label_is_the_first_rule_in_the_published_order():
    assert [rule.value for rule in Rule] == VECTORS["rules"]["precedence_of_labels"][:-1]
    band = Band(centre_line=0, lower_limit=-9, upper_limit=9, near_lower=-6, near_upper=6)
    found = signals([1, 2, 3, 4, 7, 8, 10], [band] * 7)
    assert list(found[-1]) == [Rule.OUTSIDE, Rule.TREND, Rule.ONE_SIDE]
    assert list(found[-2]) == [Rule.TREND, Rule.TWO_IN_THREE, Rule.ONE_SIDE]


NELSON = json.loads((SHARED / "nelson_vectors.json").read_text()) if SHARED.is_dir() else {}


@pytest.mark.parametrize("name", [name for name in NELSON if name.startswith("rule")])
def test_nelsons_tests_hit_where_published(name):
    for case in NELSON[name] if isinstance(NELSON[name], list) else [NELSON[name]]:
        assert nelson(case["series"], int(name[-1])) == tuple(Run(start - 1, length) for start, length in case["hits"])


def qicharts(name):
    return rows(f"qicharts2/{name}.csv")


def lines(point):
    return [point.centre_line, point.lower_limit, point.upper_limit]


def expected_lines(row):
    return pytest.approx([float(row[name]) for name in ("cl", "lcl", "ucl")], rel=1e-9, abs=1e-9)


def test_montgomery_6_5_costs_of_processing_are_an_xmr_chart_of_its_first_twenty():
    table, expected = qicharts("data_tbl_06.07"), qicharts("expected_ex_6.5_3")
    made = chart(counted([float(row["cost"]) for row in table]), fix_after=20, limits=Limits.EXCEL)
    for point, row in zip(made.points, expected, strict=True):
        # The book's constant is 3 / 1.128, the NHS's 2.66: they differ by less than the book prints.
        assert lines(point) == pytest.approx([float(row[name]) for name in ("cl", "lcl", "ucl")], abs=0.005)
    ranges = [float(row["y"]) for row in qicharts("expected_ex_6.5_4")[1:20]]
    assert made.phases[0].mean_moving_range == pytest.approx(sum(ranges) / 19) == pytest.approx(7.7894736842)


def test_montgomery_7_4_errors_per_shipment_are_a_u_chart():
    table, expected = qicharts("data_tbl_07.10"), qicharts("expected_ex_7.4_1")
    series = counted([float(row["count"]) for row in table], [float(row["size"]) for row in table])
    for point, row in zip(chart(series, kind=ChartKind.U).points, expected, strict=True):
        assert lines(point) == expected_lines(row)
        assert point.value == pytest.approx(float(row["y"]))


def test_montgomery_7_6_hours_between_failures_are_a_t_chart():
    table, expected = qicharts("data_tbl_07.14"), qicharts("expected_ex_7.6_1")
    made = chart(counted([float(row["hours"]) for row in table]), kind=ChartKind.T)
    for point, row in zip(made.points, expected, strict=True):
        assert lines(point) == expected_lines(row)


def test_montgomery_7_3_nonconformities_are_a_c_chart_of_the_points_it_keeps():
    table, expected = qicharts("data_tbl_07.08"), qicharts("expected_ex_7.3_3")
    base = [
        float(row["count"])
        for row, told in zip(table, expected, strict=True)
        if told["baseline"] == "True" and told["include"] == "True"
    ]
    kept = [row for row in expected if row["ucl"]]
    assert lines(chart(counted(base), kind=ChartKind.C).points[0]) == expected_lines(kept[0])


def test_hospital_infections_are_a_u_chart():
    table = qicharts("data_hospital_infections")
    for row in qicharts("expected_hai_2"):
        months: dict[str, list[float]] = {}
        for each in table:
            if each["infection"] == row["facet1"]:
                month = months.setdefault(each["month"], [0.0, 0.0])
                month[0] += float(each["n"])
                month[1] += float(each["days"])
        series = counted([n for n, _ in months.values()], [days for _, days in months.values()])
        points = chart(series, kind=ChartKind.U).points
        assert points[0].centre_line == pytest.approx(float(row["CL"]))


def samples(name):
    found: dict[str, list[float]] = {}
    for row in qicharts(name):
        if row["obs"] not in ("", "NA") and row["sample"] not in ("", "NA"):
            found.setdefault(row["sample"], []).append(float(row["obs"]))
    return list(found.values())


@pytest.mark.parametrize(
    ("table", "averages", "spreads"),
    [
        ("data_tbl_06.03", "expected_ex_6.3_1", "expected_ex_6.3_2"),
        ("data_tbl_06.04", "expected_ex_6.4_1", "expected_ex_6.4_2"),
    ],
)
def test_montgomery_6_3_and_6_4_piston_rings_are_charts_of_samples(table, averages, spreads):
    taken = samples(table)
    for sample, band, row in zip(taken, average_bands(taken), qicharts(averages), strict=True):
        assert lines(band) == expected_lines(row)
        assert sum(sample) / len(sample) == pytest.approx(float(row["y"]))
    for sample, band, row in zip(taken, spread_bands(taken), qicharts(spreads), strict=True):
        assert lines(band) == expected_lines(row)
        assert spread(sample) == pytest.approx(float(row["y"]))

"""Change points and effects against published answers.

* The Turing Change Point Dataset (van den Burg and Williams 2020): series with change points by five annotators.
* The Nile at Aswan: a break after 1898 (Zeileis and others 2003).
* Sicily's ban on smoking: acute coronary events (Bernal, Cummins and Gasparrini 2017).
"""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from inhouse.process.change import Impact, Seasons, find_changes, interrupt
from inhouse.process.series import Moment, Observation

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "changepoints"
MARGIN = 5


def f_measure(annotators: list[list[int]], named: list[int]) -> float:
    """The dataset's own score: precision against all annotators together, recall averaged over them.

    Each set of change points holds the trivial one, 0; each named one may stand for one annotated one within 5 rows.
    """
    named_too = {0, *named}
    sets = [{0, *each} for each in annotators]
    together = set().union(*sets)
    precision = hits(together, named_too) / len(named_too)
    recall = sum(hits(each, named_too) / len(each) for each in sets) / len(sets)
    return 2 * precision * recall / (precision + recall)


def hits(annotated: set[int], named: set[int]) -> int:
    """How many annotated change points have a named one of their own within the margin, the nearest first."""
    left, count = set(named), 0
    for place in sorted(annotated):
        near = sorted((abs(place - other), other) for other in left if abs(place - other) <= MARGIN)
        if near:
            left.remove(near[0][1])
            count += 1
    return count


@pytest.mark.parametrize(
    ("annotators", "named", "score"),
    [
        ([[], []], [], 1.0),
        ([[], []], [50], 2 / 3),  # precision 1/2, recall 1
        ([[50], []], [], 6 / 7),  # precision 1, recall (1/2 + 1) / 2
        ([[50], []], [52], 1.0),
        ([[50], [50]], [56], 0.5),  # six rows off: precision 1/2, recall 1/2
        ([[50, 53]], [51], 0.8),  # one named stands for one only: precision 1, recall 2/3
        ([[3]], [], 2 / 3),  # the named 0 is spent on the annotated 0: precision 1, recall 1/2
    ],
)
def test_the_score_is_as_worked_by_hand(annotators, named, score):
    assert f_measure(annotators, named) == pytest.approx(score)


def turing(name: str) -> tuple[list[Observation], list[Moment]]:
    """A series and the moments of its missing values."""
    data = json.loads((SHARED / f"tcpd_{name}.json").read_text())
    values, time = data["series"][0]["raw"], data["time"]
    moments: list[Moment] = list(time["index"])
    if time.get("format") in ("%Y", "%Y-%m"):
        moments = [dt.date.fromisoformat(f"{text}-01-01" if len(text) == 4 else f"{text}-01") for text in time["raw"]]
    pairs = list(zip(moments, values, strict=True))
    return (
        [Observation(when=when, value=float(value)) for when, value in pairs if value is not None],
        [when for when, value in pairs if value is None],
    )


@pytest.mark.shared
@pytest.mark.slow
def test_the_mean_score_on_the_turing_series_is_at_least_what_was_asked():
    annotations = json.loads((SHARED / "tcpd_annotations.json").read_text())
    scores, nothing = {}, {}
    for name, annotators in annotations.items():
        series, gaps = turing(name)
        named = [change.index for change in find_changes(series, gaps=gaps).changepoints]
        scores[name] = f_measure(list(annotators.values()), named)
        nothing[name] = f_measure(list(annotators.values()), [])
    assert sum(nothing.values()) / len(nothing) == pytest.approx(0.738, abs=0.001)
    assert sum(scores.values()) / len(scores) >= 0.78, scores
    assert scores["bank"] == scores["quality_control_5"] == 1  # nothing changed there, and nothing is named


@pytest.mark.shared
def test_the_nile_changes_with_1899():
    series, _ = turing("nile")
    answer = json.loads((SHARED / "classic_answers.json").read_text())["nile"]
    (change,) = find_changes(series).changepoints
    assert change.index == answer["breakpoint_obs"]  # first of the new from 0: last of the old from 1
    assert change.date == dt.date(answer["year"] + 1, 1, 1)
    assert change.confidence > 0.99
    assert answer["ci95"][0] <= change.earliest_date.year - 1 <= change.latest_date.year - 1 <= answer["ci95"][1]


@pytest.fixture(scope="module")
def sicily() -> list[Observation]:
    with (SHARED / "sicily.csv").open(newline="") as file:
        return [
            Observation(
                when=dt.date(int(row["year"]), int(row["month"]), 1),
                value=float(row["aces"]),
                denominator=float(row["stdpop"]),
            )
            for row in csv.DictReader(file)
        ]


BAN = dt.date(2005, 1, 1)


@pytest.mark.shared
def test_the_smoking_ban_in_sicily_has_the_published_effect(sicily):
    told = json.loads((SHARED / "sicily_expected.json").read_text())["model2_quasi"]
    effect = interrupt(sicily, BAN, impact=Impact.LEVEL, seasons=Seasons.NONE).effect
    found = [effect.relative_level, effect.relative_level_low, effect.relative_level_high]
    assert found[0] == pytest.approx(told["rr_step"][0], abs=1e-6)
    assert found == pytest.approx(told["rr_step"], abs=0.002)  # the paper takes the normal distribution, we take t
    assert effect.dispersion == pytest.approx(told["dispersion"], abs=1e-4)


@pytest.mark.shared
def test_by_default_the_ban_has_nearly_the_published_effect_with_seasons_allowed_for(sicily):
    effect = interrupt(sicily, BAN).effect
    assert effect.relative_level_low < 0.894 < effect.relative_level_high
    assert effect.relative_level == pytest.approx(0.885, abs=0.015)  # the paper's own figure with seasons
    assert effect.relative_level_high < 1
    assert effect.p_value < 0.001
    assert effect.trend_low < 0 < effect.trend_high

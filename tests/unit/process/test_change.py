"""Changes and effects on series whose answers are plain."""

import datetime as dt
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.process.change import Shape, find_changes, interrupt
from inhouse.process.series import Observation
from inhouse.publishers.tables import to_json


def series(values, sizes=None, **others):
    columns = list(others.items())
    return [
        Observation(
            when=at,
            value=float(value),
            denominator=sizes[at] if sizes else None,
            others=tuple((name, float(column[at])) for name, column in columns),
        )
        for at, value in enumerate(values)
    ]


def noise(rows, seed=1):
    return np.random.default_rng(seed).standard_normal(rows)


STEP = np.arange(60) >= 30


def test_a_step_without_any_noise_is_found():
    (change,) = find_changes(series([5] * 30 + [8] * 30)).changepoints
    assert (change.index, change.shape, change.confidence) == (30, Shape.LEVEL, pytest.approx(1))
    assert (change.before, change.after) == (pytest.approx(5), pytest.approx(8))


def test_a_kink_is_a_change_of_trend():
    (change,) = find_changes(series(noise(80) * 0.5 + np.maximum(0, np.arange(80) - 40) * 0.6)).changepoints
    assert change.shape is Shape.TREND
    assert abs(change.index - 40) <= 4


@pytest.mark.parametrize("values", [[1, 2, 3], list(range(60)), [7] * 40, [0, 1] * 30, list(np.arange(60.0) ** 2)])
def test_where_nothing_changes_nothing_is_named(values):
    found = find_changes(series(values))
    assert found.changepoints == ()
    assert found.caveats


def test_one_wild_row_is_no_change():
    values = noise(60)
    values[20] += 25
    assert find_changes(series(values)).changepoints == ()


def test_one_long_step_of_a_random_walk_is_hardly_ever_called_a_change():
    named = 0
    for seed in range(8):
        steps = noise(80, seed)
        steps[40] = 12
        named += bool(find_changes(series(np.cumsum(steps))).changepoints)
    assert named <= 2


def test_rows_without_a_value_count_in_the_index():
    rows = [each for each in series(noise(60) + 8 * STEP) if each.when not in (3, 4)]
    assert [change.index for change in find_changes(rows, gaps=(3, 4)).changepoints] == [30]


def test_an_effect_holds_the_truth_and_a_control_takes_away_what_volume_explains():
    volume = np.linspace(0, 1, 60) + 3 * STEP + noise(60, seed=9)
    values = 50 + noise(60) + 4 * volume
    plain = interrupt(series(values), 30).effect
    assert plain.level_low > 5
    allowed = interrupt(series(values, volume=volume), 30).effect
    assert allowed.level_low < 0 < allowed.level_high


def test_counts_have_a_ratio_of_rates():
    sizes = [float(1000 + 10 * at) for at in range(60)]
    counts = np.random.default_rng(2).poisson(np.where(STEP, 0.05, 0.1) * sizes)
    effect = interrupt(series(counts, sizes), 30).effect
    assert effect.relative_level_low < 0.5 < effect.relative_level_high
    assert effect.relative_level_high < 0.7
    assert effect.dispersion == pytest.approx(1, abs=0.5)


@pytest.mark.parametrize(
    ("values", "when", "others", "reason"),
    [
        (noise(60), 0, {}, "has no row before"),
        (noise(60), 60, {}, "has no row on or after"),
        (noise(60), 7, {}, "7 rows before"),
        (noise(60), 55, {}, "5 from it on"),
        (noise(60), 30, {"desk": STEP}, "cannot be told apart"),
        (noise(60), 30, {"flat": np.ones(60)}, "cannot be told apart"),
        ([4] * 60, 30, {}, "all values are equal"),
        (np.arange(60.0) ** 2 + noise(60), 30, {}, "smooth curve"),
    ],
)
def test_what_the_data_cannot_bear_is_not_told(values, when, others, reason):
    found = interrupt(series(values, **others), when)
    assert found.effect is None
    assert reason in found.sentence
    assert found.sentence.startswith("This cannot be told")


def test_too_many_missing_months_are_refused():
    months = [dt.date(2010 + at // 12, at % 12 + 1, 1) for at in range(60)]
    kept = [at for at in range(60) if at % 3 or at < 18]
    rows = [Observation(when=months[at], value=float(noise(60)[at])) for at in kept]
    assert "have no value" in interrupt(rows, months[40]).sentence


def test_seasons_are_allowed_for_where_they_show():
    months = [dt.date(2010 + at // 12, at % 12 + 1, 1) for at in range(72)]
    wave = 5 * np.sin(2 * np.pi * np.arange(72) / 12)
    values = noise(72) + wave + 3 * (np.arange(72) >= 36)
    rows = [Observation(when=month, value=float(value)) for month, value in zip(months, values, strict=True)]
    found = interrupt(rows, months[36])
    assert found.effect.level_low < 3 < found.effect.level_high
    assert found.effect.level_high - found.effect.level_low < 3
    (said,) = [each.decided for each in found.decisions if each.about == "seasons"]
    assert "cycle of 12 rows" in said


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(-1e6, 1e6) | st.integers(0, 3).map(float), max_size=40), st.integers(-2, 45))
def test_any_series_has_an_answer_that_can_be_written(values, when):
    rows = series(values)
    found = find_changes(rows)
    assert all(0.95 <= change.confidence <= 1 for change in found.changepoints)
    told = interrupt(rows, when)
    assert (told.effect is None) == told.sentence.startswith("This cannot be told")
    json.loads(to_json([found, told]))

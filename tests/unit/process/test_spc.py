"""Control charts on rows whose answers are worked out by hand."""

import pytest

from inhouse.core.errors import InputError, UsageError
from inhouse.process.series import Observation
from inhouse.process.spc import Assurance, Better, ChartKind, PointType, Rebase, Rule, chart


def series(values, sizes=None):
    sizes = sizes or [None] * len(values)
    pairs = enumerate(zip(values, sizes, strict=True), start=1)
    return [Observation(when=at, value=float(value), denominator=size) for at, (value, size) in pairs]


def test_a_point_exactly_on_the_mean_breaks_a_run():
    # The mean is 5: six above, one on it, six below would be runs of seven without it.
    made = chart(series([6, 6, 6, 6, 6, 6, 5, 4, 4, 4, 4, 4, 4]))
    assert made.points[0].centre_line == 5
    assert all(Rule.ONE_SIDE not in point.rules for point in made.points)


def test_equal_decimals_lie_on_their_mean():
    made = chart(series([0.1] * 20))
    assert not any(point.special_cause for point in made.points)
    assert (made.points[0].lower_limit, made.points[0].upper_limit) == (0.1, 0.1)


def test_six_rising_are_no_trend_and_a_level_step_breaks_one():
    for values in ([1, 2, 3, 4, 5, 6, 0], [1, 2, 3, 3, 4, 5, 6]):
        assert all(Rule.TREND not in point.rules for point in chart(series(values)).points)
    assert all(Rule.TREND in point.rules for point in chart(series([1, 2, 3, 4, 5, 6, 7])).points)


def test_a_rebase_that_straddles_the_target_is_now_and_then_not_never():
    old, new = [1, 2, 1, 2, 1, 2, 1, 2], [9, 11, 9, 11, 9, 11, 9, 11]
    asked = {"target": 10, "better": Better.UP}
    assert chart(series(old), **asked).assurance is Assurance.FAILS
    assert chart(series(old + new), rebases=[Rebase(when=9)], **asked).assurance is Assurance.EITHER


def test_a_target_without_a_direction_cannot_be_told():
    made = chart(series([4, 5, 4, 5]), target=9)
    assert made.assurance is None
    assert [each.decided for each in made.decisions if each.about == "assurance"] == ["this cannot be told"]


def test_without_a_direction_signals_are_high_or_low():
    made = chart(series([5, 6, 5, 6, 5, 6, 5, 60]))
    assert made.variation is PointType.HIGH
    assert chart(series([5, 6, 5, 6, 5, 6, 5, -60])).variation is PointType.LOW


def test_a_phase_of_one_point_has_no_limits_and_says_so():
    made = chart(series([4, 5, 4]), rebases=[Rebase(when=3)], target=1, better=Better.UP)
    last = made.points[-1]
    assert (last.centre_line, last.lower_limit, last.special_cause, made.assurance) == (None, None, False, None)
    assert any("one point" in caveat for caveat in made.caveats)


def test_a_fixed_baseline_holds_in_each_phase():
    made = chart(series([1, 3, 9, 9, 21, 23, 9, 9]), rebases=[Rebase(when=5)], fix_after=2)
    assert [point.centre_line for point in made.points] == [2] * 4 + [22] * 4
    assert [point.upper_limit for point in made.points] == pytest.approx([2 + 2.66 * 2] * 4 + [22 + 2.66 * 2] * 4)


def test_a_rebase_keeps_its_reason_and_author():
    made = chart(series([1, 2, 1, 2]), rebases=[Rebase(when=3, reason="New rota", author="A. Manager")])
    assert (made.phases[1].reason, made.phases[1].author) == ("New rota", "A. Manager")
    (said,) = [each for each in made.decisions if each.about == "rebase"]
    assert said.because == "New rota (A. Manager)"


@pytest.mark.parametrize("when", [0, 1, 5])
def test_a_rebase_outside_the_series_is_refused(when):
    with pytest.raises(InputError, match="outside the series"):
        chart(series([1, 2, 1, 2]), rebases=[Rebase(when=when)])


def test_a_baseline_of_one_point_is_refused():
    with pytest.raises(UsageError, match="at least 2"):
        chart(series([1, 2, 1]), fix_after=1)


def test_a_p_chart_has_limits_for_each_size():
    made = chart(series([5, 10], [50.0, 100.0]), kind=ChartKind.P)
    assert [point.value for point in made.points] == [0.1, 0.1]
    # 0.1 + 3 * sqrt(0.1 * 0.9 / 50), and with 100: 0.1 + 3 * 0.03
    assert [point.upper_limit for point in made.points] == pytest.approx([0.2272792206, 0.19])


def test_a_g_chart_is_centred_on_the_median_of_a_geometric():
    made = chart(series([10, 20, 30]), kind=ChartKind.G)
    assert made.points[0].centre_line == pytest.approx(13.86)
    assert made.points[0].upper_limit == pytest.approx(20 + 3 * 420**0.5)
    assert made.points[0].lower_limit == 0


@pytest.mark.parametrize(
    ("kind", "values", "sizes", "words"),
    [
        (ChartKind.P, [1, 2], None, "needs a denominator"),
        (ChartKind.P, [3, 9], [8.0, 8.0], "above its denominator"),
        (ChartKind.C, [3, -1], None, "below nought"),
        (ChartKind.P, [0.3, 0.4], [8.0, 8.0], "look like shares"),
    ],
)
def test_values_that_do_not_suit_a_chart_are_refused(kind, values, sizes, words):
    with pytest.raises(InputError) as told:
        chart(series(values, sizes), kind=kind)
    assert words in str(told.value)


def test_shares_that_vary_more_than_chance_are_warned_of():
    wild = [100, 300] * 8
    assert any("chance alone" in caveat for caveat in chart(series(wild, [1000.0] * 16), kind=ChartKind.P).caveats)
    assert not any("chance" in c for c in chart(series([100, 101] * 8, [1000.0] * 16), kind=ChartKind.P).caveats)


def test_missing_months_are_named():
    import datetime as dt

    days = [dt.date(2019, month, 1) for month in (1, 2, 3, 5, 6)]
    made = chart([Observation(when=day, value=1.0) for day in days])
    (said,) = [each for each in made.decisions if each.about == "missing months"]
    assert "2019-04-01" in said.decided

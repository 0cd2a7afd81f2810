"""Control charts against a slow, obvious second implementation, and laws that hold for every series."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.core.errors import InhouseError
from inhouse.process.series import Observation
from inhouse.process.spc import Assurance, Better, ChartKind, Limits, PointType, Rebase, Rule, chart

WHOLE = st.lists(st.integers(-40, 40), min_size=2, max_size=40)


def series(values, sizes=None):
    sizes = sizes or [None] * len(values)
    pairs = enumerate(zip(values, sizes, strict=True), start=1)
    return [Observation(when=at, value=float(value), denominator=size) for at, (value, size) in pairs]


def slow_limits(values, baseline, screen):
    """Mean and limits with fractions, as the rule book says them."""
    base = [Fraction(value) for value in values[:baseline]]
    ranges = [abs(base[at] - base[at - 1]) for at in range(1, len(base))]
    average = sum(ranges) / len(ranges)
    if screen and average:
        ranges = [each for each in ranges if each < Fraction("3.267") * average]
        average = sum(ranges) / len(ranges)
    centre = sum(base) / len(base)
    return centre, centre - Fraction("2.66") * average, centre + Fraction("2.66") * average


def slow_rules(values, centre, lower, upper):
    """For every point, look at every window that holds it."""
    values = [Fraction(value) for value in values]
    above = [value > centre for value in values]
    below = [value < centre for value in values]
    outside = [value > upper or value < lower for value in values]
    third = (upper - centre) * Fraction(2, 3)
    near = [abs(value - centre) > third and not out for value, out in zip(values, outside, strict=True)]

    def in_some_window(at, width, meets):
        starts = range(max(0, at - width + 1), min(at, len(values) - width) + 1)
        return any(meets(range(start, start + width)) for start in starts)

    def trend(window):
        pairs = [(values[a], values[a + 1]) for a in window[:-1]]
        return all(a < b for a, b in pairs) or all(a > b for a, b in pairs)

    def run(window):
        return all(above[a] for a in window) or all(below[a] for a in window)

    def two(window):
        return run(window) and sum(near[a] for a in window) >= 2

    found = []
    for at in range(len(values)):
        rules = set()
        if outside[at]:
            rules.add(Rule.OUTSIDE)
        if in_some_window(at, 7, trend):
            rules.add(Rule.TREND)
        if near[at] and in_some_window(at, 3, two):
            rules.add(Rule.TWO_IN_THREE)
        if in_some_window(at, 7, run):
            rules.add(Rule.ONE_SIDE)
        found.append(rules)
    return found


@given(WHOLE, st.sampled_from(Limits), st.none() | st.integers(2, 20))
def test_limits_and_every_rule_are_those_of_the_slow_version(values, limits, fix_after):
    made = chart(series(values), limits=limits, fix_after=fix_after)
    centre, lower, upper = slow_limits(values, fix_after or len(values), limits is Limits.NHS)
    first = made.points[0]
    assert [first.centre_line, first.lower_limit, first.upper_limit] == pytest.approx(
        [float(centre), float(lower), float(upper)], abs=1e-9
    )
    assert [set(point.rules) for point in made.points] == slow_rules(values, centre, lower, upper)
    for point in made.points:
        assert point.special_cause is bool(point.rules)
        assert point.rule is (point.rules[0] if point.rules else None)


@given(WHOLE, st.data())
def test_each_phase_is_a_chart_of_its_own(values, data):
    at = data.draw(st.integers(1, len(values) - 1))
    made = chart(series(values), rebases=[Rebase(when=at + 1)])
    for number, part in enumerate((values[:at], values[at:]), start=1):
        alone = chart(series(part)).points
        mine = [point for point in made.points if point.phase == number]
        assert [replace(point, date=1, phase=1, row=0) for point in mine] == [
            replace(point, date=1, row=0) for point in alone
        ]


@given(WHOLE, st.integers(-100, 100), st.sampled_from([0.5, 2.0, 8.0]))
def test_limits_move_and_stretch_with_the_values(values, shift, scale):
    plain = chart(series(values))
    moved = chart(series([scale * value + shift for value in values]))
    for before, after in zip(plain.points, moved.points, strict=True):
        for name in ("centre_line", "lower_limit", "upper_limit"):
            assert getattr(after, name) == pytest.approx(scale * getattr(before, name) + shift, abs=1e-8)
        assert after.rules == before.rules


@given(WHOLE, st.integers(-60, 60))
def test_turning_what_is_better_swaps_good_and_bad(values, target):
    up, down = (chart(series(values), better=better, target=target) for better in (Better.UP, Better.DOWN))
    swap = {PointType.IMPROVEMENT: PointType.CONCERN, PointType.CONCERN: PointType.IMPROVEMENT}
    assert [swap.get(p.point_type, p.point_type) for p in up.points] == [p.point_type for p in down.points]
    turned = {Assurance.MEETS: Assurance.FAILS, Assurance.FAILS: Assurance.MEETS}
    assert turned.get(up.assurance, up.assurance) is down.assurance


@given(
    st.lists(st.floats(-1e9, 1e9) | st.integers(0, 50).map(float), max_size=30),
    st.lists(st.floats(-5, 1e6), min_size=30, max_size=30),
    st.sampled_from(ChartKind),
    st.none() | st.integers(-2, 40),
    st.lists(st.integers(-5, 40), max_size=3),
)
def test_any_series_gets_a_chart_or_a_reason(values, sizes, kind, fix_after, rebases):
    try:
        made = chart(
            series(values, sizes[: len(values)]),
            kind=kind,
            fix_after=fix_after,
            rebases=[Rebase(when=when) for when in rebases],
            target=1.0,
            better=Better.UP,
        )
    except InhouseError:
        return
    assert len(made.points) == len(values)
    for point in made.points:
        if point.lower_limit is not None:
            assert point.lower_limit <= point.upper_limit


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(30, 90)), min_size=2, max_size=25))
def test_shares_and_rates_have_the_limits_of_their_formulas(pairs):
    values, sizes = [n for n, _ in pairs], [float(d) for _, d in pairs]
    share = sum(values) / sum(sizes)
    for kind, variance in ((ChartKind.P, share * (1 - share)), (ChartKind.U, share)):
        for point, size in zip(chart(series(values, sizes), kind=kind).points, sizes, strict=True):
            reach = 3 * (variance / size) ** 0.5
            assert point.centre_line == pytest.approx(share)
            assert point.lower_limit == pytest.approx(max(0, share - reach))
            assert point.upper_limit == pytest.approx(min(1 if kind is ChartKind.P else 9, share + reach))

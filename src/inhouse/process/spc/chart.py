"""Which points of a series are signals, and will the process meet its target?

The series is cut into phases at the rebases, each phase gets limits, and each point is judged by the rules inside its
phase. Variation is what the last point shows; assurance compares the target with the limits at the last point, so that
an old phase never decides it.
"""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.core.errors import InputError, UsageError
from inhouse.process.series import Moment, Observation, comes_before, shown
from inhouse.process.spc.assumptions import about_limits, about_phases, about_target, about_time, caveats
from inhouse.process.spc.limits import PhaseLimits, phase_limits
from inhouse.process.spc.records import (
    Assurance,
    Better,
    Chart,
    ChartKind,
    Limits,
    Phase,
    Point,
    PointType,
    Rebase,
    Rule,
)
from inhouse.process.spc.rules import signals

RATIOS = (ChartKind.P, ChartKind.U)
_COUNTS = (ChartKind.P, ChartKind.U, ChartKind.C, ChartKind.G)


def chart(
    series: Sequence[Observation],
    *,
    kind: ChartKind = ChartKind.XMR,
    limits: Limits = Limits.NHS,
    target: float | None = None,
    better: Better | None = None,
    rebases: Sequence[Rebase] = (),
    fix_after: int | None = None,
) -> Chart:
    """Draw up a control chart.

    Parameters
    ----------
    series
        In the order of time; p and u charts need denominators.
    target, better
        In the unit of what is plotted; without a better direction signals are high or low, and assurance is not told.
    rebases
        Where a new phase begins: at its moment or, if no point has it, at the first point after it.
    fix_after
        Limits of each phase rest on so many of its first points; on all of them if None.

    Raises
    ------
    InputError, UsageError
        There is no point, a rebase lies outside the series, or the values or ``fix_after`` do not suit the chart.

    Examples
    --------
    >>> weeks = [Observation(when=week, value=value) for week, value in enumerate([5, 6, 5, 6, 5, 12], start=1)]
    >>> found = chart(weeks, better=Better.DOWN, fix_after=5)
    >>> found.points[-1].rule.value, found.variation.value
    ('outside limits', 'special_cause_concern')
    """
    _check(series, kind, fix_after)
    points: list[Point] = []
    phases: list[Phase] = []
    for number, (part, rebase) in enumerate(_stretches(series, rebases), start=1):
        baseline = min(fix_after or len(part), len(part))
        found = phase_limits(kind, part, baseline=baseline, limits=limits)
        points += _points(part, found, number, kind, better)
        phases.append(_phase(part, found, number, baseline, rebase))
    return Chart(
        kind=kind,
        limits=limits,
        better=better,
        target=target,
        points=tuple(points),
        phases=tuple(phases),
        variation=points[-1].point_type,
        assurance=assure(points[-1], target, better),
        decisions=(
            *about_limits(phases, kind, limits),
            *about_phases(phases, rebases, fix_after),
            *about_target(target, better),
            *about_time(series, kind),
        ),
        caveats=caveats(points, phases, kind),
    )


def assure(point: Point, target: float | None, better: Better | None) -> Assurance | None:
    """Say whether the process, as its limits now stand, will meet a target; None where that cannot be told.

    Examples
    --------
    >>> found = chart([Observation(when=n, value=value) for n, value in enumerate([4, 5, 4, 5, 4, 5])])
    >>> assure(found.points[-1], 9, Better.UP), assure(found.points[-1], 9, Better.DOWN)
    (<Assurance.FAILS: 'F'>, <Assurance.MEETS: 'P'>)
    """
    if target is None or better is None or point.lower_limit is None or point.upper_limit is None:
        return None
    if point.lower_limit <= target <= point.upper_limit:
        return Assurance.EITHER
    above = target > point.upper_limit
    return Assurance.FAILS if above == (better is Better.UP) else Assurance.MEETS


def _check(series: Sequence[Observation], kind: ChartKind, fix_after: int | None) -> None:
    if not series:
        raise InputError("There is no point to draw.", found="an empty series", next_step="Give a series with values.")
    if fix_after is not None and fix_after < 2:
        raise UsageError(
            "Limits need at least 2 points to rest on.", found=f"{fix_after}", next_step="Fix them after 12 or more."
        )
    if kind in RATIOS and any(each.denominator is None or each.denominator <= 0 for each in series):
        raise InputError(
            f"A {kind.value} chart needs a denominator above nought for each point.",
            found="a point without one",
            next_step="Name the column of denominators with --denominator.",
        )
    for each in series:
        if kind is not ChartKind.XMR and each.value < 0:
            raise _unsuited(each, kind, "a value below nought", "Use an XmR chart.")
        if kind is ChartKind.P and each.denominator is not None and each.value > each.denominator:
            raise _unsuited(each, kind, "a count above its denominator", "Use a u chart, or check the two columns.")
    if kind in _COUNTS and all(each.value <= 1 for each in series) and any(each.value % 1 for each in series):
        raise InputError(
            f"A {kind.value} chart needs counts.",
            found="values between nought and one, which look like shares",
            next_step="Give the counts, or use an XmR chart of the shares.",
        )


def _unsuited(each: Observation, kind: ChartKind, what: str, next_step: str) -> InputError:
    return InputError(
        f"The values do not suit a {kind.value} chart.",
        found=f"{what}: {each.value:g} at {shown(each.when)}",
        next_step=next_step,
    )


def _stretches(
    series: Sequence[Observation], rebases: Sequence[Rebase]
) -> list[tuple[Sequence[Observation], Rebase | None]]:
    """Cut a series into phases, each with the rebase that began it."""
    starts: dict[int, Rebase | None] = {0: None}
    for rebase in rebases:
        at = _first_from(series, rebase.when)
        if not 0 < at < len(series):
            raise InputError(
                "A rebase lies outside the series.",
                found=f"{shown(rebase.when)}; the series runs from {shown(series[0].when)} to {shown(series[-1].when)}",
                next_step="Give the first point of the new phase: a date after the first point and not after the last.",
            )
        starts[at] = rebase
    order = sorted(starts)
    return [(series[start:end], starts[start]) for start, end in zip(order, [*order[1:], len(series)], strict=True)]


def _first_from(series: Sequence[Observation], when: Moment) -> int:
    if {isinstance(when, int), isinstance(series[0].when, int)} == {True, False}:
        raise InputError(
            "A rebase is not given in the way of the series.",
            found=f"{shown(when)} where the series has {shown(series[0].when)}",
            next_step="Write it as the series does.",
        )
    return next((at for at, each in enumerate(series) if not comes_before(each.when, when)), len(series))


def _points(
    part: Sequence[Observation], found: PhaseLimits, number: int, kind: ChartKind, better: Better | None
) -> list[Point]:
    values = [each.value / (each.denominator or 1.0) if kind in RATIOS else each.value for each in part]
    points = []
    for each, value, band, marks in zip(part, values, found.bands, signals(values, found.bands), strict=True):
        rules = tuple(rule for rule in Rule if rule in marks)
        points.append(
            Point(
                date=each.when,
                value=value,
                centre_line=band.centre_line,
                lower_limit=band.lower_limit,
                upper_limit=band.upper_limit,
                special_cause=bool(rules),
                rule=rules[0] if rules else None,
                rules=rules,
                point_type=_type(marks[rules[0]] if rules else 0, better),
                phase=number,
                row=each.row,
            )
        )
    return points


def _type(direction: int, better: Better | None) -> PointType:
    if not direction:
        return PointType.COMMON_CAUSE
    if better is None:
        return PointType.HIGH if direction > 0 else PointType.LOW
    return PointType.IMPROVEMENT if (direction > 0) == (better is Better.UP) else PointType.CONCERN


def _phase(part: Sequence[Observation], found: PhaseLimits, number: int, baseline: int, rebase: Rebase | None) -> Phase:
    return Phase(
        number=number,
        first_date=part[0].when,
        last_date=part[-1].when,
        points=len(part),
        baseline_points=baseline,
        mean_moving_range=found.mean_moving_range,
        moving_ranges_dropped=found.dropped,
        reason=rebase.reason if rebase else "",
        author=rebase.author if rebase else "",
    )

"""What was assumed in drawing up a chart, and what should be doubted?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from inhouse.core.results import Decision
from inhouse.process.series import Observation, rhythm, shown
from inhouse.process.spc.limits import MEAN_RANGE_OF_TWO, SCREEN_FACTOR, XMR_FACTOR
from inhouse.process.spc.records import Better, ChartKind, Limits, Phase, Point, Rebase

TRIAL_BELOW = 12
_MOST_NAMED = 6
_MOVING = (ChartKind.XMR, ChartKind.T)
_WIDER_THAN_CHANCE = 1.5
_FORMULAS = {
    ChartKind.XMR: f"mean ± {XMR_FACTOR} × mean moving range",
    ChartKind.P: "mean share ± 3 standard errors of a share, at each denominator",
    ChartKind.U: "mean rate ± 3 standard errors of a rate, at each denominator",
    ChartKind.C: "mean ± 3 × square root of the mean",
    ChartKind.T: "XmR limits of the times to the power 1/3.6, turned back",
    ChartKind.G: "median 0.693 × mean; mean ± 3 × square root of mean × (mean + 1)",
}


def caveats(points: Sequence[Point], phases: Sequence[Phase], kind: ChartKind) -> tuple[str, ...]:
    """List what a reader should doubt."""
    return (*_short(phases), *_wider_than_chance(points, kind))


def about_limits(phases: Sequence[Phase], kind: ChartKind, limits: Limits) -> Iterator[Decision]:
    """Say whose limits these are, and what was left out."""
    if kind not in _MOVING:
        yield Decision(about="limits", decided=_FORMULAS[kind], because=f"that is how a {kind.value} chart is drawn")
        return
    dropped = sum(phase.moving_ranges_dropped for phase in phases)
    if limits is Limits.EXCEL:
        yield Decision(
            about="limits",
            decided=f"excel: {_FORMULAS[kind]}, all moving ranges kept",
            because="the official Making Data Count spreadsheet leaves none out",
            change_with="--limits nhs",
        )
        return
    ranges = "1 moving range" if dropped == 1 else f"{dropped} moving ranges"
    yield Decision(
        about="limits",
        decided=f"nhs: {_FORMULAS[kind]}, {ranges if dropped else 'no moving range'} left out",
        because=f"the NHS-R package leaves out, once, moving ranges of at least {SCREEN_FACTOR} times their mean",
        change_with="--limits excel",
    )


def about_phases(phases: Sequence[Phase], rebases: Sequence[Rebase], fix_after: int | None) -> Iterator[Decision]:
    """Say where phases begin, and what their limits rest on."""
    asked = {shown(rebase.when) for rebase in rebases}
    for phase in phases[1:]:
        first = shown(phase.first_date)
        reason = phase.reason or "a rebase was asked for"
        if first not in asked:
            reason += ", and this is the first point on or after its date"
        yield Decision(
            about="rebase",
            decided=f"phase {phase.number} begins with {first}",
            because=reason + (f" ({phase.author})" if phase.author else ""),
            change_with="--rebase",
        )
    if fix_after is not None:
        yield Decision(
            about="baseline",
            decided=f"limits rest on the first {fix_after} points of each phase"
            + "".join(
                f"; phase {phase.number} has only {phase.points}" for phase in phases if phase.points < fix_after
            ),
            because="that was asked for",
            change_with="--fix-after",
        )


def about_target(target: float | None, better: Better | None) -> Iterator[Decision]:
    """Say what cannot be told without a direction."""
    if better is None:
        yield Decision(
            about="direction",
            decided="signals are called high or low, neither improvement nor concern",
            because="nothing says which direction is better",
            change_with="--better up or --better down",
        )
    if target is not None and better is None:
        yield Decision(
            about="assurance",
            decided="this cannot be told",
            because="a target needs a direction that is better",
            change_with="--better",
        )


def about_time(series: Sequence[Observation], kind: ChartKind) -> Iterator[Decision]:
    """Say which periods have no point."""
    found = rhythm([each.when for each in series])
    if kind in (ChartKind.T, ChartKind.G) or found.unit == "irregular" or not found.missing:
        return
    names = ", ".join(map(shown, found.missing[:_MOST_NAMED]))
    more = f" and {len(found.missing) - _MOST_NAMED} more" if len(found.missing) > _MOST_NAMED else ""
    yield Decision(
        about=f"missing {found.unit}s" if found.unit != "number" else "missing numbers",
        decided=f"points on both sides of a gap count as neighbours; no value for {names}{more}",
        because=f"most points are one {found.unit} apart" if found.unit != "number" else "numbers are left out",
    )


def _short(phases: Sequence[Phase]) -> Iterator[str]:
    for phase in phases:
        which = f"Phase {phase.number}" if len(phases) > 1 else "This series"
        if phase.points == 1:
            yield f"{which} has one point: no moving range, so an XmR chart has no limits there."
        elif phase.baseline_points < TRIAL_BELOW:
            yield (
                f"{which} has limits that rest on {phase.baseline_points} points. Below {TRIAL_BELOW} they are trial "
                "limits: they will move as points are added."
            )


def _wider_than_chance(points: Sequence[Point], kind: ChartKind) -> Iterator[str]:
    """Laney's warning: with large denominators real services vary more than pure counting does."""
    if kind not in (ChartKind.P, ChartKind.U, ChartKind.C):
        return
    scores = [
        3 * (point.value - point.centre_line) / (point.upper_limit - point.centre_line)
        for point in points
        if point.centre_line is not None and point.upper_limit is not None and point.upper_limit > point.centre_line
    ]
    ranges = [abs(after - before) for before, after in pairwise(scores)]
    wider = sum(ranges) / len(ranges) / MEAN_RANGE_OF_TWO if ranges else 0.0
    if len(points) >= TRIAL_BELOW and wider > _WIDER_THAN_CHANCE:
        yield (
            f"From one point to the next the values vary {wider:.1f} times as much as chance alone would make them: a "
            f"{kind.value} chart then shows too many signals. Look at an XmR chart as well."
        )

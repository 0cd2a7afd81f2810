"""When did a series begin to behave in another way, and how sure is that?

Single wild rows are set aside, the scale is chosen (differences or ratios), and the cheapest model of
:mod:`inhouse.process.change.model` is found. A change is reported if the model with it is cheaper than without it; its
confidence is the probability that this difference of costs stands for, as in comparisons of models by BIC.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from inhouse.core.errors import InputError
from inhouse.core.results import Decision
from inhouse.process.change.model import Break, Costs, Ground
from inhouse.process.change.noise import Array, weighted_solution
from inhouse.process.change.records import CHANGES, ChangePoint, Fitted, Found
from inhouse.process.change.search import MOST_CHANGES, cheapest, rivals
from inhouse.process.series import Moment, Observation, comes_before, rhythm, shown

LEAST_ROWS, MOST_ROWS = 10, 20_000
PERIODS = {"month": 12, "quarter": 4, "day": 7, "week": 52}
_WINDOW = 5
_WILD, _MOST_WILD = 5.0, 0.05
_MOST_TAME, _NORMAL_THERE = 0.9, 1.645
_REACH = 20
_CERTAIN = 0.95
_CLEARLY = 2.0


@dataclass(frozen=True, kw_only=True, eq=False)
class _Scale:
    """Values as they are or their logarithms, without wild rows, and the costs of models of them."""

    costs: Costs
    logarithms: bool
    set_aside: int

    def back(self, values: Array) -> Array:
        """Turn what a model expects into the unit of the series."""
        return np.exp(values) if self.logarithms else values


def find_changes(series: Sequence[Observation], *, gaps: Sequence[Moment] = ()) -> Found:
    """Find the change points of a series.

    Parameters
    ----------
    series
        In the order of time.
    gaps
        Moments of rows without a value: they count in the index of a change, and nowhere else.

    Raises
    ------
    InputError
        The series has more rows than can be searched.

    Examples
    --------
    >>> rows = [Observation(when=n, value=5 + n % 3 + 9 * (n >= 20)) for n in range(40)]
    >>> [(change.index, change.shape.value) for change in find_changes(rows).changepoints]
    [(20, 'level')]
    """
    if len(series) > MOST_ROWS:
        raise InputError(
            f"More than {MOST_ROWS:,} rows cannot be searched for changes.",
            found=f"{len(series):,} rows",
            next_step="Add them up to days, weeks or months first.",
        )
    values = np.array([each.value for each in series], dtype=float)
    if len(series) < LEAST_ROWS or not np.ptp(values):
        return _nothing(series)
    found_rhythm = rhythm([each.when for each in series])
    scale = _scaled(values, PERIODS.get(found_rhythm.unit, 0))
    breaks, ground = cheapest(scale.costs)
    fit = scale.costs.of(breaks, ground).fit
    expected = _expected(scale, breaks, ground, seasons=True)
    trunk = _expected(scale, breaks, ground, seasons=False)
    points = tuple(
        _point(scale, series, gaps, breaks, ground, number, trunk)
        for number in range(len(breaks))
        if breaks[number][1] in CHANGES
    )  # fmt: skip
    return Found(
        changepoints=points,
        fitted=tuple(
            Fitted(date=each.when, value=each.value, expected=float(line), without=None, row=each.row)
            for each, line in zip(series, expected, strict=True)
        ),
        decisions=tuple(_decisions(scale, ground, found_rhythm.unit, len(fit.weights))),
        caveats=tuple(_caveats(series, points, scale)),
    )


def _nothing(series: Sequence[Observation]) -> Found:
    few = len(series) < LEAST_ROWS
    caveat = (
        f"Whether anything changed cannot be told from {len(series)} rows; at least {LEAST_ROWS} are needed."
        if few
        else "All values are equal: nothing changed."
    )
    line = None if few else series[0].value
    fitted = tuple(Fitted(date=e.when, value=e.value, expected=line, without=None, row=e.row) for e in series)
    return Found(changepoints=(), fitted=fitted, decisions=(), caveats=(caveat,))


def _scaled(values: Array, period: int) -> _Scale:
    """Choose differences or ratios by which explains the series better without any change; set wild rows aside."""
    costs, logarithms = Costs(values, period), False
    if np.all(values > 0):
        ratios = Costs(np.log(values), period)
        jacobian = 2 * float(np.sum(np.log(values[ratios.skip :])))
        if _plain_cost(ratios) + jacobian < _plain_cost(costs) - _CLEARLY:
            costs, logarithms = ratios, True
    tame = _tamed(costs)
    set_aside = int(np.sum(tame != costs.values))
    return _Scale(
        costs=Costs(tame, period) if set_aside else costs, logarithms=logarithms, set_aside=set_aside
    )  # fmt: skip


def _straight(costs: Costs) -> list[Ground]:
    return [ground for ground in costs.grounds if ground.degree <= 1]


def _plain_cost(costs: Costs) -> float:
    return min(costs.of((), ground).cost for ground in _straight(costs))


def _tamed(costs: Costs) -> Array:
    """Move single rows far from the median of the five around onto it; a lasting change is in three of the five.

    Where more than one row in twenty is wild, that is how the series is, and none is moved.
    """
    best = min(_straight(costs), key=lambda ground: costs.of((), ground).cost)
    seasons = np.zeros(costs.rows)
    if best.seasonal:
        whole = costs.design((), Ground(costs.grounds[-1].degree, seasonal=True))
        seasons = costs.seasons @ weighted_solution(whole, costs.values, np.ones(costs.rows))[-costs.seasons.shape[1] :]
    left = costs.values - seasons
    padded = np.pad(left, _WINDOW // 2, mode="reflect")
    distance = left - np.median(np.lib.stride_tricks.sliding_window_view(padded, _WINDOW), axis=1)
    usual = float(np.quantile(np.abs(distance), _MOST_TAME)) / _NORMAL_THERE
    wild = np.abs(distance) > _WILD * usual
    few = usual > 0 and float(np.mean(wild)) <= _MOST_WILD
    return np.where(wild, costs.values - distance, costs.values) if few else costs.values


def _expected(scale: _Scale, breaks: Sequence[Break], ground: Ground, *, seasons: bool) -> Array:
    costs = scale.costs
    parts = costs.design(breaks, ground) * costs.of(breaks, ground).fit.coefficients
    if ground.seasonal and not seasons:
        first = ground.degree + 1
        parts[:, first : first + costs.seasons.shape[1]] = 0.0
    return scale.back(parts.sum(axis=1))


def _point(
    scale: _Scale,
    series: Sequence[Observation],
    gaps: Sequence[Moment],
    breaks: tuple[Break, ...],
    ground: Ground,
    number: int,
    trunk: Array,
) -> ChangePoint:
    costs, (place, shape) = scale.costs, breaks[number]
    others = min(costs.of(each, ground).cost for each in rivals(costs, breaks, ground, number))
    dearer = others - costs.of(breaks, ground).cost
    first, last = _where(costs, breaks, ground, number)
    when = series[place].when
    return ChangePoint(
        index=place + sum(comes_before(gap, when) for gap in gaps),
        date=when,
        confidence=1 / (1 + math.exp(-max(dearer, 0.0) / 2)),
        shape=shape,
        earliest_date=series[first].when,
        latest_date=series[last].when,
        before=float(trunk[place - 1]),
        after=float(trunk[place]),
    )


def _where(costs: Costs, breaks: tuple[Break, ...], ground: Ground, number: int) -> tuple[int, int]:
    """The places around a change that together hold 95% of its probability."""
    place, shape = breaks[number]
    weight: dict[int, float] = {}
    for other in range(place - _REACH, place + _REACH + 1):
        moved = (*breaks[:number], (other, shape), *breaks[number + 1 :])
        if costs.fits(moved):
            difference = costs.of(moved, ground).cost - costs.of(breaks, ground).cost
            weight[other] = math.exp(-max(difference, 0.0) / 2)
    places, total, left = sorted(weight), sum(weight.values()), (1 - _CERTAIN) / 2
    first = _quantile(places, weight, left * total)
    last = _quantile(places[::-1], weight, left * total)
    return min(first, place), max(last, place)


def _quantile(places: Sequence[int], weight: dict[int, float], mass: float) -> int:
    reached = 0.0
    for place in places:
        reached += weight[place]
        if reached > mass:
            return place
    return places[-1]


def _decisions(scale: _Scale, ground: Ground, unit: str, order: int) -> Iterator[Decision]:
    yield Decision(
        about="scale",
        decided="ratios: the logarithm of the values" if scale.logarithms else "differences: the values as they are",
        because="this explains the series better where nothing changes",
    )
    curve = ("a constant level", "a straight trend", "a curved trend", "a curved trend")[ground.degree]
    seasons = f", {len(scale.costs.seasons[0]) + 1} seasons" if ground.seasonal else ", no seasons"
    yield Decision(
        about="model",
        decided=f"{curve}{seasons}, each row resembling {order} before it" if order else f"{curve}{seasons}",
        because="no other model of the series costs less" + (f"; rows are a {unit} apart" if ground.seasonal else ""),
    )
    if scale.set_aside:
        rows = "1 single row" if scale.set_aside == 1 else f"{scale.set_aside} single rows"
        yield Decision(
            about="outliers",
            decided=f"{rows} set aside: replaced by the median of the five around",
            because=f"they are more than {_WILD:g} usual distances from it",
        )


def _caveats(series: Sequence[Observation], points: Sequence[ChangePoint], scale: _Scale) -> Iterator[str]:
    if not points:
        yield "No change was found. That is no proof that nothing changed: a small change may hide in the noise."
    if len(points) == MOST_CHANGES:
        yield f"The search stops at {MOST_CHANGES} changes; there may be more."
    for point in points:
        if shown(point.earliest_date) != shown(point.latest_date):
            yield (
                f"The change at {shown(point.date)}, if there is one, lies between {shown(point.earliest_date)} and "
                f"{shown(point.latest_date)} with 95% confidence."
            )
    segment = scale.costs.segment
    yield (
        f"Changes in the first or last {segment} rows ({shown(series[segment - 1].when)} and before, "
        f"{shown(series[1 - segment].when)} and after) cannot be seen yet."
    )

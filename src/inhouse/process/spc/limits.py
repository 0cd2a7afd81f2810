"""Where do the limits of each kind of chart lie?

* XmR: mean ± 2.66 × mean moving range of the baseline. By the NHS's published R package moving ranges of at least 3.267
  times their mean are left out once; by its spreadsheet none is.
* p, u, c: the binomial or Poisson standard error at each point's denominator, times three (Montgomery, Introduction to
  Statistical Quality Control, 6th edition, chapter 7).
* t: time between events to the power 1/3.6, then as an XmR chart, and back (Montgomery, example 7.6).
* g: cases between events, geometric; the centre is the median, 0.693 of the mean (Benneyan 2001).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from inhouse.process.series import Observation
from inhouse.process.spc.records import Band, ChartKind, Limits

XMR_FACTOR = 2.66
SCREEN_FACTOR = 3.267
MEAN_RANGE_OF_TWO = 1.128
_T_POWER = 3.6
_MEDIAN_OF_GEOMETRIC = 0.693
_NONE = Band(centre_line=None, lower_limit=None, upper_limit=None, near_lower=None, near_upper=None)


@dataclass(frozen=True, kw_only=True)
class PhaseLimits:
    """The band at each point of a phase, and what it rests on."""

    bands: tuple[Band, ...]
    mean_moving_range: float | None = None
    dropped: int = 0


@dataclass(frozen=True, kw_only=True)
class _Spread:
    mean: float
    mean_range: float
    dropped: int


def phase_limits(kind: ChartKind, phase: Sequence[Observation], *, baseline: int, limits: Limits) -> PhaseLimits:
    """Compute the limits of one phase.

    Parameters
    ----------
    kind
        Which chart.
    phase
        Its observations; denominators are ignored where the chart has none.
    baseline
        How many points, from the first, the limits rest on.
    limits
        Whether very large moving ranges are left out once; only for XmR and t charts.
    """
    screen = limits is Limits.NHS
    values, sizes = [each.value for each in phase], [each.denominator or 0.0 for each in phase]
    if kind is ChartKind.XMR:
        return _moving(values, baseline, XMR_FACTOR, screen=screen)
    if kind is ChartKind.T:
        return _between_times(values, baseline, screen=screen)
    return PhaseLimits(bands=tuple(_COUNTED[kind](values, sizes, baseline)))


def mean(values: Sequence[float]) -> float:
    """Average without rounding on the way, so that equal values have exactly their own value as mean.

    Examples
    --------
    >>> mean([0.1, 0.1, 0.1]) == 0.1
    True
    """
    return float(sum(map(Fraction, values), Fraction(0)) / len(values))


def _spread(values: Sequence[float], *, screen: bool) -> _Spread | None:
    """Mean and mean moving range; None where one value alone has no range."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if not ranges:
        return None
    average = mean(ranges)
    kept = [each for each in ranges if each < SCREEN_FACTOR * average] if screen and average else ranges
    return _Spread(mean=mean(values), mean_range=mean(kept), dropped=len(ranges) - len(kept))


def _moving(values: Sequence[float], baseline: int, factor: float, *, screen: bool) -> PhaseLimits:
    spread = _spread(values[:baseline], screen=screen)
    if spread is None:
        return PhaseLimits(bands=(_NONE,) * len(values))
    band = symmetric_band(spread.mean, factor * spread.mean_range)
    return PhaseLimits(bands=(band,) * len(values), mean_moving_range=spread.mean_range, dropped=spread.dropped)


def _between_times(values: Sequence[float], baseline: int, *, screen: bool) -> PhaseLimits:
    found = _moving([value ** (1 / _T_POWER) for value in values], baseline, 3 / MEAN_RANGE_OF_TWO, screen=screen)
    bands = tuple(_mapped(band, lambda root: max(root, 0.0) ** _T_POWER) for band in found.bands)
    return PhaseLimits(bands=bands, mean_moving_range=found.mean_moving_range, dropped=found.dropped)


def _mapped(band: Band, change: Callable[[float], float]) -> Band:
    lines = (band.centre_line, band.lower_limit, band.upper_limit, band.near_lower, band.near_upper)
    centre, lower, upper, near_lower, near_upper = (None if line is None else change(line) for line in lines)
    return Band(
        centre_line=centre, lower_limit=lower, upper_limit=upper, near_lower=near_lower, near_upper=near_upper
    )  # fmt: skip


def symmetric_band(centre: float, reach: float, *, least: float = -math.inf, most: float = math.inf) -> Band:
    """Lines at equal distances around a centre, kept between the least and the most there can be."""

    def within(line: float) -> float:
        return min(max(line, least), most)

    return Band(
        centre_line=centre,
        lower_limit=within(centre - reach),
        upper_limit=within(centre + reach),
        near_lower=within(centre - reach * 2 / 3),
        near_upper=within(centre + reach * 2 / 3),
    )


def _proportions(values: Sequence[float], sizes: Sequence[float], baseline: int) -> list[Band]:
    share = math.fsum(values[:baseline]) / math.fsum(sizes[:baseline])
    spread = max(share * (1 - share), 0.0)
    return [symmetric_band(share, 3 * math.sqrt(spread / size), least=0, most=1) for size in sizes]


def _rates(values: Sequence[float], sizes: Sequence[float], baseline: int) -> list[Band]:
    rate = math.fsum(values[:baseline]) / math.fsum(sizes[:baseline])
    return [symmetric_band(rate, 3 * math.sqrt(rate / size), least=0) for size in sizes]


def _counts(values: Sequence[float], _sizes: Sequence[float], baseline: int) -> list[Band]:
    centre = mean(values[:baseline])
    return [symmetric_band(centre, 3 * math.sqrt(centre), least=0)] * len(values)


def _cases_between(values: Sequence[float], _sizes: Sequence[float], baseline: int) -> list[Band]:
    average = mean(values[:baseline])
    reach = 3 * math.sqrt(average * (average + 1))
    band = symmetric_band(average, reach, least=0)
    return [
        Band(
            centre_line=_MEDIAN_OF_GEOMETRIC * average,
            lower_limit=band.lower_limit,
            upper_limit=band.upper_limit,
            near_lower=band.near_lower,
            near_upper=band.near_upper,
        )
    ] * len(values)


_COUNTED: dict[ChartKind, Callable[[Sequence[float], Sequence[float], int], list[Band]]] = {
    ChartKind.P: _proportions,
    ChartKind.U: _rates,
    ChartKind.C: _counts,
    ChartKind.G: _cases_between,
}

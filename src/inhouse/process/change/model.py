"""What does it cost to explain a series by a smooth curve, seasons, noise and some changes?

The cost is twice the negative log likelihood and a price for each number in the model: log(m) for a coefficient, three
times as much for a change, because its place is chosen among m (a minimum description length; Davis, Lee and
Rodriguez-Yam 2006, Zhang and Siegmund 2007). Short series pay more by m / (m - q - 2), as in the corrected criterion of
Hurvich and Tsai (1989). The cheapest model wins, and to say that nothing changed is a model like the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inhouse.process.change.noise import Array, NoiseFit, fit_line
from inhouse.process.change.records import Shape

Break = tuple[int, Shape]
_PRICE = {Shape.LEVEL: 3.0, Shape.TREND: 3.0, Shape.BOTH: 4.0, Shape.SHOCK: 3.0}
_NUMBERS = {Shape.LEVEL: 2, Shape.TREND: 2, Shape.BOTH: 3, Shape.SHOCK: 2}
_MOST_DEGREES = 3
_LEAST_FOR_CURVES = 20
_MOST_ORDER = 3
_ROWS_AN_ORDER = 15
_SEASONS_TO_SEE = 3
_SEASONS_FOR_NOISE = 10
_LEAST_SEGMENT, _USUAL_SEGMENT = 3, 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Costed:
    """A model and its cost."""

    cost: float
    order: int
    fit: NoiseFit


@dataclass(frozen=True)
class Ground:
    """What is there without any change: the degree of a polynomial, and whether there are seasons."""

    degree: int
    seasonal: bool


class Costs:
    """The costs of models of one series, each computed once.

    Parameters
    ----------
    values
        The series.
    period
        Rows in a year or week; 0 where none is known.
    """

    def __init__(self, values: Array, period: int) -> None:
        self.values, self.rows = values, len(values)
        self.seasons = _seasons(self.rows, period if self.rows >= _SEASONS_TO_SEE * period else 0)
        self._orders = _orders(self.rows, period)
        self.skip = max(self._orders)
        self.counted = self.rows - self.skip
        self.price = math.log(self.counted)
        usual = max(_LEAST_SEGMENT, min(_USUAL_SEGMENT, self.rows // 6))
        self.segment = max(usual, int(math.sqrt(self.rows) / 2))
        self._floor = 1e-12 * (float(np.var(values)) + 1e-300)
        time = np.linspace(-1.0, 1.0, self.rows)
        self._curve = np.column_stack([time**0, time, 1.5 * time**2 - 0.5, 2.5 * time**3 - 1.5 * time])
        self._known: dict[tuple[tuple[Break, ...], Ground], Costed] = {}

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """What may be there without any change."""
        most = _MOST_DEGREES if self.rows >= _LEAST_FOR_CURVES else 1
        seasonal = (False, True) if self.seasons.shape[1] else (False,)
        return tuple(Ground(degree, each) for each in seasonal for degree in range(most + 1))

    def of(self, breaks: Iterable[Break], ground: Ground) -> Costed:
        """Cost a model, with as many earlier rows in its noise as is cheapest."""
        key = (tuple(sorted(breaks)), ground)
        if key not in self._known:
            self._known[key] = min((self._at(*key, order) for order in self._orders), key=lambda each: each.cost)
        return self._known[key]

    def fits(self, breaks: Sequence[Break]) -> bool:
        """Whether every stretch between changes is long enough."""
        places = [0, *sorted(place for place, shape in breaks if shape is not Shape.SHOCK), self.rows]
        return all(after - before >= self.segment for before, after in pairwise(places))

    def design(self, breaks: Iterable[Break], ground: Ground) -> Array:
        """What a model is made of, a column each: curve, seasons, changes."""
        seasons = [self.seasons] if ground.seasonal else []
        return np.column_stack([self._curve[:, : ground.degree + 1], *seasons, _changes(self.rows, breaks)])

    def _at(self, breaks: tuple[Break, ...], ground: Ground, order: int) -> Costed:
        design = self.design(breaks, ground)
        shocked = [place for place, shape in breaks if shape is Shape.SHOCK]
        fit = fit_line(self.values, design, order=order, skip=self.skip, floor=self._floor, shocked=shocked)
        plain = ground.degree + 1 + ground.seasonal * self.seasons.shape[1] + order
        numbers = plain + sum(_NUMBERS[shape] for _, shape in breaks)
        price = self.price * (plain + sum(_PRICE[shape] for _, shape in breaks))
        price *= self.counted / max(1.0, self.counted - numbers - 2)
        return Costed(cost=fit.deviance + price, order=order, fit=fit)


def _orders(rows: int, period: int) -> list[int]:
    orders = list(range(min(_MOST_ORDER, rows // _ROWS_AN_ORDER) + 1))
    yearly = [period, period + 1] if period and rows >= _SEASONS_FOR_NOISE * period else []
    return sorted({*orders, *yearly})


def _seasons(rows: int, period: int) -> Array:
    if period < 2:
        return np.zeros((rows, 0))
    season = np.arange(rows) % period
    columns: Array = (season[:, None] == np.arange(1, period)[None, :]).astype(float) - 1 / period
    return columns


def _changes(rows: int, breaks: Iterable[Break]) -> Array:
    place, columns = np.arange(rows), [np.zeros((rows, 0))]
    for start, shape in breaks:
        if shape in (Shape.LEVEL, Shape.BOTH):
            columns.append((place >= start).astype(float)[:, None])
        if shape in (Shape.TREND, Shape.BOTH):
            columns.append(np.maximum(0, place - start + (shape is Shape.TREND))[:, None] / rows)
    return np.column_stack(columns)

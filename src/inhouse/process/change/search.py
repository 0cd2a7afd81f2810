"""Which changes explain a series most cheaply?

Changes are added one at a time where they lower the cost most, moved to where they lower it further, and taken out
again when they no longer pay. Because one change alone may not show what two do (up and down again), the search also
starts from the segmentations that the library ``ruptures`` finds best for two and four changes of level. In the end
each jump must explain more than a single shock does: a random walk that takes a long step has not changed its ways.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from inhouse.process.change.model import Break, Costs, Ground
from inhouse.process.change.noise import Array, autoregression, filtered, weighted_solution
from inhouse.process.change.records import CHANGES, Shape

MOST_CHANGES = 10
_MOST_CELLS = 2_500_000
_STARTS = (2, 4)
_MOVES = (-6, -3, -2, -1, 1, 2, 3, 6)
_ROUNDS = 3
_BEST = 2
_GAIN = 1e-9
SURE = 2 * math.log(19)
"""A model that costs so much less has a probability of 95% against the other."""


def cheapest(costs: Costs) -> tuple[tuple[Break, ...], Ground]:
    """Find the cheapest model: its changes in order, and what is there without them."""
    plain = {ground: costs.of((), ground).cost for ground in costs.grounds}
    best = min(plain, key=lambda ground: plain[ground])
    straight = [Ground(degree, best.seasonal) for degree in (0, 1)]
    found = [(_grown(costs, (), ground), ground) for ground in dict.fromkeys([*straight, best])]
    found += [(_grown(costs, start, ground), ground) for start in _starts(costs, best) for ground in straight]
    breaks, ground = min(found, key=lambda each: costs.of(*each).cost)
    return tuple(sorted(_sure(costs, breaks, ground))), ground


def rivals(costs: Costs, breaks: tuple[Break, ...], ground: Ground, at: int) -> list[tuple[Break, ...]]:
    """What else could be said of one change: that there is none, or where it is a jump, that it is a mere shock.

    Where nothing but the jump ever moves the series, there are no shocks.
    """
    place, shape = breaks[at]
    before, after = breaks[:at], breaks[at + 1 :]
    others = [(*before, *after)]
    if shape in (Shape.LEVEL, Shape.BOTH) and not costs.of(breaks, ground).fit.exact:
        slope = ((place, Shape.TREND),) if shape is Shape.BOTH else ()
        others.append((*before, (place, Shape.SHOCK), *slope, *after))
    return others


def _sure(costs: Costs, breaks: tuple[Break, ...], ground: Ground) -> tuple[Break, ...]:
    """Give up changes, the least sure first, until each is surer than all else that could be said of it."""
    while True:
        cost = costs.of(breaks, ground).cost
        changes = [at for at in range(len(breaks)) if breaks[at][1] in CHANGES]
        others = [other for at in changes for other in rivals(costs, breaks, ground, at)]
        best = min(others, key=lambda each: costs.of(each, ground).cost, default=None)
        if best is None or costs.of(best, ground).cost > cost + SURE:
            return breaks
        breaks = best


def _starts(costs: Costs, ground: Ground) -> Iterable[tuple[Break, ...]]:
    """Segmentations into levels to start from."""
    import ruptures

    values = costs.values - costs.values.mean()
    if ground.seasonal:
        whole = np.column_stack([costs.design((), Ground(1, seasonal=False)), costs.seasons])
        values = values - costs.seasons @ weighted_solution(whole, values, np.ones(costs.rows))[2:]
    finder = ruptures.KernelCPD(kernel="linear", min_size=costs.segment).fit(np.ascontiguousarray(values[:, None]))
    for count in _STARTS:
        if (count + 1) * costs.segment <= costs.rows:
            yield tuple((int(place), Shape.LEVEL) for place in finder.predict(n_bkps=count)[:-1])


def _grown(costs: Costs, start: Sequence[Break], ground: Ground) -> tuple[Break, ...]:
    breaks = _pruned(costs, tuple(start), ground)
    while len(breaks) < MOST_CHANGES:
        cost = costs.of(breaks, ground).cost
        options = [wider for each in _candidates(costs, breaks, ground) if costs.fits(wider := (*breaks, each))]
        if not options:
            break
        wider = min(options, key=lambda each: costs.of(each, ground).cost)
        if costs.of(wider, ground).cost > cost + costs.price:
            break
        wider = _moved(costs, wider, ground)
        if costs.of(wider, ground).cost >= cost - _GAIN:
            break
        breaks = _pruned(costs, wider, ground)
    return breaks


def _candidates(costs: Costs, breaks: tuple[Break, ...], ground: Ground) -> list[Break]:
    """Where a further change would explain most, by three views of the noise: as it is, none, and half."""
    fit = costs.of(breaks, ground).fit
    views = (fit.weights, np.zeros(0), 0.5 * autoregression(fit.deviations, 1))
    return sorted({each for view in views for each in _scan(costs, breaks, ground, view)})


def _scan(costs: Costs, breaks: tuple[Break, ...], ground: Ground, weights: Array) -> Iterable[Break]:
    rows = costs.rows
    places = np.arange(costs.segment, rows - costs.segment + 1)
    places = places[:: max(1, -(-len(places) * rows // _MOST_CELLS))]
    if not len(places):
        return
    basis, triangle = np.linalg.qr(filtered(costs.design(breaks, ground), weights))
    size = np.abs(np.diag(triangle))
    basis = basis[:, size > 1e-8 * max(1e-300, float(size.max()))]
    rest = filtered(costs.values, weights)
    rest = rest - basis @ (basis.T @ rest)
    time = np.arange(rows)[:, None]
    shapes = {Shape.LEVEL: (time >= places).astype(float), Shape.TREND: np.maximum(0, time - places + 1) / rows}
    for shape, columns in shapes.items():
        shocks = filtered(columns, weights)
        shocks = shocks - basis @ (basis.T @ shocks)
        power = np.sum(shocks**2, axis=0)
        gain = np.where(power > 1e-10, (shocks.T @ rest) ** 2 / np.maximum(power, 1e-10), 0.0)
        yield from ((place, shape) for place in _apart([int(each) for each in places], gain, costs.segment))


def _apart(places: Sequence[int], gain: Array, distance: int) -> list[int]:
    """The places with the largest gains that are not neighbours of a larger one."""
    picked: list[int] = []
    for at in np.argsort(-gain):
        if all(abs(places[at] - other) >= distance for other in picked):
            picked.append(places[at])
        if len(picked) == _BEST:
            break
    return picked


def _moved(costs: Costs, breaks: tuple[Break, ...], ground: Ground) -> tuple[Break, ...]:
    """Move each change, or give it another shape, while that lowers the cost."""
    for _ in range(_ROUNDS):
        before = breaks
        for at in range(len(breaks)):
            place, shape = breaks[at]
            others = [(place + step, shape) for step in _MOVES] + [(place, each) for each in CHANGES if each != shape]
            options = [(*breaks[:at], other, *breaks[at + 1 :]) for other in others]
            options = [each for each in options if costs.fits(each)]
            breaks = min([breaks, *options], key=lambda each: costs.of(each, ground).cost)
        if breaks == before:
            break
    return breaks


def _pruned(costs: Costs, breaks: tuple[Break, ...], ground: Ground) -> tuple[Break, ...]:
    """Take out changes that do not pay, the least first."""
    while breaks:
        fewer = min(_fewer(breaks), key=lambda each: costs.of(each, ground).cost)
        if costs.of(fewer, ground).cost > costs.of(breaks, ground).cost:
            break
        breaks = fewer
    return breaks


def _fewer(breaks: Sequence[Break]) -> list[tuple[Break, ...]]:
    """Each way to leave out one change, in their order."""
    return [(*breaks[:at], *breaks[at + 1 :]) for at in range(len(breaks))]

"""How likely is a series given a line through it, when neighbouring rows resemble each other and some rows are wild?

Noise is autoregressive: each deviation is a weighted sum of the ones before and a new shock. Shocks follow Student's t
with four degrees of freedom, so that no single wild row decides anything. Line, weights and scale are found in turns by
weighted least squares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_FREEDOM = 4.0
_TURNS = 4
_RIDGE = 1e-11
_TAIL = 0.95
_TAIL_WIDTH = 3.0
_MEDIAN_TO_SCALE = 1.4826
_NONE = np.zeros(0)


@dataclass(frozen=True, kw_only=True, eq=False)
class NoiseFit:
    """Twice the negative log likelihood, the weights of earlier deviations, and the deviations.

    ``exact`` says that every row lies on the line, as far as rounding can tell.
    """

    deviance: float
    exact: bool
    weights: Array
    deviations: Array
    coefficients: Array


def fit_line(
    values: Array, design: Array, *, order: int, skip: int, floor: float, shocked: Sequence[int] = ()
) -> NoiseFit:
    """Fit a line with autoregressive noise.

    Parameters
    ----------
    values, design
        n values, and n rows of what the line is made of.
    order
        How many earlier deviations matter.
    skip
        Rows at the start that do not count: at least ``order``, and equal for models to be compared.
    floor
        The least variance of a shock.
    shocked
        Rows whose shock is taken as it comes, whatever its size.
    """
    alive = np.ones(len(values))
    alive[list(shocked)] = 0.0
    alive = alive[order:]
    coefficients = weighted_solution(design, values, np.ones(len(values)))
    deviations = values - design @ coefficients
    weights = autoregression(deviations, order, alive)
    variance = 0.0
    for _ in range(_TURNS):
        shocks = alive * filtered(deviations, weights)
        least = _least_variance(shocks, floor)
        variance = variance or max((_MEDIAN_TO_SCALE * float(np.median(np.abs(shocks)))) ** 2, least)
        trust = alive * (_FREEDOM + 1) / (_FREEDOM + shocks**2 / variance)
        variance = max(float(np.mean(trust * shocks**2)), least)
        coefficients = weighted_solution(filtered(design, weights), filtered(values, weights), trust)
        deviations = values - design @ coefficients
        weights = autoregression(deviations, order, trust)
    counted = (alive * filtered(deviations, weights))[skip - order :]
    return NoiseFit(
        deviance=_deviance(counted, variance, floor),
        exact=float(np.mean(counted**2)) <= floor,
        weights=weights,
        deviations=deviations,
        coefficients=coefficients,
    )


def filtered(columns: Array, weights: Array) -> Array:
    """Take from each row the weighted rows before it; the first rows, which have too few, are left out."""
    order, rows = len(weights), len(columns)
    left: Array = columns[order:].astype(float)
    for lag, weight in enumerate(weights, start=1):
        left -= weight * columns[order - lag : rows - lag]
    return left


def autoregression(deviations: Array, order: int, trust: Array | None = None) -> Array:
    """Find the weights of earlier deviations; a single one stays within a random walk."""
    if order == 0:
        return _NONE
    rows = len(deviations)
    earlier = np.column_stack([deviations[order - lag : rows - lag] for lag in range(1, order + 1)])
    weights = weighted_solution(earlier, deviations[order:], np.ones(rows - order) if trust is None else trust)
    return np.clip(weights, -0.99, 1.0) if order == 1 else weights


def weighted_solution(design: Array, values: Array, trust: Array) -> Array:
    """Weighted least squares by scaled normal equations, with a ridge too small to matter but for empty columns."""
    trusted = design * trust[:, None]
    gram = trusted.T @ design
    size = np.sqrt(np.diag(gram))
    size[size <= 0] = 1.0
    gram = gram / size / size[:, None]
    gram[np.diag_indices_from(gram)] += _RIDGE
    solution: Array = np.linalg.solve(gram, (trusted.T @ values) / size) / size
    return solution


def _deviance(shocks: Array, variance: float, floor: float) -> float:
    least = _least_variance(shocks, floor)
    for _ in range(3):
        trust = (_FREEDOM + 1) / (_FREEDOM + shocks**2 / variance)
        variance = max(float(np.mean(trust * shocks**2)), least)
    tails = float(np.sum(np.log1p(shocks**2 / (_FREEDOM * variance))))
    return len(shocks) * math.log(variance) + (_FREEDOM + 1) * tails


def _least_variance(shocks: Array, floor: float) -> float:
    """A series that mostly stands still and jumps now and then has jumps for noise: its scale is theirs."""
    place = int(_TAIL * (len(shocks) - 1))
    tail = float(np.partition(np.abs(shocks), place)[place])
    return max((tail / _TAIL_WIDTH) ** 2, floor)

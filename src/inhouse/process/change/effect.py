"""What is the effect of an intervention, as numbers with intervals and as a sentence?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from inhouse.process.change.records import Effect
from inhouse.process.series import Moment, Observation, shown

if TYPE_CHECKING:
    from inhouse.process.change.interrupted import Model
    from inhouse.process.change.regression import Regression

_CLEAR = 0.05
Interval = tuple[float, float, float]


def effect_of(fit: Regression, model: Model, series: Sequence[Observation]) -> Effect:
    """Turn coefficients into an effect, in the unit of the series and as ratios."""
    numbers = model.design.shape[1]
    level = fit.interval(_unit(numbers, model.level))
    trend = fit.interval(_unit(numbers, model.trend)) if model.trend is not None else (0.0, 0.0, 0.0)
    if model.exposure is None:
        relative, relative_trend = _ratio(fit, model), None
    else:
        relative, relative_trend = _exponents(level), _exponents(trend)
        expected = float(np.mean(model.exposure)) * math.exp(fit.coefficients @ _unchanged(model))
        level, trend = _of(expected, relative), _of(expected, relative_trend)
    return Effect(
        level=level[0],
        level_low=level[1],
        level_high=level[2],
        trend=trend[0],
        trend_low=trend[1],
        trend_high=trend[2],
        p_value=fit.chance(model.changed),
        relative_level=relative[0] if relative else None,
        relative_level_low=relative[1] if relative else None,
        relative_level_high=relative[2] if relative else None,
        relative_trend=relative_trend[0] if relative_trend else None,
        relative_trend_low=relative_trend[1] if relative_trend else None,
        relative_trend_high=relative_trend[2] if relative_trend else None,
        level_p_value=fit.chance([model.level]),
        trend_p_value=fit.chance([model.trend]) if model.trend is not None else 1.0,
        dispersion=fit.dispersion,
        points_before=model.first,
        points_after=len(series) - model.first,
    )


def in_words(effect: Effect, when: Moment) -> str:
    """Say an effect in a sentence, with its interval and without more certainty than there is."""
    day = shown(when)
    level = _change(effect.level, effect.level_low, effect.level_high, "")
    share = ""
    if effect.relative_level is not None and effect.relative_level_low is not None:
        low, high = effect.relative_level_low, effect.relative_level_high or effect.relative_level
        share = f", {_percent(effect.relative_level)} ({_percent(low)} to {_percent(high)})"
    if effect.p_value >= _CLEAR:
        return (
            f"Whether anything changed at {day} cannot be told from noise (p = {effect.p_value:.2f}): the level may "
            f"have changed by {_figure(effect.level_low)} to {_figure(effect.level_high)}{share}."
        )
    first = f"At {day} the level {level} at once{share}"
    clear = effect.level_low > 0 or effect.level_high < 0
    if not clear:
        first = (
            f"At {day} no jump of the level can be told from noise ({_figure(effect.level_low)} to "
            f"{_figure(effect.level_high)}{share})"
        )
    if effect.trend_low > 0 or effect.trend_high < 0:
        second = f"and from then on it {_change(effect.trend, effect.trend_low, effect.trend_high, ' more a row')}"
    else:
        second = "and no change of its trend can be told from noise"
    chance = f"p {'< 0.001' if effect.p_value < 0.001 else f'= {effect.p_value:.3f}'}"
    return f"{first}, {second} ({chance} that chance alone did both; ranges are 95% intervals)."


def _change(value: float, low: float, high: float, unit: str) -> str:
    verb = "rose" if value > 0 else "fell"
    near, far = sorted((abs(low), abs(high))) if low * high > 0 else (low, high)
    return f"{verb} by {_figure(abs(value))}{unit} ({_figure(near)} to {_figure(far)})"


def _percent(ratio: float) -> str:
    return f"{(ratio - 1) * 100:+.1f}%"


def _figure(value: float) -> str:
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _unit(numbers: int, place: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    unit = np.zeros(numbers)
    unit[place] = 1.0
    return unit


def _unchanged(model: Model) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The row of the intervention as it would be without it, in a usual season and with usual controls."""
    return _unit(model.design.shape[1], 0)


def _ratio(fit: Regression, model: Model) -> Interval | None:
    """Level over what was expected, its interval by the delta method on logarithms; None where it means nothing."""
    numbers = model.design.shape[1]
    base, base_low, base_high = fit.interval(_unchanged(model))
    raised = base + fit.coefficients[model.level]
    if base_low * base_high <= 0 or base * raised <= 0:
        return None
    slope = (_unit(numbers, 0) + _unit(numbers, model.level)) / raised - _unit(numbers, 0) / base
    _, low, high = fit.interval(slope)
    reach = (high - low) / 2
    ratio = float(raised / base)
    return ratio, ratio * math.exp(-reach), ratio * math.exp(reach)


def _exponents(interval: Interval) -> Interval:
    return math.exp(interval[0]), math.exp(interval[1]), math.exp(interval[2])


def _of(expected: float, ratios: Interval) -> Interval:
    return expected * (ratios[0] - 1), expected * (ratios[1] - 1), expected * (ratios[2] - 1)

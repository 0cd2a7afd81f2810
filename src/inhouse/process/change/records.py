"""What changed, when, by how much and how sure, in records?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inhouse.core.results import Decision
from inhouse.process.series import Moment


class Shape(StrEnum):
    """What changed: the level at once, the slope from here on, or both.

    A single shock that a wandering series carries on is no change, and never reported; models are compared with it.
    """

    LEVEL = "level"
    TREND = "trend"
    BOTH = "level and trend"
    SHOCK = "shock"


CHANGES = (Shape.LEVEL, Shape.TREND, Shape.BOTH)


class Family(StrEnum):
    """How values vary about what is expected of them."""

    GAUSSIAN = "gaussian"
    POISSON = "poisson"


@dataclass(frozen=True, kw_only=True)
class ChangePoint:
    """A point where a series begins to behave in another way.

    Attributes
    ----------
    index
        Counted from 0 over the dated rows in the order of time: the first row of the new regime.
    confidence
        How much more likely the data are with this change than without it, as a probability from 0 to 1.
    earliest_date, latest_date
        Where the change lies with 95% confidence, if there is one.
    before, after
        What the model expects of the row before and of this row, without seasonality.
    """

    index: int
    date: Moment
    confidence: float
    shape: Shape
    earliest_date: Moment
    latest_date: Moment
    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """One point with what the model expects, with and without what changed; None where no model was fitted."""

    date: Moment
    value: float
    expected: float | None
    without: float | None
    row: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """The change points of a series."""

    changepoints: tuple[ChangePoint, ...]
    fitted: tuple[Fitted, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What changed at an intervention, with 95% intervals.

    Attributes
    ----------
    level, trend
        The jump at the intervention and the change of slope per row from there on, in the unit of the series; for
        counts with a denominator at its mean, and the slope in the row after the intervention.
    relative_level, relative_trend
        The same as ratios: 0.9 is a tenth less than expected at once, and per row. None where they mean nothing.
    p_value
        How often chance alone would change level and trend so much, if nothing had changed.
    """

    level: float
    level_low: float
    level_high: float
    trend: float
    trend_low: float
    trend_high: float
    p_value: float
    relative_level: float | None
    relative_level_low: float | None
    relative_level_high: float | None
    relative_trend: float | None
    relative_trend_low: float | None
    relative_trend_high: float | None
    level_p_value: float
    trend_p_value: float
    dispersion: float | None
    points_before: int
    points_after: int


@dataclass(frozen=True, kw_only=True)
class Interrupted:
    """An interrupted time series: the effect, None where it cannot be told, and in one sentence what was found."""

    effect: Effect | None
    sentence: str
    intervention_date: Moment
    fitted: tuple[Fitted, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]

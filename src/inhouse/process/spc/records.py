"""What does a control chart say, in records?

Words are those of statistical process control: a phase is a stretch with limits of its own, its baseline the points
that the limits are computed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inhouse.core.results import Decision
from inhouse.process.series import Moment


class ChartKind(StrEnum):
    """Which chart suits the measure."""

    XMR = "xmr"
    P = "p"
    U = "u"
    C = "c"
    T = "t"
    G = "g"


class Limits(StrEnum):
    """Whose limits of an XmR chart: with very large moving ranges left out once, or with all of them."""

    NHS = "nhs"
    EXCEL = "excel"


class Better(StrEnum):
    """Which direction is better."""

    UP = "up"
    DOWN = "down"


class Rule(StrEnum):
    """The rules of special cause, in the order in which they name a point."""

    OUTSIDE = "outside limits"
    TREND = "7 point trend"
    TWO_IN_THREE = "2 in 3"
    ONE_SIDE = "7 points one side"


class PointType(StrEnum):
    """What a point, and a whole chart by its last point, shows."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    HIGH = "special_cause_neutral_high"
    LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether the process as it is will meet its target: always, never, or now and then."""

    MEETS = "P"
    FAILS = "F"
    EITHER = "?"


@dataclass(frozen=True, kw_only=True)
class Rebase:
    """Limits are computed afresh from here on, because somebody says the process was changed.

    Attributes
    ----------
    when
        The first point of the new phase, or a moment before it and after the last point of the old one.
    reason, author
        What changed and who says so; both may be empty where no record is kept.
    """

    when: Moment
    reason: str = ""
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Band:
    """Centre line and limits at one point; near limits are two thirds of the way. None where they cannot be told."""

    centre_line: float | None
    lower_limit: float | None
    upper_limit: float | None
    near_lower: float | None
    near_upper: float | None


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a chart.

    Attributes
    ----------
    value
        As plotted: on p and u charts the count over its denominator.
    rule, rules
        The first rule that makes it a special cause, and all of them; None and none for common cause.
    phase
        Counted from 1.
    """

    date: Moment
    value: float
    centre_line: float | None
    lower_limit: float | None
    upper_limit: float | None
    special_cause: bool
    rule: Rule | None
    rules: tuple[Rule, ...]
    point_type: PointType
    phase: int
    row: int


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stretch of points with limits of its own.

    Attributes
    ----------
    number
        Counted from 1.
    baseline_points
        How many of its points the limits are computed from.
    mean_moving_range
        As used for the limits; None for charts without moving ranges.
    moving_ranges_dropped
        How many moving ranges were left out as too large.
    """

    number: int
    first_date: Moment
    last_date: Moment
    points: int
    baseline_points: int
    mean_moving_range: float | None
    moving_ranges_dropped: int
    reason: str = ""
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A control chart: its points and phases, what its last point shows, and what was assumed."""

    kind: ChartKind
    limits: Limits
    better: Better | None
    target: float | None
    points: tuple[Point, ...]
    phases: tuple[Phase, ...]
    variation: PointType
    assurance: Assurance | None
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]

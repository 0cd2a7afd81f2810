"""What does a contract promise, and what is told of whether it was kept? Records; nothing here computes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Reopened(StrEnum):
    """What a case that went on after its end counts as."""

    AS_ONE = "as_one"
    """One case, ended when it ended for the last time."""
    FIRST = "first"
    """One case, ended when it ended first; what came after does not matter."""
    AS_NEW = "as_new"
    """Each reopening is a case of its own, whose clock starts again."""


class Merged(StrEnum):
    """What a case counts as that was merged into another."""

    LEFT_OUT = "left_out"
    FOLLOWED = "followed"
    """It ends when the case ends that it was merged into."""


class Outcome(StrEnum):
    """What is told of one case; whatever is not met or missed says why it cannot be judged, or not yet."""

    MET = "met"
    MISSED = "missed"
    LATE = "still open and late"
    OPEN = "still open, and not late yet"
    NO_START = "no event starts its clock"
    NO_PRIORITY = "no priority is said"
    NO_TARGET = "its priority has no target"
    NO_DUE = "no due time is said"
    BACKWARDS = "it ends before its clock starts"
    OFF_CALENDAR = "the calendar does not know its days"
    MERGED = "merged into another case"
    LOST = "merged into a case that is not in the log, or was itself merged"


@dataclass(frozen=True, kw_only=True)
class PriorityTarget:
    """How long a case of one priority may take, in working or elapsed seconds as the measure says."""

    priority: str
    target_seconds: float


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One promise of a contract.

    Words of events are matched with their activity or their lifecycle state, exactly as in the log.

    Attributes
    ----------
    starts
        What starts the clock; without any, the first event of the case.
    ends
        States in which a case has ended: it has ended while its latest event is one of these.
    stops
        States in which the clock stands still, from such an event to the next.
    ignores
        Events that change nothing, such as a survey sent afterwards.
    targets
        By priority; one with an empty priority is for every case.
    due
        Instead of targets: the event whose time is the deadline.
    priority
        The attribute that holds the priority, and ``priority_last`` whether its last value counts, or its first.
    working_time
        Whether the clock runs in opening hours only.
    share_required
        The share that must be met; None where the contract says none.
    only, leave_out
        An attribute and its values: which cases are looked at.
    merged_into
        The attribute that names the case another was merged into; empty where merging is not recorded.
    reported_met
        The attribute in which the supplier says of each case whether it met its target.
    """

    name: str
    ends: tuple[str, ...]
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    targets: tuple[PriorityTarget, ...] = ()
    due: str = ""
    priority: str = ""
    priority_last: bool = True
    working_time: bool = True
    share_required: float | None = None
    reopened: Reopened = Reopened.AS_ONE
    only: tuple[str, tuple[str, ...]] = ("", ())
    leave_out: tuple[str, tuple[str, ...]] = ("", ())
    merged_into: str = ""
    merged: Merged = Merged.LEFT_OUT
    reported_met: str = ""


@dataclass(frozen=True, kw_only=True)
class Month:
    """One measure in one month, by the clock on the wall.

    Attributes
    ----------
    closed, met, share
        Cases that ended in the month, those that met the target, and their share; None where none ended.
    backlog_closed
        Of the closed: those late already when the month began, so that nothing done in it could meet the target.
    share_without_backlog
        The share without them.
    opened, opened_met, opened_missed, opened_open
        Cases whose clock started in the month: met, missed (or still open and late), and still open in time.
    opened_share
        Met, of those met and missed. Clearing a backlog changes ``share`` and leaves this as it is.
    unjudged
        Cases begun in the month that cannot be judged.
    reported_share
        What the supplier reported.
    difference
        Reported less ours (``share``); None where either is missing.
    """

    month: dt.date
    closed: int
    met: int
    share: float | None
    backlog_closed: int
    share_without_backlog: float | None
    opened: int
    opened_met: int
    opened_missed: int
    opened_open: int
    opened_share: float | None
    unjudged: int
    reported_share: float | None = None
    difference: float | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeCount:
    """How many cases of one priority came to one outcome."""

    priority: str
    outcome: Outcome
    cases: int


@dataclass(frozen=True, kw_only=True)
class CaseDiffers:
    """A case of which the supplier says one thing and the events another; times as the measure counts them."""

    case_id: str
    spell: int
    reported_met: bool
    outcome: Outcome
    used_seconds: float | None
    target_seconds: float | None
    ended_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class CasesReported:
    """The supplier's word on single cases, beside ours.

    ``agree`` and ``differ`` are among cases that are met or missed here too; ``unjudged`` are not, ``unknown`` are not
    in the log, ``unreported`` are judged here and not listed by the supplier. ``not_understood`` are cases of which the
    log says something that means neither met nor missed.
    """

    listed: int
    agree: int
    differ: int
    unjudged: int
    unknown: int
    unreported: int
    not_understood: int


@dataclass(frozen=True, kw_only=True)
class MeasureResult:
    """One measure: how many cases came to what, by month and priority, and where the supplier says otherwise.

    ``cases`` is the sum of ``outcomes``: no case is dropped. ``share`` is that of all cases that ended, met of met and
    missed; ``kept`` says whether it is at least what was required. ``unused_words`` are words
    of the measure that no event of the log has: perhaps a slip.
    """

    measure: Measure
    unused_words: tuple[str, ...]
    cases: int
    met: int
    missed: int
    share: float | None
    kept: bool | None
    outcomes: tuple[OutcomeCount, ...]
    months: tuple[Month, ...]
    reported: CasesReported | None
    differing: tuple[CaseDiffers, ...]

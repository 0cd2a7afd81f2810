"""What was assumed in an answer, in plain words, and what cannot be told from the log alone?"""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.core.results import Decision
from inhouse.process.discovery.filters import Filters
from inhouse.process.discovery.records import FirstContact, PingPong, Reopened, Totals
from inhouse.process.working_time import Calendar


def decisions(
    filters: Filters,
    *,
    by_time: bool,
    calendar: Calendar | None,
    named: bool,
    reopened: Reopened,
    given: bool,
    ping_pong: PingPong,
) -> Iterator[Decision]:
    """State every choice behind the figures; ``given`` says that a person named the closing activities."""
    if not by_time:
        yield Decision(
            about="order of events",
            decided="as they stand in the log, not by time",
            because="it was asked for",
            change_with="--order time",
        )
    yield Decision(
        about="waits and durations",
        decided="working time, by the hours given" if calendar else "elapsed time, nights and weekends included",
        because="a calendar was given" if calendar else "no calendar was given",
        change_with="--calendar FILE",
    )
    for words in filters.words:
        yield Decision(about="filter", decided=words, because="it was asked for", change_with="leave the filter out")
    yield Decision(
        about="closing activities",
        decided=", ".join(reopened.closing) or "none",
        because="they were named" if given else "each ends at least half of the cases in which it occurs",
        change_with="--closing ACTIVITY",
    )
    yield Decision(
        about="a finished case",
        decided="every case ends with its last event in the log",
        because="a log does not say which cases are still open",
        change_with="--closing for reopened cases; a filter for cases with a closing activity",
    )
    yield Decision(
        about="hand-backs",
        decided=f"counted between {ping_pong.between}",
        because="the log names groups" if ping_pong.between == "groups" else "the log names no groups",
    )
    if not named:
        yield Decision(
            about="names of people",
            decided="pseudonyms instead of names of resources",
            because="figures about a service are not figures about a person",
            change_with="--names",
        )


def caveats(totals: Totals, first_contact: FirstContact) -> Iterator[str]:
    """Say what the log cannot tell."""
    if not totals.events:
        yield "The log has no events to look at: every figure is nought or cannot be told."
        return
    if not totals.resources:
        yield "The log names no resources: hand-overs and first contact cannot be told."
    elif first_contact.told < totals.cases:
        untold = totals.cases - first_contact.told
        yield (
            f"First contact cannot be told for {untold:,} of {totals.cases:,} cases:"
            " some of their events have no resource."
        )
    yield (
        "A wait is the time between two events: the log does not say how much of it was work."
        " Cases still open when the log ends look finished."
    )

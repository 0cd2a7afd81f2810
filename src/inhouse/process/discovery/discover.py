"""How does a service really work, as its log tells it? The whole answer, from one table of events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from inhouse.process.discovery import assumptions, questions
from inhouse.process.discovery.filters import Filters
from inhouse.process.discovery.flow import flow
from inhouse.process.discovery.prepare import prepare
from inhouse.process.discovery.pseudonyms import pseudonyms
from inhouse.process.discovery.records import Discovery
from inhouse.process.working_time import Calendar
from inhouse.stores import Store


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of a log.

    Attributes
    ----------
    filters
        Which cases to look at.
    by_time
        Order the events of a case by time, equal times by position; otherwise as the file has them.
    closing
        The activities that close a case; empty to take those that end at least half of the cases they occur in.
    calendar
        Opening hours, to count waits and durations in working time; None for elapsed time.
    key
        Secret for the pseudonyms of resources; None shows their names.
    """

    filters: Filters = field(default_factory=Filters)
    by_time: bool = True
    closing: tuple[str, ...] = ()
    calendar: Calendar | None = None
    key: bytes | None = b""


def discover(store: Store, asked: Asked, *, progress: Callable[[float], None] = lambda _share: None) -> Discovery:
    """Answer every question about a log.

    Parameters
    ----------
    store
        Holds the table ``event_rows``, with columns as :mod:`inhouse.process.events` names them.
    progress
        Told the share done, 0 to 1.

    Notes
    -----
    Costs about one sort of the events, n log n; the answer is small whatever the size of the log.
    """
    prepare(store, asked.filters, by_time=asked.by_time, calendar=asked.calendar, progress=progress)
    totals = questions.totals(store)
    activities, rework = questions.activities(store)
    edges = questions.edges(store)
    closing = asked.closing or questions.closing_activities(activities)
    names = questions.resources(store)
    if asked.key is not None:
        hidden = pseudonyms(names.values(), asked.key)
        names = {code: hidden[name] for code, name in names.items()}
    reopened = questions.reopened(store, closing)
    first_contact = questions.first_contact(store, closing)
    ping_pong = questions.ping_pong(store, totals)
    unit, by_unit = flow(store)
    return Discovery(
        totals=totals,
        activities=activities,
        edges=edges,
        bottlenecks=questions.bottlenecks(edges),
        variants=questions.variants(store, totals.cases),
        durations=questions.durations(store),
        handovers=questions.handovers(store, names),
        rework=rework,
        flow=by_unit,
        flow_unit=unit,
        reopened=reopened,
        first_contact=first_contact,
        ping_pong=ping_pong,
        filters=asked.filters,
        decisions=tuple(
            assumptions.decisions(
                asked.filters,
                by_time=asked.by_time,
                calendar=asked.calendar,
                named=asked.key is None,
                reopened=reopened,
                given=bool(asked.closing),
                ping_pong=ping_pong,
            )
        ),
        caveats=tuple(assumptions.caveats(totals, first_contact)),
    )

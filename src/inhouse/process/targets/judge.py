"""Was the target of each case met, and what share in each month? A measure of a contract, asked of every event.

The tables are made one from another, and the SQL in ``queries`` is the formula: events, facts of cases, steps of the
clock, spans from start to end, time used, cases with their outcome. Nothing is dropped: a case that cannot be judged
says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inhouse.core.dates import EARLIEST_YEAR
from inhouse.core.errors import InputError
from inhouse.process.targets.records import (
    CaseDiffers,
    CasesReported,
    Measure,
    MeasureResult,
    Merged,
    Month,
    Outcome,
    OutcomeCount,
)
from inhouse.process.working_time import Calendar, WorkingClock, define_working_time
from inhouse.process.working_time.clock import day_of, instant_us
from inhouse.stores import Store
from inhouse.stores.query import load_query

_TABLES = (
    "target_events", "target_facts", "target_steps", "target_spans", "target_used", "target_cases", "target_beside",
)  # fmt: skip

MET_WORDS = ("true", "yes", "y", "1", "met", "in time", "on time", "ontime", "within target", "within sla", "pass")
MISSED_WORDS = (
    "false", "no", "n", "0", "missed", "not met", "late", "overdue", "breached", "outside target", "fail",
)  # fmt: skip
"""What a supplier's word on a case may be, in small letters."""


@dataclass(frozen=True, kw_only=True)
class _Begins:
    first_date: dt.date | None


@dataclass(frozen=True, kw_only=True)
class _Word:
    word: str


@dataclass(frozen=True, kw_only=True)
class _Outcomes:
    priority: str
    outcome: str
    cases: int


@dataclass(frozen=True, kw_only=True)
class _ByMonth:
    month: dt.date
    closed: int
    met: int
    backlog_closed: int
    opened_met: int
    opened_missed: int
    opened_open: int
    unjudged: int


@dataclass(frozen=True, kw_only=True)
class _Differs:
    case_id: str
    spell: int
    reported_met: bool
    outcome: str
    used_seconds: float | None
    target_seconds: float | None
    ended_at: dt.datetime | None


def judge(
    store: Store,
    measures: Sequence[Measure],
    calendar: Calendar,
    as_of: dt.date,
    *,
    reported_shares: Mapping[tuple[str, dt.date], float] | None = None,
    reported_cases: Mapping[str, Iterable[tuple[str, bool]]] | None = None,
) -> tuple[MeasureResult, ...]:
    """Judge every case by every measure.

    Parameters
    ----------
    store
        Holds ``events``, the kept rows of a log.
    calendar
        Opening hours, and the time zone of months.
    as_of
        The last day that counts; later events are not looked at, and open cases run to its end.
    reported_shares
        What the supplier reported: by name of the measure and first day of the month.
    reported_cases
        By name of the measure: cases, and whether the supplier says that each met its target.

    Raises
    ------
    InputError
        The log has no events up to that day.
    """
    end = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), calendar.zone)
    as_of_us = instant_us(end)
    (log,) = store.ask(load_query("process", "event_first_day"), _Begins)
    if log.first_date is None or log.first_date > as_of:
        raise InputError(
            "The log has no events to judge.",
            found=f"no event up to {as_of.isoformat()}",
            next_step="Give another log, or a later day with --as-of.",
        )
    months = _months(calendar, log.first_date, as_of)
    clock = define_working_time(store, calendar, also=[day_of(us) for us in (*(m[1] for m in months), as_of_us)])
    shares, cases = reported_shares or {}, reported_cases or {}
    return tuple(
        _judge_one(store, measure, months, as_of_us, clock, shares, cases.get(measure.name)) for measure in measures
    )


def _judge_one(
    store: Store,
    measure: Measure,
    months: Sequence[tuple[dt.date, int, int]],
    as_of_us: int,
    clock: WorkingClock | None,
    shares: Mapping[tuple[str, dt.date], float],
    listed: Iterable[tuple[str, bool]] | None,
) -> MeasureResult:
    def reading(us: int) -> int:
        return clock.reading_us(us) if measure.working_time and clock else us

    lines = "\n".join(f"{month.isoformat()}\t{start}\t{end}\t{reading(start)}" for month, start, end in months)
    store.define("target_months", load_query("process", "target_months"), months=lines)
    asked = _parameters(measure, as_of_us, reading(as_of_us), listed)
    for table in _TABLES:
        store.define(table, load_query("process", table), **asked)
    outcomes = tuple(
        OutcomeCount(priority=each.priority, outcome=Outcome(each.outcome), cases=each.cases)
        for each in store.ask(load_query("process", "target_outcomes"), _Outcomes)
    )
    met, missed = (
        sum(each.cases for each in outcomes if each.outcome is which) for which in (Outcome.MET, Outcome.MISSED)
    )
    share = _share(met, met + missed)
    required = measure.share_required
    (agreement,) = store.ask(load_query("process", "target_agreement"), CasesReported, **asked)
    return MeasureResult(
        measure=measure,
        unused_words=_unused(store, measure),
        cases=sum(each.cases for each in outcomes),
        met=met,
        missed=missed,
        share=share,
        kept=None if share is None or required is None else share >= required,
        outcomes=outcomes,
        months=tuple(
            _month(each, shares.get((measure.name, each.month)))
            for each in store.ask(load_query("process", "target_by_month"), _ByMonth)
        ),
        reported=agreement if agreement.listed or agreement.not_understood else None,
        differing=tuple(
            CaseDiffers(**vars(each) | {"outcome": Outcome(each.outcome)})
            for each in store.ask(load_query("process", "target_differing"), _Differs)
        ),
    )


def _unused(store: Store, measure: Measure) -> tuple[str, ...]:
    words = [*measure.starts, *measure.ends, *measure.stops, *measure.ignores, *filter(None, [measure.due])]
    used = {each.word for each in store.ask(load_query("process", "target_words"), _Word, words=words)}
    return tuple(word for word in dict.fromkeys(words) if word not in used)


def _parameters(
    measure: Measure, as_of_us: int, as_of_clock_us: int, listed: Iterable[tuple[str, bool]] | None
) -> dict[str, object]:
    attributes = {
        "priority": measure.priority,
        "merged_into": measure.merged_into,
        "reported_met": measure.reported_met,
        "only": measure.only[0],
        "leave_out": measure.leave_out[0],
    }
    return {
        **attributes,
        **{f"case_{name}": f"case:{attribute}" for name, attribute in attributes.items()},
        "starts": list(measure.starts),
        "ends": list(measure.ends),
        "stops": list(measure.stops),
        "ignores": list(measure.ignores),
        "from_first": not measure.starts,
        "due": measure.due,
        "priority_last": measure.priority_last,
        "elapsed": not measure.working_time,
        "reopened": measure.reopened.value,
        "followed": measure.merged is Merged.FOLLOWED,
        "only_values": list(measure.only[1]),
        "leave_out_values": list(measure.leave_out[1]),
        "targets": "\n".join(f"{t.priority}\t{round(t.target_seconds * 1_000_000)}" for t in measure.targets),
        "met_words": list(MET_WORDS),
        "missed_words": list(MISSED_WORDS),
        "as_of_us": as_of_us,
        "as_of_clock_us": as_of_clock_us,
        "from_list": listed is not None,
        "reported": "\n".join(f"{case}\t{int(met)}" for case, met in listed or ()),
    }


def _months(calendar: Calendar, first: dt.date, last: dt.date) -> list[tuple[dt.date, int, int]]:
    """Every month from the first day to the last, with the instants (UTC) between which it lies on the wall clock."""
    found = []
    first = max(first, dt.date(EARLIEST_YEAR, 2, 1))
    month = (first.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    while month <= last + dt.timedelta(days=1):
        following = (month + dt.timedelta(days=32)).replace(day=1)
        start, end = (instant_us(dt.datetime.combine(day, dt.time(), calendar.zone)) for day in (month, following))
        found.append((month, start, end))
        month = following
    return found


def _month(told: _ByMonth, reported: float | None) -> Month:
    share = _share(told.met, told.closed)
    opened_judged = told.opened_met + told.opened_missed
    return Month(
        month=told.month,
        closed=told.closed,
        met=told.met,
        share=share,
        backlog_closed=told.backlog_closed,
        share_without_backlog=_share(told.met, told.closed - told.backlog_closed),
        opened=opened_judged + told.opened_open,
        opened_met=told.opened_met,
        opened_missed=told.opened_missed,
        opened_open=told.opened_open,
        opened_share=_share(told.opened_met, opened_judged),
        unjudged=told.unjudged,
        reported_share=reported,
        difference=None if share is None or reported is None else reported - share,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

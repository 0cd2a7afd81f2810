"""What does a log tell of demand: how many cases come in each hour of the week, and how long are they in hand?

Answered from the tables ``events`` (kept rows of a log) and ``working_time``; the SQL in ``queries`` is the formula. A
log that says only when things were done, and not when they were begun, cannot tell how long they were in hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from inhouse.core.errors import InputError
from inhouse.core.results import Decision
from inhouse.process.working_time import Calendar, define_working_time
from inhouse.stores import Store
from inhouse.stores.query import load_query

HOURS_OF_WEEK = 168
_WEEK = 7
_FEW_WEEKS = 4
_NOT_SAID = "not said"


@dataclass(frozen=True, kw_only=True)
class HandleTime:
    """A group of cases of like length, and their mean."""

    cases: int
    handle_seconds: float


@dataclass(frozen=True, kw_only=True)
class Work:
    """Demand for one kind of work.

    Attributes
    ----------
    skill
        What the log calls it; empty where all work is one kind.
    arrivals_per_hour
        The mean of each hour of the week, 168 of them; the first is Monday's from midnight, on the wall clock.
    handle_times
        How long cases were in hand, in working time.
    """

    skill: str
    arrivals_per_hour: tuple[float, ...]
    handle_times: tuple[HandleTime, ...]

    @property
    def arrivals_per_week(self) -> float:
        """Cases in a usual week."""
        return sum(self.arrivals_per_hour)

    @property
    def handle_seconds(self) -> float:
        """The mean time in hand."""
        cases = sum(each.cases for each in self.handle_times)
        return sum(each.cases * each.handle_seconds for each in self.handle_times) / cases


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What a log tells of demand, and what had to be assumed."""

    work: tuple[Work, ...]
    cases: int
    cases_with_handle_time: int
    first_date: dt.date
    last_date: dt.date
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Hour:
    skill: str
    hour_of_week: int
    cases: int
    first_date: dt.date
    last_date: dt.date


@dataclass(frozen=True, kw_only=True)
class _Group:
    skill: str
    place: int
    cases: int
    handle_seconds: float


def demand_of_log(store: Store, calendar: Calendar, *, skill: str = "", handle_seconds: float | None = None) -> Demand:
    """Ask a log how many cases come when, and how long they are in hand.

    Parameters
    ----------
    store
        Holds ``events``.
    calendar
        When the desk is open; its time zone says what hour it is on the wall.
    skill
        ``activity``, ``org_group`` or the name of an attribute that tells kinds of work apart; empty for one kind.
    handle_seconds
        The mean time in hand, said by a person: for a log that cannot tell. Times are then exponential.

    Raises
    ------
    InputError
        The log is empty or shorter than a week, has no such column, or cannot tell handling times and nobody said them.
    """
    store.define("case_arrivals", load_query("process", "case_arrivals"), skill=skill)
    hours = store.ask(load_query("process", "arrivals_by_hour"), _Hour, time_zone=calendar.time_zone)
    first, last = _period(hours)
    _refuse_unsaid(skill, hours)
    told: tuple[_Group, ...] = ()
    if handle_seconds is None:
        define_working_time(store, calendar)
        told = store.ask(load_query("process", "handling_times"), _Group)
        if not told:
            raise InputError(
                "The log cannot tell how long cases were in hand.",
                found="no case whose every event says both when it began and when it was complete",
                next_step="Give the mean handling time yourself, or a log with start and completion times.",
            )
    names = sorted({hour.skill for hour in hours})
    cases, with_time = sum(hour.cases for hour in hours), sum(group.cases for group in told)
    return Demand(
        work=tuple(_work(name, hours, told, _times_seen(first, last), handle_seconds) for name in names),
        cases=cases,
        cases_with_handle_time=with_time,
        first_date=first,
        last_date=last,
        decisions=_decisions(skill, handle_seconds, calendar),
        caveats=tuple(_caveats(cases, with_time, first, last, handle_seconds)),
    )


def exponential_times(mean_seconds: float, groups: int = 1000) -> tuple[HandleTime, ...]:
    """Handling times of which nothing but the mean is known: exponential, in groups of equal number.

    Examples
    --------
    >>> times = exponential_times(60)
    >>> round(sum(each.handle_seconds for each in times) / len(times), 9)
    60.0
    """
    import math

    middles = [-math.log(1 - (place + 0.5) / groups) for place in range(groups)]
    scale = mean_seconds * groups / sum(middles)
    return tuple(HandleTime(cases=1, handle_seconds=middle * scale) for middle in middles)


def _period(hours: Sequence[_Hour]) -> tuple[dt.date, dt.date]:
    if not hours:
        raise InputError("The log has no cases.", found="no event with a time", next_step="Give another log.")
    first, last = min(hour.first_date for hour in hours), max(hour.last_date for hour in hours)
    if (last - first).days + 1 < _WEEK:
        raise InputError(
            "The log is too short to tell demand by day of the week.",
            found=f"cases came from {first.isoformat()} to {last.isoformat()}",
            next_step="Give a log of at least a week; four weeks or more are better.",
        )
    return first, last


def _refuse_unsaid(skill: str, hours: Sequence[_Hour]) -> None:
    if skill and {hour.skill for hour in hours} == {_NOT_SAID}:
        raise InputError(
            "The log does not tell kinds of work apart.",
            found=f"no event with anything in «{skill}»",
            next_step="Name another column, activity or org_group; or leave --skill out.",
        )


def _times_seen(first: dt.date, last: dt.date) -> list[int]:
    """How often each weekday occurs from the first day to the last."""
    whole, rest = divmod((last - first).days + 1, _WEEK)
    extra = {(first.weekday() + place) % _WEEK for place in range(rest)}
    return [whole + (weekday in extra) for weekday in range(_WEEK)]


def _work(
    name: str, hours: Sequence[_Hour], told: Sequence[_Group], seen: Sequence[int], handle_seconds: float | None
) -> Work:
    came = dict.fromkeys(range(HOURS_OF_WEEK), 0) | {h.hour_of_week: h.cases for h in hours if h.skill == name}
    groups = [group for group in told if group.skill == name] or told  # work of which nothing is told is like all work
    return Work(
        skill=name,
        arrivals_per_hour=tuple(came[hour] / seen[hour // 24] for hour in range(HOURS_OF_WEEK)),
        handle_times=tuple(HandleTime(cases=group.cases, handle_seconds=group.handle_seconds) for group in groups)
        if handle_seconds is None
        else exponential_times(handle_seconds),
    )


def _decisions(skill: str, handle_seconds: float | None, calendar: Calendar) -> tuple[Decision, ...]:
    handling = (
        Decision(
            about="handling time",
            decided="working time from start to completion of each event of a case, added up",
            because="the log says when events began",
            change_with="--handle-minutes",
        )
        if handle_seconds is None
        else Decision(
            about="handling time",
            decided=f"{handle_seconds:,.6g} seconds on average, exponential",
            because="it was given",
            change_with="--handle-minutes",
        )
    )
    return (
        handling,
        Decision(
            about="arrival",
            decided="a case comes when its first event begins, or happens where its start is not said",
            because="the log has no other sign of when somebody asked",
        ),
        Decision(
            about="kinds of work",
            decided=f"told apart by «{skill}»" if skill else "all work is one kind, and every agent can do it",
            because="it was asked for" if skill else "no column was named",
            change_with="--skill",
        ),
        Decision(
            about="clock",
            decided=f"hours of the week are those of {calendar.time_zone}",
            because="the calendar says so",
            change_with="--calendar",
        ),
        Decision(
            about="holidays",
            decided="on bank holidays and closures as many cases come as on a Sunday",
            because="a usual week has no other day like them",
        ),
    )


def _caveats(cases: int, with_time: int, first: dt.date, last: dt.date, handle_seconds: float | None) -> list[str]:
    said = []
    if handle_seconds is None and with_time < cases:
        said.append(
            f"Handling times are those of {with_time:,} of {cases:,} cases; the others do not say when all work "
            "began, or no working time lies between."
        )
    if (last - first).days + 1 < _FEW_WEEKS * _WEEK:
        said.append(f"Demand by hour rests on {(last - first).days + 1} days only: {first} to {last}.")
    return said

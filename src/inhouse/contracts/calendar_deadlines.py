"""Which days must somebody watch, week by week?

Three kinds of day come from a contract: the day to act by, the last day of a choice, and the end of the term. Only
choices that are still open have days to watch. A week runs from Monday to Sunday.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from inhouse.contracts.options.choices import Choice, Option
from inhouse.contracts.options.outlook import Outlook
from inhouse.contracts.terms.agreed import Answer

_WEEK = dt.timedelta(days=7)


class Kind(StrEnum):
    """What a day to watch is."""

    ACT_BY = "act by"
    LAST_DAY = "last day"
    ENDS = "ends"
    RENEWS = "renews itself"
    INFORMATION = "information about people"


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One day to watch: what it is, for which choices, and why; ``late`` where the day to act by has passed."""

    date: dt.date
    kind: Kind
    choices: tuple[Choice, ...] = ()
    why: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Weeks:
    """One week and what falls in it, or a run of weeks in which nothing does."""

    first_date: dt.date
    last_date: dt.date
    positions: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many weeks these are."""
        return ((self.last_date - self.first_date).days + 1) // 7


def watched(outlook: Outlook) -> tuple[Watched, ...]:
    """List the days to watch of one contract from the day it is looked at, and what is late, in order of date.

    Choices that share a day and a kind are one entry.
    """
    days: dict[tuple[dt.date, Kind], list[Option]] = defaultdict(list)
    for option in outlook.open_options:
        if option.act_by_date is not None:
            days[option.act_by_date, Kind.ACT_BY].append(option)
        if option.last_date is not None and option.needs_decision:
            days[option.last_date, Kind.LAST_DAY].append(option)
    found = [_watched(day, kind, listed, outlook.as_of) for (day, kind), listed in days.items()]
    return tuple(sorted([*found, *_of_the_term(outlook)], key=lambda each: (each.date, each.kind)))


def by_week(days: Iterable[dt.date], first: dt.date, weeks: int) -> tuple[Weeks, ...]:
    """Lay days out over so many weeks from the week of ``first``; runs of weeks with nothing become one entry.

    ``positions`` of a week are the places in ``days`` of those that fall in it. Days outside are left out.

    Examples
    --------
    >>> laid = by_week([dt.date(2027, 3, 1), dt.date(2027, 3, 31)], dt.date(2027, 3, 3), 6)
    >>> [(week.first_date.isoformat(), week.count, week.positions) for week in laid]
    [('2027-03-01', 1, (0,)), ('2027-03-08', 3, ()), ('2027-03-29', 1, (1,)), ('2027-04-05', 1, ())]
    """
    monday = first - dt.timedelta(days=first.weekday())
    places: dict[dt.date, list[int]] = defaultdict(list)
    for place, day in enumerate(days):
        places[day - dt.timedelta(days=day.weekday())].append(place)
    laid: list[Weeks] = []
    for number in range(weeks):
        start = monday + number * _WEEK
        last, found = start + _WEEK - dt.timedelta(days=1), tuple(places.get(start, ()))
        if not found and laid and not laid[-1].positions:
            laid[-1] = Weeks(first_date=laid[-1].first_date, last_date=last)
        else:
            laid.append(Weeks(first_date=start, last_date=last, positions=found))
    return tuple(laid)


def _watched(day: dt.date, kind: Kind, listed: list[Option], as_of: dt.date) -> Watched:
    why = " ".join(dict.fromkeys(option.act_by_why if kind is Kind.ACT_BY else option.why for option in listed))
    chosen = tuple(option.choice for option in listed)
    return Watched(date=day, kind=kind, choices=chosen, why=why, late=kind is Kind.ACT_BY and day < as_of)


def _of_the_term(outlook: Outlook) -> Iterable[Watched]:
    end = outlook.last_date
    if end is None or end < outlook.as_of:
        return
    months = outlook.position.next_extension_months
    if outlook.position.renews_itself:
        yield Watched(date=end, kind=Kind.RENEWS, why=f"It renews itself for {months} months.")
    else:
        why = outlook.option(Choice.LET_IT_RUN_OUT).why
        yield Watched(date=end, kind=Kind.ENDS, choices=(Choice.LET_IT_RUN_OUT,), why=why)
    due = outlook.transfer.information_date if outlook.transfer else None
    if due and due >= outlook.as_of and outlook.position.staff_transfer is Answer.YES:
        why = "The supplier must say who transfers, if the service moves the day after the end (TUPE)."
        yield Watched(date=due, kind=Kind.INFORMATION, why=why)

"""How does one contract look from a day: its dates, its choices, and the days to watch?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from inhouse.contracts.lead_times import NO_LEAD_TIMES, LeadTimes, Meeting, TransferDates, transfer_dates
from inhouse.contracts.options.choices import Choice, Option, choices
from inhouse.contracts.options.position import Position, agreed_position, published_position
from inhouse.contracts.register.contract import Contract
from inhouse.contracts.terms.agreed import Agreed, Answer
from inhouse.contracts.terms.dates import NO_TIME, TermDates, term_dates
from inhouse.core.results import ParameterUse


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """A contract as it looks on ``as_of``.

    Attributes
    ----------
    dates
        What follows from terms read in the contract; None where only a register or notice is known.
    transfer
        What TUPE asks for if the service moves the day after the end; None where it does not apply or no end is known.
    """

    as_of: dt.date
    position: Position
    options: tuple[Option, ...]
    dates: TermDates | None = None
    transfer: TransferDates | None = None
    parameters: tuple[ParameterUse, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def last_date(self) -> dt.date | None:
        """Last day of the present term."""
        return self.position.last_date

    @property
    def notice_date(self) -> dt.date | None:
        """Last day to give notice before that."""
        return self.position.notice_date

    @property
    def act_by_date(self) -> dt.date | None:
        """Day to act by so that notice is given in time."""
        option = self.option(Choice.NOTICE_TO_END)
        if option.meeting is None and option.act_by_date is not None and self.dates is not None:
            return self.dates.act_by_date
        return option.act_by_date

    @property
    def open_options(self) -> tuple[Option, ...]:
        """The choices that can still be taken."""
        return tuple(option for option in self.options if option.open)

    @property
    def decide_by_date(self) -> dt.date | None:
        """The soonest day, from ``as_of`` on, by which to act for a choice that is open; None where there is none."""
        days = (option.decide_by_date for option in self.open_options)
        return min((day for day in days if day is not None and day >= self.as_of), default=None)

    def option(self, choice: Choice) -> Option:
        """Give one choice."""
        return next(option for option in self.options if option.choice is choice)


def published_outlook(
    contract: Contract, as_of: dt.date, lead: LeadTimes = NO_LEAD_TIMES, meetings: Iterable[Meeting] = ()
) -> Outlook:
    """Look at a contract from a day by what is published about it."""
    return _outlook(published_position(contract), None, as_of, lead, meetings)


def agreed_outlook(
    agreed: Agreed, as_of: dt.date, lead: LeadTimes = NO_LEAD_TIMES, meetings: Iterable[Meeting] = ()
) -> Outlook:
    """Look at a contract from a day by the terms read in it.

    Raises
    ------
    InputError
        The terms contradict themselves.

    Examples
    --------
    >>> from inhouse.contracts.terms.dates import Span, Unit
    >>> agreed = Agreed(start_date=dt.date(2024, 4, 1), initial_months=36, notice=Span(count=6, unit=Unit.MONTHS))
    >>> outlook = agreed_outlook(agreed, dt.date(2026, 1, 1))
    >>> outlook.last_date.isoformat(), outlook.notice_date.isoformat()
    ('2027-03-31', '2026-09-30')
    """
    terms = replace(agreed.terms(), lead=lead.decision or NO_TIME)
    return _outlook(agreed_position(agreed, as_of), term_dates(terms, as_of), as_of, lead, meetings)


def _outlook(
    position: Position, dates: TermDates | None, as_of: dt.date, lead: LeadTimes, meetings: Iterable[Meeting]
) -> Outlook:
    first_day, staff = position.first_day_after, position.staff_transfer
    moves = first_day is not None and staff is not Answer.NO
    transfer = transfer_dates(first_day, lead, position.nation) if moves and first_day else None
    return Outlook(
        as_of=as_of,
        position=position,
        options=choices(position, as_of, lead, meetings),
        dates=dates,
        transfer=transfer,
        parameters=(transfer.information_days.use(),) if transfer else (),
        caveats=_caveats(position, staff),
    )


def _caveats(position: Position, staff: Answer) -> tuple[str, ...]:
    found = []
    if not position.from_terms:
        found.append("The terms of this contract were not entered: dates rest on the register alone.")
    if staff is Answer.NOT_STATED:
        found.append("It is not known whether people would transfer under TUPE.")
    if position.annual_value_gbp is None:
        found.append("No yearly value is known, so what a closing choice costs is not either.")
    elif not position.from_terms:
        found.append("The yearly value is the published value spread evenly over the published term.")
    return tuple(found)

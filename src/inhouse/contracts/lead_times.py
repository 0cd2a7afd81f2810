"""How early must the body itself start, so that a choice is taken in time?

Two clocks run before every last day: the contract's own notice, and the time the body needs to decide and to act.
Counting back from a last day:

1. the time between a decision and the day it takes effect (call-in by scrutiny);
2. the last decision meeting on or before that day, and the day its papers are due;
3. the time to prepare the papers. That is the day to act by.

Without a meeting in reach, the time to decide is counted back by itself and the answer says so. Buying again and taking
over have longer clocks: mobilisation, procurement and consultation, counted back from the first day after the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.contracts.terms.dates import Span, go_back
from inhouse.core.errors import InputError, ParameterError
from inhouse.core.parameters import Parameter, parameter
from inhouse.core.working_days import Nation

REACH_DAYS = 92
"""A list of meetings says nothing about days more than a quarter after one of them."""


@dataclass(frozen=True, kw_only=True)
class LeadTimes:
    """How long the body needs; None where nobody has said.

    Attributes
    ----------
    decision
        To prepare a decision: until the papers of a meeting are due, or until the decision where no meeting is known.
    call_in
        Between the decision and the day it may be acted on.
    consultation
        To consult the people affected, before a procurement or a take-over.
    procurement
        From the start of a procurement to the award.
    mobilisation
        From the award, or the end of consultation, to the first day of the new service.
    """

    decision: Span | None = None
    call_in: Span | None = None
    consultation: Span | None = None
    procurement: Span | None = None
    mobilisation: Span | None = None


NO_LEAD_TIMES = LeadTimes()


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting that can decide, and the last day to hand in its papers."""

    name: str
    meeting_date: dt.date
    papers_date: dt.date

    def __post_init__(self) -> None:
        if self.papers_date > self.meeting_date:
            raise InputError(
                "The papers of a meeting are due before it, not after.",
                found=f"meeting {self.meeting_date.isoformat()}, papers {self.papers_date.isoformat()}",
                next_step="Check both dates.",
            )


@dataclass(frozen=True, kw_only=True)
class ActBy:
    """The day to act by, the meeting that takes the decision, and how both follow."""

    date: dt.date
    meeting: Meeting | None
    why: str


@dataclass(frozen=True, kw_only=True)
class TransferDates:
    """What TUPE asks for before people move on ``transfer_date``.

    ``consultation_date`` is the body's own time counted back: the law fixes no number of days.
    """

    transfer_date: dt.date
    information_date: dt.date
    consultation_date: dt.date | None
    information_days: Parameter


def act_by(
    last: dt.date,
    lead: LeadTimes,
    meetings: Iterable[Meeting] = (),
    nation: Nation = Nation.ENGLAND_AND_WALES,
) -> ActBy | None:
    """Find the day to act by so that a choice is taken by its last day; None when no time to decide is known.

    Examples
    --------
    >>> cabinet = [
    ...     Meeting(name="Cabinet", meeting_date=dt.date(2027, month, 9), papers_date=dt.date(2027, month, 1))
    ...     for month in (2, 3, 4)
    ... ]
    >>> act_by(dt.date(2027, 3, 31), LeadTimes(), cabinet).date
    datetime.date(2027, 3, 1)
    """
    decided = go_back(last, lead.call_in, nation) if lead.call_in else last
    meeting = max(
        (each for each in meetings if dt.timedelta(0) <= decided - each.meeting_date <= dt.timedelta(days=REACH_DAYS)),
        key=lambda each: (each.meeting_date, each.papers_date),
        default=None,
    )
    if meeting is None and lead.decision is None:
        return None
    before = meeting.papers_date if meeting else decided
    day = go_back(before, lead.decision, nation) if lead.decision else before
    return ActBy(date=day, meeting=meeting, why=_why(lead, meeting))


def next_meeting(meetings: Iterable[Meeting], as_of: dt.date) -> Meeting | None:
    """Find the next meeting whose papers can still be handed in."""
    ahead = (each for each in meetings if each.papers_date >= as_of)
    return min(ahead, key=lambda each: (each.meeting_date, each.papers_date), default=None)


def start_procurement_by(first_day: dt.date, lead: LeadTimes, nation: Nation) -> dt.date | None:
    """Find the last day to start buying so that a new contract begins on a day; None if that time is not known."""
    if lead.procurement is None:
        return None
    return _back(first_day, (lead.mobilisation, lead.procurement, lead.consultation), nation)


def start_taking_over_by(first_day: dt.date, lead: LeadTimes, nation: Nation) -> dt.date | None:
    """Find the last day to start taking a service over, to run it from a day; None if that time is not known."""
    if lead.mobilisation is None:
        return None
    return _back(first_day, (lead.mobilisation, lead.consultation), nation)


def transfer_dates(transfer_date: dt.date, lead: LeadTimes, nation: Nation) -> TransferDates | None:
    """Find by when TUPE asks for information about people; None before the law was in force.

    Examples
    --------
    >>> dates = transfer_dates(dt.date(2019, 8, 1), LeadTimes(), Nation.ENGLAND_AND_WALES)
    >>> dates.information_date, dates.information_days.value
    (datetime.date(2019, 7, 4), 28)
    """
    try:
        days = parameter("tupe.eli_days_before_transfer", transfer_date)
    except ParameterError:
        return None
    return TransferDates(
        transfer_date=transfer_date,
        information_date=transfer_date - dt.timedelta(days=int(str(days.value))),
        consultation_date=go_back(transfer_date, lead.consultation, nation) if lead.consultation else None,
        information_days=days,
    )


def _back(day: dt.date, spans: Iterable[Span | None], nation: Nation) -> dt.date:
    for span in spans:
        day = go_back(day, span, nation) if span else day
    return day


def _why(lead: LeadTimes, meeting: Meeting | None) -> str:
    prepared = f" {lead.decision} to prepare them." if lead.decision else ""
    after = f" A decision takes effect {lead.call_in} later." if lead.call_in else ""
    if meeting is None:
        return f"No decision meeting is listed near that day: {lead.decision} to decide are counted back.{after}"
    return f"{meeting.name} on {_said(meeting.meeting_date)}, papers by {_said(meeting.papers_date)}.{prepared}{after}"


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"

"""Which rule decides the last day of each choice? One function a choice, from where the contract stands on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inhouse.contracts.lead_times import LeadTimes, start_procurement_by, start_taking_over_by, transfer_dates
from inhouse.contracts.options.cost import Costs
from inhouse.contracts.options.position import Position
from inhouse.contracts.terms.agreed import Answer, Side
from inhouse.contracts.terms.dates import go_back
from inhouse.core.dates import worded


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The last day of a choice, whether it is open, why, what closes it, and what is lost then.

    ``needs_decision`` is False where the choice is taken by doing nothing.
    """

    last_date: dt.date | None
    open: bool | None
    why: str
    costs: Costs
    closed_by: str = ""
    needs_decision: bool = True


def extend(position: Position, as_of: dt.date, _lead: LeadTimes) -> Verdict:
    """The contract goes on: by the extension notice, else by the end; by itself where it renews tacitly."""
    end, costs = position.last_date, Costs.THE_EXTENSION
    if position.extended_by is Side.NOBODY:
        why = "The terms give no right to extend." if position.from_terms else f"The source says no: «{position.said}»."
        return Verdict(last_date=None, open=False, why=why, costs=costs, closed_by="There is no right to extend.")
    if position.extended_by is Side.NOT_STATED:
        where = "The terms entered do" if position.from_terms else "The source does"
        why = f"{where} not say whether the contract may be extended; read the contract."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    if position.next_extension_months == 0:
        who = "in the terms" if position.from_terms else "the source tells of"
        why = f"Every extension {who} is already used."
        return Verdict(last_date=None, open=False, why=why, costs=costs, closed_by="Every extension is used.")
    if position.extended_by is Side.SUPPLIER:
        why = "Only the supplier may extend; ask it what it means to do."
        return Verdict(last_date=None, open=False, why=why, costs=costs, closed_by="It is the supplier's to use.")
    if position.renews_itself:
        return _renews_itself(position, as_of)
    told = _told(position)
    if end is None:
        why = f"{told} No end date is published, so the last day cannot be told."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    last = position.before_end(position.extension_notice)
    if last is None:
        why = f"{told} It must be agreed before the contract ends on {worded(end)}; the contract may ask for it sooner."
        closed_by = f"The contract ends on {worded(end)}."
        return Verdict(last_date=end, open=as_of <= end, why=why, costs=costs, closed_by=closed_by)
    why = f"{told} It must be asked for {position.extension_notice} before the end on {worded(end)}."
    closed_by = f"No extension was asked for by {worded(last)}."
    return Verdict(last_date=last, open=as_of <= last, why=why, costs=costs, closed_by=closed_by)


def let_it_run_out(position: Position, as_of: dt.date, _lead: LeadTimes) -> Verdict:
    """It ends with its term: by doing nothing, or by notice where it renews itself."""
    end = position.last_date
    if end is None and position.rolling:
        why = "The contract runs on until someone ends it."
        return Verdict(last_date=None, open=False, why=why, costs=Costs.NOTHING, closed_by=why)
    if end is None:
        return Verdict(last_date=None, open=None, why="No end date is published.", costs=Costs.NOTHING)
    if position.renews_itself:
        last = position.notice_date
        if last is None:
            why = "It renews itself unless notice is given, and the notice period is not known; read the contract."
            return Verdict(last_date=None, open=None, why=why, costs=Costs.ANOTHER_TERM)
        why = f"It renews itself after {worded(end)} unless notice is given by {worded(last)}."
        closed_by = f"No notice was given by {worded(last)}, so it renews itself."
        return Verdict(last_date=last, open=as_of <= last, why=why, costs=Costs.ANOTHER_TERM, closed_by=closed_by)
    why = f"It ends on {worded(end)} unless it is extended before."
    closed_by = "An extension, or the end itself."
    return Verdict(
        last_date=end, open=as_of <= end, why=why, costs=Costs.NOTHING, closed_by=closed_by, needs_decision=False
    )


def re_procure(position: Position, as_of: dt.date, lead: LeadTimes) -> Verdict:
    """A new contract begins the day after the end: counted back by the time it takes to buy, else the review date."""
    costs, end, first_day = Costs.A_YEAR, position.last_date, position.first_day_after
    last = start_procurement_by(first_day, lead, position.nation) if first_day else None
    if first_day and end and last:
        last = _ended_in_time(position, min(last, end))
        why = f"A procurement that starts by {worded(last)} has a new contract in place on {worded(first_day)}."
        closed_by = f"No procurement was started by {worded(last)}: a later one leaves a gap, or needs an extension."
        return Verdict(last_date=last, open=as_of <= last, why=why, costs=costs, closed_by=closed_by)
    review = position.review_date
    if review is not None and (end is None or review <= end):
        if as_of <= review:
            why = f"The source sets {worded(review)} for review; a later start may leave a gap."
            closed_by = f"The review set for {worded(review)} passes."
            return Verdict(last_date=review, open=True, why=why, costs=costs, closed_by=closed_by)
        why = f"The review set for {worded(review)} has passed. Is there still time? That depends on the procurement."
        return Verdict(last_date=review, open=None, why=why, costs=costs)
    why = "Neither a review date nor the time a procurement takes is known, so the last day to start cannot be told."
    return Verdict(last_date=None, open=None, why=why, costs=costs)


def bring_in_house(position: Position, as_of: dt.date, lead: LeadTimes) -> Verdict:
    """The body runs the service from the day after the end: counted back by mobilisation, consultation and TUPE."""
    costs, end, first_day = Costs.A_YEAR, position.last_date, position.first_day_after
    if first_day is None or end is None:
        why = "No end date is known, so the day of a take-over cannot be told."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    last = start_taking_over_by(first_day, lead, position.nation)
    if last is None:
        why = "The time it takes to take the service over is not known: enter your lead times."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    last, tupe = _ended_in_time(position, min(last, end)), ""
    transfer = transfer_dates(first_day, lead, position.nation)
    if transfer and position.staff_transfer is not Answer.NO:
        due = transfer.information_date
        tupe = f" If people transfer, the supplier must tell who they are by {worded(due)} (TUPE)."
        if position.staff_transfer is Answer.YES:
            tupe = f" The supplier must tell who transfers by {worded(due)} (TUPE)."
            last = min(last, due)
    why = f"A take-over that starts by {worded(last)} can run the service from {worded(first_day)}.{tupe}"
    closed_by = f"No take-over was started by {worded(last)}."
    return Verdict(last_date=last, open=as_of <= last, why=why, costs=costs, closed_by=closed_by)


def partial_termination(position: Position, as_of: dt.date, _lead: LeadTimes) -> Verdict:
    """A part ends before the whole: by its own notice before the end."""
    costs = Costs.A_PART
    if position.partial is Answer.NO:
        why = "The terms do not allow a part to be ended alone."
        return Verdict(last_date=None, open=False, why=why, costs=costs, closed_by=why)
    if position.partial is Answer.NOT_STATED:
        where = "in the terms entered" if position.from_terms else "published"
        why = f"Nothing is {where} about ending a part alone; read the contract."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    last = position.before_end(position.partial_notice)
    if last is None:
        why = "A part may be ended alone, but the notice for it, or the end, is not known."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    why = f"A part may be ended with {position.partial_notice} of notice; after {worded(last)} the whole ends sooner."
    closed_by = f"Less than {position.partial_notice} is left of the term."
    return Verdict(last_date=last, open=as_of <= last, why=why, costs=costs, closed_by=closed_by)


def use_break(position: Position, as_of: dt.date, _lead: LeadTimes) -> Verdict:
    """It ends on a break date: by the notice for it, else by the break itself. Breaks after the term do not count."""
    costs, end, notice = Costs.THE_REST, position.last_date, position.break_notice
    if not position.break_dates:
        where = "in the terms entered" if position.from_terms else "published"
        why = f"No break date is {where}; read the contract."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    inside = [day for day in position.break_dates if end is None or day <= end]
    if not inside:
        why = "Every break lies after the end of the present term."
        return Verdict(last_date=None, open=None, why=why, costs=costs)
    days = sorted((go_back(day, notice, position.nation) if notice else day, day) for day in inside)
    ahead = next(((last, day) for last, day in days if last >= as_of), None)
    if ahead is None:
        why = f"The last break was on {worded(days[-1][1])}."
        if notice:
            why += f" Notice for it was due by {worded(days[-1][0])}."
        return Verdict(last_date=days[-1][0], open=False, why=why, costs=costs, closed_by=why)
    why = f"The next break is on {worded(ahead[1])}."
    if notice:
        why += f" Notice for it is {notice}: by {worded(ahead[0])}."
    closed_by = f"The last break, on {worded(days[-1][1])}, is not used."
    return Verdict(last_date=days[-1][0], open=True, why=why, costs=costs, closed_by=closed_by)


def notice_to_end(position: Position, as_of: dt.date, _lead: LeadTimes) -> Verdict:
    """It ends with its term by notice: counted back from the end."""
    last, costs = position.notice_date, Costs.ANOTHER_TERM if position.renews_itself else Costs.THE_REST
    if last is not None:
        why = f"Notice is {position.notice}, counted back from the end date."
        closed_by = f"No notice was given by {worded(last)}."
        return Verdict(last_date=last, open=as_of <= last, why=why, costs=costs, closed_by=closed_by)
    if position.notice is not None:
        why = f"Notice is {position.notice}, but no end date is published."
    elif position.notice_not_read:
        why = f"The notice period was not read: {position.notice_not_read}; read the contract."
    elif position.from_terms:
        why = "No notice period is in the terms entered; read the contract."
    else:
        why = "No notice period is published; read the contract."
    return Verdict(last_date=None, open=None, why=why, costs=costs)


def _ended_in_time(position: Position, last: dt.date) -> dt.date:
    """Give the earlier of a last day and the day of notice, where the contract would renew itself."""
    notice = position.notice_date if position.renews_itself else None
    return min(last, notice) if notice else last


def _told(position: Position) -> str:
    if not position.from_terms:
        return f"The source tells of an extension: «{position.said}»."
    months = position.next_extension_months
    length = f" by {months} months" if months else ""
    if position.extended_by is Side.BOTH:
        return f"Both sides must agree to extend it{length}."
    return f"The council may extend it{length}."


def _renews_itself(position: Position, as_of: dt.date) -> Verdict:
    end, notice = position.last_date, position.notice_date
    if end is None:
        why = "It renews itself, but no end date is known."
        return Verdict(last_date=None, open=None, why=why, costs=Costs.NOTHING, needs_decision=False)
    unless = f"by {worded(notice)}" if notice else "in time; the notice period is not known"
    months = position.next_extension_months
    why = f"It renews itself for {months} months after {worded(end)} unless notice is given {unless}."
    return Verdict(
        last_date=end,
        open=as_of <= end,
        why=why,
        costs=Costs.NOTHING,
        closed_by="Notice given in time.",
        needs_decision=False,
    )

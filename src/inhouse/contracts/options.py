"""Which choices about a contract are still open, and until when?

Each choice has a last day on which it can still be taken, as far as the published data can tell it. What cannot be told
is said: the last day is None and the reason says what is missing. A choice that has closed never opens again later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from inhouse.contracts.register import Contract, MayExtend
from inhouse.contracts.terms import go_back


class Choice(StrEnum):
    """What a body can do about a contract."""

    EXTEND = "extend"
    LET_IT_RUN_OUT = "let_it_run_out"
    RE_PROCURE = "re_procure"
    BREAK = "break"
    NOTICE_TO_END = "notice_to_end"


@dataclass(frozen=True, kw_only=True)
class Option:
    """A choice with a last date.

    Attributes
    ----------
    last_date
        Last day on which the choice can be taken; None when the data cannot tell.
    open
        Whether it can still be taken on the day asked; None when the data cannot tell.
    why
        What the answer rests on, in a sentence.
    """

    choice: Choice
    last_date: dt.date | None
    open: bool | None
    why: str


def notice_date(contract: Contract) -> dt.date | None:
    """Give the last day for notice before the present end; None unless end date and notice are both published."""
    if contract.end_date is None or contract.notice is None:
        return None
    return go_back(contract.end_date, contract.notice)


def options(contract: Contract, as_of: dt.date) -> tuple[Option, ...]:
    """List every choice about a contract as it stands on a day.

    Examples
    --------
    >>> from inhouse.contracts.register import Origin
    >>> held = Contract(
    ...     id="C1",
    ...     title="IT support",
    ...     origin=Origin(file="register.csv", sha256="", row=2),
    ...     end_date=dt.date(2027, 3, 31),
    ... )
    >>> [option.choice.value for option in options(held, dt.date(2026, 1, 1)) if option.open]
    ['let_it_run_out']
    """
    end = contract.end_date
    if end is not None and end < as_of:
        why = f"The contract ended on {_said(end)}."
        return tuple(Option(choice=each, last_date=_bound(contract, each), open=False, why=why) for each in Choice)
    return (
        _extend(contract, as_of),
        _let_it_run_out(contract, as_of),
        _re_procure(contract, as_of),
        _break(contract, as_of),
        _notice_to_end(contract, as_of),
    )


def _bound(contract: Contract, choice: Choice) -> dt.date | None:
    """Give the last day a choice had on a contract that has ended."""
    match choice:
        case Choice.NOTICE_TO_END:
            return notice_date(contract)
        case Choice.BREAK:
            return max(contract.break_dates, default=None)
        case Choice.EXTEND if contract.extension.may_extend is not MayExtend.YES:
            return None
        case Choice.RE_PROCURE:
            return contract.review_date
        case _:
            return contract.end_date


def _extend(contract: Contract, as_of: dt.date) -> Option:
    terms, end = contract.extension, contract.end_date
    if terms.may_extend is MayExtend.NO:
        return Option(choice=Choice.EXTEND, last_date=None, open=False, why=f"The source says no: «{terms.text}».")
    if terms.may_extend is MayExtend.NOT_STATED:
        why = "The source does not say whether the contract may be extended; read the contract."
        return Option(choice=Choice.EXTEND, last_date=None, open=None, why=why)
    if contract.latest_end_date is not None and end is not None and contract.latest_end_date <= end:
        why = "Every extension the source tells of is already used."
        return Option(choice=Choice.EXTEND, last_date=None, open=False, why=why)
    said = f"The source tells of an extension: «{terms.text}»."
    if end is None:
        why = f"{said} No end date is published, so the last day cannot be told."
        return Option(choice=Choice.EXTEND, last_date=None, open=None, why=why)
    why = f"{said} It must be agreed before the contract ends on {_said(end)}; the contract may ask for it sooner."
    return Option(choice=Choice.EXTEND, last_date=end, open=as_of <= end, why=why)


def _let_it_run_out(contract: Contract, as_of: dt.date) -> Option:
    choice, end = Choice.LET_IT_RUN_OUT, contract.end_date
    if end is None and contract.rolling:
        return Option(choice=choice, last_date=None, open=False, why="The contract runs on until someone ends it.")
    if end is None:
        return Option(choice=choice, last_date=None, open=None, why="No end date is published.")
    why = f"It ends on {_said(end)} unless it is extended before."
    return Option(choice=choice, last_date=end, open=as_of <= end, why=why)


def _re_procure(contract: Contract, as_of: dt.date) -> Option:
    choice, review, end = Choice.RE_PROCURE, contract.review_date, contract.end_date
    if review is not None and (end is None or review <= end):
        if as_of <= review:
            why = f"The source sets {_said(review)} for review; a later start may leave a gap."
            return Option(choice=choice, last_date=review, open=True, why=why)
        why = f"The review set for {_said(review)} has passed. Is there still time? That depends on the procurement."
        return Option(choice=choice, last_date=review, open=None, why=why)
    why = "Neither a review date nor the time a procurement takes is known, so the last day to start cannot be told."
    return Option(choice=choice, last_date=None, open=None, why=why)


def _break(contract: Contract, as_of: dt.date) -> Option:
    if not contract.break_dates:
        why = "No break date is published; read the contract."
        return Option(choice=Choice.BREAK, last_date=None, open=None, why=why)
    last = max(contract.break_dates)
    following = min((day for day in contract.break_dates if day >= as_of), default=None)
    why = f"The next break is on {_said(following)}." if following else f"The last break was on {_said(last)}."
    return Option(choice=Choice.BREAK, last_date=last, open=following is not None, why=why)


def _notice_to_end(contract: Contract, as_of: dt.date) -> Option:
    last = notice_date(contract)
    if last is not None and contract.notice is not None:
        why = f"Notice is {contract.notice}, counted back from the end date."
        return Option(choice=Choice.NOTICE_TO_END, last_date=last, open=as_of <= last, why=why)
    if contract.notice is not None:
        why = f"Notice is {contract.notice}, but no end date is published."
    else:
        why = "No notice period is published; read the contract."
    return Option(choice=Choice.NOTICE_TO_END, last_date=None, open=None, why=why)


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"

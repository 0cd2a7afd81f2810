"""Which choices about a contract are still open, until when, and what does it cost to let each close?

Each choice has a last day on which it can still be taken, as far as the data can tell it, and a day by which the body
itself must act. What cannot be told is said: the last day is None and the reason says what is missing. A choice about a
term that has closed never opens again. No last day lies after the end of the term, no day to act after the last day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from inhouse.contracts.lead_times import NO_LEAD_TIMES, ActBy, LeadTimes, Meeting, act_by
from inhouse.contracts.options import rules
from inhouse.contracts.options.cost import Cost, cost
from inhouse.contracts.options.position import Position, published_position
from inhouse.contracts.options.rules import Verdict
from inhouse.contracts.register.contract import Contract
from inhouse.core.dates import worded
from inhouse.core.working_days import working_day_on_or_before


class Choice(StrEnum):
    """What a body can do about a contract."""

    EXTEND = "extend"
    LET_IT_RUN_OUT = "let_it_run_out"
    RE_PROCURE = "re_procure"
    BRING_IN_HOUSE = "bring_in_house"
    PARTIAL_TERMINATION = "partial_termination"
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
    closed_by
        What closes it, in a sentence.
    end_date
        Last day of the term that the choice is about; a contract that renews itself has other choices afterwards.
    working_date
        The last working day on or before ``last_date``.
    act_by_date, act_by_why, meeting
        The day by which the body must act, how it follows, and the meeting that decides; None where not known.
    needs_decision
        False where the choice is taken by doing nothing.
    cost_gbp, cost
        What it costs to let the choice close in pounds, None where not known, and in words.
    """

    choice: Choice
    last_date: dt.date | None
    open: bool | None
    why: str
    closed_by: str = ""
    end_date: dt.date | None = None
    working_date: dt.date | None = None
    act_by_date: dt.date | None = None
    act_by_why: str = ""
    meeting: Meeting | None = None
    needs_decision: bool = True
    cost_gbp: Decimal | None = None
    cost: str = ""

    @property
    def decide_by_date(self) -> dt.date | None:
        """The day that matters to whoever must act: the day to act by, else the last day."""
        return self.act_by_date or self.last_date

    def late(self, as_of: dt.date) -> bool:
        """Whether it is still open although the day to act by has passed."""
        return bool(self.open) and self.act_by_date is not None and self.act_by_date < as_of


_RULES: dict[Choice, Callable[[Position, dt.date, LeadTimes], Verdict]] = {
    Choice.EXTEND: rules.extend,
    Choice.LET_IT_RUN_OUT: rules.let_it_run_out,
    Choice.RE_PROCURE: rules.re_procure,
    Choice.BRING_IN_HOUSE: rules.bring_in_house,
    Choice.PARTIAL_TERMINATION: rules.partial_termination,
    Choice.BREAK: rules.use_break,
    Choice.NOTICE_TO_END: rules.notice_to_end,
}


def notice_date(contract: Contract) -> dt.date | None:
    """Give the last day for notice before the present end; None unless end date and notice are both published."""
    return published_position(contract).notice_date


def options(
    contract: Contract, as_of: dt.date, lead: LeadTimes = NO_LEAD_TIMES, meetings: Iterable[Meeting] = ()
) -> tuple[Option, ...]:
    """List every choice about a contract as it stands on a day, by what is published about it.

    Examples
    --------
    >>> from inhouse.contracts.register.contract import Origin
    >>> held = Contract(
    ...     id="C1",
    ...     title="IT support",
    ...     origin=Origin(file="register.csv", sha256="", row=2),
    ...     end_date=dt.date(2027, 3, 31),
    ... )
    >>> [option.choice.value for option in options(held, dt.date(2026, 1, 1)) if option.open]
    ['let_it_run_out']
    """
    return choices(published_position(contract), as_of, lead, meetings)


def choices(
    position: Position, as_of: dt.date, lead: LeadTimes = NO_LEAD_TIMES, meetings: Iterable[Meeting] = ()
) -> tuple[Option, ...]:
    """List every choice about a contract from where it stands on a day, the body's lead times and its meetings."""
    listed = tuple(meetings)
    return tuple(_option(choice, position, as_of, lead, listed) for choice in _RULES)


def _option(
    choice: Choice, position: Position, as_of: dt.date, lead: LeadTimes, meetings: tuple[Meeting, ...]
) -> Option:
    verdict = _RULES[choice](position, as_of, lead)
    end = position.last_date
    if end is not None and end < as_of:
        ended = f"The contract ended on {worded(end)}."
        verdict = replace(verdict, open=False, why=ended, closed_by=ended)
    last, nation = verdict.last_date, position.nation
    act = act_by(last, lead, meetings, nation) if last is not None and verdict.needs_decision else None
    price = cost(verdict.costs, position, verdict.last_date)
    return _with_act(
        Option(
            choice=choice,
            last_date=last,
            open=verdict.open,
            why=verdict.why,
            closed_by=verdict.closed_by,
            end_date=end,
            needs_decision=verdict.needs_decision,
            working_date=working_day_on_or_before(last, nation) if last else None,
        ),
        act,
        price,
    )


def _with_act(option: Option, act: ActBy | None, price: Cost) -> Option:
    option = replace(option, cost_gbp=price.amount_gbp, cost=price.words)
    if act is None:
        return option
    return replace(option, act_by_date=act.date, act_by_why=act.why, meeting=act.meeting)

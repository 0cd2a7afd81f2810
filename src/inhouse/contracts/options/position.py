"""Where does a contract stand on a day? What every choice about its present term rests on, and nothing else.

A register tells little of it, terms read in the contract tell more. Both become one :class:`Position`, so that the
rules of the choices are written once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.register.contract import Contract, MayExtend
from inhouse.contracts.terms.agreed import Agreed, Answer, Side
from inhouse.contracts.terms.dates import Span, go_back, term_dates
from inhouse.core.working_days import Nation

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Position:
    """What is known about the present term of a contract.

    Attributes
    ----------
    last_date
        Last day of the present term; None where no end is known.
    end_date
        The end that notice is counted back from, in the contract's own rule: the last day, or the day after.
    rolling
        It runs on until someone ends it.
    extended_by, next_extension_months
        Who may extend, and by how much; 0 months where every extension is used, None where not told.
    said
        The words of the source about extending.
    notice_not_read
        The words of the source about notice, where they were not understood.
    from_terms
        Whether this rests on terms read in the contract, rather than on a register.
    """

    last_date: dt.date | None
    end_date: dt.date | None
    rolling: bool = False
    extended_by: Side = Side.NOT_STATED
    next_extension_months: int | None = None
    extension_notice: Span | None = None
    said: str = ""
    notice: Span | None = None
    notice_not_read: str = ""
    break_dates: tuple[dt.date, ...] = ()
    break_notice: Span | None = None
    partial: Answer = Answer.NOT_STATED
    partial_notice: Span | None = None
    review_date: dt.date | None = None
    staff_transfer: Answer = Answer.NOT_STATED
    annual_value_gbp: Decimal | None = None
    exit_price_gbp: Decimal | None = None
    nation: Nation = Nation.ENGLAND_AND_WALES
    from_terms: bool = False

    @property
    def renews_itself(self) -> bool:
        """Whether another term follows unless notice is given."""
        return self.extended_by is Side.ITSELF and self.next_extension_months != 0

    @property
    def notice_date(self) -> dt.date | None:
        """Last day to give notice, so that it ends with the present term; None where it cannot be told."""
        return self.before_end(self.notice)

    @property
    def first_day_after(self) -> dt.date | None:
        """First day on which somebody else must do the work."""
        if self.last_date is None or self.last_date == dt.date.max:
            return None
        return self.last_date + _ONE_DAY

    def before_end(self, span: Span | None) -> dt.date | None:
        """Give the last day that leaves ``span`` before the end, never after the last day of the term."""
        if self.end_date is None or self.last_date is None or span is None:
            return None
        return min(go_back(self.end_date, span, self.nation), self.last_date)


def published_position(contract: Contract) -> Position:
    """Say where a contract stands as far as its register or notice tells."""
    extension, end = contract.extension, contract.end_date
    doubt = contract.not_read("notice")
    used_up = contract.latest_end_date is not None and end is not None and contract.latest_end_date <= end
    return Position(
        last_date=end,
        end_date=end,
        rolling=contract.rolling,
        extended_by=_PUBLISHED[extension.may_extend],
        next_extension_months=0 if used_up else next(iter(extension.periods_months), None),
        said=extension.text,
        notice=contract.notice,
        notice_not_read=f"«{doubt.found}» under «{doubt.column}»" if doubt else "",
        break_dates=contract.break_dates,
        review_date=contract.review_date,
        annual_value_gbp=_annual(contract),
    )


_PUBLISHED = {
    MayExtend.YES: Side.BUYER,
    MayExtend.NO: Side.NOBODY,
    MayExtend.NOT_STATED: Side.NOT_STATED,
}


def agreed_position(agreed: Agreed, as_of: dt.date) -> Position:
    """Say where a contract stands on a day by the terms read in it; tacit renewals follow from the day.

    Raises
    ------
    InputError
        The terms contradict themselves.

    Examples
    --------
    >>> agreed = Agreed(
    ...     start_date=dt.date(2024, 4, 1), initial_months=12, extended_by=Side.ITSELF, extension_months=(12,)
    ... )
    >>> agreed_position(agreed, dt.date(2026, 1, 1)).last_date
    datetime.date(2026, 3, 31)
    """
    dates = term_dates(agreed.terms(), as_of)
    return Position(
        last_date=dates.last_day_date,
        end_date=dates.current_end_date,
        extended_by=agreed.extended_by,
        next_extension_months=_next_extension(agreed, dates.renewals_used),
        extension_notice=agreed.extension_notice,
        notice=agreed.notice,
        break_dates=agreed.break_dates,
        break_notice=agreed.break_notice,
        partial=agreed.partial,
        partial_notice=agreed.partial_notice,
        staff_transfer=agreed.staff_transfer,
        annual_value_gbp=agreed.annual_value_gbp,
        exit_price_gbp=agreed.exit_price_gbp,
        nation=agreed.nation,
        from_terms=True,
    )


def _next_extension(agreed: Agreed, used: int) -> int | None:
    if agreed.tacit:
        spent = agreed.most_renewals is not None and used >= agreed.most_renewals
        return 0 if spent else agreed.extension_months[0]
    if not agreed.extension_months:
        return None
    left = agreed.extension_months[used:]
    return left[0] if left else 0


def _annual(contract: Contract) -> Decimal | None:
    """Spread a published value evenly over the published term; None unless both are there."""
    if contract.value_gbp is None or contract.start_date is None or contract.end_date is None:
        return None
    days = (contract.end_date - contract.start_date).days + 1
    return contract.value_gbp * 365 / days if days > 0 else None

"""When does a contract end, by when must notice be given, and by when must someone act?

Rules, all of them:

* A term of N months from a start day ends on the same day of the month N months later, or on the last day of that month
  where it is shorter (31 January and one month: 28 or 29 February). Renewals are counted from the start, not from one
  shortened end to the next, so that days of the month do not wear away.
* **exclusive**: the end date is that day, the first day after the term. **inclusive**: it is the last day of the term,
  the day before; where the month is shorter, its last day. Published registers are read so.
* Notice and lead time are counted back from the end date in their own unit, months by the same rule. Clear days leave
  out both the day notice is given and the end date. Working days are counted over bank holidays.
* Weekends do not move a date: a notice date on a Sunday stays there, and the last working day before it is told beside
  it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation, add_working_days, working_day_on_or_before

_ONE_DAY = dt.timedelta(days=1)


class EndRule(StrEnum):
    """Whether an end date is the last day of the term, or the day after."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Unit(StrEnum):
    """How a length of time before a date is counted."""

    MONTHS = "months"
    DAYS = "calendar days"
    CLEAR_DAYS = "clear days"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time, such as 3 months or 20 working days."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise InputError("A length of time cannot be negative.", found=str(self), next_step="Give 0 or more.")

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.count} {unit.removesuffix('s') if self.count == 1 else unit}"


Notice = Span
NO_TIME = Span(count=0, unit=Unit.DAYS)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms of one contract that decide its dates.

    Attributes
    ----------
    start_date
        First day of the term.
    initial_months
        Length of the first term; leave out when ``first_end_date`` is exact.
    first_end_date
        Exact end of the first term, read by ``end_rule``.
    renewal_months
        Length of each renewal, where all are alike; 0 when there are none.
    extension_months
        Length of each renewal in order, where they differ (2+1+1 years: 12, 12), used or not.
    renewals_used
        Renewals already used, when they are by choice.
    tacit
        The contract renews itself at each end unless notice is given, so renewals follow from the day asked.
    most_renewals
        How often a contract renews itself at most; None for ever.
    notice
        How long before the end notice must be given.
    lead
        How long the body itself needs before that, for approval.
    """

    start_date: dt.date
    initial_months: int | None = None
    first_end_date: dt.date | None = None
    renewal_months: int = 0
    extension_months: tuple[int, ...] = ()
    renewals_used: int = 0
    tacit: bool = False
    most_renewals: int | None = None
    notice: Notice | None = None
    lead: Span = NO_TIME
    end_rule: EndRule = EndRule.EXCLUSIVE
    nation: Nation = Nation.ENGLAND_AND_WALES


@dataclass(frozen=True, kw_only=True)
class TermDates:
    """The dates that follow from terms; ``rule`` says how the end dates are meant.

    ``last_day_date`` is the last day of the current term, whatever the rule.
    ``notice_open`` and ``act_open`` say whether the day is still to come or today; None where there is no such day.
    """

    start_date: dt.date
    first_end_date: dt.date
    current_end_date: dt.date
    last_day_date: dt.date
    notice_date: dt.date | None
    notice_working_date: dt.date | None
    act_by_date: dt.date | None
    renewals_used: int
    notice_open: bool | None
    act_open: bool | None
    rule: str
    as_of: dt.date


_RULES = {
    EndRule.EXCLUSIVE: "exclusive: each end date is the day after the last day of the term",
    EndRule.INCLUSIVE: "inclusive: each end date is the last day of the term",
}


def term_dates(terms: Terms, as_of: dt.date) -> TermDates:
    """Compute a contract's end, notice and act-by dates as they stand on a day.

    Raises
    ------
    InputError
        The terms contradict themselves (a tacit renewal of 0 months, a term that ends before it starts), or lead
        outside the calendar.

    Examples
    --------
    >>> terms = Terms(
    ...     start_date=dt.date(2018, 9, 27),
    ...     initial_months=36,
    ...     notice=Notice(count=3, unit=Unit.MONTHS),
    ...     lead=Span(count=21, unit=Unit.DAYS),
    ... )
    >>> dates = term_dates(terms, as_of=dt.date(2021, 1, 1))
    >>> dates.current_end_date.isoformat(), dates.notice_date.isoformat(), dates.act_by_date.isoformat()
    ('2021-09-27', '2021-06-27', '2021-06-06')
    """
    _refuse_contradictions(terms)
    first_end = _end(terms, 0)
    used = _renewals_begun(terms, as_of) if terms.tacit else terms.renewals_used
    current_end = _end(terms, used)
    notice_date = go_back(current_end, terms.notice, terms.nation) if terms.notice else None
    act_by = go_back(notice_date, terms.lead, terms.nation) if notice_date else None
    return TermDates(
        start_date=terms.start_date,
        first_end_date=first_end,
        current_end_date=current_end,
        last_day_date=current_end if terms.end_rule is EndRule.INCLUSIVE else _days_before(current_end, 1),
        notice_date=notice_date,
        notice_working_date=working_day_on_or_before(notice_date, terms.nation) if notice_date else None,
        act_by_date=act_by,
        renewals_used=used,
        notice_open=as_of <= notice_date if notice_date else None,
        act_open=as_of <= act_by if act_by else None,
        rule=_RULES[terms.end_rule],
        as_of=as_of,
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """Go forward (or back) whole months to the same day of the month, or the month's last day where it is shorter.

    Raises
    ------
    InputError
        The answer would lie outside the years 1 to 9999.

    Examples
    --------
    >>> add_months(dt.date(2024, 1, 31), 1), add_months(dt.date(2024, 2, 29), 12)
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise _outside(f"{months} months from {day.isoformat()}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(start: dt.date, months: int) -> dt.date:
    """Find the last day of a term of whole months.

    Examples
    --------
    >>> last_day(dt.date(2024, 4, 1), 12), last_day(dt.date(2024, 2, 29), 12)
    (datetime.date(2025, 3, 31), datetime.date(2025, 2, 28))
    """
    after = add_months(start, months)
    return after if after.day < start.day else after - _ONE_DAY


def go_back(day: dt.date, span: Span, nation: Nation = Nation.ENGLAND_AND_WALES) -> dt.date:
    """Find the last day that leaves ``span`` before ``day``.

    Examples
    --------
    >>> go_back(dt.date(2021, 9, 27), Span(count=90, unit=Unit.CLEAR_DAYS))
    datetime.date(2021, 6, 28)
    """
    match span.unit:
        case Unit.MONTHS:
            return add_months(day, -span.count)
        case Unit.WORKING_DAYS:
            return add_working_days(day, -span.count, nation)
        case Unit.CLEAR_DAYS:
            return _days_before(day, span.count + 1)
        case Unit.DAYS:
            return _days_before(day, span.count)


def _end(terms: Terms, renewals: int) -> dt.date:
    """Give the end of the term after so many renewals, in the terms' own rule."""
    inclusive = terms.end_rule is EndRule.INCLUSIVE
    extra = sum(terms.extension_months[:renewals]) if terms.extension_months else renewals * terms.renewal_months
    if terms.first_end_date is None:
        months = (terms.initial_months or 0) + extra
        return last_day(terms.start_date, months) if inclusive else add_months(terms.start_date, months)
    if not extra:
        return terms.first_end_date
    if inclusive:
        return last_day(terms.first_end_date + _ONE_DAY, extra)
    return add_months(terms.first_end_date, extra)


def _renewals_begun(terms: Terms, as_of: dt.date) -> int:
    """Count the tacit renewals whose term has begun: the end before each has passed."""
    used, most = 0, terms.most_renewals
    while (most is None or used < most) and _passed(terms, _end(terms, used), as_of):
        used += 1
    return used


def _passed(terms: Terms, end: dt.date, as_of: dt.date) -> bool:
    return end < as_of or (end == as_of and terms.end_rule is EndRule.EXCLUSIVE)


def _refuse_contradictions(terms: Terms) -> None:
    if (terms.initial_months is None) == (terms.first_end_date is None):
        raise InputError(
            "A contract needs either the months of its first term or an exact end date.",
            found="both" if terms.initial_months is not None else "neither",
            next_step="Give one of the two.",
        )
    if terms.initial_months is not None and terms.initial_months < 1:
        raise InputError(
            "The first term must be at least one month.",
            found=f"{terms.initial_months} months",
            next_step="Give the length of the first term in whole months.",
        )
    if terms.first_end_date is not None and terms.first_end_date < terms.start_date:
        raise InputError(
            "The contract ends before it starts.",
            found=f"start {terms.start_date.isoformat()}, end {terms.first_end_date.isoformat()}",
            next_step="Check both dates.",
        )
    if terms.renewal_months < 0 or terms.renewals_used < 0:
        raise InputError(
            "Renewals cannot be negative.",
            found=f"{terms.renewals_used} renewals of {terms.renewal_months} months",
            next_step="Give 0 or more.",
        )
    if terms.tacit and terms.renewal_months == 0:
        raise InputError(
            "A contract that renews itself needs renewals of at least one month.",
            found="a tacit renewal of 0 months, which would never end",
            next_step="Give the months of each renewal, or say that the contract does not renew itself.",
        )
    _refuse_renewals(terms)


def _refuse_renewals(terms: Terms) -> None:
    if any(months < 1 for months in terms.extension_months):
        raise InputError(
            "Every extension must be at least one month.",
            found=", ".join(f"{months} months" for months in terms.extension_months),
            next_step="Give the length of each extension in whole months, or leave it out.",
        )
    if terms.extension_months and (terms.tacit or terms.renewal_months):
        raise InputError(
            "Extensions of different lengths are by choice, so they cannot also follow by themselves.",
            found="both",
            next_step="Give either the length of each extension, or one length for all renewals.",
        )
    if terms.extension_months and terms.renewals_used > len(terms.extension_months):
        raise InputError(
            "More extensions were used than the contract has.",
            found=f"{terms.renewals_used} used of {len(terms.extension_months)}",
            next_step="Check how many were used, or add the missing ones.",
        )
    if terms.renewals_used and not terms.renewal_months and not terms.extension_months:
        raise InputError(
            "Renewals were used, but their length is not given.",
            found=f"{terms.renewals_used} renewals of 0 months",
            next_step="Give the months of each renewal.",
        )


def _days_before(day: dt.date, count: int) -> dt.date:
    try:
        return day - dt.timedelta(days=count)
    except OverflowError:
        raise _outside(f"{count} days before {day.isoformat()}") from None


def _outside(found: str) -> InputError:
    wrong = "The date asked for lies outside the calendar."
    return InputError(wrong, found=found, next_step="Check the lengths given.")

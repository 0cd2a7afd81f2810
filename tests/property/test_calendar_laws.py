"""Dates against slow, obvious second implementations, and the laws that deadlines keep."""

import calendar
import datetime as dt

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inhouse.contracts.options.choices import options
from inhouse.contracts.register.contract import Contract, Extension, MayExtend, Origin
from inhouse.contracts.terms.dates import Notice, Span, Terms, Unit, add_months, last_day, term_dates
from inhouse.core.working_days import Nation, add_working_days, bank_holidays

days = st.dates(dt.date(2005, 1, 1), dt.date(2045, 12, 31))
spans = st.builds(Span, count=st.integers(0, 60), unit=st.sampled_from(Unit))


def month_by_month(day: dt.date, months: int) -> dt.date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(day.day, last))


def day_by_day(day: dt.date, count: int, nation: Nation) -> dt.date:
    counted = 0
    while counted < count:
        day += dt.timedelta(days=1)
        if day.strftime("%a") not in ("Sat", "Sun") and day not in bank_holidays(day.year, nation):
            counted += 1
    return day


@given(days, st.integers(0, 240))
def test_months_are_added_as_on_a_wall_calendar(day: dt.date, months: int) -> None:
    assert add_months(day, months) == month_by_month(day, months)


@given(days, st.integers(1, 240))
def test_the_last_day_is_the_end_or_the_day_before_it(day: dt.date, months: int) -> None:
    after = month_by_month(day, months)
    assert last_day(day, months) in (after, after - dt.timedelta(days=1))
    assert (last_day(day, months) == after) == (after.day < day.day)


@settings(max_examples=60, deadline=None)
@given(days, st.integers(1, 40), st.sampled_from(Nation))
def test_working_days_are_added_as_by_hand(day: dt.date, count: int, nation: Nation) -> None:
    assert add_working_days(day, count, nation) == day_by_day(day, count, nation)


@settings(deadline=None)
@given(days, st.integers(1, 120), st.integers(0, 24), st.integers(0, 5), spans, spans, days)
def test_act_by_is_never_after_notice_nor_notice_after_the_end(
    start: dt.date, months: int, renewal: int, used: int, notice: Span, lead: Span, as_of: dt.date
) -> None:
    assume(renewal or not used)
    terms = Terms(
        start_date=start, initial_months=months, renewal_months=renewal, renewals_used=used, notice=notice, lead=lead
    )  # fmt: skip
    dates = term_dates(terms, as_of)
    assert dates.act_by_date <= dates.notice_date <= dates.current_end_date
    assert dates.first_end_date <= dates.current_end_date
    assert dates.notice_working_date <= dates.notice_date


@settings(deadline=None)
@given(days, st.integers(1, 60), st.integers(1, 24), days, st.integers(0, 3000))
def test_time_only_adds_tacit_renewals(start: dt.date, months: int, renewal: int, as_of: dt.date, later: int) -> None:
    terms = Terms(start_date=start, initial_months=months, renewal_months=renewal, tacit=True)
    first, second = term_dates(terms, as_of), term_dates(terms, as_of + dt.timedelta(days=later))
    assert first.current_end_date > as_of
    assert second.renewals_used >= first.renewals_used


contracts = st.builds(
    Contract,
    id=st.just("C1"),
    title=st.just("Cleaning"),
    origin=st.just(Origin(file="register.csv", sha256="0", row=2)),
    end_date=st.none() | days,
    latest_end_date=st.none() | days,
    review_date=st.none() | days,
    break_dates=st.lists(days, max_size=3).map(tuple),
    rolling=st.booleans(),
    notice=st.none() | spans.map(lambda span: Notice(count=span.count, unit=span.unit)),
    extension=st.builds(Extension, may_extend=st.sampled_from(MayExtend)),
)


@settings(max_examples=300, deadline=None)
@given(contracts, days, st.integers(0, 4000))
def test_moving_the_day_forward_never_reopens_a_choice(contract: Contract, as_of: dt.date, later: int) -> None:
    before = {option.choice: option for option in options(contract, as_of)}
    after = {option.choice: option for option in options(contract, as_of + dt.timedelta(days=later))}
    for choice, option in before.items():
        if option.open is False:
            assert after[choice].open is False
        if option.open is None:
            assert after[choice].open is not True


@settings(deadline=None)
@given(contracts, days)
def test_an_open_choice_with_a_last_date_has_not_passed_it(contract: Contract, as_of: dt.date) -> None:
    for option in options(contract, as_of):
        assert option.why
        if option.open:
            assert option.last_date is not None
            assert as_of <= option.last_date

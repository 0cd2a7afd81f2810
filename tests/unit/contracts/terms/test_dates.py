import datetime as dt

import pytest

from inhouse.contracts.terms.dates import EndRule, Notice, Span, Terms, Unit, add_months, go_back, last_day, term_dates
from inhouse.core.errors import InputError

START = dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("start", "months", "exclusive", "inclusive"),
    [
        ("2024-04-01", 12, "2025-04-01", "2025-03-31"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28", "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-28"),
        ("2024-12-31", 2, "2025-02-28", "2025-02-28"),
        ("2024-03-31", 1, "2024-04-30", "2024-04-30"),
        ("2024-05-15", 7, "2024-12-15", "2024-12-14"),
    ],
)
def test_terms_of_months_end_as_the_rules_say(start: str, months: int, exclusive: str, inclusive: str) -> None:
    first = dt.date.fromisoformat(start)
    assert add_months(first, months).isoformat() == exclusive
    assert last_day(first, months).isoformat() == inclusive


@pytest.mark.parametrize(
    ("count", "unit", "last"),
    [
        (3, Unit.MONTHS, "2025-12-31"),
        (1, Unit.MONTHS, "2026-02-28"),
        (90, Unit.DAYS, "2025-12-31"),
        (90, Unit.CLEAR_DAYS, "2025-12-30"),
        (5, Unit.WORKING_DAYS, "2026-03-24"),
        (0, Unit.DAYS, "2026-03-31"),
    ],
)
def test_notice_is_counted_back_in_its_own_unit(count: int, unit: Unit, last: str) -> None:
    assert go_back(dt.date(2026, 3, 31), Span(count=count, unit=unit)).isoformat() == last


def test_renewals_do_not_wear_away_the_day_of_the_month() -> None:
    terms = Terms(start_date=dt.date(2023, 12, 31), initial_months=2, renewal_months=1, renewals_used=1)
    dates = term_dates(terms, START)
    assert dates.first_end_date == dt.date(2024, 2, 29)
    assert dates.current_end_date == dt.date(2024, 3, 31)


def test_an_inclusive_exact_end_renews_to_the_same_last_day() -> None:
    terms = Terms(
        start_date=dt.date(2023, 4, 1),
        first_end_date=dt.date(2026, 2, 28),
        renewal_months=24,
        renewals_used=1,
        end_rule=EndRule.INCLUSIVE,
    )
    assert term_dates(terms, START).current_end_date == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("as_of", "used", "end"),
    [
        ("2020-12-31", 0, "2021-01-01"),
        ("2021-01-01", 1, "2022-01-01"),  # the first day after the term: the renewal has begun
        ("2024-06-01", 4, "2025-01-01"),
    ],
)
def test_tacit_renewals_follow_from_the_day_asked(as_of: str, used: int, end: str) -> None:
    terms = Terms(start_date=START, initial_months=12, renewal_months=12, tacit=True)
    dates = term_dates(terms, dt.date.fromisoformat(as_of))
    assert (dates.renewals_used, dates.current_end_date.isoformat()) == (used, end)


def test_on_its_last_day_an_inclusive_tacit_term_has_not_renewed() -> None:
    terms = Terms(start_date=START, initial_months=12, renewal_months=12, tacit=True, end_rule=EndRule.INCLUSIVE)
    assert term_dates(terms, dt.date(2020, 12, 31)).renewals_used == 0
    assert term_dates(terms, dt.date(2021, 1, 1)).renewals_used == 1


def test_a_day_is_open_until_it_has_passed() -> None:
    terms = Terms(start_date=START, initial_months=12, notice=Notice(count=1, unit=Unit.MONTHS))
    assert term_dates(terms, dt.date(2020, 12, 1)).notice_open is True
    assert term_dates(terms, dt.date(2020, 12, 2)).notice_open is False


def test_without_notice_there_is_no_day_to_give_or_miss_it() -> None:
    dates = term_dates(Terms(start_date=START, initial_months=12), START)
    assert (dates.notice_date, dates.act_by_date, dates.notice_open, dates.act_open) == (None, None, None, None)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(start_date=START),
        Terms(start_date=START, initial_months=12, first_end_date=START),
        Terms(start_date=START, initial_months=0),
        Terms(start_date=START, first_end_date=dt.date(2019, 12, 31)),
        Terms(start_date=START, initial_months=12, renewals_used=1),
        Terms(start_date=START, initial_months=12, renewals_used=-1, renewal_months=12),
        Terms(start_date=START, initial_months=12, renewal_months=-1),
        Terms(start_date=START, initial_months=10**6),
        Terms(start_date=START, initial_months=12, notice=Notice(count=10**7, unit=Unit.DAYS)),
        Terms(start_date=START, initial_months=12, notice=Notice(count=10**5, unit=Unit.MONTHS)),
    ],
)
def test_terms_that_cannot_be_are_refused_with_a_message(terms: Terms) -> None:
    with pytest.raises(InputError) as caught:
        term_dates(terms, START)
    assert caught.value.found
    assert caught.value.next_step


def test_a_length_of_time_is_never_negative() -> None:
    with pytest.raises(InputError, match="negative"):
        Span(count=-1, unit=Unit.DAYS)

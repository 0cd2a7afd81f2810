"""Published cases of contract dates, with the answers their reporters gave."""

import datetime as dt

import pytest

from inhouse.contracts.terms import EndRule, Notice, Span, Terms, Unit, term_dates
from inhouse.core.errors import InputError

AS_OF = dt.date(2021, 1, 1)


def test_glpi_6004_act_by_is_lead_time_before_notice_before_end() -> None:
    dates = term_dates(
        Terms(
            start_date=dt.date(2018, 9, 27),
            initial_months=36,
            notice=Notice(count=3, unit=Unit.MONTHS),
            lead=Span(count=21, unit=Unit.DAYS),
        ),
        AS_OF,
    )
    assert dates.first_end_date == dt.date(2021, 9, 27)
    assert dates.notice_date == dt.date(2021, 6, 27)
    assert dates.act_by_date == dt.date(2021, 6, 6)
    assert "exclusive" in dates.rule


def test_glpi_17725_one_renewal_of_twelve_after_sixty_is_seventy_two_months() -> None:
    terms = Terms(start_date=dt.date(2020, 3, 1), initial_months=60, renewal_months=12, renewals_used=1)
    dates = term_dates(terms, AS_OF)
    assert dates.first_end_date == dt.date(2025, 3, 1)
    assert dates.current_end_date == dt.date(2026, 3, 1)


def test_glpi_24274_a_tacit_renewal_of_nought_is_refused_and_does_not_loop() -> None:
    terms = Terms(start_date=dt.date(2020, 3, 1), initial_months=12, tacit=True)
    with pytest.raises(InputError, match="at least one month"):
        term_dates(terms, AS_OF)


def test_glpi_12619_an_exact_end_date_is_kept_as_it_is() -> None:
    terms = Terms(
        start_date=dt.date(2020, 3, 10),
        first_end_date=dt.date(2023, 7, 4),
        end_rule=EndRule.INCLUSIVE,
        notice=Notice(count=90, unit=Unit.DAYS),
    )
    dates = term_dates(terms, AS_OF)
    assert dates.current_end_date == dt.date(2023, 7, 4)
    assert dates.notice_date == dt.date(2023, 4, 5)
    assert "inclusive" in dates.rule


def test_glpi_12620_the_bodys_own_lead_time_is_a_clock_of_its_own() -> None:
    terms = Terms(
        start_date=dt.date(2024, 1, 1),
        initial_months=12,
        notice=Notice(count=1, unit=Unit.MONTHS),
        lead=Span(count=5, unit=Unit.WORKING_DAYS),
    )
    dates = term_dates(terms, AS_OF)
    assert dates.notice_date == dt.date(2024, 12, 1)  # a Sunday
    assert dates.notice_working_date == dt.date(2024, 11, 29)
    assert dates.act_by_date == dt.date(2024, 11, 25)

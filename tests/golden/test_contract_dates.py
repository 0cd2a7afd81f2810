"""Published cases of contract dates with their reporters' answers, and a case counted by hand for each rule."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from inhouse.contracts.lead_times import LeadTimes, Meeting
from inhouse.contracts.options.choices import Choice, Option
from inhouse.contracts.options.outlook import agreed_outlook
from inhouse.contracts.terms.agreed import Agreed, Answer, Side
from inhouse.contracts.terms.dates import EndRule, Notice, Span, Terms, Unit, term_dates
from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation

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


def agreed(**more: object) -> Agreed:
    return Agreed(start_date=dt.date(2024, 4, 1), initial_months=36, **more)


def option(terms: Agreed, choice: Choice, as_of: dt.date = dt.date(2026, 1, 1), **own: object) -> Option:
    return agreed_outlook(terms, as_of, **own).option(choice)


@pytest.mark.parametrize(
    ("rule", "start", "months", "end"),
    [
        (EndRule.INCLUSIVE, dt.date(2024, 4, 1), 36, dt.date(2027, 3, 31)),
        (EndRule.EXCLUSIVE, dt.date(2024, 4, 1), 36, dt.date(2027, 4, 1)),
        (EndRule.INCLUSIVE, dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),  # a leap year
        (EndRule.INCLUSIVE, dt.date(2023, 1, 31), 1, dt.date(2023, 2, 28)),
        (EndRule.EXCLUSIVE, dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (EndRule.INCLUSIVE, dt.date(2024, 2, 29), 48, dt.date(2028, 2, 28)),
        (EndRule.EXCLUSIVE, dt.date(2024, 8, 31), 6, dt.date(2025, 2, 28)),
    ],
)
def test_terms_end_on_the_wall_calendar(rule: EndRule, start: dt.date, months: int, end: dt.date) -> None:
    assert term_dates(Terms(start_date=start, initial_months=months, end_rule=rule), AS_OF).current_end_date == end


@pytest.mark.parametrize(
    ("notice", "last"),
    [
        (Span(count=90, unit=Unit.DAYS), dt.date(2026, 12, 31)),
        (Span(count=90, unit=Unit.CLEAR_DAYS), dt.date(2026, 12, 30)),  # 31 December to 30 March are the 90 between
        (Span(count=3, unit=Unit.MONTHS), dt.date(2026, 12, 31)),
        (Span(count=1, unit=Unit.MONTHS), dt.date(2027, 2, 28)),
        (Span(count=5, unit=Unit.WORKING_DAYS), dt.date(2027, 3, 22)),  # Good Friday 26 and Easter Monday 29 March
        (Span(count=0, unit=Unit.DAYS), dt.date(2027, 3, 31)),
    ],
)
def test_notice_is_counted_back_in_its_own_unit(notice: Span, last: dt.date) -> None:
    assert option(agreed(notice=notice), Choice.NOTICE_TO_END).last_date == last


@pytest.mark.parametrize(
    ("nation", "last"),
    [
        (Nation.ENGLAND_AND_WALES, dt.date(2027, 3, 22)),
        (Nation.SCOTLAND, dt.date(2027, 3, 23)),  # Easter Monday is no bank holiday in Scotland
        (Nation.NORTHERN_IRELAND, dt.date(2027, 3, 22)),
    ],
)
def test_working_days_follow_the_bank_holidays_of_the_nation(nation: Nation, last: dt.date) -> None:
    terms = agreed(notice=Span(count=5, unit=Unit.WORKING_DAYS), nation=nation)
    assert option(terms, Choice.NOTICE_TO_END).last_date == last


def test_a_weekend_moves_no_date_but_the_working_day_before_is_told() -> None:
    notice = option(agreed(notice=Span(count=1, unit=Unit.MONTHS)), Choice.NOTICE_TO_END)
    assert notice.last_date == dt.date(2027, 2, 28)  # a Sunday
    assert notice.working_date == dt.date(2027, 2, 26)


def test_extensions_of_different_lengths_are_used_in_their_order() -> None:
    terms = agreed(extended_by=Side.BUYER, extension_months=(24, 12), extensions_used=1)
    outlook = agreed_outlook(terms, dt.date(2027, 6, 1))
    assert outlook.last_date == dt.date(2029, 3, 31)
    assert outlook.position.next_extension_months == 12
    used_up = agreed_outlook(replace(terms, extensions_used=2), dt.date(2027, 6, 1))
    assert used_up.last_date == dt.date(2030, 3, 31)
    assert used_up.option(Choice.EXTEND).open is False


def test_an_extension_closes_with_its_own_notice_and_costs_its_value() -> None:
    terms = agreed(
        extended_by=Side.BUYER,
        extension_months=(6,),
        extension_notice=Span(count=6, unit=Unit.MONTHS),
        annual_value_gbp=Decimal(120_000),
    )
    extend = option(terms, Choice.EXTEND)
    assert (extend.last_date, extend.open, extend.cost_gbp) == (dt.date(2026, 9, 30), True, Decimal(60_000))
    assert option(terms, Choice.EXTEND, dt.date(2026, 10, 1)).open is False


def test_a_tacit_renewal_begins_the_day_after_notice_was_missed_and_ends_with_its_last() -> None:
    terms = Agreed(
        start_date=dt.date(2024, 4, 1),
        initial_months=12,
        extended_by=Side.ITSELF,
        extension_months=(12,),
        most_renewals=2,
        notice=Span(count=3, unit=Unit.MONTHS),
    )
    first = option(terms, Choice.LET_IT_RUN_OUT, dt.date(2025, 1, 1))
    assert (first.last_date, first.open, first.end_date) == (dt.date(2024, 12, 31), False, dt.date(2025, 3, 31))
    second = option(terms, Choice.LET_IT_RUN_OUT, dt.date(2025, 4, 1))
    assert (second.last_date, second.open, second.end_date) == (dt.date(2025, 12, 31), True, dt.date(2026, 3, 31))
    after = agreed_outlook(terms, dt.date(2028, 1, 1))
    assert after.last_date == dt.date(2027, 3, 31)
    assert {choice.open for choice in after.options} == {False}


def test_a_tacit_renewal_of_nought_is_refused_where_terms_are_entered_too() -> None:
    with pytest.raises(InputError, match="at least one month"):
        agreed_outlook(agreed(extended_by=Side.ITSELF, extension_months=(0,)), AS_OF)


def test_a_break_closes_with_the_notice_for_the_last_break_inside_the_term() -> None:
    breaks = (dt.date(2025, 9, 30), dt.date(2026, 9, 30), dt.date(2030, 1, 1))
    terms = agreed(break_dates=breaks, break_notice=Span(count=3, unit=Unit.MONTHS), annual_value_gbp=Decimal(365_000))
    told = option(terms, Choice.BREAK)
    assert (told.last_date, told.open) == (dt.date(2026, 6, 30), True)
    assert option(terms, Choice.BREAK, dt.date(2026, 7, 1)).open is False
    assert told.cost_gbp == Decimal(274_000)  # 30 June 2026 to 31 March 2027 are 274 days


def test_the_meeting_is_the_last_whose_papers_and_call_in_still_allow_it() -> None:
    cabinet = [
        Meeting(name="Cabinet", meeting_date=dt.date(2026, month, 15), papers_date=dt.date(2026, month, 3))
        for month in (7, 8, 9, 10)
    ]
    terms = agreed(notice=Span(count=6, unit=Unit.MONTHS))  # by 30 September 2026
    notice = option(terms, Choice.NOTICE_TO_END, meetings=cabinet)
    assert (notice.meeting.meeting_date, notice.act_by_date) == (dt.date(2026, 9, 15), dt.date(2026, 9, 3))
    called_in = LeadTimes(call_in=Span(count=20, unit=Unit.DAYS), decision=Span(count=14, unit=Unit.DAYS))
    notice = option(terms, Choice.NOTICE_TO_END, meetings=cabinet, lead=called_in)
    assert (notice.meeting.meeting_date, notice.act_by_date) == (dt.date(2026, 8, 15), dt.date(2026, 7, 20))


def test_meetings_far_before_the_day_do_not_decide_it() -> None:
    early = [Meeting(name="Cabinet", meeting_date=dt.date(2026, 1, 15), papers_date=dt.date(2026, 1, 5))]
    terms, lead = agreed(notice=Span(count=6, unit=Unit.MONTHS)), LeadTimes(decision=Span(count=42, unit=Unit.DAYS))
    notice = option(terms, Choice.NOTICE_TO_END, meetings=early, lead=lead)
    assert (notice.meeting, notice.act_by_date) == (None, dt.date(2026, 8, 19))
    assert option(terms, Choice.NOTICE_TO_END, meetings=early).act_by_date is None


def test_buying_again_and_taking_over_are_counted_back_from_the_day_after_the_end() -> None:
    lead = LeadTimes(
        consultation=Span(count=1, unit=Unit.MONTHS),
        procurement=Span(count=9, unit=Unit.MONTHS),
        mobilisation=Span(count=3, unit=Unit.MONTHS),
    )
    terms = agreed(staff_transfer=Answer.YES)  # the day after is 1 April 2027
    assert option(terms, Choice.RE_PROCURE, lead=lead).last_date == dt.date(2026, 3, 1)
    assert option(terms, Choice.BRING_IN_HOUSE, lead=lead).last_date == dt.date(2026, 12, 1)
    assert option(terms, Choice.RE_PROCURE).open is None


def test_tupe_closes_a_take_over_twenty_eight_days_before_it() -> None:
    quick = LeadTimes(mobilisation=Span(count=1, unit=Unit.DAYS))
    assert option(agreed(staff_transfer=Answer.YES), Choice.BRING_IN_HOUSE, lead=quick).last_date == dt.date(2027, 3, 4)
    assert option(agreed(staff_transfer=Answer.NO), Choice.BRING_IN_HOUSE, lead=quick).last_date == dt.date(2027, 3, 31)


def test_a_contract_that_renews_itself_must_be_ended_before_it_is_bought_again() -> None:
    terms = agreed(extended_by=Side.ITSELF, extension_months=(12,), notice=Span(count=12, unit=Unit.MONTHS))
    lead = LeadTimes(procurement=Span(count=3, unit=Unit.MONTHS), mobilisation=Span(count=1, unit=Unit.MONTHS))
    assert option(terms, Choice.RE_PROCURE, lead=lead).last_date == dt.date(2026, 3, 31)
    assert option(terms, Choice.BRING_IN_HOUSE, lead=lead).last_date == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("partial", "expected"),
    [(Answer.YES, (dt.date(2026, 9, 30), True)), (Answer.NO, (None, False)), (Answer.NOT_STATED, (None, None))],
)
def test_ending_a_part_is_told_only_where_the_terms_tell_it(partial: Answer, expected: object) -> None:
    told = option(agreed(partial=partial, partial_notice=Span(count=6, unit=Unit.MONTHS)), Choice.PARTIAL_TERMINATION)
    assert (told.last_date, told.open) == expected

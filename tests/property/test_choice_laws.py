"""Choices against a slow second implementation that walks day by day, and the laws that they keep."""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.contracts.calendar_deadlines import by_week, watched
from inhouse.contracts.lead_times import REACH_DAYS, LeadTimes, Meeting, act_by
from inhouse.contracts.options.choices import Choice
from inhouse.contracts.options.outlook import agreed_outlook
from inhouse.contracts.terms.agreed import Agreed, Answer, Side
from inhouse.contracts.terms.dates import EndRule, Span, Unit
from inhouse.core.working_days import Nation, bank_holidays

ONE = dt.timedelta(days=1)
days = st.dates(dt.date(2008, 1, 1), dt.date(2035, 12, 31))
spans = st.builds(Span, count=st.integers(0, 30), unit=st.sampled_from(Unit))
maybe = st.none() | spans
meetings = st.lists(
    st.builds(
        lambda day, before: Meeting(name="Cabinet", meeting_date=day, papers_date=day - before * ONE),
        days,
        st.integers(0, 20),
    ),
    max_size=6,
)
leads = st.builds(
    LeadTimes, decision=maybe, call_in=maybe, consultation=maybe, procurement=maybe, mobilisation=maybe
)  # fmt: skip


@st.composite
def agreements(draw: st.DrawFn) -> Agreed:
    lengths = tuple(draw(st.lists(st.integers(1, 24), max_size=3)))
    side = draw(st.sampled_from(Side))
    if side is Side.ITSELF:
        lengths = lengths[:1] or (12,)
    return Agreed(
        start_date=draw(days),
        initial_months=draw(st.integers(1, 72)),
        end_rule=draw(st.sampled_from(EndRule)),
        extended_by=side,
        extension_months=lengths,
        extensions_used=draw(st.integers(0, len(lengths))),
        most_renewals=draw(st.none() | st.integers(0, 4)),
        extension_notice=draw(maybe),
        notice=draw(maybe),
        break_dates=tuple(draw(st.lists(days, max_size=3))),
        break_notice=draw(maybe),
        partial=draw(st.sampled_from(Answer)),
        partial_notice=draw(maybe),
        staff_transfer=draw(st.sampled_from(Answer)),
        nation=draw(st.sampled_from(Nation)),
    )


def month_back(day: dt.date, wanted: int) -> tuple[int, int]:
    """The month before, as often as it takes."""
    year, month = day.year, day.month
    for _ in range(wanted):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return year, month


def at_work(day: dt.date, nation: Nation) -> bool:
    return calendar.day_name[day.weekday()] not in ("Saturday", "Sunday") and day not in bank_holidays(day.year, nation)


def walk_back(day: dt.date, span: Span, nation: Nation) -> dt.date:
    """Step back one day at a time until enough has passed."""
    if span.unit is Unit.MONTHS:
        year, month = month_back(day, span.count)
        here = day
        while (here.year, here.month) != (year, month) or here.day > day.day:
            here -= ONE
        return here
    if span.unit is Unit.CLEAR_DAYS:
        here, between = day - ONE, 0
        while between < span.count:
            here, between = here - ONE, between + 1
        return here
    here, counted = day, 0
    while counted < span.count:
        here -= ONE
        counted += 1 if span.unit is Unit.DAYS else at_work(here, nation)
    return here


def walk_act_by(last: dt.date, lead: LeadTimes, listed: list[Meeting], nation: Nation) -> dt.date | None:
    """Look at each day before the last one for a meeting."""
    day = walk_back(last, lead.call_in, nation) if lead.call_in else last
    decided = day
    for _ in range(REACH_DAYS + 1):
        if found := [each for each in listed if each.meeting_date == day]:
            decided = max(each.papers_date for each in found)
            break
        day -= ONE
    else:
        if lead.decision is None:
            return None
    return walk_back(decided, lead.decision, nation) if lead.decision else decided


@settings(max_examples=150, deadline=None)
@given(days, leads, meetings, st.sampled_from(Nation))
def test_the_day_to_act_by_is_found_by_walking_back(
    last: dt.date, lead: LeadTimes, listed: list[Meeting], nation: Nation
) -> None:
    found = act_by(last, lead, listed, nation)
    assert (found.date if found else None) == walk_act_by(last, lead, listed, nation)


@settings(max_examples=150, deadline=None)
@given(agreements(), days)
def test_last_days_are_found_by_walking_back_from_the_end(agreed: Agreed, as_of: dt.date) -> None:
    outlook = agreed_outlook(agreed, as_of)
    end, last = outlook.position.end_date, outlook.last_date
    assert (end - last).days == (agreed.end_rule is EndRule.EXCLUSIVE)
    if agreed.notice:
        expected = min(walk_back(end, agreed.notice, agreed.nation), last)
        assert outlook.option(Choice.NOTICE_TO_END).last_date == expected
    if agreed.partial is Answer.YES and agreed.partial_notice:
        expected = min(walk_back(end, agreed.partial_notice, agreed.nation), last)
        assert outlook.option(Choice.PARTIAL_TERMINATION).last_date == expected
    inside = [day for day in agreed.break_dates if day <= last]
    if inside:
        notices = [walk_back(d, agreed.break_notice, agreed.nation) if agreed.break_notice else d for d in inside]
        assert outlook.option(Choice.BREAK).last_date == max(notices)
        assert outlook.option(Choice.BREAK).open is (last >= as_of and any(each >= as_of for each in notices))


@settings(max_examples=150, deadline=None)
@given(agreements(), days, leads)
def test_buying_and_taking_over_are_found_by_walking_back(agreed: Agreed, as_of: dt.date, lead: LeadTimes) -> None:
    outlook = agreed_outlook(agreed, as_of, lead)
    if not lead.mobilisation:
        assert outlook.option(Choice.BRING_IN_HOUSE).last_date is None
        return
    first_day = outlook.last_date + ONE
    day = walk_back(first_day, lead.mobilisation, agreed.nation)
    day = walk_back(day, lead.consultation, agreed.nation) if lead.consultation else day
    bounds = [day, outlook.last_date]
    if agreed.staff_transfer is Answer.YES:
        bounds.append(first_day - (28 if first_day >= dt.date(2014, 5, 1) else 14) * ONE)
    if outlook.position.renews_itself and outlook.notice_date:
        bounds.append(outlook.notice_date)
    assert outlook.option(Choice.BRING_IN_HOUSE).last_date == min(bounds)


@settings(max_examples=300, deadline=None)
@given(agreements(), days, st.integers(0, 4000), leads, meetings)
def test_moving_the_day_forward_never_reopens_a_choice_about_a_term(
    agreed: Agreed, as_of: dt.date, later: int, lead: LeadTimes, listed: list[Meeting]
) -> None:
    before = agreed_outlook(agreed, as_of, lead, listed)
    after = agreed_outlook(agreed, as_of + later * ONE, lead, listed)
    assert after.last_date >= before.last_date
    for first, second in zip(before.options, after.options, strict=True):
        if first.open is not True and second.end_date == first.end_date:
            assert second.open is not True
        if first.open is False and second.end_date == first.end_date:
            assert second.open is False


@settings(max_examples=300, deadline=None)
@given(agreements(), days, leads, meetings)
def test_act_by_comes_before_the_last_day_and_the_last_day_before_the_end(
    agreed: Agreed, as_of: dt.date, lead: LeadTimes, listed: list[Meeting]
) -> None:
    for option in agreed_outlook(agreed, as_of, lead, listed).options:
        assert option.why
        if option.last_date is None:
            assert option.open is not True
            assert option.act_by_date is None
            continue
        assert option.last_date <= option.end_date
        assert option.working_date <= option.last_date
        assert (option.act_by_date or option.last_date) <= option.last_date
        assert option.open is not True or as_of <= option.last_date


@settings(max_examples=100, deadline=None)
@given(agreements(), st.booleans())
def test_a_register_that_tells_the_end_date_agrees_with_the_months(agreed: Agreed, exclusive: bool) -> None:
    by_months = replace(
        agreed,
        end_rule=EndRule.EXCLUSIVE if exclusive else EndRule.INCLUSIVE,
        extension_months=(),
        extensions_used=0,
        extended_by=Side.NOBODY,
    )
    found = agreed_outlook(by_months, agreed.start_date)
    exact = replace(by_months, initial_months=None, first_end_date=found.position.end_date)
    assert agreed_outlook(exact, agreed.start_date).options == found.options


def walked_weeks(first: dt.date, weeks: int) -> Iterator[dt.date]:
    here = first
    while here.weekday():
        here -= ONE
    for _ in range(weeks * 7):
        yield here
        here += ONE


@settings(max_examples=100, deadline=None)
@given(st.lists(days, max_size=12), days, st.integers(1, 60))
def test_weeks_hold_every_day_once_and_say_how_long_nothing_is_due(
    due: list[dt.date], first: dt.date, weeks: int
) -> None:
    laid = by_week(due, first, weeks)
    walked = list(walked_weeks(first, weeks))
    assert sum(week.count for week in laid) == weeks
    assert (laid[0].first_date, laid[-1].last_date) == (walked[0], walked[-1])
    assert sorted(place for week in laid for place in week.positions) == [
        place for place, day in enumerate(due) if day in walked
    ]
    for week in laid:
        assert week.count == 1 or not week.positions
        assert all(week.first_date <= due[place] <= week.last_date for place in week.positions)
    assert all(a.positions or b.positions for a, b in pairwise(laid))


@settings(max_examples=150, deadline=None)
@given(agreements(), days, leads, meetings)
def test_days_to_watch_are_of_open_choices_and_only_late_ones_have_passed(
    agreed: Agreed, as_of: dt.date, lead: LeadTimes, listed: list[Meeting]
) -> None:
    outlook = agreed_outlook(agreed, as_of, lead, listed)
    still_open = {option.choice for option in outlook.open_options}
    for each in watched(outlook):
        assert set(each.choices) <= still_open
        assert each.late == (each.date < as_of)

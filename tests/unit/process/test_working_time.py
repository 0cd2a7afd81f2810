"""Working time by hand: nights, weekends, holidays and changing clocks taken out."""

import datetime as dt

import pytest

from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation
from inhouse.process.working_time import ALWAYS_OPEN, WHOLE_DAY, Calendar, Opening, office_hours, working_seconds
from inhouse.process.working_time.clock import WorkingClock
from inhouse.process.working_time.days import stretches

HOUR = 3600
LONDON_ALWAYS = Calendar(time_zone="Europe/London", weekdays=((WHOLE_DAY,),) * 7)


def opening(text):
    first, last = text.split("-")
    minutes = [int(each[:2]) * 60 + int(each[3:]) for each in (first, last)]
    return Opening(opens_second=minutes[0] * 60, closes_second=minutes[1] * 60)


def hours(calendar, from_at, to_at):
    return working_seconds(calendar, dt.datetime.fromisoformat(from_at), dt.datetime.fromisoformat(to_at)) / HOUR


def test_friday_at_four_to_monday_at_nine_is_one_hour():
    assert hours(office_hours(), "2024-03-01T16:00", "2024-03-04T09:00") == 1


def test_thirty_two_hours_at_eight_a_day_are_four_days():
    calendar = office_hours()
    worked = working_seconds(calendar, dt.datetime(2024, 3, 4, 9), dt.datetime(2024, 3, 7, 17))
    assert (worked, calendar.working_days(worked)) == (32 * HOUR, 4.0)


@pytest.mark.parametrize(
    ("from_at", "to_at", "expected"),
    [
        ("2024-12-24T16:00", "2024-12-27T10:00", 2),  # Christmas and Boxing Day
        ("2022-09-16T16:00", "2022-09-20T10:00", 2),  # the one-off holiday of 19 September 2022
        ("2024-07-01T07:00", "2024-07-01T09:00", 1),  # opens at 09:00 in summer, which is 08:00 UTC
        ("2024-01-02T07:00", "2024-01-02T09:00", 0),
        ("2024-03-02T00:00", "2024-03-04T09:00", 0),
        ("2024-03-04T10:00", "2024-03-04T10:00", 0),
        ("2024-03-04T12:00", "2024-03-04T10:00", -2),
        ("2024-03-04T10:00:00.000001", "2024-03-04T10:00:00.000003", 2e-6 / HOUR),
    ],
)
def test_what_was_worked_between_two_instants(from_at, to_at, expected):
    assert hours(office_hours(), from_at, to_at) == pytest.approx(expected, abs=1e-12)


def test_an_instant_may_name_its_own_zone():
    new_york = dt.datetime.fromisoformat("2024-03-04T05:00:00-05:00")
    assert working_seconds(office_hours(), new_york, dt.datetime(2024, 3, 4, 12)) == 2 * HOUR


def test_the_day_clocks_change_has_23_or_25_hours():
    assert hours(LONDON_ALWAYS, "2024-03-31T00:00", "2024-03-31T23:00") == 23
    assert hours(LONDON_ALWAYS, "2024-10-26T23:00", "2024-10-28T00:00") == 25


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (
            "00:30-01:30",
            1.0 + 0.5,
        ),  # 00:30 to 02:00 summer time would show 01:00-01:30 twice: 0.5 + 0.5, and 00:30-01:00
        ("01:00-02:00", 2.0),  # the hour that comes twice
        ("01:30-03:00", 2.0),  # 01:30-02:00 in summer time, then 01:30-03:00 in winter time
    ],
)
def test_an_hour_that_comes_twice_is_worked_twice(span, expected):
    sunday = Calendar(time_zone="Europe/London", weekdays=((),) * 6 + ((opening(span),),))
    assert hours(sunday, "2024-10-26T12:00", "2024-10-28T12:00") == expected


def test_an_hour_that_is_left_out_is_not_worked():
    sunday = Calendar(time_zone="Europe/London", weekdays=((),) * 6 + ((opening("00:30-02:30"),),))
    assert hours(sunday, "2024-03-30T12:00", "2024-04-01T12:00") == 1


def test_lunch_closures_and_days_with_hours_of_their_own():
    day = (opening("09:00-12:30"), opening("13:30-17:00"))
    calendar = Calendar(
        time_zone="Europe/London",
        weekdays=(day,) * 5 + ((), ()),
        nation=Nation.SCOTLAND,
        closed=frozenset({dt.date(2024, 12, 31)}),
        other_hours={
            dt.date(2024, 12, 24): (opening("09:00-11:00"),),
            dt.date(2024, 12, 28): (opening("10:00-11:00"),),
        },
    )
    assert hours(calendar, "2024-12-23T12:00", "2024-12-23T14:00") == 1
    assert hours(calendar, "2024-12-24T00:00", "2024-12-25T00:00") == 2
    assert hours(calendar, "2024-12-28T00:00", "2025-01-03T00:00") == 1 + 7, "Saturday's hour, and Monday"
    assert calendar.working_days(14 * HOUR) == 2


def test_unequal_days_have_no_length_unless_somebody_says():
    weekdays = ((opening("09:00-17:00"),), (opening("09:00-12:00"),)) + ((),) * 5
    assert Calendar(time_zone="UTC", weekdays=weekdays).working_days(HOUR) is None
    assert Calendar(time_zone="UTC", weekdays=weekdays, day_seconds=2 * HOUR).working_days(HOUR) == 0.5


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Europe/Brum"},
        {"time_zone": "../etc/passwd"},
        {"time_zone": ""},
        {"weekdays": ((),) * 7},
        {"weekdays": ((WHOLE_DAY, opening("09:00-10:00")),) + ((),) * 6},
    ],
)
def test_a_calendar_that_counts_nothing_or_twice_is_refused(wrong):
    with pytest.raises(InputError):
        Calendar(**{"time_zone": "UTC", "weekdays": ((WHOLE_DAY,),) * 7} | wrong)


def test_a_span_over_midnight_is_refused_with_what_to_write():
    with pytest.raises(InputError, match="22:00-24:00, and 00:00-06:00"):
        opening("22:00-06:00")


def test_always_open_is_elapsed_time():
    assert hours(ALWAYS_OPEN, "2020-02-28T00:00", "2020-03-01T00:00") == 48


def test_stretches_of_a_day_touch_and_the_days_between_are_counted():
    friday, monday = dt.date(2024, 3, 1), dt.date(2024, 3, 4)
    cut = list(stretches(WorkingClock(office_hours(), friday, monday), [friday, monday]))
    assert [each.is_open for each in cut] == [False, True, False] * 2
    assert [each.to_us for each in cut[:2]] == [each.from_us for each in cut[1:3]]
    assert [each.worked_before_us // 3_600_000_000 for each in cut] == [0, 0, 8, 8, 8, 16]


def test_spans_that_touch_at_midnight_are_one():
    first, last = dt.date(2024, 3, 30), dt.date(2024, 4, 1)
    for calendar in (ALWAYS_OPEN, LONDON_ALWAYS):
        clock = WorkingClock(calendar, first, last)
        assert len(clock.spans) == 1, "also where the clocks change"
        assert [each.is_open for each in stretches(clock, [first, last])] == [True, True]

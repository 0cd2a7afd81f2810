"""A calendar file is read whole, or refused with what to write instead."""

import datetime as dt

import pytest

from inhouse.core.errors import InputError
from inhouse.core.working_days import Nation
from inhouse.process.working_time import working_seconds
from inhouse.readers.working_calendar import TEMPLATE, read_calendar


def read(tmp_path, text):
    path = tmp_path / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    return read_calendar(path)


def test_the_template_reads_as_it_says(tmp_path):
    calendar = read(tmp_path, TEMPLATE)
    assert (calendar.time_zone, calendar.nation) == ("Europe/London", Nation.ENGLAND_AND_WALES)
    assert [str(span) for span in calendar.hours_on(dt.date(2026, 3, 5))] == ["09:00-12:30", "13:30-17:30"]
    assert [str(span) for span in calendar.hours_on(dt.date(2026, 12, 24))] == ["09:00-12:00"]
    assert not calendar.hours_on(dt.date(2026, 12, 30))
    assert not calendar.hours_on(dt.date(2026, 3, 7))
    assert calendar.working_days(32 * 3600) == 4.0


def test_a_short_calendar_is_enough(tmp_path):
    calendar = read(tmp_path, "time_zone: Europe/London\nhours:\n  monday-friday: 9:00-17:00\n")
    assert working_seconds(calendar, dt.datetime(2024, 3, 1, 16), dt.datetime(2024, 3, 4, 9)) == 3600


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not a calendar"),
        ("- 1\n", "is not a calendar"),
        ("hours: {monday: 09:00-17:00}", "time zone"),
        ("time_zone: UTC", "«hours»"),
        ("time_zone: UTC\nhours: {monday: 09:00-17:00}\nholidays: scotland", "holidays"),
        ("time_zone: UTC\nbank_holidays: wales\nhours: {monday: 09:00-17:00}", "england-and-wales"),
        ("time_zone: UTC\nhours: {mon: 09:00-17:00}", "mon"),
        ("time_zone: UTC\nhours: {friday to monday: 09:00-17:00}", "order of the week"),
        ("time_zone: UTC\nhours: {monday to friday: 09:00-17:00, friday: 09:00-16:00}", "friday"),
        ("time_zone: UTC\nhours:\n  monday: 09:00-17:00\n  monday: 09:00-12:00", "given twice"),
        ("time_zone: UTC\nhours: {monday: 9-5}", "09:00-17:00"),
        ("time_zone: UTC\nhours: {monday: 09:00}", "09:00-17:00"),
        ("time_zone: UTC\nhours: {monday: 09:75-17:00}", "Minutes"),
        ("time_zone: UTC\nhours: {monday: 17:00-09:00}", "begin"),
        ("time_zone: UTC\nhours: {monday: 09:00-17:00}\nclosed: soon", "list"),
        ("time_zone: UTC\nhours: {monday: 09:00-17:00}\nclosed: [Christmas]", "2026-12-24"),
        ("time_zone: UTC\nhours: {monday: 09:00-17:00}\nclosed: [2026-12-31 to 2026-12-01]", "ends after"),
        ("time_zone: UTC\nhours: {monday: 09:00-17:00}\nother_hours: [1]", "days with their hours"),
        ("time_zone: UTC\nhours: {monday: 09:00-17:00}\nday_hours: eight", "number of hours"),
        ("time_zone: UTC\nhours: [", "not YAML"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path, text, says):
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    assert says in str(refused.value)
    assert refused.value.exit_code == 10


def test_a_calendar_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.yaml cannot be read"):
        read_calendar(tmp_path / "nowhere.yaml")

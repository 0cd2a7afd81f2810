import datetime as dt
import json

import pytest

from inhouse.core.errors import InputError
from inhouse.core.working_days import (
    Nation,
    add_working_days,
    bank_holidays,
    is_working_day,
    working_day_on_or_before,
)
from tests.conftest import SHARED

# Proclaimed after the stored list was published: Scotland's first game at the 2026 World Cup.
PROCLAIMED_LATER = {Nation.SCOTLAND: {dt.date(2026, 6, 15)}}


@pytest.mark.shared
@pytest.mark.parametrize("nation", Nation)
def test_bank_holidays_are_those_the_government_publishes(nation: Nation) -> None:
    events = json.loads((SHARED / "reference" / "bank-holidays.json").read_text())[nation.value]["events"]
    published = {dt.date.fromisoformat(event["date"]) for event in events}
    years = range(min(published).year, max(published).year + 1)
    ours = {day for year in years for day in bank_holidays(year, nation) if day.weekday() < 5}
    weekdays = {day for day in published if day.weekday() < 5} | PROCLAIMED_LATER.get(nation, set())
    print(f"{nation.value}: {len(weekdays)} bank holidays on weekdays, {years[0]} to {years[-1]}")
    assert ours == weekdays


@pytest.mark.parametrize(
    ("day", "nation", "working"),
    [
        (dt.date(2022, 9, 19), Nation.ENGLAND_AND_WALES, False),  # one-off: state funeral
        (dt.date(2022, 12, 27), Nation.ENGLAND_AND_WALES, False),  # Christmas Day was a Sunday
        (dt.date(2024, 4, 1), Nation.ENGLAND_AND_WALES, False),  # Easter Monday
        (dt.date(2024, 4, 1), Nation.SCOTLAND, True),
        (dt.date(2024, 1, 2), Nation.SCOTLAND, False),
        (dt.date(2024, 7, 12), Nation.NORTHERN_IRELAND, False),
        (dt.date(2024, 7, 12), Nation.ENGLAND_AND_WALES, True),
        (dt.date(2024, 7, 13), Nation.ENGLAND_AND_WALES, False),  # Saturday
    ],
)
def test_each_nation_has_its_own_holidays(day: dt.date, nation: Nation, working: bool) -> None:
    assert is_working_day(day, nation) is working


def test_the_day_itself_is_never_counted() -> None:
    christmas_eve = dt.date(2024, 12, 24)
    assert add_working_days(christmas_eve, 1) == dt.date(2024, 12, 27)
    assert add_working_days(dt.date(2024, 12, 27), -1) == christmas_eve
    assert add_working_days(dt.date(2024, 12, 25), 0) == dt.date(2024, 12, 25)


def test_moving_to_a_working_day_leaves_a_working_day_alone() -> None:
    monday = dt.date(2024, 6, 3)
    assert working_day_on_or_before(monday) == monday
    assert working_day_on_or_before(dt.date(2024, 6, 2)) == dt.date(2024, 5, 31)


def test_leaving_the_calendar_is_an_input_error() -> None:
    with pytest.raises(InputError, match="outside the calendar"):
        add_working_days(dt.date(9999, 12, 30), 10)

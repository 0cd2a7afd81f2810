import datetime as dt
from decimal import Decimal

import pytest

from inhouse.core.errors import ParameterError
from inhouse.core.parameters import Parameter, histories, parameter

EVERY = [pytest.param(entry, id=f"{entry.id}-{entry.from_date}") for each in histories().values() for entry in each]


@pytest.mark.parametrize("entry", EVERY)
def test_every_value_is_dated_sourced_and_has_a_unit(entry: Parameter) -> None:
    assert all((entry.title, entry.unit, entry.source, entry.applies_to))
    assert isinstance(entry.from_date, dt.date)
    assert isinstance(entry.reread, bool)
    assert entry.value is not None
    assert not isinstance(entry.value, float)


@pytest.mark.parametrize("name", histories())
def test_no_two_values_of_a_parameter_start_on_one_day(name: str) -> None:
    days = [entry.from_date for entry in histories()[name]]
    assert len(set(days)) == len(days)
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("tupe.eli_days_before_transfer", dt.date(2014, 4, 30), 14),
        ("tupe.eli_days_before_transfer", dt.date(2014, 5, 1), 28),
        ("tupe.direct_consultation_employer_below", dt.date(2024, 7, 1), 50),
        ("redundancy.consultation_days_100_or_more", dt.date(2026, 1, 1), 45),
        ("procurement.public_interest_test_value_gbp", dt.date(2027, 4, 1), 1_000_000),
        ("procurement.act_in_force", dt.date(2026, 1, 1), dt.date(2025, 2, 24)),
    ],
)
def test_the_value_is_the_one_in_force_on_the_day(name: str, day: dt.date, value: object) -> None:
    assert parameter(name, day).value == value


def test_rates_are_exact_decimals() -> None:
    bands = parameter("greenbook.discount_rates", dt.date(2026, 1, 1)).value
    assert [band["rate"] for band in bands][:2] == [Decimal("0.035"), Decimal("0.030")]
    assert [band["from_year"] for band in bands[1:]] == [band["to_year"] + 1 for band in bands[:-1]]


def test_what_was_not_read_again_says_so() -> None:
    for name in ("tupe.eli_max_age_days", "redundancy.consultation_days_20_to_99"):
        entry = parameter(name, dt.date(2026, 1, 1))
        assert entry.reread is False
        assert "not re-read" in entry.note


def test_a_date_before_the_first_value_is_refused_with_the_first_date() -> None:
    with pytest.raises(ParameterError, match="known from 2024-07-01 only") as caught:
        parameter("tupe.direct_consultation_employer_below", dt.date(2024, 6, 30))
    assert caught.value.exit_code == 11


def test_an_unknown_name_is_answered_with_those_of_its_area() -> None:
    with pytest.raises(ParameterError) as caught:
        parameter("redundancy.days", dt.date(2026, 1, 1))
    assert "redundancy.consultation_days_20_to_99" in caught.value.next_step
    assert "tupe." not in caught.value.next_step


def test_a_result_can_say_which_value_it_rests_on() -> None:
    use = parameter("tupe.eli_days_before_transfer", dt.date(2020, 1, 1)).use()
    assert (use.value, use.from_date) == ("28", dt.date(2014, 5, 1))

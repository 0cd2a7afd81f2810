"""Calendar and financial years."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from inhouse.core.years import NamedYear, YearKind, read_year, year_between

YEARS = st.builds(NamedYear, st.sampled_from(YearKind), st.integers(1971, 2099))


def test_a_financial_year_runs_from_1_april_to_31_march() -> None:
    year = NamedYear(YearKind.FINANCIAL, 2023)
    assert (year.first_date, year.last_date) == (dt.date(2023, 4, 1), dt.date(2024, 3, 31))


@given(year=YEARS)
def test_a_year_is_read_back_from_its_code_and_from_its_days(year: NamedYear) -> None:
    assert read_year(year.code) == year
    assert year_between(year.first_date, year.last_date) == year


@given(year=YEARS)
def test_years_of_a_kind_follow_each_other_without_a_gap(year: NamedYear) -> None:
    assert NamedYear(year.kind, year.year + 1).first_date - year.last_date == dt.timedelta(days=1)


def test_what_is_no_year_is_not_read() -> None:
    assert [read_year(code) for code in ("", "19", "2019/20", "2019-19", "20190", "x' OR 1=1", "undated")] == [None] * 7


def test_days_that_are_no_whole_year_have_no_name() -> None:
    assert year_between(dt.date(2020, 4, 1), dt.date(2021, 3, 30)) is None
    assert year_between(None, dt.date(2021, 3, 31)) is None

"""Dates as people write them."""

import datetime as dt

import pytest

from inhouse.core.dates import parse_date

STYLES = """04/01/2011; 4/1/2011; 04-01-2011; 04.01.2011; 04/01/11; 2011-01-04; 2011/01/04;
2011-01-04 00:00:00; 2011-01-04T09:30:00Z; 04/01/2011 00:00; 04-Jan-11; 04-Jan-2011; 4 January 2011;
04/Jan/2011 ; 04JAN2011; Tuesday, 4th January 2011; January 4, 2011; 20110104; 04012011; 40547; 40547.0"""


@pytest.mark.parametrize("text", STYLES.split(";"))
def test_reads_one_day_in_many_styles(text: str) -> None:
    assert parse_date(text) == dt.date(2011, 1, 4)


def test_month_comes_first_only_where_asked() -> None:
    assert parse_date("04/01/2011", day_first=False) == dt.date(2011, 4, 1)


@pytest.mark.parametrize(
    "text",
    ["", "Dec-10", "2011", "31/02/2011", "13/13/2011", "4 Smarch 2011", "01/01/1066", "12", "29/02/2011"],
)
def test_refuses_what_is_not_one_day(text: str) -> None:
    assert parse_date(text) is None


def test_two_figure_years_turn_at_seventy() -> None:
    assert (parse_date("01/04/69"), parse_date("01/04/70")) == (dt.date(2069, 4, 1), dt.date(1970, 4, 1))

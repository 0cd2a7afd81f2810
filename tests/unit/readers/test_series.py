"""Series from tables: dates and numbers in the styles people write, every row kept or rejected with its reason."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.core.errors import InputError
from inhouse.readers.series import Columns, SeriesRead, asked_moment, read_series
from inhouse.readers.series.moments import read_moments
from inhouse.readers.series.numbers import read_number

COLUMNS = Columns(date="Month", value="Calls")


def read(tmp_path: Path, *rows: str, head: str = "Month,Calls", columns: Columns = COLUMNS, **more) -> SeriesRead:
    path = tmp_path / "series.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    found = read_series(path, columns, **more)
    assert found.rows_in == len([row for row in rows if row.strip(",")])
    return found


def days(*texts: str) -> list[str]:
    return [str(moment) for moment in read_moments(texts).moments]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Apr 2019", "2019-04-01"),
        ("April-2019", "2019-04-01"),
        ("Apr-19", "2019-04-01"),
        ("Sept 19", "2019-09-01"),
        ("2019 Apr", "2019-04-01"),
        ("2019-04", "2019-04-01"),
        ("2019/4", "2019-04-01"),
        ("04/2019", "2019-04-01"),
        ("2019M04", "2019-04-01"),
        ("201904", "2019-04-01"),
        ("13/04/2019", "2019-04-13"),
        ("13.4.19", "2019-04-13"),
        ("2019-04-13 00:00:00", "2019-04-13"),
        ("Sat 13 Apr 2019", "2019-04-13"),
        ("w/c 15 April 2019", "2019-04-15"),
        ("Week ending 14/04/2019", "2019-04-14"),
        ("2019-W05", "2019-01-28"),
        ("Q2 2019", "2019-04-01"),
        ("2019 Q2", "2019-04-01"),
        ("Q1 2019/20", "2019-04-01"),
        ("2019/20", "2019-04-01"),
        ("1871", "1871-01-01"),
        ("1871-06-30", "1871-06-30"),
        ("soon", "None"),
        ("2019-13", "None"),
        ("31/02/2019", "None"),
        ("", "None"),
    ],
)
def test_a_date_is_read_in_many_styles(text, day):
    assert days(text) == [day]


def test_days_come_first_unless_the_column_shows_otherwise():
    assert days("01/04/2019", "13/04/2019") == ["2019-04-01", "2019-04-13"]
    assert days("04/01/2019", "04/13/2019") == ["2019-04-01", "2019-04-13"]
    assert days("01/01/2019", "02/01/2019", "03/01/2019") == ["2019-01-01", "2019-02-01", "2019-03-01"]
    assert days("01/01/2019", "08/01/2019") == ["2019-01-01", "2019-01-08"]


def test_a_year_and_the_next_is_a_financial_year_only_where_the_column_shows_it():
    assert days("2010-11", "2011-12", "2012-13") == ["2010-04-01", "2011-04-01", "2012-04-01"]
    assert days("2011-11", "2011-12") == ["2011-11-01", "2011-12-01"]


def test_plain_numbers_count_periods_but_years_are_years():
    assert read_moments(["1", "2", "10"]).moments == (1, 2, 10)
    assert days("1998", "1999") == ["1998-01-01", "1999-01-01"]


def test_times_matter_only_where_a_day_has_several():
    assert days("2019-04-01 09:00", "2019-04-02 09:00") == ["2019-04-01", "2019-04-02"]
    assert days("2019-04-01 09:00", "2019-04-01 10:30") == ["2019-04-01 09:00:00", "2019-04-01 10:30:00"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("1 234", 1234),
        ("£12.50", 12.5),
        ("-£3", -3),
        ("(12)", -12),
        ("7-", -7),
        ("−4", -4),
        ("1e3", 1000),
        ("85%", 85),
        (" 12 ", 12),
    ],
)
def test_a_number_is_read_as_people_write_it(text, value):
    assert read_number(text).value == value


@pytest.mark.parametrize("text", ["", "-", "n/a", "*", "<5", "12,34", "1.2.3", "12 days", "nan", "inf", "1e999"])
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


def test_rows_come_in_the_order_of_time_and_gaps_and_dirt_have_reasons(tmp_path):
    found = read(tmp_path, "Jun 2019,12", "Apr 2019,10", "May 2019,", "Total,22", "Jul 2019,*", ",9")
    assert [(each.when.month, each.value, each.row) for each in found.series] == [(4, 10, 3), (6, 12, 2)]
    assert [(each.row, each.column, each.found) for each in found.rejects] == [
        (4, "Calls", "nothing"),
        (5, "Month", "Total"),
        (6, "Calls", "*"),
        (7, "Month", "nothing"),
    ]
    assert found.gaps == (dt.date(2019, 5, 1), dt.date(2019, 7, 1))
    assert "order" in [each.about for each in found.decisions]


def test_equal_rows_of_a_date_count_once_and_different_ones_not_at_all(tmp_path):
    found = read(tmp_path, "Apr 2019,10", "Apr 2019,10", "May 2019,1", "May 2019,2", "Jun 2019,3")
    assert [(each.when.month, each.row) for each in found.series] == [(4, 2), (6, 6)]
    assert [each.row for each in found.rejects] == [3, 4, 5]
    assert "rows 4, 5 differ" in found.rejects[1].expected
    assert "duplicate dates" in [each.about for each in found.decisions]


def test_events_of_one_day_are_points_of_their_own(tmp_path):
    found = read(tmp_path, "2019-04-01,10", "2019-04-01,10", "2019-04-01,4", repeats=True)
    assert [each.value for each in found.series] == [10, 10, 4]


def test_83_among_percentages_is_83_per_cent_but_nobody_can_tell_what_0_83_is(tmp_path):
    found = read(tmp_path, "Apr 2019,85%", "May 2019,84%", "Jun 2019,83", "Jul 2019,0.83")
    assert [each.value for each in found.series] == [85, 84, 83]
    assert [each.row for each in found.rejects] == [5]


def test_a_denominator_must_be_above_nought(tmp_path):
    columns = Columns(date="Month", value="Late", denominator="All", others=("Staff",))
    rows = ("Apr 2019,1,10,4", "May 2019,1,0,4", "Jun 2019,2,10,")
    found = read(tmp_path, *rows, head="Month,Late,All,Staff", columns=columns)
    (kept,) = found.series
    assert (kept.value, kept.denominator, kept.others) == (1, 10, (("Staff", 4),))
    assert [(each.row, each.column) for each in found.rejects] == [(3, "All"), (4, "Staff")]


def test_year_and_month_may_stand_apart(tmp_path):
    columns = Columns(date="Year + Month", value="Calls")
    found = read(tmp_path, "2019,4,10", "2019,11,12", head="Year,Month,Calls", columns=columns)
    assert [each.when for each in found.series] == [dt.date(2019, 4, 1), dt.date(2019, 11, 1)]


def test_headings_may_stand_below_a_title_in_any_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["About this workbook"])
    sheet = book.create_sheet("Data")
    for row in (["Calls of the desk", None], [None, None], ["MONTH ", "calls"], [dt.datetime(2019, 4, 1), 10]):
        sheet.append(row)
    book.save(tmp_path / "series.xlsx")
    found = read_series(tmp_path / "series.xlsx", COLUMNS)
    assert [(each.when, each.value, each.row) for each in found.series] == [(dt.date(2019, 4, 1), 10, 4)]


def test_a_missing_column_lists_those_found(tmp_path):
    with pytest.raises(InputError, match="no column «Calls»") as told:
        read(tmp_path, "Apr 2019,10", head="Month,Visits")
    assert "«Month», «Visits»" in told.value.found


def test_a_file_without_a_point_says_what_its_first_row_has(tmp_path):
    with pytest.raises(InputError, match="holds no point") as told:
        read(tmp_path, "Total,22")
    assert "Total" in told.value.found


def test_a_moment_that_is_asked_for_must_be_one():
    assert asked_moment("2019-04") == dt.date(2019, 4, 1)
    with pytest.raises(InputError, match="not a date"):
        asked_moment("soon")
    with pytest.raises(InputError, match="number of a period"):
        asked_moment("soon", numbered=True)


CELL = st.text(alphabet="0123456789-/. ,%£AprMay()\"'", max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL), max_size=15))
def test_no_row_is_lost_whatever_the_cells_hold(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("series") / "series.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Month", "Calls"), *rows])
    try:
        found = read_series(path, COLUMNS)
    except InputError:
        return
    assert found.rows_in == sum(any(cell.strip() for cell in row) for row in rows)

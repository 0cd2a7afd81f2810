"""Workbooks read as a person sees them."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from inhouse.core.errors import LayoutQuestion
from inhouse.readers.payments import read_payments, vocabulary
from inhouse.stores.duckdb_store import DuckDBStore

HEADINGS = ["Date Paid", "Supplier", "Net Amount"]


def workbook(**sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def payments(count, start=dt.datetime(2011, 1, 4)):
    return [[start + dt.timedelta(days=n), f"Supplier {n}", 10.5 + n] for n in range(count)]


@pytest.fixture
def read(tmp_path):
    def reading(data, name="book.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        seen = []
        loaded = read_payments(path, tmp_path, vocabulary(), store=DuckDBStore(), progress=seen.append)
        return loaded, seen

    return reading


def test_every_sheet_of_payments_counts(read):
    loaded, _ = read(workbook(April=[HEADINGS, *payments(3)], May=[["Payments"], [], HEADINGS, *payments(4)]))
    assert [(part.name, part.header_row, part.rows_kept) for part in loaded.parts] == [("April", 0, 3), ("May", 2, 4)]
    assert loaded.amount_kept_gbp == Decimal("34.5") + Decimal(48)


def test_a_cover_sheet_is_passed_over_and_said(read):
    loaded, _ = read(workbook(Notes=[["Published by the finance team"]], Data=[HEADINGS, *payments(3)]))
    assert [(part.name, part.rows_in) for part in loaded.parts] == [("Notes", 0), ("Data", 3)]
    assert "Not read" in loaded.parts[0].warnings[0]


def test_a_sheet_that_could_be_payments_is_asked_about_not_passed_over(read):
    with pytest.raises(LayoutQuestion, match="Second"):
        read(workbook(First=[HEADINGS, *payments(3)], Second=payments(5)))


def test_sheets_that_say_the_same_twice_are_warned_of(read):
    same = [HEADINGS, *payments(20)]
    loaded, _ = read(workbook(Clean=same, Original=same))
    assert "also stand in «Clean»" in " ".join(loaded.parts[1].warnings)


def test_binary_noise_in_numbers_does_not_reach_the_pounds(read):
    loaded, _ = read(
        workbook(
            Data=[
                HEADINGS,
                [dt.datetime(2011, 1, 4), "Acme", 0.1 + 0.2],
                [dt.datetime(2011, 1, 5), "Acme", 35045.949999999997],
            ]
        )
    )
    assert loaded.amount_kept_gbp == Decimal("35046.25")


def test_a_workbook_under_another_name_is_still_a_workbook(read):
    loaded, _ = read(workbook(Data=[HEADINGS, *payments(3)]), name="spend.csv")
    assert loaded.rows_kept == 3


def test_progress_rises_to_the_end(read):
    _, seen = read(workbook(April=[HEADINGS, *payments(3)], May=[HEADINGS, *payments(4, dt.datetime(2012, 5, 1))]))
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert len(seen) >= 4


def test_rows_under_a_second_heading_are_read_by_it(read):
    moved = [[HEADINGS[0], HEADINGS[2], HEADINGS[1]], *([day, pounds, name] for day, name, pounds in payments(4))]
    loaded, _ = read(workbook(Data=[HEADINGS, *payments(500), *moved]))
    (part,) = loaded.parts
    assert (part.rows_kept, part.rows_rejected, part.amount_kept_gbp) == (
        504,
        1,
        sum(10.5 + n for n in range(500)) + 48,
    )
    assert "Row 502 is a second heading" in " ".join(part.warnings)


def test_a_repeated_heading_is_a_rejected_row_and_no_more(read):
    loaded, _ = read(workbook(Data=[HEADINGS, *payments(3), HEADINGS, *payments(4)]))
    (part,) = loaded.parts
    assert (part.rows_kept, part.rows_rejected) == (7, 1)
    assert "second heading" not in " ".join(part.warnings)

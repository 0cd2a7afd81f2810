"""Tables leave the house whole, exact and harmless."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from inhouse.core.results import Provenance, SourceFile
from inhouse.publishers.tables import Table, csv_lines, to_json, to_xlsx

CAVEAT = "2021 holds three months only"


@dataclass(frozen=True, kw_only=True)
class Paid:
    supplier: str
    payment_date: dt.date | None
    amount_gbp: Decimal
    payments: int


def paid(supplier: str, amount: str, payments: int = 1, day: dt.date | None = None) -> Paid:
    return Paid(supplier=supplier, payment_date=day, amount_gbp=Decimal(amount), payments=payments)


def table_of(*rows: Paid) -> Table:
    source = SourceFile(path="spend.csv", sha256="ab12")
    return Table(
        title="Paid to suppliers", record=Paid, rows=rows, caveats=(CAVEAT,), provenance=Provenance(inputs=(source,))
    )


def read_csv(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(table)), newline="")))


def read_xlsx(table: Table) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx([table])))


any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
formula_like = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r"]), any_text)
pounds = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@given(st.lists(st.tuples(any_text | formula_like, pounds, st.integers(0, 10**9), st.none() | st.dates()), max_size=8))
def test_csv_gives_back_the_same_figures_and_no_cell_a_spreadsheet_would_run(rows):
    back = read_csv(table_of(*(paid(name, str(amount), count, day) for name, amount, count, day in rows)))
    assert [Decimal(row["amount_gbp"]) for row in back] == [amount for _, amount, _, _ in rows]
    assert [int(row["payments"]) for row in back] == [count for _, _, count, _ in rows]
    assert [row["payment_date"] for row in back] == [day.isoformat() if day else "" for _, _, _, day in rows]
    for row, (name, *_) in zip(back, rows, strict=True):
        assert row["supplier"] in {name, f"'{name}"}
        assert row["supplier"][:1] not in {"=", "+", "-", "@", "\t", "\r"}


printable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40)


@given(printable, pounds)
def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers(name, amount):
    sheet = read_xlsx(table_of(paid(name, str(amount)))).worksheets[0]
    text, money = sheet["A2"], sheet["C2"]
    assert (text.data_type, text.value) == ("s", name)
    assert money.data_type == "n"
    assert Decimal(repr(money.value)) == amount


def test_formulas_stay_text_in_a_workbook():
    cell = read_xlsx(table_of(paid("=1+1", "1"))).worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_dates_are_dates_and_headings_are_words_in_a_workbook():
    sheet = read_xlsx(table_of(paid("Acme", "1", day=dt.date(2021, 3, 4)))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Supplier", "Payment date", "Amount (£)", "Payments"]
    assert sheet["B2"].value == dt.datetime(2021, 3, 4)


def test_a_workbook_says_where_its_figures_come_from_and_what_to_doubt():
    about = read_xlsx(table_of(paid("Acme", "1")))["About"]
    text = {(row[0].value, row[1].value) for row in about.iter_rows()}
    assert ("Read this first", CAVEAT) in text
    assert ("Source file", "spend.csv (SHA-256 ab12)") in text


def test_two_tables_with_one_long_title_get_two_sheets():
    one = Table(title="What was paid to each of the suppliers", record=Paid, rows=())
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([one, one])))
    assert len(set(book.sheetnames)) == 3


def test_the_same_table_makes_the_same_bytes():
    assert to_xlsx([table_of(paid("Acme", "1"))]) == to_xlsx([table_of(paid("Acme", "1"))])


@given(st.lists(pounds, max_size=6))
def test_json_keeps_every_penny(amounts):
    text = to_json({"paid": tuple(paid("Acme", str(amount)) for amount in amounts)})
    back = json.loads(text, parse_float=Decimal)
    assert [row["amount_gbp"] for row in back["paid"]] == amounts


def test_json_never_writes_an_exponent_for_money():
    assert to_json(Decimal("1E+9")) == "1000000000.00"
    assert to_json(Decimal("-0.004")) in {"0.00", "-0.00"}


def test_an_amount_with_parts_of_a_penny_is_not_rounded_in_csv_so_that_rows_still_add_up():
    assert read_csv(table_of(paid("Acme", "0.1234")))[0]["amount_gbp"] == "0.1234"


def test_an_empty_table_still_has_its_header():
    assert list(csv_lines(table_of())) == ["supplier,payment_date,amount_gbp,payments\r\n"]

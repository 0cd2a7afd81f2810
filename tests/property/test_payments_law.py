"""The law of readers, against a slow and obvious second reading of the same bytes."""

import csv
import datetime as dt
import io
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.core.dates import parse_date
from inhouse.core.money import parse_amount
from inhouse.readers.payments import read_payments, vocabulary
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore

HEADINGS = ["Payment Date", "Supplier Name", "Amount", "Narrative"]
WORDS = vocabulary()
STORE = DuckDBStore()


@dataclass(frozen=True)
class Row:
    row: int
    payment_date: dt.date | None
    supplier: str | None
    amount_gbp: Decimal | None
    kept: bool


days = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
dates = st.one_of(
    days.map(lambda d: d.strftime("%d/%m/%Y")),
    days.map(lambda d: d.strftime("%d-%b-%y")),
    days.map(dt.date.isoformat),
    st.sampled_from(["", "tbc", "31/02/2011"]),
)
pence = st.integers(-10_000_000, 10_000_000_000)
amounts = st.one_of(
    pence.map(lambda p: f"{p / 100:.2f}"),
    pence.map(lambda p: f"£{p / 100:,.2f}"),
    pence.map(lambda p: f"({abs(p) / 100:,.2f})"),
    pence.map(lambda p: f"{abs(p) / 100:.2f}-"),
    st.sampled_from(["", "-", "n/a", "12,34.5", "0", " 5 ", "1e3", "-1.13687E-12", "1_000", "977.5999999999999"]),
)
names = st.one_of(
    st.text(st.sampled_from("ABCé&'\" ,;\n./()"), max_size=12),
    st.sampled_from(
        ["Grand Total", "Total", "TOTAL GAS & POWER LTD", "Subtotal:", "Acme Ltd", "Totally Tents", "Capita Total"]
    ),
)
rows = st.lists(st.tuples(dates, names, amounts, st.text(st.sampled_from('ab "£,\n'), max_size=6)), max_size=12)
titles = st.lists(st.sampled_from([["Payments over £500"], ["", "", ""], [], ["Month", "May"]]), max_size=3)


def written(titles, rows, encoding, delimiter, line_end, blank_after):
    """The bytes of a file, with a plain first row so that the columns can be told."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    for title in titles:
        writer.writerow(title)
    writer.writerow(HEADINGS)
    for _ in range(25):
        writer.writerow(["04/01/2011", "Plain Ltd", "10.00", "plain"])
    for number, row in enumerate(rows):
        writer.writerow(row)
        if number == blank_after:
            out.write(line_end)
    return out.getvalue().encode(encoding)


def read_slowly(data, encoding, delimiter):
    """Row by row, cell by cell."""
    text = data.decode(encoding).removeprefix("\ufeff")
    found, seen_header = [], False
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        if cells == HEADINGS and not seen_header:
            seen_header = True
            continue
        if not seen_header or not "".join(cells).strip():
            continue
        date, name, amount = (cell.strip() for cell in [*cells, "", "", ""][:3])
        pounds = parse_amount(amount) if amount else None
        kept = pounds is not None and bool(name) and not _is_total(name, date)
        found.append(Row(number, parse_date(date) if date else None, name or None, pounds, kept))
    return found


def _is_total(name, date):
    bare = name.lower()
    return bare in ("grand total", "total", "subtotal:") or (not date and bare.endswith(" total"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    titles=titles,
    rows=rows,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\r\n", "\n"]),
    blank_after=st.integers(0, 20),
)
def test_every_row_and_penny_is_kept_or_rejected_as_a_slow_reading_finds(
    titles, rows, encoding, delimiter, line_end, blank_after
):
    data = written(titles, rows, encoding, delimiter, line_end, blank_after)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(data)
        loaded = read_payments(path, Path(folder), WORDS, store=STORE)
        sql = f"""SELECT row, payment_date, supplier, amount_gbp, reject_column IS NULL AS kept
            FROM read_parquet('{loaded.parquet}') ORDER BY row"""
        found = list(STORE.ask(Query("test/rows", sql), Row))
    expected = read_slowly(data, encoding, delimiter)
    assert found == expected
    assert loaded.rows_in == len(expected) == loaded.rows_kept + loaded.rows_rejected
    assert loaded.amount_in_gbp == sum((row.amount_gbp or 0 for row in expected), Decimal(0))
    assert loaded.amount_kept_gbp == sum((row.amount_gbp for row in expected if row.kept), Decimal(0))
    assert loaded.amount_in_gbp == loaded.amount_kept_gbp + loaded.amount_rejected_gbp

"""Write the illustrative payments of the example programme.

    python examples/birmingham/generate.py [DIR]

Nothing here was paid. Suppliers, dates and amounts are invented by a seeded generator; only the yearly totals of the
line "Service Birmingham (illustrative)" follow published figures, where there are any (see YEARS). The two files show
what councils' files look like: title rows, changed headings, two encodings, and a few rows that cannot be kept.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

SEED = 2006
ICT = "Service Birmingham (illustrative)"
CAPITA = "Capita Business Services Ltd (illustrative)"
# The plain spelling is the one that a register of contracts uses; the account number says they are one.
SPELLINGS = {
    ICT: (ICT, ICT, ICT, "SERVICE BIRMINGHAM LTD"),
    CAPITA: (CAPITA, CAPITA, "CAPITA"),
}

# Year: paid to the ICT supplier in pounds, and the published fact it follows. Without a fact the figure is invented.
YEARS = {
    2011: (120_000_000, "B021: £120 million, yearly cost at its peak"),
    2012: (126_000_000, "B022: £126 million, payments by the council"),
    2013: (100_000_000, "B023: just over £100 million, payments by the council"),
    2014: (100_000_000, "B025: just under £100 million, turnover"),
    2015: (87_000_000, "B026: £87 million, turnover"),
    2016: (90_000_000, "B027: £90 million, the low end of a press estimate"),
    2017: (70_000_000, "B028: £70 million, yearly cost"),
    2018: (58_000_000, ""),
    2019: (41_000_000, ""),
    2020: (16_000_000, ""),
    2021: (4_000_000, ""),
}
ICT_WORK = (
    ("Corporate ICT", "Core ICT services"),
    ("Corporate ICT", "Projects"),
    ("Children and Families", "Schools ICT"),
    ("Finance", "Revenues back office"),
    ("Customer Services", "Contact centre"),
)
PLACES = (
    "Aldermarsh", "Brackenholt", "Caldmere Green", "Dunmarsh", "Elmscote", "Farrowdale", "Greyfold", "Hollinbank",
    "Ivelcombe", "Juniper Rise", "Kestrelby", "Larkenshaw", "Mossbeck", "Nettlecross", "Orchardmere", "Penhollow",
)  # fmt: skip
TRADES = (
    ("Care Homes", "Adult Social Care", "Residential care", 100_000, 2_400_000),
    ("Fostering", "Children and Families", "Foster placements", 40_000, 900_000),
    ("Highways", "Place", "Road maintenance", 250_000, 6_000_000),
    ("Coaches", "Children and Families", "School transport", 15_000, 450_000),
    ("Energy", "Property", "Electricity and gas", 80_000, 3_500_000),
    ("Catering", "Children and Families", "School meals", 10_000, 360_000),
)
ENDINGS = ("Ltd", "Limited", "LLP", "CIC")
ROWS_A_YEAR = 225
OLD_HEADINGS = ("Directorate", "Payment Date", "Supplier Name", "Purpose of Expenditure", "Ref", "Amount (£)")
NEW_HEADINGS = (
    "Body", "Directorate", "Date", "Supplier", "Supplier ID", "Expense Area", "Description", "Transaction Number",
    "Net Amount",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Payment(NamedTuple):
    """One invented payment; the date as (year, month, day), the amount in pence."""

    date: tuple[int, int, int]
    supplier: str
    supplier_number: int
    directorate: str
    purpose: str
    pence: int


def ict_payments(year: int, chance: Random) -> Iterator[Payment]:
    """Monthly payments for each kind of work that make up the year's total to the penny."""
    months = range(1, 4) if year == 2021 else range(1, 13)
    total = YEARS[year][0] * 100
    supplier, number = (ICT, 70001) if year < 2018 else (CAPITA, 70002)
    # The contact centre came home at the end of 2014, the revenues back office with the end of the joint venture.
    kinds = 5 if year < 2015 else 4 if year < 2018 else 3
    lines = [(month, *work) for month in months for work in ICT_WORK[:kinds]]
    weights = [int((1 if purpose == "Projects" else 4) * (100 + between(chance, 0, 60))) for _, _, purpose in lines]
    left = total
    for place, ((month, directorate, purpose), weight) in enumerate(zip(lines, weights, strict=True), start=1):
        pence = left if place == len(lines) else total * weight // sum(weights)
        left -= pence
        name = SPELLINGS[supplier][between(chance, 0, len(SPELLINGS[supplier]))]
        yield Payment((year, month, between(chance, 1, 29)), name, number, directorate, purpose, pence)


def other_payments(year: int, chance: Random) -> Iterator[Payment]:
    """Payments to suppliers who do not exist."""
    months = 4 if year == 2021 else 13
    for _ in range(ROWS_A_YEAR * (months - 1) // 12):
        place, trade = between(chance, 0, len(PLACES)), between(chance, 0, len(TRADES))
        name, directorate, purpose, low, high = TRADES[trade]
        number = place * len(TRADES) + trade
        supplier = f"{PLACES[place]} {name} {ENDINGS[number % len(ENDINGS)]}"
        if chance.random() < 0.1:
            supplier = supplier.upper()
        pence = between(chance, low * 100, high * 100)
        if chance.random() < 0.02:
            pence = -pence // 10
        date = (year, between(chance, 1, months), between(chance, 1, 29))
        yield Payment(date, supplier, 20000 + number, directorate, purpose, pence)


def between(chance: Random, low: int, high: int) -> int:
    """A whole number from low up to but not including high; uses only what every Python draws alike."""
    return low + int(chance.random() * (high - low))


def payments() -> list[Payment]:
    """All invented payments, oldest first."""
    chance = Random(SEED)
    rows = [row for year in YEARS for make in (ict_payments, other_payments) for row in make(year, chance)]
    return sorted(rows)


def pounds(pence: int) -> str:
    """Pounds and pence as a plain number."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def accounting(pence: int) -> str:
    """Pounds as an older ledger prints them: thousands marked, credits in brackets."""
    return f"({abs(pence) // 100:,}.{abs(pence) % 100:02})" if pence < 0 else f"£{pence // 100:,}.{pence % 100:02}"


def older_file(rows: list[Payment]) -> bytes:
    """2011 to 2015: a title, a blank line, cp1252, a sum at the end, and rows nobody can use."""
    title = "Payments to suppliers 2011 to 2015 (illustrative: invented for the example programme)"
    table: list[tuple[str, ...]] = [(title,), (), OLD_HEADINGS]
    for number, row in enumerate(rows, start=500001):
        year, month, day = row.date
        date = f"{day:02}/{month:02}/{year}" if year < 2014 else f"{day:02}-{MONTHS[month - 1]}-{year}"
        purpose = f"{row.purpose} (illustrative)"
        table.append((row.directorate, date, row.supplier, purpose, f"{number}", accounting(row.pence)))
        if number == 500700:
            table.append(OLD_HEADINGS)
    table.insert(120, ("Place", "31/02/2011", "Dunmarsh Highways Ltd", "Road maintenance", "509001", "£18,250.00"))
    table.insert(411, ("Property", "14/06/2012", "Greyfold Energy LLP", "Electricity", "509002", "to be confirmed"))
    table.insert(802, ("Finance", "02/09/2013", "", "", "", "-"))
    table.append(("", "", "Total", "", "", accounting(sum(row.pence for row in rows))))
    return as_csv(table).encode("cp1252")


def newer_file(rows: list[Payment]) -> bytes:
    """2016 to 2021: more columns, ISO dates, supplier numbers, UTF-8 with a byte order mark, trailing minus signs."""
    body = "Example council"
    table: list[tuple[str, ...]] = [NEW_HEADINGS]
    for number, row in enumerate(rows, start=900001):
        year, month, day = row.date
        supplier = (row.supplier, str(row.supplier_number), row.directorate, f"{row.purpose} (illustrative)")
        amount = f"{pounds(-row.pence)}-" if row.pence < 0 else pounds(row.pence)
        table.append((body, row.directorate, f"{year}-{month:02}-{day:02}", *supplier, str(number), amount))
    table.insert(64, (body, "Place", "2016-04-18", "Mossbeck Highways Ltd", "20074", "Place", "", "909001", ""))
    return "\ufeff".encode() + as_csv(table).encode()


def as_csv(table: list[tuple[str, ...]]) -> str:
    """CSV as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue()


def files() -> dict[str, bytes]:
    """Names and contents of the generated files."""
    rows = payments()
    return {
        "illustrative-payments-2011-2015.csv": older_file([row for row in rows if row.date[0] <= 2015]),
        "illustrative-payments-2016-2021.csv": newer_file([row for row in rows if row.date[0] > 2015]),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)

"""Which contract does one row of a register hold?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from inhouse.contracts.register.contract import (
    Contract,
    Doubt,
    Extension,
    Identifier,
    MayExtend,
    Origin,
    Supplier,
    made_up_id,
)
from inhouse.contracts.register.extension import is_silent, parse_extension, parse_length
from inhouse.contracts.register.read import Dirt
from inhouse.contracts.terms.dates import last_day
from inhouse.readers.registers.cells import (
    Day,
    days_in,
    is_absent,
    read_company_number,
    read_day,
    read_money,
    read_notice,
    tidy,
    unit_of,
    with_unit,
)
from inhouse.readers.registers.layout import RegisterLayout

_TOTAL = re.compile(r"(?i)(grand |sub)?-?\s*totals?\b.*")
_THOUSANDS = re.compile(r"(?i)£\s*['’]?000|\(\s*000'?s?\s*\)|£k\b|\bthousands?\b")
_MILLIONS = re.compile(r"(?i)£\s*m\b|£\s*millions?\b|\bmillions?\b")
_EXPORTED = re.compile(r"\[([^\[\]|]+\|[^\[\]]*)\]")
_LONGEST_FOUND = 200
_DAYS_IN_A_MONTH = 30.44


@dataclass(frozen=True)
class Row:
    """The cells of a row, by field."""

    layout: RegisterLayout
    cells: Sequence[str]

    def text(self, name: str) -> str:
        """Give a field's cell on one line; empty where there is none."""
        places = (self.layout.columns.get(name, -1), *self.layout.spares.get(name, ()))
        cells = (tidy(self.cells[place]) for place in places if 0 <= place < len(self.cells))
        return next((cell for cell in cells if cell), "")

    def said(self, name: str) -> str | None:
        """Give a field's cell; None where it is blank or says that there is nothing."""
        text = self.text(name)
        return None if is_absent(text) else text

    def column(self, name: str) -> str:
        """Give the heading of a field."""
        return self.layout.heading(name)


def read_row(row: Row, origin: Origin) -> Contract:
    """Make a contract record of a row.

    Raises
    ------
    Dirt
        The row is not a contract, or a date or amount in it is none.
    """
    _refuse_what_is_no_contract(row)
    days = {name: _day(row, name) for name in ("start_date", "end_date")}
    lesser = {name: _lesser_day(row, name) for name in ("latest_end_date", "review_date", "award_date")}
    start, end, doubts = _term(row, days)
    extension, until = _extension(row, start, end)
    notice = read_notice(with_unit(row.text("notice"), row.column("notice")))
    latest = lesser["latest_end_date"].day or until
    value, basis, money_doubts = _value(row)
    vat, _ = _money_or_doubt(row, "vat_not_recovered")
    title = row.said("title") or row.said("description") or row.said("reference") or ""
    if extension.may_extend is MayExtend.NOT_STATED and latest and end and latest > end:
        extension = replace(extension, may_extend=MayExtend.YES, text=f"{row.column('latest_end_date')}: {latest}")
    return Contract(
        id=row.said("reference") or made_up_id(origin),
        title=title,
        origin=origin,
        description=row.text("description"),
        buyer=row.said("buyer"),
        suppliers=_suppliers(row),
        start_date=start,
        end_date=end,
        latest_end_date=latest,
        award_date=lesser["award_date"].day,
        review_date=lesser["review_date"].day,
        break_dates=days_in(row.text("break_date")),
        rolling=days["end_date"].rolling,
        notice=notice,
        extension=extension,
        value_gbp=value,
        value_basis=basis if value is not None else "",
        vat_not_recovered_gbp=vat,
        department=row.said("department"),
        procurement_method=row.said("procurement_method"),
        supplier_kind=row.said("supplier_kind"),
        category=row.said("category"),
        status=row.said("status"),
        doubts=(
            *doubts,
            *money_doubts,
            *(_about(name, day.doubt) for name, day in lesser.items() if day.doubt),
            *_not_understood(row, "notice", notice is not None, "one length of notice, such as 3 months or 90 days"),
            *_not_understood(row, "extension", _is_told(extension), "whether and for how long it may be extended"),
        ),
    )


def value_or_nought(row: Row) -> Decimal:
    """Give the value of a row that may be no contract, so that money is not lost with a rejected row."""
    try:
        return _value(row)[0] or Decimal(0)
    except Dirt:
        return Decimal(0)


def _refuse_what_is_no_contract(row: Row) -> None:
    filled = [cell for cell in row.cells if cell.strip()]
    heads = {tidy(header).lower() for header in row.layout.headers if header.strip()}
    if len(filled) > 1 and all(tidy(cell).lower() in heads for cell in filled):
        raise Dirt("row", "the headings again", "a contract")
    if not any(row.said(name) for name in ("title", "description", "reference")):
        raise Dirt(row.column("title"), "nothing", "a title, description or reference")
    held = ("supplier", "start_date", "end_date", "latest_end_date", "period", "award_date")
    if not any(row.said(name) for name in held):
        if any(_TOTAL.fullmatch(tidy(cell)) for cell in filled):
            raise Dirt("row", "a total", "a contract")
        found = row.said("status") or " | ".join(tidy(cell) for cell in filled)[:80]
        raise Dirt(row.column("supplier"), found, "a contract with a supplier or dates")


def _day(row: Row, name: str) -> Day:
    return read_day(row.text(name), row.column(name), day_first=row.layout.day_first)


def _lesser_day(row: Row, name: str) -> Day:
    """Read a date that a contract can be kept without."""
    try:
        return _day(row, name) if row.said(name) else Day()
    except Dirt as dirt:
        return Day(doubt=Doubt(column=dirt.column, found=dirt.found, expected=dirt.expected))


def _term(row: Row, days: Mapping[str, Day]) -> tuple[dt.date | None, dt.date | None, tuple[Doubt, ...]]:
    """Give first and last day, from a column of both or from start and length where need be.

    An end before the start is no end: which of the two is wrong cannot be told, so the end stays open, with a doubt.
    """
    doubts = tuple(_about(name, day.doubt) for name, day in days.items() if day.doubt)
    start, end = days["start_date"].day, days["end_date"].day
    both = days_in(row.text("period"))
    if start is None and end is None and len(both) == 2:
        start, end = both
    length = row.text("term") or row.text("period")
    months = parse_length(with_unit(length, row.column("term")))
    if start is not None and end is None and months and not row.text("end_date"):
        end = last_day(start, months)
        found = f"no end date, start {start} and a length of {length}"
        doubts += (Doubt(column=row.column("term"), found=found, expected="an end date; it was worked out from these"),)
    if start is not None and end is not None and end < start:
        found = f"{start} to {end}"
        expected = "an end on or after the start; the contract ends before it starts, so its end is not used"
        doubts += (Doubt(column=row.column("end_date"), found=found, expected=expected, field="end_date"),)
        end = None
    return start, end, doubts


def _about(field: str, doubt: Doubt) -> Doubt:
    """Name the field that a doubt is about, unless its cell says that there is nothing, as «TBC» does."""
    return doubt if is_absent(doubt.found) else replace(doubt, field=field)


def _not_understood(row: Row, name: str, understood: bool, expected: str) -> tuple[Doubt, ...]:
    """Doubt a cell that says something of which nothing was read."""
    text = row.said(name)
    if understood or not text:
        return ()
    return (Doubt(column=row.column(name), found=text[:_LONGEST_FOUND], expected=expected, field=name),)


def _is_told(extension: Extension) -> bool:
    return extension.may_extend is not MayExtend.NOT_STATED or is_silent(extension.text)


def _extension(row: Row, start: dt.date | None, end: dt.date | None) -> tuple[Extension, dt.date | None]:
    text = row.text("extension")
    unit = unit_of(row.column("extension"))
    extension, days = parse_extension(text, unit=unit if unit in ("months", "years") else ""), days_in(text)
    extension = _without_first_term(extension, start, end)
    if len(days) == 1 and extension.may_extend is not MayExtend.NO:
        return replace(extension, may_extend=MayExtend.YES), days[0]
    if extension.may_extend is MayExtend.NOT_STATED and not text:
        extension = parse_extension(row.text("term")) if "+" in row.text("term") else extension
    return extension, None


def _without_first_term(extension: Extension, start: dt.date | None, end: dt.date | None) -> Extension:
    """Tell by start and end whether the first link of a chain such as 24+12+12 or 12+12 is the first term."""
    if start is None or end is None:
        return extension
    term = round(((end - start).days + 1) / _DAYS_IN_A_MONTH)
    initial, periods = extension.initial_months, extension.periods_months
    if initial and {initial} == set(periods) and term not in range(initial, initial * (len(periods) + 1) + 1, initial):
        return replace(extension, initial_months=None, periods_months=(initial, *periods))
    if len(set(periods)) > 1 and initial is None and periods[0] == term:
        return replace(extension, initial_months=term, periods_months=periods[1:])
    return extension


def _value(row: Row) -> tuple[Decimal | None, str, tuple[Doubt, ...]]:
    """Give the value for the whole contract, what it takes in, and doubts."""
    heading = row.column("value").replace("\ufffd", "")
    money = read_money(row.text("value"), row.column("value"))
    scale = 1000 if _THOUSANDS.search(heading) else 10**6 if _MILLIONS.search(heading) else 1
    doubts: tuple[Doubt, ...] = (replace(money.doubt, field="value_gbp"),) if money.doubt else ()
    if "value" in row.layout.columns:
        amount = money.amount * scale if money.amount is not None else None
        return amount, heading, doubts
    yearly = row.said("annual_value")
    if yearly:
        expected = "an amount for the whole contract, not a rate"
        doubts += (Doubt(column=row.column("annual_value"), found=yearly, expected=expected, field="value_gbp"),)
    return None, "", doubts


def _money_or_doubt(row: Row, name: str) -> tuple[Decimal | None, Doubt | None]:
    try:
        money = read_money(row.text(name), row.column(name))
    except Dirt as dirt:
        return None, Doubt(column=dirt.column, found=dirt.found, expected=dirt.expected)
    return money.amount, money.doubt


def _suppliers(row: Row) -> tuple[Supplier, ...]:
    """Give the suppliers of a cell: one name, or several as Contracts Finder exports them."""
    told = row.said("supplier")
    exported = [match[1].split("|") for match in _EXPORTED.finditer(told or "")]
    if not exported:
        return (Supplier(name=told, identifiers=_identifiers(row)),) if told else ()
    suppliers = []
    for name, *rest in exported:
        number = read_company_number(rest[2]) if len(rest) > 2 and "COMPANIES" in rest[1].upper() else None
        suppliers.append(Supplier(name=name.strip(), identifiers=(number,) if number else ()))
    return tuple(suppliers)


def _identifiers(row: Row) -> tuple[Identifier, ...]:
    company = read_company_number(row.text("company_number"))
    charity = row.said("charity_number")
    found = [company] if company else []
    if charity and re.fullmatch(r"\d{6,8}(-\d+)?", charity):
        found.append(Identifier(scheme="GB-CHC", id=charity))
    return tuple(found)

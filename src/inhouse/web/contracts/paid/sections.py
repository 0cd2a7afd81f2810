"""What else does paid against agreed show, each as one table: paid after the end, nothing paid, no contract?

A section turns a part of the answer into headings and cells; one template draws them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from inhouse.contracts.paid.records import LargeLine, OffContract, Status
from inhouse.contracts.payments import Chosen
from inhouse.core.money import format_gbp
from inhouse.core.years import NamedYear
from inhouse.web.contracts.paid.answers import Answer, Line
from inhouse.web.contracts.paid.lines import rows_href
from inhouse.web.contracts.paid.words import STATUS_WORDS, limit_of, worst_after
from inhouse.web.contracts.presenters import NO_DATE, UNDATED, address, rows_address
from inhouse.web.contracts.years import YEAR_WORDS, kind_asked
from inhouse.web.sources.opened import loaded

Record = TypeVar("Record")
MOST_YEARS = 8


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its words, where they lead, and a second, smaller line."""

    words: str
    href: str = ""
    note: str = ""
    number: bool = False


@dataclass(frozen=True)
class Rows(Generic[Record]):
    """The rows of a table: made only for the page that is looked at, because there may be thousands."""

    records: Sequence[Record]
    make: Callable[[Record], tuple[Cell, ...]]

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, wanted: slice) -> list[tuple[Cell, ...]]:
        return [self.make(record) for record in self.records[wanted]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One table of the answer.

    ``about`` explains it, ``table`` names the file to download, ``heads`` are its columns (True for numbers), and
    ``empty`` is said where it has no rows.
    """

    title: str
    about: str
    table: str
    heads: tuple[tuple[str, bool], ...]
    rows: Rows[Any]
    empty: str
    by_year: bool = False


def section(name: str, answer: Answer, request: HttpRequest) -> Section | None:
    """Give a section by its name in the address; None where there is none of that name."""
    make = SECTIONS.get(name)
    return make(answer, request) if make else None


def _after_end(answer: Answer, _request: HttpRequest) -> Section:
    lines = {line.paid.place: line for line in answer.lines}
    return Section(
        title="Payments after the end date",
        about="Money dated after the last day of the contract, to its own suppliers. A payment soon after the end may "
        "be for work before it, and the register may not say that a contract was extended.",
        table="paid",
        heads=(("Contract", False), ("Supplier", False), ("Ended", False), ("Paid after", True), ("Last paid", False)),
        rows=Rows(
            worst_after(answer.paid.contracts),
            lambda paid: (
                _contract(lines[paid.place]),
                Cell(words=paid.supplier or ""),
                Cell(words=_day(paid.end_date)),
                _money(paid.paid_after_gbp, rows_href(lines[paid.place].held.key, place="after")),
                Cell(words=_day(paid.last_payment_date)),
            ),
        ),
        empty="No payment to a contract's own suppliers is dated after its end.",
    )


def _not_paid(answer: Answer, _request: HttpRequest) -> Section:
    lines = {(line.paid.id, line.paid.title, line.paid.supplier): line for line in answer.lines}
    return Section(
        title="Contracts with no payment",
        about="No payment counts for these contracts. That is no proof that nothing was paid: a payee may go by "
        "another name, and files leave out small payments and names that are withheld.",
        table="unmatched",
        heads=(("Contract", False), ("Supplier", False), ("What was found", False), ("Value", True), ("Why", False)),
        rows=Rows(
            answer.paid.unmatched_contracts,
            lambda each: (
                _contract(lines[each.id, each.title, each.supplier]),
                Cell(words=each.supplier or "Not named"),
                Cell(words=STATUS_WORDS[each.status][0]),
                _money(each.value_gbp),
                Cell(words=each.why),
            ),
        ),
        empty="At least one payment counts for every contract.",
    )


def _off_contract(answer: Answer, _request: HttpRequest) -> Section:
    lines = {line.paid.id: line for line in answer.lines}

    def row(each: OffContract) -> tuple[Cell, ...]:
        may_be = [lines[number].paid.title or number for number in each.may_be if number in lines]
        spellings = f"{len(each.names):,} spellings" if len(each.names) > 1 else ""
        return (
            Cell(words=each.supplier, href=address("supplier", each.supplier_id), note=spellings),
            Cell(words=f"{each.payments:,}", number=True),
            _money(each.amount_gbp, rows_address(Chosen(supplier_ids=(each.supplier_id,)))),
            Cell(words=f"{_day(each.first_date)} to {_day(each.last_date)}" if each.first_date else NO_DATE),
            Cell(words="; ".join(may_be)),
        )

    (threshold,), limit = answer.paid.parameters, limit_of(answer.paid)
    return Section(
        title=f"Suppliers paid more than {limit} with no contract",
        about="No contract in the registers names these suppliers. That alone is nothing wrong: registers leave out "
        "contracts that have ended, and grants, rates, pensions, taxes and other public bodies need none. "
        f"The limit is that of {threshold.source}.",
        table="off_contract",
        heads=(
            ("Supplier", False), ("Payments", True), ("Paid", True), ("From and to", False), ("May belong to", False),
        ),
        rows=Rows(answer.paid.off_contract_suppliers, row),
        empty="Every supplier paid more than that is named by a contract.",
    )  # fmt: skip


def _large_lines(answer: Answer, _request: HttpRequest) -> Section:
    files = {file.sha256: file for file in loaded("payments")}

    def row(each: LargeLine) -> tuple[Cell, ...]:
        day = {"from_date": each.payment_date, "to_date": each.payment_date} if each.payment_date else {"undated": True}
        purpose = "; ".join(filter(None, (each.description, each.department)))
        file = files[each.source]
        return (
            Cell(words=each.supplier, href=address("supplier", each.supplier_id), note=purpose),
            Cell(words=_day(each.payment_date) or NO_DATE),
            _money(each.amount_gbp, rows_address(Chosen(supplier_ids=(each.supplier_id,), **day), sort="-amount")),
            _money(each.usual_gbp),
            Cell(words=f"{file.name}, row {each.row}"),
        )

    limit = limit_of(answer.paid)
    return Section(
        title="Large one-off payments",
        about=f"Single payments above {limit}, and ten times or more what that supplier usually gets (its median "
        "payment). Only suppliers on contract that were paid five times or more. The largest come first; where there "
        "are very many, only they are listed.",
        table="large_lines",
        heads=(("Supplier", False), ("Date", False), ("Paid", True), ("Usually", True), ("File and row", False)),
        rows=Rows(answer.paid.large_lines, row),
        empty="No single payment stands out.",
    )


def _years(answer: Answer, request: HttpRequest) -> Section:
    kind = kind_asked(request)
    of = {line.paid.place: getattr(line.paid, _BY_YEAR[kind]) for line in answer.lines}
    known = sorted({each.year for years in of.values() for each in years if each.year is not None})[-MOST_YEARS:]
    undated = any(each.year is None for years in of.values() for each in years)
    columns = [*(NamedYear(kind, year) for year in known), *([None] if undated else [])]

    def row(line: Line) -> tuple[Cell, ...]:
        amounts = {each.year: each.amount_gbp for each in of[line.paid.place]}
        cells = []
        for year in columns:
            amount = amounts.get(year.year if year else None)
            href = rows_href(line.held.key, year=year.code if year else UNDATED) if amount is not None else ""
            cells.append(_money(amount, href) if amount is not None else Cell(words="–", number=True))
        return (_contract(line), *cells)

    paid = sorted((line for line in answer.lines if line.paid.payments), key=lambda line: -line.paid.paid_gbp)
    return Section(
        title="Year on year",
        about=f"What was paid under each contract by {YEAR_WORDS[kind]}. The first and last years may be part years. "
        "Contracts that share a supplier each show all that it was paid: do not add up the lines.",
        table="years",
        heads=(("Contract", False), *((year.label if year else NO_DATE, True) for year in columns)),
        rows=Rows(paid, row),
        empty="No payment counts for any contract.",
        by_year=True,
    )


def _shared(answer: Answer, _request: HttpRequest) -> Section:
    lines = {line.paid.id: line for line in answer.lines}
    return Section(
        title="Contracts that share a supplier",
        about="Each group is taken together, so that every payment counts once. Where nothing in the payments says "
        "which contract is meant, nothing is split by guess.",
        table="shared_suppliers",
        heads=(
            ("Supplier", False), ("Contracts", False), ("Values together", True), ("Paid in all", True),
            ("Told apart by", False),
        ),
        rows=Rows(
            answer.paid.shared_suppliers,
            lambda each: (
                Cell(words=each.supplier),
                Cell(words="; ".join(lines[number].paid.title or number for number in each.contracts)),
                _money(each.value_gbp),
                _money(each.paid_gbp),
                Cell(words=(each.told_apart_by or "nothing").capitalize()),
            ),
        ),
        empty="No two contracts share a supplier.",
    )  # fmt: skip


def _cannot_be_told(answer: Answer, _request: HttpRequest) -> Section:
    return Section(
        title="What the register leaves open",
        about="Questions that cannot be answered for some contracts, because a field of the register is empty.",
        table="register_holes",
        heads=(("Question", False), ("Field", False), ("Contracts", True), ("What that means", False)),
        rows=Rows(
            answer.paid.holes,
            lambda each: (
                Cell(words=each.question),
                Cell(words=each.field.removesuffix("_gbp").replace("_", " ").capitalize()),
                Cell(words=f"{each.missing:,} of {each.contracts:,}", number=True),
                Cell(words=each.said),
            ),
        ),
        empty="Every contract fills every field.",
    )


def _contract(line: Line) -> Cell:
    """Name a contract; where its figures are those of a supplier it shares, that is said beside it."""
    notes = (line.paid.id if line.paid.title else "", "shared supplier" if line.paid.status is Status.SHARED else "")
    return Cell(
        words=line.paid.title or line.paid.id,
        href=f"{address('contract', line.held.key)}#paid",
        note=", ".join(filter(None, notes)),
    )


def _money(amount: Decimal | None, href: str = "") -> Cell:
    return Cell(words="Not known" if amount is None else format_gbp(amount), href=href, number=True)


def _day(day: object) -> str:
    return f"{day:%-d %b %Y}" if day else ""


_BY_YEAR = {"financial": "by_financial_year", "calendar": "by_year"}
SECTIONS: dict[str, Callable[[Answer, HttpRequest], Section]] = {
    "after-end": _after_end,
    "not-paid": _not_paid,
    "off-contract": _off_contract,
    "large-payments": _large_lines,
    "years": _years,
    "shared-suppliers": _shared,
    "cannot-be-told": _cannot_be_told,
}
SECTION_WORDS = {
    "after-end": "After the end date",
    "not-paid": "No payment",
    "off-contract": "No contract",
    "large-payments": "Large one-off payments",
    "years": "Year on year",
    "shared-suppliers": "Shared suppliers",
    "cannot-be-told": "What cannot be told",
}


def counts(answer: Answer) -> Sequence[tuple[str, str, int]]:
    """Give each section's name, words and number of rows."""
    paid = answer.paid
    numbers = {
        "after-end": len(worst_after(paid.contracts)),
        "not-paid": len(paid.unmatched_contracts),
        "off-contract": len(paid.off_contract_suppliers),
        "large-payments": len(paid.large_lines),
        "years": sum(bool(line.payments) for line in paid.contracts),
        "shared-suppliers": len(paid.shared_suppliers),
        "cannot-be-told": len(paid.holes),
    }
    return [(name, SECTION_WORDS[name], number) for name, number in numbers.items()]

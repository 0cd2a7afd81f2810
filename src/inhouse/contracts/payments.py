"""What was paid to whom, and how concentrated is it?

Each function asks the store one question; the SQL beside this file is the formula. The tables they read:

``payments``
    One row per kept payment, as :mod:`inhouse.readers.payments` writes it, with ``supplier_id``, ``supplier_name`` and
    ``basis`` from :mod:`inhouse.contracts.suppliers`.
``supplier_identities``
    One row per way of writing a supplier.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from inhouse.core.years import NamedYear, YearKind
from inhouse.stores import Store
from inhouse.stores.query import load_query


@dataclass(frozen=True, kw_only=True)
class Totals:
    """All payments together; money in pounds, dates of payment."""

    rows: int
    amount_gbp: Decimal
    suppliers: int
    first_date: dt.date | None
    last_date: dt.date | None


@dataclass(frozen=True, kw_only=True)
class YearTotal:
    """Payments of one calendar year; ``year`` is None for rows without a date."""

    year: int | None
    amount_gbp: Decimal
    payments: int


@dataclass(frozen=True, kw_only=True)
class FinancialYearTotal:
    """Payments from April of ``year`` to March; ``label`` writes it as 2019/20. None for rows without a date."""

    year: int | None
    label: str
    amount_gbp: Decimal
    payments: int


@dataclass(frozen=True, kw_only=True)
class SupplierTotal:
    """Payments to one supplier; ``share`` of all pounds paid (0 to 1; may exceed 1 where others repaid)."""

    supplier_id: str
    supplier: str
    names: tuple[str, ...]
    payments: int
    amount_gbp: Decimal
    share: float


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """How concentrated spending is.

    ``hhi`` is the Herfindahl-Hirschman index, the sum of squared shares of all pounds paid; ``topN_share`` is the share
    of the N largest suppliers. Suppliers paid nought or less in all are left out of the sum, so where some repaid more
    than they got shares may exceed 1. None where all payments come to nought or less.
    """

    hhi: float | None
    top1_share: float | None
    top5_share: float | None
    top10_share: float | None


@dataclass(frozen=True, kw_only=True)
class PaymentRow:
    """One payment, with the file and row it came from."""

    source: str
    part: str
    row: int
    payment_date: dt.date | None
    supplier: str
    amount_gbp: Decimal
    department: str | None
    description: str | None
    expense_area: str | None
    invoice_number: str | None


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A name as written, under which a supplier was paid.

    ``basis`` says why it is this supplier's, ``confidence`` how sure that is (0 to 1; None where it was not weighed).
    """

    name: str
    basis: str
    confidence: float | None
    payments: int
    amount_gbp: Decimal
    first_date: dt.date | None
    last_date: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """Payments that stand in two files: as many as both hold, and their pounds, which count twice."""

    source: str
    other: str
    payments: int
    amount_gbp: Decimal


@dataclass(frozen=True, kw_only=True)
class Department:
    """A department as written in the files."""

    department: str
    payments: int
    amount_gbp: Decimal


@dataclass(frozen=True, kw_only=True)
class Named:
    """A supplier found by name, and the spelling it was found by."""

    supplier_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which payments a question is about; by default all of them.

    Attributes
    ----------
    supplier_ids
        Only these suppliers; None means every one, an empty tuple none.
    names
        Only payments under these spellings; None means any.
    from_date, to_date
        Only payments dated from the one to the other, both included; None leaves that side open.
    undated
        Only payments without a date; the days are then left out.
    department
        Only payments of this department, as written.
    """

    supplier_ids: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    undated: bool = False
    department: str | None = None

    def parameters(self) -> dict[str, object]:
        """The values that the queries beside this file name."""
        return {
            "every_supplier": self.supplier_ids is None,
            "supplier_ids": list(self.supplier_ids or ()),
            "every_name": self.names is None,
            "names": list(self.names or ()),
            **days(self.from_date, self.to_date, undated=self.undated),
            "every_department": self.department is None,
            "department": self.department,
        }


def days(from_date: dt.date | None, to_date: dt.date | None, *, undated: bool = False) -> dict[str, object]:
    """The values by which a query knows which days of payment are meant.

    Examples
    --------
    >>> days(dt.date(2020, 4, 1), None)
    {'every_day': False, 'from_date': '2020-04-01', 'to_date': '9999-12-31', 'undated': False}
    """
    every = from_date is None and to_date is None
    return {
        "every_day": every and not undated,
        "from_date": None if every or undated else (from_date or dt.date.min).isoformat(),
        "to_date": None if every or undated else (to_date or dt.date.max).isoformat(),
        "undated": undated,
    }


ALL = Chosen()
NO_DATE = "no date"
FIRST_MONTH = {YearKind.CALENDAR: 1, YearKind.FINANCIAL: 4}
ORDERS = ("date", "-date", "amount", "-amount", "source")


def totals(store: Store, chosen: Chosen = ALL) -> Totals:
    """Sum the payments chosen."""
    (answer,) = store.ask(load_query("contracts", "payment_totals"), Totals, **chosen.parameters())
    return answer


def by_year(store: Store, chosen: Chosen = ALL) -> tuple[YearTotal, ...]:
    """Sum payments by calendar year of payment, oldest first, payments without a date last."""
    return _by_year(store, chosen, YearKind.CALENDAR)


def by_financial_year(store: Store, chosen: Chosen = ALL) -> tuple[FinancialYearTotal, ...]:
    """Sum payments by financial year of payment, April to March, oldest first, payments without a date last."""
    return tuple(
        FinancialYearTotal(
            year=each.year,
            label=NO_DATE if each.year is None else NamedYear(YearKind.FINANCIAL, each.year).label,
            amount_gbp=each.amount_gbp,
            payments=each.payments,
        )
        for each in _by_year(store, chosen, YearKind.FINANCIAL)
    )


def _by_year(store: Store, chosen: Chosen, kind: YearKind) -> tuple[YearTotal, ...]:
    first = FIRST_MONTH[kind]
    return store.ask(load_query("contracts", "payments_by_year"), YearTotal, **chosen.parameters(), first_month=first)


def suppliers(store: Store, chosen: Chosen = ALL) -> tuple[SupplierTotal, ...]:
    """Sum payments by supplier, largest first; shares are of the payments chosen."""
    return store.ask(load_query("contracts", "payments_by_supplier"), SupplierTotal, **chosen.parameters())


def concentration(store: Store, chosen: Chosen = ALL) -> Concentration:
    """Measure how concentrated the payments chosen are."""
    (answer,) = store.ask(load_query("contracts", "payment_concentration"), Concentration, **chosen.parameters())
    return answer


def repeated(store: Store) -> tuple[Repeated, ...]:
    """Find files that hold the same payments as another file, most first."""
    return store.ask(load_query("contracts", "payments_repeated"), Repeated)


def departments(store: Store) -> tuple[Department, ...]:
    """List the departments named in the files, by name."""
    return store.ask(load_query("contracts", "payment_departments"), Department)


def spellings(store: Store, supplier_id: str) -> tuple[Spelling, ...]:
    """List the names under which one supplier was paid, most paid first."""
    return store.ask(load_query("contracts", "supplier_spellings"), Spelling, supplier_id=supplier_id)


def departments_of(store: Store, supplier_id: str, name: str) -> tuple[Department, ...]:
    """List the departments that paid one supplier under one name, most paid first."""
    return store.ask(load_query("contracts", "supplier_departments"), Department, supplier_id=supplier_id, name=name)


def suppliers_named(store: Store, text: str) -> tuple[Named, ...]:
    """Find the spellings that hold these words whole: CAPITA is not in RICOH CAPITAL."""
    pattern = rf"(^|[^a-z0-9]){re.escape(text.strip().lower())}($|[^a-z0-9])"
    return store.ask(load_query("contracts", "suppliers_named"), Named, pattern=pattern)


def rows(
    store: Store, chosen: Chosen = ALL, *, order: str = "source", limit: int = 50, offset: int = 0
) -> tuple[PaymentRow, ...]:
    """Show some of the rows behind a figure, each with its file and row number.

    Parameters
    ----------
    order
        One of :data:`ORDERS`; a minus sign turns it round. Rows that tie come in the order of file and row.
    limit, offset
        How many rows, after leaving out how many.
    """
    return store.ask(
        load_query("contracts", "payment_rows"),
        PaymentRow,
        **chosen.parameters(),
        order=order if order in ORDERS else "source",
        limit=limit,
        offset=offset,
    )

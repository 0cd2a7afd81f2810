"""What is said about what was paid against what was agreed? The records of :mod:`inhouse.contracts.paid.answer`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inhouse.contracts.paid.match import Match
from inhouse.contracts.register.contract import Origin
from inhouse.core.results import ParameterUse


class Status(StrEnum):
    """What can be said of a contract in a few words; the first that holds, in this order."""

    UNNAMED = "supplier not named"
    NONE = "no payment found"
    CONFIRM = "to be confirmed"
    SHARED = "shared supplier: cannot be told apart"
    OVER = "over value"
    AFTER = "paid after end"
    NO_VALUE = "no value agreed"
    NO_TERM = "term not known: cannot be told"
    WITHIN = "within value"


class ToldBy(StrEnum):
    """What tells the payments of contracts with one supplier apart."""

    NUMBER = "contract number"
    DEPARTMENT = "department"
    WORDS = "description"
    TERM = "date of payment"


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Payments of one contract by its term; they add up to ``paid_gbp``. None where the register cannot tell."""

    paid_gbp: Decimal
    before_gbp: Decimal | None
    inside_gbp: Decimal | None
    after_gbp: Decimal | None
    untold_gbp: Decimal
    payments: int
    first_date: dt.date | None
    last_date: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Year:
    """Payments of one year: a calendar year, or the financial year that starts in April of it; None without a date."""

    year: int | None
    amount_gbp: Decimal
    payments: int


@dataclass(frozen=True, kw_only=True)
class PaidContract:
    """One contract with what was paid to its suppliers.

    Attributes
    ----------
    paid_gbp
        All payments in the files to the suppliers that count, whatever their date.
    paid_in_period_gbp
        Those dated inside the term, first and last day included; None where start or end is not published.
    paid_untold_gbp
        Payments without a date, or that a missing start or end leaves without a place.
    over_value_gbp
        By how much what was paid inside the term exceeds the value; None where that cannot be told or is not so.
    basis
        In words: what the figures rest on and what could not be told.
    shares_with
        Ids of contracts that name a supplier of this one.
    findings
        Every status that holds, worst first.
    place
        Its number in the table ``paid_rows``, which holds the payments behind the figures.
    source
        The row of the register that tells it.
    """

    id: str
    title: str
    supplier: str | None
    start_date: dt.date | None
    end_date: dt.date | None
    rolling: bool
    value_gbp: Decimal | None
    value_basis: str
    paid_gbp: Decimal
    paid_before_gbp: Decimal | None
    paid_in_period_gbp: Decimal | None
    paid_after_gbp: Decimal | None
    paid_untold_gbp: Decimal
    over_value_gbp: Decimal | None
    payments: int
    first_payment_date: dt.date | None
    last_payment_date: dt.date | None
    basis: str
    matched_names: tuple[str, ...]
    possible_names: tuple[str, ...]
    matches: tuple[Match, ...]
    shares_with: tuple[str, ...]
    told_apart_by: str | None
    status: Status
    findings: tuple[Status, ...]
    by_year: tuple[Year, ...]
    by_financial_year: tuple[Year, ...]
    file: str
    row: int
    place: int
    source: Origin


@dataclass(frozen=True, kw_only=True)
class UnmatchedContract:
    """A contract for which no payment counts, and why."""

    id: str
    title: str
    supplier: str | None
    value_gbp: Decimal | None
    status: Status
    why: str
    possible_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OffContract:
    """A supplier paid more than the threshold whom no contract names; ``may_be`` lists contracts it may belong to."""

    supplier_id: str
    supplier: str
    names: tuple[str, ...]
    payments: int
    amount_gbp: Decimal
    first_date: dt.date | None
    last_date: dt.date | None
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SharedSupplier:
    """Contracts that share suppliers, taken together; ``value_gbp`` is None where one of them has no value."""

    contracts: tuple[str, ...]
    supplier: str
    value_gbp: Decimal | None
    paid_gbp: Decimal
    told_apart_by: str | None


@dataclass(frozen=True, kw_only=True)
class LargeLine:
    """A single payment of ten times, or more, what its supplier usually gets (the median payment)."""

    supplier_id: str
    supplier: str
    payment_date: dt.date | None
    amount_gbp: Decimal
    usual_gbp: Decimal
    department: str | None
    description: str | None
    source: str
    part: str
    row: int


@dataclass(frozen=True, kw_only=True)
class PaidTotals:
    """All payments: on contract, off contract above the threshold and below it, and to names withheld add up to all."""

    payments: int
    amount_gbp: Decimal
    on_contract_gbp: Decimal
    suppliers_on_contract: int
    off_contract_gbp: Decimal
    suppliers_off_contract: int
    below_threshold_gbp: Decimal
    suppliers_below_threshold: int
    names_withheld_gbp: Decimal
    undated_payments: int
    first_date: dt.date | None
    last_date: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Hole:
    """A question that cannot be answered for some contracts because the register leaves a field empty."""

    field: str
    missing: int
    contracts: int
    question: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What was paid against what was agreed; the workflow adds the files."""

    as_of: dt.date
    contracts: tuple[PaidContract, ...]
    unmatched_contracts: tuple[UnmatchedContract, ...]
    off_contract_suppliers: tuple[OffContract, ...]
    shared_suppliers: tuple[SharedSupplier, ...]
    large_lines: tuple[LargeLine, ...]
    totals: PaidTotals
    holes: tuple[Hole, ...]
    caveats: tuple[str, ...]
    parameters: tuple[ParameterUse, ...]

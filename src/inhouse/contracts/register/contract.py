"""What is known about each contract, and where is it written?

A :class:`Contract` holds what a register, a notice or a person said, in OCDS words, and never more: a date or value
that was not published is None, the words found instead stay readable, and figures that contradict one another stand
side by side.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inhouse.contracts.terms.dates import Notice


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A number by which an organisation is registered, such as scheme ``GB-COH`` for a company number."""

    scheme: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Supplier:
    """An organisation as this contract names it."""

    name: str
    identifiers: tuple[Identifier, ...] = ()

    @property
    def company_number(self) -> str | None:
        """The number at Companies House, if the source gives one."""
        return next((known.id for known in self.identifiers if known.scheme == "GB-COH"), None)


class MayExtend(StrEnum):
    """What the source says about extending the contract."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not stated"


@dataclass(frozen=True, kw_only=True)
class Extension:
    """The right to extend, as far as the words of the source tell it.

    Attributes
    ----------
    initial_months
        Length of the first term, where the words give it (``2+1+1`` years: 24).
    periods_months
        Length of each extension in order (``2+1+1`` years: 12, 12); empty when their length is not told.
    text
        The words as found.
    """

    may_extend: MayExtend = MayExtend.NOT_STATED
    initial_months: int | None = None
    periods_months: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One published figure among several that do not agree; ``source`` says where it stands."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something in a kept record that could not be read or is odd; the record says less because of it.

    ``field`` names the field of :class:`Contract` that it is about, where it is about one.
    """

    column: str
    found: str
    expected: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the record was read: file name, SHA-256 of its bytes, part (sheet or member), row from 1, path in JSON."""

    file: str
    sha256: str
    row: int
    part: str = ""
    path: str = ""


def made_up_id(origin: Origin) -> str:
    """Name a contract that its register gives no number: by the file and the row."""
    return f"{origin.sha256[:8]}-{origin.row}"


def of_row(number: str, origin: Origin) -> str:
    """Name one of several contracts that a register gives the same number."""
    return f"{number} (row {origin.row})"


@dataclass(frozen=True, kw_only=True)
class Contract:
    """One contract as published.

    Attributes
    ----------
    end_date
        Last day of the present term (inclusive), as published.
    latest_end_date
        Last day if every extension is used, where the source gives it.
    value_gbp
        Published value in pounds; ``value_basis`` says what it takes in (for example that VAT is left out).
    rolling
        The source says that the contract runs on without an end date.
    illustrative
        The record is made up to show how something works.
    """

    id: str
    title: str
    origin: Origin
    description: str = ""
    buyer: str | None = None
    suppliers: tuple[Supplier, ...] = ()
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    latest_end_date: dt.date | None = None
    award_date: dt.date | None = None
    review_date: dt.date | None = None
    break_dates: tuple[dt.date, ...] = ()
    rolling: bool = False
    notice: Notice | None = None
    extension: Extension = Extension()
    value_gbp: Decimal | None = None
    value_basis: str = ""
    vat_not_recovered_gbp: Decimal | None = None
    department: str | None = None
    procurement_method: str | None = None
    supplier_kind: str | None = None
    category: str | None = None
    status: str | None = None
    ocid: str | None = None
    conflicts: tuple[Statement, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    illustrative: bool = False

    def not_read(self, field: str) -> Doubt | None:
        """Give the doubt because of which a field is empty: its source says something that was not understood."""
        return None if getattr(self, field) else next((doubt for doubt in self.doubts if doubt.field == field), None)

    @property
    def unread(self) -> frozenset[str]:
        """The fields that are empty although the source says something of them."""
        return frozenset(doubt.field for doubt in self.doubts if doubt.field and self.not_read(doubt.field))

    @property
    def number(self) -> str:
        """The number that the register gives it, without what :func:`of_row` adds; empty where it gives none."""
        return "" if self.id == made_up_id(self.origin) else self.id.removesuffix(of_row("", self.origin))

    @property
    def supplier(self) -> str | None:
        """The supplier as shown in a list: every name, in the order of the source."""
        return "; ".join(supplier.name for supplier in self.suppliers) or None

"""What did one file of contracts give, and what did it not?"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from inhouse.contracts.register.contract import Contract
from inhouse.core.errors import InhouseError
from inhouse.core.results import Reject


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """One file (or one sheet or member of it): every row in it is kept or rejected.

    Attributes
    ----------
    kind
        ``register`` for a table, ``ocds`` for procurement notices.
    rows_in
        Rows that hold anything below the header, or OCDS releases and records; kept and rejected add up to it.
        One release may give several contracts, and several releases one.
    header_row
        Index of the header among all rows, from 0; -1 where there is none.
    columns
        The header read for each field.
    unused_headings
        The headings of columns from which nothing was read.
    amount_rejected_gbp
        Sum of the values in rejected rows, where they hold one.
    """

    path: str
    sha256: str
    kind: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    contracts: tuple[Contract, ...]
    rejects: tuple[Reject, ...]
    amount_rejected_gbp: Decimal = Decimal(0)
    part: str = ""
    encoding: str = ""
    header_row: int = -1
    columns: dict[str, str] = field(default_factory=dict)
    unused_headings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def amount_kept_gbp(self) -> Decimal:
        """Sum of the values of the contracts kept."""
        return sum((contract.value_gbp or Decimal(0) for contract in self.contracts), Decimal(0))

    @property
    def amount_in_gbp(self) -> Decimal:
        """Sum of the values in every row."""
        return self.amount_kept_gbp + self.amount_rejected_gbp


class Dirt(InhouseError):
    """A value that claims to be something it is not; the reader that raised it turns it into a reject."""

    def __init__(self, column: str, found: str, expected: str) -> None:
        self.column, self.expected = column, expected
        super().__init__(f"{column} holds what it cannot.", found=found)

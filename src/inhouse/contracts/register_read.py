"""What did one file of contracts give, and what did it not?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inhouse.contracts.register import Contract
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
        Row of the header as a spreadsheet counts; None where there is none.
    columns
        The header read for each field.
    """

    path: str
    sha256: str
    kind: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    contracts: tuple[Contract, ...]
    rejects: tuple[Reject, ...]
    part: str = ""
    encoding: str = ""
    header_row: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Dirt(InhouseError):
    """A value that claims to be something it is not; the reader that raised it turns it into a reject."""

    def __init__(self, column: str, found: str, expected: str) -> None:
        self.column, self.expected = column, expected
        super().__init__(f"{column} holds what it cannot.", found=found)


def rejected_rows(rejects: Iterable[Reject]) -> int:
    """Count the rows that rejects speak of, each once."""
    return len({reject.row for reject in rejects})

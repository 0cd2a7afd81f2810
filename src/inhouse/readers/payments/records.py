"""What does a load of payments report, file by file and sheet by sheet?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inhouse.readers.payments.layout import Layout


@dataclass(frozen=True, kw_only=True)
class LoadedPart:
    """One table that was read. Rows in = rows kept + rows rejected, and so for money (pounds, four places).

    ``amount_totals_gbp`` is the part of the money rejected that stands on rows of totals, which say other rows' money
    again. ``header_row`` and ``columns`` count from 0; ``header_row`` is -1 where there is none. Blank rows are not
    rows.
    """

    name: str
    encoding: str
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    rows_in: int
    rows_kept: int
    rows_rejected: int
    amount_in_gbp: Decimal
    amount_kept_gbp: Decimal
    amount_rejected_gbp: Decimal
    amount_totals_gbp: Decimal
    warnings: tuple[str, ...]

    @property
    def headings(self) -> dict[str, str]:
        """The heading of each column that was used, by field."""
        return {name: self.headers[c].strip() for name, c in self.columns.items() if 0 <= c < len(self.headers)}


@dataclass(frozen=True, kw_only=True)
class LoadedPayments:
    """A payments file that was read: its parts, and the Parquet file that holds its rows, kept and rejected."""

    path: str
    sha256: str
    parquet: Path
    parts: tuple[LoadedPart, ...]

    @property
    def rows_in(self) -> int:
        """Rows of all parts."""
        return sum(part.rows_in for part in self.parts)

    @property
    def rows_kept(self) -> int:
        """Kept rows of all parts."""
        return sum(part.rows_kept for part in self.parts)

    @property
    def rows_rejected(self) -> int:
        """Rejected rows of all parts."""
        return sum(part.rows_rejected for part in self.parts)

    @property
    def amount_in_gbp(self) -> Decimal:
        """Pounds in all parts, kept or rejected."""
        return sum((part.amount_in_gbp for part in self.parts), Decimal(0))

    @property
    def amount_kept_gbp(self) -> Decimal:
        """Pounds kept in all parts."""
        return sum((part.amount_kept_gbp for part in self.parts), Decimal(0))

    @property
    def amount_rejected_gbp(self) -> Decimal:
        """Pounds on rejected rows of all parts, as far as they can be read."""
        return sum((part.amount_rejected_gbp for part in self.parts), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class PartPreview:
    """How one table would be read, for a person to confirm or correct.

    ``question`` says what is unclear, None where nothing is. ``candidates`` lists, per required field, the columns that
    could hold it, best first. ``sample`` holds the first rows under the header.
    """

    name: str
    encoding: str
    layout: Layout
    question: str | None
    candidates: Mapping[str, tuple[int, ...]]
    first_rows: tuple[tuple[str, ...], ...]
    sample: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """How a file would be read."""

    path: str
    sha256: str
    parts: tuple[PartPreview, ...]

    @property
    def ready(self) -> bool:
        """Whether the file can be loaded without asking."""
        return any(part.question is None for part in self.parts)

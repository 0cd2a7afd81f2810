"""What does a person look at to say what a file's columns mean?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Layout = Mapping[str, Any]
"""What was said about tables with the same headings, as it is stored: ``fingerprint``, ``header_row``, ``columns``, and
``header_fixed`` where a person moved the row of the headings."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Tables of one file that are laid out alike, for a person to look at once.

    Rows and columns count from 0; ``header_row`` is -1 where there is none. ``rows`` are the first rows of the first of
    these tables, the header included. ``said`` is what a person said of such headings before, as it was stored.
    ``hopeless`` is whether the table does not look like what it should be at all, as a sheet of notes.
    """

    names: tuple[str, ...]
    encoding: str
    fingerprint: str
    header_row: int
    columns: Mapping[str, int]
    candidates: Mapping[str, tuple[int, ...]]
    rows: tuple[tuple[str, ...], ...]
    question: str
    said: Mapping[str, Any] = field(default_factory=dict)
    remembered: bool = False
    hopeless: bool = False
    warnings: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max((len(row) for row in self.rows), default=0))

    def headers(self, header_row: int) -> tuple[str, ...]:
        """The headings, were they in this row; empty where there is none."""
        row = self.rows[header_row] if 0 <= header_row < len(self.rows) else ()
        return tuple(" ".join(cell.split()) for cell in row) + ("",) * (self.width - len(row))

    def below(self, header_row: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The rows under the header that hold anything, each with its number as a spreadsheet counts."""
        numbered = enumerate(self.rows[header_row + 1 :], start=header_row + 2)
        return tuple((number, row) for number, row in numbered if any(cell.strip() for cell in row))


def letter(column: int) -> str:
    """Name a column as a spreadsheet does.

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

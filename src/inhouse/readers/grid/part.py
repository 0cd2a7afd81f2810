"""What is one table in a file: a text file, a sheet of a workbook or a member of an archive?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from inhouse.core.errors import UnreadableFile
from inhouse.stores.duckdb_store import CsvScan

HEAD_ROWS = 400
_MOST_BREAKS_IN_A_CELL = 200
_LONGEST_ROW = 200_000
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One grid of text cells.

    Attributes
    ----------
    file
        The file as the person named it.
    name
        Sheet or member; empty for a plain text file.
    encoding
        ``utf-8``, ``cp1252``, ``utf-16`` or, for workbooks, ``xlsx``, ``xls`` or ``ods``.
    path
        A text file that holds the grid.
    delimiter
        What parts the cells in ``path``.
    numbered
        Whether ``path`` is our own tidy copy, whose first cell is the row number.
    width
        Cells in the widest row seen.
    head
        The first rows, blank ones included: ``head[0]`` is row 1.
    """

    file: str
    name: str
    encoding: str
    path: Path
    delimiter: str
    numbered: bool
    width: int
    head: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...] = ()

    @property
    def scan(self) -> CsvScan:
        """How a store scans the grid."""
        return CsvScan(path=self.path, delimiter=self.delimiter, width=self.width, numbered=self.numbered)

    @property
    def label(self) -> str:
        """The file and, where it has several, the sheet or member."""
        return f"{self.file} » {self.name}" if self.name else self.file

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows that hold anything, each with its number as a spreadsheet counts."""
        encoding = "utf-8" if self.numbered else self.encoding
        with self.path.open(encoding=_codec(encoding), errors="replace", newline="") as lines:
            for number, cells in enumerate(csv.reader(lines, delimiter=self.delimiter), start=1):
                if self.numbered:
                    yield int(cells[0]), cells[1:]
                elif any(cell.strip() for cell in cells):
                    yield number, cells

    def tidied(self, workdir: Path) -> Part:
        """Rewrite the grid as numbered rows of equal width, so that any row can be scanned.

        Raises
        ------
        UnreadableFile
            A quotation mark is opened and never closed.
        """
        if self.numbered:
            return self
        width = 1
        for number, cells in self.rows():
            width = max(width, len(cells))
            if sum(map(len, cells)) > _LONGEST_ROW or any(cell.count("\n") > _MOST_BREAKS_IN_A_CELL for cell in cells):
                raise UnreadableFile(
                    f"{self.label}: a quotation mark is opened in row {number} and not closed.",
                    found=f"a cell of {max(len(c) for c in cells):,} characters",
                    next_step="Open the file in a spreadsheet, remove the stray quotation mark and save it again.",
                )
        path = write_rows(self.rows(), width, workdir / f"tidy-{self.path.stem}.csv")
        return replace(self, path=path, delimiter=",", numbered=True, width=width)


def write_rows(rows: Iterator[tuple[int, list[str]]], width: int, path: Path) -> Path:
    """Write numbered rows, each padded to ``width`` cells without spaces around them, as a plain CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for number, cells in rows:
            writer.writerow([number, *(cell.replace("\0", "").strip() for cell in cells), *[""] * (width - len(cells))])
    return path


def _codec(encoding: str) -> str:
    return {"utf-8": "utf-8-sig"}.get(encoding, encoding)

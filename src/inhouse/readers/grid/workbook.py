"""What do the sheets of a workbook hold, as text with row numbers?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from inhouse.core.errors import UnreadableFile
from inhouse.readers.grid.kinds import damaged, locked
from inhouse.readers.grid.part import HEAD_ROWS, Part, write_rows

_LARGEST_EXACT = 1e15


def read_workbook(path: Path, *, kind: str, file: str, prefix: str, workdir: Path) -> list[Part]:
    """Make a part of every sheet that holds anything, hidden ones included.

    Raises
    ------
    UnreadableFile
        The workbook is damaged, locked or empty.
    """
    import python_calamine as calamine

    parts = []
    try:
        with path.open("rb") as source:
            book = calamine.load_workbook(source)
            for number, name in enumerate(book.sheet_names):
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                part = _sheet(rows, kind, file, f"{prefix}{name}", workdir / f"{path.stem}-{number}.csv")
                if part:
                    parts.append(part)
    except calamine.PasswordError as error:
        raise locked(file) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged(file, "workbook", error) from error
    if not parts:
        raise UnreadableFile(f"{file} is empty.", found="a workbook without a filled cell", next_step="Check the file.")
    return parts


def _sheet(rows: Sequence[Sequence[object]], kind: str, file: str, name: str, path: Path) -> Part | None:
    texts = [[_text(value) for value in row] for row in rows]
    width = max((len(row) for row in texts if any(row)), default=0)
    if not width:
        return None

    def numbered() -> Iterator[tuple[int, list[str]]]:
        return ((n, row) for n, row in enumerate(texts, start=1) if any(row))

    write_rows(numbered(), width, path)
    head = tuple(tuple(row) for row in texts[:HEAD_ROWS])
    return Part(
        file=file, name=name, encoding=kind, path=path, delimiter=",", numbered=True, width=width, head=head
    )  # fmt: skip


def _text(value: object) -> str:
    """Write a cell as a spreadsheet shows it: fifteen figures at most, no trailing .0, no midnight."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < _LARGEST_EXACT else repr(value)
    return str(value)

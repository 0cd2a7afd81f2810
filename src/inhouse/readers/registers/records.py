"""How does a list of flat JSON records become a grid like any other?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from inhouse.readers.grid import HEAD_ROWS, Part


def flat_records(documents: list[Any]) -> list[dict[str, Any]]:
    """Find the longest list of flat objects in parsed JSON: the document itself, or one of its keys."""
    lists = [item for item in documents if isinstance(item, list)]
    lists += [
        value for item in documents if isinstance(item, dict) for value in item.values() if isinstance(value, list)
    ]
    found = [[item for item in each if isinstance(item, dict)] for each in (*lists, documents[1:] and documents)]
    return max(found, key=len, default=[])


def as_part(records: list[dict[str, Any]], file: str, path: Path) -> Part:
    """Write records as a grid: a header of their keys in row 1, and a record in each row below."""
    keys = list(dict.fromkeys(str(key) for record in records for key in record))
    rows = [keys, *([_text(record.get(key)) for key in keys] for record in records)]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        csv.writer(out).writerows([number, *cells] for number, cells in enumerate(rows, start=1))
    return Part(
        file=file,
        name="",
        encoding="json",
        path=path,
        delimiter=",",
        numbered=True,
        width=len(keys),
        head=tuple(tuple(row) for row in rows[:HEAD_ROWS]),
    )


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)

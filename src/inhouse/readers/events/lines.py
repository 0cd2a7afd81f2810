"""How do events that only Python can parse reach the store, without all being in memory?

Each becomes one line of JSON: its number, its trace, and its cells as text by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from inhouse.stores.duckdb_store import literal

_COLUMNS = "{row: 'BIGINT', trace: 'BIGINT', cells: 'MAP(VARCHAR, VARCHAR)'}"
_LONGEST_LINE = 1 << 26


@dataclass
class EventLines:
    """Lines being written, and the names of the cells met so far.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, EventLines(Path(folder) / "events.ndjson") as lines:
    ...     lines.write({"activity": "Opened"})
    >>> lines.rows, list(lines.keys)
    (1, ['activity'])
    """

    path: Path
    rows: int = 0
    keys: dict[str, None] = field(default_factory=dict)

    def __enter__(self) -> EventLines:
        """Open the file."""
        self._out: IO[str] = self.path.open("w", encoding="ascii")
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the file."""
        self._out.close()

    def write(self, cells: Mapping[str, str], *, trace: int = 0, row: int | None = None) -> None:
        """Add an event; ``row`` is its number in the file where that is not its number among the lines."""
        self.rows += 1
        self.keys.update(dict.fromkeys(cells))
        line = {"row": self.rows if row is None else row, "trace": trace, "cells": cells}
        self._out.write(json.dumps(line) + "\n")

    def relation(self, part: str = "") -> str:
        """The lines as what stands after FROM."""
        scan = f"read_json({literal(str(self.path))}, format = 'newline_delimited', columns = {_COLUMNS},"
        return (
            f"(SELECT {literal(part)} AS part, row, row AS place, trace, cells"
            f" FROM {scan} maximum_object_size = {_LONGEST_LINE}))"
        )

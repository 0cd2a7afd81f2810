"""Where do the headings of a table stand, and what are its cells?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inhouse.readers.events.columns import REQUIRED, find_columns
from inhouse.readers.events.raw import RawLog
from inhouse.readers.events.said import Said, find_profile, first_of
from inhouse.readers.grid import Part
from inhouse.stores.duckdb_store import literal

_HEADER_SEARCH = 60
_EXAMPLES = 40
_SHOWN = 9


def table_log(part: Part, said: Said, *, number: int = 0) -> RawLog:
    """Describe a grid as a log: headings where most uses are named, rows below.

    Parameters
    ----------
    part
        The grid.
    said
        What a person said: a row that holds the columns they named is the heading.
    number
        Which part of the file this is, from 0: rows of later parts come later.
    """
    header = _header_row(part, said)
    headings = _headings(part, header)
    everything = ", ".join(f"c{n}" for n in range(part.width))
    relation = (
        f"(SELECT {literal(part.name)} AS part, row, row + {number << 40} AS place, {everything} FROM {part.scan.sql}"
        f" AS grid WHERE row > {header + 1} AND trim(concat_ws('', {everything})) <> '')"
    )
    return RawLog(
        format=_kind(part),
        relation=relation,
        cells={heading: f"nullif(trim(c{n}, ' \n\r'), '')" for n, heading in enumerate(headings)},
        header_row=header + 1,
        first_rows=part.head[: header + _SHOWN],
        warnings=part.warnings,
    )


def examples_below(part: Part, header_row: int, headings: Sequence[str]) -> dict[str, list[str]]:
    """The first filled cells under each heading; ``header_row`` counts from 1."""
    below = part.head[header_row : header_row + _EXAMPLES]
    return {
        heading: [row[n].strip() for row in below if n < len(row) and row[n].strip()]
        for n, heading in enumerate(headings)
    }


def _header_row(part: Part, said: Said) -> int:
    """Index of the row whose cells name most of what is needed; of rows that name as much, the first."""
    best, most = 0, (-1, 0)
    for index, row in enumerate(part.head[:_HEADER_SEARCH]):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        merit = _merit(part, index, cells, said)
        if merit > most:
            best, most = index, merit
        if merit[0] >= len(REQUIRED):
            break
    return best


def _merit(part: Part, index: int, cells: Sequence[str], said: Said) -> tuple[int, int]:
    wanted = [n for n in (said.case, said.timestamp, said.activity, said.resource) if n is not None]
    named = sum(first_of((name,), cells) is not None for name in wanted)
    profile = find_profile(said, cells) if any(cells) else None
    below = examples_below(part, index + 1, cells)
    found = find_columns(cells, below, said, profile, taken={})
    required = sum(use in found.columns for use in REQUIRED) + len(found.moments)
    return required + named * 2, len(found.columns)


def _headings(part: Part, header: int) -> tuple[str, ...]:
    """Headings as written; a second column of the same heading gets its number, and so does one without."""
    row = part.head[header] if header < len(part.head) else ()
    seen: dict[str, int] = {}
    headings = []
    for n in range(part.width):
        heading = (row[n].strip().lstrip("\ufeff") if n < len(row) else "") or f"column {n + 1}"
        seen[heading] = seen.get(heading, 0) + 1
        headings.append(f"{heading} ({seen[heading]})" if seen[heading] > 1 else heading)
    return tuple(headings)


def _kind(part: Part) -> str:
    names: Mapping[str, str] = {"xlsx": "Excel workbook", "xls": "Excel workbook", "ods": "OpenDocument spreadsheet"}
    return names.get(part.encoding, "CSV")

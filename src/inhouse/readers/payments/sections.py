"""What if a second heading, worded or placed differently, stands further down a sheet?

The rows under it are read by it: someone pasted one month's table under another's. The heading itself stays a rejected
row. A heading that only repeats the first one changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from inhouse.readers.grid import HEAD_ROWS, Part
from inhouse.readers.headings import Vocabulary
from inhouse.readers.payments.interpret import Interpreted, interpret, tally
from inhouse.readers.payments.layout import REQUIRED, Layout, layout_under
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore, Progress, literal

_CANDIDATES = 20


@dataclass(frozen=True)
class _Suspect:
    """A rejected row whose cells are words where a date should be."""

    row: int
    supplier: str | None
    date_text: str | None


def read_sections(
    store: DuckDBStore,
    part: Part,
    layout: Layout,
    words: Vocabulary,
    *,
    source: str,
    into: Path,
    progress: Progress | None = None,
) -> Interpreted:
    """Read a part like :func:`inhouse.readers.payments.interpret.interpret`, each row by the heading above it."""
    first = interpret(store, part, layout, source=source, into=into, progress=progress)
    found = _next_section(store, part, layout, words, into)
    if found is None:
        return first
    section, below = found
    lower = into.with_suffix(".lower")
    second = read_sections(store, section, below, words, source=source, into=lower)
    upper = into.replace(into.with_suffix(".upper"))
    store.write(
        f"SELECT * FROM read_parquet({literal(str(upper))}) WHERE row <= {below.header_row + 1}"
        f" UNION ALL BY NAME SELECT * FROM read_parquet({literal(str(lower))})",
        into,
    )
    note = f"Row {below.header_row + 1:,} is a second heading; the rows below it were read by it."
    return Interpreted(tally=tally(store, into), warnings=(*first.warnings, note, *second.warnings))


def _next_section(
    store: DuckDBStore, part: Part, layout: Layout, words: Vocabulary, parquet: Path
) -> tuple[Part, Layout] | None:
    """Find the first heading further down that changes the columns, and the part as it looks from there."""
    sql = f"""
        SELECT row, supplier, date_text FROM read_parquet({literal(str(parquet))})
        WHERE reject_column IS NOT NULL AND payment_date IS NULL AND supplier IS NOT NULL
        ORDER BY row LIMIT {_CANDIDATES}"""
    for suspect in store.ask(Query("readers/payments_second_headings", sql), _Suspect):
        named = [words.rank("supplier", suspect.supplier or ""), words.rank("date", suspect.date_text or "")]
        if any(rank is not None for rank in named):
            section = _from_row(part, suspect.row)
            below = layout_under(section, words, suspect.row - 1)
            if all(name in below.columns for name in REQUIRED) and below.columns != layout.columns:
                return section, below
    return None


def _from_row(part: Part, row: int) -> Part:
    """Show a part with the rows from ``row`` on in its head, and blanks before them."""
    head: list[tuple[str, ...]] = [()] * (row - 1)
    for number, cells in islice(((n, c) for n, c in part.rows() if n >= row), HEAD_ROWS):
        head.extend([()] * (number - 1 - len(head)))
        head.append(tuple(cells))
    return replace(part, head=tuple(head))

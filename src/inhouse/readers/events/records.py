"""What does a load of events report?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inhouse.core.results import Decision, Reject
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore, literal


@dataclass(frozen=True, kw_only=True)
class LoadedEvents:
    """A log that was read, and the Parquet file that holds its events, kept and rejected.

    Rows in = rows kept + rows rejected + rows set aside. Rows are set aside only where a person or a profile asked for
    one lifecycle transition: rows of the others are no events then, though a start gives its complete event a
    ``start_timestamp``. ``columns`` says which heading serves which use.
    """

    path: str
    sha256: str
    parquet: Path
    format: str
    columns: Mapping[str, str]
    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]
    rows_in: int
    rows_kept: int
    rows_rejected: int
    rows_set_aside: int


@dataclass(frozen=True, kw_only=True)
class PartPreview:
    """How one table of a log would be read, for a person to confirm or correct.

    ``question`` says what is unclear, None where nothing is; ``columns`` holds what could be told all the same.
    ``candidates`` lists, per required use, the headings that could serve it, best first. ``first_rows`` starts at the
    top of the file; of a file that is no table, it holds the names of all cells and one value of each.
    """

    name: str
    format: str
    header_row: int
    headings: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    candidates: Mapping[str, tuple[str, ...]]
    question: str | None
    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EventsPreview:
    """How a log would be read.

    ``question`` says what a person must say first, None where the log can be loaded. ``object_types`` counts the events
    of each type of an OCEL log whose case nobody has said; such a log has no parts yet.
    """

    path: str
    sha256: str
    parts: tuple[PartPreview, ...]
    question: str | None
    object_types: Mapping[str, int]

    @property
    def ready(self) -> bool:
        """Whether the log can be loaded without asking."""
        return self.question is None


def read_rejects(store: DuckDBStore, parquet: Path, shown: str) -> tuple[Reject, ...]:
    """List the rejected rows of a log that was loaded, in order; the sheet or member is added to the name."""
    sql = f"""
        -- Which rows of this log are no events, and why?
        SELECT CASE part WHEN '' THEN {literal(shown)} ELSE {literal(shown + " » ")} || part END AS file,
            row, reject_column AS "column", reject_found AS found, reject_expected AS expected
        FROM read_parquet({literal(str(parquet))})
        WHERE reject_column IS NOT NULL
        ORDER BY part, row"""
    return store.ask(Query("readers/events_rejects", sql), Reject)

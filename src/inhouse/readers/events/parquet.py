"""What does a Parquet log hold, and how is it asked in place, without a copy?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inhouse.core.errors import UnreadableFile
from inhouse.core.results import Decision
from inhouse.process.events import EVENT_COLUMNS
from inhouse.readers.events.interpret import events_select
from inhouse.readers.events.meaning import find_meaning
from inhouse.readers.events.raw import RawLog
from inhouse.readers.events.said import Said
from inhouse.stores.duckdb_store import DuckDBStore, literal

_NUMBERED = "file_row_number"


@dataclass(frozen=True, kw_only=True)
class EventScan:
    """A Parquet log to be asked where it lies.

    Attributes
    ----------
    path
        The file.
    sql
        A SELECT over the file with the columns of :data:`inhouse.process.events.EVENT_COLUMNS`, kept and rejected rows
        alike; a store reads only the columns that a question names. ``source`` is empty: the file is not hashed.
    decisions
        What was assumed.
    """

    path: Path
    sql: str
    decisions: tuple[Decision, ...]


def scan_events(path: Path, said: Said, *, store: DuckDBStore | None = None, shown: str | None = None) -> EventScan:
    """Describe a Parquet log so that it can be asked in place, however many events it holds.

    A table of events that this package wrote is asked as it is.

    Parameters
    ----------
    path
        A Parquet file with one row for each event.
    said
        What a person said; a tie-break, or one transition alone, needs :func:`inhouse.readers.events.read_events`.
    store
        Where columns are looked at; one of its own by default.
    shown
        The name to use in messages.

    Raises
    ------
    LayoutQuestion
        A person must say which column holds what.
    UnreadableFile
        It is no Parquet file.
    """
    used = store or DuckDBStore()
    try:
        raw = parquet_log(used, path, shown or str(path))
        if said == Said() and set(EVENT_COLUMNS) <= set(raw.cells):
            return _own(path)
        meaning = find_meaning(used, raw, said, shown=shown or str(path))
        select, decisions = events_select(used, raw, meaning, said, source="")
    finally:
        if store is None:
            used.close()
    sql = f"SELECT {', '.join(EVENT_COLUMNS)} FROM ({select})"
    return EventScan(path=path, sql=sql, decisions=(*meaning.decisions, *decisions))


def _own(path: Path) -> EventScan:
    """A table of events as :func:`inhouse.readers.events.read_events` wrote it: nothing is left to assume."""
    sql = f"SELECT {', '.join(EVENT_COLUMNS)} FROM read_parquet({literal(str(path))})"
    return EventScan(path=path, sql=sql, decisions=())


def parquet_log(store: DuckDBStore, path: Path, shown: str) -> RawLog:
    """Describe a Parquet file as a log.

    Raises
    ------
    UnreadableFile
        It is damaged.
    """
    import duckdb

    scan = f"read_parquet({literal(str(path))}, file_row_number = true)"
    try:
        described = store.rows(f"DESCRIBE SELECT * EXCLUDE ({_NUMBERED}) FROM {scan}")
    except duckdb.Error as error:
        raise UnreadableFile(
            f"{shown} cannot be read as Parquet.", found=str(error).splitlines()[0], next_step="Write the file again."
        ) from error
    names = [str(row[0]) for row in described]
    types = {str(row[0]): str(row[1]) for row in described}
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in names}
    clash = ", ".join(f"{quoted[n]} AS c{i}" for i, n in enumerate(names))
    columns = {name: f"c{i}" for i, name in enumerate(names)}
    relation = f"(SELECT '' AS part, {_NUMBERED} + 1 AS row, {_NUMBERED} + 1 AS place, {clash} FROM {scan})"
    return RawLog(
        format="Parquet",
        relation=relation,
        cells={name: _text(columns[name], types[name]) for name in names},
        instants={n: sql for n in names if (sql := _instant(columns[n], types[n])) is not None},
        zoned=frozenset(name for name in names if "WITH TIME ZONE" in types[name]),
    )


def _text(column: str, sql_type: str) -> str:
    if sql_type == "VARCHAR" or sql_type.startswith("ENUM"):
        return f"nullif({column}, '')" if sql_type == "VARCHAR" else f"nullif(CAST({column} AS VARCHAR), '')"
    if sql_type in ("DOUBLE", "FLOAT"):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
    return f"CAST({column} AS VARCHAR)"


def _instant(column: str, sql_type: str) -> str | None:
    if "WITH TIME ZONE" in sql_type:
        return f"make_timestamp(epoch_us({column}))"
    if sql_type.startswith("TIMESTAMP") or sql_type == "DATE":
        return f"CAST({column} AS TIMESTAMP)"
    return None

"""The embedded store: DuckDB over Parquet files, in this process, with no server.

It never fetches an extension and spills to a temporary folder, so that a large question costs time, not memory.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from copy import copy
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from inhouse.stores.query import Query
from inhouse.stores.records import as_records

if TYPE_CHECKING:
    import duckdb

Record = TypeVar("Record")
MEMORY_LIMIT = "512MB"
_SECONDS_BETWEEN_NEWS = 0.5
Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True)
class CsvScan:
    """A text file laid out as a table of text cells ``c0``, ``c1`` and so on.

    ``numbered`` says that the first column is the row number; otherwise rows are numbered as they come, from 1.
    """

    path: Path
    delimiter: str
    width: int
    numbered: bool

    @property
    def sql(self) -> str:
        """The scan as a subquery with columns ``row``, ``c0``, ``c1`` and so on."""
        cells = [f"'c{n}': 'VARCHAR'" for n in range(self.width)]
        columns = ", ".join(["'row': 'INTEGER'", *cells] if self.numbered else cells)
        number = "" if self.numbered else "CAST(row_number() OVER () AS INTEGER) AS row, "
        return (
            f"(SELECT {number}* FROM read_csv({literal(str(self.path))}, header = false, auto_detect = false,"
            f" delim = {literal(self.delimiter)}, quote = '\"', escape = '\"',"
            " max_line_size = 1048576, buffer_size = 2097152,"
            f" columns = {{{columns}}}))"
        )


class ScanError(Exception):
    """A text file is not as regular as the fast scan needs; read it row by row instead."""


class DuckDBStore:
    """A :class:`inhouse.stores.Store` held in memory, reading Parquet in place.

    Parameters
    ----------
    threads
        Worker threads of this store.
    memory
        How much it may hold before it spills to disk.

    Examples
    --------
    >>> store = DuckDBStore()
    >>> @dataclass(frozen=True)
    ... class Answer:
    ...     n: int
    >>> store.ask(Query("demo/answer", "-- What is n?\\nSELECT $n AS n"), Answer, n=3)
    (Answer(n=3),)
    """

    def __init__(self, *, threads: int = 2, memory: str = MEMORY_LIMIT) -> None:
        import duckdb

        spill = tempfile.mkdtemp(prefix="inhouse-spill-")
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "threads": threads,
                "memory_limit": memory,
                "temp_directory": spill,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )

        self._whole: DuckDBStore | None = None  # kept alive: its end closes the connection that both share
        self._schema, self._numbers = "", count(1)
        self._finish = weakref.finalize(self, _finish, self._connection, spill)

    def attach(self, table: str, files: Sequence[Path]) -> None:
        """Name a set of Parquet files as one table; columns are matched by name."""
        listed = ", ".join(literal(str(f)) for f in files)
        self._connection.execute(
            f"CREATE OR REPLACE VIEW {table} AS FROM read_parquet([{listed}], union_by_name = true)"
        )

    def define(self, table: str, query: Query, **parameters: object) -> None:
        """Compute a query once and keep its answer as a table, in place of what had that name."""
        self._free(table, "VIEW")
        self._cursor().execute(f"CREATE OR REPLACE TABLE {table} AS {query.sql}", query.only_named(parameters))

    def view(self, table: str, query: Query) -> None:
        """Name a query, to be computed whenever the table is asked, in place of what had that name."""
        self._free(table, "BASE TABLE")
        self._cursor().execute(f"CREATE OR REPLACE VIEW {table} AS {query.sql}")

    def _free(self, table: str, kind: str) -> None:
        """Give up a name that is in use for the other kind: DuckDB replaces only like by like."""
        held = "SELECT 1 FROM information_schema.tables WHERE table_name = $table AND table_type = $kind"
        if self._cursor().execute(held, {"table": table, "kind": kind}).fetchall():
            self._cursor().execute(f"DROP {kind.removeprefix('BASE ')} {table}")

    def ask(self, query: Query, into: type[Record], **parameters: object) -> tuple[Record, ...]:
        """Answer a query as records: its columns are the fields of ``into``, by name."""
        cursor = self._cursor().execute(query.sql, query.only_named(parameters))
        return as_records(into, [column[0] for column in cursor.description or ()], cursor.fetchall())

    def put(self, table: str, columns: Mapping[str, Sequence[str | None]], types: Mapping[str, str]) -> None:
        """Make a small table from columns of text; ``types`` names the SQL types of those that are not text."""
        lists = ", ".join(
            f"CAST(unnest(${name}::VARCHAR[]) AS {types.get(name, 'VARCHAR')}) AS {name}" for name in columns
        )
        values = {name: list(column) for name, column in columns.items()}
        self._connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {lists}", values)

    def write(self, select: str, into: Path, *, progress: Progress | None = None) -> None:
        """Write the answer of a SELECT to a Parquet file, telling ``progress`` the share done, 0 to 1.

        Raises
        ------
        ScanError
            A text file in the SELECT is not regular enough for the fast scan.
        """
        import duckdb

        try:
            copy = f"COPY ({select}) TO {literal(str(into))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 30720)"
            self._run(copy, progress)
        except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
            raise ScanError(str(error)) from error

    def _run(self, sql: str, progress: Progress | None) -> None:
        """Run a long statement; the caller is told how far it has come, in the caller's own thread."""
        if progress is None:
            self._connection.execute(sql)
            return
        self._connection.execute(
            "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0"
        )
        with ThreadPoolExecutor(1) as worker:
            running = worker.submit(self._connection.execute, sql)
            while not wait([running], timeout=_SECONDS_BETWEEN_NEWS).done:
                progress(min(max(self._connection.query_progress() / 100, 0), 1))
            running.result()

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """Answer a SELECT as plain rows, for readers that build their own questions."""
        return self._cursor().execute(select).fetchall()

    def apart(self) -> DuckDBStore:
        """Give a store that reads all that this one holds, and keeps to itself what it defines.

        For answers that leave tables of one name behind and are asked again later. To close it frees those tables
        alone; it ends with this store.

        Examples
        --------
        >>> store = DuckDBStore()
        >>> store.define("held", Query("demo/held", "SELECT 1 AS n"))
        >>> one, other = store.apart(), store.apart()
        >>> one.define("twice", Query("demo/twice", "SELECT 2 * n AS n FROM held"))
        >>> other.define("twice", Query("demo/twice", "SELECT -2 * n AS n FROM held"))
        >>> del store
        >>> one.rows("FROM twice"), other.rows("FROM twice")
        ([(2,)], [(-2,)])
        """
        beside = copy(self)
        beside._whole = self
        beside._schema = f"apart_{next(self._numbers)}"
        self._connection.cursor().execute(f"CREATE SCHEMA {beside._schema}")
        return beside

    def close(self) -> None:
        """Free memory and spilled files."""
        if self._schema:
            self._connection.cursor().execute(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")
        else:
            self._finish()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        if self._schema:
            cursor.execute(f"SET search_path = '{self._schema},main'")
        return cursor


def _finish(connection: duckdb.DuckDBPyConnection, spill: str) -> None:
    connection.close()
    shutil.rmtree(spill, ignore_errors=True)


def literal(text: str) -> str:
    """Quote text for SQL.

    Examples
    --------
    >>> literal("O'Neill")
    "'O''Neill'"
    """
    return "'" + text.replace("'", "''") + "'"

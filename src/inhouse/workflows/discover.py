"""How does a service really work? Logs in, the whole answer out; the same for the command line and the web."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import inhouse
from inhouse.core.results import Decision, Provenance, Reject, SourceFile
from inhouse.process.discovery.discover import Asked, discover
from inhouse.process.discovery.records import Discovery
from inhouse.readers.events import LoadedEvents, Said, scan_events
from inhouse.readers.grid import file_hash
from inhouse.stores import Query, Store
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import load_query
from inhouse.stores.spark_store import LOCAL, SparkStore
from inhouse.workflows import events

Engine = Literal["duckdb", "spark"]
_MEMORY = "1200MB"


@dataclass(frozen=True, kw_only=True)
class Log:
    """A log, ready to be asked: what was read, what was assumed, and the files it came from."""

    store: Store
    decisions: tuple[Decision, ...]
    warnings: tuple[str, ...]
    sources: tuple[SourceFile, ...]

    @property
    def key(self) -> bytes:
        """A key for pseudonyms where there is no programme: the same for the same files."""
        return hashlib.sha256("".join(sorted(source.sha256 for source in self.sources)).encode()).digest()


def open_log(
    paths: Sequence[Path],
    into: Path,
    said: Said | None = None,
    *,
    engine: Engine = "duckdb",
    master: str = LOCAL,
    progress: Callable[[float], None] = lambda _share: None,
) -> Log:
    """Read one or more files as one log and open it for questions.

    Parameters
    ----------
    paths
        Logs in any format; a file with the same bytes as an earlier one counts once. One Parquet file is asked where it
        lies.
    into
        An existing folder for the tables of events.
    said
        What a person said about columns, order, time zone and so on.
    engine, master
        Who answers; for Spark, and where it runs: see :class:`inhouse.stores.spark_store.SparkStore`.
    progress
        Told the share read, 0 to 1.

    Raises
    ------
    UnreadableFile, LayoutQuestion, InputError
        As :func:`inhouse.readers.events.read_events`.
    """
    said = said or Said()
    if engine == "duckdb" and len(paths) == 1 and _can_stay(paths[0], said):
        return _in_place(paths[0], said)
    loaded: list[LoadedEvents] = []
    for number, path in enumerate(paths):
        loaded.append(
            events.load(path, into, said, progress=lambda share, n=number: progress((n + share) / len(paths)))  # type: ignore[misc]
        )
    once = tuple({file.sha256: file for file in reversed(loaded)}.values())[::-1]
    warnings = [f"{file.path}: {warning}" for file in once for warning in file.warnings]
    warnings += [f"{file.path}: not counted again, its bytes were read before." for file in loaded if file not in once]
    return replace(
        open_events(once, engine=engine, master=master),
        warnings=tuple(warnings),
    )


def open_events(files: Sequence[LoadedEvents], *, engine: Engine = "duckdb", master: str = LOCAL) -> Log:
    """Open loaded logs as one, for questions."""
    store: Store = SparkStore(master=master) if engine == "spark" else DuckDBStore(memory=_MEMORY)
    store.attach("event_rows", [file.parquet for file in files])
    return Log(
        store=store,
        decisions=tuple(dict.fromkeys(decision for file in files for decision in file.decisions)),
        warnings=(),
        sources=tuple(SourceFile(path=file.path, sha256=file.sha256) for file in files),
    )


def answer(log: Log, asked: Asked, *, progress: Callable[[float], None] = lambda _share: None) -> Discovery:
    """Answer `inhouse discover`: every figure, with what was assumed and where it comes from."""
    found = discover(log.store, asked, progress=progress)
    return replace(
        found,
        rejects=rejects(log),
        decisions=(*log.decisions, *found.decisions),
        provenance=Provenance(inputs=log.sources, version=inhouse.__version__),
    )


def rejects(log: Log) -> tuple[Reject, ...]:
    """List the rows that are no events, in order of file and row."""
    paths = {source.sha256: source.path for source in log.sources}
    only = log.sources[0].path if len(log.sources) == 1 else ""
    return tuple(
        Reject(
            file=" » ".join(filter(None, (paths.get(row.source, only), row.part))),
            row=row.row,
            column=row.column,
            found=row.found,
            expected=row.expected,
        )
        for row in log.store.ask(load_query("process", "event_rejects"), _Rejected)
    )


def _can_stay(path: Path, said: Said) -> bool:
    """Parquet is asked where it lies, unless rows must be paired or placed first."""
    return path.suffix == ".parquet" and said.tie_break is None and said.lifecycle in (None, "all")


def _in_place(path: Path, said: Said) -> Log:
    store = DuckDBStore(memory=_MEMORY)
    scan = scan_events(path, said, store=store)
    store.view("event_rows", Query("events/in_place", scan.sql))
    source = SourceFile(path=str(path), sha256=file_hash(path))
    return Log(store=store, decisions=scan.decisions, warnings=(), sources=(source,))


@dataclass(frozen=True, kw_only=True)
class _Rejected:
    source: str
    part: str
    row: int
    column: str
    found: str
    expected: str

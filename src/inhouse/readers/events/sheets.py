"""Which tables does a file hold, and what does each mean?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import duckdb

from inhouse.core.errors import LayoutQuestion, UnreadableFile
from inhouse.readers.events.documents import document_log, records_log
from inhouse.readers.events.meaning import Meaning, find_meaning
from inhouse.readers.events.ocel import flatten
from inhouse.readers.events.ocel_sqlite import ocel_from_sqlite
from inhouse.readers.events.ocel_xml import ocel_from_xml
from inhouse.readers.events.open import open_log
from inhouse.readers.events.open311_xml import requests_from_xml
from inhouse.readers.events.parquet import parquet_log
from inhouse.readers.events.raw import RawLog
from inhouse.readers.events.said import Said
from inhouse.readers.events.table import table_log
from inhouse.readers.events.xes import read_xes
from inhouse.readers.grid import Part, open_parts
from inhouse.stores.duckdb_store import DuckDBStore, ScanError, literal

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table of a file as a log, with the grid it was made of, if it was."""

    raw: RawLog
    number: int = 0
    part: Part | None = None

    @property
    def name(self) -> str:
        """Sheet or member; empty where a file has no parts."""
        return self.part.name if self.part else ""

    def tidied(self, workdir: Path, said: Said) -> Sheet | None:
        """The same with its text rewritten so that any row can be scanned; None where that cannot help."""
        if self.part is None or self.part.numbered:
            return None
        part = self.part.tidied(workdir)
        return Sheet(raw=table_log(part, said, number=self.number), number=self.number, part=part)


@dataclass(frozen=True, kw_only=True)
class Understood:
    """Sheets whose meaning is clear, and what is said of those that were passed over."""

    sheets: tuple[tuple[Sheet, Meaning], ...]
    warnings: tuple[str, ...]


def open_sheets(store: DuckDBStore, path: Path, workdir: Path, said: Said, shown: str) -> list[Sheet]:
    """Open every table of a file as a log whose columns have no meaning yet.

    Raises
    ------
    UnreadableFile
        The file is no log, damaged, locked or empty.
    InputError
        The structure of the log is broken.
    """
    opened = open_log(path, workdir, shown=shown)
    if opened.kind == "table":
        parts = open_parts(opened.path, workdir, shown=shown)
        return [Sheet(raw=table_log(part, said, number=n), number=n, part=part) for n, part in enumerate(parts)]
    if opened.kind == "xes":
        raw = read_xes(opened.path, workdir, shown)
    elif opened.kind == "parquet":
        raw = parquet_log(store, opened.path, shown)
    elif opened.kind == "json":
        raw = document_log(opened.path, workdir, said, shown)
    elif opened.kind == "open311-xml":
        raw = records_log(requests_from_xml(opened.path, shown), workdir)
    else:
        log = (ocel_from_xml if opened.kind == "ocel-xml" else ocel_from_sqlite)(opened.path, shown)
        raw = flatten(log, said.object_type, workdir, shown)
    return [Sheet(raw=_packed(store, raw, workdir) if raw.in_map else raw)]


def _packed(store: DuckDBStore, raw: RawLog, workdir: Path) -> RawLog:
    """The same with its lines of JSON as Parquet: they are scanned several times, and parsed once."""
    packed = workdir / "lines.parquet"
    store.write(f"SELECT * FROM {raw.relation}", packed)
    return replace(raw, relation=f"(SELECT * FROM read_parquet({literal(str(packed))}))")


def understand(store: DuckDBStore, sheets: Iterable[Sheet], workdir: Path, said: Said, shown: str) -> Understood:
    """Find what each sheet means; one that cannot be a log is passed over where another is.

    Raises
    ------
    LayoutQuestion
        No sheet is clear: what the first one asks.
    """
    clear: list[tuple[Sheet, Meaning]] = []
    questions: list[tuple[Sheet, LayoutQuestion]] = []
    for sheet in sheets:
        try:
            clear.append(
                scanned(sheet, workdir, said, shown, lambda s: (s, find_meaning(store, s.raw, said, shown=shown)))
            )
        except LayoutQuestion as question:
            questions.append((sheet, question))
    if not clear and questions:
        raise questions[0][1]
    warnings = tuple(f"«{sheet.name}» was not read, because it is no log: {asked.wrong}" for sheet, asked in questions)
    return Understood(sheets=tuple(clear), warnings=warnings)


def scanned(sheet: Sheet, workdir: Path, said: Said, shown: str, work: Callable[[Sheet], Answer]) -> Answer:
    """Do what scans a sheet; where its text is too irregular for a fast scan, tidy it and do it again.

    Raises
    ------
    UnreadableFile
        It cannot be scanned at all.
    """
    try:
        return work(sheet)
    except (ScanError, duckdb.Error) as error:
        tidy = sheet.tidied(workdir, said)
        if tidy is None:
            raise UnreadableFile(
                f"{shown} is damaged: it cannot be read to its end.",
                found=str(error).splitlines()[0][:200],
                next_step="Export the log again.",
            ) from error
    return work(tidy)

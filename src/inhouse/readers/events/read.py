"""What happened to each case, in a log as a system exports it?

The law of readers: rows in = rows kept + rows rejected (+ rows set aside, where one transition was asked for). A
rejected row stays beside the kept ones with its reason; every event remembers its file's hash, its part and its row.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inhouse.core.errors import LayoutQuestion
from inhouse.core.results import Decision
from inhouse.readers.events.columns import candidates
from inhouse.readers.events.interpret import Interpreted, interpret
from inhouse.readers.events.meaning import Meaning, find_meaning, sample_cells
from inhouse.readers.events.open import open_log
from inhouse.readers.events.parquet import parquet_log
from inhouse.readers.events.raw import RawLog
from inhouse.readers.events.records import EventsPreview, LoadedEvents, PartPreview
from inhouse.readers.events.said import Said
from inhouse.readers.events.table import table_log
from inhouse.readers.events.xes import read_xes
from inhouse.readers.grid import Part, file_hash, open_parts
from inhouse.stores.duckdb_store import DuckDBStore, Progress, ScanError, literal

_OPENED, _READ = 0.4, 0.95
"""How far a load has come when its rows are unpacked, and when they are read."""
_DOUBTFUL_SHARE = 0.05


def read_events(
    path: Path,
    into: Path,
    said: Said,
    *,
    store: DuckDBStore | None = None,
    shown: str | None = None,
    progress: Progress | None = None,
) -> LoadedEvents:
    """Read a log into ``into/SHA256.parquet``, whole or not at all.

    Parameters
    ----------
    path
        XES, OCEL, CSV, XLSX, XLS, ODS, Parquet or JSON; may be in ``.gz`` or ``.zip``.
    into
        An existing folder.
    said
        What a person said about columns, order, time zone and so on.
    store
        Where the work is done; one of its own by default.
    shown
        The name to use in messages; the path by default.
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    UnreadableFile
        The file is no log, damaged, locked or empty.
    LayoutQuestion
        A person must say which column holds what.
    InputError
        The structure of the log is broken, or what was said does not fit it.
    """
    shown = shown or str(path)
    sha256 = file_hash(path)
    used = store or DuckDBStore()
    try:
        with tempfile.TemporaryDirectory(prefix=".loading-", dir=into) as folder:
            load = _Load(
                store=used, said=said, shown=shown, source=sha256, workdir=Path(folder), progress=progress
            )  # fmt: skip
            return load.read(path, into / f"{sha256}.parquet")
    finally:
        if store is None:
            used.close()


def preview_events(path: Path, said: Said, *, shown: str | None = None) -> EventsPreview:
    """Show how a log would be read, without loading it.

    Parameters
    ----------
    path, said, shown
        As for :func:`read_events`.

    Raises
    ------
    UnreadableFile
        The file is no log.
    InputError
        The structure of the log is broken, or what was said does not fit it.
    """
    shown = shown or str(path)
    store = DuckDBStore()
    try:
        with tempfile.TemporaryDirectory(prefix="inhouse-") as folder:
            raws = [raw for raw, _ in open_raw(store, path, Path(folder), said, shown)]
            parts = tuple(_preview(store, raw, said, shown) for raw in raws)
    finally:
        store.close()
    return EventsPreview(path=shown, sha256=file_hash(path), parts=parts, object_types={})


def open_raw(store: DuckDBStore, path: Path, workdir: Path, said: Said, shown: str) -> list[tuple[RawLog, Part | None]]:
    """Open every table of a file as a log whose columns have no meaning yet."""
    opened = open_log(path, workdir, shown=shown)
    if opened.kind == "xes":
        return [(read_xes(opened.path, workdir, shown), None)]
    if opened.kind == "parquet":
        return [(parquet_log(store, opened.path, shown), None)]
    parts = open_parts(opened.path, workdir, shown=shown)
    return [(table_log(part, said, number=n), part) for n, part in enumerate(parts)]


def _preview(store: DuckDBStore, raw: RawLog, said: Said, shown: str) -> PartPreview:
    question, columns, decisions = None, {}, raw.decisions
    examples = sample_cells(store, raw)
    try:
        meaning = find_meaning(store, raw, said, shown=shown)
        columns = named_columns(meaning)
        decisions = (*decisions, *meaning.decisions)
    except LayoutQuestion as asked:
        question = str(asked)
    return PartPreview(
        name="",
        format=raw.format,
        header_row=raw.header_row,
        headings=raw.headings,
        first_rows=raw.first_rows or _first_rows(raw, examples),
        columns=columns,
        candidates={use: candidates(use, raw.headings, examples) for use in ("case", "activity", "timestamp")},
        question=question,
        decisions=decisions,
        warnings=raw.warnings,
    )


def _first_rows(raw: RawLog, examples: dict[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    """Headings, and first values under each, where the file has no rows to show."""
    values = tuple(next(iter(examples.get(heading, ())), "") for heading in raw.headings)
    return (raw.headings, values)


def named_columns(meaning: Meaning) -> dict[str, str]:
    """Which heading serves which use."""
    activity = "+".join(meaning.activity) or "+".join(meaning.moments.values())
    return {**meaning.columns, "activity": activity}


@dataclass(frozen=True, kw_only=True)
class _Load:
    """One log being read: where, by what was said, into which folder, and who is told how far it has come."""

    store: DuckDBStore
    said: Said
    shown: str
    source: str
    workdir: Path
    progress: Progress | None

    def read(self, path: Path, target: Path) -> LoadedEvents:
        raws = open_raw(self.store, path, self.workdir, self.said, self.shown)
        self._told(_OPENED)
        done = [self._read_part(n, raw, part) for n, (raw, part) in enumerate(raws)]
        joined = self._join([self.workdir / f"part-{n}.parquet" for n in range(len(done))])
        loaded = self._report(target, joined, raws, done)
        joined.replace(target)
        self._told(1)
        return loaded

    def _told(self, share: float) -> None:
        if self.progress:
            self.progress(share)

    def _read_part(self, number: int, raw: RawLog, part: Part | None) -> tuple[Meaning, Interpreted]:
        file = self.workdir / f"part-{number}.parquet"
        try:
            return self._interpreted(raw, file)
        except ScanError:
            if part is None or part.numbered:
                raise
            tidy = table_log(part.tidied(self.workdir), self.said, number=number)
            return self._interpreted(tidy, file)

    def _interpreted(self, raw: RawLog, file: Path) -> tuple[Meaning, Interpreted]:
        meaning = find_meaning(self.store, raw, self.said, shown=self.shown)
        return meaning, interpret(self.store, raw, meaning, self.said, source=self.source, into=file)

    def _join(self, files: Sequence[Path]) -> Path:
        if len(files) == 1:
            return files[0]
        listed = ", ".join(literal(str(file)) for file in files)
        into = self.workdir / "all.parquet"
        self.store.write(f"SELECT * FROM read_parquet([{listed}], union_by_name = true)", into)
        return into

    def _report(
        self,
        target: Path,
        joined: Path,
        raws: list[tuple[RawLog, Part | None]],
        done: list[tuple[Meaning, Interpreted]],
    ) -> LoadedEvents:
        kept, rejected, ties = self._counts(joined)
        rows_in = sum(interpreted.rows_in for _, interpreted in done)
        meaning = done[0][0]
        warnings = [w for raw, _ in raws for w in raw.warnings] + [w for _, i in done for w in i.warnings]
        if rejected > rows_in * _DOUBTFUL_SHARE:
            warnings.append(
                f"{rejected:,} of {rows_in:,} rows were rejected; look at the reasons before you rely on the figures."
            )
        decisions = [d for raw, _ in raws for d in raw.decisions]
        decisions += [d for m, i in done for d in (*m.decisions, *i.decisions)]
        decisions += [_order(meaning, ties), _lifecycle(meaning, rows_in - kept - rejected)]
        return LoadedEvents(
            path=self.shown,
            sha256=self.source,
            parquet=target,
            format=raws[0][0].format,
            columns=named_columns(meaning),
            decisions=tuple(dict.fromkeys(decisions)),
            warnings=tuple(dict.fromkeys(warnings)),
            rows_in=rows_in,
            rows_kept=kept,
            rows_rejected=rejected,
            rows_set_aside=rows_in - kept - rejected,
        )

    def _counts(self, parquet: Path) -> tuple[int, int, int]:
        file = f"read_parquet({literal(str(parquet))})"
        sql = f"""
            SELECT count(*) FILTER (reject_column IS NULL), count(reject_column),
                (SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {file} WHERE reject_column IS NULL
                    GROUP BY case_id, timestamp HAVING count(*) > 1))
            FROM {file}"""
        ((kept, rejected, ties),) = self.store.rows(sql)
        return int(str(kept)), int(str(rejected)), int(str(ties))


def _order(meaning: Meaning, ties: int) -> Decision:
    column = meaning.columns.get("tie_break")
    by = (
        f"by «{column}», numbers as numbers, then by their order in the file" if column else "as they stand in the file"
    )
    return Decision(
        about="order",
        decided=f"Events of a case are ordered by time; {ties:,} that share their time with another are ordered {by}.",
        because="It was said." if column else "Nothing else tells which came first.",
        change_with="--tie-break",
    )


def _lifecycle(meaning: Meaning, set_aside: int) -> Decision:
    column = meaning.columns.get("lifecycle")
    if meaning.rows == "all":
        decided = "Every row is an event, whatever its transition." if column else "Every row is an event."
        because = f"«{column}» holds transitions or statuses." if column else "No column holds transitions."
    else:
        decided = f"Rows whose transition is «{meaning.rows}» are events; {set_aside:,} others are not."
        because = "It was said."
    return Decision(about="lifecycle", decided=decided, because=because, change_with="--lifecycle")

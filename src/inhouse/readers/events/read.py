"""What happened to each case, in a log as a system exports it?

The law of readers: rows in = rows kept + rows rejected (+ rows set aside, where one transition was asked for). A
rejected row stays beside the kept ones with its reason; every event remembers its file's hash, its part and its row.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from inhouse.core.results import Decision
from inhouse.readers.events.interpret import Interpreted, interpret
from inhouse.readers.events.meaning import Meaning
from inhouse.readers.events.records import LoadedEvents
from inhouse.readers.events.said import Said
from inhouse.readers.events.sheets import Sheet, Understood, open_sheets, scanned, understand
from inhouse.readers.grid import file_hash
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore, Progress, literal

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
        sheets = open_sheets(self.store, path, self.workdir, self.said, self.shown)
        understood = understand(self.store, sheets, self.workdir, self.said, self.shown)
        self._told(_OPENED)
        files = [self.workdir / f"part-{n}.parquet" for n in range(len(understood.sheets))]
        done = []
        for n, ((sheet, meaning), file) in enumerate(zip(understood.sheets, files, strict=True)):
            done.append(self._interpreted(sheet, meaning, file, partial(self._told_of_part, n, len(files))))
        joined = self._join(files)
        loaded = self._report(target, joined, understood, done)
        joined.replace(target)
        self._told(1)
        return loaded

    def _told(self, share: float) -> None:
        if self.progress:
            self.progress(share)

    def _told_of_part(self, number: int, parts: int, share: float) -> None:
        self._told(_OPENED + (_READ - _OPENED) * (number + share) / parts)

    def _interpreted(self, sheet: Sheet, meaning: Meaning, file: Path, progress: Progress) -> Interpreted:
        told = progress if self.progress else None

        def work(each: Sheet) -> Interpreted:
            return interpret(
                self.store, each.raw, meaning, self.said, source=self.source, into=file, progress=told
            )  # fmt: skip

        return scanned(sheet, self.workdir, self.said, self.shown, work)

    def _join(self, files: Sequence[Path]) -> Path:
        if len(files) == 1:
            return files[0]
        listed = ", ".join(literal(str(file)) for file in files)
        into = self.workdir / "all.parquet"
        self.store.write(f"SELECT * FROM read_parquet([{listed}], union_by_name = true)", into)
        return into

    def _report(self, target: Path, joined: Path, understood: Understood, done: Sequence[Interpreted]) -> LoadedEvents:
        counts = self._counts(joined)
        rows_in = sum(each.rows_in for each in done)
        set_aside = rows_in - counts.kept - counts.rejected
        raws, meanings = [s.raw for s, _ in understood.sheets], [m for _, m in understood.sheets]
        warnings = [*understood.warnings, *(w for raw in raws for w in raw.warnings)]
        warnings += _doubts(meanings[0], rows_in, counts)
        decisions = [d for raw in raws for d in raw.decisions] + [d for m in meanings for d in m.decisions]
        decisions += [d for each in done for d in each.decisions]
        decisions += [_order(meanings[0], counts.ties), _lifecycle(meanings[0], set_aside)]
        return LoadedEvents(
            path=self.shown,
            sha256=self.source,
            parquet=target,
            format=raws[0].format,
            columns=meanings[0].named,
            decisions=tuple(dict.fromkeys(decisions)),
            warnings=tuple(dict.fromkeys(warnings)),
            rows_in=rows_in,
            rows_kept=counts.kept,
            rows_rejected=counts.rejected,
            rows_set_aside=set_aside,
        )

    def _counts(self, parquet: Path) -> _Counts:
        file = f"read_parquet({literal(str(parquet))})"
        sql = f"""
            -- How many rows are events, how many share the time of another, and how many end before they begin?
            SELECT count(*) FILTER (reject_column IS NULL) AS kept, count(reject_column) AS rejected,
                (SELECT CAST(coalesce(sum(n - 1), 0) AS BIGINT) FROM (SELECT count(*) AS n FROM {file}
                    WHERE reject_column IS NULL GROUP BY case_id, timestamp HAVING count(*) > 1)) AS ties,
                count(*) FILTER (reject_column IS NULL AND start_timestamp > timestamp) AS backward
            FROM {file}"""
        (answer,) = self.store.ask(Query("readers/events_counts", sql), _Counts)
        return answer


@dataclass(frozen=True)
class _Counts:
    kept: int
    rejected: int
    ties: int
    backward: int


def _doubts(meaning: Meaning, rows_in: int, counts: _Counts) -> list[str]:
    doubts = []
    if counts.rejected > rows_in * _DOUBTFUL_SHARE:
        doubts.append(
            f"{counts.rejected:,} of {rows_in:,} rows were rejected;"
            " look at the reasons before you rely on the figures."
        )
    elif rows_in and not counts.kept:
        column = meaning.columns.get("lifecycle", "lifecycle")
        doubts.append(
            f"No row has the transition «{meaning.rows}» in «{column}»; it may hold statuses. Try --lifecycle all."
        )
    if counts.backward:
        doubts.append(f"{counts.backward:,} events begin after they are complete.")
    return doubts


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

"""What was paid, row by row, in a file as a council publishes it?

The law of readers: rows in = rows kept + rows rejected, and money in = money kept + money rejected. A rejected row
stays beside the kept ones with its reason; every row remembers its file's hash, its sheet and its row number.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from inhouse.core.errors import LayoutQuestion
from inhouse.readers.grid import Part, file_hash, open_parts
from inhouse.readers.headings import Vocabulary, load_vocabulary
from inhouse.readers.payments.interpret import Interpreted, Tally
from inhouse.readers.payments.layout import (
    Accepted,
    Layout,
    candidates,
    could_be_payments,
    find_layout,
    propose_layout,
    told_layout,
)
from inhouse.readers.payments.records import LoadedPart, LoadedPayments, PartPreview, Preview
from inhouse.readers.payments.rejects import warn_of_repeats
from inhouse.readers.payments.sections import read_sections
from inhouse.stores.duckdb_store import DuckDBStore, Progress, ScanError, literal

_FIELDS = Path(__file__).with_name("fields.yaml")
_PREVIEW_ROWS = 8
_DOUBTFUL_SHARE = 0.05
_OPENED, _READ = 0.3, 0.95
"""How far a load has come when its tables are unpacked, and when their rows are read."""


def vocabulary(profiles: Iterable[Path] = ()) -> Vocabulary:
    """Load the words of payments headings, with further profiles added."""
    return load_vocabulary(_FIELDS, tuple(profiles))


def preview_payments(
    path: Path,
    words: Vocabulary,
    accepted: Iterable[Accepted] = (),
    *,
    columns: Mapping[str, int] | None = None,
    shown: str | None = None,
) -> Preview:
    """Show how a file would be read, without reading it all.

    Parameters
    ----------
    path
        The file.
    words
        How headings are worded; see :func:`vocabulary`.
    accepted
        Layouts that people accepted before.
    columns
        What each column of this file means, said by a person: index from 0, or ``NO_COLUMN``.
    shown
        The name to use in messages; the path by default.

    Raises
    ------
    UnreadableFile
        The file is no table.
    """
    memories = tuple(accepted)
    with tempfile.TemporaryDirectory(prefix="inhouse-") as folder:
        parts = open_parts(path, Path(folder), shown=shown)
        previews = tuple(_preview_part(part, words, memories, columns) for part in parts)
    return Preview(path=shown or str(path), sha256=file_hash(path), parts=previews)


def read_payments(
    path: Path,
    into: Path,
    words: Vocabulary,
    accepted: Iterable[Accepted] = (),
    *,
    columns: Mapping[str, int] | None = None,
    store: DuckDBStore,
    shown: str | None = None,
    progress: Progress | None = None,
) -> LoadedPayments:
    """Read a payments file into ``into/SHA256.parquet``, whole or not at all.

    Parameters
    ----------
    path
        CSV, XLSX, XLS, ODS, or these in ``.gz`` or ``.zip``.
    into
        An existing folder.
    words, accepted, shown
        As for :func:`preview_payments`.
    columns
        What each column of this file means, said by a person: index from 0, or ``NO_COLUMN``.
    store
        Where the work is done; its memory is not kept.
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    UnreadableFile
        The file is no table, damaged, locked or empty.
    LayoutQuestion
        A person must say which column holds which field.
    """
    memories = tuple(accepted)
    sha256 = file_hash(path)
    target = into / f"{sha256}.parquet"
    with tempfile.TemporaryDirectory(prefix=".loading-", dir=into) as folder:
        workdir = Path(folder)
        parts = open_parts(path, workdir, shown=shown)
        layouts = _layouts(parts, words, memories, columns)
        load = _Load(store=store, words=words, source=sha256, workdir=workdir, tell=progress, parts=len(parts))
        load.told(_OPENED)
        loaded, files = [], []
        for number, (part, layout) in enumerate(zip(parts, layouts, strict=True)):
            if isinstance(layout, Layout):
                file = workdir / f"part-{number}.parquet"
                loaded.append(load.read_part(number, part, layout, file))
                files.append(file)
            else:
                loaded.append(_passed_over(part, layout))
        loaded = warn_of_repeats(store, loaded, files)
        _join(store, files, workdir / "all.parquet").replace(target)
        load.told(1)
    return LoadedPayments(path=shown or str(path), sha256=sha256, parquet=target, parts=tuple(loaded))


def _preview_part(
    part: Part, words: Vocabulary, memories: tuple[Accepted, ...], columns: Mapping[str, int] | None
) -> PartPreview:
    question = None
    try:
        layout = find_layout(part, words, memories) if columns is None else told_layout(part, words, columns)
    except LayoutQuestion as asked:
        layout, question = propose_layout(part, words), str(asked)
    return PartPreview(
        name=part.name,
        encoding=part.encoding,
        layout=layout,
        question=question,
        candidates=candidates(part, layout, words),
        first_rows=part.head[: layout.header_row + 1 + _PREVIEW_ROWS],
        sample=part.head[layout.header_row + 1 : layout.header_row + 1 + _PREVIEW_ROWS],
    )


def _layouts(
    parts: list[Part], words: Vocabulary, memories: tuple[Accepted, ...], columns: Mapping[str, int] | None
) -> list[Layout | LayoutQuestion]:
    """Find each part's layout. A sheet that cannot be payments is passed over where another sheet is."""
    if columns is not None:
        return [told_layout(part, words, columns) for part in parts]
    found: list[Layout | LayoutQuestion] = []
    for part in parts:
        try:
            found.append(find_layout(part, words, memories))
        except LayoutQuestion as question:
            found.append(question)
            if could_be_payments(part):
                raise
    if not any(isinstance(layout, Layout) for layout in found):
        raise next(layout for layout in found if isinstance(layout, LayoutQuestion))
    return found


@dataclass(frozen=True, kw_only=True)
class _Load:
    """One file being read: where, by which words, into which folder, and who is told how far it has come."""

    store: DuckDBStore
    words: Vocabulary
    source: str
    workdir: Path
    parts: int
    tell: Progress | None

    def told(self, share: float) -> None:
        if self.tell:
            self.tell(share)

    def read_part(self, number: int, part: Part, layout: Layout, into: Path) -> LoadedPart:
        try:
            done = self._sections(number, part, layout, into)
        except ScanError:
            part = part.tidied(self.workdir)
            done = self._sections(number, part, layout, into)
        self._told_of_part(number, 1)
        tally = done.tally
        return LoadedPart(
            name=part.name,
            encoding=part.encoding,
            header_row=layout.header_row,
            headers=layout.headers,
            columns=dict(layout.columns),
            rows_in=tally.rows,
            rows_kept=tally.kept,
            rows_rejected=tally.rows - tally.kept,
            amount_in_gbp=tally.amount_gbp,
            amount_kept_gbp=tally.kept_gbp,
            amount_rejected_gbp=tally.amount_gbp - tally.kept_gbp,
            amount_totals_gbp=tally.totals_gbp,
            warnings=(*part.warnings, *layout.warnings, *done.warnings, *_doubts(tally)),
        )

    def _sections(self, number: int, part: Part, layout: Layout, into: Path) -> Interpreted:
        progress = partial(self._told_of_part, number) if self.tell else None
        return read_sections(
            self.store, part, layout, self.words, source=self.source, into=into, progress=progress
        )  # fmt: skip

    def _told_of_part(self, number: int, share: float) -> None:
        self.told(_OPENED + (_READ - _OPENED) * (number + share) / self.parts)


def _doubts(tally: Tally) -> list[str]:
    doubts = []
    rejected = tally.rows - tally.kept
    if rejected > tally.rows * _DOUBTFUL_SHARE:
        doubts.append(
            f"{rejected:,} of {tally.rows:,} rows were rejected; look at the reasons before you rely on the figures."
        )
    if tally.undated:
        doubts.append(f"{tally.undated:,} payments have no date that can be read; they count in totals but in no year.")
    if tally.fractions:
        doubts.append(f"{tally.fractions:,} amounts have fractions of a penny; sums are taken before rounding.")
    return doubts


def _passed_over(part: Part, question: LayoutQuestion) -> LoadedPart:
    nought = Decimal(0)
    return LoadedPart(
        name=part.name, encoding=part.encoding, header_row=-1, headers=(), columns={}, rows_in=0, rows_kept=0,
        rows_rejected=0, amount_in_gbp=nought, amount_kept_gbp=nought, amount_rejected_gbp=nought,
        amount_totals_gbp=nought,
        warnings=(f"Not read, because it does not look like payments: {question.wrong}",),
    )  # fmt: skip


def _join(store: DuckDBStore, files: list[Path], into: Path) -> Path:
    if len(files) == 1:
        return files[0]
    listed = ", ".join(literal(str(file)) for file in files)
    store.write(f"SELECT * FROM read_parquet([{listed}], union_by_name = true)", into)
    return into

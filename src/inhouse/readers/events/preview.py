"""How would a log be read, before anybody says yes to it?"""

from __future__ import annotations

import tempfile
from pathlib import Path

from inhouse.core.errors import LayoutQuestion
from inhouse.readers.events.columns import REQUIRED, candidates, find_columns
from inhouse.readers.events.meaning import find_meaning, sample_cells
from inhouse.readers.events.ocel import ObjectTypeQuestion
from inhouse.readers.events.records import EventsPreview, PartPreview
from inhouse.readers.events.said import Said, find_profile
from inhouse.readers.events.sheets import Sheet, open_sheets, scanned
from inhouse.readers.grid import file_hash
from inhouse.stores.duckdb_store import DuckDBStore


def preview_events(path: Path, said: Said, *, shown: str | None = None) -> EventsPreview:
    """Show how a log would be read, without loading it.

    Parameters
    ----------
    path, said, shown
        As for :func:`inhouse.readers.events.read_events`.

    Raises
    ------
    UnreadableFile
        The file is no log.
    InputError
        The structure of the log is broken, or what was said does not fit it.
    """
    shown = shown or str(path)
    sha256 = file_hash(path)
    store = DuckDBStore()
    try:
        with tempfile.TemporaryDirectory(prefix="inhouse-") as folder:
            workdir = Path(folder)
            parts = tuple(
                scanned(sheet, workdir, said, shown, lambda s: _preview(store, s, said, shown))
                for sheet in open_sheets(store, path, workdir, said, shown)
            )
    except ObjectTypeQuestion as asked:
        return EventsPreview(path=shown, sha256=sha256, parts=(), question=str(asked), object_types=asked.counts)
    finally:
        store.close()
    clear = any(part.question is None for part in parts)
    question = None if clear or not parts else parts[0].question
    return EventsPreview(path=shown, sha256=sha256, parts=parts, question=question, object_types={})


def _preview(store: DuckDBStore, sheet: Sheet, said: Said, shown: str) -> PartPreview:
    raw = sheet.raw
    question, columns, decisions = None, {}, raw.decisions
    examples = sample_cells(store, raw)
    try:
        meaning = find_meaning(store, raw, said, shown=shown)
        columns, decisions = meaning.named, (*decisions, *meaning.decisions)
    except LayoutQuestion as asked:
        question = str(asked)
        columns = dict(find_columns(raw.headings, examples, said, find_profile(said, raw.headings), taken={}).columns)
    values = tuple(next(iter(examples.get(heading, ())), "") for heading in raw.headings)
    return PartPreview(
        name=sheet.name,
        format=raw.format,
        header_row=raw.header_row,
        headings=raw.headings,
        first_rows=raw.first_rows or (raw.headings, values),
        columns=columns,
        candidates={use: candidates(use, raw.headings, examples) for use in REQUIRED},
        question=question,
        decisions=decisions,
        warnings=raw.warnings,
    )

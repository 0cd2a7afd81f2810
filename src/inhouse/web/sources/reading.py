"""What does a file hold, and what came of loading it? Each kind of file answers for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from inhouse.web.sources import queries
from inhouse.web.sources.grids import Grid, Layout
from inhouse.web.sources.kinds import file_kind
from inhouse.web.sources.kinds.file_kind import Outcome
from inhouse.web.sources.models import Kind, Source
from inhouse.web.sources.originals import Kept


def look(source: Source) -> tuple[Grid, ...]:
    """Look at the first rows of a file; tables laid out alike come as one.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    return file_kind(source.kind).look(source.original, _layouts(source), source.filename)


def check(kept: Kept, kind: Kind) -> None:
    """Insist that bytes are what they should be, as far as that is quickly told.

    Raises
    ------
    UnreadableFile
        When they are not.
    """
    file_kind(kind).check(kept.path, kept.filename)


def load(source: Source, progress: Callable[[float], None]) -> Outcome:
    """Read a whole file into the programme folder, whole or not at all.

    Raises
    ------
    LayoutQuestion
        When a person must say what its columns mean.
    InputError
        When the file cannot be read.
    """
    into = settings.PROGRAMME.loaded(source.kind)
    into.mkdir(exist_ok=True)
    return file_kind(source.kind).load(source.original, into, _layouts(source), source.filename, progress)


def told_layouts(path: Path, kind: Kind, *, columns: str | None, profiles: Sequence[Path]) -> list[dict[str, Any]]:
    """Make of what was said about a file the layouts that a person would accept on its page.

    Parameters
    ----------
    columns
        What its columns mean, as each kind of file writes it.
    profiles
        Further words for headings, as YAML.

    Raises
    ------
    InputError
        When the file cannot be read, or has no such columns.
    """
    return file_kind(kind).told(path, columns, profiles)


def _layouts(source: Source) -> tuple[Layout, ...]:
    """List what people said: of this very file first, then of files with the same headings."""
    remembered = (
        {"fingerprint": memory.fingerprint, "header_row": memory.header_row, "columns": memory.columns}
        for memory in queries.remembered_layouts(source.kind)
    )
    return (*source.layouts, *remembered)

"""How are statements about control loaded from the command line? Through the same action as on the Control page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from inhouse.core.errors import UnreadableFile
from inhouse.core.results import Reject
from inhouse.readers.control import ControlRead, read_control
from inhouse.web.programme import open_programme
from inhouse.web.programme_load import LoadedSource

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User


def load_control(files: Sequence[Path], into: Path, *, by: User | None = None) -> tuple[LoadedSource, ...]:
    """Load tables of who holds which lever; each file stands or falls alone, and a statement said before is left out.

    The original is kept in the programme folder, named by its SHA-256.

    Parameters
    ----------
    by
        The account that acts; None for the person at the command line.

    Raises
    ------
    UnreadableFile, LayoutQuestion
        When a file is missing, or is not such a table; no file has been loaded then.
    """
    for file in files:
        if not file.is_file():
            raise UnreadableFile("This file cannot be found.", found=str(file), next_step="Check the name and folder.")
    reads = [read_control(file) for file in files]
    open_programme(into)
    return tuple(_load(file, read, by) for file, read in zip(files, reads, strict=True))


def _load(file: Path, read: ControlRead, by: User | None) -> LoadedSource:
    from django.conf import settings

    from inhouse.web.control import actions
    from inhouse.web.sources.originals import keep, read_in_pieces

    kept = keep(read_in_pieces(file), file.name, settings.PROGRAMME.originals)
    new = actions.load(read.rows, actions.Origin(filename=file.name, sha256=kept.sha256), by=by)
    nought = Decimal(0)
    return LoadedSource(
        path=str(file),
        source_id=kept.sha256,
        sha256=kept.sha256,
        state="loaded",
        new=new > 0,
        message="\n".join(map(_in_words, read.rejects)),
        rows_in=read.rows_in,
        rows_kept=len(read.rows),
        rows_rejected=len(read.rejects),
        amount_in_gbp=nought,
        amount_kept_gbp=nought,
        amount_rejected_gbp=nought,
    )


def _in_words(reject: Reject) -> str:
    return f"Row {reject.row}, {reject.column}: found «{reject.found}», expected {reject.expected}."

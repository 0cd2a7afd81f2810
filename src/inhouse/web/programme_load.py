"""How are files loaded from the command line? Through the same queue and actions as on the Sources page."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inhouse.core.errors import InputError, UnreadableFile, UsageError
from inhouse.web.programme import open_programme

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User
    from inhouse.web.sources.models import Source

KINDS = ("payments", "contracts", "events")
_SECONDS_BETWEEN_LOOKS = 0.2
_UNSAID = {
    "waiting": "Nobody has yet said what its columns mean.",
    "queued": "It is in the queue, and waits for the programme to load it.",
    "loading": "The programme is loading it now.",
}


@dataclass(frozen=True, kw_only=True)
class LoadedSource:
    """What came of one file: ``state`` as on the Sources page; ``new`` is False when the same bytes were known.

    ``message`` says why a file that is not loaded is not.
    """

    path: str
    source_id: str
    sha256: str
    state: str
    new: bool
    message: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    amount_in_gbp: Decimal
    amount_kept_gbp: Decimal
    amount_rejected_gbp: Decimal


def load(
    kind: str,
    files: Sequence[Path],
    into: Path,
    *,
    by: User | None = None,
    illustrative: bool = False,
    columns: str | None = None,
    profiles: Sequence[Path] = (),
) -> tuple[LoadedSource, ...]:
    """Load files into a programme, one after another; each stands or falls alone.

    A file that needs an answer stays in the programme, waiting on the Sources page. One that cannot be read leaves
    nothing behind.

    Parameters
    ----------
    kind
        ``payments``, ``contracts`` or ``events``.
    by
        The account that acts; None for the person at the command line.
    illustrative
        Whether the figures are made up, to be labelled so wherever they show.
    columns
        What the columns of each file mean, counted from 1: ``date=1,supplier=3,amount=5``; for logs by name:
        ``case=Ticket,activity=Status,timezone=Europe/London``.
    profiles
        Further words for headings, as YAML.

    Raises
    ------
    InputError
        When a file is missing, or what is said of its columns cannot be; nothing has been loaded then.
    """
    if kind not in KINDS:
        raise UsageError("That kind of file is not known.", found=kind, next_step=f"Give one of: {', '.join(KINDS)}.")
    for file in files:
        if not file.is_file():
            raise UnreadableFile("This file cannot be found.", found=str(file), next_step="Check the name and folder.")
    open_programme(into)
    layouts = [_layouts_told(file, kind, columns, profiles) for file in files]
    added = [(file, *_bring_in(file, kind, by, illustrative, told)) for file, told in zip(files, layouts, strict=True)]
    _load_queued([source for _, source, new in added if new])
    return tuple(_result(file, source, new, by) for file, source, new in added)


def undo(directory: Path, source_id: str, *, by: User | None = None) -> None:
    """Stop counting a source, named by its identifier, the start of its SHA-256 or its file name.

    Raises
    ------
    InputError
        When no loaded source, or more than one, is meant.
    """
    open_programme(directory)
    from inhouse.web.sources import actions
    from inhouse.web.sources.models import Source, State

    loaded = Source.objects.filter(state=State.LOADED)
    meant = [s for s in loaded if source_id in (str(s.pk), s.filename) or s.sha256.startswith(source_id.lower())]
    if len(meant) != 1:
        raise InputError(
            "No loaded file is meant by this." if not meant else "More than one loaded file is meant by this.",
            found=source_id,
            next_step="Give the identifier, the start of the SHA-256 or the file name that `inhouse status` shows.",
        )
    actions.undo(meant[0], by=by)


def _layouts_told(file: Path, kind: str, columns: str | None, profiles: Sequence[Path]) -> list[dict[str, Any]]:
    """Make layouts of what was said about columns; none where nothing was said."""
    if columns is None and not profiles:
        return []
    from inhouse.web.sources.models import Kind
    from inhouse.web.sources.reading import told_layouts

    return told_layouts(file, Kind(kind), columns=columns, profiles=profiles)


def _bring_in(
    file: Path, kind: str, by: User | None, illustrative: bool, layouts: list[dict[str, Any]]
) -> tuple[Source, bool]:
    from django.conf import settings

    from inhouse.web.sources import actions
    from inhouse.web.sources.models import Kind
    from inhouse.web.sources.originals import keep, read_in_pieces

    kept = keep(read_in_pieces(file), file.name, settings.PROGRAMME.originals)
    source, new = actions.add(kept, Kind(kind), by=by, illustrative=illustrative)
    if new:
        actions.accept(source, layouts, by=by)
    return source, new


def _load_queued(sources: Iterable[Source]) -> None:
    """Load what was queued: here, or by waiting for the worker of a programme that is being served."""
    from inhouse.web.sources import worker

    waiting = list(sources)
    while waiting:
        with worker.only_worker() as alone:
            if alone:
                worker.recover()
                worker.drain()
        for source in waiting:
            source.refresh_from_db()
        waiting = [source for source in waiting if source.busy]
        if waiting:
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _result(file: Path, source: Source, new: bool, by: User | None) -> LoadedSource:
    from inhouse.web.sources import actions
    from inhouse.web.sources.models import State

    source.refresh_from_db()
    nought = Decimal(0)
    result = LoadedSource(
        path=str(file),
        source_id=str(source.pk),
        sha256=source.sha256,
        state=source.state,
        new=new,
        message=source.message or _UNSAID.get(source.state, ""),
        rows_in=source.rows_in or 0,
        rows_kept=source.rows_kept or 0,
        rows_rejected=source.rows_rejected or 0,
        amount_in_gbp=source.amount_in_gbp or nought,
        amount_kept_gbp=source.amount_kept_gbp or nought,
        amount_rejected_gbp=source.amount_rejected_gbp or nought,
    )
    if new and source.state == State.FAILED:
        actions.discard(source, by=by)
    return result

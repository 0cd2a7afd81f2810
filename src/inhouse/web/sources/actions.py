"""How does a file come to count in the figures, and stop counting? Each step is one transaction with its audit event.

``by`` is the account that acts; None means the person at the command line of the machine itself. The worker acts for
the person who accepted the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from inhouse.core.errors import StaleError
from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
from inhouse.web.sources.kinds.file_kind import Outcome
from inhouse.web.sources.models import Kind, RememberedLayout, Source, State
from inhouse.web.sources.originals import Kept

INTERRUPTED = "The programme was stopped while it was loading this file. Nothing of it was kept. Try again."


@transaction.atomic
def add(kept: Kept, kind: Kind, *, by: User | None, illustrative: bool = False) -> tuple[Source, bool]:
    """Enter a file that was kept; the same bytes again change nothing.

    Returns
    -------
    tuple
        The source, and whether it is new.
    """
    known = Source.objects.filter(kind=kind, sha256=kept.sha256).first()
    if known:
        return known, False
    source = Source.objects.create(
        kind=kind, filename=kept.filename[-255:], sha256=kept.sha256, size=kept.size, uploaded_by=by,
        illustrative=illustrative,
    )  # fmt: skip
    record("source.added", source, by=by, kind=kind, sha256=kept.sha256, size=kept.size)
    return source, True


def drop(kept: Kept) -> None:
    """Remove the bytes of a file that was never entered, unless they are another source's too."""
    if all(source.original != kept.path for source in Source.objects.filter(sha256=kept.sha256)):
        kept.path.unlink(missing_ok=True)


@transaction.atomic
def accept(source: Source, layouts: list[dict[str, Any]], *, by: User | None) -> None:
    """Put a file in the queue, with the layouts a person accepted; an empty list leaves the layout to the reader.

    A log that is loaded may be told something else: it counts again once it has been read by that.

    Raises
    ------
    StaleError
        When it is loaded, or on its way, already.
    """
    told_while = (State.LOADED,) if source.about_kind.told_again else ()
    source = _in_state(source, State.WAITING, State.FAILED, State.UNDONE, *told_while)
    source.layouts, source.accepted_by, source.accepted_at = layouts, by, timezone.now()
    _enqueue(source)
    for layout in layouts:
        _remember(source.kind, layout, by)
    record("source.accepted", source, by=by, layouts=layouts)


@transaction.atomic
def retry(source: Source, *, by: User | None) -> None:
    """Put a file that could not be loaded back in the queue.

    Raises
    ------
    StaleError
        When it did not fail.
    """
    source = _in_state(source, State.FAILED)
    _enqueue(source)
    record("source.retried", source, by=by)


@transaction.atomic
def claim() -> Source | None:
    """Take the file that has waited longest out of the queue; None when the queue is empty."""
    source = Source.objects.select_for_update().filter(state=State.QUEUED).order_by("accepted_at").first()
    if source:
        source.state, source.progress = State.LOADING, 0
        source.save(update_fields=["state", "progress"])
    return source


def note_progress(source: Source, progress: float) -> None:
    """Note how far loading has come; the one write that is not audited, because it decides nothing."""
    Source.objects.filter(pk=source.pk, state=State.LOADING).update(progress=min(max(progress, 0), 1))


@transaction.atomic
def finish(source: Source, outcome: Outcome) -> None:
    """Make a loaded file count.

    Raises
    ------
    StaleError
        When it is no longer being loaded.
    """
    source = _in_state(source, State.LOADING)
    for name in ("rows_in", "rows_kept", "rows_rejected", "amount_in_gbp", "amount_kept_gbp", "amount_rejected_gbp"):
        setattr(source, name, getattr(outcome, name))
    source.parts = list(outcome.parts)
    source.state, source.progress, source.loaded_at, source.message = State.LOADED, 1, timezone.now(), ""
    source.undone_at = source.undone_by = None
    source.save()
    record(
        "source.loaded", source, by=source.accepted_by, rows_in=outcome.rows_in, rows_kept=outcome.rows_kept,
        rows_rejected=outcome.rows_rejected,
    )  # fmt: skip


@transaction.atomic
def ask(source: Source, question: str) -> None:
    """Hand a file back to a person, because its columns have more than one meaning: nobody has accepted it yet."""
    source = _in_state(source, State.LOADING)
    sent_by, source.accepted_by, source.accepted_at = source.accepted_by, None, None
    source.state, source.message, source.progress = State.WAITING, question, 0
    source.save(update_fields=["state", "message", "progress", "accepted_by", "accepted_at"])
    record("source.asked", source, by=sent_by)


@transaction.atomic
def fail(source: Source, message: str) -> None:
    """Say that a file could not be loaded, and why; nothing of it counts."""
    source = _in_state(source, State.LOADING)
    source.state, source.message, source.progress = State.FAILED, message, 0
    source.save(update_fields=["state", "message", "progress"])
    record("source.failed", source, by=source.accepted_by)


def fail_interrupted() -> int:
    """Mark loads that a stopped worker left behind; only the one worker that holds the lock may ask.

    Returns
    -------
    int
        How many there were.
    """
    left = list(Source.objects.filter(state=State.LOADING))
    for source in left:
        fail(source, INTERRUPTED)
    return len(left)


@transaction.atomic
def undo(source: Source, *, by: User | None) -> None:
    """Stop counting a loaded file; the file and what was read stay, so that it can be redone.

    Raises
    ------
    StaleError
        When it is not loaded.
    """
    source = _in_state(source, State.LOADED)
    source.state, source.undone_at, source.undone_by = State.UNDONE, timezone.now(), by
    source.save(update_fields=["state", "undone_at", "undone_by"])
    record("source.undone", source, by=by)


@transaction.atomic
def redo(source: Source, *, by: User | None) -> None:
    """Count an undone file again: at once where what was read is still there, else by the queue.

    Raises
    ------
    StaleError
        When it was not undone.
    """
    source = _in_state(source, State.UNDONE)
    if source.loaded_at and source.loaded_file.is_file():
        source.state, source.undone_at, source.undone_by = State.LOADED, None, None
        source.save(update_fields=["state", "undone_at", "undone_by"])
    else:
        _enqueue(source)
    record("source.redone", source, by=by)


@transaction.atomic
def discard(source: Source, *, by: User | None) -> None:
    """Forget a file that never counted; its bytes go too once that is certain.

    Raises
    ------
    StaleError
        When it counts or once did: undo it instead.
    """
    source = _in_state(source, State.WAITING, State.FAILED)
    if source.loaded_at:
        raise StaleError("This file was loaded once, so what was done with it stays on record.")
    path, shared = source.original, Source.objects.filter(sha256=source.sha256).exclude(pk=source.pk).exists()
    record("source.discarded", source, by=by, sha256=source.sha256)
    source.delete()
    if not shared:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _in_state(source: Source, *states: State) -> Source:
    """Read a source afresh, locked, and insist on its state: another page may have changed it meanwhile."""
    fresh = Source.objects.select_for_update().filter(pk=source.pk).first()
    if fresh is None:
        raise StaleError("This file was discarded meanwhile.")
    if fresh.state not in states:
        raise StaleError(
            "This cannot be done to the file as it stands now.",
            found=State(fresh.state).label,
            next_step="Look at its page again: somebody may have changed it meanwhile.",
        )
    return fresh


def _enqueue(source: Source) -> None:
    source.state, source.progress, source.message = State.QUEUED, 0, ""
    source.save()


def _remember(kind: str, layout: dict[str, Any], by: User | None) -> None:
    """Keep a layout for the next file with these headings; none or moved ones could not be recognised."""
    if layout["fingerprint"] and not layout.get("header_fixed"):
        RememberedLayout.objects.update_or_create(
            kind=kind,
            fingerprint=layout["fingerprint"],
            defaults={
                "header_row": layout["header_row"],
                "columns": layout["columns"],
                "accepted_by": by,
                "accepted_at": timezone.now(),
            },
        )


def accept_all(sources: Iterable[Source], *, by: User | None) -> None:
    """Put several files in the queue as the reader proposes; one that is not clear comes back with its question."""
    for source in sources:
        accept(source, [], by=by)

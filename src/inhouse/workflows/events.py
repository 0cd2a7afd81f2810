"""What happened to each case? A log in, a table of events out; the same for the command line and the web."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inhouse.core.results import Reject
from inhouse.readers.events import (
    EventScan,
    EventsPreview,
    LoadedEvents,
    Said,
    preview_events,
    read_events,
    read_rejects,
    scan_events,
)
from inhouse.stores.duckdb_store import DuckDBStore


def preview(path: Path, said: Said | None = None, *, shown: str | None = None) -> EventsPreview:
    """Show how a log would be read, for a person to confirm; what may be said is as for :func:`load`."""
    return preview_events(path, said or Said(), shown=shown)


def load(
    path: Path,
    into: Path,
    said: Said | None = None,
    *,
    shown: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> LoadedEvents:
    """Read a log into ``into/SHA256.parquet``, whole or not at all.

    Parameters
    ----------
    path, into
        The file, and an existing folder.
    said
        What a person said about columns, order, time zone and so on.
    shown
        The name to use in messages.
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    UnreadableFile, LayoutQuestion, InputError
        As :func:`inhouse.readers.events.read_events`.
    """
    return read_events(path, into, said or Said(), shown=shown, progress=progress)


def scan(path: Path, said: Said | None = None, *, shown: str | None = None) -> EventScan:
    """Describe a Parquet log so that it can be asked in place, without a copy.

    Raises
    ------
    UnreadableFile, LayoutQuestion, InputError
        As :func:`inhouse.readers.events.scan_events`.
    """
    return scan_events(path, said or Said(), shown=shown)


def rejects(parquet: Path, shown: str) -> tuple[Reject, ...]:
    """List the rejected rows of a loaded log, in order; ``shown`` is the name of its file."""
    store = DuckDBStore()
    try:
        return read_rejects(store, parquet, shown)
    finally:
        store.close()

"""Which files are loaded, and how are they opened once and asked often?

The database says which loads are active. Their Parquet files are opened as one store; the store is kept until a load is
added, corrected or undone, which changes the set of files or their time of writing.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from inhouse.web.sources.models import Source, State

Opened = TypeVar("Opened")
KEPT_OPEN = 2
"""The store in use and the one before it, which another request may still be reading."""


@dataclass(frozen=True, kw_only=True)
class LoadedFile:
    """One active load: the name people gave it, the hash of its bytes, and where its rows lie on this disk."""

    name: str
    sha256: str
    path: Path
    illustrative: bool = False
    href: str = ""
    added_at: dt.datetime | None = None


def loaded(kind: str) -> tuple[LoadedFile, ...]:
    """Return the active loads of a kind, by name; only they count in any figure."""
    sources = Source.objects.filter(kind=kind, state=State.LOADED).order_by("filename", "sha256")
    return tuple(as_loaded(source) for source in sources)


def as_loaded(source: Source) -> LoadedFile:
    """Return what an active load is to those who ask its rows."""
    return LoadedFile(
        name=source.filename,
        sha256=source.sha256,
        path=source.loaded_file,
        illustrative=source.illustrative,
        href=source.get_absolute_url(),
        added_at=source.uploaded_at,
    )


def illustrative(files: Iterable[LoadedFile]) -> str:
    """Say whether all, some or none of what these files hold was made up; empty for none."""
    flags = {file.illustrative for file in files}
    if True not in flags:
        return ""
    which = "Some of these" if False in flags else "These"
    return f"{which} figures were made up to show how the page works. They are not public facts."


def stamp(files: Iterable[LoadedFile]) -> tuple[object, ...]:
    """Tell a set of files, and each writing of it, from every other; the order of the files is part of it."""
    return tuple((file.path, found.st_mtime_ns, found.st_size) for file in files for found in [file.path.stat()])


@dataclass(eq=False)
class Shelf(Generic[Opened]):
    """What was made once and is asked often, kept until something else is asked for.

    Parameters
    ----------
    put_away
        Frees what is no longer needed.
    most
        How many are kept: what is in use, and what another request may still be reading.
    """

    put_away: Callable[[Opened], None] = lambda _: None
    most: int = KEPT_OPEN
    _kept: deque[tuple[object, Opened]] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: object, make: Callable[[], Opened]) -> Opened:
        """Return what was made for this key, now or before."""
        with self._lock:
            for place, (kept, opened) in enumerate(self._kept):
                if kept == key:
                    del self._kept[place]
                    self._kept.append((kept, opened))
                    return opened
            opened = make()
            self._kept.append((key, opened))
            while len(self._kept) > self.most:
                self.put_away(self._kept.popleft()[1])
            return opened

    def clear(self) -> None:
        """Free everything, as at the end of a process or a test."""
        with self._lock:
            while self._kept:
                self.put_away(self._kept.popleft()[1])

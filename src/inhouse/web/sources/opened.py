"""Which files are loaded, and how are they opened once and asked often?

The database says which loads are active. Their Parquet files are opened as one store; the store is kept until a load is
added, corrected or undone, which changes the set of files or their time of writing.
"""

from __future__ import annotations

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
    )


def illustrative(files: Iterable[LoadedFile]) -> str:
    """Say whether all, some or none of what these files hold was made up; empty for none."""
    flags = {file.illustrative for file in files}
    if True not in flags:
        return ""
    which = "Some of these" if False in flags else "These"
    return f"{which} figures were made up to show how the page works. They are not public facts."


@dataclass(eq=False)
class Shelf(Generic[Opened]):
    """What was made from a set of files, kept until the set changes.

    Parameters
    ----------
    make
        Opens a set of files; called when the set is new or a file was written again.
    put_away
        Frees what is no longer needed.
    keep
        How many sets stay open: by default the one in use and the one before it.
    """

    make: Callable[[tuple[Path, ...]], Opened]
    put_away: Callable[[Opened], None] = lambda _: None
    keep: int = KEPT_OPEN
    _kept: deque[tuple[object, Opened]] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, files: Iterable[LoadedFile]) -> Opened:
        """Return what these files make, made before or now."""
        paths = tuple(sorted(file.path for file in files))
        key = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
        with self._lock:
            for place, (kept, opened) in enumerate(self._kept):
                if kept == key:
                    del self._kept[place]
                    self._kept.append((kept, opened))
                    return opened
            opened = self.make(paths)
            self._kept.append((key, opened))
            while len(self._kept) > self.keep:
                self.put_away(self._kept.popleft()[1])
            return opened

    def clear(self) -> None:
        """Free everything, as at the end of a process or a test."""
        with self._lock:
            while self._kept:
                self.put_away(self._kept.popleft()[1])

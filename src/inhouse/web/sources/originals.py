"""How is an uploaded file kept? Byte for byte, named by its SHA-256, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inhouse.web.sources.models import suffix_of


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file that lies in the programme folder."""

    filename: str
    sha256: str
    size: int
    path: Path


def keep(chunks: Iterable[bytes], filename: str, originals: Path) -> Kept:
    """Write a file under its hash; it appears there only once the disk has all of it.

    Parameters
    ----------
    chunks
        The bytes, in pieces.
    filename
        What the person calls it; only its ending is used for the name on disk.
    originals
        The folder, which exists.
    """
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(prefix="incoming-", dir=originals)
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        path = originals / f"{digest.hexdigest()}{suffix_of(filename)}"
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(originals)
    return Kept(filename=filename, sha256=digest.hexdigest(), size=size, path=path)


def read_in_pieces(path: Path) -> Iterable[bytes]:
    """Yield the bytes of a file, a megabyte at a time."""
    with path.open("rb") as source:
        while chunk := source.read(1 << 20):
            yield chunk


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

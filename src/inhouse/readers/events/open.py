"""Which kind of log is this file, through whatever it is wrapped in?"""

from __future__ import annotations

import codecs
import gzip
import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from inhouse.core.errors import UnreadableFile
from inhouse.readers.grid.kinds import damaged
from inhouse.readers.grid.open import MOST_BYTES, MOST_RATIO

Kind = Literal["xes", "ocel-xml", "ocel-sqlite", "open311-xml", "json", "parquet", "table"]
_HEAD = 1 << 16
_MOST_LAYERS = 3
_OCEL_XML = re.compile(r"<(object-types|event-types|events|objects)\b|scope=.object|ocel:")
_OPEN311_XML = re.compile(r"<service_requests\b")
_LOGS = {".xes", ".xml", ".xmlocel", ".json", ".jsonocel", ".ndjson", ".sqlite", ".db", ".parquet", ".gz"}


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An unpacked file and its kind."""

    path: Path
    kind: Kind


def open_log(path: Path, workdir: Path, *, shown: str) -> Opened:
    """Unpack a file and tell its kind by its bytes.

    Parameters
    ----------
    path
        The file; may be in ``.gz``, or alone in a ``.zip``.
    workdir
        An existing folder for the unpacked copy.
    shown
        The name to use in messages.

    Raises
    ------
    UnreadableFile
        There is no such file, or it is damaged or far larger than it says.
    """
    for layer in range(_MOST_LAYERS):
        head = _head(path, shown)
        if head.startswith(b"\x1f\x8b"):
            path = _gunzip(path, workdir / f"unpacked-{layer}", shown)
            continue
        member = _only_log(path) if head.startswith(b"PK\x03\x04") else None
        if member is None:
            break
        path = _unzip(path, member, workdir / f"unpacked-{layer}", shown)
    return Opened(path=path, kind=_kind(_head(path, shown)))


def _head(path: Path, shown: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise UnreadableFile(
            f"{shown} cannot be read.", found=error.strerror or str(error), next_step="Check the name and the folder."
        ) from error


def _kind(head: bytes) -> Kind:
    if head.startswith(b"SQLite format 3\0"):
        return "ocel-sqlite"
    if head.startswith(b"PAR1"):
        return "parquet"
    text = _decoded(head).lstrip("\ufeff \r\n\t")
    if text.startswith("<") and not text[:200].lower().startswith(("<!doctype html", "<html")):
        if _OPEN311_XML.search(text):
            return "open311-xml"
        return "ocel-xml" if _OCEL_XML.search(text) else "xes"
    return "json" if text.startswith(("{", "[")) else "table"


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if head[:2] in (b"<\0", b"\0<"):
        return head[: len(head) // 2 * 2].decode("utf-16-le" if head[:1] == b"<" else "utf-16-be", errors="replace")
    return head.decode("utf-8", errors="replace")


def _gunzip(path: Path, into: Path, shown: str) -> Path:
    limit = min(MOST_BYTES, max(path.stat().st_size * MOST_RATIO, 1 << 26))
    try:
        with gzip.open(path, "rb") as packed, into.open("wb") as out:
            while chunk := packed.read(1 << 20):
                out.write(chunk)
                if out.tell() > limit:
                    raise _too_large(shown, out.tell())
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(shown, ".gz archive", error) from error
    return into


def _only_log(path: Path) -> str | None:
    """Name the one log in an archive; None where there is none or several, or where it is a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [i.filename for i in archive.infolist() if not i.is_dir() and "__MACOSX" not in i.filename]
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return None
    if "[Content_Types].xml" in names or "mimetype" in names:
        return None
    logs = [name for name in names if PurePosixPath(name).suffix.lower() in _LOGS]
    return logs[0] if len(logs) == 1 else None


def _unzip(path: Path, member: str, into: Path, shown: str) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo(member).file_size
            if size > min(MOST_BYTES, max(path.stat().st_size * MOST_RATIO, 1 << 26)):
                raise _too_large(shown, size)
            with archive.open(member) as packed, into.open("wb") as out:
                shutil.copyfileobj(packed, out, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(shown, "ZIP archive", error) from error
    except RuntimeError as error:
        raise UnreadableFile(
            f"{shown} is protected by a password.", found=member, next_step="Unpack it first."
        ) from error
    return into


def _too_large(shown: str, size: int) -> UnreadableFile:
    return UnreadableFile(
        f"{shown} unpacks to far more than its size.",
        found=f"{size:,} bytes",
        next_step="Unpack it yourself and look inside before giving it here.",
    )

"""Which tables does a file hold, through whatever it is wrapped in?"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from inhouse.core.errors import InputError, UnreadableFile
from inhouse.readers.grid.kinds import damaged, kind_of
from inhouse.readers.grid.part import Part
from inhouse.readers.grid.text import read_text
from inhouse.readers.grid.workbook import read_workbook

MOST_BYTES = 8 << 30
MOST_SHEET_BYTES = 2 << 30
MOST_RATIO = 400
_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".gz"}


def open_parts(path: Path, workdir: Path, *, shown: str | None = None) -> list[Part]:
    """List the tables of a file.

    Parameters
    ----------
    path
        CSV, XLSX, XLS, ODS, or one or more of these in ``.gz`` or ``.zip``.
    workdir
        An existing folder for unpacked and tidied copies; the parts point into it.
    shown
        The name to use in messages; the path by default.

    Raises
    ------
    UnreadableFile
        The file is empty, damaged, locked, too large or not a table.
    """
    shown = shown or str(path)
    return _parts(path, workdir, file=shown, member="", depth=0)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal.

    Raises
    ------
    UnreadableFile
        There is no such file, or it may not be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read.", found=error.strerror or str(error), next_step="Check the name and the folder."
        ) from error


def _parts(path: Path, workdir: Path, *, file: str, member: str, depth: int) -> list[Part]:
    shown = f"{file} » {member}" if member else file
    kind = kind_of(path, shown)
    if kind == "text":
        return [read_text(path, file=file, name=member, workdir=workdir)]
    if kind == "gz" or kind == "zip":
        if depth >= 2:
            raise UnreadableFile(f"{shown} is an archive in an archive in an archive.", next_step="Unpack it first.")
        unpack = _gunzip if kind == "gz" else _unzip
        return unpack(path, workdir, file=file, member=member, depth=depth)
    if kind in ("xlsx", "ods"):
        _refuse_bomb(path, shown)
    prefix = f"{member} » " if member else ""
    return read_workbook(path, kind=kind, file=file, prefix=prefix, workdir=workdir)


def _gunzip(path: Path, workdir: Path, *, file: str, member: str, depth: int) -> list[Part]:
    target = workdir / f"{len(list(workdir.iterdir()))}-{Path(path.name).stem}"
    limit = min(MOST_BYTES, max(path.stat().st_size * MOST_RATIO, 1 << 26))
    try:
        with gzip.open(path, "rb") as packed, target.open("wb") as out:
            while chunk := packed.read(1 << 20):
                out.write(chunk)
                if out.tell() > limit:
                    raise _too_large(file, out.tell())
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(file, ".gz archive", error) from error
    return _parts(target, workdir, file=file, member=member, depth=depth + 1)


def _unzip(path: Path, workdir: Path, *, file: str, member: str, depth: int) -> list[Part]:
    _refuse_bomb(path, file)
    parts: list[Part] = []
    skipped: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            inner = PurePosixPath(info.filename)
            if info.is_dir() or inner.name.startswith(".") or "__MACOSX" in inner.parts:
                continue
            if inner.suffix.lower() not in _TABLES:
                skipped.append(info.filename)
                continue
            target = workdir / f"{len(list(workdir.iterdir()))}-{inner.name}"
            try:
                with archive.open(info) as packed, target.open("wb") as out:
                    shutil.copyfileobj(packed, out, 1 << 20)
            except RuntimeError as error:
                raise UnreadableFile(
                    f"{file} is protected by a password.", found=info.filename, next_step="Unpack it first."
                ) from error
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise damaged(file, "ZIP archive", error) from error
            name = f"{member} » {info.filename}" if member else info.filename
            parts.extend(_parts(target, workdir, file=file, member=name, depth=depth + 1))
    if not parts:
        raise UnreadableFile(
            f"{file} holds no table.",
            found=", ".join(skipped) or "an empty archive",
            next_step="Give a CSV or workbook.",
        )
    return parts


def _refuse_bomb(path: Path, shown: str) -> None:
    """Refuse an archive that says it unpacks to far more than it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise damaged(shown, "ZIP archive or workbook", error) from error
    if unpacked > min(MOST_SHEET_BYTES, max(path.stat().st_size * MOST_RATIO, 1 << 26)):
        raise _too_large(shown, unpacked)


def _too_large(shown: str, unpacked: int) -> InputError:
    return UnreadableFile(
        f"{shown} unpacks to more than a table of payments would.",
        found=f"{unpacked:,} bytes from a much smaller file",
        next_step="Unpack it yourself and look inside before giving it here.",
    )

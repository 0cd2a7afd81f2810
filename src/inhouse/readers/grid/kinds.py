"""Which kind of file is this, by its first bytes?"""

from __future__ import annotations

from pathlib import Path

from inhouse.core.errors import UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGERS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_SHORT_MAGIC = 2
_MARKUP = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"{", "a JSON file"),
    (b"[{", "a JSON file"),
)


def kind_of(path: Path, shown: str) -> str:
    """Tell ``gz``, ``zip``, ``xlsx``, ``ods``, ``xls`` or ``text`` by content.

    Parameters
    ----------
    path
        The file to look into.
    shown
        The name to use in messages.

    Raises
    ------
    UnreadableFile
        The file is empty, or of a kind that holds no table.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        raise UnreadableFile(
            f"{shown} is empty.",
            found=f"{path.stat().st_size} bytes",
            next_step="Check the download, or ask the publisher for the file again.",
        )
    if start.startswith(b"\x1f\x8b"):
        return "gz"
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path, shown)
    if start.startswith(_OLE):
        return _kind_of_ole(path, shown)
    stranger = _stranger_among(start)
    if stranger:
        raise _stranger(shown, stranger)
    return "text"


def _stranger_among(start: bytes) -> str | None:
    """Name a kind that holds no table, by its first bytes."""
    text_like = _looks_like_text(start)
    for magic, what in _STRANGERS:
        if start.startswith(magic) and not (len(magic) == _SHORT_MAGIC and text_like):
            return what
    lowered = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for tag, what in _MARKUP:
        if lowered.startswith(tag):
            return what
    has_mark = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return None if text_like or has_mark or _is_utf16(start) else "binary data, not text"


def _kind_of_zip(path: Path, shown: str) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
                return "ods"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise damaged(shown, "ZIP archive or workbook", error) from error
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise _stranger(shown, "a Word or PowerPoint document")
    return "zip"


def _kind_of_ole(path: Path, shown: str) -> str:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(shown)
    if "WordDocument".encode("utf-16-le") in data:
        raise _stranger(shown, "a Word document")
    return "xls"


def locked(shown: str) -> UnreadableFile:
    """Say that a file needs a password."""
    return UnreadableFile(
        f"{shown} is protected by a password.",
        found="an encrypted workbook",
        next_step="Open it with its password, save a copy without one, and use the copy.",
    )


def damaged(shown: str, what: str, error: Exception) -> UnreadableFile:
    """Say that a file broke off or was changed on its way."""
    return UnreadableFile(
        f"{shown} is damaged: it starts as a {what} but cannot be read to its end.",
        found=str(error) or type(error).__name__,
        next_step="Download the file again, or ask the publisher for a fresh copy.",
    )


def _stranger(shown: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"{shown} is not a table.",
        found=what,
        next_step="Give a CSV, XLSX, XLS or ODS file, or one of these in a .gz or .zip.",
    )


def _looks_like_text(start: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in start)
    return controls * 100 <= len(start)


def _is_utf16(start: bytes) -> bool:
    evens, odds = start[0::2], start[1::2]
    return max(evens.count(0), odds.count(0)) * 3 > len(evens) and min(evens.count(0), odds.count(0)) * 20 < len(evens)

"""In which encoding and with which delimiter is this text a table?"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from inhouse.core.errors import UnreadableFile
from inhouse.readers.grid.part import HEAD_ROWS, Part

_CHUNK = 1 << 20
_HEAD_BYTES = 1 << 19
_DELIMITERS = ",\t;|"


@dataclass
class _Survey:
    """What one pass over the bytes shows; plain means no blank lines, tabs or hard spaces."""

    encoding: str
    plain: bool


def read_text(path: Path, *, file: str, name: str, workdir: Path) -> Part:
    """Make a part of a text file.

    The file is left as it is where a fast scan will read it rightly; otherwise a tidy copy is made in ``workdir``.
    """
    survey = _survey(path)
    head_text = _head_text(path, survey.encoding)
    delimiter = _delimiter(head_text)
    head = _head(head_text, delimiter)
    widths = Counter(len(row) for row in head if row)
    if not widths:
        raise UnreadableFile(f"{file} holds no rows.", found="only blank lines", next_step="Check the file.")
    warnings: tuple[str, ...] = ()
    if survey.encoding == "cp1252" and "\ufffd" in head_text:
        warnings = ("Some characters are not in the Windows encoding (cp1252) and are shown as \ufffd.",)
    part = Part(
        file=file, name=name, encoding=survey.encoding, path=path, delimiter=delimiter, numbered=False,
        width=max(widths), head=head, warnings=warnings,
    )  # fmt: skip
    regular = survey.encoding == "utf-8" and survey.plain and len(widths) == 1
    return part if regular else part.tidied(workdir)


def _survey(path: Path) -> _Survey:
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _Survey("utf-16", plain=False)
        if b"\0" in start:
            encoding = "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
            return _Survey(encoding, plain=False)
        file.seek(0)
        decoder, encoding, plain, tail = codecs.getincrementaldecoder("utf-8")(), "utf-8", True, b"\n"
        while chunk := file.read(_CHUNK):
            joined = tail + chunk.removeprefix(codecs.BOM_UTF8)
            plain = plain and _is_plain(joined)
            tail = chunk[-2:]
            if encoding == "utf-8" and not (chunk.isascii() and not decoder.getstate()[0]):
                encoding = _still_utf8(decoder, chunk)
        if encoding == "utf-8" and decoder.getstate()[0]:
            encoding = "cp1252"
    return _Survey(encoding, plain=plain)


def _is_plain(data: bytes) -> bool:
    if b"\n\n" in data or b"\t" in data:
        return False
    return not (b"\r" in data and b"\n\r\n" in data) and (data.isascii() or b"\xc2\xa0" not in data)


def _still_utf8(decoder: codecs.IncrementalDecoder, chunk: bytes) -> str:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _head_text(path: Path, encoding: str) -> str:
    with path.open("rb") as file:
        data = file.read(_HEAD_BYTES)
        whole = not file.read(1)
    text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="ignore" if not whole else "replace")
    return text if whole else text[: text.rfind("\n") + 1] or text


def _delimiter(text: str) -> str:
    """Choose the delimiter that gives most rows the same number of cells above one."""

    def agreement(delimiter: str) -> tuple[int, int]:
        rows = _head(text[:65536], delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((count * min(width, 4), width) for width, count in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=agreement)


def _head(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return tuple(tuple(row) for row, _ in zip(reader, range(HEAD_ROWS), strict=False))

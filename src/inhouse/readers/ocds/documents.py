"""Which JSON documents does a file hold, and which releases and records are in them?

One document, many on lines, or many one after another; plain or ``.gz``. Numbers stay exact: fractions are decimals.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from inhouse.core.errors import UnreadableFile

_MOST_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) < 300 else Decimal(text)


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_int=_whole, parse_constant=str)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One release or record: its number in the file from 1, and its path there."""

    number: int
    path: str
    data: Any


def is_json(path: Path) -> bool:
    """Say whether a file's first bytes look like JSON, through ``.gz`` too."""
    try:
        start = _start(path)
    except (OSError, EOFError, zlib.error):
        return False
    for encoding in ("utf-8-sig", "utf-16"):
        text = start.decode(encoding, errors="ignore").lstrip()
        if text.startswith(("{", "[{", "[ ", "[\n", "[\r", "[]")):
            return True
    return False


def read_documents(path: Path, *, shown: str = "") -> list[Any]:
    """Parse every JSON document of a file; ``shown`` is its name in messages, the path by default.

    Raises
    ------
    UnreadableFile
        The file is missing, empty, damaged, too large or not JSON to its end.
    """
    shown = shown or str(path)
    text = _decode(_bytes(path, shown), shown)
    try:
        return _documents(text)
    except json.JSONDecodeError as error:
        lines = _lines(text)
        if lines:
            return lines
        raise UnreadableFile(
            f"{shown} is not JSON to its end.",
            found=f"line {error.lineno}, column {error.colno}: {error.msg}",
            next_step="Download the file again, or ask the publisher for a fresh copy.",
        ) from error
    except RecursionError as error:
        raise UnreadableFile(
            f"{shown} cannot be read.", found="JSON nested too deeply", next_step="Check where the file comes from."
        ) from error


def _documents(text: str) -> list[Any]:
    """Parse one document after another."""
    documents, place, end = [], 0, len(text)
    while place < end:
        document, place = _DECODER.raw_decode(text, place)
        documents.append(document)
        while place < end and text[place] in " \t\r\n,\x1e":
            place += 1
    return documents


def _lines(text: str) -> list[Any]:
    """Parse JSON lines of which some are broken: those stay text; nothing if the first line is no document itself."""
    documents: list[Any] = []
    for line in text.splitlines():
        try:
            documents += _documents(line.strip())
        except (json.JSONDecodeError, RecursionError):
            if not documents:
                return []
            documents.append(line)
    return documents


def entries(documents: list[Any]) -> Iterator[Entry]:
    """Go through the releases and records of packages, lists and bare documents, in order."""
    number = 0
    for place, document in enumerate(documents):
        prefix = f"[{place}]." if len(documents) > 1 else ""
        for path, data in _unpack(document, prefix):
            number += 1
            yield Entry(number=number, path=path, data=data)


def looks_like_ocds(documents: list[Any]) -> bool:
    """Say whether any document is a release, a record, a package or a list of these."""
    return any(_is_ocds(document) for document in documents)


def _is_ocds(document: Any) -> bool:
    if isinstance(document, list):
        return any(_is_ocds(item) for item in document)
    return isinstance(document, dict) and bool({"ocid", "releases", "records"} & document.keys())


def _unpack(document: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    if isinstance(document, list):
        for place, item in enumerate(document):
            yield from _unpack(item, f"{prefix}[{place}].")
    elif isinstance(document, dict) and "ocid" not in document and {"releases", "records"} & document.keys():
        for kind in ("releases", "records"):
            items = document.get(kind) or []
            if not isinstance(items, list):
                yield f"{prefix}{kind}", items
                continue
            yield from ((f"{prefix}{kind}[{place}]", item) for place, item in enumerate(items))
    else:
        yield prefix.rstrip("."), document


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    with gzip.open(path, "rb") if packed else path.open("rb") as file:
        return file.read(512)


def _bytes(path: Path, shown: str) -> bytes:
    if not path.is_file():
        raise UnreadableFile(f"{shown} cannot be found.", found="no such file", next_step="Check the name and folder.")
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(
            f"{shown} is damaged: it cannot be unpacked to its end.",
            found=str(error),
            next_step="Download the file again.",
        ) from error
    if not data.strip():
        raise UnreadableFile(f"{shown} is empty.", found=f"{len(data)} bytes", next_step="Download the file again.")
    if len(data) > _MOST_BYTES:
        found, step = f"more than {_MOST_BYTES:,} bytes", "Split it into JSON lines files and load each."
        raise UnreadableFile(f"{shown} is too large to read at once.", found=found, next_step=step)
    return data


def _decode(data: bytes, shown: str) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).lstrip()
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"{shown} is not text.", found="bytes in no known encoding", next_step="Give JSON in UTF-8.")

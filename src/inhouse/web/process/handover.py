"""How is a log kept when the supplier's system goes? As it was brought in, as it was read, and by which assumptions.

A snapshot is a ZIP: for each log the original byte for byte, the events as Parquet, and what was assumed; and a list of
all files with their SHA-256, so that anybody can check years later that nothing was changed.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from inhouse import __version__
from inhouse.readers.grid import file_hash
from inhouse.web.process.models import Service
from inhouse.web.sources.models import Source, State
from inhouse.web.sources.originals import read_in_pieces

_FIXED = (2000, 1, 1, 0, 0, 0)
_README = """The logs of a service, kept for a handover.

original/   each log as it was brought in, byte for byte
events/     its events as inhouse read them, kept and rejected rows, as Parquet
read.json   how each log was read: what was assumed, what was said, how many rows were kept and rejected
SHA256SUMS  the hash of every file; check with: sha256sum --check SHA256SUMS

These files may name people. Keep them as your retention schedule says.
"""


@dataclass(frozen=True, kw_only=True)
class KeptLog:
    """One log that a snapshot holds."""

    source: Source
    original: Path
    events: Path


def contents(service: Service) -> tuple[KeptLog, ...]:
    """List the logs of a service that count now, as far as their files are there."""
    sources = Source.objects.filter(pk__in=service.logs.values("source"), state=State.LOADED)
    listed = (
        KeptLog(source=source, original=source.original, events=source.loaded_file)
        for source in sources.order_by("filename", "sha256")
    )
    return tuple(each for each in listed if each.original.is_file() and each.events.is_file())


def write_snapshot(service: Service) -> tuple[IO[bytes], str]:
    """Write the snapshot of a service.

    Returns
    -------
    tuple
        An open file that is gone when it is closed, and the SHA-256 of its list of hashes.
    """
    out = tempfile.TemporaryFile(prefix="handover-")  # noqa: SIM115 (sent to the browser, closed by the response)
    sums: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in _files(service):
            _copy(package, name, path)
            sums.append(f"{file_hash(path)}  {name}")
        for name, text in (("read.json", _how_read(service)), ("README.txt", _README)):
            package.writestr(zipfile.ZipInfo(name, _FIXED), text)
            sums.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}")
        listed = "\n".join(sums) + "\n"
        package.writestr(zipfile.ZipInfo("SHA256SUMS", _FIXED), listed)
    out.seek(0)
    return out, hashlib.sha256(listed.encode()).hexdigest()


def _files(service: Service) -> Iterator[tuple[str, Path]]:
    for each in contents(service):
        yield f"original/{each.original.name}", each.original
        yield f"events/{each.events.name}", each.events


def _copy(package: zipfile.ZipFile, name: str, path: Path) -> None:
    with package.open(zipfile.ZipInfo(name, _FIXED), "w", force_zip64=True) as out:
        for piece in read_in_pieces(path):
            out.write(piece)


def _how_read(service: Service) -> str:
    logs = [
        {
            "filename": each.source.filename,
            "sha256": each.source.sha256,
            "brought_in_at": each.source.uploaded_at.isoformat(),
            "read_at": each.source.loaded_at.isoformat() if each.source.loaded_at else None,
            "said": [layout["columns"] for layout in each.source.layouts],
            "rows_in": each.source.rows_in,
            "rows_kept": each.source.rows_kept,
            "rows_rejected": each.source.rows_rejected,
            "illustrative": each.source.illustrative,
            "parts": each.source.parts,
        }
        for each in contents(service)
    ]
    return json.dumps({"service": service.name, "inhouse": __version__, "logs": logs}, ensure_ascii=False, indent=1)

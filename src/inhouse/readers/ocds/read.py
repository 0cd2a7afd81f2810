"""Which contracts does a file of OCDS releases or records hold, and which entries give none?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from inhouse.contracts.register.contract import Contract, Origin
from inhouse.contracts.register.read import Dirt, FileRead
from inhouse.core.errors import UnreadableFile
from inhouse.core.results import Reject, SourceFile
from inhouse.readers.ocds.documents import Entry, entries, looks_like_ocds
from inhouse.readers.ocds.merge import compile_releases, is_versioned, latest_of_versions
from inhouse.readers.ocds.process import agreements, read_agreement
from inhouse.readers.ocds.repeats import tell_apart
from inhouse.readers.ocds.values import shown, text


@dataclass
class _Process:
    """The entries of one ocid, and the releases or compiled release they hold."""

    entries: list[Entry] = field(default_factory=list)
    releases: list[dict[str, Any]] = field(default_factory=list)
    compiled: dict[str, Any] | None = None


def read_ocds(documents: list[Any], source: SourceFile) -> FileRead:
    """Make contract records of the releases and records in parsed JSON.

    Parameters
    ----------
    documents
        As :func:`read_documents` gives them.
    source
        The file they come from.

    Raises
    ------
    UnreadableFile
        The JSON is not OCDS.
    """
    if not looks_like_ocds(documents):
        raise UnreadableFile(
            f"{source.path} is JSON, but not in the Open Contracting Data Standard.",
            found=shown(", ".join(documents[0])) if documents and isinstance(documents[0], dict) else "no ocid",
            next_step="Give OCDS releases or records, or a contracts register as CSV or workbook.",
        )
    processes: dict[str, _Process] = {}
    rejects: list[Reject] = []
    total = 0
    for entry in entries(documents):
        total += 1
        try:
            _sort_in(entry, processes)
        except Dirt as dirt:
            rejects.append(_reject(dirt, entry, source))
    contracts: list[Contract] = []
    for process in processes.values():
        found, refused = _read_process(process, source)
        contracts += found
        rejects += refused
        if not found:
            others = process.entries[:-1]
            rejects += [_reject(_no_contract(entry.data), entry, source) for entry in others]
    rejected = _entries_without_contract(processes, contracts, rejects)
    rejects.sort(key=lambda reject: reject.row)
    return FileRead(
        path=source.path,
        sha256=source.sha256,
        kind="ocds",
        encoding="json",
        rows_in=total,
        rows_kept=total - rejected,
        rows_rejected=rejected,
        contracts=tuple(contracts),
        rejects=tuple(rejects),
    )


def _entries_without_contract(processes: dict[str, _Process], contracts: list[Contract], rejects: list[Reject]) -> int:
    """Count the releases and records from which no contract came."""
    held = {contract.ocid for contract in contracts}
    kept = {entry.number for ocid, process in processes.items() if ocid in held for entry in process.entries}
    return len({reject.row for reject in rejects} - kept)


def _sort_in(entry: Entry, processes: dict[str, _Process]) -> None:
    """Put a release or record with the others of its process."""
    data = entry.data
    if not isinstance(data, dict):
        raise Dirt(entry.path, shown(data), "a release or record, which is an object")
    ocid = text(data.get("ocid"))
    if not ocid:
        raise Dirt(f"{entry.path}.ocid".lstrip("."), shown(data.get("ocid") or "nothing"), "the id of the process")
    releases, compiled = _held(data, entry.path)
    process = processes.setdefault(ocid, _Process())
    process.entries.append(entry)
    process.releases += releases
    process.compiled = compiled or process.compiled


def _held(data: dict[str, Any], path: str) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Give what an entry holds: releases to merge, or a compiled release to use as it is."""
    if not {"releases", "compiledRelease", "versionedRelease"} & data.keys():
        return ([], tell_apart(latest_of_versions(data))) if is_versioned(data) else ([tell_apart(data)], None)
    if isinstance(data.get("compiledRelease"), dict):
        return [], tell_apart(data["compiledRelease"])
    embedded = data.get("releases")
    whole = (
        [item for item in embedded if isinstance(item, dict) and "ocid" in item] if isinstance(embedded, list) else []
    )
    if whole:
        return [tell_apart(item) for item in whole], None
    if isinstance(data.get("versionedRelease"), dict):
        return [], tell_apart(latest_of_versions(data["versionedRelease"]))
    found = "links to releases elsewhere" if embedded else "no releases"
    raise Dirt(f"{path}.releases", found, "releases in the file itself; compile the record first")


def _read_process(process: _Process, source: SourceFile) -> tuple[list[Contract], list[Reject]]:
    """Read every agreement of a process; those that cannot be kept are rejects on its last entry."""
    last = process.entries[-1]
    contracts: list[Contract] = []
    rejects: list[Reject] = []
    try:
        release = process.compiled or compile_releases(process.releases)
        found = list(agreements(release))
        if not found:
            raise _no_contract(last.data)
    except Dirt as dirt:
        return [], [_reject(dirt, last, source)]
    for agreement in found:
        path = ".".join(part for part in (last.path, agreement.path) if part)
        origin = Origin(file=source.path, sha256=source.sha256, row=last.number, path=path)
        try:
            contracts.append(read_agreement(release, agreement, origin))
        except Dirt as dirt:
            rejects.append(_reject(dirt, last, source))
    return contracts, rejects


def _no_contract(data: dict[str, Any]) -> Dirt:
    tags = data.get("tag")
    found = ", ".join(text(tag) for tag in tags) if isinstance(tags, list) else text(tags)
    return Dirt("awards, contracts", found or "neither", "an award or a contract; this process holds none in the file")


def _reject(dirt: Dirt, entry: Entry, source: SourceFile) -> Reject:
    return Reject(file=source.path, row=entry.number, column=dirt.column, found=dirt.found, expected=dirt.expected)

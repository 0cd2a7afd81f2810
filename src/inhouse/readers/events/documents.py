"""Which log is in this JSON: Open311 requests with their notes, Jira issues with their changes, or plain records?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inhouse.core.errors import InputError
from inhouse.core.results import Decision
from inhouse.readers.events.lines import EventLines
from inhouse.readers.events.ocel import flatten
from inhouse.readers.events.ocel_json import flat, is_ocel, ocel_from_json
from inhouse.readers.events.raw import RawLog, map_cells
from inhouse.readers.events.said import Said
from inhouse.readers.ocds.documents import read_documents

_LISTS = ("service_requests", "requests", "issues", "events", "records", "results", "result", "items", "rows", "data")
_NOTE_TIMES = ("datetime", "date_time", "timestamp", "date", "time", "updated_datetime", "created_at")
_NOTE, _NOTE_TIME, _REQUEST = "note", "note:datetime", "service_request_id"
_ISSUE, _CHANGE, _CHANGED = "key", "status", "changed"


def document_log(path: Path, workdir: Path, said: Said, shown: str) -> RawLog:
    """Read a JSON file as a log.

    Parameters
    ----------
    path, workdir
        The file, unpacked, and where lines are written.
    said
        What a person said.
    shown
        The name to use in messages.

    Raises
    ------
    UnreadableFile
        It is not JSON to its end.
    InputError
        It is JSON, but no log.
    """
    documents = read_documents(path, shown=shown)
    if len(documents) == 1 and is_ocel(documents[0]):
        return flatten(ocel_from_json(documents[0], shown), said.object_type, workdir, shown)
    return records_log(_records(documents, shown), workdir)


def records_log(records: Sequence[Any], workdir: Path) -> RawLog:
    """Make a log of records: what they are is told by their keys."""
    if not records:
        return _empty(workdir)
    dicts = [record if isinstance(record, dict) else {} for record in records]
    if any("notes" in record for record in dicts):
        return _notes_log(dicts, workdir)
    if any(isinstance(record.get("changelog"), dict) for record in dicts):
        return _jira_log(dicts, workdir)
    with EventLines(workdir / "events.ndjson") as lines:
        for record in dicts:
            lines.write(dict(flat("", record)))
    return RawLog(format="JSON", relation=lines.relation(), cells=map_cells(list(lines.keys)), in_map=True)


def _empty(workdir: Path) -> RawLog:
    """A log without an event says nothing of its columns, and needs none."""
    with EventLines(workdir / "events.ndjson") as lines:
        fixed = {"case": "case", "activity": "activity", "timestamp": "timestamp"}
    return RawLog(format="JSON", relation=lines.relation(), cells=map_cells(list(fixed)), in_map=True, fixed=fixed)


def _records(documents: Sequence[Any], shown: str) -> list[Any]:
    """Find the list of records: the document itself, the list it wraps, or the documents one after another."""
    if len(documents) != 1:
        return list(documents)
    (document,) = documents
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = [document[name] for name in _LISTS if isinstance(document.get(name), list)]
        if lists:
            return list(lists[0])
        if len(document) > 1:
            return [document]
    raise InputError(
        f"{shown} is JSON, but no log.",
        found=f"keys {', '.join(map(str, document))}" if isinstance(document, dict) else type(document).__name__,
        next_step="Give a list of events or requests, an OCEL log, or the export as CSV.",
    )


def _notes_log(requests: Sequence[Mapping[str, Any]], workdir: Path) -> RawLog:
    """Each note of a request is an event: what is its summary, else its type."""
    silent = 0
    with EventLines(workdir / "events.ndjson") as lines:
        for number, request in enumerate(requests, start=1):
            notes = request.get("notes")
            inner = notes.get("note", notes) if isinstance(notes, dict) else notes
            listed = inner if isinstance(inner, list) else [inner] if inner else []
            silent += not listed
            about = {f"case:{k}": v for k, v in flat("", {k: v for k, v in request.items() if k != "notes"})}
            for note in listed:
                lines.write({**about, **_note(note), _REQUEST: str(request.get(_REQUEST) or "")}, row=number)
    unsaid = f" {silent:,} of {len(requests):,} requests have no notes, so they have no events." if silent else ""
    return RawLog(
        format="Open311",
        relation=lines.relation(),
        cells=map_cells(list(lines.keys) or [_REQUEST]),
        in_map=True,
        fixed={"case": _REQUEST, "activity": _NOTE, "timestamp": _NOTE_TIME},
        decisions=(
            Decision(
                about="events",
                decided=f"Each note of a request is an event; its summary, else its type, is the activity.{unsaid}",
                because="The requests carry notes.",
                change_with="--activity",
            ),
        ),
    )


def _note(note: Any) -> dict[str, str]:
    if not isinstance(note, dict):
        return {}
    cells = {f"note:{name}": value for name, value in flat("", note)}
    summary, kind = str(note.get("summary") or "").strip(), str(note.get("type") or "").strip()
    time = next((str(note[name]) for name in _NOTE_TIMES if note.get(name)), "")
    return {**cells, _NOTE: summary or kind, _NOTE_TIME: time}


def _jira_log(issues: Sequence[Mapping[str, Any]], workdir: Path) -> RawLog:
    """The creation of an issue and each change of its status are events."""
    with EventLines(workdir / "events.ndjson") as lines:
        for number, issue in enumerate(issues, start=1):
            for cells in _changes(issue):
                lines.write({**cells, _ISSUE: str(issue.get("key") or issue.get("id") or "")}, row=number)
    return RawLog(
        format="Jira",
        relation=lines.relation(),
        cells=map_cells(list(lines.keys) or [_ISSUE]),
        in_map=True,
        fixed={"case": _ISSUE, "activity": _CHANGE, "timestamp": _CHANGED, "resource": "author"},
        decisions=(
            Decision(
                about="events",
                decided="The creation of an issue is an event, «Created», and so is each change of its status.",
                because="The issues carry the history of their changes; other changes are left out.",
                change_with="--activity",
            ),
        ),
    )


def _changes(issue: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    given = issue.get("fields")
    fields = given if isinstance(given, dict) else {}
    if fields.get("created"):
        yield {_CHANGE: "Created", _CHANGED: str(fields["created"]), "author": _person(fields.get("creator"))}
    log = issue.get("changelog")
    histories = _listed(log.get("histories") if isinstance(log, dict) else None)
    for history in reversed(histories) if _newest_first(histories) else histories:
        if not isinstance(history, dict):
            yield {}
            continue
        for item in _listed(history.get("items")):
            if isinstance(item, dict) and item.get("field") == "status":
                yield {
                    _CHANGE: str(item.get("toString") or item.get("to") or ""),
                    _CHANGED: str(history.get("created") or ""),
                    "author": _person(history.get("author")),
                    "from": str(item.get("fromString") or ""),
                }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _newest_first(histories: Sequence[Any]) -> bool:
    """Say whether changes are listed from the newest: equal times then keep the order in which they came about."""
    times = [str(h.get("created")) for h in histories if isinstance(h, dict)]
    return len(times) > 1 and times[0] > times[-1]


def _person(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    return str(author.get("displayName") or author.get("name") or author.get("accountId") or "")

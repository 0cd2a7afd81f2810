"""How are event logs brought in? What a person said is kept by name, because most logs have names and no columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inhouse.core.errors import InputError
from inhouse.core.results import Reject
from inhouse.web.sources.grids import Grid, Layout
from inhouse.web.sources.kinds.file_kind import TABLES, Outcome
from inhouse.web.sources.log_form import LogForm

if TYPE_CHECKING:
    from inhouse.readers.events import EventsPreview, LoadedEvents, PartPreview, Said

_STANDARDS = (".xes", ".jsonocel", ".xmlocel", ".xml", ".sqlite", ".db", ".json", ".jsonl", ".ndjson")


class EventsKind:
    """The log of a service desk and its like: see :class:`inhouse.web.sources.kinds.file_kind.FileKind`."""

    choice = "An event log of a service: a service desk, permits, requests (XES, OCEL or an export)"
    endings = (*TABLES, *_STANDARDS, ".parquet")
    open_words = "XES, JSONOCEL, XMLOCEL, XML, SQLITE, DB, JSON, JSONL, NDJSON or PARQUET"
    say_themselves: tuple[str, ...] = (".xes", ".jsonocel", ".xmlocel", ".xml", ".sqlite", ".db")
    loaded_ending = ".parquet"
    fields: Mapping[str, str] = {
        "case": "Case",
        "activity": "Activity",
        "timestamp": "Time",
        "start_timestamp": "Time when it began",
        "resource": "Who did it",
        "org_group": "Group",
        "lifecycle": "Which rows are events",
        "tie_break": "Order of events with the same time",
        "timezone": "Time zone",
        "object_type": "What is followed",
        "profile": "System it comes from",
    }
    main = ("case", "activity", "timestamp", "resource")
    absent: Mapping[str, str] = {}
    rows_permission = "process.rows"
    told_again = True
    any_question = True
    reject_record: type = Reject
    form = LogForm

    def check(self, path: Path, shown: str) -> None:
        """Whether the bytes are a log is found out when they are looked at or loaded."""

    def look(self, path: Path, layouts: Sequence[Layout], shown: str) -> tuple[Grid, ...]:
        """Look at the first events; what was said of these headings before is taken up."""
        from inhouse.workflows import events

        preview = events.preview(path, shown=shown)
        layout = _layout_of(_fingerprint(preview), layouts)
        if layout and layout["columns"]:
            preview = events.preview(path, _said(layout), shown=shown)
        if not preview.parts and preview.object_types:
            return (_which_objects(preview, layout),)
        return tuple(_grid(part, preview, layout) for part in preview.parts[:1])

    def load(
        self, path: Path, into: Path, layouts: Sequence[Layout], shown: str, progress: Callable[[float], None]
    ) -> Outcome:
        """Read the events."""
        from inhouse.workflows import events

        layout = layouts[0] if layouts else None
        if len(layouts) > 1:
            layout = _layout_of(_fingerprint(events.preview(path, shown=shown)), layouts)
        return _outcome(events.load(path, into, _said(layout), shown=shown, progress=progress))

    def told(
        self,
        path: Path,  # noqa: ARG002 (whether the log has such columns is found out when it is read)
        columns: str | None,
        profiles: Sequence[Path],
    ) -> list[dict[str, Any]]:
        """Read ``case=Ticket,activity=Status,timestamp=Changed at,timezone=Europe/London``."""
        said = dict(_pair(part, self.fields) for part in (columns or "").split(",") if part.strip())
        if profiles:
            said["profile"] = str(profiles[0].resolve())
        return [{"fingerprint": "", "header_row": 0, "columns": said}]

    def lacking(self, said: set[str]) -> list[str]:
        """List which of case, activity and time nobody named."""
        return [name for name in self.main[:3] if name not in said]

    def rejects(self, loaded_file: Path, shown: str) -> tuple[Reject, ...]:
        """List the rows that are no events."""
        from inhouse.workflows import events

        return events.rejects(loaded_file, shown)


def _pair(part: str, fields: Mapping[str, str]) -> tuple[str, str]:
    name, _, value = (piece.strip() for piece in part.partition("="))
    if name not in fields or not value:
        raise InputError(
            "What is said of the log is not understood.",
            found=part.strip(),
            next_step=f"Write case=COLUMN,activity=COLUMN,timestamp=COLUMN; the words are {', '.join(fields)}.",
        )
    return name, value


def _said(layout: Layout | None) -> Said:
    from inhouse.readers.events import Said

    return Said(**(layout["columns"] if layout else {}))


def _layout_of(fingerprint: str, layouts: Sequence[Layout]) -> Layout | None:
    """What was said of this very file, else of files with the same headings."""
    return next((each for each in layouts if each["fingerprint"] in ("", fingerprint)), None)


def _fingerprint(preview: EventsPreview) -> str:
    """Tell logs alike: by the headings of the first table, or the types of objects there are."""
    told = preview.parts[0].headings if preview.parts else tuple(preview.object_types)
    return json.dumps(told, ensure_ascii=False)


def _grid(part: PartPreview, preview: EventsPreview, layout: Layout | None) -> Grid:
    place = {heading: number for number, heading in enumerate(part.headings)}
    return Grid(
        names=(),
        encoding=part.format,
        fingerprint=_fingerprint(preview),
        header_row=max(part.header_row - 1, 0),
        columns={use: place[heading] for use, heading in part.columns.items() if heading in place},
        candidates={use: tuple(place[h] for h in named if h in place) for use, named in part.candidates.items()},
        rows=part.first_rows,
        question=(part.question or "").split("\n")[0],
        said=dict(layout["columns"]) if layout else {},
        remembered=layout is not None,
        warnings=part.warnings,
        object_types=tuple(preview.object_types),
    )


def _which_objects(preview: EventsPreview, layout: Layout | None) -> Grid:
    """Ask which objects of an OCEL log are its cases: until that is said, there is no table to look at."""
    return Grid(
        names=(),
        encoding="OCEL",
        fingerprint=_fingerprint(preview),
        header_row=0,
        columns={},
        candidates={},
        rows=(),
        question="An event of this log belongs to objects of several types. Which are followed as cases?",
        said=dict(layout["columns"]) if layout else {},
        object_types=tuple(preview.object_types),
    )


def _outcome(loaded: LoadedEvents) -> Outcome:
    return Outcome(
        rows_in=loaded.rows_in,
        rows_kept=loaded.rows_kept,
        rows_rejected=loaded.rows_rejected,
        parts=(
            {
                "name": "",
                "encoding": loaded.format,
                "header_row": None,
                "rows_in": loaded.rows_in,
                "rows_kept": loaded.rows_kept,
                "rows_rejected": loaded.rows_rejected,
                "rows_set_aside": loaded.rows_set_aside,
                "headings": dict(loaded.columns),
                "warnings": list(loaded.warnings),
                "decisions": [{"about": d.about, "decided": d.decided, "because": d.because} for d in loaded.decisions],
            },
        ),
    )

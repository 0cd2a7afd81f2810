"""What does an OCEL log in an SQLite file say? The file is opened for reading alone."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from inhouse.core.errors import UnreadableFile
from inhouse.readers.events.ocel import Ocel, OcelEvent, OcelObject

_FIRST = {"EVENTS", "OBJECTS", "RELATIONS"}
_SECOND = {"event", "object", "event_object", "event_map_type", "object_map_type"}
_OWN = {"ocel_id", "ocel_time", "ocel_changed_field"}


def ocel_from_sqlite(path: Path, shown: str) -> Ocel:
    """Read an SQLite file of OCEL 1.0 or 2.0.

    Raises
    ------
    UnreadableFile
        It is damaged, or holds no such log.
    """
    try:
        with closing(_connect(path)) as database:
            tables = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables >= _SECOND:
                return _second(database)
            if tables >= _FIRST:
                return _first(database)
    except sqlite3.Error as error:
        raise UnreadableFile(
            f"{shown} cannot be read as an OCEL log.", found=str(error), next_step="Export the log again."
        ) from error
    raise UnreadableFile(
        f"{shown} is an SQLite database, but no OCEL log.",
        found=", ".join(sorted(tables)) or "no tables",
        next_step="Export the events as CSV, XES or OCEL.",
    )


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    return database


def _first(database: sqlite3.Connection) -> Ocel:
    objects = {
        _text(row["ocel:oid"]): OcelObject(type=_text(row["ocel:type"]), attributes=_rest(row, "ocel:"))
        for row in database.execute('SELECT * FROM "OBJECTS"')
    }
    links: defaultdict[str, list[str]] = defaultdict(list)
    for row in database.execute('SELECT "ocel:eid", "ocel:oid", "ocel:type" FROM "RELATIONS"'):
        links[_text(row[0])].append(_text(row[1]))
        objects.setdefault(_text(row[1]), OcelObject(type=_text(row[2])))
    events = [
        OcelEvent(
            id=_text(row["ocel:eid"]),
            activity=_text(row["ocel:activity"]),
            time=_text(row["ocel:timestamp"]),
            objects=tuple(links[_text(row["ocel:eid"])]),
            attributes=_rest(row, "ocel:"),
        )
        for row in database.execute('SELECT * FROM "EVENTS"')
    ]
    return Ocel(version="1.0 SQLite", objects=objects, events=lambda: iter(events))


def _second(database: sqlite3.Connection) -> Ocel:
    types = {_text(row[0]): _text(row[1]) for row in database.execute("SELECT ocel_id, ocel_type FROM object")}
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for _, row in _typed_rows(database, "object"):
        values[_text(row["ocel_id"])].update(_rest(row))
    links: defaultdict[str, list[str]] = defaultdict(list)
    for row in database.execute("SELECT ocel_event_id, ocel_object_id FROM event_object"):
        links[_text(row[0])].append(_text(row[1]))
    details = {_text(row["ocel_id"]): row for _, row in _typed_rows(database, "event")}
    events = []
    for row in database.execute("SELECT ocel_id, ocel_type FROM event"):
        eid, detail = _text(row[0]), details.get(_text(row[0]))
        events.append(
            OcelEvent(
                id=eid,
                activity=_text(row[1]),
                time="" if detail is None else _text(detail["ocel_time"]),
                objects=tuple(links[eid]),
                attributes={} if detail is None else _rest(detail),
            )
        )
    objects = {oid: OcelObject(type=kind, attributes=values[oid]) for oid, kind in types.items()}
    names = tuple(_text(row[0]) for row in database.execute("SELECT ocel_type FROM object_map_type"))
    return Ocel(version="2.0 SQLite", objects=objects, events=lambda: iter(events), types=names)


def _typed_rows(database: sqlite3.Connection, kind: str) -> Iterator[tuple[str, Any]]:
    """Go through the rows of the tables that hold what each type says, in the order of their times."""
    for name, suffix in database.execute(f"SELECT ocel_type, ocel_type_map FROM {kind}_map_type").fetchall():
        table = f"{kind}_{suffix}".replace('"', '""')
        for row in database.execute(f'SELECT * FROM "{table}" ORDER BY ocel_time'):
            yield _text(name), row


def _rest(row: sqlite3.Row, prefix: str | None = None) -> dict[str, str]:
    """What a row says besides its own columns; an object's later rows hold only what changed."""
    return {
        name: _text(row[name])
        for name in row.keys()  # noqa: SIM118 a Row goes through its values
        if row[name] is not None and not (name.startswith(prefix) if prefix else name in _OWN)
    }


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)

"""What does an OCEL log in JSON say?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inhouse.core.errors import InputError
from inhouse.readers.events.ocel import Ocel, OcelEvent, OcelObject


def is_ocel(document: Any) -> bool:
    """Say whether a JSON document is an OCEL log, 1.0 or 2.0."""
    if not isinstance(document, dict):
        return False
    return "ocel:events" in document or {"eventTypes", "objectTypes"} <= set(document)


def ocel_from_json(document: dict[str, Any], shown: str) -> Ocel:
    """Read a parsed document.

    Raises
    ------
    InputError
        Events or objects are not where the standard puts them.
    """
    try:
        if "ocel:events" in document:
            return _first(document)
        return _second(document)
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(
            f"{shown} is not a valid OCEL log: something is not where the standard puts it.",
            found=f"{type(error).__name__}: {error}"[:200],
            next_step="Export the log again.",
        ) from error


def _first(document: dict[str, Any]) -> Ocel:
    objects = {
        str(oid): OcelObject(type=_text(each["ocel:type"]), attributes=_texts(each.get("ocel:ovmap") or {}))
        for oid, each in (document.get("ocel:objects") or {}).items()
    }
    found = [
        OcelEvent(
            id=str(eid),
            activity=_text(each.get("ocel:activity")),
            time=_text(each.get("ocel:timestamp")),
            objects=tuple(map(str, each.get("ocel:omap") or ())),
            attributes=_texts(each.get("ocel:vmap") or {}),
        )
        for eid, each in (document.get("ocel:events") or {}).items()
    ]
    types = (document.get("ocel:global-log") or {}).get("ocel:object-types") or ()
    return Ocel(version="1.0 JSON", objects=objects, events=lambda: iter(found), types=tuple(map(str, types)))


def _second(document: dict[str, Any]) -> Ocel:
    objects = {
        str(each["id"]): OcelObject(type=_text(each["type"]), attributes=_named(each.get("attributes") or ()))
        for each in document.get("objects") or ()
    }
    found = [
        OcelEvent(
            id=str(each["id"]),
            activity=_text(each.get("type")),
            time=_text(each.get("time")),
            objects=tuple(str(link["objectId"]) for link in each.get("relationships") or ()),
            attributes=_named(each.get("attributes") or ()),
        )
        for each in document.get("events") or ()
    ]
    types = tuple(str(each["name"]) for each in document["objectTypes"])
    return Ocel(version="2.0 JSON", objects=objects, events=lambda: iter(found), types=types)


def _named(attributes: Iterable[Any]) -> dict[str, str]:
    """Values by name; of one that changed, the last."""
    ordered = sorted(attributes, key=lambda each: _text(each.get("time")))
    return {_text(each["name"]): _text(each.get("value")) for each in ordered}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def flat(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    """Go through the leaves of a JSON value, each with its path.

    Examples
    --------
    >>> dict(flat("a", {"b": 1, "c": ["x", None]}))
    {'a/b': '1', 'a/c/1': 'x'}
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flat(f"{prefix}/{name}" if prefix else str(name), inner)
    elif isinstance(value, list):
        for n, inner in enumerate(value, start=1):
            yield from flat(f"{prefix}/{n}", inner)
    elif value is not None:
        yield prefix, _text(value)

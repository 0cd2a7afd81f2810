"""What does an OCEL log in XML say? Read as a stream, twice: for the objects, then for the events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from inhouse.core.errors import InputError
from inhouse.readers.events.ocel import Ocel, OcelEvent, OcelObject

_CHUNK = 1 << 16
_FIRST_ATTRIBUTES = {"event": ("id", "timestamp", "activity"), "object": ("id", "type")}


def ocel_from_xml(path: Path, shown: str) -> Ocel:
    """Read an XML file.

    Raises
    ------
    InputError
        It is not well-formed, declares entities, or lacks what the standard asks for.
    """
    refuse_declarations(path, shown)
    objects: dict[str, OcelObject] = {}
    second = False
    for element in _elements(path, "object"):
        second = second or "id" in element.attrib
        oid, each = _object(element, shown)
        objects[oid] = each
    version = "2.0 XML" if second or not objects else "1.0 XML"
    types = tuple(each.get("name", "") for each in _elements(path, "object-type"))
    return Ocel(version=version, objects=objects, events=lambda: _events(path), types=types)


def refuse_declarations(path: Path, shown: str) -> None:
    """Refuse a file that is not well-formed XML, or that declares a document type or entities.

    Raises
    ------
    InputError
        The message names the line.
    """
    parser = expat.ParserCreate()

    def refuse(*_given: object) -> None:
        raise _broken(
            shown,
            "it declares a document type or entities, which could pull in other files",
            f"line {parser.CurrentLineNumber}",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = expat.errors.messages[error.code]
        raise _broken(shown, "it is not well-formed XML", f"{message} in line {error.lineno}") from error
    except (LookupError, ValueError) as error:
        raise _broken(shown, "its encoding is not known", str(error)) from error


def _elements(path: Path, kind: str) -> Iterator[ElementTree.Element]:
    """Go through the entries of <events> or <objects>, each freed once it is used."""
    parents: list[ElementTree.Element] = []
    for moment, element in ElementTree.iterparse(path, events=("start", "end")):  # noqa: S314 declarations were refused
        if moment == "start":
            parents.append(element)
            continue
        parents.pop()
        if _name(element) == kind and len(parents) == 2 and _name(parents[-1]) == f"{kind}s":
            yield element
            parents[-1].clear()


def _events(path: Path) -> Iterator[OcelEvent]:
    for element in _elements(path, "event"):
        if "id" in element.attrib:
            yield OcelEvent(
                id=element.attrib["id"],
                activity=element.get("type", ""),
                time=element.get("time", ""),
                objects=tuple(e.get("object-id", "") for e in element.iter() if "object-id" in e.attrib),
                attributes=_second_attributes(element),
            )
            continue
        own, lists = _first_parts(element)
        yield OcelEvent(
            id=own.get("id", ""),
            activity=own.get("activity", ""),
            time=own.get("timestamp", ""),
            objects=tuple(value for _, value in lists.get("omap", ())),
            attributes=dict(lists.get("vmap", ())),
        )


def _object(element: ElementTree.Element, shown: str) -> tuple[str, OcelObject]:
    if "id" in element.attrib:
        oid, kind, attributes = element.attrib["id"], element.get("type"), _second_attributes(element)
    else:
        own, lists = _first_parts(element)
        oid, kind, attributes = own.get("id", ""), own.get("type"), dict(lists.get("ovmap", ()))
    if not oid or kind is None:
        raise _broken(shown, "an object lacks its id or type", f"<{_name(element)}> without it")
    return oid, OcelObject(type=kind, attributes=attributes)


def _first_parts(element: ElementTree.Element) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Take apart an entry of OCEL 1.0: its own values, and the entries of its lists."""
    own: dict[str, str] = {}
    lists: dict[str, list[tuple[str, str]]] = {}
    for child in element:
        key = child.get("key", "").removeprefix("ocel:")
        if _name(child) == "list":
            lists[key] = [(e.get("key", ""), e.get("value", "")) for e in child]
        else:
            own[key] = child.get("value", "")
    return own, lists


def _second_attributes(element: ElementTree.Element) -> dict[str, str]:
    """Values by name of an entry of OCEL 2.0; of one that changed, the last."""
    found: list[Any] = [e for e in element.iter() if _name(e) == "attribute"]
    ordered = sorted(found, key=lambda e: e.get("time", ""))
    return {e.get("name", ""): (e.text or "").strip() for e in ordered}


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _broken(shown: str, wrong: str, found: str) -> InputError:
    return InputError(f"{shown} is not a valid log: {wrong}.", found=found, next_step="Export the log again.")

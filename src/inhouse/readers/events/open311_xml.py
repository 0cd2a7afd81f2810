"""Which requests are in this Open311 XML? Source: GeoReport v2, wiki.open311.org."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from inhouse.readers.events.ocel_xml import refuse_declarations


def requests_from_xml(path: Path, shown: str) -> list[dict[str, Any]]:
    """Read every request as a record, its notes as a list.

    Raises
    ------
    InputError
        It is not well-formed XML, or declares entities.
    """
    refuse_declarations(path, shown)
    records = []
    for _, element in ElementTree.iterparse(path):  # noqa: S314 declarations were refused
        if element.tag == "request":
            record: dict[str, Any] = {
                child.tag: (child.text or "").strip() for child in element if child.tag != "notes"
            }
            notes = element.find("notes")
            if notes is not None:
                record["notes"] = [{c.tag: (c.text or "").strip() for c in note} for note in notes]
            records.append(record)
            element.clear()
    return records

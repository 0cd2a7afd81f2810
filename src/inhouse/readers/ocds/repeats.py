"""Does a release use one id for two awards or two contracts?

Merging would let the later one overwrite the earlier, and its money would be gone without a word. Here the later one
gets an id of its own and remembers the one it had; an exact copy is left out.
"""

from __future__ import annotations

from typing import Any

from inhouse.readers.ocds.values import text

REPEATED = "inhouse:repeatedId"
"""Key under which an award or contract remembers the id that another had before it."""


def tell_apart(release: dict[str, Any]) -> dict[str, Any]:
    """Give every award and contract of a release an id of its own.

    Examples
    --------
    >>> release = tell_apart({"awards": [{"id": 1, "title": "A"}, {"id": 1, "title": "B"}, {"id": 1, "title": "A"}]})
    >>> [(award["id"], award["title"]) for award in release["awards"]]
    [(1, 'A'), ('1 (2)', 'B')]
    """
    told = dict(release)
    for key in ("awards", "contracts"):
        if isinstance(release.get(key), list):
            told[key] = _told_apart(release[key])
    return told


def _told_apart(entries: list[Any]) -> list[Any]:
    by_id: dict[str, list[Any]] = {}
    kept = []
    for entry in entries:
        known = text(entry.get("id")) if isinstance(entry, dict) else ""
        same = by_id.setdefault(known, []) if known else []
        if entry in same:
            continue
        same.append(entry)
        repeated = len(same) > 1
        kept.append({**entry, "id": f"{known} ({len(same)})", REPEATED: known} if repeated else entry)
    return kept

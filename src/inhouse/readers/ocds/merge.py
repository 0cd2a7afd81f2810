"""What does a contracting process say after all its releases, as one compiled release?

Releases are merged in order of date by ``ocdsmerge`` with the merging rules written down in ``merge.yaml``, so nothing
is fetched from a network. A record's own compiled release is used as published.
"""

from __future__ import annotations

import datetime as dt
import warnings
from functools import cache
from importlib import resources
from typing import Any

import yaml

from inhouse.contracts.register.read import Dirt

_VERSION_KEYS = {"releaseID", "releaseDate", "releaseTag", "value"}


@cache
def merge_rules() -> dict[tuple[str, ...], str]:
    """Give the rule of every field that does not merge by the default, by its path."""
    told = yaml.safe_load((resources.files(__package__) / "merge.yaml").read_text("utf-8"))
    whole = [
        *told["replaced_whole"],
        *(f"{path}/{name}" for path in told["organisations"] for name in told["organisation_lists"]),
        *(f"{path}/{name}" for path in told["documents"] for name in told["document_lists"]),
        *(f"{path}/items/{name}" for path in told["item_holders"] for name in told["item_lists"]),
        *(f"{path}/{name}/changes" for path in told["amendment_holders"] for name in ("amendment", "amendments")),
    ]
    rules = {tuple(path.split("/")): "wholeListMerge" for path in whole}
    return rules | {(name,): "omitWhenMerged" for name in told["omitted"]}


def compile_releases(releases: list[dict[str, Any]]) -> dict[str, Any]:
    """Merge releases of one process, oldest first; a release without a readable date comes first.

    Raises
    ------
    Dirt
        The releases contradict one another in their very shape.
    """
    from ocdsmerge.exceptions import OCDSMergeError
    from ocdsmerge.merge import CompiledRelease

    merged = CompiledRelease(merge_rules=merge_rules())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # repeated ids in one release: the last one stands
            for release in sorted(releases, key=_instant):
                merged.append(release)
        compiled: dict[str, Any] = merged.asdict()
    except (OCDSMergeError, TypeError, AttributeError, KeyError, ValueError) as error:
        raise Dirt("releases", str(error)[:200], "releases of one shape, as OCDS 1.1 merges them") from error
    return compiled


def latest_of_versions(versioned: Any) -> Any:
    """Turn a versioned release into its latest state."""
    if isinstance(versioned, list):
        if versioned and all(isinstance(item, dict) and item.keys() >= _VERSION_KEYS for item in versioned):
            return versioned[-1]["value"]
        return [latest_of_versions(item) for item in versioned]
    if isinstance(versioned, dict):
        return {key: latest_of_versions(value) for key, value in versioned.items()}
    return versioned


def is_versioned(release: dict[str, Any]) -> bool:
    """Say whether a release holds the history of its fields rather than their values."""
    kind = release.get("initiationType")
    return isinstance(kind, list)


def _instant(release: dict[str, Any]) -> tuple[int, dt.datetime]:
    """Order releases by instant; dates without a zone are taken as UTC, which only orders them."""
    date = release.get("date")
    try:
        instant = dt.datetime.fromisoformat(date) if isinstance(date, str) else None
    except ValueError:
        instant = None
    if instant is None:
        return (0, dt.datetime.min.replace(tzinfo=dt.UTC))
    return (1, instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC))

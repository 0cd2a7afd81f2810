"""What did a person say about a log, and what did a profile say for them?

A profile is a YAML file that describes the exports of one system::

    name: what people call the system
    recognise: [[words of a heading, ...], ...]   # one of each group must be a heading: the profile then applies itself
    columns: {case: [headings], activity: [...], timestamp: [...], start_timestamp: ..., resource: ..., org_group: ...,
              lifecycle: ..., tie_break: ...}     # the first heading that the file has is used
    moments: {Opened: [headings], Closed: [...]}  # one row per case, several times: each time is an event
    missing: ["?", "NA"]                          # what stands for nothing, in any column but the case
    day_first: true                               # 3/4/2024 is 3 April
    lifecycle: complete                           # which rows are events, as on the command line
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from inhouse.core.errors import InputError, UsageError

PACKAGED = Path(__file__).with_name("profiles")
_KEYS = {"name", "recognise", "columns", "moments", "missing", "day_first", "lifecycle"}
COLUMNS = (
    "case", "activity", "timestamp", "start_timestamp", "resource", "org_group", "lifecycle", "tie_break",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person said about a log; None where nothing was said.

    Attributes
    ----------
    case, timestamp, start_timestamp, resource, tie_break
        A column, or an XES key.
    activity
        A column, or XES keys joined by ``+``.
    lifecycle
        ``all``, ``complete``, ``start``, or the column that holds the transition.
    timezone
        IANA name of the zone of times without an offset.
    object_type
        Which objects of an OCEL log are the cases.
    profile
        Name of a packaged profile, or the path of one.
    """

    case: str | None = None
    activity: str | None = None
    timestamp: str | None = None
    start_timestamp: str | None = None
    resource: str | None = None
    lifecycle: str | None = None
    tie_break: str | None = None
    timezone: str | None = None
    object_type: str | None = None
    profile: str | None = None

    def __post_init__(self) -> None:
        """Refuse a time zone that does not exist."""
        if self.timezone is None:
            return
        from zoneinfo import available_timezones

        if self.timezone not in available_timezones():
            raise UsageError(
                "The time zone is not known.",
                found=self.timezone,
                next_step="Give a name such as Europe/London or UTC.",
            )


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How the exports of one system are worded; see this module."""

    name: str
    recognise: tuple[tuple[str, ...], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    day_first: bool | None = None
    lifecycle: str | None = None

    def recognises(self, headings: Sequence[str]) -> bool:
        """Say whether headings are those of this system."""
        known = {plain(heading) for heading in headings}
        return bool(self.recognise) and all(any(plain(n) in known for n in group) for group in self.recognise)

    def column(self, use: str, headings: Sequence[str]) -> str | None:
        """Name the heading that serves a use, if one does."""
        return first_of(self.columns.get(use, ()), headings)

    def moment_columns(self, headings: Sequence[str]) -> dict[str, str]:
        """Name the heading of each moment that the file has."""
        found = {moment: first_of(names, headings) for moment, names in self.moments.items()}
        return {moment: heading for moment, heading in found.items() if heading is not None}


def plain(heading: str) -> str:
    """Write a heading so that spelling does not matter.

    Examples
    --------
    >>> plain(" Opened-At ")
    'opened at'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())


def first_of(names: Sequence[str], headings: Sequence[str]) -> str | None:
    """Find the first of several names among headings: as written, else whatever the spelling."""
    spelt = {plain(heading): heading for heading in reversed(headings)}
    for name in names:
        if name in headings:
            return name
        if plain(name) in spelt:
            return spelt[plain(name)]
    return None


def find_profile(said: Said, headings: Sequence[str]) -> Profile | None:
    """Find the profile a person named, else the packaged one that recognises the headings.

    Raises
    ------
    InputError
        The profile named cannot be read.
    """
    if said.profile is not None:
        packaged = PACKAGED / f"{said.profile.lower()}.yaml"
        return load_profile(packaged if packaged.is_file() else Path(said.profile))
    return next((profile for profile in _packaged() if profile.recognises(headings)), None)


@cache
def _packaged() -> tuple[Profile, ...]:
    return tuple(load_profile(path) for path in sorted(PACKAGED.glob("*.yaml")))


def load_profile(path: Path) -> Profile:
    """Read a profile.

    Raises
    ------
    InputError
        It is no YAML of the shape this module describes.
    """
    known = ", ".join(sorted(p.stem for p in PACKAGED.glob("*.yaml")))
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _profile(data, path.stem)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(
            f"The profile {path} cannot be read.",
            found=str(error).splitlines()[0],
            next_step=f"Give the path of a profile, or one of these names: {known}.",
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"The profile {path} is not of the right shape.",
            found=str(error),
            next_step="It needs columns: with a list of headings for case, activity and timestamp.",
        ) from error


def _profile(data: Any, stem: str) -> Profile:
    if not isinstance(data, dict) or set(data) - _KEYS:
        raise ValueError(f"keys other than {', '.join(sorted(_KEYS))}")
    columns = {str(use): _names(names) for use, names in (data.get("columns") or {}).items()}
    if set(columns) - set(COLUMNS):
        raise ValueError(f"columns other than {', '.join(COLUMNS)}")
    return Profile(
        name=str(data.get("name", stem)),
        recognise=tuple(_names(group) for group in data.get("recognise") or ()),
        columns=columns,
        moments={str(moment): _names(names) for moment, names in (data.get("moments") or {}).items()},
        missing=tuple(map(str, data.get("missing") or ())),
        day_first=data.get("day_first"),
        lifecycle=data.get("lifecycle"),
    )


def _names(names: Any) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(map(str, names))

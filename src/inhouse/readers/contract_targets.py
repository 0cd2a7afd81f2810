"""What does a contract promise, as a small YAML file says?

See :data:`TEMPLATE` for every key. What is not understood is refused: a target that is silently half read would acquit
or convict a supplier wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from inhouse.core.errors import InputError
from inhouse.process.targets.records import Measure, Merged, PriorityTarget, Reopened
from inhouse.process.working_time import Calendar
from inhouse.readers.settings_file import read_settings, refuse_unknown

TEMPLATE = """\
# What the contract promises. Words of events are those of the log, exactly: activities or states.
measures:
  - name: Incidents resolved in time

    # A case has ended while its latest event is one of these.
    ends: [Resolved, Closed]

    # What starts the clock; the first event of the case if left out.
    starts: [New]

    # The clock stands still from such an event to the next.
    clock_stops: [Awaiting User Info]

    # Events that change nothing.
    ignores: [Survey sent]

    # working time (by the calendar given with --calendar) or elapsed time.
    counted_in: working time

    # The attribute that holds the priority, and which of its values counts: last or first.
    priority: priority
    priority_at: last

    # Minutes, hours or working days; minutes, hours, days or weeks where elapsed time counts.
    targets:
      1 - Critical: 4 hours
      2 - High: 8 hours
      3 - Moderate: 5 working days

    # The share that must be met.
    share_required: 95%

    # A case that went on after its end: as one (ended when it ended last), first (ended when it ended first),
    # or as new (each reopening is a case of its own).
    reopened: as one

    # The attribute that names the case another was merged into. Merged cases are left out, or followed:
    # they end with the case they were merged into.
    merged_into: parent_incident
    merged: left out

    # Which cases are looked at: an attribute and its values.
    only:
      contract: [Service desk]
    leave_out:
      category: [Test]

    # The attribute in which the supplier says of each case whether it was met.
    reported_met: made_sla

  - name: Requests answered by their due time
    starts: [Opened]
    ends: [Closed]
    # Instead of targets: the event whose time is the deadline.
    due: Due
    counted_in: elapsed time
"""
"""An example with every key; it can be read as it stands."""

_KEYS = (
    "name", "ends", "starts", "clock_stops", "ignores", "counted_in", "priority", "priority_at", "targets", "target",
    "due", "share_required", "reopened", "merged_into", "merged", "only", "leave_out", "reported_met",
)  # fmt: skip
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(minute|hour|day|working day|week)s?", re.IGNORECASE)
_ELAPSED = {"minute": 60.0, "hour": 3600.0, "day": 86_400.0, "week": 7 * 86_400.0}
_WORKING = {"minute": 60.0, "hour": 3600.0}
_COUNTED = {"working time": True, "elapsed time": False}
Word = TypeVar("Word", bound=StrEnum)


def read_targets(path: Path, calendar: Calendar | None = None) -> tuple[Measure, ...]:
    """Read the measures of a contract.

    Parameters
    ----------
    calendar
        Says how long a working day is; without one, working days have no length.

    Raises
    ------
    UnreadableFile
        The file is missing, or not YAML.
    InputError
        It says something that is not understood.
    """
    found = read_settings(path, what="a file of targets")
    refuse_unknown(found, ("measures",), where=str(path))
    listed = found.get("measures")
    if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) for each in listed):
        raise _refused("measures", listed, "Give a list of measures, as inhouse targets --template shows.")
    measures = tuple(_measure(each, calendar) for each in listed)
    names = [measure.name for measure in measures]
    if twice := next((name for place, name in enumerate(names) if name in names[:place]), None):
        raise _refused("name", twice, "Give each measure a name of its own.")
    return measures


def _measure(found: Mapping[str, Any], calendar: Calendar | None) -> Measure:
    refuse_unknown(found, _KEYS, where="A measure")
    name = str(found.get("name") or "").strip()
    if not name:
        raise _refused("name", None, "Give each measure a name.")
    ends = _words("ends", found.get("ends"))
    if not ends:
        raise _refused("ends", None, f"Say which events end a case of «{name}».")
    working = _COUNTED.get(str(found.get("counted_in", "working time")).lower())
    if working is None:
        raise _refused("counted_in", found["counted_in"], f"Give one of: {', '.join(_COUNTED)}.")
    targets, due = _targets(found, calendar, working), str(found.get("due") or "")
    if bool(targets) == bool(due):
        raise _refused("targets", "both targets and due" if due else None, f"Give «{name}» either targets or due.")
    return Measure(
        name=name,
        ends=ends,
        starts=_words("starts", found.get("starts")),
        stops=_words("clock_stops", found.get("clock_stops")),
        ignores=_words("ignores", found.get("ignores")),
        targets=targets,
        due=due,
        priority=_priority(found),
        priority_last=_one_of("priority_at", found.get("priority_at", "last"), ("last", "first")) == "last",
        working_time=working,
        share_required=_share(found.get("share_required")),
        reopened=_word("reopened", found.get("reopened"), Reopened, Reopened.AS_ONE),
        only=_attribute("only", found.get("only")),
        leave_out=_attribute("leave_out", found.get("leave_out")),
        merged_into=str(found.get("merged_into") or ""),
        merged=_word("merged", found.get("merged"), Merged, Merged.LEFT_OUT),
        reported_met=str(found.get("reported_met") or ""),
    )


def _targets(found: Mapping[str, Any], calendar: Calendar | None, working: bool) -> tuple[PriorityTarget, ...]:
    by_priority, for_all = found.get("targets"), found.get("target")
    if for_all is not None and by_priority is not None:
        raise _refused("target", for_all, "Give either one target, or targets by priority.")
    if for_all is not None:
        return (PriorityTarget(priority="", target_seconds=_seconds(for_all, calendar, working)),)
    if by_priority is None:
        return ()
    if not isinstance(by_priority, dict) or not by_priority:
        raise _refused("targets", by_priority, "Give priorities with their targets, such as  1 - Critical: 4 hours")
    return tuple(
        PriorityTarget(priority=str(priority), target_seconds=_seconds(written, calendar, working))
        for priority, written in by_priority.items()
    )


def _priority(found: Mapping[str, Any]) -> str:
    priority = str(found.get("priority") or "")
    if ("targets" in found) != bool(priority):
        raise _refused(
            "priority", priority or None, "Name the attribute that holds the priority, with targets by priority."
        )
    return priority


def _seconds(written: Any, calendar: Calendar | None, working: bool) -> float:
    match = _DURATION.fullmatch(str(written).strip())
    units = _WORKING if working else _ELAPSED
    unit = match[2].lower() if match else ""
    if match and working and unit == "working day":
        day = _day_seconds(calendar)
        if day is None:
            raise _refused(
                "targets", written, "Working days need --calendar, with days of equal length or with day_hours."
            )
        return float(match[1]) * day
    if not match or unit not in units or not float(match[1]):
        kinds = [*(f"{each}s" for each in units), *(["working days"] if working else [])]
        raise _refused("targets", written, f"Write a time such as 4 hours, in {', '.join(kinds)}.")
    return float(match[1]) * units[unit]


def _day_seconds(calendar: Calendar | None) -> float | None:
    days = calendar.working_days(1.0) if calendar else None
    return 1.0 / days if days else None


def _share(written: Any) -> float | None:
    if written is None:
        return None
    text = str(written).strip()
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        raise _refused("share_required", written, "Write a share such as 95% or 0.95.")
    return share


def _words(key: str, written: Any) -> tuple[str, ...]:
    if written is None:
        return ()
    listed = written if isinstance(written, list) else [written]
    if any(isinstance(each, dict | list) or each is None for each in listed):
        raise _refused(key, written, "Give a list of activities or states, such as [Resolved, Closed].")
    return tuple(str(each) for each in listed)


def _attribute(key: str, written: Any) -> tuple[str, tuple[str, ...]]:
    if written is None:
        return ("", ())
    if not isinstance(written, dict) or len(written) != 1:
        raise _refused(key, written, "Give one attribute with its values, such as  category: [Hardware, Software]")
    ((attribute, values),) = written.items()
    return (str(attribute), _words(key, values))


def _word(key: str, written: Any, words: type[Word], usual: Word) -> Word:
    if written is None:
        return usual
    said = _one_of(key, str(written).replace(" ", "_").lower(), tuple(each.value for each in words))
    return words(said)


def _one_of(key: str, written: Any, known: tuple[str, ...]) -> str:
    if str(written) not in known:
        raise _refused(key, written, f"Give one of: {', '.join(each.replace('_', ' ') for each in known)}.")
    return str(written)


def _refused(key: str, found: object, next_step: str) -> InputError:
    return InputError(
        f"The targets' «{key}» is not understood.",
        found="nothing" if found is None else str(found),
        next_step=next_step,
    )

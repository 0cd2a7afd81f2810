"""What happened to each object of one type, in an object-centric log (OCEL)?

An event of OCEL 1.0 or 2.0 belongs to several objects. Flattened by a type, it becomes an event of each of its objects
of that type; which type is the case is a person's to say where there are several. Source: ocel-standard.org, 1.0 (2020)
and 2.0 (2023).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inhouse.core.errors import InputError, LayoutQuestion
from inhouse.core.results import Decision
from inhouse.readers.events.lines import EventLines
from inhouse.readers.events.raw import RawLog, map_cells

OBJECT, EVENT, ACTIVITY, TIME = "ocel:oid", "ocel:eid", "ocel:activity", "ocel:timestamp"


@dataclass(frozen=True, kw_only=True)
class OcelEvent:
    """An event: its own id, what, when, the ids of its objects, and what else it says."""

    id: str
    activity: str
    time: str
    objects: tuple[str, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OcelObject:
    """An object: its type, and the last value of each of its attributes."""

    type: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ocel:
    """An object-centric log: its objects by id, its events, gone through as often as asked, and types it declares."""

    version: str
    objects: Mapping[str, OcelObject]
    events: Callable[[], Iterator[OcelEvent]]
    types: tuple[str, ...] = ()


class ObjectTypeQuestion(LayoutQuestion):
    """A person must say which type of object is the case; ``counts`` are the events of each."""

    def __init__(self, wrong: str, *, counts: Mapping[str, int], found: str, next_step: str) -> None:
        super().__init__(wrong, found=found, next_step=next_step)
        self.counts = counts


def count_types(log: Ocel) -> dict[str, int]:
    """Count the events that each type of object takes part in, most first.

    Examples
    --------
    >>> event = OcelEvent(id="e1", activity="Pay", time="", objects=("o1", "o2", "i1"))
    >>> order, item = OcelObject(type="order"), OcelObject(type="item")
    >>> log = Ocel(version="2.0", objects={"o1": order, "o2": order, "i1": item}, events=lambda: iter([event]))
    >>> count_types(log)
    {'item': 1, 'order': 1}
    """
    counts = Counter(dict.fromkeys((*log.types, *(each.type for each in log.objects.values())), 0))
    for event in log.events():
        counts.update({log.objects[oid].type for oid in event.objects if oid in log.objects})
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def flatten(log: Ocel, object_type: str | None, workdir: Path, shown: str) -> RawLog:
    """Make a log of the events of the objects of one type.

    Parameters
    ----------
    log
        The object-centric log.
    object_type
        The type whose objects are the cases; may be None where there is only one.
    workdir
        Where the lines are written.
    shown
        The name to use in messages.

    Raises
    ------
    ObjectTypeQuestion
        There are several types, and nobody said which.
    InputError
        There is no such type.
    """
    counts = count_types(log)
    chosen = _chosen(counts, object_type, shown)
    tally: Counter[str] = Counter()
    with EventLines(workdir / "events.ndjson") as lines:
        for number, event in enumerate(log.events(), start=1):
            known = [oid for oid in dict.fromkeys(event.objects) if oid in log.objects]
            tally["unknown"] += len(set(event.objects)) - len(known)
            cases = [oid for oid in known if log.objects[oid].type == chosen]
            tally[("none", "one")[len(cases)] if len(cases) < 2 else "several"] += 1
            for oid in cases:
                lines.write({**_case(log, oid), **_cells(event)}, row=number)
    unknown = tally["unknown"]
    warnings = (f"{unknown:,} links lead to objects that the log does not describe; they are left out.",)
    return RawLog(
        format=f"OCEL {log.version}",
        relation=lines.relation(chosen),
        cells=map_cells(list(lines.keys) or [OBJECT]),
        in_map=True,
        fixed={"case": OBJECT, "activity": ACTIVITY, "timestamp": TIME},
        decisions=(_decision(chosen, object_type, tally),),
        warnings=warnings if unknown else (),
    )


def _chosen(counts: Mapping[str, int], said: str | None, shown: str) -> str:
    listed = "; ".join(f"«{name}» in {events:,} events" for name, events in counts.items())
    if said is not None:
        if said not in counts:
            raise InputError(
                f"{shown} has no objects of the type «{said}».",
                found=listed or "no objects",
                next_step="Give --object-type one of the types found.",
            )
        return said
    with_events = [name for name, events in counts.items() if events]
    if len(with_events) > 1:
        raise ObjectTypeQuestion(
            f"Which objects are the cases of {shown}? An event of this log belongs to objects of several types.",
            counts=counts,
            found=listed,
            next_step="Say it with --object-type TYPE.",
        )
    return next(iter(counts), "")


def _case(log: Ocel, oid: str) -> dict[str, str]:
    return {OBJECT: oid, **{f"case:{name}": value for name, value in log.objects[oid].attributes.items()}}


def _cells(event: OcelEvent) -> dict[str, str]:
    return {**event.attributes, EVENT: event.id, ACTIVITY: event.activity, TIME: event.time}


def _decision(chosen: str, said: str | None, tally: Mapping[str, int]) -> Decision:
    return Decision(
        about="object type",
        decided=f"The cases are the objects of type «{chosen}». {tally['none']:,} events touch none and are left out;"
        f" {tally['several']:,} touch several and count once for each.",
        because="It was said." if said else "No other type has events.",
        change_with="--object-type",
    )

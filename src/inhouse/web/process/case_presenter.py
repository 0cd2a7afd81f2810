"""How is one case told, event by event, without naming anybody?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inhouse.core.durations import say_duration
from inhouse.process.discovery.behind import AttributeValue, EventRow
from inhouse.web.process.filters import SMALLEST_GROUP
from inhouse.web.process.naming import attribute_words, is_about_people
from inhouse.web.process.presenters import moment
from inhouse.web.sources.opened import LoadedFile


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """One event as shown; ``file`` is None where the log it came from no longer counts."""

    activity: str
    at: str
    waited: str
    who: str
    group: str
    more: tuple[tuple[str, str], ...]
    withheld: tuple[str, ...]
    file: LoadedFile | None
    part: str
    row: int


@dataclass(frozen=True, kw_only=True)
class EventForDownload:
    """One event in a file: the person by pseudonym, and where it stands."""

    case_id: str
    at: str
    activity: str
    person: str
    group: str
    file: str
    part: str
    row: int


def events_for_download(
    case_id: str, events: Sequence[EventRow], files: Mapping[str, LoadedFile], people: Mapping[str, str]
) -> list[EventForDownload]:
    """Tell the events of one case, in order, times in UTC."""
    return [
        EventForDownload(
            case_id=case_id,
            at=f"{event.at.isoformat()}Z",
            activity=event.activity,
            person=people.get(event.resource, "") if event.resource else "",
            group=event.org_group or "",
            file=files[event.source].name if event.source in files else event.source,
            part=event.part,
            row=event.row,
        )
        for event in events
    ]


def event_lines(
    events: Sequence[EventRow],
    files: Mapping[str, LoadedFile],
    people: Mapping[str, str],
    common: Mapping[str, Sequence[AttributeValue]],
) -> list[EventLine]:
    """Tell the events of one case.

    Parameters
    ----------
    events
        In order.
    files
        By SHA-256.
    people
        The pseudonym of each resource.
    common
        The values of attributes that have few. Others, and values of few cases, are shown only where they are numbers:
        free text may name people.
    """
    lines = []
    often = {(each.name, each.value) for values in common.values() for each in values if each.cases >= SMALLEST_GROUP}
    for before, event in zip((None, *events), events, strict=False):
        shown = {name for name in event.attributes if _may_be_shown(name, event.attributes[name], often)}
        lines.append(
            EventLine(
                activity=event.activity,
                at=moment(event.at),
                waited=say_duration((event.at - before.at).total_seconds()) if before else "",
                who=people.get(event.resource, "") if event.resource else "",
                group=event.org_group or "",
                more=tuple((attribute_words(name), event.attributes[name]) for name in sorted(shown)),
                withheld=tuple(attribute_words(name) for name in sorted(set(event.attributes) - shown)),
                file=files.get(event.source),
                part=event.part,
                row=event.row,
            )
        )
    return lines


def _may_be_shown(name: str, value: str, often: Collection[tuple[str, str]]) -> bool:
    if is_about_people(name):
        return False
    return (name, value) in often or value.replace(".", "", 1).replace("-", "", 1).isdigit()

"""Which deadlines are there, whose are they, and when were they last checked?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from inhouse.contracts.calendar_deadlines import Kind, Watched, watched
from inhouse.publishers.ical import Deadline
from inhouse.web.contracts.deadlines.models import DeadlineCheck
from inhouse.web.contracts.presenters import CHOICE_WORDS, address
from inhouse.web.contracts.queries import Held

STOPPED_AFTER = dt.timedelta(days=2)
NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Due:
    """One deadline of one contract, in words. ``owner`` is the key of who looks after it, empty for nobody."""

    id: str
    date: dt.date
    kind: Kind
    what: str
    why: str
    late: bool
    title: str
    supplier: str
    department: str
    owner: str
    owner_name: str
    href: str
    illustrative: bool

    def days_words(self, today: dt.date) -> str:
        """Say how far away it is.

        Examples
        --------
        >>> from types import SimpleNamespace
        >>> Due.days_words(SimpleNamespace(date=dt.date(2027, 3, 3)), dt.date(2027, 3, 1))
        'in 2 days'
        """
        days = (self.date - today).days
        if days in (-1, 0, 1):
            return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
        return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """When deadlines were last checked; ``stopped`` where that is too long ago, or never happened."""

    last: DeadlineCheck | None
    stopped: bool


def due(held: Iterable[Held]) -> list[Due]:
    """Gather every deadline of every contract, the soonest first; what is late comes before."""
    found = [_due(each, day) for each in held for day in watched(each.outlook)]
    return sorted(found, key=lambda each: (each.date, each.title, each.what))


def heartbeat(now: dt.datetime | None = None) -> Heartbeat:
    """Say when deadlines were last checked, and whether checks have stopped."""
    last = DeadlineCheck.objects.first()
    late = last is None or (now or timezone.now()) - last.checked_at > STOPPED_AFTER
    return Heartbeat(last=last, stopped=late)


def as_events(deadlines: Iterable[Due], base: str = "") -> list[Deadline]:
    """Turn deadlines into calendar events whose identifiers stay the same when the register is loaded again.

    Parameters
    ----------
    base
        The address of the programme, so that an event leads to its contract.
    """
    events, seen = [], dict[str, int]()
    for each in deadlines:
        seen[each.id] = seen.get(each.id, 0) + 1
        same = f"-{seen[each.id]}" if seen[each.id] > 1 else ""
        events.append(
            Deadline(
                id=f"{each.id}{same}",
                day=each.date,
                title=f"{each.what}: {each.title}",
                detail=each.why,
                url=f"{base}{each.href}" if base else "",
            )
        )
    return events


def _due(held: Held, day: Watched) -> Due:
    owner = held.terms.owner if held.terms else None
    contract = held.contract
    choices = "-".join(choice.value for choice in day.choices)
    return Due(
        id="-".join(filter(None, (held.identity, day.kind.value.replace(" ", "-"), choices))),
        date=day.date,
        kind=day.kind,
        what=_what(day),
        why=day.why,
        late=day.late,
        title=contract.title or contract.id,
        supplier=contract.supplier or "",
        department=contract.department or "",
        owner=str(owner.pk) if owner else "",
        owner_name=str(owner) if owner else "",
        href=address("contract", held.key),
        illustrative=held.illustrative,
    )


def _what(day: Watched) -> str:
    listed = [CHOICE_WORDS[choice].lower() for choice in day.choices]
    choices = " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""
    return {
        Kind.ACT_BY: f"Act by: {choices}",
        Kind.LAST_DAY: f"Last day: {choices}",
        Kind.ENDS: "Ends",
        Kind.RENEWS: "Renews itself",
        Kind.INFORMATION: "TUPE: information about people is due",
    }[day.kind]

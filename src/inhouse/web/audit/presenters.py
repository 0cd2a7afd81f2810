"""How is a line of the audit record read by people?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inhouse.web.audit.models import AuditEvent

WORDS = {
    "account.added": "Added an account",
    "account.changed": "Changed an account",
    "account.password_changed": "Changed a password",
    "account.signed_in": "Signed in",
    "control.stated": "Said who holds a lever",
    "control.withdrawn": "Took back who holds a lever",
    "deadlines.checked": "Checked deadlines",
    "digest.chosen": "Chose how often to be reminded",
    "digest.unsubscribed": "Stopped reminders by the link in an e-mail",
    "feed.made": "Made a calendar address",
    "feed.revoked": "Took back a calendar address",
    "lead_times.entered": "Entered lead times",
    "meeting.added": "Listed a decision meeting",
    "meeting.changed": "Changed a decision meeting",
    "meeting.put_back": "Put back a decision meeting",
    "meeting.removed": "Removed a decision meeting",
    "service.changed": "Changed a service or its logs",
    "service.logs_kept": "Kept the logs of a service for a handover",
    "service.named": "Named a service",
    "service.put_back": "Put back a service",
    "service.removed": "Removed a service",
    "terms.entered": "Entered contract terms",
    "terms.restored": "Restored earlier contract terms",
    "terms.withdrawn": "Took back contract terms",
    "source.added": "Brought in a file",
    "source.accepted": "Accepted a file's columns",
    "source.asked": "Sent a file back with a question",
    "source.loaded": "Loaded a file",
    "source.failed": "Could not load a file",
    "source.retried": "Tried a file again",
    "source.undone": "Undid a load",
    "source.redone": "Redid a load",
    "source.discarded": "Discarded a file",
}
LONGEST = 160


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """One event in words; ``details`` are names and values."""

    sequence: int
    at: dt.datetime
    person: str
    words: str
    target: str
    target_name: str
    details: tuple[tuple[str, str], ...]


def line(event: AuditEvent, people: Mapping[str, str], targets: Mapping[tuple[str, str], str]) -> EventLine:
    """Put an event in words; a line that was tampered with is shown as far as it can be read."""
    try:
        at, details = event.happened_at(), event.details()
    except ValueError:
        at, details = dt.datetime.fromtimestamp(0, dt.UTC), {"not as it was written": event.payload}
    return EventLine(
        sequence=event.sequence,
        at=at,
        person=people.get(event.by, event.by),
        words=WORDS.get(event.verb, event.verb),
        target_name=targets.get((event.target_kind, event.target_id), ""),
        target=f"{event.target_kind.partition('.')[2]} {event.target_id}",
        details=tuple(
            (name.replace("_", " "), _value(value)) for name, value in details.items() if value not in ("", [])
        ),
    )


def _value(value: Any) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"

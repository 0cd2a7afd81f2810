"""How is it remembered who did what? Inside the transaction of the deed itself, or not at all."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from inhouse.web.audit.chain import GENESIS
from inhouse.web.audit.models import AuditEvent

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User

COMMAND_LINE = "command line"
_POSTGRES_LOCK = 4_717_266_001


def record(verb: str, target: models.Model, *, by: User | None, **payload: Any) -> AuditEvent:
    """Append one event to the audit record.

    Parameters
    ----------
    verb
        What was done, as ``thing.done``.
    target
        What it was done to; its kind and key are kept, nothing else of it.
    by
        The account that acted; None for the person at the command line of the machine.
    payload
        Identifiers, counts and choices; never anything personal.

    Raises
    ------
    RuntimeError
        Outside a transaction: a deed and its record stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event belongs inside the transaction of the action it records.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_POSTGRES_LOCK])
    last = AuditEvent.objects.order_by("-sequence").first()
    event = AuditEvent(
        sequence=last.sequence + 1 if last else 1,
        at=dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
        by=str(by.pk) if by else COMMAND_LINE,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True, default=str),
        previous=last.hash if last else GENESIS,
    )
    event.hash = event.entry().hash()
    event.save(force_insert=True)
    return event

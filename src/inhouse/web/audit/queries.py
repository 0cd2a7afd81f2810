"""What does the audit record say, and is it whole?"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth import get_user_model

from inhouse.web.audit.chain import Entry, Verification, verify_rows
from inhouse.web.audit.models import AuditEvent

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User

NAMED = {"sources.source": "sources.view", "accounts.user": "audit.view", "process.service": "process.view"}


def verify(expected_root: str | None = None) -> Verification:
    """Recompute the chain and the tree of the whole record, in n steps."""
    rows = AuditEvent.objects.order_by("sequence").values_list(*Entry._fields, "hash")
    return verify_rows(rows.iterator(), expected_root)


def names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Return the present names of those who acted; a person who was removed stays an identifier."""
    keys = {event.by for event in events if _is_key(event.by)}
    return {str(user.pk): str(user) for user in get_user_model().objects.filter(pk__in=keys)}


def target_names(events: Iterable[AuditEvent], reader: User) -> dict[tuple[str, str], str]:
    """Return what the files and accounts that were acted on are called now, as far as this reader may see them.

    The record itself keeps identifiers only; what is gone stays one.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if _is_key(event.target_id) and event.target_kind in NAMED and reader.may(NAMED[event.target_kind]):
            keys[event.target_kind].add(event.target_id)
    found = ((kind, apps.get_model(kind)._default_manager.filter(pk__in=wanted)) for kind, wanted in keys.items())
    return {(kind, str(each.pk)): str(each) for kind, targets in found for each in targets}


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True

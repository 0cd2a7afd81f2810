"""What does the audit record say, and is it whole?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib.auth import get_user_model

from inhouse.web.audit.chain import Entry, Verification, verify_rows
from inhouse.web.audit.models import AuditEvent


def verify(expected_root: str | None = None) -> Verification:
    """Recompute the chain and the tree of the whole record, in n steps."""
    rows = AuditEvent.objects.order_by("sequence").values_list(*Entry._fields, "hash")
    return verify_rows(rows.iterator(), expected_root)


def names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Return the present names of those who acted; a person who was removed stays an identifier."""
    keys = set()
    for event in events:
        try:
            keys.add(uuid.UUID(event.by))
        except ValueError:
            continue
    return {str(user.pk): str(user) for user in get_user_model().objects.filter(pk__in=keys)}

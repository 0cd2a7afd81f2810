"""Who looks at the deadlines every day? This: it notes that it looked, and sends the e-mails that people asked for.

The process that loads files does it by itself once a day; ``inhouse digest DIR`` does it from cron. Doing it twice
sends nothing twice.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from inhouse.web.contracts.deadlines.models import DeadlineCheck
from inhouse.web.contracts.deadlines.queries import due
from inhouse.web.contracts.digests import actions
from inhouse.web.contracts.queries import held_contracts

log = logging.getLogger(__name__)
KEPT_CHECKS = 400
SECONDS_BETWEEN_LOOKS = 60.0


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What one check came to."""

    as_of: dt.date
    contracts: int
    deadlines: int
    late: int
    digests: int
    failed: int


def check(as_of: dt.date) -> Checked:
    """Work out every deadline as on a day, send the e-mails that are due, and note that it was done."""
    held = held_contracts(as_of, terms=True)
    deadlines = due(held)
    sent = actions.send_digests(deadlines, as_of)
    checked = Checked(
        as_of=as_of,
        contracts=len(held),
        deadlines=len(deadlines),
        late=sum(each.late for each in deadlines),
        digests=sent.sent,
        failed=sent.failed,
    )
    _note(checked)
    return checked


class DailyCheck:
    """Checks once a day when called often, and again a while after a check that went wrong."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> None:
        """Check if this day was not checked yet."""
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + SECONDS_BETWEEN_LOOKS
        today = timezone.localdate()
        if DeadlineCheck.objects.filter(as_of=today).exists():
            return
        try:
            check(today)
        except Exception:
            log.exception("Deadlines could not be checked.")


@transaction.atomic
def _note(checked: Checked) -> None:
    """Leave the trace of a check; old traces go, so that the table stays small."""
    DeadlineCheck.objects.create(
        as_of=checked.as_of, contracts=checked.contracts, deadlines=checked.deadlines, digests=checked.digests,
        failed=checked.failed,
    )  # fmt: skip
    old = DeadlineCheck.objects.order_by("-checked_at").values_list("pk", flat=True)[KEPT_CHECKS:]
    DeadlineCheck.objects.filter(pk__in=list(old)).delete()

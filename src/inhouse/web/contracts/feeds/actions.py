"""How does a person get a private calendar address, and how does it stop working?

The address holds a token of 256 random bits and is shown once. Only its SHA-256 is kept: a token this long needs no
slow hash. At every reading the person must still have an open account that may see terms.
"""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
from inhouse.web.contracts.feeds.models import CalendarFeed

NEEDED = "contracts.terms"


@transaction.atomic
def make_feed(user: User, *, by: User) -> str:
    """Make a new address for a person and return its token, this once; an old address stops working."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": _hash(token), "made_at": timezone.now(), "read_at": None}
    feed, _ = CalendarFeed.objects.update_or_create(user=user, defaults=values)
    record("feed.made", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(user: User, *, by: User) -> None:
    """Make a person's address useless; nothing happens where there is none."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed:
        record("feed.revoked", feed, by=by)
        feed.delete()


def reader_of(token: str) -> User | None:
    """Return whose calendar this token opens today; None for a token that opens nothing."""
    feed = CalendarFeed.objects.filter(token_hash=_hash(token)).select_related("user").first()
    if feed is None or not feed.user.may(NEEDED):
        return None
    # One write a day at most: the time is there to show an address that nobody uses, not to follow anybody.
    today = timezone.localdate()
    if feed.read_at is None or timezone.localdate(feed.read_at) != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())
    return feed.user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

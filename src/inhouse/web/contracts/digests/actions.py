"""Who is sent what, once a day and never twice? And how does a person stop it?

An e-mail is plain text, for one person, and holds what that person may see on the day it is sent: who left, or is now
paid by a supplier, is sent nothing. The unsubscribe link is signed and needs no sign-in.
"""

from __future__ import annotations

import datetime as dt
import logging
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
from inhouse.web.contracts.deadlines.queries import Due
from inhouse.web.contracts.digests.models import DigestChoice, DigestSent, Often, new_nonce

log = logging.getLogger(__name__)
SALT = "inhouse.digest"
AHEAD_DAYS = 30
MONDAY = 0


@dataclass(frozen=True, kw_only=True)
class Sent:
    """How many e-mails left, and how many could not."""

    sent: int
    failed: int


@transaction.atomic
def choose(user: User, often: str, *, mine_only: bool, by: User) -> DigestChoice:
    """Say how often a person is reminded, and of which contracts."""
    values = {"often": Often(often), "mine_only": mine_only, "changed_at": timezone.now()}
    choice, _ = DigestChoice.objects.update_or_create(user=user, defaults=values)
    record("digest.chosen", choice, by=by, often=choice.often, mine_only=mine_only)
    return choice


def unsubscribe_token(choice: DigestChoice) -> str:
    """Sign the link by which a person stops the e-mails; it does nothing else."""
    return signing.dumps([str(choice.user_id), choice.nonce], salt=SALT)


def choice_of(token: str) -> DigestChoice | None:
    """Return whose link this is; None when it was not made here, or is no longer good."""
    try:
        user_id, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return DigestChoice.objects.filter(user_id=user_id, nonce=nonce).select_related("user").first()


@transaction.atomic
def unsubscribe(choice: DigestChoice) -> None:
    """Stop the e-mails of whoever holds the link; the link is spent."""
    choice.often, choice.nonce, choice.changed_at = Often.OFF, new_nonce(), timezone.now()
    choice.save(update_fields=["often", "nonce", "changed_at"])
    record("digest.unsubscribed", choice, by=choice.user)


def send_digests(deadlines: Iterable[Due], as_of: dt.date) -> Sent:
    """Send each person who wants one the e-mail for a day, unless it was sent before."""
    listed, sent, failed = tuple(deadlines), 0, 0
    # The console shows e-mails on standard error, so that a command's own answer stays alone on standard output.
    with get_connection(stream=sys.stderr) as connection:
        for choice in DigestChoice.objects.exclude(often=Often.OFF).select_related("user"):
            mine = _for(choice, listed, as_of)
            if not _is_due(choice, mine, as_of) or not _claim(choice.user, as_of):
                continue
            try:
                _message(choice, mine, as_of, connection).send()
                sent += 1
            except OSError:  # no connection, or the server refused: smtplib's errors are OSErrors
                log.exception("A reminder could not be sent.")
                DigestSent.objects.filter(user=choice.user, day=as_of).delete()
                failed += 1
    return Sent(sent=sent, failed=failed)


def _for(choice: DigestChoice, listed: tuple[Due, ...], as_of: dt.date) -> list[Due]:
    last = as_of + dt.timedelta(days=AHEAD_DAYS)
    mine = str(choice.user_id)
    return [each for each in listed if each.date <= last and (not choice.mine_only or each.owner == mine)]


def _is_due(choice: DigestChoice, mine: list[Due], as_of: dt.date) -> bool:
    """Whether to send: weekly once from Monday on; daily where something is due, and on Mondays as a sign of life."""
    user = choice.user
    if not user.email or not user.is_current(as_of) or not user.may("contracts.terms"):
        return False
    if choice.often == Often.DAILY:
        return bool(mine) or as_of.weekday() == MONDAY
    monday = as_of - dt.timedelta(days=as_of.weekday())
    return not DigestSent.objects.filter(user=user, day__range=(monday, as_of)).exists()


def _claim(user: User, day: dt.date) -> bool:
    """Take the right to send one e-mail for a day; False when it was taken before."""
    try:
        with transaction.atomic():
            DigestSent.objects.create(user=user, day=day)
    except IntegrityError:
        return False
    return True


def _message(choice: DigestChoice, mine: list[Due], as_of: dt.date, connection: object) -> EmailMessage:
    base = settings.PROGRAMME_ADDRESS
    stop = base + reverse("unsubscribe", args=[unsubscribe_token(choice)])
    context = {
        "late": [(each, each.days_words(as_of)) for each in mine if each.late],
        "ahead": [(each, each.days_words(as_of)) for each in mine if not each.late],
        "as_of": as_of,
        "ahead_days": AHEAD_DAYS,
        "base": base,
        "deadlines": base + reverse("deadlines_calendar"),
        "reminders": base + reverse("reminders"),
        "stop": stop,
        "programme": settings.PROGRAMME.name(),
        "mine_only": choice.mine_only,
    }
    return EmailMessage(
        subject=_subject(mine, settings.PROGRAMME.name()),
        body=render_to_string("contracts/digest.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[choice.user.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        connection=connection,
    )


def _subject(mine: list[Due], programme: str) -> str:
    late, ahead = sum(each.late for each in mine), sum(not each.late for each in mine)
    parts = [f"{late} late" if late else "", f"{ahead} due in {AHEAD_DAYS} days" if ahead else ""]
    said = ", ".join(filter(None, parts)) or f"nothing due in {AHEAD_DAYS} days"
    return " ".join(f"Contract deadlines: {said} ({programme})".split())

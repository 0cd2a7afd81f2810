"""How do terms, lead times and meetings change? One transaction each, with its audit event; nothing is overwritten.

``by`` is the account that acts; None means the person at the command line of the machine itself. The audit record names
which fields changed and never their contents.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from inhouse.contracts.lead_times import LeadTimes, Meeting
from inhouse.contracts.options.outlook import agreed_outlook
from inhouse.contracts.terms.agreed import Agreed
from inhouse.core.errors import InputError, StaleError
from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
from inhouse.web.contracts.terms.models import ContractTerms, DecisionMeeting, LeadTimesKept
from inhouse.workflows.records import to_plain


@transaction.atomic
def enter_terms(
    identity: str, title: str, agreed: Agreed | None, *, by: User | None, expected: int,
    owner: User | None = None, evidence: str = "", reason: str = "",
) -> ContractTerms:  # fmt: skip
    """Enter the terms of a contract as a new version; None for ``agreed`` goes back to the register alone.

    Parameters
    ----------
    expected
        The version that was seen when this was typed; 0 for none.

    Raises
    ------
    InputError
        The terms contradict themselves.
    StaleError
        Somebody entered another version meanwhile.
    """
    if agreed is not None:
        agreed_outlook(agreed, agreed.start_date)
    new = ContractTerms(
        identity=identity, title=title[:500], terms=None if agreed is None else to_plain(agreed), owner=owner,
        evidence=evidence, reason=reason,
    )  # fmt: skip
    return _add(new, "terms.entered" if agreed else "terms.withdrawn", by=by, expected=expected)


@transaction.atomic
def restore_terms(identity: str, version: int, *, by: User | None, expected: int) -> ContractTerms:
    """Undo: enter an earlier version again, as a new one.

    Raises
    ------
    InputError
        There is no such version.
    StaleError
        Somebody entered another version meanwhile.
    """
    old = ContractTerms.objects.filter(identity=identity, version=version).first()
    if old is None:
        raise InputError("There is no such version of these terms.", found=str(version))
    new = ContractTerms(
        identity=identity, title=old.title, terms=old.terms, owner=old.owner, evidence=old.evidence,
        reason=old.reason, restored_from=version,
    )  # fmt: skip
    return _add(new, "terms.restored", by=by, expected=expected)


@transaction.atomic
def enter_lead_times(identity: str, times: LeadTimes | None, *, by: User | None) -> LeadTimesKept:
    """Say how long the council takes for one contract, or for all; None lets those of all contracts count again."""
    return _add_times(LeadTimesKept(identity=identity, times=None if times is None else to_plain(times)), by=by)


@transaction.atomic
def restore_lead_times(identity: str, version: int, *, by: User | None) -> LeadTimesKept:
    """Undo: enter an earlier version of lead times again, as a new one.

    Raises
    ------
    InputError
        There is no such version.
    """
    old = LeadTimesKept.objects.filter(identity=identity, version=version).first()
    if old is None:
        raise InputError("There is no such version of these lead times.", found=str(version))
    return _add_times(LeadTimesKept(identity=identity, times=old.times, restored_from=version), by=by)


@transaction.atomic
def add_meeting(name: str, meeting_date: dt.date, papers_date: dt.date, *, by: User | None) -> DecisionMeeting:
    """List a meeting that can decide; one that was removed is put back.

    Raises
    ------
    InputError
        The papers are due after the meeting.
    """
    Meeting(name=name, meeting_date=meeting_date, papers_date=papers_date)
    kept, new = DecisionMeeting.objects.update_or_create(
        name=name, meeting_date=meeting_date, defaults={"papers_date": papers_date, "removed_at": None},
        create_defaults={"papers_date": papers_date, "added_by": by},
    )  # fmt: skip
    record("meeting.added" if new else "meeting.changed", kept, by=by)
    return kept


@transaction.atomic
def remove_meeting(meeting: DecisionMeeting, *, by: User | None) -> None:
    """Take a meeting off the list; it stays on record and can be put back."""
    meeting.removed_at = timezone.now()
    meeting.save(update_fields=["removed_at"])
    record("meeting.removed", meeting, by=by)


@transaction.atomic
def put_back_meeting(meeting: DecisionMeeting, *, by: User | None) -> None:
    """Undo the removal of a meeting."""
    meeting.removed_at = None
    meeting.save(update_fields=["removed_at"])
    record("meeting.put_back", meeting, by=by)


def changed_fields(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """Name the fields that two versions say differently.

    Examples
    --------
    >>> changed_fields({"notice": None, "nation": "scotland"}, {"notice": {"count": 3}, "nation": "scotland"})
    ['notice']
    """
    old, new = before or {}, after or {}
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def _add(new: ContractTerms, verb: str, *, by: User | None, expected: int) -> ContractTerms:
    newest = ContractTerms.objects.select_for_update().filter(identity=new.identity).order_by("version").last()
    if (newest.version if newest else 0) != expected:
        raise _meanwhile()
    new.version, new.entered_by = expected + 1, by
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as error:
        raise _meanwhile() from error
    fields = changed_fields(newest.terms if newest else None, new.terms)
    if newest and newest.owner_id != new.owner_id:
        fields.append("owner")
    record(verb, new, by=by, version=new.version, fields=fields, restored_from=new.restored_from or "")
    return new


def _add_times(new: LeadTimesKept, *, by: User | None) -> LeadTimesKept:
    newest = LeadTimesKept.objects.select_for_update().filter(identity=new.identity).order_by("version").last()
    new.version, new.entered_by = (newest.version if newest else 0) + 1, by
    new.save(force_insert=True)
    fields = changed_fields(newest.times if newest else None, new.times)
    record("lead_times.entered", new, by=by, version=new.version, fields=fields)
    return new


def _meanwhile() -> StaleError:
    return StaleError(
        "Somebody else changed these terms while you were typing.",
        next_step="Look at what they entered, then make your change again.",
    )

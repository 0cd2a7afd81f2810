"""How does the map of control change? By saying more: statements are added and taken back, never edited or removed.

``by`` is the account that acts; None means the person at the command line of the machine itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from inhouse.contracts.control import Holder, Lever
from inhouse.core.errors import InputError
from inhouse.readers.control import ControlRow
from inhouse.web.accounts.models import User
from inhouse.web.audit.actions import record
from inhouse.web.control.models import Statement, Withdrawal


@dataclass(frozen=True, kw_only=True)
class StatementDetails:
    """What a person may say about one lever; ``from_written`` is the day as exactly as it is known."""

    service: str
    lever: Lever
    held_by: Holder
    party: str
    from_date: dt.date
    from_written: str
    evidence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The file that statements came from."""

    filename: str
    sha256: str


@transaction.atomic
def state(details: StatementDetails, *, by: User | None) -> Statement:
    """Add a statement.

    Raises
    ------
    django.core.exceptions.ValidationError
        When an organisation, evidence or source is missing.
    """
    return _add(Statement(**asdict(details)), by=by)


@transaction.atomic
def correct(wrong: Statement, details: StatementDetails, reason: str, *, by: User | None) -> Statement:
    """Take a statement back and say what is right in its place.

    Raises
    ------
    InputError
        When it was taken back before.
    """
    withdraw(wrong, reason, by=by)
    return _add(Statement(**asdict(details), corrects=wrong), by=by)


@transaction.atomic
def withdraw(statement: Statement, reason: str, *, by: User | None) -> Withdrawal:
    """Take a statement back: it counts no more, and stays readable with the reason.

    Raises
    ------
    InputError
        When it was taken back before, or no reason is given.
    """
    Statement.objects.select_for_update().get(pk=statement.pk)
    if Withdrawal.objects.filter(statement=statement).exists():
        raise InputError("This statement was taken back before.", next_step="Say what is right in a new statement.")
    if not reason.strip():
        raise InputError("There is no reason.", next_step="Say why the statement is taken back.")
    withdrawal = Withdrawal.objects.create(statement=statement, reason=reason.strip(), withdrawn_by=by)
    record("control.withdrawn", statement, by=by)
    return withdrawal


@transaction.atomic
def load(rows: Iterable[ControlRow], origin: Origin, *, by: User | None) -> int:
    """Add the statements of a file, all or none; those said before, also if since taken back, are left out.

    Returns
    -------
    int
        How many were new.
    """
    names = StatementDetails.__dataclass_fields__.keys()
    known = set(Statement.objects.values_list(*names))
    new = 0
    for row in rows:
        details = {name: getattr(row, name) for name in names}
        if tuple(details.values()) in known:
            continue
        known.add(tuple(details.values()))
        found = Statement(**details, origin_file=origin.filename, origin_sha256=origin.sha256, origin_row=row.row)
        _add(found, by=by)
        new += 1
    return new


def _add(statement: Statement, *, by: User | None) -> Statement:
    statement.stated_by = by
    statement.full_clean()
    statement.save(force_insert=True)
    record(
        "control.stated", statement, by=by, lever=statement.lever, held_by=statement.held_by,
        from_date=statement.from_written, corrects=statement.corrects_id or "",
    )  # fmt: skip
    return statement

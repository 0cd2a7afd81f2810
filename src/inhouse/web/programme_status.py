"""Where does a programme stand, and what needs a decision? The same list as on its home page, in the same order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inhouse.web.programme import open_programme


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One thing to decide or look at: ``tag`` says how pressing it is, ``page`` where to do it."""

    what: str
    detail: str
    tag: str
    page: str


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """One file of the programme; rows and pounds are None until it was loaded once."""

    source_id: str
    kind: str
    filename: str
    sha256: str
    state: str
    illustrative: bool
    rows_in: int | None
    rows_kept: int | None
    rows_rejected: int | None
    amount_kept_gbp: Decimal | None
    amount_rejected_gbp: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Status:
    """The answer of `inhouse status`."""

    programme: str
    as_of: dt.date
    decisions: tuple[Decision, ...]
    sources: tuple[SourceLine, ...]
    accounts: int
    audit_entries: int


class _Everyone:
    """Who asks from the command line of the machine itself: somebody who can read every file anyway."""

    def may(self, permission: str) -> bool:
        return bool(permission)


def status(directory: Path, as_of: dt.date) -> Status:
    """Say what needs a decision on a day, and what the programme rests on.

    Raises
    ------
    InputError
        When the folder is not a programme.
    """
    folder = open_programme(directory)
    from inhouse.web.accounts.models import User
    from inhouse.web.audit.models import AuditEvent
    from inhouse.web.contracts.attention import needs
    from inhouse.web.contracts.queries import held_contracts, ledger
    from inhouse.web.sources.models import Source

    waiting = needs(_Everyone(), ledger(), held_contracts(as_of, terms=True), as_of)
    names = SourceLine.__dataclass_fields__.keys() - {"source_id"}
    return Status(
        programme=folder.name(),
        as_of=as_of,
        decisions=tuple(Decision(what=n.words, detail=n.detail, tag=n.tag, page=n.href) for n in waiting),
        sources=tuple(
            SourceLine(source_id=str(source.pk), **{name: getattr(source, name) for name in names})
            for source in Source.objects.order_by("uploaded_at", "filename")
        ),
        accounts=User.objects.filter(is_active=True).count(),
        audit_entries=AuditEvent.objects.count(),
    )

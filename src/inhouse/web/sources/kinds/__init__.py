"""What is special about each kind of file? One object each; whatever differs between kinds is asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from inhouse.web.sources.kind import Kind
from inhouse.web.sources.kinds.contracts import ContractsKind
from inhouse.web.sources.kinds.events import EventsKind
from inhouse.web.sources.kinds.file_kind import FileKind
from inhouse.web.sources.kinds.payments import PaymentsKind

FILE_KINDS: Mapping[Kind, FileKind] = {
    Kind.PAYMENTS: PaymentsKind(),
    Kind.CONTRACTS: ContractsKind(),
    Kind.EVENTS: EventsKind(),
}


def file_kind(kind: str) -> FileKind:
    """Return what is special about a kind."""
    return FILE_KINDS[Kind(kind)]

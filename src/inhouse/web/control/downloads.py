"""How does the map of control leave as a table: the day's map, the counts, the changes, and all that was said?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inhouse import __version__
from inhouse.contracts.control import ControlMap, ControlStep, Holder, HolderCounts, count
from inhouse.contracts.control_dependence import PartyHold
from inhouse.core.results import Provenance, SourceFile
from inhouse.publishers.control_chart import HOLDER_WORDS
from inhouse.publishers.tables import Table
from inhouse.web.control.models import LEVER_WORDS, Statement

UNKNOWN_IS_NOT_HELD = "A lever is unknown where nothing was shown. Unknown counts as not held. There are no weights."


@dataclass(frozen=True, kw_only=True)
class MapRow:
    """One lever of one service on the day of the map."""

    service: str
    lever: str
    held_by: str
    party: str
    from_date: str
    evidence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """How many levers each kind of holder has."""

    what: str
    council: int
    shared: int
    supplier: int
    other_party: int
    unknown: int
    levers: int


@dataclass(frozen=True, kw_only=True)
class PartyRow:
    """One organisation, and how many levers it holds alone and shares."""

    party: str
    alone: int
    shared: int
    share: float
    services: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One lever that passed from one holder to another."""

    day: dt.date
    service: str
    lever: str
    before: str
    before_party: str
    after: str
    after_party: str


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """One statement as it was said, also where it was taken back since."""

    number: int
    service: str
    lever: str
    held_by: str
    party: str
    from_date: str
    evidence: str
    source: str
    stated_at: dt.date
    stated_by: str
    corrects: int | None
    taken_back: str
    file: str
    row: int | None


def map_table(shown: ControlMap, statements: Iterable[Statement]) -> Table:
    """The map of one day."""
    rows = [
        MapRow(
            service=cell.service,
            lever=LEVER_WORDS[cell.lever],
            held_by=HOLDER_WORDS[cell.held_by],
            party=cell.party,
            from_date=cell.statement.from_written if cell.statement else "",
            evidence=cell.statement.evidence if cell.statement else "",
            source=cell.statement.source if cell.statement else "",
        )
        for cell in shown.cells
    ]
    return _table("Control", MapRow, rows, statements, shown.as_of)


def workbook_tables(
    shown: ControlMap, steps: Sequence[ControlStep], holds: Iterable[PartyHold], statements: Sequence[Statement]
) -> list[Table]:
    """The map, its counts, organisations, changes and every statement."""
    lines = [("Everything", shown.counts)]
    lines += [(service, count(shown.of_service(service))) for service in shown.services]
    lines += [(words, count(shown.of_lever(lever))) for lever, words in LEVER_WORDS.items()]
    parties = [
        PartyRow(party=h.party, alone=len(h.alone), shared=len(h.shared), share=h.share, services=h.services)
        for h in holds
    ]
    changes = [
        ChangeRow(
            day=step.day,
            service=change.after.service,
            lever=LEVER_WORDS[change.after.lever],
            before=HOLDER_WORDS[change.before.held_by],
            before_party=change.before.party,
            after=HOLDER_WORDS[change.after.held_by],
            after_party=change.after.party,
        )
        for step in steps
        for change in step.changes
    ]
    return [
        map_table(shown, statements),
        _table("Counts", CountRow, [_count_row(*line) for line in lines], statements, shown.as_of),
        _table("Organisations", PartyRow, parties, statements, shown.as_of),
        _table("Changes", ChangeRow, changes, statements, shown.as_of),
        _table("All statements", StatementRow, [_statement(each) for each in statements], statements, shown.as_of),
    ]


def _table(title: str, record: type, rows: Sequence[object], statements: Iterable[Statement], as_of: dt.date) -> Table:
    files = {(each.origin_file, each.origin_sha256): None for each in statements if each.origin_sha256}
    inputs = tuple(SourceFile(path=name, sha256=sha256) for name, sha256 in files)
    return Table(
        title=title,
        record=record,
        rows=rows,
        caveats=(UNKNOWN_IS_NOT_HELD,),
        provenance=Provenance(inputs=inputs, as_of=as_of, version=__version__),
    )


def _count_row(what: str, counts: HolderCounts) -> CountRow:
    return CountRow(
        what=what,
        council=counts.authority,
        shared=counts.shared,
        supplier=counts.supplier,
        other_party=counts.other,
        unknown=counts.unknown,
        levers=counts.total,
    )


def _statement(said: Statement) -> StatementRow:
    withdrawal = getattr(said, "withdrawal", None)
    return StatementRow(
        number=said.pk,
        service=said.service,
        lever=LEVER_WORDS[said.said().lever],
        held_by=HOLDER_WORDS[Holder(said.held_by)],
        party=said.party,
        from_date=said.from_written,
        evidence=said.evidence,
        source=said.source,
        stated_at=said.stated_at.date(),
        stated_by=str(said.stated_by) if said.stated_by else "command line",
        corrects=said.corrects_id,
        taken_back=withdrawal.reason if withdrawal else "",
        file=said.origin_file,
        row=said.origin_row,
    )

"""How is control drawn and said? Words and shapes first; colour only repeats them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from inhouse.contracts.control import (
    NAMES_A_PARTY,
    Cell,
    Change,
    ControlMap,
    ControlStep,
    Holder,
    HolderCounts,
    Lever,
    count,
)
from inhouse.contracts.control_dependence import Dependence, Gap
from inhouse.contracts.options.choices import Choice
from inhouse.publishers.control_chart import HOLDER_WORDS
from inhouse.web.control.models import LEVER_WORDS, Statement
from inhouse.web.control.queries import Piece, pieces
from inhouse.web.facts.presenters import MONTHS, when

PROOF = {
    Lever.STRATEGY: "the strategy in force, and who may change it",
    Lever.MONEY: "the budget and the price schedule, and who may change them",
    Lever.PEOPLE: "the posts, each with its employer",
    Lever.ASSETS: "the asset register, each item with its owner",
    Lever.LICENCES: "the licences and contracts, each with its holder",
    Lever.DATA: "where the data lie, who decides about them, and how they come back",
    Lever.KNOWLEDGE: "the documentation the council holds itself, with its date",
    Lever.SUPPLIER_CHOICE: "the clause or decision that says who picks suppliers",
}


@dataclass(frozen=True, kw_only=True)
class CellShown:
    """One square of the map."""

    lever: str
    service: str
    holder: str
    words: str
    party: str
    since: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """One row of the map, with its count."""

    service: str
    cells: tuple[CellShown, ...]
    counts: HolderCounts


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One day on which control changed; ``day`` as exactly as it is known."""

    date: dt.date
    day: str
    href: str
    changes: tuple[tuple[str, str, str], ...]
    counts: HolderCounts


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One statement in the history of a lever; ``state`` says what became of it."""

    statement: Statement
    holder: str
    words: str
    day: str
    source: tuple[Piece, ...]
    state: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class GapLine:
    """What one organisation holds or shares, and what can be done; ``choices`` are words with a last day."""

    party: str
    levers: tuple[str, ...]
    contracts: tuple[str, ...]
    choices: tuple[tuple[str, dt.date | None], ...]


def map_lines(shown: ControlMap) -> list[ServiceLine]:
    """Turn a map into rows."""
    return [
        ServiceLine(
            service=service,
            cells=tuple(cell_shown(cell) for cell in shown.of_service(service)),
            counts=count(shown.of_service(service)),
        )
        for service in shown.services
    ]


def lever_totals(shown: ControlMap) -> list[tuple[str, HolderCounts]]:
    """Count each lever over all services."""
    return [(LEVER_WORDS[lever], count(shown.of_lever(lever))) for lever in Lever]


def cell_shown(cell: Cell) -> CellShown:
    """Turn one lever of one service into a square."""
    said = cell.statement
    return CellShown(
        lever=LEVER_WORDS[cell.lever],
        service=cell.service,
        holder=cell.held_by.value,
        words=HOLDER_WORDS[cell.held_by],
        party=cell.party,
        since=_short(when(said.from_written)) if said else "",
        href=lever_address(cell.service, cell.lever),
    )


def lever_address(service: str, lever: str) -> str:
    """Where all that was said of one lever is shown."""
    return f"{reverse('control_lever', args=[lever])}?{urlencode({'service': service})}"


def headline(counts: HolderCounts, *, past: bool = False) -> str:
    """Say the map in two sentences, to follow a day.

    Examples
    --------
    >>> headline(HolderCounts(authority=3, supplier=4, unknown=1))
    'the council holds 3 of 8 levers. Suppliers hold 4; who holds 1 is not shown.'
    """
    holds, hold, be = ("held", "held", "were") if past else ("holds", "hold", "are")
    others = [
        f"suppliers {hold} {counts.supplier}" if counts.supplier else "",
        f"{counts.shared} {be} shared" if counts.shared else "",
        f"other parties {hold} {counts.other}" if counts.other else "",
        f"who {holds} {counts.unknown} is not shown" if counts.unknown else "",
    ]
    rest = "; ".join(words for words in others if words)
    first = f"the council {holds} {counts.authority} of {counts.total} levers."
    return f"{first} {rest[:1].upper()}{rest[1:]}." if rest else first


def step_lines(steps: Sequence[ControlStep]) -> list[StepLine]:
    """Turn the history into rows of a table, oldest first."""
    return [
        StepLine(
            date=step.day,
            day=when(_written(step)),
            href=f"{reverse('control')}?{urlencode({'on': step.day.isoformat()})}",
            changes=tuple(_change_words(change) for change in step.changes),
            counts=step.counts,
        )
        for step in steps
    ]


def statement_line(said: Statement, now: Cell, facts: frozenset[str]) -> StatementLine:
    """Turn a statement into a line of its lever's history."""
    holder = Holder(said.held_by)
    withdrawn = hasattr(said, "withdrawal")
    current = now.statement is not None and now.statement.order == said.pk
    state, colour = ("Taken back", "red") if withdrawn else ("Stands today", "blue") if current else ("Earlier", "grey")
    if not withdrawn and said.from_date > (now.statement.from_date if now.statement else dt.date.min) and not current:
        state, colour = "Still to come", "light-blue"
    return StatementLine(
        statement=said,
        holder=holder.value,
        words=_held_by(holder, said.party),
        day=when(said.from_written),
        source=pieces(said.source, facts),
        state=state,
        colour=colour,
    )


def dependence_words(found: Dependence) -> tuple[str, str]:
    """Say where a single point of dependence is, and what it is."""
    if found.lever is None:
        levers = ", ".join(LEVER_WORDS[cell.lever].lower() for cell in found.cells)
        words = (
            f"{found.party} is in all {len(found.cells)} levers that the council is known not to hold alone: {levers}."
        )
        return found.service, words
    services = ", ".join(cell.service for cell in found.cells)
    return LEVER_WORDS[found.lever], f"{found.party} alone holds it in {len(found.cells)} services: {services}."


def gap_lines(gaps: Iterable[Gap], choice_words: Mapping[Choice, str]) -> list[GapLine]:
    """Gather the levers that others are known to hold by organisation; its contracts are the same for each."""
    by_party: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.cell.held_by in NAMES_A_PARTY:
            by_party.setdefault(gap.cell.party, []).append(gap)
    return [
        GapLine(
            party=party,
            levers=tuple(_gap_words(gap.cell) for gap in theirs),
            contracts=tuple(running.contract.title for running in theirs[0].contracts),
            choices=tuple(
                (f"{choice_words[option.choice]}: {running.contract.title}", option.last_date)
                for running in theirs[0].contracts
                for option in running.open_choices
            ),
        )
        for party, theirs in by_party.items()
    ]


def unknown_lines(gaps: Iterable[Gap]) -> list[tuple[str, str, tuple[str, ...]]]:
    """List for each lever what would show who holds it, and in which services that is missing."""
    missing: dict[Lever, list[str]] = {}
    for gap in gaps:
        if gap.cell.held_by is Holder.UNKNOWN:
            missing.setdefault(gap.cell.lever, []).append(gap.cell.service)
    return [(LEVER_WORDS[lever], PROOF[lever], tuple(missing[lever])) for lever in Lever if lever in missing]


def _short(day: str) -> str:
    """A day with its month in three letters, to fit into a square."""
    return " ".join(word[:3] if word in MONTHS else word for word in day.split())


def _change_words(change: Change) -> tuple[str, str, str]:
    """What changed, from whom to whom, and in a word what that means for the council."""
    what = f"{change.after.service}: {LEVER_WORDS[change.after.lever].lower()}"
    meaning = "Regained" if change.regained else "Lost" if change.lost else ""
    if change.lost and change.after.held_by is Holder.UNKNOWN:
        meaning = "No longer shown"
    return what, f"{_held_words(change.before)} → {_held_words(change.after)}", meaning


def _gap_words(cell: Cell) -> str:
    shared = " (shared)" if cell.held_by is Holder.SHARED else ""
    return f"{cell.service}: {LEVER_WORDS[cell.lever].lower()}{shared}"


def _held_words(cell: Cell) -> str:
    return _held_by(cell.held_by, cell.party)


def _held_by(holder: Holder, party: str) -> str:
    if holder is Holder.SHARED:
        return f"Shared with {party}"
    return f"{HOLDER_WORDS[holder]} ({party})" if party else HOLDER_WORDS[holder]


def _written(step: ControlStep) -> str:
    """The day of a step as exactly as the most exact statement gives it."""
    written = [change.after.statement.from_written for change in step.changes if change.after.statement]
    return max(written, key=len, default=step.day.isoformat())

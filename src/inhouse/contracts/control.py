"""Who holds each lever of a service on a day, and since when?

A statement says that a lever is held by somebody from a day on, and what shows it. On any day the statement with the
latest day up to then stands; of two with the same day, the one said last. A lever without a statement is unknown, and
unknown is not held. Everything here is counting: no weights, no score.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Lever(StrEnum):
    """What somebody must hold to run a service as they see fit."""

    STRATEGY = "strategy"
    MONEY = "money"
    PEOPLE = "people"
    ASSETS = "assets"
    LICENCES = "licences"
    DATA = "data"
    KNOWLEDGE = "knowledge"
    SUPPLIER_CHOICE = "supplier_choice"


class Holder(StrEnum):
    """Who holds a lever; unknown is an answer of its own."""

    AUTHORITY = "authority"
    SHARED = "shared"
    SUPPLIER = "supplier"
    OTHER = "other"
    UNKNOWN = "unknown"


NAMES_A_PARTY = frozenset((Holder.SHARED, Holder.SUPPLIER, Holder.OTHER))
"""Holders that mean nothing unless the statement names an organisation."""


@dataclass(frozen=True, kw_only=True)
class ControlStatement:
    """Somebody's word that a lever is held by somebody from a day on.

    Attributes
    ----------
    order
        Place among all statements in the order they were said; the larger one stands where days are the same.
    from_written
        The day as exactly as it is known, such as ``2006-04``; ``from_date`` is its first day.
    party
        The organisation, where the holder is not the authority alone.
    evidence, source
        What shows it, and the file, clause, decision or published fact where that can be read.
    """

    id: str
    order: int
    service: str
    lever: Lever
    held_by: Holder
    from_date: dt.date
    from_written: str = ""
    party: str = ""
    evidence: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class HolderCounts:
    """How many levers each kind of holder has."""

    authority: int = 0
    shared: int = 0
    supplier: int = 0
    other: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All levers counted."""
        return self.authority + self.shared + self.supplier + self.other + self.unknown

    @property
    def not_held(self) -> int:
        """Levers that the authority does not hold alone, those nobody knows about included."""
        return self.total - self.authority

    @property
    def held_share(self) -> float:
        """Share of all levers that the authority holds alone, 0 to 1; 0 where there are none."""
        return self.authority / self.total if self.total else 0.0

    def of(self, holder: Holder) -> int:
        """The count of one kind of holder."""
        return int(getattr(self, holder.value))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One lever of one service on a day; without a statement it is unknown."""

    service: str
    lever: Lever
    statement: ControlStatement | None

    @property
    def held_by(self) -> Holder:
        """Who holds it."""
        return self.statement.held_by if self.statement else Holder.UNKNOWN

    @property
    def party(self) -> str:
        """The organisation named, if any."""
        return self.statement.party if self.statement else ""


@dataclass(frozen=True, kw_only=True)
class ControlMap:
    """Every lever of every service on a day, service by service, levers in their order."""

    as_of: dt.date
    services: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def counts(self) -> HolderCounts:
        """Counts over the whole map; they add up to services times levers."""
        return count(self.cells)

    def of_service(self, service: str) -> tuple[Cell, ...]:
        """The levers of one service."""
        return tuple(cell for cell in self.cells if cell.service == service)

    def of_lever(self, lever: Lever) -> tuple[Cell, ...]:
        """One lever over all services."""
        return tuple(cell for cell in self.cells if cell.lever is lever)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A lever that passed from one holder to another; ``after`` says why."""

    before: Cell
    after: Cell

    @property
    def regained(self) -> bool:
        """Whether it came to the authority alone from a holder that was known."""
        return self.after.held_by is Holder.AUTHORITY and self.before.held_by in NAMES_A_PARTY

    @property
    def lost(self) -> bool:
        """Whether it left the authority's hands, or knowledge of it did."""
        return self.before.held_by is Holder.AUTHORITY and self.after.held_by is not Holder.AUTHORITY


@dataclass(frozen=True, kw_only=True)
class ControlStep:
    """A day on which holders changed, what changed, and the counts from that day on."""

    day: dt.date
    changes: tuple[Change, ...]
    counts: HolderCounts


def count(cells: Iterable[Cell]) -> HolderCounts:
    """Count cells by holder."""
    held = [cell.held_by for cell in cells]
    return HolderCounts(**{holder.value: held.count(holder) for holder in Holder})


def services_of(statements: Iterable[ControlStatement]) -> tuple[str, ...]:
    """List the services in the order in which they were first spoken of."""
    ordered = sorted(statements, key=lambda said: said.order)
    return tuple(dict.fromkeys(said.service for said in ordered))


def control_map(
    statements: Sequence[ControlStatement], as_of: dt.date, services: Sequence[str] | None = None
) -> ControlMap:
    """Say who held every lever on a day, in n steps.

    Parameters
    ----------
    statements
        Those that stand: withdrawn ones are left out by whoever asks.
    services
        The rows of the map; every service spoken of by default, also before its first statement.

    Examples
    --------
    >>> said = ControlStatement(
    ...     id="1",
    ...     order=1,
    ...     service="IT",
    ...     lever=Lever.PEOPLE,
    ...     held_by=Holder.SUPPLIER,
    ...     party="Acme",
    ...     from_date=dt.date(2020, 4, 1),
    ... )
    >>> [control_map([said], day).counts.supplier for day in (dt.date(2020, 3, 31), dt.date(2020, 4, 1))]
    [0, 1]
    """
    named = services_of(statements) if services is None else tuple(services)
    standing: dict[tuple[str, Lever], ControlStatement] = {}
    for said in sorted(statements, key=_succession):
        if said.from_date <= as_of:
            standing[said.service, said.lever] = said
    cells = tuple(
        Cell(service=service, lever=lever, statement=standing.get((service, lever)))
        for service in named
        for lever in Lever
    )
    return ControlMap(as_of=as_of, services=named, cells=cells)


def control_history(statements: Sequence[ControlStatement]) -> tuple[ControlStep, ...]:
    """List the days on which holders changed, oldest first, over every service spoken of; in days times statements."""
    services = services_of(statements)
    before = control_map([], dt.date.min, services)
    steps = []
    for day in sorted({said.from_date for said in statements}):
        after = control_map(statements, day, services)
        changes = tuple(
            Change(before=old, after=new)
            for old, new in zip(before.cells, after.cells, strict=True)
            if (old.held_by, old.party) != (new.held_by, new.party)
        )
        if changes:
            steps.append(ControlStep(day=day, changes=changes, counts=after.counts))
        before = after
    return tuple(steps)


def _succession(said: ControlStatement) -> tuple[dt.date, int]:
    return said.from_date, said.order

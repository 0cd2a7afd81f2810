"""On whom does a service depend, and what would it take to hold a lever again?

Two plain signs of dependence, both counts: one organisation in every lever that a service has handed over, and one
organisation alone in the same lever of several services. What can be done follows from the contracts with the holder.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inhouse.contracts.control import NAMES_A_PARTY, Cell, ControlMap, Holder, Lever
from inhouse.contracts.options import Option, options
from inhouse.contracts.register import Contract

FEWEST = 2
"""Levers of a service, or services of a lever, from which one organisation in all of them is worth a warning."""

_LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "lp", "cic", "cio", "inc", "the"})


@dataclass(frozen=True, kw_only=True)
class PartyHold:
    """One organisation outside the authority: levers it holds alone, levers it shares, of ``total`` in the map."""

    party: str
    alone: tuple[Cell, ...]
    shared: tuple[Cell, ...]
    total: int

    @property
    def services(self) -> tuple[str, ...]:
        """The services it has a lever of."""
        return tuple(dict.fromkeys(cell.service for cell in (*self.alone, *self.shared)))

    @property
    def share(self) -> float:
        """Share of all levers in the map that it holds alone, 0 to 1."""
        return len(self.alone) / self.total


@dataclass(frozen=True, kw_only=True)
class Dependence:
    """One organisation in every one of these cells: of one service, or of one lever where ``service`` is empty."""

    party: str
    cells: tuple[Cell, ...]
    service: str = ""
    lever: Lever | None = None


@dataclass(frozen=True, kw_only=True)
class OpenChoice:
    """A choice that can still be taken about a running contract with the holder of a lever."""

    contract: Contract
    option: Option


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A lever that the authority does not hold alone.

    Attributes
    ----------
    contracts
        Contracts with the holder that may run on the day.
    choices
        What can still be done about them; empty also where none is known.
    """

    cell: Cell
    contracts: tuple[Contract, ...]
    choices: tuple[OpenChoice, ...]


def concentration(shown: ControlMap) -> tuple[PartyHold, ...]:
    """List every organisation named in the map, those that hold most alone first."""
    found: dict[str, list[Cell]] = {}
    for cell in shown.cells:
        if cell.held_by in NAMES_A_PARTY and cell.party:
            found.setdefault(_key(cell.party), []).append(cell)
    holds = [
        PartyHold(
            party=cells[0].party,
            alone=tuple(cell for cell in cells if cell.held_by is not Holder.SHARED),
            shared=tuple(cell for cell in cells if cell.held_by is Holder.SHARED),
            total=len(shown.cells),
        )
        for cells in found.values()
    ]
    return tuple(sorted(holds, key=lambda hold: (-len(hold.alone), -len(hold.shared), hold.party.casefold())))


def dependences(shown: ControlMap) -> tuple[Dependence, ...]:
    """List single points of dependence: services first, then levers."""
    found = []
    for service in shown.services:
        handed_over = [cell for cell in shown.of_service(service) if cell.held_by in NAMES_A_PARTY]
        if party := _only_party(handed_over):
            found.append(Dependence(party=party, cells=tuple(handed_over), service=service))
    for lever in Lever:
        alone = [cell for cell in shown.of_lever(lever) if cell.held_by in (Holder.SUPPLIER, Holder.OTHER)]
        if party := _only_party(alone):
            found.append(Dependence(party=party, cells=tuple(alone), lever=lever))
    return tuple(found)


def gaps(shown: ControlMap, contracts: Sequence[Contract]) -> tuple[Gap, ...]:
    """List the levers not held, with what the contracts with their holders still allow on the day of the map."""
    return tuple(_gap(cell, contracts, shown.as_of) for cell in shown.cells if cell.held_by is not Holder.AUTHORITY)


def _gap(cell: Cell, contracts: Iterable[Contract], as_of: dt.date) -> Gap:
    theirs = tuple(each for each in contracts if cell.party and _names(each, cell.party) and _may_run(each, as_of))
    choices = tuple(
        OpenChoice(contract=each, option=option) for each in theirs for option in options(each, as_of) if option.open
    )
    return Gap(cell=cell, contracts=theirs, choices=choices)


def _only_party(cells: Sequence[Cell]) -> str:
    """The one organisation in all of at least two cells; empty where there are fewer or more organisations."""
    parties = {_key(cell.party) for cell in cells}
    return cells[0].party if len(cells) >= FEWEST and len(parties) == 1 else ""


def _names(contract: Contract, party: str) -> bool:
    return _key(party) in {_key(supplier.name) for supplier in contract.suppliers}


def _may_run(contract: Contract, as_of: dt.date) -> bool:
    started = contract.start_date is None or contract.start_date <= as_of
    return started and (contract.end_date is None or as_of <= contract.end_date)


def _key(name: str) -> str:
    """A name without capitals, punctuation and legal form.

    Examples
    --------
    >>> _key("Acme Systems Ltd.") == _key("ACME SYSTEMS LIMITED")
    True
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)

"""On whom does a service depend, and what would it take to hold a lever again?

Two plain signs of dependence, both counts: one organisation in every lever that a service has handed over, and one
organisation alone in the same lever of several services. What can be done follows from the contracts with the holder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inhouse.contracts.control import NAMES_A_PARTY, Cell, ControlMap, Holder, Lever
from inhouse.contracts.options.choices import Option
from inhouse.contracts.register.contract import Contract

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
class RunningContract:
    """A contract that may run on the day of the map, and the choices about it that are still open."""

    contract: Contract
    open_choices: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A lever that the authority does not hold alone.

    Attributes
    ----------
    contracts
        Those with the holder.
    """

    cell: Cell
    contracts: tuple[RunningContract, ...]


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


def gaps(shown: ControlMap, running: Sequence[RunningContract]) -> tuple[Gap, ...]:
    """List the levers not held, with the contracts that name their holders.

    Parameters
    ----------
    running
        Every contract that may run on the day of the map.
    """
    return tuple(
        Gap(cell=cell, contracts=tuple(each for each in running if cell.party and _names(each.contract, cell.party)))
        for cell in shown.cells
        if cell.held_by is not Holder.AUTHORITY
    )


def _only_party(cells: Sequence[Cell]) -> str:
    """The one organisation in all of at least two cells; empty where there are fewer or more organisations."""
    parties = {_key(cell.party) for cell in cells}
    return cells[0].party if len(cells) >= FEWEST and len(parties) == 1 else ""


def _names(contract: Contract, party: str) -> bool:
    return _key(party) in {_key(supplier.name) for supplier in contract.suppliers}


def _key(name: str) -> str:
    """A name without capitals, punctuation and legal form.

    Examples
    --------
    >>> _key("Acme Systems Ltd.") == _key("ACME SYSTEMS LIMITED")
    True
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)

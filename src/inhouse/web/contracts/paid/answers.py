"""What was paid against what was agreed? Answered once for a set of loaded files, terms and a day, then remembered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from inhouse.contracts.paid import rows as engine
from inhouse.contracts.paid.records import Paid, PaidContract
from inhouse.contracts.paid.rows import ChosenOfContract
from inhouse.contracts.payments import PaymentRow, Totals
from inhouse.contracts.register.contract import Contract
from inhouse.contracts.register.editions import Current, said_of
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.web.contracts.queries import Held, Ledger, held_contracts, ledger
from inhouse.web.sources.models import Kind, Source, State
from inhouse.workflows import paid as workflow


@dataclass(frozen=True, kw_only=True)
class Line:
    """A contract with what was paid under it; ``held`` is the contract as its page shows it."""

    paid: PaidContract
    held: Held


@dataclass(frozen=True)
class _Worked:
    """What was worked out once: the figures, and the tables of payments behind them."""

    paid: Paid
    store: DuckDBStore


@dataclass(eq=False)
class Answer:
    """What was paid against what was agreed, and the payments behind it."""

    paid: Paid
    lines: tuple[Line, ...]
    store: DuckDBStore

    @cached_property
    def _by_key(self) -> dict[str, Line]:
        return {key: line for line in self.lines for key in line.held.keys}

    @cached_property
    def _by_supplier(self) -> dict[str, list[Held]]:
        found: dict[str, list[Held]] = defaultdict(list)
        for line in self.lines:
            for supplier_id in dict.fromkeys(match.supplier_id for match in line.paid.matches if match.counted):
                found[supplier_id].append(line.held)
        return found

    def line(self, key: str) -> Line | None:
        """Return the contract with this key."""
        return self._by_key.get(key)

    def contracts_with(self, supplier_id: str) -> tuple[Held, ...]:
        """Return the contracts of which this is a supplier."""
        return tuple(self._by_supplier.get(supplier_id, ()))

    def totals(self, chosen: ChosenOfContract) -> Totals:
        """Sum payments of a contract."""
        return engine.totals(self.store, chosen)

    def rows(self, chosen: ChosenOfContract, *, order: str, limit: int, offset: int) -> tuple[PaymentRow, ...]:
        """Return some payments of a contract."""
        return engine.rows(self.store, chosen, order=order, limit=limit, offset=offset)


def answer(as_of: dt.date, *, terms: bool) -> Answer | None:
    """Return the answer of a day; None where payments or contracts are missing.

    Parameters
    ----------
    terms
        Whether the start and end that people entered count: only for those who may see terms.
    """
    book, held = ledger(), held_contracts(as_of, terms=terms)
    if book is None or not held:
        return None
    contracts = tuple(map(as_agreed, held))
    worked = book.answers.take((as_of, contracts), lambda: _work_out(book, contracts, held, as_of))
    by_place = {_place(each.contract): each for each in held}
    lines = tuple(Line(paid=line, held=by_place[line.source, line.id]) for line in worked.paid.contracts)
    return Answer(paid=worked.paid, lines=lines, store=worked.store)


def as_agreed(held: Held) -> Contract:
    """Give a contract the start and end of the terms that people entered, where there are any."""
    if held.outlook.dates is None:
        return held.contract
    rolling = held.contract.rolling and held.end_date is None
    return replace(held.contract, start_date=held.start_date, end_date=held.end_date, rolling=rolling)


def _place(contract: Contract) -> tuple[object, str]:
    return contract.origin, contract.id


def _work_out(book: Ledger, contracts: tuple[Contract, ...], held: Iterable[Held], as_of: dt.date) -> _Worked:
    store = book.store.apart()
    said = said_of(Current(contract=each.contract, earlier=each.earlier) for each in held)
    return _Worked(workflow.summarise(store, contracts, as_of, _headings(), said), store)


def _headings() -> list[str]:
    """The headings of the columns of amounts, as they were read."""
    parts = Source.objects.filter(kind=Kind.PAYMENTS, state=State.LOADED).values_list("parts", flat=True)
    return [part.get("headings", {}).get("amount", "") for each in parts for part in each]

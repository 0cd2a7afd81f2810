"""What do the pages ask? Each answer is asked once for a set of loaded files and a choice, then remembered."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from inhouse.contracts import payments as engine
from inhouse.contracts.options.choices import Option
from inhouse.contracts.options.outlook import Outlook, agreed_outlook, published_outlook
from inhouse.contracts.payments import (
    ALL,
    Chosen,
    Concentration,
    FinancialYearTotal,
    PaymentRow,
    Repeated,
    Spelling,
    SupplierTotal,
    Totals,
    YearTotal,
)
from inhouse.contracts.register.contract import Contract
from inhouse.contracts.register.editions import Current
from inhouse.core.errors import InputError
from inhouse.core.years import YearKind
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import load_query
from inhouse.web.contracts.terms.models import ContractTerms
from inhouse.web.contracts.terms.queries import NOTHING_ENTERED, Entered, entered
from inhouse.web.design.made import ShownQuery, show_query
from inhouse.web.sources.opened import Shelf, loaded, stamp
from inhouse.workflows import contracts as contracts_workflow
from inhouse.workflows import payments as payments_workflow
from inhouse.workflows.facts import PublishedFacts, read_facts

MOST_REMEMBERED = 200
ANSWERS_KEPT = 4
"""What was paid against what was agreed: with and without the terms that people entered, before and after a change."""
TABLES = ("payments_identified", "supplier_identities", "payments_kept")


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures of one choice of payments."""

    totals: Totals
    by_year: tuple[YearTotal, ...]
    by_financial_year: tuple[FinancialYearTotal, ...]
    suppliers: tuple[SupplierTotal, ...]
    concentration: Concentration

    @property
    def years(self) -> dict[YearKind, tuple[YearTotal, ...] | tuple[FinancialYearTotal, ...]]:
        """The years of each kind."""
        return {YearKind.CALENDAR: self.by_year, YearKind.FINANCIAL: self.by_financial_year}


@dataclass(eq=False)
class Ledger:
    """All loaded payments, open for questions; ``answers`` are kept as long as the ledger is."""

    store: DuckDBStore
    answers: Shelf[Any] = field(
        default_factory=lambda: Shelf(put_away=lambda worked: worked.store.close(), most=ANSWERS_KEPT)
    )
    _figures: dict[Chosen, Figures] = field(default_factory=dict)
    _by_id: dict[str, SupplierTotal] | None = None
    _repeated: tuple[Repeated, ...] | None = None

    def figures(self, chosen: Chosen = ALL) -> Figures:
        """Return totals, years, suppliers and concentration of a choice."""
        if chosen not in self._figures:
            if len(self._figures) >= MOST_REMEMBERED:
                self._figures.clear()
            self._figures[chosen] = Figures(
                totals=engine.totals(self.store, chosen),
                by_year=engine.by_year(self.store, chosen),
                by_financial_year=engine.by_financial_year(self.store, chosen),
                suppliers=engine.suppliers(self.store, chosen),
                concentration=engine.concentration(self.store, chosen),
            )
        return self._figures[chosen]

    def totals(self, chosen: Chosen) -> Totals:
        """Return the sum of a choice alone."""
        return engine.totals(self.store, chosen)

    def rows(self, chosen: Chosen, *, order: str, limit: int, offset: int) -> tuple[PaymentRow, ...]:
        """Return some rows behind a figure."""
        return engine.rows(self.store, chosen, order=order, limit=limit, offset=offset)

    def spellings(self, supplier_id: str) -> tuple[Spelling, ...]:
        """Return the names under which a supplier was paid."""
        return engine.spellings(self.store, supplier_id)

    def repeated(self) -> tuple[Repeated, ...]:
        """Return the files that hold the same payments as another file."""
        if self._repeated is None:
            self._repeated = engine.repeated(self.store)
        return self._repeated

    def departments(self) -> list[str]:
        """Return the departments named in the files."""
        return [each.department for each in engine.departments(self.store)]

    def supplier(self, supplier_id: str) -> SupplierTotal | None:
        """Return the supplier with this identity."""
        if self._by_id is None:
            self._by_id = {each.supplier_id: each for each in self.figures().suppliers}
        return self._by_id.get(supplier_id)

    def named(self, text: str) -> tuple[str, ...]:
        """Return the suppliers with these words in a name."""
        return tuple(dict.fromkeys(found.supplier_id for found in engine.suppliers_named(self.store, text)))


@dataclass(frozen=True, kw_only=True)
class Held:
    """A contract as published, with what follows from it on a day; ``terms`` are those that people entered for it.

    ``identity`` says which contract this is, whatever edition of the register tells of it: the one under which terms
    were entered. ``earlier`` is what older registers told, newest first.
    """

    contract: Contract
    outlook: Outlook
    identity: str
    earlier: tuple[Contract, ...] = ()
    terms: ContractTerms | None = None
    illustrative: bool = False

    @property
    def key(self) -> str:
        """Which record this is, in an address."""
        return key_of(self.contract)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all its records, also of those in older registers."""
        return (self.key, *map(key_of, self.earlier))

    @property
    def start_date(self) -> dt.date | None:
        """First day, by the terms entered, else as published."""
        return self.outlook.dates.start_date if self.outlook.dates else self.contract.start_date

    @property
    def end_date(self) -> dt.date | None:
        """Last day of the present term, by the terms entered, else as published."""
        return self.outlook.last_date

    @property
    def notice_date(self) -> dt.date | None:
        """Last day to give notice."""
        return self.outlook.notice_date

    @property
    def choices(self) -> tuple[Option, ...]:
        """Every choice."""
        return self.outlook.options

    @property
    def open_choices(self) -> tuple[Option, ...]:
        """The choices that can still be taken."""
        return self.outlook.open_options

    def running(self, as_of: dt.date) -> bool:
        """Whether it is known to run: started, with an end that has not passed."""
        end, start = self.end_date, self.start_date
        return end is not None and as_of <= end and (start is None or start <= as_of)

    def ended(self, as_of: dt.date) -> bool:
        """Whether its end date has passed."""
        return self.end_date is not None and self.end_date < as_of


def key_of(contract: Contract) -> str:
    """Name a record in an address: numbers in registers repeat, so file, sheet and row count too."""
    origin = contract.origin
    whole = "\n".join((origin.sha256, origin.part, str(origin.row), origin.path, contract.id))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def identity_of(contract: Contract) -> str:
    """Name a contract by what stays the same when its register is published again."""
    whole = (contract.ocid or contract.id, contract.title, contract.supplier or "", str(contract.start_date or ""))
    plain = "\n".join(" ".join(part.casefold().split()) for part in whole)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


_LEDGERS: Shelf[Ledger] = Shelf(put_away=lambda ledger: ledger.store.close())
_REGISTERS: Shelf[tuple[Current, ...]] = Shelf()


def ledger() -> Ledger | None:
    """Open the loaded payments; None when nothing is loaded yet."""
    files = loaded("payments")
    if not files:
        return None
    paths = [file.path for file in files]
    return _LEDGERS.take(stamp(files), lambda: Ledger(payments_workflow.open_ledger(paths)))


def held_contracts(as_of: dt.date, *, terms: bool = False) -> tuple[Held, ...]:
    """Return every contract of the loaded registers once, with its dates and choices on a day.

    Parameters
    ----------
    terms
        Whether the terms, lead times and meetings that people entered count: only for those who may see terms.
    """
    files = sorted(loaded("contracts"), key=lambda file: file.added_at)
    paths = [file.path for file in files]
    read = _REGISTERS.take(stamp(files), lambda: contracts_workflow.open_contracts(paths))
    made_up = {file.sha256 for file in files if file.illustrative}
    known = entered() if terms else NOTHING_ENTERED
    return tuple(_held(each, as_of, known, made_up) for each in read)


def held_under(held: Iterable[Held], key: str) -> Held | None:
    """Return the contract with this key, whichever register's entry the key was made from."""
    return next((each for each in held if key in each.keys), None)


def _held(current: Current, as_of: dt.date, known: Entered, made_up: set[str]) -> Held:
    contract = current.contract
    identities = [identity_of(each) for each in (contract, *current.earlier)]
    identity = next((each for each in identities if each in known.terms or each in known.lead_times), identities[0])
    kept, lead = known.terms.get(identity), known.lead_of(identity)
    agreed = kept.agreed() if kept else None
    if agreed is None:
        outlook = published_outlook(contract, as_of, lead, known.meetings)
    else:
        outlook = agreed_outlook(agreed, as_of, lead, known.meetings)
    return Held(
        contract=contract,
        earlier=current.earlier,
        identity=identity,
        outlook=outlook,
        terms=kept,
        illustrative=contract.illustrative or contract.origin.sha256 in made_up,
    )


def published_facts(path: Path) -> PublishedFacts | None:
    """Return the published facts kept in the programme folder, where there are any that can be read."""
    try:
        return _facts(path, path.stat().st_mtime_ns) if path.is_file() else None
    except InputError:
        return None


@lru_cache(maxsize=1)
def _facts(path: Path, _written: int) -> PublishedFacts:
    return read_facts(path)


def how_made(
    names: tuple[str, ...], values: dict[str, object], tables: tuple[str, ...] = TABLES
) -> tuple[ShownQuery, ...]:
    """Show the queries behind a page, each with the values it was given, and those that make the tables they read."""
    return tuple(show_query(load_query("contracts", name), values) for name in (*names, *tables))


def close_all() -> None:
    """Close the files that are held open, as before a folder is removed."""
    _LEDGERS.clear()
    _REGISTERS.clear()

"""What was paid against what was agreed?

Contracts are joined to payments by their suppliers (:mod:`inhouse.contracts.paid.match`), and payments are summed by
the SQL beside this file: before, inside and after the term, by year, and for suppliers that no contract names. What was
paid is never counted as two contracts' own: those that share a supplier each show the supplier's figure and say so. The
threshold for suppliers without a contract is that of the Local Government Transparency Code, a dated parameter.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inhouse.contracts.paid.basis import NOTHING_PAID, Case, basis, findings, why_unmatched
from inhouse.contracts.paid.holes import holes
from inhouse.contracts.paid.match import Matched, Payee, match_contracts
from inhouse.contracts.paid.records import (
    LargeLine,
    OffContract,
    Paid,
    PaidContract,
    PaidTotals,
    SharedSupplier,
    Status,
    Sums,
    ToldBy,
    UnmatchedContract,
    Year,
)
from inhouse.contracts.paid.told_apart import clusters, links, told_apart
from inhouse.contracts.register.contract import Contract
from inhouse.core.dates import worded
from inhouse.core.parameters import parameter
from inhouse.stores import Store
from inhouse.stores.query import load_query

THRESHOLD = "transparency.contract_gbp"
_LINES = 200
_MATCHED_BY_EVIDENCE = (
    "Suppliers are matched by evidence, not by proof: each match shows its confidence and why. "
    "What is to be confirmed is not counted as paid."
)
_NEED_NOT_LACK = (
    "A supplier without a contract in the register need not lack one: registers leave out contracts that have ended, "
    "and grants, rates, pensions, taxes and payments to other public bodies have none."
)
_UNMATCHED = (Status.UNNAMED, Status.NONE, Status.CONFIRM)


@dataclass(frozen=True, kw_only=True)
class _SumsRow:
    contract: int
    payments: int
    paid_gbp: Decimal
    before_gbp: Decimal
    inside_gbp: Decimal
    after_gbp: Decimal
    untold_gbp: Decimal
    first_date: dt.date | None
    last_date: dt.date | None


@dataclass(frozen=True, kw_only=True)
class _YearRow:
    contract: int
    year: int | None
    financial_year: int | None
    payments: int
    amount_gbp: Decimal


@dataclass(frozen=True, kw_only=True)
class _ClusterRow:
    cluster: int
    paid_gbp: Decimal


@dataclass(frozen=True, kw_only=True)
class _OffRow:
    supplier_id: str
    supplier: str
    names: tuple[str, ...]
    payments: int
    amount_gbp: Decimal
    first_date: dt.date | None
    last_date: dt.date | None


def paid_against_agreed(
    store: Store, contracts: Sequence[Contract], as_of: dt.date, *, amount_headings: Sequence[str] = ()
) -> Paid:
    """Say for each contract what was paid, and which payments no contract explains.

    Parameters
    ----------
    store
        Holds ``payments`` and ``supplier_identities``; afterwards also ``paid_links`` and ``paid_rows``.
    contracts
        In any order, each once: see :mod:`inhouse.contracts.register.editions`.
    as_of
        Decides the threshold in force, and which contracts have yet to start. Payments count whatever their date.
    amount_headings
        The headings of the columns of amounts, for what they say about VAT.
    """
    contracts = _in_order(contracts)
    payees = store.ask(load_query("contracts", "paid_payees"), Payee)
    matched = match_contracts(contracts, payees)
    shared = clusters(matched)
    store.define("paid_links", load_query("contracts", "paid_links"), links=links(contracts, matched, shared))
    told = told_apart(store, contracts, shared)
    store.define(
        "paid_rows",
        load_query("contracts", "paid_rows"),
        **{
            f"told_by_{name}": [key for key, way in told.items() if way is by]
            for name, by in (("number", ToldBy.NUMBER), ("department", ToldBy.DEPARTMENT), ("words", ToldBy.WORDS))
        },
    )
    threshold = parameter(THRESHOLD, as_of)
    on_contract = sorted({supplier_id for each in matched for supplier_id in each.supplier_ids})
    (totals,) = store.ask(
        load_query("contracts", "paid_totals"), PaidTotals, on_contract=on_contract, threshold_gbp=str(threshold.value)
    )
    cases = _cases(store, contracts, matched, shared, told)
    names = _names(payees)
    lines = _lines(cases, _years(store), names, totals, amount_headings)
    return Paid(
        as_of=as_of,
        contracts=lines,
        unmatched_contracts=_unmatched(lines, cases, totals, as_of),
        off_contract_suppliers=_off_contract(store, cases, on_contract, str(threshold.value)),
        shared_suppliers=_together(store, cases, shared, told),
        large_lines=store.ask(
            load_query("contracts", "paid_large_lines"),
            LargeLine,
            on_contract=on_contract,
            threshold_gbp=str(threshold.value),
            limit=_LINES,
        ),
        totals=totals,
        holes=holes(contracts),
        caveats=_caveats(totals, as_of, lines),
        parameters=(threshold.use(),),
    )


def _in_order(contracts: Sequence[Contract]) -> list[Contract]:
    """Order contracts so that nothing depends on the order of the files."""
    return sorted(
        contracts, key=lambda c: (c.id, c.title, c.supplier or "", c.origin.sha256, c.origin.part, c.origin.row)
    )


def _cases(
    store: Store,
    contracts: Sequence[Contract],
    matched: Sequence[Matched],
    shared: Mapping[int, Sequence[int]],
    told: Mapping[int, ToldBy],
) -> list[Case]:
    rows = {row.contract: row for row in store.ask(load_query("contracts", "paid_by_contract"), _SumsRow)}
    cluster_of = {place: key for key, places in shared.items() for place in places}
    cases = []
    for place, (contract, match) in enumerate(zip(contracts, matched, strict=True)):
        mine = set(match.supplier_ids)
        others = [
            p for p in shared.get(cluster_of.get(place, -1), ()) if p != place and mine & {*matched[p].supplier_ids}
        ]
        cases.append(
            Case(
                contract=contract,
                matched=match,
                sums=_sums(rows.get(place), contract),
                shares_with=tuple(contracts[p].id for p in others),
                told_by=told.get(cluster_of.get(place, -1)),
                ends_last=_ends_last(contracts, place, others),
            )
        )
    return cases


def _ends_last(contracts: Sequence[Contract], place: int, others: Sequence[int]) -> bool:
    """Say whether all that share a supplier have an end, and this one ends last; of equal ones the last given."""
    ends = [(contracts[p].end_date, p) for p in (place, *others)]
    known = [(end, p) for end, p in ends if end is not None]
    return len(known) == len(ends) and max(known)[1] == place


def _sums(row: _SumsRow | None, contract: Contract) -> Sums:
    """Keep as a figure only what start and end can tell."""
    starts, ends = contract.start_date is not None, contract.end_date is not None
    if row is None:
        return NOTHING_PAID
    return Sums(
        paid_gbp=row.paid_gbp,
        before_gbp=row.before_gbp if starts else None,
        inside_gbp=row.inside_gbp if starts and (ends or contract.rolling) else None,
        after_gbp=row.after_gbp if ends else None,
        untold_gbp=row.untold_gbp,
        payments=row.payments,
        first_date=row.first_date,
        last_date=row.last_date,
    )


def _years(store: Store) -> dict[int, tuple[tuple[Year, ...], tuple[Year, ...]]]:
    """Give calendar and financial years of each contract, by its place."""
    sums: dict[int, tuple[dict[int | None, Year], dict[int | None, Year]]] = defaultdict(lambda: ({}, {}))
    for row in store.ask(load_query("contracts", "paid_by_year"), _YearRow):
        for held, year in zip(sums[row.contract], (row.year, row.financial_year), strict=True):
            before = held.get(year, Year(year=year, amount_gbp=Decimal(0), payments=0))
            held[year] = Year(
                year=year, amount_gbp=before.amount_gbp + row.amount_gbp, payments=before.payments + row.payments
            )
    return {place: (tuple(c.values()), tuple(f.values())) for place, (c, f) in sums.items()}


def _names(payees: Sequence[Payee]) -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for payee in payees:
        names[payee.supplier_id][payee.supplier] = None
    return {supplier_id: tuple(held) for supplier_id, held in names.items()}


def _lines(
    cases: Sequence[Case],
    years: Mapping[int, tuple[tuple[Year, ...], tuple[Year, ...]]],
    names: Mapping[str, tuple[str, ...]],
    totals: PaidTotals,
    amount_headings: Sequence[str],
) -> tuple[PaidContract, ...]:
    lines = []
    for place, case in enumerate(cases):
        held, sums, found = case.contract, case.sums, findings(case)
        counted = [name for supplier_id in case.matched.supplier_ids for name in names.get(supplier_id, ())]
        calendar, financial = years.get(place, ((), ()))
        lines.append(
            PaidContract(
                id=held.id,
                title=held.title,
                supplier=held.supplier,
                start_date=held.start_date,
                end_date=held.end_date,
                rolling=held.rolling,
                value_gbp=held.value_gbp,
                value_basis=held.value_basis,
                paid_gbp=sums.paid_gbp,
                paid_before_gbp=sums.before_gbp,
                paid_in_period_gbp=sums.inside_gbp,
                paid_after_gbp=sums.after_gbp,
                paid_untold_gbp=sums.untold_gbp,
                over_value_gbp=case.over_value_gbp,
                payments=sums.payments,
                first_payment_date=sums.first_date,
                last_payment_date=sums.last_date,
                basis=basis(case, totals, amount_headings),
                matched_names=tuple(sorted(set(counted))),
                possible_names=tuple(match.payee for match in case.matched.matches if not match.counted),
                matches=case.matched.matches,
                shares_with=case.shares_with,
                told_apart_by=case.told_by.value if case.told_by else None,
                status=found[0],
                findings=found,
                by_year=calendar,
                by_financial_year=financial,
                file=held.origin.file,
                row=held.origin.row,
                place=place,
                source=held.origin,
            )
        )
    return tuple(lines)


def _unmatched(
    lines: Sequence[PaidContract], cases: Sequence[Case], totals: PaidTotals, as_of: dt.date
) -> tuple[UnmatchedContract, ...]:
    return tuple(
        UnmatchedContract(
            id=line.id,
            title=line.title,
            supplier=line.supplier,
            value_gbp=line.value_gbp,
            status=line.status,
            why=why_unmatched(case, totals, as_of),
            possible_names=line.possible_names,
        )
        for line, case in zip(lines, cases, strict=True)
        if line.status in _UNMATCHED
    )


def _off_contract(
    store: Store, cases: Sequence[Case], on_contract: Sequence[str], threshold_gbp: str
) -> tuple[OffContract, ...]:
    may_be: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        for match in case.matched.matches:
            if not match.counted:
                may_be[match.supplier_id].append(case.contract.id)
    rows = store.ask(
        load_query("contracts", "paid_off_contract"),
        _OffRow,
        on_contract=list(on_contract),
        threshold_gbp=threshold_gbp,
    )
    return tuple(OffContract(**vars(row), may_be=tuple(may_be.get(row.supplier_id, ()))) for row in rows)


def _together(
    store: Store, cases: Sequence[Case], shared: Mapping[int, Sequence[int]], told: Mapping[int, ToldBy]
) -> tuple[SharedSupplier, ...]:
    """Take the contracts of each cluster together, so that each payment counts once."""
    found = []
    for row in store.ask(load_query("contracts", "paid_by_cluster"), _ClusterRow):
        contracts = [cases[place].contract for place in shared[row.cluster]]
        values = [contract.value_gbp for contract in contracts]
        known = [value for value in values if value is not None]
        way = told.get(row.cluster)
        found.append(
            SharedSupplier(
                contracts=tuple(contract.id for contract in contracts),
                supplier="; ".join(dict.fromkeys(contract.supplier or "" for contract in contracts)),
                value_gbp=sum(known, Decimal(0)) if len(known) == len(values) else None,
                paid_gbp=row.paid_gbp,
                told_apart_by=way.value if way else None,
            )
        )
    return tuple(found)


def _caveats(totals: PaidTotals, as_of: dt.date, lines: Sequence[PaidContract]) -> tuple[str, ...]:
    said = [_MATCHED_BY_EVIDENCE, _NEED_NOT_LACK]
    shared = sum(line.status is Status.SHARED for line in lines)
    if shared:
        said.append(f"{shared} contracts share a supplier and show the supplier's figure: do not add up paid_gbp.")
    if totals.names_withheld_gbp:
        said.append("Payments to people whose names are withheld belong to no contract here.")
    if totals.undated_payments:
        said.append(f"{totals.undated_payments:,} payments have no date and cannot be placed in a term.")
    if totals.last_date and totals.last_date > as_of:
        said.append(f"Payments after {worded(as_of)} count as well: the files run to {worded(totals.last_date)}.")
    return tuple(said)

"""Which rows of a payments file were not kept, and which sheets say the same thing twice?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

from inhouse.core.results import Reject
from inhouse.readers.payments.records import LoadedPart
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore, literal

_TOO_FEW_TO_TELL = 10


@dataclass(frozen=True, kw_only=True)
class RejectedPayment(Reject):
    """A row of a payments file that was not kept, and the pounds on it where they can be read."""

    amount_gbp: Decimal | None


@dataclass(frozen=True)
class _Shared:
    payments: int


def read_rejects(store: DuckDBStore, parquet: Path, shown: str) -> tuple[RejectedPayment, ...]:
    """List the rejected rows of a file that :func:`inhouse.readers.payments.read_payments` wrote, in order.

    Parameters
    ----------
    store
        Where the question is asked.
    parquet
        The file's rows.
    shown
        The name of the file as a person knows it; its sheet or member is added.
    """
    sql = f"""
        SELECT CASE part WHEN '' THEN {literal(shown)} ELSE {literal(shown + " » ")} || part END AS file,
            row, reject_column AS "column", reject_found AS found, reject_expected AS expected, amount_gbp
        FROM read_parquet({literal(str(parquet))})
        WHERE reject_column IS NOT NULL
        ORDER BY part, row"""
    return store.ask(Query("readers/payments_rejects", sql), RejectedPayment)


def warn_of_repeats(store: DuckDBStore, parts: Sequence[LoadedPart], files: Sequence[Path]) -> list[LoadedPart]:
    """Warn where two sheets of one workbook hold the same payments: their money would count twice.

    ``files`` holds one Parquet file for each part that was read, in the same order.
    """
    read = [(part, file) for part, file in zip((p for p in parts if p.columns), files, strict=True)]
    warned = {part.name: part for part in parts}
    for (first, first_file), (second, second_file) in combinations(read, 2):
        fewest = min(first.rows_kept, second.rows_kept)
        if fewest < _TOO_FEW_TO_TELL:
            continue
        shared = _shared_payments(store, first_file, second_file)
        if shared * 2 > fewest:
            words = f"{shared:,} of its payments also stand in «{first.name}», so their money counts twice."
            warned[second.name] = replace(warned[second.name], warnings=(*warned[second.name].warnings, words))
    return [warned[part.name] for part in parts]


def _shared_payments(store: DuckDBStore, first: Path, second: Path) -> int:
    payments = [
        f"SELECT payment_date, supplier, amount_gbp FROM read_parquet({literal(str(file))}) WHERE reject_column IS NULL"
        for file in (first, second)
    ]
    sql = f"SELECT count(*) AS payments FROM ({payments[0]} INTERSECT ALL {payments[1]})"
    (shared,) = store.ask(Query("readers/payments_shared", sql), _Shared)
    return shared.payments

"""Which suppliers of loaded payments are one organisation? Worked out once for a set of files, and kept beside them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inhouse.contracts.resolution import Decided
from inhouse.contracts.suppliers import put_doubts, resolve_suppliers, use_identities
from inhouse.stores import Query, Store
from inhouse.stores.duckdb_store import DuckDBStore

TABLES = ("supplier_identities", "supplier_doubts")


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What matching came to: how many spellings, of how many suppliers, with how many pairs in doubt."""

    spellings: int
    suppliers: int
    doubts: int


def match(
    parquet_files: Sequence[Path],
    into: Path,
    decided: Iterable[Decided] = (),
    *,
    progress: Callable[[float], None] = lambda _share: None,
) -> Matched:
    """Resolve the suppliers of loaded payments, and write identities and doubts into a folder, whole or not at all.

    Parameters
    ----------
    parquet_files
        As :func:`inhouse.workflows.payments.load` writes them.
    into
        The folder to make: one Parquet file for each of :data:`TABLES`.
    decided
        What people said about pairs of names.
    progress
        Told the share done, 0 to 1.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".", dir=into.parent))
    try:
        with closing(DuckDBStore()) as store:
            store.attach("payment_rows", parquet_files)
            found = resolve_suppliers(store, decided=decided, progress=progress)
            put_doubts(store, found.needs_review)
            for table in TABLES:
                store.write(f"SELECT * FROM {table}", unfinished / f"{table}.parquet")  # noqa: S608
        if into.exists():
            shutil.rmtree(into)
        unfinished.rename(into)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Matched(
        spellings=sum(len(each.members) for each in found.suppliers),
        suppliers=len(found.suppliers),
        doubts=len(found.needs_review),
    )


def open_matched(parquet_files: Sequence[Path], matched: Path) -> Store:
    """Open loaded payments with the identities that :func:`match` wrote, and the doubts as ``supplier_doubts``.

    The small tables are read at once: the folder may go while the store is in use.
    """
    store = DuckDBStore()
    store.attach("payment_rows", parquet_files)
    for table in TABLES:
        store.attach(f"{table}_kept", [matched / f"{table}.parquet"])
        store.define(table, Query(f"contracts/{table}", f"SELECT * FROM {table}_kept"))  # noqa: S608
    use_identities(store)
    return store

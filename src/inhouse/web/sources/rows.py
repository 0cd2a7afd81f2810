"""Which rows of one file were kept, which were rejected, and why?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from inhouse.core.results import Provenance, Reject, SourceFile
from inhouse.publishers.tables import Table, csv_lines
from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import load_query
from inhouse.web.sources.models import Source

ROWS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class KeptRow:
    """One kept payment, as read; ``row`` counts as a spreadsheet does."""

    part: str
    row: int
    payment_date: dt.date | None
    supplier: str | None
    amount_gbp: Decimal | None
    department: str | None
    description: str | None


def kept_rows(source: Source, *, limit: int, offset: int = 0) -> tuple[KeptRow, ...]:
    """Return some kept rows of a payments file, in the order of the file."""
    store = DuckDBStore()
    try:
        store.attach("loaded", [source.loaded_file])
        return store.ask(load_query("web.sources", "kept_rows"), KeptRow, limit=limit, offset=offset)
    finally:
        store.close()


def rejected_rows(source: Source) -> tuple[Reject, ...]:
    """Return the rejected rows of a file that was read, with their reasons; none where nothing was read."""
    if not source.loaded_file.is_file():
        return ()
    return source.about_kind.rejects(source.loaded_file, source.filename)


def rejects_csv(source: Source) -> Iterator[str]:
    """Yield the rejected rows as lines of CSV that no spreadsheet will run."""
    table = Table(
        title=f"Rejected rows of {source.filename}",
        record=source.about_kind.reject_record,
        rows=rejected_rows(source),
        provenance=Provenance(inputs=(SourceFile(path=source.filename, sha256=source.sha256),)),
    )
    return csv_lines(table)

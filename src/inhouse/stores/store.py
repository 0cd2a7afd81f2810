"""What may an engine ask of the place where bulk rows live?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from inhouse.stores.query import Query

Record = TypeVar("Record")


class Store(Protocol):
    """Tables of bulk rows, asked by SQL, answering with small records."""

    def attach(self, table: str, files: Sequence[Path]) -> None:
        """Name a set of Parquet files as one table; columns are matched by name."""
        ...

    def define(self, table: str, query: Query, **parameters: object) -> None:
        """Compute a query once and keep its answer as a table."""
        ...

    def view(self, table: str, query: Query) -> None:
        """Name a query, to be computed whenever the table is asked."""
        ...

    def put(self, table: str, columns: Mapping[str, Sequence[str | None]], types: Mapping[str, str]) -> None:
        """Make a small table from columns of text; ``types`` names the SQL types of those that are not text."""
        ...

    def ask(self, query: Query, into: type[Record], **parameters: object) -> tuple[Record, ...]:
        """Answer a query as records: its columns are the fields of ``into``, by name."""
        ...

    def close(self) -> None:
        """Free what the store holds."""
        ...

"""How was a figure made? The query behind it, as a reader sees it: the question, the values put in, and its text.

Shown with ``{% include "design/how_made.html" %}``, which needs ``queries`` and ``files``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inhouse.stores.query import Query


@dataclass(frozen=True)
class ShownQuery:
    """A query as the reader sees it; ``values`` are names and what was put in."""

    title: str
    sql: str
    values: tuple[tuple[str, str], ...]


def show_query(query: Query, values: Mapping[str, object]) -> ShownQuery:
    """Show a query with those of the values that it names.

    Examples
    --------
    >>> show_query(Query("demo/one", "-- How many?\\nSELECT $n"), {"n": None, "m": 2}).values
    (('n', 'NULL'),)
    """
    named = tuple((name, _said(value)) for name, value in values.items() if f"${name}" in query.sql)
    return ShownQuery(title=query.title, sql=query.sql.strip(), values=named)


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "(empty list)"
    if value is None:
        return "NULL"
    return str(value).lower() if isinstance(value, bool) else str(value)

"""What is the formula behind a figure, in words an auditor can read?

A query is a ``.sql`` file beside its engine, in DuckDB's dialect. Its first comment lines say what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Query:
    """A named question to a store.

    Attributes
    ----------
    name
        Engine and file, such as ``contracts/payments_by_year``.
    sql
        The text of the file; parameters are written ``$name``.
    """

    name: str
    sql: str

    @property
    def title(self) -> str:
        """The first comment line of the query: the question it answers.

        Examples
        --------
        >>> Query("demo/one", "-- How many?\\nSELECT 1").title
        'How many?'
        """
        first = self.sql.lstrip().splitlines()[0]
        return first.removeprefix("--").strip() if first.startswith("--") else self.name

    def only_named(self, parameters: Mapping[str, object]) -> dict[str, object]:
        """Keep the parameters that the query names: a store may refuse others.

        Examples
        --------
        >>> Query("demo/one", "SELECT $names").only_named({"name": "Acme", "names": ["Bolt"]})
        {'names': ['Bolt']}
        """
        named = set(re.findall(r"\$(\w+)", self.sql))
        return {name: value for name, value in parameters.items() if name in named}


@cache
def load_query(engine: str, name: str) -> Query:
    """Read ``queries/NAME.sql`` of an engine.

    Raises
    ------
    FileNotFoundError
        There is no such query: a defect of the program, not of the user.

    Examples
    --------
    >>> load_query("contracts", "payment_totals").name
    'contracts/payment_totals'
    """
    path = resources.files(f"inhouse.{engine}").joinpath("queries", f"{name}.sql")
    return Query(name=f"{engine}/{name}", sql=path.read_text(encoding="utf-8"))

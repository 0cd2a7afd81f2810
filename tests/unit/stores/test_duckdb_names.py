"""Can a name be used again for something else, as when another filter is set?"""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.stores.duckdb_store import DuckDBStore
from inhouse.stores.query import Query

ONE, TWO = Query("test/one", "SELECT 1 AS n"), Query("test/two", "SELECT 2 AS n")


@dataclass(frozen=True)
class Number:
    n: int


def test_a_table_may_take_the_name_of_a_view_and_back() -> None:
    store = DuckDBStore()
    asked = Query("test/asked", "SELECT n FROM named")
    store.view("named", ONE)
    store.define("named", TWO)
    assert store.ask(asked, Number) == (Number(2),)
    store.view("named", ONE)
    assert store.ask(asked, Number) == (Number(1),)
    store.close()

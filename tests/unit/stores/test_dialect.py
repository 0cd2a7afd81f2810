"""A query on Spark is the same question, or none."""

from pathlib import Path

import pytest

from inhouse.stores import Query
from inhouse.stores.dialect import UntranslatableQuery, to_spark
from inhouse.stores.query import load_query

ENGINES = Path(__file__).resolve().parents[3] / "src" / "inhouse"
QUERIES = sorted(ENGINES.glob("*/queries/*.sql"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_query_reads_on_spark(path):
    query = load_query(path.parent.parent.name, path.stem)
    assert "$" not in to_spark(Query(query.name, query.sql.replace("$'", "'"))), "a parameter is not translated"


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) FROM waits", "approximate"),
        ("SELECT list(name ORDER BY name) FROM people", "lose an ORDER BY"),
        ("SELECT regexp_replace(name, 'a', 'b') FROM people", "'g'"),
        (r"SELECT regexp_replace(name, '(a)', '\1\1', 'g') FROM people", "refer back"),
        ("SELECT isodow(day) FROM days", "days of the week"),
        ("SELECT dayofweek(day) FROM days", "days of the week"),
        ("SELECT FROM WHERE", "demo/refused"),
    ],
)
def test_what_would_change_the_answer_is_refused(sql, reason):
    with pytest.raises(UntranslatableQuery, match=reason):
        to_spark(Query("demo/refused", sql))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT approx_count_distinct(name) FROM people",
        "SELECT median(wait), quantile_cont(wait, 0.95) FROM waits -- never approximate",
        "SELECT 'approximately' AS word",
    ],
)
def test_an_approximation_that_the_query_asks_for_is_its_own(sql):
    assert to_spark(Query("demo/kept", sql))


def test_parameters_keep_their_names():
    assert to_spark(Query("demo/named", "SELECT $n AS n")) == "SELECT :n AS n"

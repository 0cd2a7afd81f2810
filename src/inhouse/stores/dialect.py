"""How does a query written for DuckDB read on Spark, and is it still the same question?

SQLGlot translates. Where it would change the answer without a word, the query is refused instead: write it in words
that mean the same on both engines.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from inhouse.stores.query import Query

if TYPE_CHECKING:
    from sqlglot.expressions import Expr


class UntranslatableQuery(Exception):
    """A query would not mean the same on Spark: a defect of the query, not of the user."""


@cache
def to_spark(query: Query) -> str:
    """Translate a query from DuckDB's dialect to Spark's; a parameter ``$name`` becomes ``:name``.

    Raises
    ------
    UntranslatableQuery
        The query has no equal in Spark's dialect, or the translation approximates, loses an order, or replaces
        other text than the query does.
    """
    import sqlglot
    from sqlglot.errors import ErrorLevel, SqlglotError

    try:
        source = sqlglot.parse_one(query.sql, read="duckdb")
        text = source.transform(_worded_for_spark).sql("spark", unsupported_level=ErrorLevel.RAISE)
        translated = sqlglot.parse_one(text, read="spark")
    except SqlglotError as error:
        raise UntranslatableQuery(f"{query.name}: {error}") from error
    reasons = (
        _approximates(query.sql, text),
        _loses_order(source, translated),
        _replaces_otherwise(source),
        _numbers_days_otherwise(source),
    )
    if found := "; ".join(filter(None, reasons)):
        raise UntranslatableQuery(f"{query.name}: {found}.")
    return text


def _worded_for_spark(part: Expr) -> Expr:
    """Say in Spark's own words what SQLGlot leaves: exact percentiles, and a fingerprint of 64 bits."""
    from sqlglot import exp

    if isinstance(part, exp.PercentileCont) and part.expression:
        return exp.Anonymous(this="PERCENTILE", expressions=[part.this, part.expression])
    if isinstance(part, exp.Anonymous) and part.name.lower() == "hash":
        return exp.Anonymous(this="XXHASH64", expressions=part.expressions)
    return part


def _approximates(sql: str, text: str) -> str:
    """Spot functions that approximate where the query did not: SQLGlot makes some exact percentiles approximate."""
    return "Spark would approximate" if _approximations(text, "spark") > _approximations(sql, "duckdb") else ""


def _approximations(sql: str, dialect: str) -> int:
    import sqlglot

    return sum(
        "approx" in token.text.lower() and token.token_type.name != "STRING"
        for token in sqlglot.tokenize(sql, read=dialect)
    )


def _loses_order(source: Expr, translated: Expr) -> str:
    """Spot an ORDER BY that is gone, such as that of a list."""
    from sqlglot import exp

    before, after = (len(list(each.find_all(exp.Order))) for each in (source, translated))
    return "Spark would lose an ORDER BY" if after < before else ""


def _replaces_otherwise(source: Expr) -> str:
    """Spot a regexp_replace that means another thing on Spark, which replaces every match and has no \\1."""
    from sqlglot import exp

    for call in source.find_all(exp.RegexpReplace):
        if call.text("modifiers") != "g":
            return "regexp_replace needs 'g': Spark replaces every match"
        if "\\" in call.text("replacement"):
            return "regexp_replace may not refer back: Spark writes $1, not \\1"
    return ""


def _numbers_days_otherwise(source: Expr) -> str:
    """Spot a day of the week, which both engines number, and each in its own way."""
    from sqlglot import exp

    if next(source.find_all(exp.DayOfWeek, exp.DayOfWeekIso), None):
        return "Spark numbers days of the week otherwise: count days from a Monday"
    return ""

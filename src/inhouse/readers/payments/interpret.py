"""How do the text cells of a payments file become dates, pounds and names?

One SELECT reads the plain forms at the speed of the store. Odd forms are few and repeat: each distinct odd text is read
once by :func:`inhouse.core.money.parse_amount` and :func:`inhouse.core.dates.parse_date`, and joined back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from inhouse.core.dates import EARLIEST_YEAR, LATEST_YEAR, parse_date
from inhouse.core.money import parse_amount
from inhouse.readers.grid import Part
from inhouse.readers.payments.layout import NO_COLUMN, OPTIONAL, Layout
from inhouse.stores.duckdb_store import DuckDBStore, literal

ISO = "%Y-%m-%d"
_STYLES = (
    ISO, "%d/%m/%Y", "%d/%m/%y", "%d-%b-%Y", "%d-%b-%y", "%d.%m.%Y", "%d-%m-%Y", "%d/%b/%Y", "%d %b %Y", "%d/%m/%Y %H:%M",
)  # fmt: skip
_MONTH_FIRST = {style: style.replace("%d/%m", "%m/%d") for style in _STYLES if "%d/%m" in style}
_CELLS_LOOKED_AT = 50
_AMOUNT = "DECIMAL(18, 4)"
_GROUPED = r"-?\s*£?\s*-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?|-?\s*£\s*-?[0-9]+(\.[0-9]*)?"
_TOTAL = r"((grand|sub|overall|report|sum|page)[ -]*)?totals?( (for|of|to date|payments|spend|amount)\b.*)?:?"


def interpret(store: DuckDBStore, part: Part, layout: Layout, *, source: str, into: Path) -> tuple[str, ...]:
    """Read a part's rows into a Parquet file, kept and rejected ones alike.

    Parameters
    ----------
    store
        Where the work is done.
    part, layout
        The grid, and what its columns mean.
    source
        SHA-256 of the file.
    into
        The Parquet file to write.

    Returns
    -------
    tuple of str
        What had to be assumed, in words.

    Raises
    ------
    inhouse.stores.duckdb_store.ScanError
        The part is irregular: tidy it and come again.
    """
    warnings: tuple[str, ...] = ()
    style = _date_style(part, layout)
    plain = into.with_suffix(".plain")
    store.write(_plain_select(part, layout, source, style), plain)
    if style in _MONTH_FIRST and _cannot_be_day_first(store, plain):
        style = _MONTH_FIRST[style]
        warnings = ("Dates were read month first, because some in this file cannot be read day first.",)
        store.write(_plain_select(part, layout, source, style), plain)
    dates = _odd_texts(store, plain, "date_text")
    amounts = _odd_texts(store, plain, "amount_text")
    if not dates and not amounts:
        plain.replace(into)
        return warnings
    day_first = style not in _MONTH_FIRST.values()
    _put_lookup(store, "odd_dates", dates, lambda t: parse_date(t, day_first=day_first) or parse_date(t, day_first=not day_first))
    _put_lookup(store, "odd_amounts", amounts, parse_amount)
    store.write(_odd_select(plain, part, layout), into)
    plain.unlink()
    return warnings


def _plain_select(part: Part, layout: Layout, source: str, style: str) -> str:
    """Select every row that is not blank, with plain dates and amounts read and odd ones kept as text."""
    cell = {name: _cell(layout, name) for name in ("date", "amount", "supplier", *OPTIONAL)}
    everything = ", ".join(f"c{n}" for n in range(part.width))
    optional = ", ".join(f"{cell[name]} AS {name}" for name in OPTIONAL)
    return f"""
        WITH cells AS (
            SELECT row, {cell["date"]} AS date_cell, {cell["amount"]} AS amount_cell, {cell["supplier"]} AS supplier, {optional}
            FROM {part.scan.sql} AS grid
            WHERE row > {layout.header_row + 1}
              AND (coalesce({cell["supplier"]}, {cell["amount"]}) IS NOT NULL OR trim(concat_ws('', {everything})) <> '')
        ),
        read AS (
            SELECT *, {_plain_date(style)} AS payment_date, {_plain_amount()} AS amount_gbp FROM cells
        )
        SELECT {literal(source)} AS source, {literal(part.name)} AS part, row, payment_date,
            CASE WHEN payment_date IS NULL THEN date_cell END AS date_text,
            supplier, amount_gbp, CASE WHEN amount_gbp IS NULL THEN amount_cell END AS amount_text,
            {", ".join(OPTIONAL)}, {_reject_columns(layout, "date_cell", "amount_cell")}
        FROM read"""


def _odd_select(plain: Path, part: Part, layout: Layout) -> str:
    """Select the same rows with odd dates and amounts looked up."""
    return f"""
        WITH read AS (
            SELECT p.* EXCLUDE (reject_column, reject_found, reject_expected)
                REPLACE (coalesce(p.payment_date, d.value) AS payment_date, coalesce(p.amount_gbp, a.value) AS amount_gbp)
            FROM read_parquet({literal(str(plain))}) AS p
            LEFT JOIN odd_dates AS d ON p.date_text = d.text
            LEFT JOIN odd_amounts AS a ON p.amount_text = a.text
        )
        SELECT *, {_reject_columns(layout, "coalesce(date_text, CAST(payment_date AS VARCHAR))", "amount_text")}
        FROM read ORDER BY row"""


def _reject_columns(layout: Layout, date: str, amount: str) -> str:
    """Say why a row is no payment: which column, what was found, what was expected; all NULL where it is kept."""
    heading = layout.headers[layout.columns["amount"]].strip() if layout.headers else ""
    is_total = (
        "contains(lower(supplier), 'total') AND (regexp_full_match(lower(supplier), " + literal(_TOTAL) + ")"
        f" OR ({date} IS NULL AND lower(supplier) LIKE '% total'))"
    )
    cases = (
        (f"amount_gbp IS NULL AND {amount} IS NULL", "'amount'", "''", "'an amount in pounds, not a blank'"),
        (f"amount_gbp IS NULL AND {amount} = {literal(heading)}", "'amount'", amount, "'a payment, not a repeated heading'"),
        ("amount_gbp IS NULL", "'amount'", amount, "'an amount in pounds'"),
        ("supplier IS NULL", "'supplier'", "''", "'the name of who was paid'"),
        (is_total, "'supplier'", "supplier", "'a payment, not a total'"),
    )

    def column(position: int, name: str) -> str:
        whens = " ".join(f"WHEN {case[0]} THEN {case[position]}" for case in cases)
        return f"CASE {whens} END AS {name}"

    return ", ".join((column(1, "reject_column"), column(2, "reject_found"), column(3, "reject_expected")))


def _plain_date(style: str) -> str:
    read = (
        "CASE WHEN date_cell[1] BETWEEN '0' AND '9' AND date_cell[5] = '-' THEN try_cast(date_cell AS DATE) END"
        if style == ISO
        else f"CAST(try_strptime(date_cell, {literal(style)}) AS DATE)"
    )
    return f"CASE WHEN year({read}) BETWEEN {EARLIEST_YEAR} AND {LATEST_YEAR} THEN {read} END"


def _plain_amount() -> str:
    grouped = f"CASE WHEN regexp_full_match(amount_cell, {literal(_GROUPED)}) THEN regexp_replace(amount_cell, '[£,\\s]', '', 'g') END"
    return (
        f"CASE WHEN NOT contains(amount_cell, '_')"
        f" THEN coalesce(try_cast(amount_cell AS {_AMOUNT}), try_cast({grouped} AS {_AMOUNT})) END"
    )


def _cell(layout: Layout, name: str) -> str:
    column = layout.columns.get(name, NO_COLUMN)
    return "CAST(NULL AS VARCHAR)" if column == NO_COLUMN else f"nullif(trim(c{column}, ' \t\n\r\u00a0'), '')"


def _date_style(part: Part, layout: Layout) -> str:
    """Find the style that most of the first dates are written in."""
    column = layout.columns["date"]
    rows = part.head[layout.header_row + 1 :]
    cells = [row[column].strip() for row in rows if 0 <= column < len(row) and row[column].strip()][:_CELLS_LOOKED_AT]
    return max(_STYLES, key=lambda style: sum(_is_style(cell, style) for cell in cells))


def _is_style(cell: str, style: str) -> bool:
    try:
        dt.datetime.strptime(cell[:10] if style == ISO else cell, style)  # noqa: DTZ007
    except ValueError:
        return False
    return True


def _cannot_be_day_first(store: DuckDBStore, plain: Path) -> bool:
    """Say whether no date has a day above 12, and some text has its second number above 12."""
    numbers = r"^[0-9]{1,2}[-/.]([0-9]{1,2})[-/.]"
    ((late_days, late_seconds),) = store.rows(
        f"SELECT count(*) FILTER (day(payment_date) > 12),"
        f" count(*) FILTER (try_cast(regexp_extract(date_text, {literal(numbers)}, 1) AS INTEGER) BETWEEN 13 AND 31)"
        f" FROM read_parquet({literal(str(plain))})"
    )
    return late_days == 0 and late_seconds != 0


def _odd_texts(store: DuckDBStore, plain: Path, column: str) -> list[str]:
    rows = store.rows(f"SELECT DISTINCT {column} FROM read_parquet({literal(str(plain))}) WHERE {column} IS NOT NULL")
    return [str(text) for (text,) in rows]


def _put_lookup(store: DuckDBStore, table: str, texts: Sequence[str], read: Callable[[str], object]) -> None:
    sql_type = "DATE" if table == "odd_dates" else _AMOUNT
    values = [(text, value) for text in texts if (value := read(text)) is not None]
    store.put(table, {"text": [t for t, _ in values], "value": [str(v) for _, v in values]}, {"value": sql_type})

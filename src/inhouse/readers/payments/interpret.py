"""How do the text cells of a payments file become dates, pounds and names?

One SELECT reads the plain forms at the speed of the store. Odd forms are few and repeat: each distinct odd text is read
once by :func:`inhouse.core.money.parse_amount` and :func:`inhouse.core.dates.parse_date`, and joined back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inhouse.core.dates import EARLIEST_YEAR, LATEST_YEAR, parse_date
from inhouse.core.money import parse_amount
from inhouse.readers.grid import Part
from inhouse.readers.payments.layout import NO_COLUMN, OPTIONAL, Layout
from inhouse.stores import Query
from inhouse.stores.duckdb_store import DuckDBStore, Progress, literal

ISO = "%Y-%m-%d"
NOT_A_TOTAL = "a payment, not a total"
_STYLES = (
    ISO, "%d/%m/%Y", "%d/%m/%y", "%d-%b-%Y", "%d-%b-%y", "%d.%m.%Y", "%d-%m-%Y", "%d/%b/%Y", "%d %b %Y",
    "%d/%m/%Y %H:%M",
)  # fmt: skip
_MONTH_FIRST = {style: style.replace("%d/%m", "%m/%d") for style in _STYLES if "%d/%m" in style}
_CELLS_LOOKED_AT = 25
_AMOUNT = "DECIMAL(18, 4)"
_GROUPED = r"-?\s*£?\s*-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?|-?\s*£\s*-?[0-9]+(\.[0-9]*)?"
_TOTAL = r"((grand|sub|overall|report|sum|page)[ -]*)?totals?( (for|of|to date|payments|spend|amount)\b.*)?:?"
_TOTAL_SOMEWHERE = rf"(^|\|) *{_TOTAL} *($|\|)"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Rows and pounds of a part, in all, kept and on rows of totals; and how many of each kind of doubt."""

    rows: int
    kept: int
    amount_gbp: Decimal
    kept_gbp: Decimal
    totals_gbp: Decimal
    undated: int
    fractions: int
    odd_dates: int
    odd_amounts: int


@dataclass(frozen=True, kw_only=True)
class Interpreted:
    """What reading a part came to, and what had to be assumed, in words."""

    tally: Tally
    warnings: tuple[str, ...]


def interpret(
    store: DuckDBStore, part: Part, layout: Layout, *, source: str, into: Path, progress: Progress | None = None
) -> Interpreted:
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
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    inhouse.stores.duckdb_store.ScanError
        The part is irregular: tidy it and come again.
    """
    warnings: tuple[str, ...] = ()
    style = _date_style(part, layout)
    plain = into.with_suffix(".plain")
    store.write(_plain_select(part, layout, source, style), plain, progress=progress)
    if style in _MONTH_FIRST and _cannot_be_day_first(store, plain):
        style = _MONTH_FIRST[style]
        warnings = ("Dates were read month first, because some in this file cannot be read day first.",)
        store.write(_plain_select(part, layout, source, style), plain)
    found = tally(store, plain)
    if not found.odd_dates and not found.odd_amounts:
        plain.replace(into)
        return Interpreted(tally=found, warnings=warnings)
    dates, amounts = _odd_texts(store, plain, "date_text"), _odd_texts(store, plain, "amount_text")
    day_first = style not in _MONTH_FIRST.values()
    _put_lookup(
        store,
        "odd_dates",
        dates,
        lambda t: parse_date(t, day_first=day_first) or parse_date(t, day_first=not day_first),
    )
    _put_lookup(store, "odd_amounts", amounts, parse_amount)
    store.write(_odd_select(plain, layout), into)
    plain.unlink()
    return Interpreted(tally=tally(store, into), warnings=warnings)


def _plain_select(part: Part, layout: Layout, source: str, style: str) -> str:
    """Select every row that is not blank, with plain dates and amounts read and odd ones kept as text."""
    cell = {name: _cell(layout, name) for name in ("date", "amount", "supplier", *OPTIONAL)}
    everything = ", ".join(f"c{n}" for n in range(part.width))
    optional = ", ".join(f"{cell[name]} AS {name}" for name in OPTIONAL)
    return f"""
        WITH cells AS (
            SELECT row, {cell["date"]} AS date_cell, {cell["amount"]} AS amount_cell,
                {cell["supplier"]} AS supplier, {optional},
                CASE WHEN {cell["supplier"]} IS NULL
                    THEN regexp_matches(lower(concat_ws('|', {everything})), {literal(_TOTAL_SOMEWHERE)})
                END AS is_total
            FROM {part.scan.sql} AS grid
            WHERE row > {layout.header_row + 1}
              AND CASE WHEN {cell["amount"]} IS NOT NULL THEN true ELSE trim(concat_ws('', {everything})) <> '' END
        ),
        read AS (
            SELECT *, {_plain_date(style)} AS payment_date, {_plain_amount()} AS amount_gbp FROM cells
        )
        SELECT {literal(source)} AS source, {literal(part.name)} AS part, row, payment_date,
            CASE WHEN payment_date IS NULL THEN date_cell END AS date_text,
            supplier, amount_gbp, CASE WHEN amount_gbp IS NULL THEN amount_cell END AS amount_text,
            {", ".join(OPTIONAL)}, is_total, {_REASONS}
        FROM (SELECT *, {_reason(layout, "date_cell", "amount_cell")} AS reason FROM read)"""


def _odd_select(plain: Path, layout: Layout) -> str:
    """Select the same rows with odd dates and amounts looked up."""
    reason = _reason(layout, "coalesce(date_text, CAST(payment_date AS VARCHAR))", "amount_text")
    return f"""
        WITH read AS (
            SELECT p.* EXCLUDE (reject_column, reject_found, reject_expected)
                REPLACE (
                    coalesce(p.payment_date, d.value) AS payment_date, coalesce(p.amount_gbp, a.value) AS amount_gbp
                )
            FROM read_parquet({literal(str(plain))}) AS p
            LEFT JOIN odd_dates AS d ON p.date_text = d.text
            LEFT JOIN odd_amounts AS a ON p.amount_text = a.text
        )
        SELECT * EXCLUDE (reason, amount_cell), {_REASONS}
        FROM (SELECT *, amount_text AS amount_cell, {reason} AS reason FROM read) ORDER BY row"""


_REASONS = f"""
            CASE WHEN reason <= 3 THEN 'amount' WHEN reason >= 4 THEN 'supplier' END AS reject_column,
            CASE WHEN reason IN (2, 3) THEN amount_cell WHEN reason = 5 THEN supplier WHEN reason > 0 THEN '' END
                AS reject_found,
            CASE reason WHEN 1 THEN 'an amount in pounds, not a blank' WHEN 2 THEN 'a payment, not a repeated heading'
                WHEN 3 THEN 'an amount in pounds' WHEN 4 THEN 'the name of who was paid'
                WHEN 5 THEN {literal(NOT_A_TOTAL)} WHEN 6 THEN {literal(NOT_A_TOTAL)} END AS reject_expected"""


def _reason(layout: Layout, date: str, amount: str) -> str:
    """Number why a row is no payment, as ``_REASONS`` words it; NULL where it is one."""
    heading = layout.headers[layout.columns["amount"]].strip() if layout.headers else ""
    return f"""CASE
            WHEN amount_gbp IS NULL AND {amount} IS NULL THEN 1
            WHEN amount_gbp IS NULL AND {amount} = {literal(heading)} THEN 2
            WHEN amount_gbp IS NULL THEN 3
            WHEN supplier IS NULL AND is_total THEN 6
            WHEN supplier IS NULL THEN 4
            WHEN contains(lower(supplier), 'total') AND (regexp_full_match(lower(supplier), {literal(_TOTAL)})
                OR ({date} IS NULL AND lower(supplier) LIKE '% total')) THEN 5
            END"""


def _plain_date(style: str) -> str:
    read = (
        "CASE WHEN date_cell[1] BETWEEN '0' AND '9' AND date_cell[5] = '-' THEN try_cast(date_cell AS DATE) END"
        if style == ISO
        else f"CAST(try_strptime(date_cell, {literal(style)}) AS DATE)"
    )
    return f"CASE WHEN year({read}) BETWEEN {EARLIEST_YEAR} AND {LATEST_YEAR} THEN {read} END"


def _plain_amount() -> str:
    grouped = (
        f"CASE WHEN regexp_full_match(amount_cell, {literal(_GROUPED)})"
        " THEN regexp_replace(amount_cell, '[£,\\s]', '', 'g') END"
    )
    return (
        f"CASE WHEN NOT contains(amount_cell, '_')"
        f" THEN coalesce(try_cast(amount_cell AS {_AMOUNT}), try_cast({grouped} AS {_AMOUNT})) END"
    )


def _cell(layout: Layout, name: str) -> str:
    column = layout.columns.get(name, NO_COLUMN)
    if column == NO_COLUMN:
        return "CAST(NULL AS VARCHAR)"
    # A quoted cell may hold only a line break. Looking costs time: only the name, which may not be blank, is checked.
    return f"nullif(trim(c{column}, ' \n\r'), '')" if name == "supplier" else f"nullif(trim(c{column}), '')"


def _date_style(part: Part, layout: Layout) -> str:
    """Find the style that most of the first dates are written in."""
    column = layout.columns["date"]
    rows = part.head[layout.header_row + 1 :]
    cells = [row[column].strip() for row in rows if 0 <= column < len(row) and row[column].strip()][:_CELLS_LOOKED_AT]
    best, most = ISO, 0
    for style in _STYLES:
        fits = sum(_is_style(cell, style) for cell in cells)
        if fits > most:
            best, most = style, fits
        if fits == len(cells):
            break
    return best


def _is_style(cell: str, style: str) -> bool:
    try:
        dt.datetime.strptime(cell[:10] if style == ISO else cell, style)
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


def tally(store: DuckDBStore, parquet: Path) -> Tally:
    """Count what a Parquet file of payment rows holds."""
    sql = f"""
        SELECT count(*) AS rows, count(*) FILTER (reject_column IS NULL) AS kept,
            coalesce(sum(amount_gbp), 0) AS amount_gbp,
            coalesce(sum(amount_gbp) FILTER (reject_column IS NULL), 0) AS kept_gbp,
            coalesce(sum(amount_gbp) FILTER (reject_expected = {literal(NOT_A_TOTAL)}), 0) AS totals_gbp,
            count(*) FILTER (reject_column IS NULL AND payment_date IS NULL) AS undated,
            count(*) FILTER (amount_gbp <> round(amount_gbp, 2)) AS fractions,
            count(date_text) AS odd_dates, count(amount_text) AS odd_amounts
        FROM read_parquet({literal(str(parquet))})"""
    (answer,) = store.ask(Query("readers/payments_tally", sql), Tally)
    return answer


def _odd_texts(store: DuckDBStore, plain: Path, column: str) -> list[str]:
    rows = store.rows(f"SELECT DISTINCT {column} FROM read_parquet({literal(str(plain))}) WHERE {column} IS NOT NULL")
    return [str(text) for (text,) in rows]


def _put_lookup(store: DuckDBStore, table: str, texts: Sequence[str], read: Callable[[str], object]) -> None:
    sql_type = "DATE" if table == "odd_dates" else _AMOUNT
    values = [(text, value) for text in texts if (value := read(text)) is not None]
    store.put(table, {"text": [t for t, _ in values], "value": [str(v) for _, v in values]}, {"value": sql_type})

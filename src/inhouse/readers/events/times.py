"""In which style are the times of a column written, and what instant is each?

The whole column is looked at once, because 3/4/2024 alone cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.core.results import Decision
from inhouse.stores.duckdb_store import DuckDBStore, literal

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_ZONE = r" ?(Z|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)"
_CLOCK = r"[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?"
_ISO = rf"^[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}({_CLOCK}({_ZONE})?)?$"
_OFFSET = rf":[0-9]{{2}}([.,][0-9]+)?{_ZONE}$"
_NUMBER = r"^-?[0-9]{9,19}(\.[0-9]+)?$"
_COMPACT = "^(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9]([0-5][0-9])?$"
_SLASHED = r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(\D.*)?$"
_DATES = {
    True: ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%y", "%d-%m-%Y", "%d.%m.%y", "%d.%m.%Y"),
    False: ("%m/%d/%y", "%m/%d/%Y", "%m-%d-%y", "%m-%d-%Y", "%m.%d.%y", "%m.%d.%Y"),
}
"""Two figures of a year come first: DuckDB would read 20 as the year 20."""
_WORDED = ("%d/%b/%y", "%d/%b/%Y", "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%b %d, %Y", "%B %d, %Y",
           "%a %b %d %Y", "%a, %d %b %Y", "%Y/%m/%d", "%Y%m%d", "%Y-%m-%d")  # fmt: skip
_CLOCKS = (
    " %H:%M:%S",
    " %H:%M",
    "T%H:%M:%S",
    " %H:%M:%S.%f",
    " %I:%M:%S %p",
    " %I:%M %p",
    "",
    ", %H:%M:%S",
    ", %H:%M",
    "%H%M%S",
    "%H%M",
)
_TEXT = "replace(text, '  ', ' ')"
_TEXTS_TRIED = 500
_UNITS = {"seconds": 1, "milliseconds": 1_000, "microseconds": 1_000_000, "nanoseconds": 1_000_000_000}


@dataclass(frozen=True)
class _Look:
    """Counts of the texts of one column, by how they could be read."""

    filled: int
    iso: int
    offset: int
    naive: int
    numbers: int
    largest: float
    slashed: int
    late_firsts: int
    late_seconds: int


@dataclass(frozen=True, kw_only=True)
class TimeStyle:
    """How the times of one column become instants.

    Attributes
    ----------
    sql
        A TIMESTAMP in UTC of the text in ``{text}``; NULL where it cannot be read.
    decisions
        What was assumed.
    """

    sql: str
    decisions: tuple[Decision, ...] = ()

    def instant(self, text: str) -> str:
        """SQL of the instant of a text."""
        return self.sql.replace("{text}", text)


def time_style(
    store: DuckDBStore, relation: str, cell: str, *, name: str, timezone: str | None, day_first: bool | None,
    option: str = "--timestamp",
) -> TimeStyle:  # fmt: skip
    """Find how a column of text writes its times.

    Parameters
    ----------
    store
        Where the column is looked through, once.
    relation, cell
        Where the texts are, as SQL.
    name
        The column's name, for decisions.
    timezone
        The zone of times without an offset; None leaves them as they stand.
    day_first
        What 3/4/2024 means, where a person or profile said so.
    option
        What a person says to choose another column.
    """
    look = _look(store, relation, cell)
    decisions: list[Decision] = []
    branches: list[str] = []
    if look.iso:
        branches.append(_iso(timezone, offsets=look.offset > 0, naive=look.naive > 0))
    if look.numbers and look.numbers * 2 > look.filled:
        unit = _unit(look.largest)
        branches.append(_epoch(unit))
        decisions.append(Decision(
            about="time format", decided=f"Numbers in «{name}» are {unit} since 1 January 1970, UTC.",
            because=f"The largest has {len(str(int(look.largest)))} digits.", change_with=option,
        ))  # fmt: skip
    if look.iso < look.filled:
        first = day_first
        if look.slashed:
            first, decision = _day_first(look, name, day_first)
            decisions.append(decision)
        branches.append(_patterns(store, relation, cell, first is not False, timezone))
    if look.filled > look.numbers:
        decisions.append(_zone_decision(look, name, timezone))
    sql = f"coalesce({', '.join(branches)})" if branches else "CAST(NULL AS TIMESTAMP)"
    return TimeStyle(sql=_within(sql), decisions=tuple(decisions))


def localised(instant: str, timezone: str | None) -> str:
    """SQL of a clock time in UTC, read in a zone; as it stands where there is none."""
    return f"(({instant}) AT TIME ZONE {literal(timezone)}) AT TIME ZONE 'UTC'" if timezone else instant


def _look(store: DuckDBStore, relation: str, cell: str) -> _Look:
    slashed = f"regexp_matches(text, '{_SLASHED}')"
    sql = f"""
        SELECT count(text), count(*) FILTER (iso), count(*) FILTER (iso AND zoned), count(*) FILTER (iso AND NOT zoned),
            count(*) FILTER (number), coalesce(max(abs(try_cast(text AS DOUBLE))) FILTER (number), 0),
            count(*) FILTER ({slashed}),
            count(*) FILTER ({slashed} AND try_cast(regexp_extract(text, '{_SLASHED}', 1) AS INTEGER) > 12),
            count(*) FILTER ({slashed} AND try_cast(regexp_extract(text, '{_SLASHED}', 2) AS INTEGER) > 12)
        FROM (SELECT text, regexp_matches(text, '{_ISO}') AS iso, regexp_matches(text, '{_OFFSET}') AS zoned,
                regexp_matches(text, '{_NUMBER}') AND NOT regexp_matches(text, '{_COMPACT}') AS number
            FROM (SELECT {cell} AS text FROM {relation}))"""
    (row,) = store.rows(sql)
    return _Look(*row)  # type: ignore[arg-type]


def _iso(timezone: str | None, *, offsets: bool, naive: bool) -> str:
    text = "replace({text}, ',', '.')"
    zoned = f"make_timestamp(epoch_us(try_cast({text} AS TIMESTAMPTZ)))"
    plain = localised(f"try_cast({text} AS TIMESTAMP)", timezone)
    guard = f"regexp_matches({{text}}, '{_ISO}')"
    if offsets and naive:
        return (
            f"CASE WHEN {guard} THEN CASE WHEN regexp_matches({{text}}, '{_OFFSET}') THEN {zoned} ELSE {plain} END END"
        )
    return f"CASE WHEN {guard} THEN {zoned if offsets else plain} END"


def _unit(largest: float) -> str:
    """Seconds, milliseconds and so on, by how large the largest number is: seconds reach 2199 with ten digits."""
    return next((unit for unit, factor in _UNITS.items() if largest < 1e10 * factor), "nanoseconds")


def _epoch(unit: str) -> str:
    micros = 1_000_000 / _UNITS[unit]
    number = (
        f"try_cast({{text}} AS DECIMAL(28, 6)) * {micros:.6f}"
        if micros < 1
        else f"try_cast({{text}} AS DECIMAL(28, 6)) * {int(micros)}"
    )
    return f"CASE WHEN regexp_matches({{text}}, '{_NUMBER}') THEN make_timestamp(try_cast({number} AS BIGINT)) END"


def _patterns(store: DuckDBStore, relation: str, cell: str, day_first: bool, timezone: str | None) -> str:
    """Try every pattern, those first that read most of the first texts."""
    formats = [f"{date}{clock}" for clock in _CLOCKS for date in (*_DATES[day_first], *_WORDED)]
    tried = ", ".join(f"count(try_strptime({_TEXT}, {literal(each)}))" for each in formats)
    filled = f"SELECT {cell} AS text FROM {relation} WHERE {cell} IS NOT NULL LIMIT {_TEXTS_TRIED}"
    (hits,) = store.rows(f"SELECT {tried} FROM ({filled})")
    best = sorted(zip(hits, formats, strict=True), key=lambda pair: -pair[0])  # type: ignore[operator]
    listed = ", ".join(literal(each) for _, each in best)
    read = f"try_strptime({_TEXT.replace('text', '{text}')}, [{listed}])"
    return localised(f"CASE WHEN regexp_matches({{text}}, '[0-9]') THEN {read} END", timezone)


def _day_first(look: _Look, name: str, said: bool | None) -> tuple[bool, Decision]:
    if said is not None:
        day_first, because = said, "The profile says so."
    elif look.late_firsts > look.late_seconds:
        day_first, because = True, f"In {look.late_firsts:,} of {look.slashed:,} the first number is above 12."
    elif look.late_seconds:
        day_first, because = False, f"In {look.late_seconds:,} of {look.slashed:,} the second number is above 12."
    else:
        day_first, because = True, "No number tells day from month; British custom is assumed."
    order = "day/month/year" if day_first else "month/day/year"
    return day_first, Decision(
        about="time format", decided=f"Dates in «{name}» are {order}.", because=because,
        change_with="--profile with day_first: true or false",
    )  # fmt: skip


def _zone_decision(look: _Look, name: str, timezone: str | None) -> Decision:
    without = look.filled - look.offset - look.numbers
    some = f"{without:,} time{'' if without == 1 else 's'} in «{name}» without an offset"
    if not without:
        decided, because = f"All times in «{name}» are turned into UTC.", "Each carries its own offset."
    elif timezone:
        decided = f"{some}: read in {timezone}."
        because = "It was said. An hour that the clocks repeat is read as its second passing."
    else:
        decided = f"{some}: kept as they stand."
        because = "The file does not say their zone; times with an offset are turned into UTC."
    return Decision(about="time zone", decided=decided, because=because, change_with="--timezone")


def _within(sql: str) -> str:
    return f"CASE WHEN year({sql}) BETWEEN {EARLIEST_YEAR} AND {LATEST_YEAR} THEN {sql} END"

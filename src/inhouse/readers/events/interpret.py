"""How do the cells of a log become events?

One SELECT reads every row; a second, only where one lifecycle transition was asked for, takes its rows and pairs starts
with completes. Nothing passes through Python row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inhouse.core.results import Decision
from inhouse.readers.events.meaning import Meaning
from inhouse.readers.events.raw import RawLog
from inhouse.readers.events.said import Said
from inhouse.readers.events.times import TimeStyle, localised, time_style
from inhouse.stores.duckdb_store import DuckDBStore, Progress, literal

A_TIME = "a time such as 2024-01-31 14:30:00"
_OPTIONAL = ("start_timestamp", "resource", "org_group", "lifecycle")


@dataclass(frozen=True, kw_only=True)
class Interpreted:
    """What one part came to."""

    rows_in: int
    decisions: tuple[Decision, ...]


def interpret(
    store: DuckDBStore, raw: RawLog, meaning: Meaning, said: Said, *, source: str, into: Path,
    progress: Progress | None = None,
) -> Interpreted:  # fmt: skip
    """Write the events of a log, kept and rejected, as a Parquet file.

    Parameters
    ----------
    store
        Where the work is done.
    raw, meaning, said
        The rows, what their cells mean, and what a person said.
    source
        SHA-256 of the file.
    into
        The file to write.
    progress
        Told the share done, 0 to 1.

    Raises
    ------
    inhouse.stores.duckdb_store.ScanError
        A text file is irregular: tidy it and come again.
    """
    select, decisions = events_select(store, raw, meaning, said, source=source)
    if meaning.rows == "all" and "tie_break" not in meaning.columns:
        store.write(f"SELECT * EXCLUDE (pair, tie) FROM ({select})", into, progress=progress)
        return Interpreted(rows_in=_count(store, into), decisions=decisions)
    plain = into.with_suffix(".plain")
    store.write(select, plain, progress=progress)
    rows_in = _count(store, plain)
    store.write(_placed(plain, meaning), into)
    plain.unlink()
    return Interpreted(rows_in=rows_in, decisions=decisions)


def _count(store: DuckDBStore, parquet: Path) -> int:
    ((rows,),) = store.rows(f"SELECT count(*) FROM read_parquet({literal(str(parquet))})")
    return int(str(rows))


def events_select(
    store: DuckDBStore, raw: RawLog, meaning: Meaning, said: Said, *, source: str
) -> tuple[str, tuple[Decision, ...]]:
    """SELECT every row with the columns of events, and two more to pair and to place it; and what was assumed."""
    relation = _moments(raw, meaning) if meaning.moments else raw.relation
    case = f"coalesce({raw.cells.get(meaning.columns['case'], 'NULL')}, {raw.case_else})"
    activity = "moment" if meaning.moments else _activity(raw, meaning, meaning.activity)
    pair = tuple(key for key in meaning.activity if key != meaning.columns.get("lifecycle")) or meaning.activity
    timestamp, found, decisions = _timestamp(store, raw, meaning, said, relation)
    start, more = _start(store, raw, meaning, said, relation)
    who = {use: _who(raw, meaning, use) for use in ("resource", "org_group", "lifecycle")}
    everywhere = meaning.missing if meaning.missing_everywhere else ()
    tie = raw.cells[meaning.columns["tie_break"]] if "tie_break" in meaning.columns else "CAST(NULL AS VARCHAR)"
    select = f"""
        SELECT source, part, row, case_id, activity, timestamp, start_timestamp, resource, org_group, lifecycle,
            position, attributes, reject_column,
            CASE WHEN reject_column IS NOT NULL THEN CASE WHEN {_NO_TIME} THEN coalesce(time_found, '') ELSE '' END END
                AS reject_found,
            {_EXPECTED} AS reject_expected, pair, tie
        FROM (SELECT *, {_reject_column(meaning)} AS reject_column FROM (
            SELECT {literal(source)} AS source, part, CAST(row AS BIGINT) AS row, {case} AS case_id,
                {activity} AS activity, {timestamp} AS timestamp, {found} AS time_found, {start} AS start_timestamp,
                {", ".join(f"{sql} AS {use}" for use, sql in who.items())}, CAST(place AS BIGINT) AS position,
                {raw.attributes((*meaning.used, *meaning.moments.values()), everywhere)} AS attributes,
                {"moment" if meaning.moments else _activity(raw, meaning, pair)} AS pair, {tie} AS tie
            FROM {relation}))"""
    return select, (*decisions, *more)


_NO_TIME = "timestamp IS NULL AND case_id IS NOT NULL AND activity IS NOT NULL"
_EXPECTED = f"""CASE WHEN case_id IS NULL THEN 'the case that the event belongs to'
                WHEN activity IS NULL THEN 'what happened' WHEN timestamp IS NULL THEN {literal(A_TIME)} END"""


def _reject_column(meaning: Meaning) -> str:
    time = meaning.columns.get("timestamp", next(iter(meaning.moments.values()), "timestamp"))
    activity = "+".join(meaning.activity) or "activity"
    return f"""CASE WHEN case_id IS NULL THEN {literal(meaning.columns["case"])}
            WHEN activity IS NULL THEN {literal(activity)} WHEN timestamp IS NULL THEN {literal(time)} END"""


def _activity(raw: RawLog, meaning: Meaning, keys: tuple[str, ...]) -> str:
    cells = [raw.cells.get(key, "CAST(NULL AS VARCHAR)") for key in keys]
    text = cells[0] if len(cells) == 1 else f"nullif(concat_ws('+', {', '.join(cells)}), '')"
    return _known(text, meaning) if meaning.missing_everywhere else text


def _who(raw: RawLog, meaning: Meaning, use: str) -> str:
    heading = meaning.columns.get(use)
    if heading is None or heading not in raw.cells:
        return "CAST(NULL AS VARCHAR)"
    return _known(raw.cells[heading], meaning)


def _known(text: str, meaning: Meaning) -> str:
    """SQL of a text; NULL where it stands for nothing."""
    if not meaning.missing:
        return text
    return f"CASE WHEN {text} NOT IN ({', '.join(map(literal, meaning.missing))}) THEN {text} END"


def _timestamp(
    store: DuckDBStore, raw: RawLog, meaning: Meaning, said: Said, relation: str
) -> tuple[str, str, tuple[Decision, ...]]:
    """SQL of the instant of an event and of the text it was read from."""
    if meaning.moments:
        style = _style(store, relation, "moment_text", "+".join(meaning.moments.values()), meaning, said)
        return style.instant("moment_text"), "moment_text", style.decisions
    heading = meaning.columns["timestamp"]
    if heading in raw.instants:
        return _instant(raw, heading, said)
    text = raw.cells.get(heading, "CAST(NULL AS VARCHAR)")
    style = _style(store, relation, text, heading, meaning, said)
    return style.instant(text), text, style.decisions


def _start(
    store: DuckDBStore, raw: RawLog, meaning: Meaning, said: Said, relation: str
) -> tuple[str, tuple[Decision, ...]]:
    heading = meaning.columns.get("start_timestamp")
    if heading is None or heading not in raw.cells:
        return "CAST(NULL AS TIMESTAMP)", ()
    if heading in raw.instants:
        sql, _, decisions = _instant(raw, heading, said)
        return sql, decisions
    style = _style(store, relation, raw.cells[heading], heading, meaning, said)
    return style.instant(raw.cells[heading]), style.decisions


def _instant(raw: RawLog, heading: str, said: Said) -> tuple[str, str, tuple[Decision, ...]]:
    """SQL of a column that holds instants already."""
    if heading in raw.zoned:
        return raw.instants[heading], raw.cells[heading], ()
    decision = Decision(
        about="time zone",
        decided=f"Times in «{heading}» are times in {said.timezone}." if said.timezone
        else f"Times in «{heading}» are kept as they stand.",
        because="It was said." if said.timezone else "The file does not say their zone.",
        change_with="--timezone",
    )  # fmt: skip
    return localised(raw.instants[heading], said.timezone), raw.cells[heading], (decision,)


def _style(store: DuckDBStore, relation: str, text: str, name: str, meaning: Meaning, said: Said) -> TimeStyle:
    return time_style(
        store, relation, text, name=name, timezone=said.timezone, day_first=meaning.day_first
    )  # fmt: skip


def _moments(raw: RawLog, meaning: Meaning) -> str:
    """Rows of whole cases as one row for each moment that is filled; the first stays though blank, to be rejected."""
    pairs = ", ".join(
        f"{{moment: {literal(moment)}, moment_text: {raw.cells[heading]}, turn: {turn}}}"
        for turn, (moment, heading) in enumerate(meaning.moments.items())
    )
    return (
        f"(SELECT * REPLACE (place * {len(meaning.moments)} + turn AS place)"
        f" FROM (SELECT *, unnest([{pairs}], recursive := true) FROM {raw.relation})"
        " WHERE moment_text IS NOT NULL OR turn = 0)"
    )


def _placed(plain: Path, meaning: Meaning) -> str:
    """Take the rows of one transition, pair starts with completes, and place equal times by the tie-break."""
    rows = f"(SELECT * FROM read_parquet({literal(str(plain))}))"
    if meaning.rows == "complete":
        rows = f"({_paired(rows)})"
    elif meaning.rows == "start":
        rows = f"(SELECT * FROM {rows} WHERE lower(lifecycle) = 'start' OR reject_column IS NOT NULL)"
    position = (
        "row_number() OVER (ORDER BY try_cast(tie AS DOUBLE) NULLS LAST, tie, position)"
        if "tie_break" in meaning.columns
        else "position"
    )
    return f"SELECT * EXCLUDE (pair, tie) REPLACE ({position} AS position) FROM {rows}"


def _paired(rows: str) -> str:
    """Completes with the start of each, first started first completed, within a case and activity.

    A complete without a start before it stays without: ``orphans`` counts those so far, as the highest that completes
    ever exceeded starts, so that what follows pairs rightly.
    """
    group = "case_id, pair, coalesce(attributes['concept:instance'], '')"
    window = f"(PARTITION BY {group} ORDER BY timestamp, position ROWS UNBOUNDED PRECEDING)"
    return f"""
        WITH steps AS (
            SELECT *, CASE lower(lifecycle) WHEN 'start' THEN 1 ELSE 0 END AS begins,
                CASE WHEN coalesce(lower(lifecycle), 'complete') = 'complete' THEN 1 ELSE 0 END AS ends
            FROM {rows}
        ),
        counted AS (
            SELECT *, sum(begins) OVER {window} AS begun, sum(ends) OVER {window} AS ended
            FROM steps WHERE reject_column IS NULL AND begins + ends > 0
        ),
        numbered AS (
            SELECT *, greatest(0, max(ended - begun) OVER {window}) AS orphans FROM counted
        ),
        told AS (
            SELECT *, coalesce(lag(orphans) OVER (PARTITION BY {group} ORDER BY timestamp, position), 0) AS before
            FROM numbered
        )
        SELECT e.* EXCLUDE (begins, ends, begun, ended, orphans, before, turn)
            REPLACE (coalesce(e.start_timestamp, s.timestamp) AS start_timestamp)
        FROM (SELECT *, CASE WHEN orphans = before THEN ended - orphans END AS turn FROM told WHERE ends = 1) AS e
        LEFT JOIN (SELECT case_id, pair, coalesce(attributes['concept:instance'], '') AS instance, begun, timestamp
            FROM told WHERE begins = 1) AS s
            ON e.case_id = s.case_id AND e.pair = s.pair AND coalesce(e.attributes['concept:instance'], '') = s.instance
            AND e.turn = s.begun
        UNION ALL BY NAME SELECT * FROM {rows} WHERE reject_column IS NOT NULL"""

"""How is an answer about a service told on a terminal: the main way, waits, rework, and what was assumed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inhouse.cli.app import counted, err, out, percent

if TYPE_CHECKING:
    from rich.table import Table

    from inhouse.process.discovery.records import Discovery

_SHOWN = 10
_UNITS = ((86_400 * 2, 86_400, "days"), (3_600 * 2, 3_600, "hours"), (120, 60, "minutes"))


def tell(found: Discovery, warnings: tuple[str, ...]) -> None:
    """Print a summary for people; doubts and assumptions go to standard error."""
    for warning in warnings:
        err().print(warning, markup=False)
    for reject in found.rejects[:_SHOWN]:
        err().print(
            f"{reject.file}, row {reject.row}: {reject.column} is «{reject.found}», expected {reject.expected}.",
            markup=False,
        )
    if len(found.rejects) > _SHOWN:
        err().print(f"{len(found.rejects) - _SHOWN:,} more rows are no events; --json or --out lists them all.")
    for decision in found.decisions:
        err().print(
            f"{decision.about.capitalize()}: {decision.decided.rstrip('.')} ({decision.because.rstrip('.')}).",
            markup=False,
        )
    console = out()
    for line in summary(found):
        console.print(line, markup=False)
    if found.totals.events:
        for table in (_ways(found), _waits(found), _again(found)):
            console.print(table)
    for caveat in found.caveats:
        console.print(caveat, markup=False)


def summary(found: Discovery) -> list[str]:
    """Say the answer in a few sentences."""
    totals, took = found.totals, found.durations
    ways = counted(totals.variants, "way")
    size = f"{counted(totals.cases, 'case')}, {counted(totals.events, 'event')}, {totals.activities:,} activities"
    lines = [f"{size}, {ways} through."]
    if not totals.cases:
        return lines
    lines.append(
        f"From {totals.first_at:%d %B %Y} to {totals.last_at:%d %B %Y}. A case took {span(took.median)} (median);"
        f" 95% took at most {span(took.p95)}."
    )
    lines.append(f"Commonest way, {percent(found.variants[0].share)} of cases: {path(found.variants[0].activities)}.")
    reopened, first, back = found.reopened, found.first_contact, found.ping_pong
    if reopened.share is not None:
        lines.append(f"Reopened: {counted(reopened.cases, 'case')}, {percent(reopened.share)} of those closed.")
    if first.share is not None:
        lines.append(
            f"One pair of hands from start to end: {counted(first.cases, 'case')},"
            f" {percent(first.share)} of those where it can be told."
        )
    if back.share is not None and totals.resources + totals.groups:
        lines.append(
            f"Handed over and straight back between {back.between}: {counted(back.cases, 'case')},"
            f" {percent(back.share)}."
        )
    return lines


def span(seconds: float | None) -> str:
    """Say a length of time in the largest unit that fits.

    Examples
    --------
    >>> span(45), span(5400), span(600_000), span(None)
    ('45 seconds', '90.0 minutes', '6.9 days', 'unknown')
    """
    if seconds is None:
        return "unknown"
    for least, unit, name in _UNITS:
        if seconds >= least:
            return f"{seconds / unit:,.1f} {name}"
    return f"{seconds:,.0f} seconds"


def path(activities: tuple[str, ...]) -> str:
    """Write a way through the service on one line, a long one shortened in the middle.

    Examples
    --------
    >>> path(("Open", "Work", "Close"))
    'Open → Work → Close'
    """
    most = 12
    if len(activities) > most:
        activities = (*activities[: most // 2], f"… {len(activities) - most:,} more …", *activities[-most // 2 :])
    return " → ".join(activities)


def _ways(found: Discovery) -> Table:
    table = _table("Commonest ways", "Way", "Cases", "Share", "Together", "Median")
    for each in found.variants[:_SHOWN]:
        shares = percent(each.share), percent(each.cumulative_share)
        table.add_row(path(each.activities), f"{each.cases:,}", *shares, span(each.median_duration_seconds))
    return table


def _waits(found: Discovery) -> Table:
    table = _table("Where cases wait longest, all waits together", "From → to", "Times", "Median", "Of all waiting")
    for each in found.bottlenecks[:_SHOWN]:
        step = f"{each.from_activity} → {each.to_activity}"
        table.add_row(step, f"{each.count:,}", span(each.median_wait_seconds), percent(each.share))
    return table


def _again(found: Discovery) -> Table:
    table = _table("Done again in the same case", "Activity", "Repeats", "Cases")
    for each in found.rework[:_SHOWN]:
        table.add_row(each.activity, f"{each.repeats:,}", f"{each.cases:,}")
    return table


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=title, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    plain = table.add_row
    table.add_row = lambda *cells: plain(*map(Text, cells))  # type: ignore[assignment,arg-type,method-assign]
    return table

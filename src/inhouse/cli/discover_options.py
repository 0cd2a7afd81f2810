"""What may be said to `inhouse discover`: how to read a log, which cases to look at, and who answers?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inhouse.cli.days import day

if TYPE_CHECKING:
    from inhouse.process.discovery.filters import Filters
    from inhouse.process.working_time import Calendar as OpeningHours


def _says(help_text: str, *names: str, metavar: str | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, help=help_text, metavar=metavar)
    return option


Logs = Annotated[list[Path], typer.Argument(metavar="LOG...", help="Event logs, read as one; .gz and globs are fine.")]
Case = Annotated[str | None, _says("The column, or XES key, of the case.")]
Activity = Annotated[str | None, _says("The column of the activity, or XES keys joined by +.")]
Timestamp = Annotated[str | None, _says("The column of the time when an event was complete.")]
Resource = Annotated[str | None, _says("The column of who did it.")]
Lifecycle = Annotated[str | None, _says("Which rows are events: all, complete, start, or the column that says.")]
TieBreak = Annotated[str | None, _says("The column that orders events of equal times.")]
Order = Annotated[Literal["time", "file"], _says("Order events by time, or leave them as the file has them.")]
Timezone = Annotated[str | None, _says("The zone of times without an offset, such as Europe/London.")]
ObjectType = Annotated[str | None, _says("Which objects of an OCEL log are the cases.")]
Profile = Annotated[str | None, _says("How one system words its exports: a name, or a YAML file.")]
Calendar = Annotated[
    Path | None, _says("Opening hours, as YAML: waits and durations are then working time.", metavar="FILE")
]
Closing = Annotated[list[str] | None, _says("An activity that closes a case; say it again for more.")]
From = Annotated[str | None, _says("Only cases begun on this day or later.", "--from", metavar="YYYY-MM-DD")]
To = Annotated[str | None, _says("Only cases begun on this day or earlier.", "--to", metavar="YYYY-MM-DD")]
WithActivity = Annotated[list[str] | None, _says("Only cases that have this; say it again for more.")]
WithAttribute = Annotated[str | None, _says("Only cases with an event that says so.", metavar="NAME=VALUE")]
AtLeast = Annotated[float | None, _says("Only cases that took so many hours or more.", "--at-least-hours")]
AtMost = Annotated[float | None, _says("Only cases that took so many hours or less.", "--at-most-hours")]
Variants = Annotated[int | None, typer.Option(min=1, help="Only cases of so many commonest ways through.")]
Names = Annotated[bool, typer.Option("--names", help="Show names of people instead of pseudonyms.")]
Engine = Annotated[Literal["duckdb", "spark"], _says("Who answers: DuckDB in this process, or Spark.")]
Master = Annotated[
    str | None, _says("Where Spark runs: local[2] unless said, or a cluster, spark://host:7077.", metavar="URL")
]


def require_fitting(*, engine: str, master: str | None, order: str, tie_break: str | None) -> None:
    """Refuse options that contradict each other.

    Raises
    ------
    UsageError
        A master without Spark, or a tie-break where the order of the file stays.
    """
    from inhouse.core.errors import UsageError

    if master and engine != "spark":
        raise UsageError(
            "Only Spark has a master.",
            found=f"--master {master}",
            next_step="Add --engine spark, or leave out --master.",
        )
    if order == "file" and tie_break:
        raise UsageError(
            "Events that stay as the file has them need no tie-break.",
            found=f"--order file --tie-break {tie_break}",
            next_step="Leave one of them out.",
        )


def calendar(path: Path | None) -> OpeningHours | None:
    """Read the opening hours, where a file of them is named."""
    from inhouse.readers.working_calendar import read_calendar

    return read_calendar(path) if path else None


def filters(
    *,
    period: tuple[str | None, str | None],
    activities: list[str] | None,
    attribute: str | None,
    hours: tuple[float | None, float | None],
    variants: int | None,
) -> Filters:
    """Read which cases to look at, as said on the command line.

    Raises
    ------
    UsageError
        A day is none, or an attribute has no value.
    """
    from inhouse.process.discovery.filters import Filters

    (start, end), (least, most) = period, hours
    return Filters(
        from_date=day(start, "--from") if start else None,
        to_date=day(end, "--to") if end else None,
        activities=tuple(activities or ()),
        attribute=_attribute(attribute) if attribute is not None else None,
        shortest_seconds=None if least is None else least * 3600,
        longest_seconds=None if most is None else most * 3600,
        variants=variants,
    )


def _attribute(text: str) -> tuple[str, str]:
    from inhouse.core.errors import UsageError

    name, sign, value = text.partition("=")
    if not (name and sign):
        raise UsageError(
            "An attribute needs a name and a value.",
            found=f"--with-attribute {text}",
            next_step="Write it as --with-attribute 'priority=1 - High'.",
        )
    return name, value

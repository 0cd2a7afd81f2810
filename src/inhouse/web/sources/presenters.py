"""How is the state of a file said, and how are its columns named, so that anybody can follow?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from inhouse.web.sources.field_words import WORDS
from inhouse.web.sources.models import Kind, Source, State

COLOURS = {
    State.WAITING: "yellow",
    State.QUEUED: "blue",
    State.LOADING: "blue",
    State.LOADED: "green",
    State.FAILED: "red",
    State.UNDONE: "grey",
}


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """What one sheet or member came to, as shown."""

    name: str
    encoding: str
    header: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    amount_kept_gbp: Decimal
    amount_rejected_gbp: Decimal
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MoneyRead:
    """The money in a loaded file. Rows of totals say other rows' money again, so theirs stands apart from every sum."""

    kept_gbp: Decimal
    rejected_gbp: Decimal
    in_file_gbp: Decimal
    totals_gbp: Decimal


def money_read(source: Source) -> MoneyRead | None:
    """Tell the money of payments from that on rows of totals; None before a file was loaded."""
    if source.amount_in_gbp is None:
        return None
    totals = sum((Decimal(part.get("amount_totals_gbp", 0)) for part in source.parts), Decimal(0))
    return MoneyRead(
        kept_gbp=source.amount_kept_gbp,
        rejected_gbp=source.amount_rejected_gbp - totals,
        in_file_gbp=source.amount_in_gbp - totals,
        totals_gbp=totals,
    )


def colour(source: Source) -> str:
    """The colour of a source's state."""
    return COLOURS[State(source.state)]


def size_words(size: int) -> str:
    """Say how large a file is.

    Examples
    --------
    >>> size_words(640), size_words(81_000), size_words(2_500_000)
    ('640 bytes', '81 KB', '2.5 MB')
    """
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:,.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def answered_before(source: Source) -> str:
    """Tell a person whose answer came second that it was not taken, and which answer was."""
    when = f"{timezone.localtime(source.accepted_at):%-d %B %Y at %H:%M}"
    person = str(source.accepted_by or "the command line")
    layouts = (_layout_words(layout, Kind(source.kind)) for layout in source.layouts)
    given = "; ".join(layouts) or "the columns as they were recognised"
    return (
        f"Your answer was not taken: {person} had answered already, on {when}. That answer counts: {given}. "
        "If it is wrong, undo the load and correct the columns."
    )


def _layout_words(layout: dict[str, Any], kind: Kind) -> str:
    meanings = ((WORDS[kind].get(name, name), column) for name, column in layout["columns"].items())
    return ", ".join(f"{words}: {letter(column) if column >= 0 else 'none'}" for words, column in meanings)


def part_lines(source: Source) -> list[PartLine]:
    """What each sheet or member of a loaded file came to."""
    return [_part_line(part, Kind(source.kind)) for part in source.parts]


def _part_line(part: dict[str, Any], kind: Kind) -> PartLine:
    row = part["header_row"]
    return PartLine(
        name=part["name"],
        encoding=part["encoding"],
        header="no headings" if row is None or row < 0 else f"headings in row {row + 1}",
        rows_in=part["rows_in"],
        rows_kept=part["rows_kept"],
        rows_rejected=part["rows_rejected"],
        amount_kept_gbp=Decimal(part["amount_kept_gbp"]),
        amount_rejected_gbp=Decimal(part["amount_rejected_gbp"]),
        columns=tuple((WORDS[kind].get(name, name), heading) for name, heading in part["headings"].items()),
        unused=tuple(part.get("unused_headings", ())),
        warnings=tuple(part["warnings"]),
    )


def letter(column: int) -> str:
    """Name a column as a spreadsheet does.

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

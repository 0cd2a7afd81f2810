"""How is the state of a file said, and how are its columns named, so that anybody can follow?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from inhouse.web.sources.grids import letter
from inhouse.web.sources.kinds import file_kind
from inhouse.web.sources.models import Source, State

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
    amount_kept_gbp: Decimal | None
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    warnings: tuple[str, ...]
    rows_set_aside: int
    decisions: tuple[dict[str, str], ...]


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
    layouts = (_layout_words(layout, source.kind) for layout in source.layouts if layout["columns"])
    given = "; ".join(layouts) or "the columns as they were recognised"
    return (
        f"Your answer was not taken: {person} had answered already, on {when}. That answer counts: {given}. "
        "If it is wrong, undo the load and correct the columns."
    )


def _layout_words(layout: dict[str, Any], kind: str) -> str:
    fields = file_kind(kind).fields
    return ", ".join(f"{fields.get(name, name)}: {_column_words(said)}" for name, said in layout["columns"].items())


def _column_words(said: int | str) -> str:
    """A column as a person knows it: the letter of its number, or the name it was given by."""
    return said if isinstance(said, str) else letter(said) if said >= 0 else "none"


def part_lines(source: Source) -> list[PartLine]:
    """What each sheet or member of a loaded file came to."""
    return [_part_line(part, file_kind(source.kind).fields) for part in source.parts]


def _part_line(part: dict[str, Any], fields: Mapping[str, str]) -> PartLine:
    row, kept = part["header_row"], part.get("amount_kept_gbp")
    return PartLine(
        name=part["name"],
        encoding=part["encoding"],
        header="" if row is None else "no headings" if row < 0 else f"headings in row {row + 1}",
        rows_in=part["rows_in"],
        rows_kept=part["rows_kept"],
        rows_rejected=part["rows_rejected"],
        amount_kept_gbp=None if kept is None else Decimal(kept),
        columns=tuple((fields.get(name, name), heading) for name, heading in part["headings"].items()),
        unused=tuple(part.get("unused_headings", ())),
        warnings=tuple(part["warnings"]),
        rows_set_aside=part.get("rows_set_aside", 0),
        decisions=tuple(part.get("decisions", ())),
    )

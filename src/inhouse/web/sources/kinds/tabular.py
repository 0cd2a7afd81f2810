"""What do payments and contracts have in common? Tables whose columns are told by number, each laid out its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from inhouse.core.errors import InputError
from inhouse.readers.payments import Accepted, PartPreview
from inhouse.web.sources.grids import Grid, Layout
from inhouse.web.sources.kinds.file_kind import Outcome

Preview = Callable[[Mapping[str, int] | None, Sequence[Path]], tuple[PartPreview, ...]]


def accepted(layouts: Sequence[Layout]) -> tuple[Accepted, ...]:
    """Give layouts the form in which readers take them."""
    return tuple(
        Accepted(
            fingerprint=layout["fingerprint"], header_row=layout["header_row"], columns=layout["columns"],
            header_fixed=bool(layout.get("header_fixed")),
        )
        for layout in layouts
    )  # fmt: skip


def grids(preview: Iterable[PartPreview], layouts: Sequence[Layout], needed: Sequence[str]) -> tuple[Grid, ...]:
    """Show tables laid out alike as one; one without a candidate for each needed field is hopeless."""
    known = {layout["fingerprint"] for layout in layouts if layout["fingerprint"]}
    alike: dict[str, list[PartPreview]] = {}
    for part in preview:
        alike.setdefault(part.layout.fingerprint, []).append(part)
    return tuple(_grid(parts, fingerprint in known, needed) for fingerprint, parts in alike.items())


def _grid(parts: list[PartPreview], remembered: bool, needed: Sequence[str]) -> Grid:
    first = parts[0]
    return Grid(
        names=tuple(part.name for part in parts if part.name),
        encoding=first.encoding,
        fingerprint=first.layout.fingerprint,
        header_row=first.layout.header_row,
        columns=dict(first.layout.columns),
        candidates=first.candidates,
        rows=first.first_rows,
        question=(first.question or "").split("\n")[0],
        remembered=remembered,
        hopeless=bool(first.question) and not all(first.candidates.get(name) for name in needed),
        warnings=first.layout.warnings,
    )


def told_layouts(
    path: Path, preview: Preview, columns: Mapping[str, int] | None, profiles: Sequence[Path]
) -> list[dict[str, Any]]:
    """Make of what was said about a file's columns the layouts that a person would accept on its page.

    Parameters
    ----------
    preview
        Looks at the file, given what its columns mean, from 0, and further words for headings, as YAML.

    Raises
    ------
    InputError
        When the file cannot be read, or has no such columns.
    """
    plain, told = preview(None, ()), preview(columns, profiles)
    clear = [(part, before.layout) for part, before in zip(told, plain, strict=True) if part.question is None]
    if told and not clear and columns is not None:
        raise InputError(
            f"{path.name} cannot be read by these columns.",
            found=(told[0].question or "").split("\n")[0],
            next_step="Count the columns of the file from 1, and give every one that is needed.",
        )
    return [
        {
            "fingerprint": before.fingerprint,
            "header_row": part.layout.header_row,
            "header_fixed": part.layout.header_row != before.header_row,
            "columns": dict(part.layout.columns),
        }
        for part, before in clear
    ]


def outcome(loaded: Any) -> Outcome:
    """Say what loading came to, in rows and pounds, whole and by part."""
    return Outcome(
        rows_in=loaded.rows_in,
        rows_kept=loaded.rows_kept,
        rows_rejected=loaded.rows_rejected,
        amount_in_gbp=loaded.amount_in_gbp,
        amount_kept_gbp=loaded.amount_kept_gbp,
        amount_rejected_gbp=loaded.amount_rejected_gbp,
        parts=tuple(kept_part(part) for part in getattr(loaded, "parts", ())),
    )


def kept_part(part: Any) -> dict[str, Any]:
    """Keep what a part came to as JSON: money as text, so that no penny is lost."""
    money = ("amount_in_gbp", "amount_kept_gbp", "amount_rejected_gbp")
    counts = ("name", "encoding", "header_row", "rows_in", "rows_kept", "rows_rejected")
    return {
        **{name: getattr(part, name) for name in counts},
        **{name: str(Decimal(getattr(part, name))) for name in money},
        "amount_totals_gbp": str(getattr(part, "amount_totals_gbp", Decimal(0))),
        "headings": dict(part.headings),
        "unused_headings": list(getattr(part, "unused_headings", ())),
        "warnings": list(part.warnings),
    }

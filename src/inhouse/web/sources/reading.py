"""What does a file hold, and what came of loading it? The seam between sources and the workflows that read files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from inhouse.core.errors import InputError
from inhouse.readers.payments import Accepted, PartPreview
from inhouse.readers.registers import Told
from inhouse.web.sources import queries
from inhouse.web.sources.actions import Outcome
from inhouse.web.sources.models import Kind, Source
from inhouse.web.sources.originals import Kept

NO_HEADER = -1


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Tables of one file that are laid out alike, for a person to look at once.

    Rows and columns count from 0; ``header_row`` is -1 where there is none. ``rows`` are the first rows of the first of
    these tables, the header included.
    """

    kind: Kind
    names: tuple[str, ...]
    encoding: str
    fingerprint: str
    header_row: int
    columns: Mapping[str, int]
    candidates: Mapping[str, tuple[int, ...]]
    rows: tuple[tuple[str, ...], ...]
    question: str
    remembered: bool = False
    warnings: tuple[str, ...] = ()
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max((len(row) for row in self.rows), default=0))

    def headers(self, header_row: int) -> tuple[str, ...]:
        """The headings, were they in this row; empty where there is none."""
        row = self.rows[header_row] if 0 <= header_row < len(self.rows) else ()
        return tuple(" ".join(cell.split()) for cell in row) + ("",) * (self.width - len(row))

    def below(self, header_row: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The rows under the header that hold anything, each with its number as a spreadsheet counts."""
        numbered = enumerate(self.rows[header_row + 1 :], start=header_row + 2)
        return tuple((number, row) for number, row in numbered if any(cell.strip() for cell in row))

    def hopeless(self) -> bool:
        """Whether the table does not look like what it should be at all, as a sheet of notes."""
        needed = ("amount", "supplier") if self.kind == Kind.PAYMENTS else ("title", "end_date")
        return bool(self.question) and not all(self.candidates.get(name) for name in needed)


def look(source: Source) -> tuple[Grid, ...]:
    """Look at the first rows of a file; tables laid out alike come as one.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    kind, remembered = Kind(source.kind), _accepted(source)
    preview = _preview(source.original, kind, accepted=remembered, shown=source.filename)
    known = {layout.fingerprint for layout in remembered if layout.fingerprint}
    alike: dict[str, list[PartPreview]] = {}
    for part in preview:
        alike.setdefault(part.layout.fingerprint, []).append(part)
    return tuple(_grid(parts, kind, fingerprint in known) for fingerprint, parts in alike.items())


def check(kept: Kept, kind: Kind) -> None:
    """Insist that the bytes of a payments file are a table; of a register that is found out when it is loaded.

    Raises
    ------
    UnreadableFile
        When they are not.
    """
    if kind == Kind.PAYMENTS:
        from inhouse.workflows import payments

        payments.preview(kept.path, shown=kept.filename)


def load(source: Source, progress: Callable[[float], None]) -> Outcome:
    """Read a whole file into the programme folder, whole or not at all.

    Raises
    ------
    LayoutQuestion
        When a person must say what its columns mean.
    InputError
        When the file cannot be read.
    """
    into = settings.PROGRAMME.loaded(source.kind)
    if source.kind == Kind.CONTRACTS:
        from inhouse.workflows import contracts

        told = Told(accepted=_accepted(source))
        return _outcome(contracts.load(source.original, into, told, shown=source.filename))
    from inhouse.workflows import payments

    loaded = payments.load(source.original, into, accepted=_accepted(source), shown=source.filename, progress=progress)
    return _outcome(loaded)


def told_layouts(
    path: Path, kind: Kind, *, columns: Mapping[str, int] | None, profiles: Sequence[Path]
) -> list[dict[str, Any]]:
    """Make of what was said about a file's columns the layouts that a person would accept on its page.

    Parameters
    ----------
    columns
        What its columns mean, from 0.
    profiles
        Further words for headings, as YAML.

    Raises
    ------
    InputError
        When the file cannot be read, or has no such columns.
    """
    plain = _preview(path, kind, accepted=(), shown=path.name)
    told = _preview(path, kind, accepted=(), shown=path.name, columns=columns, profiles=profiles)
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


def _preview(
    path: Path,
    kind: Kind,
    *,
    accepted: Sequence[Accepted],
    shown: str,
    columns: Mapping[str, int] | None = None,
    profiles: Sequence[Path] = (),
) -> tuple[PartPreview, ...]:
    if kind == Kind.CONTRACTS:
        from inhouse.workflows import contracts

        found = contracts.preview(path, Told(accepted=accepted, columns=columns, profiles=profiles), shown=shown)
        return found.parts if found else ()
    from inhouse.workflows import payments

    return payments.preview(path, accepted, columns=columns, profiles=profiles, shown=shown).parts


def _accepted(source: Source) -> tuple[Accepted, ...]:
    """List what people accepted: for this very file first, then for files with the same headings."""
    own = [_layout(layout) for layout in source.layouts]
    remembered = [
        Accepted(fingerprint=memory.fingerprint, header_row=memory.header_row, columns=memory.columns)
        for memory in queries.remembered_layouts(source.kind)
    ]
    return (*own, *remembered)


def _layout(stored: Mapping[str, Any]) -> Accepted:
    return Accepted(
        fingerprint=stored["fingerprint"], header_row=stored["header_row"], columns=stored["columns"],
        header_fixed=bool(stored.get("header_fixed")),
    )  # fmt: skip


def _grid(parts: list[PartPreview], kind: Kind, remembered: bool) -> Grid:
    first = parts[0]
    return Grid(
        kind=kind,
        names=tuple(part.name for part in parts if part.name),
        encoding=first.encoding,
        fingerprint=first.layout.fingerprint,
        header_row=first.layout.header_row,
        columns=dict(first.layout.columns),
        candidates=first.candidates,
        rows=first.first_rows,
        question=(first.question or "").split("\n")[0],
        remembered=remembered,
        warnings=first.layout.warnings,
    )


def _outcome(loaded: Any) -> Outcome:
    return Outcome(
        rows_in=loaded.rows_in,
        rows_kept=loaded.rows_kept,
        rows_rejected=loaded.rows_rejected,
        amount_in_gbp=loaded.amount_in_gbp,
        amount_kept_gbp=loaded.amount_kept_gbp,
        amount_rejected_gbp=loaded.amount_rejected_gbp,
        parts=tuple(kept_part(part) for part in _parts(loaded)),
    )


def _parts(loaded: Any) -> Iterable[Any]:
    return getattr(loaded, "parts", ())


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

"""Which spellings in a file of names are one organisation?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import inhouse
from inhouse.contracts.resolution import Apart, Decided, Doubt, Resolution, Spelling, Supplier, resolve
from inhouse.core.errors import InputError
from inhouse.core.results import Decision, Provenance, Reject, SourceFile
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.readers.grid import Part, file_hash, open_parts

NOT_READ = "none"
_ID_WORDS = {
    "company_number": ({"company", "companies", "crn"}, {"no", "num", "number", "crn", "reg", "registration"}),
    "vat_number": ({"vat"}, {"no", "num", "number", "reg", "registration", "id"}),
}
_MOST_SHOWN = 30
_SAME = {"same": True, "different": False}


@dataclass(frozen=True, kw_only=True)
class NameLine:
    """One row of the file with its supplier, and how sure it is that it belongs there (0 to 1)."""

    row: int
    name: str
    supplier_id: str
    supplier: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class SuppliersSummary:
    """Every row with its supplier; the suppliers; what a person must say; what was kept apart and what was left out."""

    names: tuple[NameLine, ...]
    suppliers: tuple[Supplier, ...]
    needs_review: tuple[Doubt, ...]
    homonyms: tuple[Apart, ...]
    shared_vat_numbers: tuple[Apart, ...]
    rejects: tuple[Reject, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class _Names:
    """The rows of a file, by number, the rows without a name, and the id columns that were found by their headings."""

    rows: tuple[tuple[int, Spelling], ...]
    rejects: tuple[Reject, ...]
    decisions: tuple[Decision, ...]


def resolve_file(
    path: Path, column: str, *, ids: Mapping[str, str] | None = None, decisions: Path | None = None
) -> SuppliersSummary:
    """Say which names in a file are one organisation.

    Parameters
    ----------
    path
        CSV or a workbook, also packed, with one row of headings.
    column
        The heading of the names.
    ids
        The headings of ``company_number``, ``vat_number`` and ``supplier_ref``. A column of company or VAT numbers is
        found by its heading where none is named here; ``none`` leaves it out.
    decisions
        A file of what people said, with columns ``a``, ``b`` and ``decision`` (same or different).

    Raises
    ------
    UnreadableFile
        The file is missing, damaged or not a table.
    InputError
        A column is not in the file, or the decisions are not understood or contradict each other.
    """
    sources = [SourceFile(path=str(path), sha256=file_hash(path))]
    read = _read_names(path, {"name": column, **(ids or {})})
    decided: tuple[Decided, ...] = ()
    if decisions:
        sources.append(SourceFile(path=str(decisions), sha256=file_hash(decisions)))
        decided = _read_decisions(decisions)
    found = resolve((spelling for _, spelling in read.rows), decided=decided)
    return SuppliersSummary(
        names=tuple(_lines(read.rows, found)),
        suppliers=found.suppliers,
        needs_review=found.needs_review,
        homonyms=found.homonyms,
        shared_vat_numbers=found.shared_vat_numbers,
        rejects=read.rejects,
        decisions=read.decisions,
        caveats=found.caveats,
        provenance=Provenance(inputs=tuple(sources), version=inhouse.__version__),
    )


def save_tables(summary: SuppliersSummary, folder: Path) -> None:
    """Write names, doubts and rejects as CSV, and all three as one workbook, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: tuple[tuple[str, str, type, Iterable[object]], ...] = (
        ("names", "Names", NameLine, summary.names),
        ("needs_review", "Needs review", Doubt, summary.needs_review),
        ("rejects", "Rejected rows", Reject, summary.rejects),
    )
    tables = {
        name: Table(title=title, record=record, rows=rows, caveats=summary.caveats, provenance=summary.provenance)
        for name, title, record, rows in kinds
    }
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(csv_lines(table))
    (folder / "suppliers.xlsx").write_bytes(to_xlsx(tuple(tables.values())))


def _lines(rows: Iterable[tuple[int, Spelling]], found: Resolution) -> Iterator[NameLine]:
    for row, spelling in rows:
        supplier, member = found.supplier_of[spelling]
        yield NameLine(
            row=row,
            name=spelling.name,
            supplier_id=supplier.supplier_id,
            supplier=supplier.name,
            confidence=member.confidence,
        )


def _read_names(path: Path, wanted: Mapping[str, str]) -> _Names:
    kept: list[tuple[int, Spelling]] = []
    rejects: list[Reject] = []
    found = _read_columns(path, wanted, look_for=_ID_WORDS)
    for row, values in found.rows:
        if any(character.isalnum() for character in values["name"]):
            kept.append((row, Spelling(**values)))
        else:
            rejects.append(
                Reject(file=str(path), row=row, column=wanted["name"], found=values["name"], expected="a name")
            )
    if not kept:
        raise InputError(
            f"{path} holds no names.",
            found=f"{len(rejects):,} rows without a name in «{wanted['name']}»",
            next_step="Check that --column names the right column.",
        )
    decisions = tuple(
        Decision(
            about=f"{name.replace('_', ' ')} column",
            decided=heading,
            because="its heading says so",
            change_with=f"--{name.replace('_', '-')} HEADING, or {NOT_READ}",
        )
        for name, heading in found.guessed.items()
    )
    return _Names(rows=tuple(kept), rejects=tuple(rejects), decisions=decisions)


def _read_decisions(path: Path) -> tuple[Decided, ...]:
    decided = []
    for row, values in _read_columns(path, {"a": "a", "b": "b", "decision": "decision"}).rows:
        same = _SAME.get(values["decision"].lower())
        if same is None or not (values["a"] and values["b"]):
            raise InputError(
                f"{path}, row {row} is not a decision.",
                found=", ".join(values.values()),
                next_step="Give two names in the columns a and b, and same or different in the column decision.",
            )
        decided.append(Decided(a=values["a"], b=values["b"], same=same))
    return tuple(decided)


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """The cells of some columns by row, and which columns were found by the words of their headings."""

    rows: list[tuple[int, dict[str, str]]]
    guessed: dict[str, str]


def _read_columns(
    path: Path, wanted: Mapping[str, str], look_for: Mapping[str, tuple[set[str], set[str]]] | None = None
) -> _Columns:
    """Read the wanted columns of the first table in a file that has them all, and those to look for."""
    named = {name: heading for name, heading in wanted.items() if _plain(heading) != NOT_READ}
    with TemporaryDirectory() as workdir:
        parts = open_parts(path, Path(workdir), shown=str(path))
        for part in parts:
            places = _places(part, named)
            if not places:
                continue
            header, columns = places
            headings = part.head[header - 1]
            guesses = {name: _guess(headings, *words) for name, words in (look_for or {}).items() if name not in wanted}
            guessed = {name: at for name, at in guesses.items() if at is not None}
            columns |= guessed
            rows = [
                (row, {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()})
                for row, cells in part.rows()
                if row > header
            ]
            return _Columns(rows=rows, guessed={name: headings[at] for name, at in guessed.items()})
        raise _missing(path, parts, named)


def _guess(headings: Sequence[str], about: set[str], number: set[str]) -> int | None:
    """The only column whose heading says both what it is about and that it is a number."""
    words = [set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each).lower())) for each in headings]
    found = [at for at, these in enumerate(words) if these & about and these & number]
    return found[0] if len(found) == 1 else None


def _places(part: Part, wanted: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """The number of the row of headings, and where the wanted columns are."""
    for row, cells in enumerate(part.head, start=1):
        headings = [_plain(cell) for cell in cells]
        if all(_plain(heading) in headings for heading in wanted.values()):
            return row, {name: headings.index(_plain(heading)) for name, heading in wanted.items()}
    return None


def _missing(path: Path, parts: Sequence[Part], wanted: Mapping[str, str]) -> InputError:
    rows = [cells for part in parts for cells in part.head if any(cells)]
    headings = [cell for cell in (rows[0] if rows else ()) if cell.strip()]
    known = {_plain(cell) for cells in rows for cell in cells}
    lost = [heading for heading in wanted.values() if _plain(heading) not in known] or list(wanted.values())
    return InputError(
        f"{path} has no column {' or '.join(f'«{heading}»' for heading in lost)}.",
        found="the columns " + ", ".join(f"«{heading}»" for heading in headings[:_MOST_SHOWN])
        if headings
        else "no row",
        next_step="Name one of the columns found.",
    )


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()

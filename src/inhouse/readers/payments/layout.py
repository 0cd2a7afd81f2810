"""Where is the header of a payments file, and which column means what?

A heading proposes, the cells below it confirm. Where no proposal stands clearly, the answer is a question to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from inhouse.core.dates import parse_date
from inhouse.core.errors import Candidate, InputError, LayoutQuestion
from inhouse.core.money import parse_amount
from inhouse.readers.grid import Part
from inhouse.readers.headings import Rank, Vocabulary

REQUIRED = ("supplier", "amount", "date")
OPTIONAL = (
    "supplier_ref", "company_number", "vat_number", "charity_number",
    "invoice_number", "description", "department", "expense_area",
)  # fmt: skip
NO_COLUMN = -1
_ENOUGH = 0.8
_HEADER_SEARCH = 200
_CELLS_LOOKED_AT = 60
_LETTERS = re.compile(r"[A-Za-z]{2}")
_BARE_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How to read one grid.

    Attributes
    ----------
    header_row
        Index of the header among all rows, from 0; -1 where there is none.
    headers
        The heading of every column, as written.
    columns
        Field to column index, from 0. A required field may be ``NO_COLUMN`` where a person said that there is none.
    """

    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    warnings: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What makes two files of one layout: their headings in order."""
        return " | ".join(" ".join(h.lower().split()) for h in self.headers).strip(" |")


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A layout that a person accepted, to be used again for files of the same fingerprint.

    ``columns`` and ``header_row`` are as in :class:`Layout`. ``header_fixed`` says that the person moved the header:
    the row counts as given, instead of where these headings stand in the file.
    """

    fingerprint: str
    header_row: int
    columns: Mapping[str, int]
    header_fixed: bool = False


def find_layout(part: Part, vocabulary: Vocabulary, accepted: Iterable[Accepted] = ()) -> Layout:
    """Find the layout of a grid.

    Parameters
    ----------
    part
        The grid.
    vocabulary
        How headings are worded.
    accepted
        Layouts that people accepted before; one whose fingerprint fits is used as it is.

    Raises
    ------
    LayoutQuestion
        A person must say which column holds which field.
    """
    layout = propose_layout(part, vocabulary)
    for memory in accepted:
        if memory.fingerprint == layout.fingerprint:
            moved = memory.header_fixed or not memory.fingerprint
            row = memory.header_row if moved else layout.header_row
            return Layout(
                header_row=row,
                headers=part.head[row] if 0 <= row < len(part.head) else (),
                columns=memory.columns,
            )
    if layout.header_row < 0 or any(name not in layout.columns for name in REQUIRED):
        raise question_about(part, layout, vocabulary)
    return layout


def propose_layout(part: Part, vocabulary: Vocabulary) -> Layout:
    """Propose the best layout, complete or not."""
    best: Layout | None = None
    for row, cells in enumerate(part.head[:_HEADER_SEARCH]):
        named = _named_fields(cells, vocabulary)
        if len(named) < 2:
            continue
        layout = layout_under(part, vocabulary, row)
        if best is None or _merit(layout) > _merit(best):
            best = layout
        if all(name in layout.columns for name in REQUIRED):
            break
    return best or Layout(header_row=-1, headers=(), columns={})


def candidates(part: Part, layout: Layout, vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    """List, for each required field, the columns that could hold it: by heading and cells, by heading, by cells."""
    sample = _below(part, layout.header_row)
    offers = {}
    for name in REQUIRED:
        named = [column for _, column in _ranked(name, layout.headers, vocabulary, sample)]
        ranks = ((vocabulary.rank(name, heading), c) for c, heading in enumerate(layout.headers))
        worded = [column for _, column in sorted((rank, c) for rank, c in ranks if rank is not None)]
        offers[name] = tuple(dict.fromkeys([*named, *worded, *_by_content(name, sample)]))
    return offers


def told_layout(part: Part, vocabulary: Vocabulary, columns: Mapping[str, int]) -> Layout:
    """Make the layout that a person described; other columns keep the meaning their headings propose.

    Raises
    ------
    InputError
        The grid has no such column.
    LayoutQuestion
        A required field was not named and cannot be told.
    """
    proposed = propose_layout(part, vocabulary)
    others = {name: c for name, c in proposed.columns.items() if c not in columns.values()}
    layout = replace(proposed, columns={**others, **columns}, warnings=())
    beyond = [column for column in columns.values() if column >= part.width]
    if beyond:
        raise InputError(
            f"{part.label} has no column {beyond[0] + 1}.",
            found=f"{part.width} columns",
            next_step="Count the columns from 1.",
        )
    if any(name not in layout.columns for name in REQUIRED):
        raise question_about(part, layout, vocabulary)
    return layout


def could_be_payments(part: Part) -> bool:
    """Say whether rows hold a date, an amount and a name side by side, whatever their headings."""
    sample = [row for row in part.head if sum(bool(cell.strip()) for cell in row) > 2]
    return len(sample) >= 3 and all(_by_content(name, sample) for name in REQUIRED)


def question_about(part: Part, layout: Layout, vocabulary: Vocabulary) -> LayoutQuestion:
    """Ask which columns hold the fields in doubt."""
    lacking = [name for name in REQUIRED if name not in layout.columns]
    sample = _below(part, layout.header_row)
    if layout.header_row < 0:
        wrong = f"{part.label} has no heading row that says which columns hold {_listed(REQUIRED)}."
        found = f"a first row «{' | '.join(c.strip() for c in sample[0] if c.strip())[:200]}»"
    else:
        wrong = f"{part.label} does not say clearly which column holds the {_listed(lacking)}."
        found = f"headings «{' | '.join(h.strip() for h in layout.headers if h.strip())}»"
    offers = tuple(
        Candidate(field=name, column=c, header=_cell(layout.headers, c).strip(), example=_example(sample, c))
        for name, columns in candidates(part, layout, vocabulary).items()
        if name in lacking
        for c in columns
    )
    return LayoutQuestion(
        wrong,
        found=found,
        next_step="Say which column is which with --columns, for example --columns date=1,supplier=3,amount=5"
        " (columns count from 1; write date=none where the file has no dates).",
        candidates=offers,
    )


def layout_under(part: Part, vocabulary: Vocabulary, row: int) -> Layout:
    """Propose the layout whose header is at index ``row``, complete or not."""
    headers = part.head[row]
    sample = _below(part, row)
    columns: dict[str, int] = {}
    warnings: list[str] = []
    for name in REQUIRED:
        ranked = _ranked(name, headers, vocabulary, sample)
        chosen, doubt = _choose(ranked, sample)
        if chosen is not None:
            columns[name] = chosen
            if doubt:
                warnings.append(_doubt(name, headers, chosen, ranked))
    for name in OPTIONAL:
        taken = set(columns.values())
        ranked = [(r, c) for r, c in _ranked(name, headers, vocabulary, sample) if c not in taken]
        if ranked:
            columns[name] = ranked[0][1]
    return Layout(header_row=row, headers=headers, columns=columns, warnings=tuple(warnings))


def _ranked(
    name: str, headers: Sequence[str], vocabulary: Vocabulary, sample: Sequence[Sequence[str]]
) -> list[tuple[Rank, int]]:
    """List (rank, column) of the columns whose heading names a field and whose cells do not deny it."""
    found = []
    for column, heading in enumerate(headers):
        rank = vocabulary.rank(name, heading)
        if rank is not None and _cells_fit(name, sample, column):
            found.append((rank, column))
    return sorted(found)


def _choose(ranked: list[tuple[Rank, int]], sample: Sequence[Sequence[str]]) -> tuple[int | None, bool]:
    """Pick the best column, None on a tie between columns that differ; say whether others came close."""
    if not ranked:
        return None, False
    best = [c for r, c in ranked if r == ranked[0][0]]
    first = [_cell(row, best[0]) for row in sample]
    if any([_cell(row, c) for row in sample] != first for c in best[1:]):
        return None, False
    return best[0], len(ranked) > len(best)


def _cells_fit(name: str, sample: Sequence[Sequence[str]], column: int) -> bool:
    cells = list(islice((cell for row in sample if (cell := _cell(row, column).strip())), _CELLS_LOOKED_AT))
    if not cells:
        return name not in REQUIRED
    return {"date": _are_dates, "amount": _are_amounts, "supplier": _are_names}.get(name, lambda _: True)(cells)


def _by_content(name: str, sample: Sequence[Sequence[str]]) -> list[int]:
    """List the columns whose cells alone look like a field."""
    width = max((len(row) for row in sample), default=0)
    fits = [c for c in range(width) if any(_cell(r, c).strip() for r in sample) and _cells_fit(name, sample, c)]
    if name == "amount":
        fits = [c for c in fits if not _are_dates([x for r in sample if (x := _cell(r, c).strip())])]
        fits.sort(key=lambda c: -sum("." in _cell(row, c) for row in sample))
    if name == "supplier":
        fits.sort(key=lambda c: -len({_cell(row, c) for row in sample}))
    return fits[:4]


def _are_dates(cells: list[str]) -> bool:
    return _share(cells, lambda c: parse_date(c) or parse_date(c, day_first=False)) >= _ENOUGH


def _are_amounts(cells: list[str]) -> bool:
    return _share(cells, lambda c: parse_amount(c) is not None) >= _ENOUGH


def _are_names(cells: list[str]) -> bool:
    return _share(cells, _LETTERS.search) >= 0.5 and not _are_dates(cells)


def _share(cells: list[str], test: object) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells)  # type: ignore[operator]


def _named_fields(cells: Sequence[str], vocabulary: Vocabulary) -> set[str]:
    """List the required fields that the cells of a row name, were it a header."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(parse_amount(cell) is not None and not _BARE_NUMBER.fullmatch(cell) for cell in filled):
        return set()
    return {name for name in REQUIRED for cell in filled if vocabulary.rank(name, cell) is not None}


def _merit(layout: Layout) -> tuple[int, int]:
    return sum(name in layout.columns for name in REQUIRED), len(layout.columns)


def _below(part: Part, header_row: int) -> list[tuple[str, ...]]:
    return [row for row in part.head[header_row + 1 :] if any(cell.strip() for cell in row)]


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _example(sample: Sequence[Sequence[str]], column: int) -> str:
    return next((cell for row in sample if (cell := _cell(row, column).strip())), "")


def _doubt(name: str, headers: Sequence[str], chosen: int, ranked: list[tuple[Rank, int]]) -> str:
    others = ", ".join(f"«{headers[c].strip()}»" for _, c in ranked if c != chosen)
    return f"The {name} was taken from «{headers[chosen].strip()}»; {others} could also be meant."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

"""Where is the header of a contracts register, and which column means what?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from inhouse.core.dates import parse_date
from inhouse.core.errors import Candidate, LayoutQuestion
from inhouse.core.money import parse_amount
from inhouse.readers.grid import Part
from inhouse.readers.headings import Rank, Vocabulary

CORE = ("title", "supplier", "start_date", "end_date", "value")
_DATED = ("start_date", "end_date", "award_date", "review_date", "latest_end_date", "term", "period")
_HEADER_SEARCH = 40
_LONGEST_HEADING = 80
_CELLS_LOOKED_AT = 60
_ASIDE = re.compile(r"\([^)]*\)")
_ENOUGH = 0.5
_TO = re.compile(r"(?i)(contract |date |valid |effective |period |term )?to( date)?")
_CELL_FORM = re.compile(r"\[[^\]|]*\|[^\]]*\]")


@dataclass(frozen=True, kw_only=True)
class RegisterLayout:
    """How to read one register.

    Attributes
    ----------
    header_row
        Row of the header as a spreadsheet counts.
    headers
        The heading of every column, as written.
    columns
        Field to column index, from 0.
    spares
        Further columns for a field, to use where the cell of the first is blank.
    day_first
        Whether 04/01 is 4 January.
    """

    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    spares: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    day_first: bool = True

    def heading(self, name: str) -> str:
        """Give the heading of a field's column on one line; the field's own name where it has no column."""
        return " ".join(self.headers[self.columns[name]].split()) if name in self.columns else name


def find_layout(part: Part, vocabulary: Vocabulary) -> RegisterLayout:
    """Find the layout of a register by its headings, and check it against the cells below.

    Raises
    ------
    LayoutQuestion
        No row names the columns of a register, or two columns have the same claim to a field that matters.
    """
    best: RegisterLayout | None = None
    for number, cells in _header_candidates(part):
        columns, ties = _assign(cells, vocabulary)
        if best is None or len(columns) > len(best.columns):
            best = RegisterLayout(header_row=number, headers=cells, columns=columns, warnings=tuple(ties))
    if best is None or not _is_register(best.columns):
        raise _question(part, best)
    return _settle(part, best, vocabulary)


def _is_register(columns: Mapping[str, int]) -> bool:
    named = "title" in columns or "description" in columns
    return named and ("end_date" in columns or ("supplier" in columns and any(name in columns for name in _DATED)))


def _header_candidates(part: Part) -> list[tuple[int, tuple[str, ...]]]:
    """Give rows that could be a header, alone or over two lines."""
    rows = list(enumerate(part.head[:_HEADER_SEARCH], start=1))
    plain = [
        (number, cells) for number, cells in rows if sum(bool(c.strip()) for c in cells) > 1 and _only_words(cells)
    ]
    doubled = [
        (second[0], _joined(first[1], second[1])) for first, second in pairwise(plain) if second[0] == first[0] + 1
    ]
    return plain + doubled


def _only_words(cells: Sequence[str]) -> bool:
    return not any(parse_date(cell) or (cell.strip() and parse_amount(cell) is not None) for cell in cells)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    width = max(len(first), len(second))
    padded = [[*cells, *[""] * (width - len(cells))] for cells in (first, second)]
    return tuple(f"{above} {below}".strip() for above, below in zip(*padded, strict=True))


def _assign(headers: Sequence[str], vocabulary: Vocabulary) -> tuple[dict[str, int], list[str]]:
    """Give each field, in the order of the profile, the free column whose heading fits it best."""
    columns: dict[str, int] = {}
    ties: list[str] = []
    shortened = [_shortened(header) for header in headers]
    for name in vocabulary.fields:
        ranked: list[tuple[Rank, int]] = sorted(
            (rank, place)
            for place, header in enumerate(shortened)
            if place not in columns.values() and (rank := vocabulary.rank(name, header)) is not None
        )
        if ranked:
            columns[name] = ranked[0][1]
            if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
                ties.append(name)
    return columns, ties


def _settle(part: Part, layout: RegisterLayout, vocabulary: Vocabulary) -> RegisterLayout:
    """Ask where equal headings hold different things; say where a lesser field was taken from the first of several."""
    warnings = []
    if "end_date" not in layout.columns and "latest_end_date" in layout.columns:
        columns = {name: place for name, place in layout.columns.items() if name != "latest_end_date"}
        layout = replace(layout, columns=columns | {"end_date": layout.columns["latest_end_date"]})
        warnings.append(f"«{layout.heading('end_date')}» is the only end date; it may take in extensions not yet used.")
    for name in layout.warnings:
        chosen = layout.columns[name]
        rank = vocabulary.rank(name, _shortened(layout.headers[chosen]))
        rivals = [
            place
            for place, header in enumerate(layout.headers)
            if place not in layout.columns.values() and vocabulary.rank(name, _shortened(header)) == rank
        ]
        differing = [place for place in rivals if _cells(part, layout, place) != _cells(part, layout, chosen)]
        filled = [place for place in differing if any(_cells(part, layout, place))]
        if filled and name in CORE:
            candidates = tuple(_candidate(part, layout, name, place) for place in (chosen, *filled))
            raise LayoutQuestion(
                f"{part.label}: several columns could be the {name.replace('_', ' ')}.",
                found=", ".join(f"«{_one_line(c.header)}»" for c in candidates),
                next_step="Rename one of the headings in a copy of the file.",
                candidates=candidates,
            )
        if filled:
            warnings.append(f"Several columns could be the {name}; «{layout.heading(name)}» was taken.")
    day_first = _day_first(part, layout)
    if not day_first:
        warnings.append("Dates were read month first, as some of them cannot be read otherwise.")
    spares = {name: _spares(layout, name, vocabulary) for name in ("start_date", "end_date")}
    return replace(layout, spares=spares, warnings=tuple(warnings), day_first=day_first)


def _spares(layout: RegisterLayout, name: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """List the columns left over that could be the field too, best first: an original end beside a revised one."""
    ranked: list[tuple[Rank, int]] = sorted(
        (rank, place)
        for place, header in enumerate(layout.headers)
        if place not in layout.columns.values() and (rank := vocabulary.rank(name, _shortened(header))) is not None
    )
    return tuple(place for _, place in ranked)


def _day_first(part: Part, layout: RegisterLayout) -> bool:
    """Say whether 04/01 is 4 January; not where some dates make sense month first only, and none day first only."""
    places = [layout.columns[name] for name in _DATED if name in layout.columns]
    cells = {cell for place in places for cell in _cells(part, layout, place)}
    day_only = any(parse_date(cell) and not parse_date(cell, day_first=False) for cell in cells)
    month_only = any(parse_date(cell, day_first=False) and not parse_date(cell) for cell in cells)
    return day_only or not month_only


def _question(part: Part, best: RegisterLayout | None) -> LayoutQuestion:
    """Ask what the columns mean, with the columns whose cells could be each missing field."""
    if best is None:
        best = RegisterLayout(header_row=0, headers=("",) * part.width, columns={})
    missing = [name for name in CORE if name not in best.columns]
    places = [place for place in range(len(best.headers)) if place not in best.columns.values()]
    candidates = tuple(
        _candidate(part, best, name, place)
        for name in missing
        for place in places
        if _fits(name, _cells(part, best, place))
    )
    headings = [f"«{_one_line(header)}»" for header in best.headers if header.strip()]
    return LayoutQuestion(
        f"{part.label} was not recognised as a contracts register.",
        found=f"headings {', '.join(headings[:20])}" if headings else "no row of headings",
        next_step="Check that it is a register of contracts with a title and an end date, or a supplier and a date; "
        "teach unusual headings with a profile.",
        candidates=candidates[:20],
    )


def _fits(name: str, cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return False
    dates = sum(parse_date(cell) is not None for cell in filled) / len(filled)
    money = sum(parse_amount(cell) is not None for cell in filled) / len(filled)
    if name.endswith("_date"):
        return dates >= _ENOUGH
    if name == "value":
        return money >= _ENOUGH > dates
    return max(dates, money) < _ENOUGH


def _candidate(part: Part, layout: RegisterLayout, name: str, place: int) -> Candidate:
    example = next((cell for cell in _cells(part, layout, place) if cell), "")
    return Candidate(field=name, column=place, header=_one_line(layout.headers[place]), example=example[:60])


def _cells(part: Part, layout: RegisterLayout, place: int) -> list[str]:
    rows = part.head[layout.header_row : layout.header_row + _CELLS_LOOKED_AT]
    return [_one_line(row[place]) if place < len(row) else "" for row in rows]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(header: str) -> str:
    """Fit a heading to what a vocabulary looks at, leaving out asides in brackets first."""
    header = _one_line(header)
    header = "end date" if _TO.fullmatch(header) else _one_line(_CELL_FORM.sub("", header))
    if len(header) > _LONGEST_HEADING:
        header = _one_line(_ASIDE.sub(" ", header))
    return header if len(header) <= _LONGEST_HEADING else header[:_LONGEST_HEADING].rsplit(" ", 1)[0]

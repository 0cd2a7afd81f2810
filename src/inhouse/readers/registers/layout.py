"""Where is the header of a contracts register, and which column means what?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from inhouse.core.dates import parse_date
from inhouse.core.errors import Candidate, LayoutQuestion
from inhouse.core.money import parse_amount
from inhouse.readers.grid import Part
from inhouse.readers.headings import Rank, Vocabulary
from inhouse.readers.payments import Accepted
from inhouse.readers.registers.cells import is_absent, read_notice, tidy, with_unit

CORE = ("title", "supplier", "start_date", "end_date", "value")
_DATED = ("start_date", "end_date", "award_date", "review_date", "latest_end_date", "term", "period")
_HEADER_SEARCH = 40
_LONGEST_HEADING = 80
_CELLS_LOOKED_AT = 60
_ASIDE = re.compile(r"\([^)]*\)")
_ENOUGH = 0.5
_SOME = 0.25
_ADVERT = re.compile(r"(?i)https?:|www\.|\d{4}|\bnotice no|\b(ojeu|fts|cpv|find a tender|contracts finder)\b")
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

    @property
    def fingerprint(self) -> str:
        """What makes two registers of one layout: their headings in order."""
        return " | ".join(_one_line(header.lower()) for header in self.headers).strip(" |")

    @property
    def unused_headings(self) -> tuple[str, ...]:
        """The headings of columns from which nothing is read."""
        used = {*self.columns.values(), *(place for spares in self.spares.values() for place in spares)}
        left = (_one_line(header) for place, header in enumerate(self.headers) if place not in used)
        return tuple(dict.fromkeys(filter(None, left)))

    def heading(self, name: str) -> str:
        """Give the heading of a field's column on one line; the field's own name where it has no column."""
        return (_one_line(self.headers[self.columns[name]]) or name) if name in self.columns else name


def find_layout(
    part: Part,
    vocabulary: Vocabulary,
    accepted: Iterable[Accepted] = (),
    columns: Mapping[str, int] | None = None,
) -> RegisterLayout:
    """Find the layout of a register by its headings, and check it against the cells below.

    Parameters
    ----------
    accepted
        Layouts that people accepted before; one whose fingerprint fits is used as it is.
    columns
        What a person says for this very register; other columns keep the meaning their headings propose.

    Raises
    ------
    LayoutQuestion
        No row names the columns of a register, or two columns have the same claim to a field that matters.
    """
    proposed, ties = _propose(part, vocabulary)
    if columns is not None:
        kept = {name: place for name, place in proposed.columns.items() if place not in columns.values()}
        told = replace(proposed, columns=_without_none({**kept, **columns}))
        if not _is_register(told.columns) or max(columns.values(), default=0) >= part.width:
            raise _question(part, told)
        return _finish(part, told, vocabulary)
    for memory in accepted:
        if memory.fingerprint == proposed.fingerprint:
            return _finish(part, _remembered(part, proposed, memory), vocabulary)
    if not _is_register(proposed.columns):
        raise _question(part, proposed)
    return _settle(part, proposed, ties, vocabulary)


def propose_layout(part: Part, vocabulary: Vocabulary) -> RegisterLayout:
    """Propose the best layout, whether or not a register can be read by it."""
    return _finish(part, _propose(part, vocabulary)[0], vocabulary)


def candidates(part: Part, layout: RegisterLayout, vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    """List, for each field that matters most, the columns that could hold it: by heading, then by their cells."""
    offers = {}
    for name in CORE:
        ranks = ((vocabulary.rank(name, _shortened(header)), place) for place, header in enumerate(layout.headers))
        named = [place for _, place in sorted((rank, place) for rank, place in ranks if rank is not None)]
        fitting = [place for place in range(part.width) if _fits(name, _cells(part, layout, place))]
        offers[name] = tuple(dict.fromkeys([*named, *fitting]))
    return offers


def _propose(part: Part, vocabulary: Vocabulary) -> tuple[RegisterLayout, list[str]]:
    """Take the row that names most fields for the header, or else the fullest row of words; and say what is tied."""
    best, tied, most = RegisterLayout(header_row=0, headers=("",) * part.width, columns={}), list[str](), (0, 0)
    for number, cells in _header_candidates(part):
        columns, ties = _assign(cells, vocabulary)
        merit = (len(columns), 0 if columns else sum(bool(cell.strip()) for cell in cells))
        if merit > most:
            most, tied = merit, ties
            best = RegisterLayout(header_row=number, headers=cells, columns=columns)
    return _completed(part, best, vocabulary), tied


def _completed(part: Part, layout: RegisterLayout, vocabulary: Vocabulary) -> RegisterLayout:
    """Take a latest end for the end where there is no other, and lengths of time under «Notice» for notice periods."""
    columns, warnings = dict(layout.columns), list(layout.warnings)
    if "end_date" not in columns and "latest_end_date" in columns:
        columns["end_date"] = columns.pop("latest_end_date")
        only = _one_line(layout.headers[columns["end_date"]])
        warnings.append(f"«{only}» is the only end date; it may take in extensions not yet used.")
    notice = _notice_by_cells(part, layout, vocabulary)
    if notice is not None:
        columns["notice"] = notice
    return replace(layout, columns=columns, warnings=tuple(warnings))


def _remembered(part: Part, proposed: RegisterLayout, memory: Accepted) -> RegisterLayout:
    if not (memory.header_fixed or not memory.fingerprint):
        return replace(proposed, columns=_without_none(memory.columns))
    row = memory.header_row
    headers = part.head[row] if 0 <= row < len(part.head) else ()
    padded = (*headers, *[""] * (part.width - len(headers)))
    return RegisterLayout(header_row=row + 1, headers=padded, columns=_without_none(memory.columns))


def _without_none(columns: Mapping[str, int]) -> dict[str, int]:
    return {name: place for name, place in columns.items() if place >= 0}


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


def _settle(part: Part, layout: RegisterLayout, ties: Sequence[str], vocabulary: Vocabulary) -> RegisterLayout:
    """Ask where equal headings hold different things; say where a lesser field was taken from the first of several."""
    warnings = list(layout.warnings)
    for name in ties:
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
                next_step=f"Say which with --columns, such as --columns {name}={chosen + 1} (columns count from 1).",
                candidates=candidates,
            )
        if filled:
            warnings.append(f"Several columns could be the {name}; «{layout.heading(name)}» was taken.")
    return _finish(part, replace(layout, warnings=tuple(warnings)), vocabulary)


def _finish(part: Part, layout: RegisterLayout, vocabulary: Vocabulary) -> RegisterLayout:
    """Add what the cells tell: columns to fall back on, and the order of day and month."""
    warnings = list(layout.warnings)
    day_first = _day_first(part, layout)
    if not day_first:
        warnings.append("Dates were read month first, as some of them cannot be read otherwise.")
    spares = {name: _spares(part, layout, name, vocabulary) for name in ("start_date", "end_date")}
    return replace(layout, spares=spares, warnings=tuple(warnings), day_first=day_first)


def _notice_by_cells(part: Part, layout: RegisterLayout, vocabulary: Vocabulary) -> int | None:
    """Find a column headed «Notice» or the like whose cells are lengths of time: the heading may mean an advert."""
    if "notice" in layout.columns:
        return None
    for place, header in enumerate(layout.headers):
        if place not in layout.columns.values() and "notice" in vocabulary.words(_shortened(header)):
            cells = [tidy(cell) for cell in _cells(part, layout, place) if not is_absent(cell)]
            read = sum(read_notice(with_unit(cell, header)) is not None for cell in cells)
            if cells and (read >= len(cells) * _SOME or _bare_words(vocabulary, header, cells)):
                return place
    return None


def _bare_words(vocabulary: Vocabulary, header: str, cells: Sequence[str]) -> bool:
    """Say whether a column of notice holds words of which none names an advert: they are worth a doubt."""
    never = vocabulary.fields["notice"].never
    return not never.intersection(vocabulary.words(_shortened(header))) and not any(map(_ADVERT.search, cells))


def _spares(part: Part, layout: RegisterLayout, name: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """List the columns left over that could be the field too, best first: an original end beside a revised one."""
    ranked: list[tuple[Rank, int]] = sorted(
        (rank, place)
        for place, header in enumerate(layout.headers)
        if place not in layout.columns.values() and (rank := vocabulary.rank(name, _shortened(header))) is not None
    )
    return tuple(place for _, place in ranked if _fits(name, _cells(part, layout, place)))


def _day_first(part: Part, layout: RegisterLayout) -> bool:
    """Say whether 04/01 is 4 January; not where some dates make sense month first only, and none day first only."""
    places = [layout.columns[name] for name in _DATED if name in layout.columns]
    cells = {cell for place in places for cell in _cells(part, layout, place)}
    day_only = any(parse_date(cell) and not parse_date(cell, day_first=False) for cell in cells)
    month_only = any(parse_date(cell, day_first=False) and not parse_date(cell) for cell in cells)
    return day_only or not month_only


def _question(part: Part, best: RegisterLayout) -> LayoutQuestion:
    """Ask what the columns mean, with the columns whose cells could be each missing field."""
    missing = [name for name in CORE if name not in best.columns]
    places = [place for place in range(len(best.headers)) if place not in best.columns.values()]
    offers = tuple(
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
        "say what unusual headings mean with --columns, such as --columns title=1,supplier=2,end_date=5 (columns count "
        "from 1), or teach them with --profile.",
        candidates=offers[:20] if any(offer.field != "value" for offer in offers) else (),
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

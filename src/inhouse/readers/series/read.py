"""Which series does a table hold, and which of its rows cannot be points?

Every row below the headings is kept or rejected with its reason. Rows come back in the order of time. Two rows for one
date with the same figures are one; with different figures none of them is kept, because nobody can tell which holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from inhouse.core.errors import InputError
from inhouse.core.results import Decision, Reject
from inhouse.process.series import Moment, Observation, in_order
from inhouse.process.series import shown as shown_moment
from inhouse.readers.grid import Part, open_parts
from inhouse.readers.series.moments import read_moments
from inhouse.readers.series.numbers import NumberColumn

_MOST_SHOWN = 30


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The headings of a series.

    Attributes
    ----------
    date
        One heading, or several joined by ``+`` where year and month stand apart.
    value, denominator
        The headings of what was measured, and out of how many.
    others
        Headings of further numbers, such as volume.
    """

    date: str
    value: str
    denominator: str | None = None
    others: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The headings of all columns of numbers."""
        return (self.value, *((self.denominator,) if self.denominator else ()), *self.others)


@dataclass(frozen=True, kw_only=True)
class SeriesRead:
    """One file: rows in are rows kept and rejected; gaps are dates of rows that were rejected for their numbers."""

    path: str
    series: tuple[Observation, ...]
    gaps: tuple[Moment, ...]
    rejects: tuple[Reject, ...]
    decisions: tuple[Decision, ...]

    @property
    def rows_in(self) -> int:
        """Rows below the headings that hold anything."""
        return len(self.series) + len(self.rejects)

    @property
    def numbered(self) -> bool:
        """Whether the points have numbers of periods instead of dates."""
        return bool(self.series) and isinstance(self.series[0].when, int)


@dataclass(frozen=True, kw_only=True)
class _Row:
    number: int
    cells: Mapping[str, str]


def read_series(path: Path, columns: Columns, *, repeats: bool = False, shown: str = "") -> SeriesRead:
    """Read a series from a CSV or workbook.

    Parameters
    ----------
    columns
        Its headings; case and spaces do not matter.
    repeats
        Whether several rows of one date are several points, as events are; else a date has one value.
    shown
        The name to use in messages; the path by default.

    Raises
    ------
    UnreadableFile
        The file is missing, empty, damaged or not a table.
    InputError
        A column is not in the file, or no row is a point.
    """
    name = shown or str(path)
    with TemporaryDirectory() as workdir:
        parts = open_parts(path, Path(workdir), shown=name)
        part, rows = _table(parts, columns, name)
    read = _read_rows(part, rows, columns)
    ordered = in_order(read.kept)
    decisions = list(read.decisions)
    if list(ordered) != read.kept:
        decisions.append(Decision(about="order", decided="rows were put in the order of time", because="they were not"))
    rejects = list(read.rejects)
    if not repeats:
        ordered, repeated = _one_a_date(ordered, part.label, columns)
        rejects += repeated
        decisions += _about_repeats(repeated)
    if not ordered:
        raise _no_point(name, rejects)
    return SeriesRead(
        path=name,
        series=tuple(ordered),
        gaps=tuple(gap for gap in read.gaps if gap not in {each.when for each in ordered}),
        rejects=tuple(sorted(rejects, key=lambda each: each.row)),
        decisions=(*decisions, *_about_rejects(rejects)),
    )


@dataclass(frozen=True, kw_only=True)
class _Read:
    kept: list[Observation]
    gaps: list[Moment]
    rejects: list[Reject]
    decisions: tuple[Decision, ...]


def _table(parts: Sequence[Part], columns: Columns, name: str) -> tuple[Part, list[_Row]]:
    """Find the first table that has every column; its rows below the headings."""
    for part in parts:
        for number, cells in enumerate(part.head, start=1):
            places = _places(cells, columns)
            if places:
                rows = [
                    _Row(number=row, cells={heading: _joined(found, at) for heading, at in places.items()})
                    for row, found in part.rows()
                    if row > number
                ]
                return part, rows
    raise _missing(name, parts, columns)


def _places(cells: Sequence[str], columns: Columns) -> dict[str, tuple[int, ...]] | None:
    headings = [_plain(cell) for cell in cells]

    def find(heading: str) -> tuple[int, ...] | None:
        return (headings.index(_plain(heading)),) if _plain(heading) in headings else None

    found = {heading: find(heading) for heading in columns.numbers}
    found[columns.date] = find(columns.date) or tuple(
        at for each in columns.date.split("+") for at in find(each) or (-1,)
    )
    places = {heading: at for heading, at in found.items() if at and -1 not in at}
    return places if len(places) == len(found) else None


def _joined(cells: Sequence[str], places: Sequence[int]) -> str:
    return "-".join(text for at in places if at < len(cells) and (text := cells[at].strip()))


def _read_rows(part: Part, rows: Sequence[_Row], columns: Columns) -> _Read:
    moments = read_moments([row.cells[columns.date] for row in rows])
    numbers = {heading: NumberColumn([row.cells[heading] for row in rows], heading) for heading in columns.numbers}
    kept: list[Observation] = []
    gaps: list[Moment] = []
    rejects: list[Reject] = []
    for place, (row, when) in enumerate(zip(rows, moments.moments, strict=True)):
        found = {heading: column.at(place) for heading, column in numbers.items()}
        expected = {heading: column.expected for heading, column in numbers.items()}
        wrong = _wrong(when, found, expected, columns)
        if wrong:
            column, wanted = wrong
            cell = row.cells[column] or "nothing"
            rejects.append(Reject(file=part.label, row=row.number, column=column, found=cell, expected=wanted))
            gaps += [when] if when is not None else []
        elif when is not None:
            kept.append(_observation(when, {h: v for h, v in found.items() if v is not None}, columns, row.number))
    decisions = (*moments.decisions, *(each for column in numbers.values() for each in column.decisions))
    return _Read(kept=kept, gaps=gaps, rejects=rejects, decisions=decisions)


def _wrong(
    when: Moment | None, found: Mapping[str, float | None], expected: Mapping[str, str], columns: Columns
) -> tuple[str, str] | None:
    """The first column of a row that does not hold what it should, and what it should hold."""
    if when is None:
        return columns.date, "a date"
    missing = next((heading for heading, value in found.items() if value is None), None)
    if missing is not None:
        return missing, expected[missing]
    size = found[columns.denominator] if columns.denominator else None
    return (
        (columns.denominator, "a number above nought")
        if columns.denominator and size is not None and size <= 0
        else None
    )


def _observation(when: Moment, found: Mapping[str, float], columns: Columns, row: int) -> Observation:
    return Observation(
        when=when,
        value=found[columns.value],
        denominator=found[columns.denominator] if columns.denominator else None,
        others=tuple((heading, found[heading]) for heading in columns.others),
        row=row,
    )


def _one_a_date(
    ordered: Sequence[Observation], file: str, columns: Columns
) -> tuple[tuple[Observation, ...], list[Reject]]:
    """Keep one row a date: the first of equals, none of those that differ."""
    by_date: dict[Moment, list[Observation]] = {}
    for each in ordered:
        by_date.setdefault(each.when, []).append(each)
    kept: list[Observation] = []
    rejects: list[Reject] = []
    for when, group in by_date.items():
        alike = len({(each.value, each.denominator, each.others) for each in group}) == 1
        if alike:
            kept.append(group[0])
            wanted = f"one row for {shown_moment(when)}: row {group[0].row} says the same"
        else:
            wanted = f"one value for {shown_moment(when)}, which rows {_listed(group)} differ about"
        rejects += [
            Reject(file=file, row=each.row, column=columns.value, found=f"{each.value:g}", expected=wanted)
            for each in group[alike:]
        ]
    return tuple(kept), rejects


def _listed(group: Sequence[Observation]) -> str:
    numbers = sorted(each.row for each in group)
    return ", ".join(map(str, numbers[:_MOST_SHOWN]))


def _about_repeats(repeated: Sequence[Reject]) -> Iterator[Decision]:
    if repeated:
        yield Decision(
            about="duplicate dates",
            decided=f"{_rows(len(repeated))} left out: equal rows of a date count once; where they differ, none counts",
            because="a chart has one value a date, and nothing says which of them holds",
        )


def _about_rejects(rejects: Sequence[Reject]) -> Iterator[Decision]:
    if rejects:
        yield Decision(
            about="rejected rows",
            decided=f"{_rows(len(rejects))} not used",
            because="each is listed with its reason",
        )


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _no_point(name: str, rejects: Sequence[Reject]) -> InputError:
    first = rejects[0] if rejects else None
    return InputError(
        f"{name} holds no point of a series.",
        found=f"row {first.row}: «{first.found}» where {first.expected} was expected" if first else "headings alone",
        next_step="Check that --date and --value name the right columns, and that each date has one row.",
    )


def _missing(name: str, parts: Sequence[Part], columns: Columns) -> InputError:
    rows = [cells for part in parts for cells in part.head if any(cells)]
    known = {_plain(cell) for cells in rows for cell in cells}
    dates = [columns.date] if _plain(columns.date) in known else columns.date.split("+")
    wanted = (*dates, *columns.numbers)
    lost = [heading for heading in wanted if _plain(heading) not in known] or list(wanted)
    headings = [cell for cell in (rows[0] if rows else ()) if cell.strip()]
    return InputError(
        f"{name} has no column {' or '.join(f'«{heading}»' for heading in lost)}.",
        found="the columns " + ", ".join(f"«{each}»" for each in headings[:_MOST_SHOWN]) if headings else "no row",
        next_step="Name one of the columns found.",
    )


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()

"""Which statements about control does a table hold, and which of its rows cannot be one?

The heading is ``service, lever, held_by, party, from_date, evidence, source``, in any order and case. Every row below
is kept or rejected with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from inhouse.contracts.control import NAMES_A_PARTY, Holder, Lever
from inhouse.contracts.register.read import Dirt
from inhouse.core.dates import parse_date
from inhouse.core.errors import LayoutQuestion
from inhouse.core.results import Reject
from inhouse.readers.grid import Part, open_parts

COLUMNS = ("service", "lever", "held_by", "party", "from_date", "evidence", "source")
LONGEST = {"service": 200, "party": 200, "evidence": 2000, "source": 1000}
_WORDS_OF_LEVERS = {
    "strategy and direction": Lever.STRATEGY,
    "money and prices": Lever.MONEY,
    "technology assets": Lever.ASSETS,
    "licences and contracts": Lever.LICENCES,
    "knowledge and documentation": Lever.KNOWLEDGE,
    "choice of supplier": Lever.SUPPLIER_CHOICE,
} | {lever.value.replace("_", " "): lever for lever in Lever}
_WORDS_OF_HOLDERS = {"council": Holder.AUTHORITY, "other party": Holder.OTHER, "another party": Holder.OTHER} | {
    holder.value: holder for holder in Holder
}
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, kw_only=True)
class ControlRow:
    """One row that says who holds a lever; ``from_written`` is the day as exactly as it was given."""

    row: int
    service: str
    lever: Lever
    held_by: Holder
    party: str
    from_date: dt.date
    from_written: str
    evidence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ControlRead:
    """One file: rows in are rows kept and rows rejected."""

    path: str
    rows: tuple[ControlRow, ...]
    rejects: tuple[Reject, ...]

    @property
    def rows_in(self) -> int:
        """Rows below the heading that hold anything."""
        return len(self.rows) + len(self.rejects)


def read_control(path: Path, *, shown: str = "") -> ControlRead:
    """Read statements from a CSV or workbook.

    Raises
    ------
    UnreadableFile
        The file is missing, empty, damaged or not a table.
    LayoutQuestion
        A column is missing; ``party``, ``evidence`` and ``source`` must be there too, if only to be empty.
    """
    name = shown or str(path)
    rows: list[ControlRow] = []
    rejects: list[Reject] = []
    with tempfile.TemporaryDirectory() as workdir:
        for part in open_parts(path, Path(workdir), shown=name):
            for number, cells in _below_heading(part):
                try:
                    rows.append(_row(number, cells))
                except Dirt as dirt:
                    reject = Reject(
                        file=part.label, row=number, column=dirt.column, found=dirt.found, expected=dirt.expected
                    )
                    rejects.append(reject)
    return ControlRead(path=name, rows=tuple(rows), rejects=tuple(rejects))


def read_day(text: str) -> tuple[dt.date, str] | None:
    """Read a day, a month or a year; the answer is its first day, and the text in ISO form.

    Examples
    --------
    >>> read_day("2006-04"), read_day("1/8/2019"), read_day("soon")
    ((datetime.date(2006, 4, 1), '2006-04'), (datetime.date(2019, 8, 1), '2019-08-01'), None)
    """
    text = text.strip()
    if match := _PARTIAL.fullmatch(text):
        day = parse_date(f"{match[1]}-{match[2] or '01'}-01")
        return (day, text) if day else None
    day = parse_date(text)
    return (day, day.isoformat()) if day else None


def _below_heading(part: Part) -> list[tuple[int, dict[str, str]]]:
    lines = list(part.rows())
    heading = [_plain(cell).replace(" ", "_") for cell in lines[0][1]] if lines else []
    missing = [column for column in COLUMNS if column not in heading]
    if missing:
        raise LayoutQuestion(
            f"{part.label} is not a table of who holds control.",
            found=f"no column named {', '.join(missing)}",
            next_step=f"Give it the heading {','.join(COLUMNS)}",
        )
    places = {column: heading.index(column) for column in COLUMNS}
    return [
        (number, {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()})
        for number, cells in lines[1:]
    ]


def _row(number: int, cells: dict[str, str]) -> ControlRow:
    for column, most in LONGEST.items():
        if len(cells[column]) > most:
            raise Dirt(column, f"{cells[column][:60]}… ({len(cells[column]):,} characters)", f"at most {most:,}")
    if not cells["service"]:
        raise Dirt("service", "nothing", "the name of a service")
    lever = _WORDS_OF_LEVERS.get(_plain(cells["lever"]))
    if lever is None:
        raise Dirt("lever", cells["lever"] or "nothing", f"one of {', '.join(each.value for each in Lever)}")
    holder = _WORDS_OF_HOLDERS.get(_plain(cells["held_by"]))
    if holder is None:
        raise Dirt("held_by", cells["held_by"] or "nothing", f"one of {', '.join(each.value for each in Holder)}")
    day = read_day(cells["from_date"])
    if day is None:
        raise Dirt("from_date", cells["from_date"] or "nothing", "a day, month or year, such as 2019-08-01 or 2019-08")
    if (holder in NAMES_A_PARTY) != bool(cells["party"]):
        wanted = "the organisation that holds or shares it" if holder in NAMES_A_PARTY else "nothing"
        raise Dirt("party", cells["party"] or "nothing", f"{wanted}, as it is held by: {holder.value}")
    for column in ("evidence", "source"):
        if holder is not Holder.UNKNOWN and not cells[column]:
            raise Dirt(column, "nothing", "what shows it, and where that can be read; without it the lever is unknown")
    return ControlRow(
        row=number,
        service=" ".join(cells["service"].split()),
        lever=lever,
        held_by=holder,
        party=" ".join(cells["party"].split()),
        from_date=day[0],
        from_written=day[1],
        evidence=cells["evidence"],
        source=cells["source"],
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())

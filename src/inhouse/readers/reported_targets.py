"""What did the supplier report: shares by month, or single cases?

A table with a month in each row holds shares (``measure, month, share``); one with a case in each row holds cases
(``measure, case_id, met``). The measure may be left out where there is only one. Every row is kept or rejected with its
reason.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inhouse.core.dates import parse_date
from inhouse.core.errors import LayoutQuestion
from inhouse.core.results import Reject
from inhouse.process.targets.judge import MET_WORDS, MISSED_WORDS
from inhouse.readers.grid import Part, open_parts

_MEASURE = ("measure", "kpi", "indicator", "name")
_MONTH = ("month", "period", "date")
_SHARE = ("share", "reported", "achieved", "performance", "percent", "result")
_CASE = ("case_id", "case", "number", "incident", "ticket", "id")
_MET = ("met", "made_sla", "within target", "in time", "outcome")
_MONTH_NUMBER = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")


@dataclass(frozen=True, kw_only=True)
class ReportedShare:
    """What was reported of one measure and month, 0 to 1."""

    measure: str
    month: dt.date
    share: float


@dataclass(frozen=True, kw_only=True)
class ReportedCase:
    """What was reported of one case."""

    measure: str
    case_id: str
    met: bool


@dataclass(frozen=True, kw_only=True)
class Reported:
    """One file or several: rows in are rows kept and rows rejected."""

    shares: tuple[ReportedShare, ...]
    cases: tuple[ReportedCase, ...]
    rejects: tuple[Reject, ...]


def read_reported(path: Path, measures: Sequence[str]) -> Reported:
    """Read what a supplier reported.

    Parameters
    ----------
    measures
        The names of the contract's measures.

    Raises
    ------
    UnreadableFile
        The file is missing, empty, damaged or not a table.
    LayoutQuestion
        It has neither a month and a share, nor a case and a verdict.
    """
    shares: list[ReportedShare] = []
    cases: list[ReportedCase] = []
    rejects: list[Reject] = []
    with tempfile.TemporaryDirectory() as workdir:
        for part in open_parts(path, Path(workdir), shown=str(path)):
            _read_part(part, measures, shares, cases, rejects)
    return Reported(shares=tuple(shares), cases=tuple(cases), rejects=tuple(rejects))


def _read_part(
    part: Part, measures: Sequence[str], shares: list[ReportedShare], cases: list[ReportedCase], rejects: list[Reject]
) -> None:
    lines = list(part.rows())
    heading = [" ".join(cell.lower().replace("_", " ").split()) for cell in lines[0][1]] if lines else []
    places = {
        name: _place(heading, words)
        for name, words in (("measure", _MEASURE), ("month", _MONTH), ("share", _SHARE), ("case", _CASE), ("met", _MET))
    }
    by_month = places["month"] is not None and places["share"] is not None
    if not by_month and (places["case"] is None or places["met"] is None):
        raise LayoutQuestion(
            f"{part.label} is not what a supplier reported.",
            found=", ".join(cell for _, cells in lines[:1] for cell in cells) or "no heading",
            next_step="Give it the heading measure,month,share, or measure,case_id,met.",
        )
    rows = [
        (number, {name: _cell(cells, place) for name, place in places.items()})
        for number, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    ]
    in_percent = by_month and any(_is_percent(cells["share"]) for _, cells in rows)
    for number, cells in rows:
        made = _row(cells, measures, by_month=by_month, in_percent=in_percent)
        if isinstance(made, ReportedShare):
            shares.append(made)
        elif isinstance(made, ReportedCase):
            cases.append(made)
        else:
            column, expected = made
            rejects.append(
                Reject(file=part.label, row=number, column=column, found=cells[column] or "nothing", expected=expected)
            )


def _row(
    cells: dict[str, str], measures: Sequence[str], *, by_month: bool, in_percent: bool
) -> ReportedShare | ReportedCase | tuple[str, str]:
    """Make a record of a row; or name the column that is wrong, and what was expected."""
    spelt = {measure.lower(): measure for measure in measures}
    measure = spelt.get(cells["measure"].lower())
    if measure is None and not cells["measure"] and len(measures) == 1:
        measure = measures[0]
    if measure is None:
        return "measure", f"one of: {', '.join(measures)}"
    if by_month:
        month, share = _month(cells["month"]), _share(cells["share"], in_percent)
        if month is None:
            return "month", "a month, such as 2024-03"
        if share is None:
            return "share", "a share, such as 95.2% or 0.952"
        return ReportedShare(measure=measure, month=month, share=share)
    if not cells["case"]:
        return "case", "the name of a case"
    word = cells["met"].lower()
    if word not in (*MET_WORDS, *MISSED_WORDS):
        return "met", "yes or no"
    return ReportedCase(measure=measure, case_id=cells["case"], met=word in MET_WORDS)


def _place(heading: Sequence[str], words: Sequence[str]) -> int | None:
    wanted = [word.replace("_", " ") for word in words]
    return next((heading.index(word) for word in wanted if word in heading), None)


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _month(text: str) -> dt.date | None:
    """Read a month in any way people write it; a day stands for its month.

    Examples
    --------
    >>> _month("2024-03"), _month("Mar 2024"), _month("31/03/2024"), _month("soon")
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1), datetime.date(2024, 3, 1), None)
    """
    if match := _MONTH_NUMBER.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        text = f"{year}-{month}-01"
    day = parse_date(text) or parse_date(f"1 {text}")
    return day.replace(day=1) if day else None


def _is_percent(text: str) -> bool:
    number = _number(text)
    return text.endswith("%") or (number is not None and number > 1)


def _share(text: str, in_percent: bool) -> float | None:
    number = _number(text)
    share = None if number is None else number / (100 if in_percent else 1)
    return share if share is not None and 0 <= share <= 1 else None


def _number(text: str) -> float | None:
    try:
        return float(text.removesuffix("%").replace(",", ""))
    except ValueError:
        return None

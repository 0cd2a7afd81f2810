"""When did a series change, and by how much at a known intervention?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import inhouse
from inhouse.core.results import Decision, Provenance, Reject, SourceFile
from inhouse.process.change import ChangePoint, Effect, Fitted, Impact, Interrupted, Seasons, find_changes, interrupt
from inhouse.process.series import Observation
from inhouse.publishers.change_chart import draw_change
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.readers.grid import file_hash
from inhouse.readers.series import Columns, asked_moment, read_series


@dataclass(frozen=True, kw_only=True)
class ChangeSummary:
    """What changed in a file's series; ``interrupted`` is None where no intervention was asked about."""

    name: str
    changepoints: tuple[ChangePoint, ...]
    interrupted: Interrupted | None
    fitted: tuple[Fitted, ...]
    rows_in: int
    rejects: tuple[Reject, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]
    provenance: Provenance


def change_file(
    path: Path,
    columns: Columns,
    *,
    intervention: str | None = None,
    impact: Impact = Impact.BOTH,
    seasons: Seasons = Seasons.AUTO,
) -> ChangeSummary:
    """Find the changes of a series in a file, and the effect of an intervention if one is named.

    Parameters
    ----------
    columns
        With a denominator the values are counts; change points are then those of counts over denominators.
    intervention
        A date as people write it, or the number of a period.

    Raises
    ------
    UnreadableFile
        The file is missing, empty, damaged or not a table.
    InputError
        A column is missing, no row is a point, or the intervention is no date.
    """
    source = SourceFile(path=str(path), sha256=file_hash(path))
    read = read_series(path, columns)
    found = find_changes([_as_rate(each) for each in read.series], gaps=read.gaps)
    decisions, caveats, fitted = found.decisions, found.caveats, found.fitted
    told = None
    if intervention is not None:
        when = asked_moment(intervention, numbered=read.numbered)
        told = interrupt(read.series, when, gaps=read.gaps, impact=impact, seasons=seasons)
        decisions, caveats, fitted = (*decisions, *told.decisions), (*caveats, *told.caveats), told.fitted
    return ChangeSummary(
        name=columns.value,
        changepoints=found.changepoints,
        interrupted=told,
        fitted=fitted,
        rows_in=read.rows_in,
        rejects=read.rejects,
        decisions=(*read.decisions, *decisions),
        caveats=caveats,
        provenance=Provenance(inputs=(source,), version=inhouse.__version__),
    )


def _as_rate(each: Observation) -> Observation:
    return replace(each, value=each.value / each.denominator) if each.denominator else each


def save_change(summary: ChangeSummary, folder: Path) -> None:
    """Write change points and fitted lines as CSV, all tables as one workbook, and the picture as SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    told = summary.interrupted
    effects = (told.effect,) if told and told.effect else ()
    kinds: tuple[tuple[str, str, type, Sequence[object]], ...] = (
        ("changepoints", "Change points", ChangePoint, summary.changepoints),
        ("fitted", "Fitted", Fitted, summary.fitted),
        ("effect", "Effect", Effect, effects),
        ("decisions", "Decisions", Decision, summary.decisions),
        ("rejects", "Rejected rows", Reject, summary.rejects),
    )
    tables = {
        name: Table(title=title, record=record, rows=rows, caveats=summary.caveats, provenance=summary.provenance)
        for name, title, record, rows in kinds
    }
    for name in ("changepoints", "fitted"):
        with (folder / f"change_{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(csv_lines(tables[name]))
    (folder / "change.xlsx").write_bytes(to_xlsx(tuple(tables.values())))
    drawing = draw_change(
        summary.fitted,
        summary.changepoints,
        intervention=told.intervention_date if told else None,
        sentence=told.sentence if told else "",
        name=summary.name,
        key="change",
    )
    (folder / "change.svg").write_text(drawing, encoding="utf-8")

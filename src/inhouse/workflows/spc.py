"""Is what a series shows signal or noise?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import inhouse
from inhouse.core.results import Decision, Provenance, Reject, SourceFile
from inhouse.process.spc import Better, Chart, ChartKind, Limits, Phase, Point, Rebase, chart
from inhouse.publishers.spc_chart import draw_spc
from inhouse.publishers.spc_icons import assurance_icon, variation_icon
from inhouse.publishers.tables import Table, csv_lines, to_xlsx
from inhouse.readers.grid import file_hash
from inhouse.readers.series import Columns, asked_moment, read_series


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person says of a chart.

    Attributes
    ----------
    rebases
        Dates as people write them, or numbers of periods.
    """

    kind: ChartKind = ChartKind.XMR
    limits: Limits = Limits.NHS
    target: float | None = None
    better: Better | None = None
    rebases: tuple[str, ...] = ()
    fix_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class SpcSummary:
    """A chart, the rows it leaves out, and where it comes from."""

    name: str
    chart: Chart
    rows_in: int
    rejects: tuple[Reject, ...]
    decisions: tuple[Decision, ...]
    caveats: tuple[str, ...]
    provenance: Provenance


def chart_file(path: Path, columns: Columns, asked: Asked) -> SpcSummary:
    """Draw up the control chart of a series in a file.

    Raises
    ------
    UnreadableFile
        The file is missing, empty, damaged or not a table.
    InputError
        A column is missing, no row is a point, a rebase is outside the series, or the values do not suit the chart.
    UsageError
        The baseline is too short.
    """
    source = SourceFile(path=str(path), sha256=file_hash(path))
    read = read_series(path, columns, repeats=asked.kind in (ChartKind.T, ChartKind.G))
    rebases = [Rebase(when=asked_moment(text, numbered=read.numbered)) for text in asked.rebases]
    made = chart(
        read.series,
        kind=asked.kind,
        limits=asked.limits,
        target=asked.target,
        better=asked.better,
        rebases=rebases,
        fix_after=asked.fix_after,
    )
    return SpcSummary(
        name=columns.value,
        chart=made,
        rows_in=read.rows_in,
        rejects=read.rejects,
        decisions=(*read.decisions, *made.decisions),
        caveats=made.caveats,
        provenance=Provenance(inputs=(source,), version=inhouse.__version__),
    )


def save_chart(summary: SpcSummary, folder: Path) -> None:
    """Write the points as CSV, points, phases, decisions and rejects as one workbook, and the chart as SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: tuple[tuple[str, type, Sequence[object]], ...] = (
        ("Points", Point, summary.chart.points),
        ("Phases", Phase, summary.chart.phases),
        ("Decisions", Decision, summary.decisions),
        ("Rejected rows", Reject, summary.rejects),
    )
    tables = [
        Table(title=title, record=record, rows=rows, caveats=summary.caveats, provenance=summary.provenance)
        for title, record, rows in kinds
    ]
    with (folder / "spc_points.csv").open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(csv_lines(tables[0]))
    (folder / "spc.xlsx").write_bytes(to_xlsx(tables))
    drawings = {
        "spc": draw_spc(summary.chart, name=summary.name, key="spc"),
        "spc_variation": variation_icon(summary.chart, key="variation"),
        "spc_assurance": assurance_icon(summary.chart, key="assurance"),
    }
    for name, drawing in drawings.items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")

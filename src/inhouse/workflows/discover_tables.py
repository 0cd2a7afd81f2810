"""How does the answer about a service leave the house: as tables and one workbook?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inhouse.core.results import Decision, Reject
from inhouse.process.discovery.records import (
    ActivityUse,
    Bottleneck,
    Discovery,
    Edge,
    Flow,
    Handover,
    Rework,
    Variant,
)
from inhouse.publishers.tables import Table, csv_lines, to_xlsx


def save_answer(found: Discovery, folder: Path) -> None:
    """Write every table as CSV, and all of them as one workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = _tables(found)
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(csv_lines(table))
    (folder / "discover.xlsx").write_bytes(to_xlsx(tuple(tables.values())))


def _tables(found: Discovery) -> dict[str, Table]:
    rows: dict[str, tuple[str, type, Sequence[object]]] = {
        "activities": ("Activities", ActivityUse, found.activities),
        "edges": ("What follows what", Edge, found.edges),
        "bottlenecks": ("Where cases wait", Bottleneck, found.bottlenecks),
        "variants": ("Ways through", Variant, found.variants),
        "rework": ("Done again", Rework, found.rework),
        "handovers": ("Hand-overs", Handover, found.handovers),
        "flow": (f"Work by {found.flow_unit}", Flow, found.flow),
        "decisions": ("What was assumed", Decision, found.decisions),
        "rejects": ("Rows that are no events", Reject, found.rejects),
    }
    return {
        name: Table(title=title, record=record, rows=lines, caveats=found.caveats, provenance=found.provenance)
        for name, (title, record, lines) in rows.items()
    }

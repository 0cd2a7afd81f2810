"""Will the desk cope? Numbers or a log in, an answer with tables and charts out; for the command line and the web."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import inhouse
from inhouse.core.results import Provenance
from inhouse.process.capacity.desk import Coping, Desk, Outlook, Staffing, cope
from inhouse.publishers.capacity_charts import waiting_by_agents
from inhouse.publishers.tables import Table, csv_lines, to_xlsx

__all__ = ["Coping", "Desk", "cope", "save_answer"]


def save_answer(coping: Coping, folder: Path) -> None:
    """Write the long run, the shocks and the staffing into a folder: as CSV, as one workbook and as a chart."""
    caveats = tuple(f"Assumed: {decision.decided}." for decision in coping.decisions)

    def table(title: str, record: type, rows: Iterable[object]) -> Table:
        return Table(
            title=title, record=record, rows=tuple(rows), caveats=caveats,
            provenance=Provenance(version=inhouse.__version__),
        )  # fmt: skip

    tables = {
        "demand": table("Now and under each shock", Outlook, (coping.outlook, *coping.shocks)),
        "staffing": table("With more or fewer agents", Staffing, coping.staffing),
    }
    write_all(
        folder,
        {
            "capacity.xlsx": to_xlsx(tuple(tables.values())),
            "waiting.svg": staffing_chart(coping).encode(),
            **{f"{name}.csv": "".join(csv_lines(each)).encode("utf-8-sig") for name, each in tables.items()},
        },
    )


def staffing_chart(coping: Coping) -> str:
    """Draw the mean wait against the number of agents."""
    return waiting_by_agents(
        coping.staffing,
        agents=coping.desk.agents,
        agents_needed=coping.outlook.agents_needed,
        key="waiting",
        title="Mean wait with fewer and more agents",
    )


def write_all(folder: Path, written: dict[str, bytes]) -> None:
    """Write files into a folder, all of them made before the first is written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        (folder / name).write_bytes(data)

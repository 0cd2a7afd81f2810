"""Whatever the cells hold, every row of a register is kept or rejected with a reason, and nothing stops half way."""

import csv
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inhouse.core.results import SourceFile
from inhouse.readers.ocds import read_documents, read_ocds
from inhouse.readers.registers import read_register

SOURCE = SourceFile(path="x", sha256="0" * 64)
HEADER = ["Reference", "Title", "Supplier", "Start date", "End date", "Extension options", "Notice period", "Value"]
said = st.sampled_from(
    ["", "-", "TBC", "31/03/2026", "31/02/2026", "2026-03-31", "46112", "£1.2m", "(3.00)", "1e9999", "2+1+1", "Yes",
     "3 months", "Total", "Ongoing", "=1+1", "9" * 50, "£10k - £20k", "1/1/1", "\u0660/\u0661", "²"]
)  # fmt: skip
cells = st.one_of(said, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
rows = st.lists(st.lists(cells, min_size=8, max_size=9), max_size=8)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
@example([["R1", "Cleaning", "Mop Ltd", "01/04/2025", "31/03/2026", "2+1", "3 months", "12,34.5", ""]])
def test_rows_in_are_rows_kept_and_rejected(body: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([HEADER, ["R0", "Roads", "Tar Ltd", "1/4/2020", "31/3/2024", "", "", "5"], *body])
        (found,) = read_register(path, SOURCE)
    filled = sum(any(cell.strip() for cell in row) for row in body)
    assert found.rows_in == filled + 1
    assert found.rows_in == found.rows_kept + found.rows_rejected
    assert len(found.contracts) == found.rows_kept
    assert all(reject.row > 1 and reject.column and reject.expected for reject in found.rejects)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
anything: Any = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)
period = st.fixed_dictionaries({}, optional={"startDate": scalars, "endDate": scalars, "maxExtentDate": scalars})
value = st.fixed_dictionaries({}, optional={"amount": anything, "currency": scalars})
awards = st.fixed_dictionaries(
    {},
    optional={
        "id": scalars,
        "status": scalars,
        "suppliers": anything | st.lists(st.fixed_dictionaries({"name": scalars}), max_size=2),
        "contractPeriod": period | anything,
        "value": value | anything,
    },
)
releases = st.fixed_dictionaries(
    {"ocid": st.sampled_from(["a", "b"])},
    optional={
        "date": scalars | st.sampled_from(["2024-01-01", "2024-01-01T00:00:00Z"]),
        "id": scalars,
        "tag": anything,
        "buyer": anything,
        "parties": anything,
        "tender": anything,
        "awards": anything | st.lists(awards, max_size=3),
        "contracts": anything | st.lists(awards, max_size=2),
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(releases | anything, max_size=5))
def test_releases_in_are_releases_kept_and_rejected(given_releases: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notices.json"
        path.write_text(json.dumps({"releases": given_releases}), encoding="utf-8")
        found = read_ocds(read_documents(path), SOURCE)
    assert found.rows_in == len(given_releases)
    assert found.rows_in == found.rows_kept + found.rows_rejected
    assert found.rows_kept == 0 or found.contracts
    assert {reject.row for reject in found.rejects} >= _rows_without(found)


def _rows_without(found: Any) -> set[int]:
    held = {contract.origin.row for contract in found.contracts}
    return set() if held else set(range(1, found.rows_in + 1))

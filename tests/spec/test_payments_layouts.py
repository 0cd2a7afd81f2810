"""Headings of bodies not met before are read by their words and their cells."""

import csv
from pathlib import Path

import pytest
import yaml

from inhouse.core.errors import LayoutQuestion
from inhouse.readers.grid import open_parts
from inhouse.readers.payments import vocabulary
from inhouse.readers.payments.layout import find_layout

LAYOUTS = yaml.safe_load(Path(__file__).with_name("payments_layouts.yaml").read_text(encoding="utf-8"))
CELLS = {
    "d": ("04/01/2011", "15/02/2011", "28/03/2011"),
    "n": ("Acme Ltd", "Bolt & Cog", "Dovecote Trust"),
    "m": ("1,250.00", "300.25", "77.10"),
    "v": ("250.00", "0.00", "12.85"),
    "c": ("100023", "100024", "100027"),
    "t": ("General", "Repairs", "General"),
    "b": ("", "", ""),
}
WORDS = vocabulary()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: " | ".join(layout["headings"]))
def test_headings_mean_what_a_person_would_say(layout, tmp_path):
    path = tmp_path / "payments.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        # Two money columns must differ, or they could stand for each other.
        columns = [
            [f"{cell}{'0' * (i if k == 'm' else 0)}" for cell in CELLS[k]]
            for i, k in enumerate(layout["cells"].split())
        ]
        csv.writer(out).writerows([layout["headings"], *zip(*columns, strict=True)])
    (part,) = open_parts(path, tmp_path)
    if layout.get("asks"):
        with pytest.raises(LayoutQuestion):
            find_layout(part, WORDS)
        return
    found = find_layout(part, WORDS)
    assert {field: layout["headings"][found.columns[field]] for field in layout["means"]} == layout["means"]

"""Headings of event logs not met before are read by their words and their cells, never by their place."""

import csv
from pathlib import Path

import pytest
import yaml

from inhouse.readers.events import Said, preview_events

LAYOUTS = yaml.safe_load(Path(__file__).with_name("event_columns.yaml").read_text(encoding="utf-8"))
USES = ("case", "activity", "timestamp", "start_timestamp", "resource", "org_group", "lifecycle")
CELLS = {
    "c": ("K1", "K1", "K2", "K2"),
    "a": ("Open", "Close", "Open", "Close"),
    "t": ("2024-01-05 09:30:00", "2024-01-06 10:00:00", "2024-01-05 11:00:00", "2024-01-08 09:00:00"),
    "s": ("2024-01-05 09:00:00", "2024-01-06 09:00:00", "2024-01-05 10:00:00", "2024-01-08 08:00:00"),
    "p": ("R1", "R2", "R1", "R3"),
    "g": ("Desk", "Field", "Desk", "Field"),
    "l": ("complete", "complete", "complete", "complete"),
    "u": ("1", "2", "3", "4"),
    "x": ("7", "8", "7", "9"),
}


@pytest.mark.parametrize("turned", [False, True], ids=["as written", "columns reversed"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: " | ".join(layout["headings"]))
def test_headings_mean_what_a_person_would_say(layout, turned, tmp_path):
    columns = list(zip(layout["headings"], layout["cells"].split(), strict=True))[:: -1 if turned else 1]
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = zip(*(CELLS[kind] for _, kind in columns), strict=True)
        csv.writer(out).writerows([[heading for heading, _ in columns], *rows])
    (part,) = preview_events(path, Said()).parts
    asked = layout.get("asks", "").split()
    if asked:
        assert part.question is not None
        for use, words in {"case": "the case", "activity": "the activity", "timestamp": "the time"}.items():
            assert (words in part.question.splitlines()[0]) == (use in asked)
        return
    assert part.question is None, part.question
    assert {use: part.columns.get(use) for use in USES if use in layout or use in part.columns} == {
        use: layout.get(use) for use in USES if use in layout or use in part.columns
    }

"""Each conformance file of XES reads, or fails with the right words and line; the table says why."""

from pathlib import Path

import pytest
import yaml

from inhouse.core.errors import InputError
from inhouse.readers.events import Said, read_events

pytestmark = pytest.mark.shared

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "logs" / "xes_conformance"
TABLE = yaml.safe_load(Path(__file__).with_name("xes_conformance.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["file"])
def test_conformance_file_reads_or_fails_as_the_table_says(entry, tmp_path):
    path = FOLDER / f"{entry['file']}.xes"
    if "fails" in entry:
        with pytest.raises(InputError) as caught:
            read_events(path, tmp_path, Said())
        assert entry["fails"] in caught.value.wrong
        assert caught.value.found.endswith(f"in line {entry['line']}")
        assert caught.value.exit_code == 10
        assert not list(tmp_path.iterdir()), "nothing half written"
        return
    loaded = read_events(path, tmp_path, Said())
    assert loaded.rows_kept == 0
    assert any(entry["reads"] in warning for warning in loaded.warnings) or not (entry["reads"] or loaded.warnings)


def test_the_table_names_every_conformance_file():
    assert {entry["file"] for entry in TABLE} == {path.stem for path in FOLDER.glob("*.xes")}

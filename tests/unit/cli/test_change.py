"""`inhouse change`, as a person meets it."""

import json

import pytest

# Up and down by one, and 20 more from the 25th month on: 2017-01.
VALUES = [50 + (at * 7) % 3 + 20 * (at >= 24) for at in range(48)]


@pytest.fixture
def calls(tmp_path):
    path = tmp_path / "calls.csv"
    lines = [f"{2015 + at // 12}-{at % 12 + 1:02},{value},{100 + at % 5}" for at, value in enumerate(VALUES)]
    path.write_text("\n".join(["Month,Calls,Staff", *lines]), encoding="utf-8")
    return path


def ask(run_inhouse, path, *options):
    run = run_inhouse("change", path, "--date", "Month", "--value", "Calls", "--json", *options)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_a_change_has_its_place_counted_from_nought(run_inhouse, calls):
    found = ask(run_inhouse, calls)
    (change,) = found["changepoints"]
    assert (change["index"], change["date"], change["shape"]) == (24, "2017-01-01", "level")
    assert 0.95 <= change["confidence"] <= 1
    assert "effect" not in found


def test_an_intervention_has_an_effect_with_its_interval(run_inhouse, calls):
    found = ask(run_inhouse, calls, "--intervention", "2017-01-01")
    effect = found["effect"]
    assert effect["level_low"] <= 20 <= effect["level_high"]
    assert effect["level"] == pytest.approx(20, abs=0.5)
    assert effect["relative_level"] == pytest.approx(71 / 51, abs=0.03)
    assert effect["trend_low"] <= 0 <= effect["trend_high"]
    assert effect["p_value"] < 0.001
    assert "rose by 19.7" in found["sentence"]


@pytest.mark.parametrize("day", ["2015-03-01", "2018-12-01", "2030-01-01", "2001-01-01"])
def test_what_the_data_cannot_bear_is_not_told(run_inhouse, calls, day):
    found = ask(run_inhouse, calls, "--intervention", day)
    assert found["effect"] is None
    assert found["sentence"].startswith("This cannot be told")
    assert any(each["about"] == "effect" for each in found["decisions"])


def test_a_row_without_a_value_counts_in_the_index(run_inhouse, calls):
    text = calls.read_text(encoding="utf-8").replace("2015-03,52,", "2015-03,,")
    assert text != calls.read_text(encoding="utf-8")
    calls.write_text(text, encoding="utf-8")
    found = ask(run_inhouse, calls)
    assert [(each["index"], each["date"]) for each in found["changepoints"]] == [(24, "2017-01-01")]


def test_controls_and_denominators_are_taken_and_said(run_inhouse, calls):
    found = ask(run_inhouse, calls, "--intervention", "Jan 2017", "--control", "Staff")
    assert any(each["about"] == "controls" for each in found["decisions"])
    found = ask(run_inhouse, calls, "--intervention", "Jan 2017", "--denominator", "Staff", "--impact", "level")
    assert found["effect"]["relative_level"] == pytest.approx(71 / 51, abs=0.03)
    assert (found["effect"]["trend"], found["effect"]["relative_trend"]) == (0, 1)


def test_a_person_reads_a_sentence_and_the_changes(run_inhouse, calls):
    run = run_inhouse("change", calls, "--date", "Month", "--value", "Calls", "--intervention", "2017-01-01")
    assert run.returncode == 0
    assert "At 2017-01-01 the level rose by 19.7" in run.stdout
    assert "Changes of Calls" in run.stdout


def test_out_saves_tables_and_the_picture(run_inhouse, calls, tmp_path):
    ask(run_inhouse, calls, "--out", tmp_path / "out", "--intervention", "2017-01-01")
    saved = {path.name for path in (tmp_path / "out").iterdir()}
    assert saved == {"change_changepoints.csv", "change_fitted.csv", "change.xlsx", "change.svg"}


def test_an_intervention_that_is_no_date_is_bad_input(run_inhouse, calls):
    run = run_inhouse("change", calls, "--date", "Month", "--value", "Calls", "--intervention", "soon")
    assert run.returncode == 10
    assert "Traceback" not in run.stderr

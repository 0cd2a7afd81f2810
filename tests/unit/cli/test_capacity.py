"""`inhouse capacity` answers, or says which number is impossible."""

import json

import pytest

DESK = ("capacity", "--arrivals-per-hour", "200", "--handle-minutes", "3", "--agents", "14")
CONTRACT = {"erlang_c", "service_level", "mean_wait_seconds", "abandon_share", "agents_needed", "shocks"}


def answer(run_inhouse, *arguments):
    ended = run_inhouse(*arguments, "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    return json.loads(ended.stdout)


def test_the_document_has_what_was_agreed(run_inhouse):
    found = answer(run_inhouse, *DESK, "--shock", "2", "--shock", "6.25")
    assert set(found) >= CONTRACT
    assert round(found["erlang_c"], 5) == 0.17413
    assert (found["abandon_share"], found["agents_needed"], found["stable"]) == (0, 14, True)
    assert [shock["factor"] for shock in found["shocks"]] == [2, 6.25]


def test_with_patience_people_give_up_and_erlang_c_stays(run_inhouse):
    found = answer(run_inhouse, *DESK, "--patience-minutes", "5", "--target-seconds", "20")
    assert round(found["erlang_c"], 5) == 0.17413
    assert (round(found["abandon_share"], 6), round(found["service_level"], 6)) == (0.013984, 0.916792)
    assert round(found["mean_wait_seconds"] / 60, 6) == 0.069919


def test_an_overload_has_no_wait_and_says_why(run_inhouse):
    (shock,) = answer(run_inhouse, *DESK, "--shock", "2")["shocks"]
    assert (shock["mean_wait_seconds"], shock["service_level"], shock["erlang_c"]) == (None, 0, 1)
    assert (shock["stable"], shock["queue_growth_per_hour"]) == (False, 120)
    assert "keep 20 agents busy and there are 14" in shock["reason"]


def test_people_read_a_sentence_first(run_inhouse):
    ended = run_inhouse(*DESK)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Yes: with 14 agents 88.8% are answered within 20 seconds")


def test_tables_and_a_chart_are_saved(run_inhouse, tmp_path):
    assert run_inhouse(*DESK, "--out", tmp_path / "answer").returncode == 0
    assert {path.name for path in (tmp_path / "answer").iterdir()} == {
        "capacity.xlsx", "demand.csv", "staffing.csv", "waiting.svg",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--arrivals-per-hour", "-1"), ("--arrivals-per-hour", "0"), ("--arrivals-per-hour", "nan"),
        ("--arrivals-per-hour", "inf"), ("--arrivals-per-hour", "1e12"), ("--handle-minutes", "0"), ("--agents", "0"),
        ("--agents", "-3"), ("--patience-minutes", "0"), ("--target-seconds", "-1"), ("--target-share", "1"),
        ("--shock", "0"), ("--shock", "-2"), ("--shock", "1e9"),
    ],
)  # fmt: skip
def test_an_impossible_number_ends_with_11_and_is_named(run_inhouse, option, value):
    ended = run_inhouse(*DESK, option, value, "--json")
    assert (ended.returncode, ended.stdout) == (11, "")
    assert "impossible" in ended.stderr
    assert "Traceback" not in ended.stderr

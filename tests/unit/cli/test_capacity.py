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
    assert (round(found["erlang_c"], 5), round(found["erlang_b"], 5)) == (0.17413, 0.05682)
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


def write_log(path, *, starts=True):
    """Four weeks of a desk: at ten, noon and two on weekdays a case of half an hour."""
    lines = ["case_id,activity,start_timestamp,timestamp,kind" if starts else "case_id,activity,timestamp,kind"]
    for day in range(28):
        if day % 7 < 5:
            for hour in (10, 12, 14):
                at, done = (f"2024-01-{day + 1:02} {hour}:{minute:02}:00" for minute in (0, 30))
                lines.append(f"{day}-{hour},Work,{at + ',' if starts else ''}{done},{'a' if hour == 10 else 'b'}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_log_is_simulated(run_inhouse, tmp_path):
    log = write_log(tmp_path / "log.csv")
    more = ("--log", log, "--agents", "2", "--shock", "6.25", "--days", "20", "--runs", "3", "--seed", "1")
    found = answer(run_inhouse, "capacity", *more)
    assert set(found) >= CONTRACT
    assert (found["demand"]["cases"], found["arrivals_per_hour"]) == (60, 1)
    assert [work["handle_seconds"] for work in found["demand"]["work"]] == [1800]
    assert [each["factor"] for each in found["simulated"]] == [1, 6.25]
    usual, shocked = (each["mean_wait_seconds"]["mean"] for each in found["simulated"])
    assert usual < shocked
    assert found["provenance"]["seed"] == 1
    assert found == answer(run_inhouse, "capacity", *more), "the same seed gives the same answer"


def test_teams_with_skills_and_opening_hours(run_inhouse, tmp_path):
    log, calendar = write_log(tmp_path / "log.csv"), tmp_path / "calendar.yaml"
    calendar.write_text("time_zone: Europe/London\nhours: {monday to friday: 09:00-17:00}\n", encoding="utf-8")
    more = ("--log", log, "--skill", "kind", "--calendar", calendar, "--days", "20", "--runs", "3")
    found = answer(run_inhouse, "capacity", *more, "--team", "First=1:a", "--team", "Second=2:b")
    assert [(each["name"], each["agents"], each["skills"]) for each in found["teams"]] == [
        ("First", 1, ["a"]), ("Second", 2, ["b"]),
    ]  # fmt: skip
    ended = run_inhouse("capacity", *more, "--team", "First=1:a")
    assert ended.returncode == 11
    assert "no team can do" in ended.stderr


def test_a_simulation_is_saved_with_its_backlog(run_inhouse, tmp_path):
    log = write_log(tmp_path / "log.csv")
    ended = run_inhouse(
        "capacity",
        "--log",
        log,
        "--agents",
        "2",
        "--days",
        "20",
        "--runs",
        "3",
        "--shock",
        "3",
        "--out",
        tmp_path / "answer",
    )
    assert ended.returncode == 0
    assert ended.stdout.startswith(("Yes: with 2 agents and usual demand", "No: with 2 agents and usual demand"))
    assert {"backlog.csv", "backlog.svg", "waiting.svg"} <= {path.name for path in (tmp_path / "answer").iterdir()}


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        ((), 10, "how many agents"),
        (("--agents", "0"), 11, "no agents"),
        (("--agents", "2", "--days", "1"), 11, "number of days"),
        (("--agents", "2", "--runs", "1"), 11, "number of runs"),
        (("--team", "First"), 10, "team"),
    ],
)
def test_a_simulation_that_cannot_be_says_why(run_inhouse, tmp_path, more, code, says):
    ended = run_inhouse("capacity", "--log", write_log(tmp_path / "log.csv"), *more)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert says in ended.stderr


def test_a_log_that_cannot_tell_handling_times_asks_for_them(run_inhouse, tmp_path):
    log = write_log(tmp_path / "log.csv", starts=False)
    ended = run_inhouse("capacity", "--log", log, "--agents", "2")
    assert ended.returncode == 10
    assert "cannot tell how long cases were in hand" in ended.stderr
    found = answer(
        run_inhouse, "capacity", "--log", log, "--agents", "2", "--handle-minutes", "30", "--days", "12", "--runs", "2"
    )
    assert round(found["demand"]["work"][0]["handle_seconds"]) == 1800


def test_without_numbers_or_a_log_the_options_missing_are_named(run_inhouse):
    ended = run_inhouse("capacity", "--agents", "2")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "no --arrivals-per-hour, no --handle-minutes" in ended.stderr


@pytest.mark.parametrize("more", [("--log", "log.csv"), ("--calendar", "hours.yaml"), ("--skill", "kind")])
def test_options_that_do_not_go_together_are_refused(run_inhouse, more):
    ended = run_inhouse(*DESK, *more)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert more[0] in ended.stderr

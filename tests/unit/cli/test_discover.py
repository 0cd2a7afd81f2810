"""`inhouse discover` says how a service works, figure by figure, on a log small enough to work out by hand."""

import json

import pytest

LOG = """case_id,activity,timestamp,resource,priority
1,New,2024-03-01 16:00:00,Ann,High
1,Work,2024-03-04 09:00:00,Bob,High
1,Work,2024-03-04 10:00:00,Bob,High
1,Closed,2024-03-04 12:00:00,Ann,High
NA,New,2024-03-04 10:00:00,Ann,Low
NA,Closed,2024-03-04 11:00:00,Ann,Low
3,New,2024-03-05 10:00:00,,Low
3,,2024-03-05 10:30:00,Ann,Low
3,Closed,2024-03-05 13:00:00,Ann,Low
"""
HOUR = 3600
HOURS = "time_zone: Europe/London\nbank_holidays: none\nhours: {monday to friday: 09:00-17:00}\n"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


@pytest.fixture
def found(run_inhouse):
    def ask(*arguments):
        ended = run_inhouse("discover", *arguments, "--json")
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return ask


def test_the_document_counts_what_the_log_holds(found, log):
    document = found(log)
    counts = ("cases", "events", "activities", "variants_count")
    assert tuple(document[name] for name in counts) == (3, 8, 3, 2)
    assert document["start_activities"] == {"New": 3}
    assert document["end_activities"] == {"Closed": 3}
    assert [(each["activities"], each["cases"]) for each in document["variants"]] == [
        (["New", "Closed"], 2),
        (["New", "Work", "Work", "Closed"], 1),
    ]
    assert {(e["from"], e["to"]): (e["count"], e["median_wait_seconds"]) for e in document["edges"]} == {
        ("New", "Closed"): (2, 2 * HOUR),
        ("New", "Work"): (1, 65 * HOUR),
        ("Work", "Work"): (1, HOUR),
        ("Work", "Closed"): (1, 2 * HOUR),
    }
    took = document["duration_seconds"]
    assert (took["mean"], took["median"]) == (24 * HOUR, 3 * HOUR)
    assert took["p95"] == pytest.approx((3 + 0.9 * 65) * HOUR)
    assert [(each["activity"], each["repeats"]) for each in document["rework"]] == [("Work", 1)]
    assert [(each["row"], each["column"]) for each in document["rejects"]] == [(9, "activity")]


def test_people_have_pseudonyms_unless_names_are_asked_for(found, log):
    hidden = found(log)["handovers"]
    assert not {"Ann", "Bob"} & {name for each in hidden for name in (each["from"], each["to"])}
    named = {(each["from"], each["to"]): each["count"] for each in found(log, "--names")["handovers"]}
    assert named == {("Ann", "Bob"): 1, ("Bob", "Bob"): 1, ("Bob", "Ann"): 1, ("Ann", "Ann"): 1}
    assert sorted(each["count"] for each in hidden) == sorted(named.values())


def test_opening_hours_turn_a_weekend_into_one_hour(found, log, tmp_path):
    (tmp_path / "hours.yaml").write_text(HOURS, encoding="utf-8")
    document = found(log, "--calendar", tmp_path / "hours.yaml")
    waits = {(e["from"], e["to"]): e["median_wait_seconds"] for e in document["edges"]}
    assert waits["New", "Work"] == HOUR
    assert document["duration_seconds"]["longest"] == 4 * HOUR
    assert any(each["decided"].startswith("working time") for each in document["decisions"])


def test_a_filter_shown_is_a_filter_applied(found, log):
    document = found(log, "--with-attribute", "priority=Low", "--at-least-hours", "2")
    assert (document["cases"], document["events"]) == (1, 2)
    assert document["filters"]["attribute"] == ["priority", "Low"]
    assert sum(each["about"] == "filter" for each in document["decisions"]) == 2


def test_tables_are_saved_and_people_read_an_answer(run_inhouse, log, tmp_path):
    ended = run_inhouse("discover", log, "--out", tmp_path / "out")
    assert ended.returncode == 0
    assert "3 cases, 8 events, 3 activities, 2 ways through." in ended.stdout
    saved = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"edges.csv", "variants.csv", "discover.xlsx"} <= saved
    assert "Ann" not in ended.stdout + (tmp_path / "out" / "handovers.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--activity", "Nowhere"), 10, "Nowhere"),
        (("--timezone", "Mars/Base"), 2, "Mars/Base"),
        (("--calendar", "missing.yaml"), 10, "missing.yaml"),
        (("--master", "local[2]"), 2, "--engine spark"),
        (("--with-attribute", "priority"), 2, "priority=1 - High"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(run_inhouse, log, arguments, code, said):
    ended = run_inhouse("discover", log, *arguments, "--json")
    assert (ended.returncode, ended.stdout) == (code, "")
    assert said in ended.stderr
    assert "Next:" in ended.stderr


def test_a_missing_log_ends_with_exit_10(run_inhouse, tmp_path):
    ended = run_inhouse("discover", tmp_path / "none.csv", "--json")
    assert (ended.returncode, ended.stdout) == (10, "")

"""`inhouse targets` judges every case, or says what is missing."""

import json

import pytest

LOG = """case_id,activity,timestamp,priority
1,New,2024-03-04 10:00:00,High
1,Closed,2024-03-04 12:00:00,High
2,New,2024-03-04 10:00:00,High
2,Closed,2024-03-06 12:00:00,High
3,New,2024-03-05 10:00:00,
3,Closed,2024-03-05 12:00:00,
4,New,2024-03-05 10:00:00,High
"""
TARGETS = """
measures:
  - name: Closed in time
    ends: [Closed]
    priority: priority
    targets: {High: 4 hours}
    share_required: 90%
"""
CALENDAR = "time_zone: Europe/London\nbank_holidays: england-and-wales\nhours: {monday to friday: 09:00-17:00}\n"


@pytest.fixture
def files(tmp_path):
    written = {
        "log.csv": LOG, "targets.yaml": TARGETS, "calendar.yaml": CALENDAR, "months.csv": "month,share\n2024-03,95%\n",
        "cases.csv": "case_id,met\n1,yes\n2,yes\n",
    }  # fmt: skip
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def arguments(files, *more):
    return ("targets", files / "log.csv", "--targets", files / "targets.yaml", "--as-of", "2024-03-31", *more)


def test_the_document_holds_months_cases_and_what_was_reported(run_inhouse, files):
    more = (
        "--calendar",
        files / "calendar.yaml",
        "--reported",
        files / "months.csv",
        "--reported",
        files / "cases.csv",
    )
    ended = run_inhouse(*arguments(files, *more, "--json"))
    assert (ended.returncode, ended.stderr) == (0, "")
    found = json.loads(ended.stdout)
    (measure,) = found["measures"]
    assert (measure["cases"], measure["met"], measure["missed"], measure["share"], measure["kept"]) == (
        4,
        1,
        1,
        0.5,
        False,
    )
    assert {each["outcome"]: each["cases"] for each in measure["outcomes"]} == {
        "met": 1, "missed": 1, "still open and late": 1, "no priority is said": 1,
    }  # fmt: skip
    (month,) = measure["months"]
    assert (month["month"], month["closed"], month["reported_share"]) == ("2024-03-01", 2, 0.95)
    assert month["difference"] == pytest.approx(0.45)
    assert (month["opened"], month["opened_missed"], month["unjudged"]) == (3, 2, 1)
    assert [each["case_id"] for each in measure["differing"]] == ["2"]
    assert measure["differing"][0]["used_seconds"] == 18 * 3600
    assert any("no priority is said" in caveat for caveat in found["caveats"])
    assert found["provenance"]["as_of"] == "2024-03-31"


@pytest.mark.parametrize(("more", "used"), [((), 2), (("--timezone", "UTC"), 1)])
def test_times_without_an_offset_are_on_the_calendars_clock(run_inhouse, files, more, used):
    """From 15:00 to 18:00 in summer: two hours until the desk shuts, or one if the times were UTC."""
    text = "case_id,activity,timestamp,priority\n1,New,2024-07-01 15:00:00,High\n1,Closed,2024-07-01 18:00:00,High\n"
    (files / "log.csv").write_text(text, encoding="utf-8")
    (files / "cases.csv").write_text("case_id,met\n1,no\n", encoding="utf-8")
    given = ("--calendar", files / "calendar.yaml", "--reported", files / "cases.csv", "--as-of", "2024-07-31", *more)
    ended = run_inhouse(*arguments(files, *given, "--json"))
    assert ended.returncode == 0, ended.stderr
    (differs,) = json.loads(ended.stdout)["measures"][0]["differing"]
    assert differs["used_seconds"] == used * 3600


def test_people_read_a_sentence_first(run_inhouse, files):
    ended = run_inhouse(*arguments(files, "--calendar", files / "calendar.yaml"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Closed in time: not kept. 50.0% of 2 ended cases met the target, 90.0% required;")


def test_tables_and_charts_are_saved(run_inhouse, files):
    assert run_inhouse(*arguments(files, "--out", files / "answer")).returncode == 0
    assert {path.name for path in (files / "answer").iterdir()} == {
        "targets.xlsx", "months.csv", "outcomes.csv", "differing.csv", "months_1.svg",
    }  # fmt: skip
    assert (files / "answer" / "months.csv").read_text(encoding="utf-8-sig").splitlines()[1].endswith("Closed in time")


@pytest.mark.parametrize("option", ["--template", "--calendar-template"])
def test_a_template_can_be_used_as_it_is_printed(run_inhouse, files, option):
    printed = run_inhouse("targets", option)
    assert (printed.returncode, printed.stderr) == (0, "")
    name = {"--template": "targets.yaml", "--calendar-template": "calendar.yaml"}[option]
    (files / name).write_text(printed.stdout, encoding="utf-8")
    ended = run_inhouse(*arguments(files, "--calendar", files / "calendar.yaml", "--json"))
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("targets",), 2),
        (("targets", "log.csv"), 2),
        (("targets", "nowhere.csv", "--targets", "targets.yaml"), 10),
        (("targets", "log.csv", "--targets", "nowhere.yaml"), 10),
        (("targets", "log.csv", "--targets", "log.csv"), 10),
        (("targets", "log.csv", "--targets", "targets.yaml", "--calendar", "targets.yaml"), 10),
        (("targets", "log.csv", "--targets", "targets.yaml", "--reported", "log.csv"), 10),
        (("targets", "log.csv", "--targets", "targets.yaml", "--as-of", "2024-01-01"), 10),
        (("targets", "log.csv", "--targets", "targets.yaml", "--as-of", "soon"), 2),
    ],
)
def test_what_is_missing_or_wrong_ends_with_its_code(run_inhouse, files, more, code):
    given = [files / word if "." in word else word for word in more]
    ended = run_inhouse(*given, "--json")
    assert (ended.returncode, ended.stdout) == (code, ""), ended.stderr
    assert "Traceback" not in ended.stderr

"""`inhouse spc`, as a person meets it."""

import json

import pytest

VALUES = [10, 15, 10, 15, 10, 15, 10, 15, 10, 15, 10, 40]
MONTHS = [f"{month:02}/2019" for month in range(1, 13)]


@pytest.fixture
def calls(tmp_path):
    path = tmp_path / "calls.csv"
    lines = [f"{month},{value},{value * 10}" for month, value in zip(MONTHS, VALUES, strict=True)]
    path.write_text("\n".join(["Month,Calls,All", *lines, "Total,175,1750"]), encoding="utf-8")
    return path


def ask(run_inhouse, path, *options):
    run = run_inhouse("spc", path, "--date", "Month", "--value", "Calls", "--json", *options)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_json_has_every_point_with_its_limits(run_inhouse, calls):
    found = ask(run_inhouse, calls, "--limits", "excel")
    first, last = found["points"][0], found["points"][-1]
    # Mean 175 / 12; moving ranges are ten of 5 and one of 30.
    assert first["date"] == "2019-01-01"
    assert (first["value"], first["centre_line"], first["special_cause"], first["rule"]) == (
        10,
        pytest.approx(175 / 12),
        False,
        None,
    )
    assert first["upper_limit"] == pytest.approx(175 / 12 + 2.66 * 80 / 11)
    assert first["lower_limit"] == pytest.approx(175 / 12 - 2.66 * 80 / 11)
    assert (last["special_cause"], last["rule"]) == (True, "outside limits")
    assert (found["variation"], found["assurance"]) == ("special_cause_neutral_high", None)
    assert [(reject["row"], reject["found"]) for reject in found["rejects"]] == [(14, "Total")]


def test_the_limits_of_the_nhs_leave_out_the_large_range_and_say_so(run_inhouse, calls):
    found = ask(run_inhouse, calls)
    assert found["points"][0]["upper_limit"] == pytest.approx(175 / 12 + 2.66 * 5)
    (said,) = [each["decided"] for each in found["decisions"] if each["about"] == "limits"]
    assert said.startswith("nhs")
    assert "1 moving range left out" in said


def test_a_target_tells_assurance(run_inhouse, calls):
    down = ask(run_inhouse, calls, "--target", "41", "--better", "down")
    assert (down["variation"], down["assurance"]) == ("special_cause_concern", "P")
    up = ask(run_inhouse, calls, "--target", "41", "--better", "up")
    assert (up["variation"], up["assurance"]) == ("special_cause_improvement", "F")
    assert ask(run_inhouse, calls, "--target", "12", "--better", "up")["assurance"] == "?"


def test_a_rebase_date_is_the_first_point_of_the_new_phase_and_combines_with_a_fixed_baseline(run_inhouse, calls):
    found = ask(run_inhouse, calls, "--rebase", "2019-05-01", "--rebase", "Sep 2019", "--fix-after", "2")
    assert [point["phase"] for point in found["points"]] == [1] * 4 + [2] * 4 + [3] * 4
    assert {point["centre_line"] for point in found["points"]} == {12.5}
    assert [phase["baseline_points"] for phase in found["phases"]] == [2, 2, 2]


def test_a_p_chart_takes_its_denominator(run_inhouse, calls):
    found = ask(run_inhouse, calls, "--chart", "p", "--denominator", "All")
    assert {round(point["value"], 12) for point in found["points"]} == {0.1}


def test_a_person_reads_what_was_found(run_inhouse, calls):
    run = run_inhouse("spc", calls, "--date", "month", "--value", "calls", "--better", "down")
    assert run.returncode == 0
    assert "of 12 points 1 is a signal" in run.stdout
    assert "Concern" in run.stdout
    assert "row 14: found «Total», expected a date" in run.stderr


def test_out_saves_tables_chart_and_icons(run_inhouse, calls, tmp_path):
    ask(run_inhouse, calls, "--out", tmp_path / "out", "--better", "up", "--target", "12")
    saved = {path.name for path in (tmp_path / "out").iterdir()}
    assert saved == {"spc_points.csv", "spc.xlsx", "spc.svg", "spc_variation.svg", "spc_assurance.svg"}


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--rebase", "2031-01-01"), 10, "outside the series"),
        (("--rebase", "soon"), 10, "not a date"),
        (("--fix-after", "1"), 2, "at least 2"),
        (("--denominator", "All"), 2, "no denominator"),
        (("--chart", "p"), 10, "needs a denominator"),
        (("--better", "sideways"), 2, "better"),
        (("--limits", "mine"), 2, "limits"),
    ],
)
def test_what_cannot_be_asked_ends_with_its_code_and_no_traceback(run_inhouse, calls, options, code, words):
    run = run_inhouse("spc", calls, "--date", "Month", "--value", "Calls", *options)
    assert run.returncode == code
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_a_missing_file_is_bad_input(run_inhouse, tmp_path):
    run = run_inhouse("spc", tmp_path / "none.csv", "--date", "Month", "--value", "Calls")
    assert run.returncode == 10
    assert "Traceback" not in run.stderr

"""A contract's targets and a supplier's report are read whole, or refused with what to write instead."""

import datetime as dt

import pytest

from inhouse.core.errors import InputError
from inhouse.process.targets.records import Merged, PriorityTarget, Reopened
from inhouse.process.working_time import WHOLE_DAY, Calendar, office_hours
from inhouse.readers.contract_targets import TEMPLATE, read_targets
from inhouse.readers.reported_targets import ReportedCase, ReportedShare, read_reported

PLAIN = "measures:\n  - name: a\n    ends: [Closed]\n"


def read(tmp_path, text, calendar=None):
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    return read_targets(path, calendar)


def test_the_template_reads_as_it_says(tmp_path):
    first, second = read(tmp_path, TEMPLATE, office_hours())
    assert first.targets == (
        PriorityTarget(priority="1 - Critical", target_seconds=4 * 3600),
        PriorityTarget(priority="2 - High", target_seconds=8 * 3600),
        PriorityTarget(priority="3 - Moderate", target_seconds=5 * 8 * 3600),
    )
    assert (first.starts, first.ends, first.stops) == (("New",), ("Resolved", "Closed"), ("Awaiting User Info",))
    assert (first.reopened, first.merged, first.share_required) == (Reopened.AS_ONE, Merged.LEFT_OUT, 0.95)
    assert (first.only, first.leave_out) == (("contract", ("Service desk",)), ("category", ("Test",)))
    assert (second.due, second.working_time, second.targets) == ("Due", False, ())


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("90 minutes", 5400), ("1.5 hours", 5400), ("1 hour", 3600), ("2 days", 172800), ("1 week", 604800)],
)
def test_times_of_elapsed_targets(tmp_path, written, seconds):
    (measure,) = read(tmp_path, f"{PLAIN}    counted_in: elapsed time\n    target: {written}\n")
    assert [each.target_seconds for each in measure.targets] == [seconds]


UNEQUAL = Calendar(time_zone="UTC", weekdays=((WHOLE_DAY,),) + ((office_hours().weekdays[0][0],),) + ((),) * 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a file of targets"),
        ("measures: []", "list of measures"),
        ("measures: [1]", "list of measures"),
        ("targets: 1", "measures"),
        (PLAIN, "either targets or due"),
        (PLAIN + "    target: 4 hours\n    due: x", "either targets or due"),
        (PLAIN + "    target: soon", "4 hours"),
        (PLAIN + "    target: 0 hours", "4 hours"),
        (PLAIN + "    target: 2 days", "working days"),
        (PLAIN + "    target: 2 working days", "--calendar"),
        (PLAIN + "    targets: {1: 4 hours}", "holds the priority"),
        (PLAIN + "    priority: p\n    target: 4 hours", "holds the priority"),
        (PLAIN + "    targets: {}\n    priority: p", "4 hours"),
        (PLAIN + "    target: 4 hours\n    share_required: 95", "95%"),
        (PLAIN + "    target: 4 hours\n    share_required: most", "95%"),
        (PLAIN + "    target: 4 hours\n    reopened: twice", "as one"),
        (PLAIN + "    target: 4 hours\n    merged: gone", "left out"),
        (PLAIN + "    target: 4 hours\n    counted_in: lunar time", "working time"),
        (PLAIN + "    target: 4 hours\n    only: [a]", "one attribute"),
        (PLAIN + "    target: 4 hours\n    stops: [a]", "clock_stops"),
        ("measures:\n  - name: a\n    target: 4 hours", "end a case"),
        ("measures:\n  - ends: [x]\n    target: 4 hours", "name"),
        (PLAIN + "    target: 4 hours\n" + PLAIN.partition("\n")[2] + "    target: 4 hours", "a name of its own"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path, text, says):
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    assert says in str(refused.value)


def test_working_days_of_unequal_length_have_none(tmp_path):
    with pytest.raises(InputError, match="equal length"):
        read(tmp_path, PLAIN + "    target: 2 working days", UNEQUAL)


def report(tmp_path, text, measures=("Answer", "Resolve")):
    path = tmp_path / "reported.csv"
    path.write_text(text, encoding="utf-8")
    return read_reported(path, measures)


def test_shares_by_month_in_any_writing(tmp_path):
    found = report(
        tmp_path,
        "KPI,Month,Reported\nanswer,2024-03,95.2%\nResolve,March 2024,100\nResolve,31/01/2024,1\n,2024-02,90\n"
        "Other,2024-03,90\nAnswer,soon,90\nAnswer,2024-05,\nAnswer,2024-06,120\n",
    )
    assert found.shares == (
        ReportedShare(measure="Answer", month=dt.date(2024, 3, 1), share=pytest.approx(0.952)),
        ReportedShare(measure="Resolve", month=dt.date(2024, 3, 1), share=1.0),
        ReportedShare(measure="Resolve", month=dt.date(2024, 1, 1), share=0.01),
    )
    assert [(each.row, each.column) for each in found.rejects] == [
        (5, "measure"), (6, "measure"), (7, "month"), (8, "share"), (9, "share"),
    ]  # fmt: skip


def test_shares_that_are_all_at_most_one_are_no_percents(tmp_path):
    found = report(tmp_path, "measure,month,share\nAnswer,2024-03,0.95\nAnswer,2024-04,1\n")
    assert [each.share for each in found.shares] == [0.95, 1.0]


def test_single_cases(tmp_path):
    found = report(tmp_path, "case_id,met\nNA,yes\n7,Missed\n8,perhaps\n,yes\n", ("Answer",))
    assert found.cases == (
        ReportedCase(measure="Answer", case_id="NA", met=True), ReportedCase(measure="Answer", case_id="7", met=False),
    )  # fmt: skip
    assert [(each.row, each.column, each.found) for each in found.rejects] == [
        (4, "met", "perhaps"),
        (5, "case", "nothing"),
    ]


def test_a_table_of_something_else_is_asked_about(tmp_path):
    with pytest.raises(InputError, match="measure,month,share"):
        report(tmp_path, "a,b\n1,2\n")

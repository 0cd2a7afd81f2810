"""Targets of real services, against figures computed elsewhere from the same files."""

import csv
import datetime as dt
import gzip
import json

import pytest

from inhouse.process.targets.judge import judge
from inhouse.process.targets.records import Measure, Outcome, PriorityTarget
from inhouse.process.working_time import ALWAYS_OPEN, office_hours
from inhouse.readers.events import Said
from inhouse.stores.query import load_query
from inhouse.workflows.discover import open_log

pytestmark = [pytest.mark.shared, pytest.mark.slow]

BOSTON = """
name: requests with a target
columns: {case: [CASE_ENQUIRY_ID]}
moments: {Opened: [OPEN_DT], Closed: [CLOSED_DT], Due: [TARGET_DT]}
"""


def totals(result):
    found = dict.fromkeys(Outcome, 0)
    for each in result.outcomes:
        found[each.outcome] += each.cases
    return found


def test_boston_2015_closed_on_or_before_the_target(shared, tmp_path):
    """``truth/boston_311_2015.json`` counts closed requests with a target, also those closed before opening."""
    logs = shared / "logs"
    truth = json.loads((logs / "truth" / "boston_311_2015.json").read_text(encoding="utf-8"))
    profile = tmp_path / "boston.yaml"
    profile.write_text(BOSTON, encoding="utf-8")
    log = open_log([logs / "boston_311_2015.csv.gz"], tmp_path, Said(profile=str(profile)))
    log.store.view("events", load_query("process", "events_kept"))
    measure = Measure(
        name="due", starts=("Opened",), ends=("Closed",), due="Due", working_time=False, reported_met="OnTime_Status"
    )
    (result,) = judge(log.store, [measure], ALWAYS_OPEN, dt.date(2017, 1, 1))
    log.store.close()
    found = totals(result)
    assert result.cases == truth["rows"]
    assert result.missed == truth["closed_after_target"]
    assert found[Outcome.BACKWARDS] == truth["negative_durations"]
    assert result.met + backwards_and_in_time(logs) == truth["closed_on_or_before_target"]
    opened = {f"{month.month:%Y-%m}": month.opened + month.unjudged for month in result.months}
    assert {month: opened[month] for month in truth["monthly_opened"]} == truth["monthly_opened"]
    assert (result.reported.differ, result.reported.not_understood) == (0, 0), "the city's own word is the same"
    assert result.reported.agree == result.met + result.missed - result.reported.unreported


def backwards_and_in_time(logs):
    """Requests closed before they were opened, and by their target: counted in the truth, and told apart by us."""
    with gzip.open(logs / "boston_311_2015.csv.gz", "rt", encoding="utf-8") as file:
        rows = [[row[name] for name in ("OPEN_DT", "CLOSED_DT", "TARGET_DT")] for row in csv.DictReader(file)]
    times = [[dt.datetime.strptime(cell, "%m/%d/%Y %I:%M:%S %p") for cell in row] for row in rows if all(row)]
    return sum(closed < opened and closed <= target for opened, closed, target in times)


def test_servicenow_incidents_beside_the_system_s_own_verdict(shared, tmp_path):
    """The truth says how many incidents there are, and when each was resolved; ``made_sla`` is the system's verdict."""
    path = shared / "logs" / "servicenow_incident_event_log.csv.gz"
    log = open_log([path], tmp_path, Said())
    log.store.view("events", load_query("process", "events_kept"))
    long = tuple(
        PriorityTarget(priority=priority, target_seconds=1e9)
        for priority in ("1 - Critical", "2 - High", "3 - Moderate", "4 - Low")
    )
    measure = Measure(
        name="sla", ends=("Resolved", "Closed"), targets=long, priority="priority", reported_met="made_sla"
    )
    (result,) = judge(log.store, [measure], office_hours(nation=None), dt.date(2017, 12, 31))
    log.store.close()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        last = {row["number"]: row for row in csv.DictReader(file)}
    states = [row["incident_state"] for row in last.values()]
    made = [row["made_sla"] for row in last.values() if row["incident_state"] in ("Resolved", "Closed")]
    assert result.cases == len(last) == 20769
    assert result.met == sum(state in ("Resolved", "Closed") for state in states)
    assert totals(result)[Outcome.OPEN] == len(states) - result.met
    assert (result.reported.listed, result.reported.agree, result.reported.differ) == (
        len(last), made.count("true"), made.count("false"),
    )  # fmt: skip

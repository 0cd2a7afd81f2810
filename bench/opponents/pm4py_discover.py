"""The same answers by PM4Py and pandas, for comparison only: PM4Py is AGPL and never part of inhouse.

    python -m venv pm4py && pm4py/bin/pip install -r bench/opponents/requirements.txt
    pm4py/bin/python bench/opponents/pm4py_discover.py LOG.parquet [without-handovers]

The log is made by ``python -m bench.event_log 1000000 LOG.parquet``.
"""

import sys

import pandas as pd
import pm4py


def discover(path: str, handovers: bool) -> None:
    """Edges with counts and waits, variants, starts, ends, durations, rework and, where asked, hand-overs."""
    columns = ["case_id", "activity", "timestamp", *(["resource"] if handovers else [])]
    log = pd.read_parquet(path, columns=columns)
    log = pm4py.format_dataframe(log, case_id="case_id", activity_key="activity", timestamp_key="timestamp")
    pm4py.discover_dfg(log)
    pm4py.discover_performance_dfg(log, perf_aggregation_key="all")
    pm4py.get_variants(log)
    durations = pd.Series(pm4py.get_all_case_durations(log))
    durations.mean(), durations.median(), durations.quantile(0.95)
    pm4py.get_rework_cases_per_activity(log)
    if handovers:
        known = log.dropna(subset=["resource"])
        pm4py.discover_handover_of_work_network(known, resource_key="resource")


if __name__ == "__main__":
    discover(sys.argv[1], "without-handovers" not in sys.argv[2:])

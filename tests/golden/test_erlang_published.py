"""Erlang's formulas against published figures, to every digit printed.

Tables: ``appraisal/erlang_c_table.csv`` and ``erlang_truth.json`` of the shared data, which quote the tests of
pyworkforce (https://github.com/rodrigo-arenas/pyworkforce) and textbook values.
"""

import csv
import json

import pytest

from inhouse.process.capacity.desk import Desk, agents_needed, outlook
from inhouse.process.capacity.erlang import erlang_b, erlang_c, fewest_agents, with_patience_unbounded


@pytest.mark.shared
def test_the_table_of_erlang_b_and_c_is_equal_in_every_digit(shared):
    with (shared / "appraisal" / "erlang_c_table.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 40
    for row in rows:
        load, agents = float(row["load_erlangs"]), int(row["servers"])
        found = {
            "erlang_b": erlang_b(load, agents),
            "erlang_c_pwait": erlang_c(load, agents),
            "mean_wait_in_service_times": with_patience_unbounded(load, agents, 0).mean_wait,
            "sl_20s_aht180": with_patience_unbounded(load, agents, 20 / 180).answered_within,
            "sl_15s_aht240": with_patience_unbounded(load, agents, 15 / 240).answered_within,
        }
        assert {name: f"{value:.10g}" for name, value in found.items()} == {name: row[name] for name in found}


@pytest.mark.parametrize(("load", "agents", "expected"), [(1, 2, 1 / 3), (2, 3, 4 / 9), (0.8, 1, 0.8)])
def test_textbook_probabilities_of_waiting(load, agents, expected):
    assert erlang_c(load, agents) == pytest.approx(expected, rel=1e-14)


def test_ten_erlangs_lose_at_most_two_per_cent_with_seventeen():
    assert fewest_agents(lambda agents: erlang_b(10, agents) <= 0.02, 10) == 17


@pytest.mark.shared
def test_erlang_a_is_equal_in_every_digit(shared):
    cases = json.loads((shared / "appraisal" / "erlang_truth.json").read_text(encoding="utf-8"))
    truth = next(case for case in cases if "Erlang A" in case["name"])
    desk = Desk(arrivals_per_hour=200, handle_seconds=180, agents=14, patience_seconds=300, target_seconds=20)
    steady, found = desk.steady(14), outlook(desk)
    published = truth["published"]
    assert f"{steady.wait_probability:.5f}" == str(published["p_wait"])
    assert f"{found.abandon_share:.6f}" == str(published["p_abandon"])
    assert f"{found.occupancy:.6f}" == str(published["occupancy"])
    assert f"{found.mean_wait_seconds / 60:.6f}" == str(published["mean_wait_all_minutes"])
    assert f"{found.service_level:.6f}" == str(published["service_level_20s"])
    assert steady.wait_probability == pytest.approx(truth["computed"]["p_wait"], rel=1e-13)
    assert found.abandon_share == pytest.approx(truth["computed"]["p_abandon"], rel=1e-13)


@pytest.mark.parametrize(
    ("most_busy", "positions", "level", "waits"), [(0.85, 14, 0.888, 0.174), (0.7, 15, 0.941, 0.102)]
)
def test_positions_for_eighty_per_cent_in_twenty_seconds(most_busy, positions, level, waits):
    """100 calls in 30 minutes of 3 minutes each, answered within 0.33 minutes: pyworkforce's own test."""
    desk = Desk(arrivals_per_hour=200, handle_seconds=180, agents=positions, target_seconds=0.33 * 60)
    found = outlook(desk)
    assert (round(found.service_level, 3), round(found.erlang_c, 3)) == (level, waits)
    assert max(agents_needed(desk), fewest_agents(lambda agents: 10 / agents <= most_busy, 10)) == positions

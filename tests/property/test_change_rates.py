"""How often `inhouse change` cries wolf, and how often it hears him: guarded on seeded simulations.

The scenarios are those of docs/change.md, with fewer seeds. A change for the worse shows here before it shows in use.
"""

import numpy as np
import pytest

from bench.changes import NOTHING, SOMETHING, coverage, rates
from inhouse.process.change import find_changes
from inhouse.process.series import Observation

SEEDS = range(500, 512)
SCENARIOS = {scenario.name: scenario for scenario in (*NOTHING, *SOMETHING)}


@pytest.mark.slow
def test_where_nothing_changes_hardly_anything_is_named():
    alarms = {scenario.name: rates(scenario, 60, SEEDS).false_alarms for scenario in NOTHING}
    assert sum(alarms.values()) / len(alarms) <= 0.06, alarms
    assert max(alarms.values()) <= 0.25, alarms


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rows", "least"),
    [
        ("step of 2", 120, 0.9),
        ("step of 2 with seasons", 120, 0.9),
        ("step of 2 with outliers", 120, 0.75),
        ("up by 3 and down again", 120, 0.9),
        ("counts from 20 to 30", 120, 0.9),
    ],
)
def test_a_plain_change_is_found(name, rows, least):
    found = rates(SCENARIOS[name], rows, SEEDS)
    assert found.found >= least
    assert found.false_alarms <= 0.1


@pytest.mark.slow
def test_intervals_hold_the_truth_about_as_often_as_they_say():
    assert coverage(60, 0.4, range(60)) >= 0.88


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
def test_changes_do_not_depend_on_the_unit(scale):
    values = np.random.default_rng(3).standard_normal(60) - 5 * (np.arange(60) >= 40)
    series = [Observation(when=at, value=float(value * scale)) for at, value in enumerate(values)]
    assert [change.index for change in find_changes(series).changepoints] == [40]

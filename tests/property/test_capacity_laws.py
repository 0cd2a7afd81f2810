"""Erlang's formulas against plain sums in exact arithmetic, and the laws that queues keep."""

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from inhouse.process.capacity.desk import Desk, outlook
from inhouse.process.capacity.erlang import erlang_b, erlang_c, with_patience, with_patience_unbounded

loads = st.fractions(Fraction(1, 50), 40, max_denominator=64)
crews = st.integers(1, 40)


def lost_exactly(load: Fraction, agents: int) -> Fraction:
    terms = [load**k / factorial(k) for k in range(agents + 1)]
    return terms[-1] / sum(terms)


@given(loads, crews)
def test_erlang_b_is_the_sum_of_its_states(load, agents):
    assert erlang_b(float(load), agents) == pytest.approx(float(lost_exactly(load, agents)), rel=1e-12)


@given(loads, crews)
def test_erlang_c_is_the_sum_of_its_states(load, agents):
    assume(load < agents)
    busy = load**agents / factorial(agents) / (1 - load / agents)
    exact = busy / (sum(load**k / factorial(k) for k in range(agents)) + busy)
    assert erlang_c(float(load), agents) == pytest.approx(float(exact), rel=1e-11)


def states(load: Fraction, agents: int, patience: Fraction) -> list[Fraction]:
    """How likely each number of people at the desk is: as likely to be left upward as downward."""
    weights = [Fraction(1)]
    while len(weights) <= agents or weights[-1] > max(weights) / 10**18:
        number = len(weights)
        leaving = min(number, agents) + max(number - agents, 0) / patience
        weights.append(Fraction(float(weights[-1] * load / leaving)))
    whole = sum(weights)
    return [weight / whole for weight in weights]


@settings(deadline=None, max_examples=60)
@given(loads, st.integers(1, 30), st.fractions(Fraction(1, 10), 10, max_denominator=16))
def test_erlang_a_is_the_sum_of_its_states(load, agents, patience):
    likely = states(load, agents, patience)
    queue = sum(max(number - agents, 0) * share for number, share in enumerate(likely))
    found = with_patience(float(load), agents, float(patience), 0.25)
    assert found.wait_probability == pytest.approx(float(sum(likely[agents:])), rel=1e-10, abs=1e-14)
    assert found.abandon_share == pytest.approx(float(queue / patience / load), rel=1e-10, abs=1e-14)
    assert found.mean_wait == pytest.approx(float(queue / load), rel=1e-10, abs=1e-14)


@settings(deadline=None, max_examples=60)
@given(loads, crews, st.floats(0.05, 50), st.floats(0, 5))
def test_more_agents_never_make_waits_longer(load, agents, patience, within):
    for few, more in (
        [with_patience(float(load), each, patience, within) for each in (agents, agents + 1)],
        [with_patience_unbounded(float(load), each, within) for each in (agents, agents + 1)],
    ):
        assert few.mean_wait is None or more.mean_wait <= few.mean_wait + 1e-12
        assert more.wait_probability <= few.wait_probability + 1e-12
        assert more.abandon_share <= few.abandon_share + 1e-12
        assert more.answered_within >= few.answered_within - 1e-12


@settings(deadline=None, max_examples=60)
@given(loads, crews, st.floats(0, 5))
def test_with_endless_patience_erlang_a_becomes_erlang_c(load, agents, within):
    assume(load < Fraction(95, 100) * agents)
    patient, endless = (
        with_patience(float(load), agents, 1e9, within),
        with_patience_unbounded(float(load), agents, within),
    )
    assert patient.wait_probability == pytest.approx(endless.wait_probability, abs=1e-5)
    assert patient.mean_wait == pytest.approx(endless.mean_wait, rel=1e-4, abs=1e-9)
    assert patient.answered_within == pytest.approx(endless.answered_within, abs=1e-5)


@settings(deadline=None, max_examples=100)
@given(st.floats(1e-3, 1e5), st.floats(1e-2, 1e4), st.integers(1, 3000), st.none() | st.floats(1e-2, 1e6))
@example(1.0, 0.01171875, 48, 1.0)
def test_no_figure_is_ever_impossible(arrivals, handle, agents, patience):
    assume(arrivals * handle / 3600 <= 5000)
    found = outlook(
        Desk(arrivals_per_hour=arrivals, handle_seconds=handle, agents=agents, patience_seconds=patience), 1.5
    )
    shares = (found.erlang_c, found.service_level, found.abandon_share, found.occupancy)
    assert all(0 <= share <= 1 + 1e-12 for share in shares), found
    assert found.mean_wait_seconds is None or found.mean_wait_seconds >= 0
    assert (
        (found.mean_wait_seconds is None) == (patience is None and found.load_erlangs >= agents) == bool(found.reason)
    )
    assert found.agents_needed >= 1

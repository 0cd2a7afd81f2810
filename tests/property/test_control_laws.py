"""Laws of the map of control, against a slow second way of reading the same statements."""

import datetime as dt
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.contracts.control import ControlStatement, Holder, Lever, control_history, control_map, services_of

FIRST = dt.date(2000, 1, 1)
days = st.integers(0, 60).map(lambda number: FIRST + dt.timedelta(days=number))


@st.composite
def statements(draw: st.DrawFn) -> list[ControlStatement]:
    rows = draw(
        st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(Lever), st.sampled_from(Holder), days), max_size=25)
    )
    return [
        ControlStatement(id=str(n), order=n, service=service, lever=lever, held_by=held_by, from_date=day, party="P")
        for n, (service, lever, held_by, day) in enumerate(rows)
    ]


def holder_by_hand(said: list[ControlStatement], service: str, lever: Lever, as_of: dt.date) -> Holder:
    holder, since = Holder.UNKNOWN, dt.date.min
    for each in said:
        if (each.service, each.lever) == (service, lever) and since <= each.from_date <= as_of:
            holder, since = each.held_by, each.from_date
    return holder


@settings(deadline=None)
@given(statements(), days)
def test_counts_add_up_to_services_times_levers_on_any_day(said: list[ControlStatement], as_of: dt.date) -> None:
    counts = control_map(said, as_of).counts
    held = sum(counts.of(holder) for holder in Holder)
    assert held == len({each.service for each in said}) * 8
    assert counts.authority + counts.not_held == held


@settings(deadline=None)
@given(statements(), days)
def test_each_square_is_what_reading_the_statements_one_by_one_gives(
    said: list[ControlStatement], as_of: dt.date
) -> None:
    for cell in control_map(said, as_of).cells:
        assert cell.held_by is holder_by_hand(said, cell.service, cell.lever, as_of)


@settings(deadline=None)
@given(statements(), days, st.integers(1, 60))
def test_between_two_days_of_statements_nothing_changes(
    said: list[ControlStatement], as_of: dt.date, ahead: int
) -> None:
    later = as_of + dt.timedelta(days=ahead)
    if not any(as_of < each.from_date <= later for each in said):
        assert control_map(said, as_of).cells == control_map(said, later).cells


@settings(deadline=None)
@given(statements(), days)
def test_unknown_never_counts_as_held(said: list[ControlStatement], as_of: dt.date) -> None:
    silenced = [replace(each, held_by=Holder.UNKNOWN) if each.order % 2 else each for each in said]
    for before, after in zip(control_map(said, as_of).cells, control_map(silenced, as_of).cells, strict=True):
        if before.statement and before.statement.order % 2:
            assert after.held_by is Holder.UNKNOWN
        else:
            assert after == before
    assert control_map([replace(each, held_by=Holder.UNKNOWN) for each in said], as_of).counts.authority == 0


@settings(deadline=None)
@given(statements())
def test_history_holds_every_count_of_every_day(said: list[ControlStatement]) -> None:
    steps = control_history(said)
    assert [step.day for step in steps] == sorted({step.day for step in steps})
    for number in range(62):
        day = FIRST + dt.timedelta(days=number)
        reached = [step for step in steps if step.day <= day]
        expected = reached[-1].counts if reached else control_map([], day, services_of(said)).counts
        assert control_map(said, day).counts == expected


@settings(deadline=None)
@given(statements(), st.randoms(use_true_random=False), days)
def test_the_order_of_the_list_does_not_matter(said: list[ControlStatement], random: Random, as_of: dt.date) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    assert control_map(shuffled, as_of) == control_map(said, as_of)

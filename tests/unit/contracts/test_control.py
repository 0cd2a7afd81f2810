"""Who holds each lever, counted by hand on small maps."""

import datetime as dt
from decimal import Decimal

import pytest

from inhouse.contracts.control import (
    ControlStatement,
    Holder,
    HolderCounts,
    Lever,
    control_history,
    control_map,
)
from inhouse.contracts.control_dependence import RunningContract, concentration, dependences, gaps
from inhouse.contracts.options.choices import Choice, Option
from inhouse.contracts.register.contract import Contract, Origin, Supplier

APRIL, MAY, JUNE = dt.date(2020, 4, 1), dt.date(2020, 5, 1), dt.date(2020, 6, 1)


def said(
    order: int, lever: Lever, held_by: Holder, day: dt.date = APRIL, *, party: str = "", service: str = "IT"
) -> ControlStatement:
    return ControlStatement(
        id=str(order), order=order, service=service, lever=lever, held_by=held_by, from_date=day, party=party
    )


def acme(
    order: int, lever: Lever, day: dt.date = APRIL, *, service: str = "IT", name: str = "Acme"
) -> ControlStatement:
    return said(order, lever, Holder.SUPPLIER, day, party=name, service=service)


def test_what_nobody_spoke_of_is_unknown_and_not_held() -> None:
    counts = control_map([said(1, Lever.PEOPLE, Holder.AUTHORITY)], APRIL).counts
    assert counts == HolderCounts(authority=1, unknown=7)
    assert (counts.not_held, counts.held_share) == (7, 0.125)


def test_a_statement_counts_from_its_own_day_and_not_before() -> None:
    statement = [acme(1, Lever.DATA)]
    before, after = (control_map(statement, day).counts.supplier for day in (APRIL - dt.timedelta(days=1), APRIL))
    assert (before, after) == (0, 1)


def test_of_two_statements_of_one_day_the_later_said_stands_whatever_the_order_given() -> None:
    both = [said(2, Lever.DATA, Holder.AUTHORITY), acme(1, Lever.DATA)]
    assert control_map(both, APRIL).counts.authority == 1
    assert control_map(both[::-1], APRIL).counts.authority == 1


def test_an_older_day_said_later_does_not_undo_a_newer_one() -> None:
    statements = [said(1, Lever.DATA, Holder.AUTHORITY, MAY), acme(2, Lever.DATA, APRIL)]
    assert [control_map(statements, day).counts.authority for day in (APRIL, MAY)] == [0, 1]


def test_unknown_can_be_said_and_ends_what_was_known() -> None:
    statements = [said(1, Lever.DATA, Holder.AUTHORITY), said(2, Lever.DATA, Holder.UNKNOWN, MAY)]
    assert control_map(statements, MAY).counts == HolderCounts(unknown=8)


def test_history_tells_lost_and_regained_and_leaves_out_days_without_change() -> None:
    steps = control_history(
        [
            said(1, Lever.PEOPLE, Holder.AUTHORITY, APRIL),
            acme(2, Lever.PEOPLE, MAY),
            acme(3, Lever.PEOPLE, dt.date(2020, 5, 15)),
            said(4, Lever.PEOPLE, Holder.AUTHORITY, JUNE),
        ]
    )
    assert [(step.day, step.counts.authority) for step in steps] == [(APRIL, 1), (MAY, 0), (JUNE, 1)]
    assert [(change.lost, change.regained) for step in steps for change in step.changes] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_concentration_counts_what_is_held_alone_apart_from_what_is_shared() -> None:
    statements = [
        acme(1, Lever.DATA),
        acme(2, Lever.PEOPLE, service="Print", name="ACME Ltd"),
        said(3, Lever.MONEY, Holder.SHARED, party="Acme"),
        said(4, Lever.ASSETS, Holder.OTHER, party="Bolt"),
    ]
    holds = concentration(control_map(statements, APRIL))
    assert [(hold.party, len(hold.alone), len(hold.shared), hold.share) for hold in holds] == [
        ("Acme", 2, 1, 2 / 16),
        ("Bolt", 1, 0, 1 / 16),
    ]
    assert holds[0].services == ("IT", "Print")


def test_one_organisation_in_every_handed_over_lever_is_a_single_point() -> None:
    statements = [acme(1, Lever.DATA), said(2, Lever.MONEY, Holder.SHARED, party="Acme Limited")]
    (found,) = dependences(control_map(statements, APRIL))
    assert (found.service, found.party, len(found.cells)) == ("IT", "Acme Limited", 2)
    assert dependences(control_map([*statements, acme(3, Lever.PEOPLE, name="Bolt")], APRIL)) == ()


def test_one_organisation_alone_in_a_lever_of_several_services_is_a_single_point() -> None:
    statements = [acme(1, Lever.DATA), acme(2, Lever.DATA, service="Print")]
    (found,) = dependences(control_map(statements, APRIL))
    assert (found.lever, found.service, len(found.cells)) == (Lever.DATA, "", 2)


OPEN = Option(choice=Choice.LET_IT_RUN_OUT, last_date=JUNE, open=True, why="")


def contract(supplier: str) -> Contract:
    return Contract(
        id="C1",
        title="Support",
        origin=Origin(file="register.csv", sha256="0", row=2),
        suppliers=(Supplier(name=supplier),),
        value_gbp=Decimal(1),
    )


@pytest.mark.parametrize(("supplier", "expected"), [("ACME Ltd", [Choice.LET_IT_RUN_OUT]), ("Bolt", [])])
def test_what_can_be_done_comes_from_running_contracts_with_the_holder(supplier: str, expected: list[Choice]) -> None:
    shown = control_map([acme(1, Lever.DATA)], APRIL)
    running = RunningContract(contract=contract(supplier), open_choices=(OPEN,))
    found = gaps(shown, [running])
    assert len(found) == 8, "seven unknown, one held by a supplier"
    (held,) = [gap for gap in found if gap.cell.held_by is Holder.SUPPLIER]
    assert [option.choice for each in held.contracts for option in each.open_choices] == expected


def test_what_the_council_holds_is_no_gap() -> None:
    shown = control_map([said(1, Lever.DATA, Holder.AUTHORITY)], APRIL)
    assert Lever.DATA not in {gap.cell.lever for gap in gaps(shown, [])}

"""Entries of several registers that are one contract."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from inhouse.contracts.register.contract import Contract, Origin, Supplier, made_up_id
from inhouse.contracts.register.editions import current_contracts, told_by_name

OLD, NEW = "register-2025-q4.csv", "register-2026-q1.csv"


def entry(file, number="C-1", *, title="Cleaning", supplier="Quenby Ltd", row=2, **more):
    origin = Origin(file=file, sha256=f"{abs(hash(file)):064x}", row=row, part=more.pop("part", ""))
    return Contract(id=number, title=title, suppliers=(Supplier(name=supplier),), origin=origin, **more)


def unnumbered(file, **more):
    held = entry(file, **more)
    return replace(held, id=made_up_id(held.origin))


def shown(entries):
    return [(each.contract.origin.file, [e.origin.file for e in each.earlier]) for each in current_contracts(entries)]


@pytest.mark.parametrize("entries", [[entry(OLD), entry(NEW)], [entry(NEW), entry(OLD)]])
def test_the_newest_register_by_its_name_counts_whatever_the_order(entries):
    assert shown(entries) == [(NEW, [OLD])]


def test_without_dates_in_every_name_the_last_one_given_counts():
    assert shown([entry("live.csv"), entry(OLD)]) == [(OLD, ["live.csv"])]
    assert shown([entry(OLD), entry("live.csv")]) == [("live.csv", [OLD])]
    assert shown([entry("2026-q1.csv"), entry("march 2025.csv")]) == [("march 2025.csv", ["2026-q1.csv"])]


def test_the_facts_are_those_of_the_newest_entry_and_history_is_newest_first():
    oldest = entry("contracts mar 2025.csv", value_gbp=Decimal(1))
    older = entry("contracts sept 2025.csv", value_gbp=Decimal(2))
    newest = entry("contracts jan 2026.csv", value_gbp=Decimal(3))
    (only,) = current_contracts([older, newest, oldest])
    assert (only.contract, only.earlier) == (newest, (older, oldest))


@pytest.mark.parametrize(
    "other", [{"number": "c-1 "}, {"title": "CLEANING."}, {"supplier": "Quenby,  LTD"}], ids=["number", "title", "name"]
)
def test_capitals_spaces_and_punctuation_do_not_tell_entries_apart(other):
    assert len(shown([entry(OLD), entry(NEW, **other)])) == 1


@pytest.mark.parametrize("other", [{"number": "C-2"}, {"title": "Cleaning 2"}, {"supplier": "Zorbel Ltd"}])
def test_another_number_title_or_supplier_is_another_contract(other):
    assert len(shown([entry(OLD), entry(NEW, **other)])) == 2


def test_entries_without_a_number_need_the_same_start():
    start = dt.date(2024, 4, 1)
    assert len(shown([unnumbered(OLD, start_date=start), unnumbered(NEW, start_date=start, row=9)])) == 1
    assert len(shown([unnumbered(OLD, start_date=start), unnumbered(NEW, start_date=dt.date(2025, 4, 1))])) == 2


def test_lots_of_one_register_are_not_taken_together_and_each_keeps_its_own_history():
    lots = [entry(NEW, row=2, value_gbp=Decimal(5)), entry(NEW, row=3, value_gbp=Decimal(7))]
    before = [entry(OLD, row=8, value_gbp=Decimal(7)), entry(OLD, row=9, value_gbp=Decimal(5))]
    found = current_contracts([*before, *lots])
    assert [each.contract for each in found] == lots
    assert [[e.value_gbp for e in each.earlier] for each in found] == [[5], [7]]


def test_rows_by_which_lots_are_told_apart_may_change_from_register_to_register():
    def lots(file, *rows):
        return [
            entry(file, f"C-1 (row {row})", title=title, row=row)
            for row, title in zip(rows, ("Lot 1", "Lot 2"), strict=True)
        ]

    assert shown([*lots(OLD, 2, 3), *lots(NEW, 7, 8)]) == [(NEW, [OLD]), (NEW, [OLD])]


def test_sheets_of_one_workbook_are_registers_too():
    sheets = [entry("registers.xlsx", part="Q1 2026"), entry("registers.xlsx", part="Q4 2025")]
    (only,) = current_contracts(sheets)
    assert (only.contract.origin.part, only.earlier[0].origin.part) == ("Q1 2026", "Q4 2025")


def test_a_contract_that_the_newest_register_leaves_out_stays():
    assert shown([entry(OLD, "C-9"), entry(NEW, "C-1")]) == [(OLD, []), (NEW, [])]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("register-2026-04-30.csv", ("month", (2026, 4, 30))),
        ("register_20260430.xlsx", ("month", (2026, 4, 30))),
        ("Register 1.9.2025.xlsx", ("month", (2025, 9, 1))),
        ("contracts-register-APR2026.csv", ("month", (2026, 4, 0))),
        ("Contracts 30th April 2026", ("month", (2026, 4, 30))),
        ("2026-1.csv", ("month", (2026, 1, 0))),
        ("Q3 2025-26.csv", ("quarter", (2025, 3, 0))),
        ("2025 quarter 2.csv", ("quarter", (2025, 2, 0))),
        ("contracts_2025.csv", ("year", (2025, 0, 0))),
        ("contracts-2025-26.csv", ("year", (2025, 0, 0))),
        ("contracts-ref-120255.csv", None),
        ("register final (2).csv", None),
    ],
)
def test_a_name_tells_when_a_register_is_of(name, told):
    assert told_by_name(name) == told

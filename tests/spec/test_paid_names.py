"""Which names are one organisation: a table of pairs that must match, and of pairs that must not."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from inhouse.contracts.paid.match import Payee, match_contracts
from inhouse.contracts.register.contract import Contract, Origin, Supplier

PAIRS = yaml.safe_load(Path(__file__).with_name("paid_names.yaml").read_text(encoding="utf-8"))
PLACES = ("Marlby", "Larkshire", "Quorn", "Ottery", "Fenwold")
TRADES = (
    "Roofing", "Cleaning Services", "Building Services", "Property Services", "Community Trust", "Garden Centre",
    "Electrical", "Solutions Ltd", "Consulting", "Training", "Fencing", "Football Club", "Bakery",
)  # fmt: skip
TOWN = tuple(f"{place} {trade}" for place in PLACES for trade in TRADES)


def contract(name):
    return Contract(
        id="1", title="", origin=Origin(file="r.csv", sha256="", row=2), suppliers=(Supplier(name=name),)
    )  # fmt: skip


def match(name, payee, beside=()):
    payees = [Payee(supplier_id=f"p{i}", supplier=each) for i, each in enumerate((payee, *beside))]
    (matched,) = match_contracts([contract(name)], payees)
    return next((each for each in matched.matches if each.supplier_id == "p0"), None)


@pytest.mark.parametrize("beside", [(), TOWN], ids=["alone", "among others"])
@pytest.mark.parametrize(("name", "payee"), PAIRS["same"], ids=lambda text: text)
def test_one_organisation_written_in_two_ways_counts(name, payee, beside):
    found = match(name, payee, beside)
    assert found is not None
    assert found.counted, found


@pytest.mark.parametrize("beside", [(), TOWN], ids=["alone", "among others"])
@pytest.mark.parametrize(("name", "payee"), PAIRS["different"], ids=lambda text: text)
def test_look_alikes_do_not_count(name, payee, beside):
    found = match(name, payee, beside)
    assert found is None or not found.counted, found


@pytest.mark.parametrize(("name", "payee"), PAIRS["maybe"], ids=lambda text: text)
def test_doubtful_pairs_are_shown_but_do_not_count(name, payee):
    found = match(name, payee, TOWN)
    assert found is not None
    assert not found.counted
    assert 0 < found.confidence < 0.8
    assert found.evidence


def test_other_companies_of_a_group_do_not_count_beside_the_very_name():
    assert match("Quenby Ltd", "Quenby Care Ltd", ["Quenby Limited"]).counted is False
    assert match("Quenby Ltd", "Quenby Limited", ["Quenby Care Ltd"]).counted


def test_a_name_that_several_companies_of_a_group_bear_is_to_be_confirmed():
    assert match("Quenby plc", "Quenby Care Ltd").counted
    assert match("Quenby plc", "Quenby Care Ltd", ["Quenby Catering Ltd"]).counted is False


def test_a_payee_goes_to_the_contract_it_fits_better():
    contracts = [contract("Quenby"), contract("Quenby Care Ltd")]
    bare, full = match_contracts(contracts, [Payee(supplier_id="p", supplier="QUENBY CARE LIMITED")])
    assert (bare.supplier_ids, full.supplier_ids) == ((), ("p",))
    assert "«Quenby Care Ltd» of another contract fits better" in bare.matches[0].evidence


def test_words_of_the_contract_itself_speak_for_a_payee():
    payees = [Payee(supplier_id="p", supplier="Quenby Zymurgists")]
    silent, told = (
        match_contracts([replace(contract("Quenby"), title=title)], payees)[0].supplier_ids
        for title in ("Catering", "Supplies from Quenby zymurgists")
    )
    assert (silent, told) == ((), ("p",))


def test_the_table_of_look_alikes_is_long_enough_to_guard_precision():
    assert len({tuple(pair) for pair in PAIRS["different"]}) >= 60

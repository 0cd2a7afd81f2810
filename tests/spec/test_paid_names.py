"""Which names are one organisation: a table of pairs that must match, and of pairs that must not."""

from pathlib import Path

import pytest
import yaml

from inhouse.contracts.paid_match import Payee, match_contracts
from inhouse.contracts.register import Contract, Origin, Supplier

PAIRS = yaml.safe_load(Path(__file__).with_name("paid_names.yaml").read_text(encoding="utf-8"))
PLACES = ("Marlby", "Larkshire", "Quorn", "Ottery", "Fenwold")
TRADES = (
    "Roofing", "Cleaning Services", "Building Services", "Property Services", "Community Trust", "Garden Centre",
    "Electrical", "Solutions Ltd", "Consulting", "Training", "Fencing", "Football Club", "Council",
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


def test_the_table_of_look_alikes_is_long_enough_to_guard_precision():
    assert len({tuple(pair) for pair in PAIRS["different"]}) >= 60

"""A published register against five years of the same council's payments, as read by a careful eye."""

import datetime as dt

import pytest

from inhouse.workflows import contracts as agreed
from inhouse.workflows import paid as workflow
from inhouse.workflows.payments import load_all, open_payments

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def answer(shared, tmp_path_factory):
    register = shared / "contracts" / "exeter_contracts_register_apr2026_reconstructed.csv"
    read = agreed.read_all([register])
    loaded = load_all(sorted((shared / "payments" / "exeter").glob("*.csv.gz")), tmp_path_factory.mktemp("exeter"))
    store = open_payments([file.parquet for file in loaded.files])
    found = workflow.summarise(store, read.contracts, dt.date(2026, 4, 20), workflow.amount_headings_of(loaded.files))
    store.close()
    return found


def test_nearly_all_contractors_are_found_and_most_of_the_rest_were_not_paid(answer):
    contractors = {line.supplier for line in answer.contracts}
    found = {line.supplier for line in answer.contracts if line.matched_names}
    assert len(answer.contracts) == 224
    assert len(contractors) == 180
    assert 160 <= len(found) <= 166
    not_paid = {line.supplier for line in answer.contracts if line.status == "no payment found"}
    assert len(not_paid) >= 13
    assert not found & not_paid


def test_every_match_says_why_and_how_sure(answer):
    matches = [match for line in answer.contracts for match in line.matches]
    assert all(match.evidence and 0 < match.confidence <= 1 for match in matches)
    assert all(match.counted == (match.confidence >= 0.8) for match in matches if match.counted)


def test_every_pound_is_in_one_place(answer):
    totals = answer.totals
    places = (totals.on_contract_gbp, totals.off_contract_gbp, totals.below_threshold_gbp, totals.names_withheld_gbp)
    assert sum(places) == totals.amount_gbp


def test_register_holes_are_counted(answer):
    said = {hole.field: hole.missing for hole in answer.holes}
    assert said["start_date"] == 5
    assert said["value_gbp"] == 4

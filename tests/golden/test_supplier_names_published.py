"""Names a county published, each with its own supplier id as the truth, never as evidence."""

import csv

import pytest

from bench.quality import Row, measure
from inhouse.contracts.resolution import Spelling, resolve
from inhouse.contracts.resolution.reading import read_name

pytestmark = pytest.mark.shared
TRUE_PAIRS = 2508


@pytest.fixture(scope="module")
def published(shared):
    with (shared / "suppliers" / "devon_name_variants.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def quality(published, *, vat):
    spelt = [Spelling(name=row["supplier_name"], vat_number=row["vat_reg_no"] if vat else "") for row in published]
    of = resolve(spelt).supplier_of
    return measure(
        Row(row["supplier_id"], of[spelling][0].supplier_id, read_name(spelling.name).plain, row["vat_reg_no"])
        for row, spelling in zip(published, spelt, strict=True)
    )


def test_names_and_vat_numbers_find_over_half_of_the_pairs_and_hardly_a_wrong_one(published, capsys):
    found = quality(published, vat=True)
    with capsys.disabled():
        print(f"\nsupplier names with VAT numbers: {found}")
    assert found.precision >= 0.98
    assert found.recall >= 0.55
    # Pairs that only another account of the same name or VAT number parts are reported apart, and stay bounded.
    assert found.homonyms + found.shared_ids < 500


def test_names_alone_stay_precise(published, capsys):
    found = quality(published, vat=False)
    with capsys.disabled():
        print(f"\nsupplier names alone: {found}")
    assert found.precision >= 0.97
    assert found.recall >= 0.46


def test_suppliers_with_capita_in_their_name_are_not_those_with_capital(published):
    names = {row["supplier_name"] for row in published}
    found = resolve([Spelling(name=name) for name in names])
    for supplier in found.suppliers:
        words = [set(read_name(member.spelling.name).parts[0].words) for member in supplier.members]
        assert not (any("CAPITA" in these for these in words) and any("CAPITAL" in these for these in words))

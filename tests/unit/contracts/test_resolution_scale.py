"""A long list full of look-alikes does not melt, and most spellings are found."""

import pytest

from bench.noisy_names import noisy_names
from bench.quality import Row, measure
from inhouse.contracts.resolution import Spelling, resolve


@pytest.mark.slow
def test_twenty_thousand_noisy_names_stay_apart_and_most_spellings_come_together():
    made = list(noisy_names(20_000, seed=7))
    found = resolve([Spelling(name=name) for _, name in made])
    of = found.supplier_of
    quality = measure(Row(truth, of[Spelling(name=name)][0].supplier_id) for truth, name in made)
    assert quality.precision >= 0.99
    assert quality.recall >= 0.6
    assert max(len(supplier.members) for supplier in found.suppliers) <= 20

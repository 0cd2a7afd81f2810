"""A table of pairs: what a careful person says of two names, the resolver says too, or it asks."""

from pathlib import Path

import pytest
import yaml

from inhouse.contracts.resolution import Spelling, resolve

TABLE = yaml.safe_load(Path(__file__).with_name("supplier_pairs.yaml").read_text(encoding="utf-8"))
PAIRS = [(a, b, said) for row in TABLE for said in ("same", "different", "doubt") for a, b in row.get(said, ())]
# Names as any list has them: a pair is judged among others.
OTHERS = sorted({name for a, b, _ in PAIRS for name in (a, b)})


def outcome(a: str, b: str, names: list[str]) -> str:
    found = resolve([Spelling(name=name) for name in names])
    of = {member.spelling.name: supplier.supplier_id for supplier in found.suppliers for member in supplier.members}
    if of[a] == of[b]:
        return "same"
    return "doubt" if {of[a], of[b]} in [{d.supplier_a, d.supplier_b} for d in found.needs_review] else "different"


@pytest.mark.parametrize(("a", "b", "said"), PAIRS, ids=lambda value: str(value)[:25])
def test_two_names_alone_are_judged_as_a_careful_person_would(a, b, said):
    allowed = {"same": {"same"}, "different": {"different", "doubt"}, "doubt": {"different", "doubt"}}[said]
    assert outcome(a, b, [a, b]) in allowed


def test_all_names_together_are_judged_as_a_careful_person_would():
    found = resolve([Spelling(name=name) for name in OTHERS])
    of = {member.spelling.name: supplier.supplier_id for supplier in found.suppliers for member in supplier.members}
    wrong = [(a, b, said) for a, b, said in PAIRS if said != "same" and of[a] == of[b]]
    assert not wrong
    lost = [(a, b) for a, b, said in PAIRS if said == "same" and of[a] != of[b]]
    assert len(lost) <= 3, lost


def test_the_table_covers_the_patterns():
    assert len(PAIRS) >= 80

"""Laws of the supplier resolver, whatever the names."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.contracts.resolution import Decided, Resolution, Spelling, contradiction, resolve
from inhouse.core.errors import InputError

WORDS = (
    *(
        "ACME",
        "ACMES",
        "BOLT",
        "CEDAR",
        "CEDER",
        "CARE",
        "HOMES",
        "HOME",
        "LTD",
        "LIMITED",
        "PLC",
        "NORTH",
        "SOUTH",
        "J",
    ),
    *("A", "SCHOOL", "SERVICES", "SRVS", "(LEEDS)", "T/A", "ST", "MARYS", "MARKS", "2", "3", "&", "**USE 123**"),
)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
spellings = st.builds(
    Spelling,
    name=names,
    company_number=st.sampled_from(["", "", "01234567", "07654321", "SC123456"]),
    vat_number=st.sampled_from(["", "", "123456789", "987654321"]),
    supplier_ref=st.sampled_from(["", "", "", "121", "122"]),
)
lists = st.lists(spellings, min_size=1, max_size=14, unique=True)
laws = settings(deadline=None, max_examples=60)


def groups(found: Resolution) -> set[frozenset[Spelling]]:
    return {frozenset(member.spelling for member in supplier.members) for supplier in found.suppliers}


@laws
@given(lists)
def test_every_spelling_belongs_to_exactly_one_supplier(these):
    members = [member.spelling for supplier in resolve(these).suppliers for member in supplier.members]
    assert len(members) == len(these)
    assert set(members) == set(these)


@laws
@given(lists, st.randoms(use_true_random=False))
def test_order_and_repeats_do_not_matter(these, chance):
    shuffled = [*these, *these[:3]]
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolve(these)


@laws
@given(lists)
def test_an_unrelated_name_changes_nothing(these):
    before = resolve(these)
    after = resolve([*these, Spelling(name="XYLOPHONE QUARTET")])
    assert groups(after) - groups(before) == {frozenset({Spelling(name="XYLOPHONE QUARTET")})}
    assert after.needs_review == before.needs_review


@laws
@given(lists)
def test_no_supplier_has_two_company_numbers(these):
    for supplier in resolve(these).suppliers:
        assert len({member.spelling.company_number for member in supplier.members} - {""}) <= 1


@laws
@given(lists, st.data())
def test_what_people_said_is_kept(these, data):
    pairs = list(itertools.combinations(sorted({spelling.name for spelling in these}), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    # One "same" and otherwise "different" between other names cannot contradict.
    said, touched = [], set()
    for number, (a, b) in enumerate(chosen):
        if not touched & {a, b}:
            said.append(Decided(a=a, b=b, same=number % 2 == 0))
            touched |= {a, b}
    found = resolve(these, decided=said)
    suppliers_of: dict[str, set[str]] = {}
    for supplier in found.suppliers:
        for member in supplier.members:
            suppliers_of.setdefault(member.spelling.name, set()).add(supplier.supplier_id)
    for each in said:
        a, b = suppliers_of[each.a], suppliers_of[each.b]
        assert (a == b and len(a) == 1) if each.same else not a & b
        assert {each.a, each.b} not in [{doubt.a, doubt.b} for doubt in found.needs_review]


@laws
@given(lists)
def test_doubts_are_between_suppliers_and_scores_are_shares(these):
    found = resolve(these)
    ids = {supplier.supplier_id for supplier in found.suppliers}
    assert len(ids) == len(found.suppliers)
    for doubt in found.needs_review:
        assert doubt.supplier_a != doubt.supplier_b
        assert {doubt.supplier_a, doubt.supplier_b} <= ids
        assert 0.5 <= doubt.score <= 1
    for supplier in found.suppliers:
        assert all(0 <= member.confidence <= 1 for member in supplier.members)


LETTERS = ("ASH", "BEECH", "CEDAR", "ELDER", "FIR")
decisions = st.builds(
    Decided, a=st.sampled_from(LETTERS), b=st.sampled_from(LETTERS), same=st.sampled_from([True, True, False])
)
ACCOUNTS = [Spelling(name=name, supplier_ref=f"{name} {number}") for name in LETTERS for number in (1, 2)]


@laws
@given(st.lists(decisions, max_size=10))
def test_decisions_taken_one_by_one_never_contradict_and_what_is_refused_would(these):
    standing: list[Decided] = []
    for new in these:
        against = contradiction(standing, new)
        if against:
            assert set(against) <= set(standing)
            with pytest.raises(InputError, match="contradict"):
                resolve(ACCOUNTS, decided=[*against, new])
        else:
            standing.append(new)
            resolve(ACCOUNTS, decided=standing)

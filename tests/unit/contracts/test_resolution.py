"""What the resolver makes of ids, decisions, homonyms and chains of look-alikes."""

import pytest

from inhouse.contracts.resolution import Decided, Spelling, resolve
from inhouse.contracts.resolution.joining import Rules, join
from inhouse.core.errors import InputError


def together(found, *names):
    """The suppliers that any of these names belongs to."""
    return {s.supplier_id for s in found.suppliers if {m.spelling.name for m in s.members} & set(names)}


def spelt(*rows):
    """Spellings of (name, company number, VAT number, supplier id)."""
    fields = ("name", "company_number", "vat_number", "supplier_ref")
    return [Spelling(**dict(zip(fields, row, strict=False))) for row in rows]


def test_a_company_number_joins_names_however_they_differ():
    found = resolve(spelt(("Acme Bolts Ltd", "1234567"), ("Zenith Group", "01234567")))
    assert together(found, "Acme Bolts Ltd", "Zenith Group") == {"GB-COH-01234567"}


def test_different_company_numbers_keep_one_name_apart_and_say_so():
    found = resolve(spelt(("Acme Bolts Ltd", "01234567"), ("Acme Bolts Limited", "07654321")))
    assert together(found, "Acme Bolts Ltd", "Acme Bolts Limited") == {"GB-COH-01234567", "GB-COH-07654321"}
    (homonym,) = found.homonyms
    assert homonym.supplier_ids == ("GB-COH-01234567", "GB-COH-07654321")


def test_a_vat_number_joins_names_that_agree_in_part_asks_about_others_and_parts_strangers():
    found = resolve(
        spelt(
            ("Pharamond Print Ltd", "", "123456789"),
            ("Pharamond Printing and Binding", "", "GB 123 4567 89"),
            ("Pharamond Design", "", "123456789"),
            ("Wexmoor Bakery", "", "123456789"),
        )
    )
    assert len(together(found, "Pharamond Print Ltd", "Pharamond Printing and Binding")) == 1
    assert len(together(found, "Wexmoor Bakery", "Pharamond Print Ltd", "Pharamond Design")) == 3
    assert {doubt.a for doubt in found.needs_review} | {doubt.b for doubt in found.needs_review} >= {"Pharamond Design"}
    assert [apart.shared for apart in found.shared_vat_numbers] == ["123456789"]


def test_a_vat_number_of_a_whole_authority_does_not_make_its_schools_one():
    schools = [
        f"{name} Primary School" for name in ("Ashdown", "Beechen", "Cedarhurst", "Dunmore", "Elmstead", "Foxhole")
    ]
    found = resolve([Spelling(name=name, vat_number="123456789") for name in schools])
    assert len(found.suppliers) == len(schools)
    (apart,) = found.shared_vat_numbers
    assert len(apart.supplier_ids) == len(schools)


def test_different_vat_numbers_keep_one_name_apart():
    found = resolve(spelt(("A C S Ltd", "", "123456789"), ("ACS Limited", "", "987654321")))
    assert together(found, "A C S Ltd", "ACS Limited") == {"GB-VAT-123456789", "GB-VAT-987654321"}


def test_an_account_joins_a_changed_name_unless_many_names_share_it():
    assert len(resolve(spelt(("Sitwell UK", "", "", "121"), ("Suffolk Recycling", "", "", "121"))).suppliers) == 1
    one_offs = [(name, "", "", "20000000") for name in ("Ash", "Beech", "Cedar", "Deodar", "Elder", "Fir")]
    assert len(resolve(spelt(*one_offs)).suppliers) == 6


def test_people_of_one_name_with_different_accounts_stay_apart():
    assert len(resolve(spelt(("A Merriweather", "", "", "121"), ("A Merriweather", "", "", "122"))).suppliers) == 2


def test_a_person_can_join_and_part_names():
    names = spelt(("Dovecote Timber Ltd",), ("DOVECOTE TIMBER LIMITED",), ("Zenith Care",), ("Quill Press",))
    found = resolve(
        names,
        decided=[
            Decided(a="Dovecote Timber Ltd", b="DOVECOTE TIMBER LIMITED", same=False),
            Decided(a="Zenith Care", b="Quill Press", same=True),
        ],
    )
    assert len(together(found, "Dovecote Timber Ltd", "DOVECOTE TIMBER LIMITED")) == 2
    assert len(together(found, "Zenith Care", "Quill Press")) == 1
    assert not found.needs_review


def test_a_name_that_a_person_joined_does_not_keep_out_those_that_are_surely_the_other_one():
    names = spelt(("Dovecote Timber Ltd", "01234567"), ("DOVECOTE TIMBER LIMITED", "1234567"), ("Zenith Care",))
    said = [Decided(a="Dovecote Timber Ltd", b="Zenith Care", same=True)]
    (supplier,) = resolve(names, decided=said).suppliers
    assert {member.spelling.name: member.basis for member in supplier.members} == {
        "Dovecote Timber Ltd": "a person said so",
        "Zenith Care": "a person said so",
        "DOVECOTE TIMBER LIMITED": "company number",
    }


def test_one_company_number_is_one_supplier_however_many_and_different_the_names():
    words = [
        first + second for first in ("Ash", "Bee", "Ced", "Eld") for second in ("ford", "ham", "ton", "wick", "by")
    ]
    names = [f"{one} {other}" for one in words for other in words[:4]]
    (supplier,) = resolve(spelt(*[(name, "01234567") for name in names])).suppliers
    assert len(supplier.members) == 80


def test_a_spelling_joins_the_one_it_is_like_beside_another_name_of_the_same_account():
    names = spelt(("Dovecote Timber", "", "", "a1"), ("Pigeon Loft", "", "", "a1"), ("DOVECOTE TIMBER LTD",))
    assert len(resolve(names).suppliers) == 1


def test_each_spelling_says_on_what_evidence_it_is_counted():
    found = resolve(
        spelt(
            ("Dovecote Timber Ltd", "01234567", "", "a1"),
            ("Pigeon Loft", "", "", "A1"),
            ("DOVECOTE TIMBER", "", "", ""),
            ("Dovecot Timber Limited", "", "", ""),
            ("Zenith Care", "", "", ""),
        )
    )
    basis = {member.spelling.name: member.basis for each in found.suppliers for member in each.members}
    assert basis == {
        "Dovecote Timber Ltd": "supplier id",
        "Pigeon Loft": "supplier id",
        "DOVECOTE TIMBER": "name",
        "Dovecot Timber Limited": "alike name",
        "Zenith Care": "name",
    }


def test_names_in_other_alphabets_are_names():
    names = spelt(("ЗАО Сигма",), ("ΟΔΟΣ",), ("Київ Acme",), ("Львів Acme",), ("Łódź Press",), ("Ŵyn O’Neill",))
    found = resolve([*names, Spelling(name="Wyn O'Neill")])
    assert len(found.suppliers) == 6
    assert len(together(found, "Ŵyn O’Neill", "Wyn O'Neill")) == 1


def test_progress_grows_to_the_end():
    told = []
    resolve(spelt(*[(f"Dovecote {word}",) for word in ("A", "B", "C", "D", "E")]), progress=told.append)
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] < 1


def test_decisions_that_contradict_each_other_are_refused():
    chain = [Decided(a="Ash", b="Beech", same=True), Decided(a="Beech", b="Cedar", same=True)]
    with pytest.raises(InputError, match="contradict"):
        resolve(spelt(("Ash",), ("Beech",), ("Cedar",)), decided=[*chain, Decided(a="Ash", b="Cedar", same=False)])


def test_a_decision_about_a_name_that_is_not_there_is_said():
    found = resolve(spelt(("Ash",)), decided=[Decided(a="Ash", b="Nobody", same=True)])
    assert found.caveats == ("1 decisions name a supplier that is not in this list.",)


def test_a_chain_of_look_alikes_does_not_melt_into_one():
    links = [
        "KELSTERTON WEXMOOR CARE",
        "KELSTERTON CARE",
        "KELSTERTON CARE PELLWORTH",
        "CARE PELLWORTH",
        "PELLWORTH CARE TORVER",
    ]
    assert len(resolve(spelt(*[(name,) for name in links])).suppliers) == len(links)


def test_a_bare_name_does_not_bring_two_branches_together():
    found = resolve(spelt(("Gannelstone Group",), ("Gannelstone Group (Leeds)",), ("Gannelstone Group (Hull)",)))
    assert len(together(found, "Gannelstone Group (Leeds)", "Gannelstone Group (Hull)")) == 2


def test_a_doubt_gives_its_reasons():
    (doubt,) = resolve(spelt(("Gannelstone Group",), ("Gannelstone Group (Leeds)",))).needs_review
    assert doubt.reasons == ("The names say the same words.", "There are words in brackets that the other lacks.")


def test_a_name_of_remarks_only_is_still_a_name():
    assert len(resolve(spelt(("The Ltd",), ("***",), ("Account",))).suppliers) == 3


def test_groups_of_two_companies_are_not_joined_however_alike_their_names():
    numbers = ["01234567", *[""] * 8, "07654321"]
    pairs = {(a, b): 0.99 for a in range(10) for b in range(a + 1, 10) if (a, b) != (0, 9)}
    groups = join(10, pairs, lambda *_: 0.99, numbers.__getitem__, Rules())
    assert groups[0] != groups[9]

"""Laws of taking entries of several registers as one contract, beside a slow and obvious second way."""

from hypothesis import given
from hypothesis import strategies as st

from inhouse.contracts.register.contract import Contract, Origin, Supplier
from inhouse.contracts.register.editions import current_contracts

FILES = ("register-2025-01.csv", "register-2025-04.csv", "register-2025-07.csv", "register-2025-10.csv")


@st.composite
def entries(draw):
    file = draw(st.sampled_from(FILES))
    return Contract(
        id=draw(st.sampled_from(["A1", "a1", "B2"])),
        title=draw(st.sampled_from(["Lifts", "LIFTS ", "Boilers"])),
        suppliers=(Supplier(name=draw(st.sampled_from(["Quenby Ltd", "Zorbel Ltd"]))),),
        origin=Origin(file=file, sha256=file, row=draw(st.integers(2, 10**6))),
    )


REGISTERS = st.lists(entries(), max_size=12, unique_by=lambda each: (each.origin.file, each.origin.row))


def same(one, other):
    return all(
        getattr(one, name).strip().lower() == getattr(other, name).strip().lower()
        for name in ("id", "title", "supplier")
    )


@given(held=REGISTERS)
def test_an_entry_counts_unless_a_newer_register_has_the_same_contract(held):
    counted = [each.contract for each in current_contracts(held)]
    assert counted == [
        each for each in held if not any(same(each, other) and other.origin.file > each.origin.file for other in held)
    ]


@given(held=REGISTERS)
def test_every_entry_is_in_one_place_and_with_its_like(held):
    found = current_contracts(held)
    placed = [each.contract.origin for each in found] + [e.origin for each in found for e in each.earlier]
    assert sorted(placed, key=repr) == sorted((each.origin for each in held), key=repr)
    for each in found:
        files = [each.contract.origin.file, *(e.origin.file for e in each.earlier)]
        assert files == sorted(files, reverse=True)
        assert each.contract.origin.file not in files[1:]
        assert all(same(each.contract, e) for e in each.earlier)


@given(held=REGISTERS, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_files_makes_no_difference_where_names_tell(held, shuffled):
    files = list(FILES)
    shuffled.shuffle(files)
    again = sorted(held, key=lambda each: files.index(each.origin.file))
    assert {each.contract.origin for each in current_contracts(again)} == {
        each.contract.origin for each in current_contracts(held)
    }

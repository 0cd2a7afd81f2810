"""Which ways of writing a supplier are one organisation."""

import csv
from dataclasses import dataclass

import pytest

from inhouse.stores import Query
from inhouse.workflows.payments import load_all, open_payments

HEADINGS = ("Date", "Supplier Name", "Amount", "Supplier ID", "Company Number", "VAT Reg No")


@dataclass(frozen=True)
class Identity:
    supplier: str
    supplier_id: str
    basis: str


@pytest.fixture
def identities(tmp_path):
    """Load rows of (name, supplier id, company number, VAT number) and list each spelling's identity."""

    def load(*rows):
        path = tmp_path / "payments.csv"
        with path.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(HEADINGS)
            for name, *ids in rows:
                writer.writerow(["04/01/2011", name, "10.00", *ids, *[""] * (3 - len(ids))])
        store = open_payments([file.parquet for file in load_all([path], tmp_path).files])
        sql = "SELECT DISTINCT supplier, supplier_id, basis FROM supplier_identities ORDER BY supplier, supplier_id"
        return list(store.ask(Query("test/identities", sql), Identity))

    return load


def ids(found):
    return [each.supplier_id for each in found]


@pytest.mark.parametrize(
    "names",
    [
        ("ACME LTD", "Acme Limited", "Acme Ltd.", "ACME, LTD", "The Acme Ltd", "ACME LIMITED (AC60864978)"),
        ("BOLT & COG PLC", "Bolt and Cog plc", "BOLT & COG P.L.C."),
        ("DOVECOTE LTD T/A THE PIGEON LOFT", "Dovecote Limited", "DOVECOTE LTD TRADING AS LOFT"),
        ("ELM SERVICES CIC", "ELM SERVICES C.I.C."),
    ],
)
def test_legal_suffixes_punctuation_codes_and_trading_names_do_not_part_a_company(names, identities):
    assert len(set(ids(identities(*[(name,) for name in names])))) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("CAPITA LTD", "RICOH CAPITAL LTD", "CAPITAL AIR AMBULANCE"),
        ("ACME NORTH LTD", "ACME SOUTH LTD"),
        ("J SMITH T/A GARDENS", "J SMITH T/A TAXIS"),
        ("COMPANY OF ANGELS", "ANGELS"),
    ],
)
def test_names_that_only_look_alike_stay_apart(names, identities):
    assert len(set(ids(identities(*[(name,) for name in names])))) == len(names)


def test_a_company_number_joins_names_however_they_differ(identities):
    found = identities(("Acme Ltd", "", "1234567"), ("Zenith Group", "", "01234567"))
    assert ids(found) == ["GB-COH-01234567"] * 2
    assert {each.basis for each in found} == {"company number"}


def test_different_company_numbers_keep_one_name_apart(identities):
    assert ids(identities(("Acme Ltd", "", "01234567"), ("Acme Ltd", "", "07654321"))) == [
        "GB-COH-01234567",
        "GB-COH-07654321",
    ]


def test_a_supplier_id_joins_a_changed_name(identities):
    assert ids(identities(("Sita UK Ltd", "121"), ("Suez Recycling Ltd", "121"))) == ["ref-121", "ref-121"]


def test_accounts_of_one_company_are_one_supplier(identities):
    assert len(set(ids(identities(("Acme Ltd", "121"), ("Acme Limited", "122"))))) == 1


def test_people_of_one_name_with_different_accounts_stay_apart(identities):
    assert len(set(ids(identities(("A JONES", "121"), ("A JONES", "122"))))) == 2


def test_an_account_shared_by_many_names_is_no_identity(identities):
    one_offs = [(name, "20000000") for name in ("Ash", "Beech", "Cedar", "Deodar", "Elder", "Fir")]
    assert len(set(ids(identities(*one_offs)))) == 6


def test_a_vat_number_shared_by_a_whole_group_is_no_identity(identities):
    group = [(name, "", "", "GB123456789") for name in ("Ash Ltd", "Beech Ltd", "Cedar Ltd", "Deodar Ltd", "Elder Ltd")]
    assert len(set(ids(identities(*group)))) == 5


def test_a_vat_number_joins_two_spellings(identities):
    assert set(ids(identities(("Ash Timber", "", "", "GB 123 4567 89"), ("Ashe Timber", "", "", "123456789")))) == {
        "GB-VAT-123456789"
    }


def test_a_name_without_an_id_joins_the_only_account_of_that_name(identities):
    assert ids(identities(("Ash Timber", "121"), ("ASH TIMBER",))) == ["ref-121", "ref-121"]


def test_noughts_are_not_ids(identities):
    found = identities(("Ash", "0", "00000000", "000000000"), ("Beech", "0", "00000000", "000000000"))
    assert len(set(ids(found))) == 2


def test_withheld_names_are_one_supplier_and_say_so(identities):
    found = identities(("REDACTED PERSONAL DATA", "121"), ("Redacted under DP Act", "122"))
    assert {(each.supplier_id, each.basis) for each in found} == {("redacted", "name withheld")}

"""The register as open data: valid against the standard's own schema, and read back as what it was."""

import datetime as dt
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inhouse.contracts.register.contract import Contract, Extension, Identifier, MayExtend, Origin, Statement, Supplier
from inhouse.core.errors import InputError
from inhouse.core.results import SourceFile
from inhouse.publishers.ocds import Publication, release_package, to_ocds
from inhouse.readers.ocds import read_documents, read_ocds
from inhouse.workflows.contracts import read_all
from inhouse.workflows.example import birmingham

ORIGIN = Origin(file="register.csv", sha256="0", row=2)
AT = dt.datetime(2026, 4, 1, 9, 30, tzinfo=dt.UTC)
PUBLICATION = Publication(published_at=AT, publisher="Westfold Council", buyer="Westfold Council")
ACME = Supplier(name="Acme Ltd", identifiers=(Identifier(scheme="GB-COH", id="01234567"),))
CONTRACT = Contract(
    id="C/1",
    title="Cleaning «deep»",
    origin=ORIGIN,
    description="All sites",
    buyer="Westfold Council",
    suppliers=(ACME, Supplier(name="Bolt plc")),
    start_date=dt.date(2024, 4, 1),
    end_date=dt.date(2027, 10, 31),
    latest_end_date=dt.date(2029, 3, 31),
    award_date=dt.date(2024, 1, 15),
    value_gbp=Decimal("1234567.8900"),
    procurement_method="open",
    category="services",
    status="active",
)


def back(*contracts: Contract, publication: Publication = PUBLICATION) -> list[Contract]:
    return list(read_back(to_ocds(contracts, publication)))


def read_back(text: str) -> tuple[Contract, ...]:
    documents = [json.loads(text, parse_float=Decimal)]
    found = read_ocds(documents, SourceFile(path="register.csv", sha256="0"))
    assert found.rejects == ()
    return found.contracts


def first_release(contract: Contract) -> dict[str, Any]:
    return release_package([contract], PUBLICATION)["releases"][0]


def test_what_leaves_comes_back_equal() -> None:
    (held,) = back(CONTRACT)
    ocid = "ocds-unregistered-C-1"
    expected = replace(
        CONTRACT,
        id=f"{ocid}/C/1",
        ocid=ocid,
        origin=held.origin,
        value_basis=held.value_basis,
        extension=Extension(may_extend=MayExtend.YES, text="up to 2029-03-31"),
    )
    assert held == expected


def test_leaving_and_coming_back_twice_changes_nothing_more() -> None:
    once = back(CONTRACT, replace(CONTRACT, id="C/2", suppliers=(), category="Soft services"))
    assert back(*once) == once


def test_amounts_keep_every_digit_and_days_have_a_zone() -> None:
    text = to_ocds([CONTRACT], PUBLICATION)
    assert '"amount": 1234567.89, "currency": "GBP"' in text
    period = first_release(CONTRACT)["contracts"][0]["period"]
    assert period["startDate"] == "2024-04-01T00:00:00+01:00"
    assert period["endDate"] == "2027-10-31T23:59:59+00:00"
    days = re.findall(r'"(?:\w*[dD]ate)": "([^"]+)"', text)
    assert len(days) == 9
    assert all(dt.datetime.fromisoformat(day).tzinfo for day in days)


def test_buyer_and_suppliers_are_parties_with_roles_and_everything_refers_to_them() -> None:
    release = first_release(CONTRACT)
    parties = {party["id"]: party for party in release["parties"]}
    assert [(party["name"], party["roles"]) for party in release["parties"]] == [
        ("Westfold Council", ["buyer"]),
        ("Acme Ltd", ["supplier"]),
        ("Bolt plc", ["supplier"]),
    ]
    assert parties["GB-COH-01234567"]["identifier"] == {"scheme": "GB-COH", "id": "01234567"}
    assert release["buyer"]["id"] in parties
    assert [each["id"] in parties for each in release["awards"][0]["suppliers"]] == [True, True]
    assert release["contracts"][0]["awardID"] == release["awards"][0]["id"]


def test_contracts_of_one_process_share_a_release_and_one_number_twice_stays_two() -> None:
    same = replace(CONTRACT, ocid="ocds-b5fd17-1", id="ocds-b5fd17-1/a")
    package = release_package([same, same, replace(same, id="ocds-b5fd17-1/b")], PUBLICATION)
    (release,) = package["releases"]
    assert [each["id"] for each in release["contracts"]] == ["a", "a (2)", "b"]
    assert release["ocid"] == "ocds-b5fd17-1"


def test_a_figure_that_the_award_gave_differently_leaves_as_the_award_gave_it() -> None:
    conflict = (Statement(field="value_gbp", value="5", source="awards[0].value"),)
    (held,) = back(replace(CONTRACT, conflicts=conflict))
    assert held.value_gbp == Decimal("1234567.89")
    assert [(each.field, Decimal(each.value)) for each in held.conflicts] == [
        ("value_gbp", Decimal("1234567.89")),
        ("value_gbp", Decimal(5)),
    ]


@pytest.mark.parametrize(
    ("text", "may", "periods"),
    [("Two periods of 12 months", MayExtend.YES, (12, 12)), ("No", MayExtend.NO, ()), ("", MayExtend.NOT_STATED, ())],
)
def test_rights_to_extend_come_back(text: str, may: MayExtend, periods: tuple[int, ...]) -> None:
    extension = Extension(may_extend=may, periods_months=periods, text=text)
    plain = replace(CONTRACT, latest_end_date=None)
    one, other = back(
        replace(plain, extension=extension, ocid="ocds-b5fd17-1"), replace(plain, id="C/2", ocid="ocds-b5fd17-1")
    )
    assert (one.extension.may_extend, one.extension.periods_months) == (may, periods)
    assert other.extension.may_extend is MayExtend.NOT_STATED


def test_what_the_register_does_not_say_is_left_out() -> None:
    bare = Contract(id="X", title="Copiers", origin=ORIGIN, suppliers=(ACME,))
    release = first_release(bare)
    assert release["contracts"] == [{"id": "X", "awardID": "X", "title": "Copiers"}]
    assert "tender" not in release
    (held,) = back(bare)
    assert (held.start_date, held.value_gbp, held.status, held.buyer) == (None, None, None, "Westfold Council")


def test_the_same_register_gives_the_same_release_ids_on_another_day() -> None:
    later = replace(PUBLICATION, published_at=AT + dt.timedelta(days=1))
    ids = [[each["id"] for each in release_package([CONTRACT], when)["releases"]] for when in (PUBLICATION, later)]
    changed = release_package([replace(CONTRACT, value_gbp=Decimal(1))], PUBLICATION)["releases"][0]["id"]
    assert ids[0] == ids[1] != [changed]


@pytest.mark.parametrize("prefix", ["", "b5fd17", "ocds-", 'ocds-"x'])
def test_a_prefix_that_is_none_is_refused(prefix: str) -> None:
    with pytest.raises(InputError, match="prefix"):
        release_package([], replace(PUBLICATION, ocid_prefix=prefix))


@pytest.mark.shared
def test_packages_are_valid_in_the_schema_of_ocds_1_1(shared: Path) -> None:
    conflict = (Statement(field="value_gbp", value="5", source="awards[0].value"),)
    extension = Extension(may_extend=MayExtend.YES, text="1+1")
    made = [
        CONTRACT,
        replace(CONTRACT, conflicts=conflict, extension=extension, status="Live", procurement_method="Framework"),
        Contract(id="X", title="", origin=ORIGIN, suppliers=(ACME,)),
        *read_all(birmingham().contracts).contracts,
        *read_all([shared / "contracts" / "exeter_contracts_register_apr2026_reconstructed.csv"]).contracts,
    ]
    package = json.loads(to_ocds(made, PUBLICATION))
    assert errors(package, shared) == []
    assert len(read_back(json.dumps(package))) == len(made) > 200
    del package["releases"][0]["contracts"][0]["awardID"]
    package["releases"][0]["awards"][0]["status"] = "Live"
    assert len(errors(package, shared)) == 2, "the check itself can fail"


@pytest.mark.shared
def test_published_releases_leave_again_valid_and_come_back_the_same(shared: Path) -> None:
    path = shared / "ocds" / "contracts_finder_2024_100releases.json"
    found = read_ocds(read_documents(path), SourceFile(path="register.csv", sha256="0")).contracts
    text = to_ocds(found, PUBLICATION)
    assert errors(json.loads(text), shared) == []
    kept = ("id", "ocid", "title", "description", "buyer", "suppliers", "start_date", "end_date", "value_gbp",
            "award_date", "procurement_method", "status", "category")  # fmt: skip
    again = {held.id: held for held in read_back(text)}
    assert len(again) == len({held.id for held in found})
    for held in found:
        assert [getattr(again[held.id], name) for name in kept] == [getattr(held, name) for name in kept], held.id


def errors(package: dict[str, Any], shared: Path) -> list[str]:
    """What the published schema says is wrong."""
    from jsonschema import Draft4Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    folder = shared / "ocds" / "schema"
    release, whole = (
        json.loads((folder / f"{name}-schema.json").read_text()) for name in ("release", "release-package")
    )
    inner = Resource.from_contents(release, default_specification=DRAFT4)
    registry: Registry[Any] = Registry().with_resource(whole["properties"]["releases"]["items"]["$ref"], inner)
    return [error.message for error in Draft4Validator(whole, registry=registry).iter_errors(package)]

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inhouse.contracts.register.contract import MayExtend
from inhouse.contracts.register.read import FileRead
from inhouse.core.errors import UnreadableFile
from inhouse.core.results import SourceFile
from inhouse.readers.ocds import is_json, looks_like_ocds, read_documents, read_ocds
from inhouse.readers.ocds.merge import compile_releases, merge_rules
from tests.conftest import SHARED

OCID = "ocds-test-1"
SOURCE = SourceFile(path="notices.json", sha256="f" * 64)
PERIOD = {"startDate": "2024-04-01T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00"}


def award(**changes: Any) -> dict[str, Any]:
    usual = {
        "id": "a1",
        "status": "active",
        "suppliers": [{"id": "S1", "name": "Acme Ltd"}],
        "value": {"amount": 1000.5, "currency": "GBP"},
        "contractPeriod": PERIOD,
    }
    return usual | changes


def release(*awards: dict[str, Any], **changes: Any) -> dict[str, Any]:
    usual = {
        "ocid": OCID,
        "id": "r1",
        "date": "2024-03-01T00:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "B1", "name": "Westfold Council"},
        "tender": {"id": "t1", "title": "Cleaning", "procurementMethodDetails": "Open procedure"},
        "awards": list(awards),
    }
    return usual | changes


def read(tmp_path: Path, document: Any) -> FileRead:
    text = document if isinstance(document, str) else json.dumps(document)
    path = tmp_path / "notices.json"
    path.write_text(text, encoding="utf-8")
    found = read_ocds(read_documents(path), SOURCE)
    assert found.rows_in == found.rows_kept + found.rows_rejected
    return found


def test_an_award_without_a_contract_gives_dates_value_and_supplier(tmp_path: Path) -> None:
    (held,) = read(tmp_path, {"releases": [release(award())]}).contracts
    assert (held.title, held.buyer, held.supplier) == ("Cleaning", "Westfold Council", "Acme Ltd")
    assert (held.start_date, held.end_date) == (dt.date(2024, 4, 1), dt.date(2027, 3, 31))
    assert held.value_gbp == Decimal("1000.50")
    assert held.id == f"{OCID}/a1"
    assert (held.origin.row, held.origin.path) == (1, "releases[0].awards[0]")


@pytest.mark.parametrize(
    "shape", ["release", "list", "package", "record", "record package", "lines", "list of packages"]
)
def test_every_wrapping_gives_the_same_contract(tmp_path: Path, shape: str) -> None:
    one = release(award())
    document: Any = {
        "release": one,
        "list": [one],
        "package": {"version": "1.1", "releases": [one]},
        "record": {"ocid": OCID, "releases": [one]},
        "record package": {"records": [{"ocid": OCID, "compiledRelease": one}]},
        "lines": "\n".join(json.dumps(each) for each in (one, release(award(), ocid="ocds-test-2"))),
        "list of packages": [{"releases": [one]}, {"releases": []}],
    }[shape]
    found = read(tmp_path, document)
    assert found.contracts[0].end_date == dt.date(2027, 3, 31)
    assert len(found.contracts) == (2 if shape == "lines" else 1)


def test_gzip_and_byte_order_mark_are_read_through(tmp_path: Path) -> None:
    path = tmp_path / "notices.json.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps(release(award())).encode()))
    assert is_json(path)
    assert len(read_ocds(read_documents(path), SOURCE).contracts) == 1


def test_later_releases_change_what_earlier_ones_said(tmp_path: Path) -> None:
    later = release(award(contractPeriod=PERIOD | {"endDate": "2028-03-31"}), id="r2", date="2026-01-01T00:00:00Z")
    found = read(tmp_path, [later, release(award())])
    assert [held.end_date for held in found.contracts] == [dt.date(2028, 3, 31)]
    assert found.rows_kept == 2


def test_a_contract_takes_its_supplier_from_its_award_and_both_figures_are_kept(tmp_path: Path) -> None:
    contract = {"id": "c1", "awardID": "a1", "period": PERIOD, "value": {"amount": 900, "currency": "GBP"}}
    (held,) = read(tmp_path, release(award(), contracts=[contract])).contracts
    assert (held.supplier, held.value_gbp) == ("Acme Ltd", Decimal(900))
    assert [(said.field, Decimal(said.value)) for said in held.conflicts] == [
        ("value_gbp", Decimal(900)),
        ("value_gbp", Decimal("1000.5")),
    ]


def test_several_awards_and_suppliers_are_all_there(tmp_path: Path) -> None:
    consortium = award(id="a2", suppliers=[{"name": "A Ltd"}, {"name": "B Ltd"}, {"name": "a ltd"}])
    found = read(tmp_path, release(award(), consortium, award(id=None)))
    assert [held.supplier for held in found.contracts] == ["Acme Ltd", "A Ltd; B Ltd", "Acme Ltd"]


def test_identifiers_come_from_the_parties(tmp_path: Path) -> None:
    party = {
        "id": "S1",
        "name": "Acme Ltd",
        "roles": ["supplier"],
        "identifier": {"scheme": "GB-COH", "id": "01234567"},
    }
    (held,) = read(tmp_path, release(award(), parties=[party])).contracts
    assert held.suppliers[0].company_number == "01234567"


def test_the_furthest_date_of_a_period_is_a_right_to_extend(tmp_path: Path) -> None:
    (held,) = read(tmp_path, release(award(contractPeriod=PERIOD | {"maxExtentDate": "2029-03-31"}))).contracts
    assert held.latest_end_date == dt.date(2029, 3, 31)
    assert held.extension.may_extend is MayExtend.YES


def test_an_end_worked_out_from_days_says_so(tmp_path: Path) -> None:
    (held,) = read(
        tmp_path, release(award(contractPeriod={"startDate": "2024-04-01", "durationInDays": 365}))
    ).contracts
    assert held.end_date == dt.date(2025, 3, 31)
    assert "worked out" in held.doubts[0].expected


def test_a_lots_renewal_is_read_as_words(tmp_path: Path) -> None:
    lots = [{"id": "1", "hasRenewal": True, "renewal": {"description": "Two further periods of 12 months"}}]
    (held,) = read(tmp_path, release(award(), tender={"title": "x", "lots": lots})).contracts
    assert held.extension.periods_months == (12, 12)


@pytest.mark.parametrize(
    ("changes", "column", "found"),
    [
        ({"value": {"amount": "1e9999", "currency": "GBP"}}, "awards[0].value.amount", "1e9999"),
        ({"value": {"amount": "lots", "currency": "GBP"}}, "awards[0].value.amount", "lots"),
        ({"contractPeriod": {"endDate": "31/31/2024"}}, "awards[0].contractPeriod.endDate", "31/31/2024"),
        ({"contractPeriod": {"endDate": 20240401}}, "awards[0].contractPeriod.endDate", "20240401"),
        ({"status": "cancelled"}, "awards[0].status", "cancelled"),
    ],
)
def test_dirt_is_a_reject_that_says_where_and_what(
    tmp_path: Path, changes: dict[str, Any], column: str, found: str
) -> None:
    answer = read(tmp_path, [release(award()), release(award(**changes), ocid="ocds-test-2")])
    assert len(answer.contracts) == 1
    (reject,) = answer.rejects
    assert (reject.row, reject.column, reject.found) == (2, column, found)
    assert reject.expected


def test_a_number_beyond_all_bounds_is_rejected_from_the_json_itself(tmp_path: Path) -> None:
    text = json.dumps(release(award())).replace("1000.5", "1e9999")
    found = read(tmp_path, text)
    assert (found.contracts, found.rejects[0].found) == ((), "1E+9999")


def test_a_date_without_zone_and_a_release_without_id_are_kept(tmp_path: Path) -> None:
    first = release(award(), date="2024-03-01T00:00:00")
    second = release(award(id="a2"), date="2024-03-01T00:30:00+01:00")
    del first["id"]
    found = read(tmp_path, [first, second])
    assert {held.id for held in found.contracts} == {f"{OCID}/a1", f"{OCID}/a2"}
    assert found.rejects == ()


def test_another_currency_is_kept_without_a_value_in_pounds(tmp_path: Path) -> None:
    (held,) = read(tmp_path, release(award(value={"amount": 5, "currency": "EUR"}))).contracts
    assert held.value_gbp is None
    assert held.doubts[0].found == "5 EUR"


def test_a_tender_alone_and_a_change_alone_are_no_contracts(tmp_path: Path) -> None:
    tender = release(ocid="ocds-test-2", tag=["tender"])
    delta = release({"id": "a9", "amendments": [{"id": "1"}]}, ocid="ocds-test-3")
    found = read(tmp_path, [tender, delta])
    assert [reject.found for reject in found.rejects] == ["tender", "amendments, id"]
    assert found.rows_rejected == 2


@pytest.mark.parametrize("odd", [None, "text", 5, [], {"releases": "no"}, {"ocid": ""}])
def test_entries_that_are_no_releases_are_rejected_among_those_that_are(tmp_path: Path, odd: Any) -> None:
    found = read(tmp_path, {"releases": [odd, release(award(), buyer="text", parties=["x"])]})
    assert len(found.contracts) == 1
    assert [reject.row for reject in found.rejects] == [1]


def test_a_broken_line_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        json.dumps(release(award())),
        '{"ocid": "ocds-test-2", "aw',
        json.dumps(release(award(), ocid="ocds-test-3")),
    ]
    found = read(tmp_path, "\n".join(lines))
    assert len(found.contracts) == 2
    assert [reject.row for reject in found.rejects] == [2]


def test_linked_releases_are_not_fetched(tmp_path: Path) -> None:
    found = read(tmp_path, {"records": [{"ocid": OCID, "releases": [{"url": "https://example.invalid/1"}]}]})
    assert found.rejects[0].found == "links to releases elsewhere"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"ocid": "x", "awa', "not JSON to its end"),
        ("{} " + "[" * 100_000, "cannot be read|not JSON"),
        ('{"type": "object", "properties": {}}', "not in the Open Contracting Data Standard"),
        ("  ", "empty"),
    ],
)
def test_what_is_not_ocds_is_said_in_one_message(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read(tmp_path, text)


def test_a_cut_off_archive_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "notices.json.gz"
    path.write_bytes(gzip.compress(json.dumps([release(award())] * 50).encode())[:-20])
    with pytest.raises(UnreadableFile, match="damaged"):
        read_documents(path)


def test_two_awards_under_one_id_are_both_kept_with_their_money_and_a_doubt(tmp_path: Path) -> None:
    other = award(suppliers=[{"name": "Bolt plc"}], value={"amount": 7, "currency": "GBP"})
    found = read(tmp_path, release(award(), other, award()))
    assert [(held.id, held.supplier, held.value_gbp) for held in found.contracts] == [
        (f"{OCID}/a1", "Acme Ltd", Decimal("1000.5")),
        (f"{OCID}/a1 (2)", "Bolt plc", Decimal(7)),
    ]
    assert [[doubt.found for doubt in held.doubts] for held in found.contracts] == [[], ["a1"]]


def test_two_contracts_under_one_id_are_both_kept(tmp_path: Path) -> None:
    contracts = [{"id": 1, "awardID": "a1", "period": PERIOD, "title": title} for title in ("One", "Two")]
    assert [held.title for held in read(tmp_path, release(award(), contracts=contracts)).contracts] == ["One", "Two"]


def test_a_change_notice_adds_to_the_contract_that_an_earlier_notice_made(tmp_path: Path) -> None:
    contract = {"id": "c1", "awardID": "a1", "period": PERIOD, "value": {"amount": 900, "currency": "GBP"}}
    changed = {"id": "c1", "awardID": "a1", "amendments": [{"id": "1"}], "value": {"amount": 950, "currency": "GBP"}}
    first = release(award(), contracts=[contract])
    delta = release(id="r2", date="2025-01-01T00:00:00Z", tag=["contractAmendment"], contracts=[changed])
    (held,) = read(tmp_path, [delta, first]).contracts
    assert (held.value_gbp, held.supplier, held.end_date) == (Decimal(950), "Acme Ltd", dt.date(2027, 3, 31))
    alone = read(tmp_path, release(tag=["contractAmendment"], contracts=[changed]))
    assert (alone.contracts, len(alone.rejects)) == ((), 1)
    assert "only changes what another notice says" in alone.rejects[0].expected


def test_a_period_told_only_of_the_lot_is_taken_as_planned(tmp_path: Path) -> None:
    lots = [{"id": 1, "contractPeriod": PERIOD}, {"id": "2", "contractPeriod": {"endDate": "2040-01-01"}}]
    (held,) = read(
        tmp_path, release(award(contractPeriod=None, relatedLots=["1"]), tender={"title": "x", "lots": lots})
    ).contracts
    assert (held.start_date, held.end_date) == (dt.date(2024, 4, 1), dt.date(2027, 3, 31))
    assert "planned in the tender" in held.doubts[0].expected


def test_a_scottish_notice_without_id_or_schemes_is_kept(tmp_path: Path) -> None:
    parties = [
        {
            "id": "org-1",
            "name": "Westfold Council",
            "identifier": {"legalName": "Westfold Council"},
            "roles": ["buyer"],
        },
        {"id": "org-2", "name": "Acme Ltd", "identifier": {"legalName": "Acme Ltd"}, "roles": ["supplier"]},
    ]
    notice = release(
        {"id": "1", "relatedLots": ["1"], "suppliers": [{"id": "org-2", "name": "Acme Ltd"}]},
        parties=parties,
        language="EN",
        description="(SC Ref:1)",
        tender={"title": "Cleaning", "lots": [{"id": "1", "contractPeriod": {"durationInDays": 720}}]},
        contracts=[{"id": "1", "awardID": "1", "status": "active", "dateSigned": "2024-04-01T00:00:00Z"}],
    )
    del notice["id"], notice["buyer"]
    (held,) = read(tmp_path, notice).contracts
    assert (held.buyer, held.supplier, held.suppliers[0].identifiers) == ("Westfold Council", "Acme Ltd", ())
    assert (held.start_date, held.end_date) == (None, None), "a length alone gives no day"


@pytest.mark.parametrize("odd", [5, "1", {"1": 1}, [["1"], {}, None]])
def test_lots_named_in_an_odd_way_are_passed_over(tmp_path: Path, odd: Any) -> None:
    lots = [{"id": "1", "hasRenewal": True}, {"id": "2"}]
    (held,) = read(tmp_path, release(award(relatedLots=odd), tender={"title": "x", "lots": lots})).contracts
    assert held.extension.may_extend is MayExtend.NOT_STATED


@pytest.mark.shared
def test_our_merging_rules_are_those_of_the_published_schema() -> None:
    from ocdsmerge.rules import get_merge_rules

    schema = json.loads((SHARED / "ocds" / "schema" / "release-schema.json").read_text())
    assert merge_rules() == get_merge_rules(schema)


@pytest.mark.shared
def test_published_releases_merge_as_their_published_results_say() -> None:
    folder = SHARED / "ocds" / "fixtures_ocds-merge"
    pairs = [(path, path.with_name(f"{path.stem}-compiled.json")) for path in sorted(folder.glob("1.1__*.json"))]
    pairs = [(releases, compiled) for releases, compiled in pairs if compiled.exists()]
    for releases, compiled in pairs:
        assert compile_releases(json.loads(releases.read_text())) == json.loads(compiled.read_text()), releases.name
    print(f"{len(pairs)} published merges agree")
    assert len(pairs) >= 15


@pytest.mark.shared
def test_every_published_file_is_read_or_says_why_not() -> None:
    kept = rejected = unreadable = 0
    for path in sorted((SHARED / "ocds").rglob("*.json*")):
        documents, source = read_documents(path), SourceFile(path=path.name, sha256="")
        if not looks_like_ocds(documents):
            with pytest.raises(UnreadableFile, match="Open Contracting Data Standard"):
                read_ocds(documents, source)
            unreadable += 1
            continue
        found = read_ocds(documents, source)
        assert found.rows_in == found.rows_kept + found.rows_rejected, path.name
        assert len({reject.row for reject in found.rejects}) >= found.rows_rejected, path.name
        kept, rejected = kept + found.rows_kept, rejected + found.rows_rejected
    print(f"OCDS: {kept} releases and records kept, {rejected} rejected, {unreadable} files of another kind")
    assert unreadable == 6


@pytest.mark.shared
def test_contracts_finder_releases_end_when_their_awards_say() -> None:
    path = SHARED / "ocds" / "contracts_finder_2024_100releases.json"
    found = read_ocds(read_documents(path), SourceFile(path=path.name, sha256=""))
    assert (found.rows_in, found.rows_kept, found.rows_rejected) == (100, 72, 28)
    assert all(held.end_date and held.start_date and held.value_gbp is not None for held in found.contracts)

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from inhouse.contracts.register.contract import Contract, MayExtend
from inhouse.contracts.register.read import Dirt, FileRead
from inhouse.core.errors import LayoutQuestion, UnreadableFile
from inhouse.core.results import SourceFile
from inhouse.readers.ocds import read_documents
from inhouse.readers.payments import Accepted
from inhouse.readers.registers import Told, preview_register, read_records, read_register
from inhouse.readers.registers.cells import read_company_number, read_day, read_money, read_notice
from tests.conftest import SHARED

FIXTURES = Path(__file__).parents[2] / "fixtures" / "registers"


def read(name: str) -> FileRead:
    path = FIXTURES / name
    (found,) = read_register(path, SourceFile(path=name, sha256="f" * 64))
    assert found.rows_in == found.rows_kept + found.rows_rejected
    return found


def by_id(found: FileRead) -> dict[str, Contract]:
    return {held.id: held for held in found.contracts}


def test_the_transparency_codes_own_wording_is_read() -> None:
    found = read("transparency-code.csv")
    held = by_id(found)["NB/001"]
    assert (held.title, held.supplier, held.department) == ("Grounds maintenance", "Greenfold Ltd", "Environment")
    assert (held.start_date, held.end_date) == (dt.date(2022, 4, 1), dt.date(2026, 3, 31))
    assert (held.review_date, held.value_gbp) == (dt.date(2025, 10, 1), Decimal(125000))
    assert (held.vat_not_recovered_gbp, held.supplier_kind) == (Decimal(0), "SME")
    assert held.procurement_method == "Invitation to tender"
    assert by_id(found)["NB/003"].value_gbp is None


def test_title_rows_totals_and_notes_are_not_contracts() -> None:
    found = read("title-rows.csv")
    assert (found.header_row, found.rows_in, found.rows_kept) == (3, 5, 3)
    assert [(reject.row, reject.found) for reject in found.rejects] == [
        (9, "a total"),
        (10, "Register prepared by the procurement team"),
    ]
    assert found.amount_rejected_gbp == Decimal(14_050_000)
    held = by_id(found)
    assert held["C0012"].suppliers[0].company_number == "01234567"
    assert held["C0013"].extension.periods_months == (24,)
    assert held["C0013"].value_gbp == Decimal(1_200_000)
    assert held["C0014"].extension.may_extend is MayExtend.NO
    assert (held["C0014"].value_gbp, held["C0014"].doubts[0].found) == (None, "450,000 - 500,000")


def test_run_together_headings_and_dates_with_times_are_read() -> None:
    held = by_id(read("camel-case.csv"))["EM-77"]
    assert (held.buyer, held.end_date, held.value_gbp) == (
        "Eastmoor District Council",
        dt.date(2026, 1, 31),
        Decimal(36000),
    )
    assert held.suppliers[0].company_number == "SC123456"


def test_tabs_and_windows_letters_are_read() -> None:
    found = read("tabs-cp1252.tsv")
    held = by_id(found)["P1"]
    assert found.encoding == "cp1252"
    assert (held.value_gbp, held.end_date, held.latest_end_date) == (
        Decimal(150_000),
        dt.date(2026, 3, 31),
        dt.date(2028, 3, 31),
    )
    assert (str(held.notice), held.extension.periods_months) == ("3 months", (12, 12))


def test_a_column_of_both_dates_and_values_in_thousands_are_read() -> None:
    held = by_id(read("semicolons.csv"))
    assert (held["17/04"].start_date, held["17/04"].end_date) == (dt.date(2017, 6, 1), dt.date(2024, 5, 31))
    assert (held["17/04"].value_gbp, held["18/11"].value_gbp) == (Decimal(2_310_000), Decimal(45_000))
    assert (held["19/02"].start_date, held["19/02"].end_date) == (None, None)


def test_an_end_worked_out_from_a_length_says_so() -> None:
    held = by_id(read("length-only.csv"))
    assert held["A1"].end_date == dt.date(2027, 12, 31)
    assert "worked out" in held["A1"].doubts[0].expected
    assert held["A3"].end_date == dt.date(2025, 2, 28)
    assert held["A1"].extension.periods_months == (12,)
    assert held["A2"].extension.may_extend is MayExtend.NO


def test_dirt_is_a_reject_with_row_column_found_and_expected() -> None:
    found = read("repeated-header.csv")
    assert [(reject.row, reject.column, reject.found) for reject in found.rejects] == [
        (2, "Title", "nothing"),
        (3, "row", "the headings again"),
        (5, "From", "31/02/2024"),
        (6, "Value", "12,34.5"),
    ]
    assert all(reject.expected for reject in found.rejects)
    door = next(held for held in found.contracts if held.title == "Door entry")
    assert (door.end_date, door.doubts[0].found) == (None, "March 2027")


def test_a_header_over_two_lines_is_read() -> None:
    found = read("two-line-header.csv")
    assert (found.header_row, [held.id for held in found.contracts]) == (1, ["Z-1", "Z-2"])
    assert found.contracts[0].end_date == dt.date(2026, 7, 31)


def test_breaks_and_millions_in_the_heading_are_read() -> None:
    held = by_id(read("break-dates.csv"))["1"]
    assert held.break_dates == (dt.date(2012, 1, 5), dt.date(2014, 1, 5))
    assert (held.value_gbp, held.buyer) == (Decimal(140_000_000), "Norbury City Council")


def test_an_export_of_contracts_finder_gives_each_supplier() -> None:
    found = read("contracts-finder-export.csv")
    (held,) = found.contracts
    assert [supplier.name for supplier in held.suppliers] == ["Swings Ltd", "Slides LLP"]
    assert held.suppliers[0].company_number == "01234567"
    assert held.end_date == dt.date(2025, 2, 28)
    assert found.rejects[0].found == "Closed"


def test_two_columns_with_one_claim_are_a_question_with_candidates() -> None:
    with pytest.raises(LayoutQuestion, match="several columns could be the end date") as asked:
        read("two-end-dates.csv")
    assert [candidate.column for candidate in asked.value.candidates] == [3, 4]
    assert asked.value.candidates[0].example == "31/03/2025"


def test_payments_are_not_taken_for_contracts() -> None:
    with pytest.raises(LayoutQuestion, match="not recognised as a contracts register"):
        read("payments-not-contracts.csv")


def test_a_profile_of_ones_own_teaches_new_headings(tmp_path: Path) -> None:
    register = tmp_path / "welsh.csv"
    register.write_text("Teitl,Cyflenwr,Dyddiad gorffen\nGlanhau,Glan Cyf,31/03/2027\n", encoding="utf-8")
    profile = tmp_path / "welsh.yaml"
    profile.write_text("fields: {title: {heads: [teitl]}, supplier: {heads: [cyflenwr]}, end_date: {heads: [gorffen]}}")
    source = SourceFile(path="welsh.csv", sha256="0" * 64)
    with pytest.raises(LayoutQuestion):
        read_register(register, source)
    (found,) = read_register(register, source, Told(profiles=[profile]))
    assert found.contracts[0].end_date == dt.date(2027, 3, 31)


def test_months_come_first_only_where_days_cannot(tmp_path: Path) -> None:
    register = tmp_path / "american.csv"
    register.write_text("Title,Supplier,Start date,End date\nA,A Ltd,04/01/2025,03/31/2026\n")
    (found,) = read_register(register, SourceFile(path="american.csv", sha256="0" * 64))
    assert (found.contracts[0].start_date, found.contracts[0].end_date) == (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
    assert "month first" in found.warnings[0]
    register.write_text("Title,Supplier,Start date,End date\nA,A Ltd,31/01/2025,03/31/2026\n")
    (found,) = read_register(register, SourceFile(path="mixed.csv", sha256="0" * 64))
    assert [reject.found for reject in found.rejects] == ["03/31/2026"]


def test_a_blank_revised_end_falls_back_on_the_end_first_agreed(tmp_path: Path) -> None:
    register = tmp_path / "revised.csv"
    rows = ["Title,Supplier,End date,Revised end date", "A,A Ltd,31/03/2025,31/03/2027", "B,B Ltd,31/03/2026,"]
    register.write_text("\n".join(rows))
    (found,) = read_register(register, SourceFile(path="revised.csv", sha256="0" * 64))
    assert [held.end_date for held in found.contracts] == [dt.date(2027, 3, 31), dt.date(2026, 3, 31)]


def test_an_only_end_date_that_takes_in_extensions_is_used_with_a_warning(tmp_path: Path) -> None:
    register = tmp_path / "extended.csv"
    register.write_text("Title,Supplier,Contract end (inc ext)\nA,A Ltd,31/03/2025\n")
    (found,) = read_register(register, SourceFile(path="extended.csv", sha256="0" * 64))
    assert found.contracts[0].end_date == dt.date(2025, 3, 31)
    assert "extensions" in found.warnings[0]


def test_one_reference_on_several_rows_is_told_apart_by_row(tmp_path: Path) -> None:
    register = tmp_path / "lots.csv"
    register.write_text("Ref,Title,Supplier,End date\nL1,Lot 1,A Ltd,31/03/2027\nL1,Lot 2,B Ltd,31/03/2027\n")
    (found,) = read_register(register, SourceFile(path="lots.csv", sha256="0" * 64))
    assert [held.id for held in found.contracts] == ["L1 (row 2)", "L1 (row 3)"]


def test_sheets_are_read_apart_and_notes_are_left_out_with_a_word(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["How to read this register", "Ask the procurement team"])
    sheet = book.create_sheet("Live")
    sheet.append(["Contracts register"])
    sheet.append(["Contract title", "Supplier", "Start", "End", "Value"])
    sheet.append(["Lifts", "Up Ltd", dt.date(2024, 4, 1), dt.date(2027, 3, 31), 1234.5])
    expired = book.create_sheet("Expired")
    expired.append(["Contract title", "Supplier", "Start", "End", "Value"])
    expired.append(["Stairs", "Step Ltd", "1 April 2014", "31 March 2017", "n/a"])
    path = tmp_path / "register.xlsx"
    book.save(path)
    live, old = read_register(path, SourceFile(path="register.xlsx", sha256="0" * 64))
    assert (live.part, live.contracts[0].origin.row, live.contracts[0].value_gbp) == ("Live", 3, Decimal("1234.5"))
    assert (old.part, old.contracts[0].end_date) == ("Expired", dt.date(2017, 3, 31))
    assert "Notes" in live.warnings[0]


def test_flat_json_records_are_a_register_too() -> None:
    records = [{"title": "Play areas", "awarded_supplier": "Swings &amp; Co", "awarded_date": "2024-02-01"}]
    (found,) = read_records([{"contracts": records}], SourceFile(path="x.json", sha256="0" * 64))
    assert (found.contracts[0].supplier, found.contracts[0].award_date) == ("Swings & Co", dt.date(2024, 2, 1))
    with pytest.raises(UnreadableFile):
        read_records([{"a": 1}], SourceFile(path="x.json", sha256="0" * 64))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/03/2026", "2026-03-31"),
        ("31.03.26", "2026-03-31"),
        ("31st March 2026", "2026-03-31"),
        ("46112", "2026-03-31"),
        ("31/03/2026 (ext. agreed)", "2026-03-31"),
        ("TBC", None),
        ("31/12/9999", None),
        ("Spring 2026", None),
        ("01/04/2025 or 01/05/2025", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: str | None) -> None:
    assert read_day(text, "End").day == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("text", ["31/02/2024", "2024-13-01", "01/06/206", "32/01/2024", "00/00/0000"])
def test_a_date_that_does_not_exist_is_dirt(text: str) -> None:
    with pytest.raises(Dirt):
        read_day(text, "End")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1.2m", "1200000"),
        ("£ 1,234.50", "1234.5"),
        ("250k", "250000"),
        ("approx £40,000 (ex VAT)", "40000"),
        ("\ufffd880,000.00", "880000"),
        ("Up to £3 million", "3000000"),
        ("£100,000 over 4 years", "100000"),
        ("-", None),
        ("tbc", None),
        ("N/A", None),
        ("£10,000 - £20,000", None),
        ("£500 per week", None),
        ("£12,000 pa", None),
        ("see contract", None),
    ],
)
def test_values_are_read_when_they_are_one_amount_for_the_whole(text: str, amount: str | None) -> None:
    assert read_money(text, "Value").amount == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("text", ["12,34.5", "1e9999", "£1.2.3"])
def test_an_amount_that_is_none_is_dirt(text: str) -> None:
    with pytest.raises(Dirt):
        read_money(text, "Value")


def test_a_column_headed_notice_is_read_when_its_cells_are_lengths_of_time(tmp_path: Path) -> None:
    register = tmp_path / "notice.csv"
    for heading, cells, expected in [
        ("Notice", ("12 months", "90 days", "see contract"), ["12 months", "90 calendar days", "None"]),
        ("Termination notice", ("Six months", "1 year", ""), ["6 months", "12 months", "None"]),
        ("Notice (days)", ("90", "30", "n/a"), ["90 calendar days", "30 calendar days", "None"]),
        ("Termination period", ("3 (three) months", "4 weeks", ""), ["3 months", "28 calendar days", "None"]),
        ("Notice needed", ("3 months", "3 mths", ""), ["3 months", "3 months", "None"]),
    ]:
        lines = [f"Title,Supplier,End date,{heading}", *(f"T{n},S,31/03/2030,{cell}" for n, cell in enumerate(cells))]
        register.write_text("\n".join(lines))
        (found,) = read_register(register, SourceFile(path="notice.csv", sha256="0" * 64))
        assert [str(held.notice) for held in found.contracts] == expected, heading
        assert found.unused_headings == ()


def test_a_notice_that_is_an_advert_is_not_a_notice_period_and_is_listed_as_not_used(tmp_path: Path) -> None:
    register = tmp_path / "advert.csv"
    register.write_text("Title,Supplier,End date,Notice,Ward\nLifts,Up Ltd,31/03/2030,2021/S 000-123456,North\n")
    (found,) = read_register(register, SourceFile(path="advert.csv", sha256="0" * 64))
    assert (found.contracts[0].notice, found.contracts[0].doubts) == (None, ())
    assert found.unused_headings == ("Notice", "Ward")


def test_words_under_notice_are_in_doubt_and_not_taken_for_silence(tmp_path: Path) -> None:
    register = tmp_path / "words.csv"
    rows = ["Title,Supplier,End date,Notice,Termination clause", "A,A Ltd,31/03/2030,See clause 9,Yes", "B,B Ltd,,,No"]
    register.write_text("\n".join(rows))
    (found,) = read_register(register, SourceFile(path="words.csv", sha256="0" * 64))
    assert found.contracts[0].not_read("notice").found == "See clause 9"
    assert (found.contracts[1].doubts, found.unused_headings) == ((), ("Termination clause",))


def test_the_published_term_tells_whether_a_chain_starts_with_the_first_term(tmp_path: Path) -> None:
    register = tmp_path / "chains.csv"
    rows = ["Title,Supplier,Start,End,Option to extend"]
    rows += [f"{end},S,01/04/2023,{end},1 + 1 years" for end in ("31/03/2028", "31/03/2024", "31/03/2025")]
    register.write_text("\n".join(rows))
    (found,) = read_register(register, SourceFile(path="chains.csv", sha256="0" * 64))
    assert [(held.extension.initial_months, held.extension.periods_months) for held in found.contracts] == [
        (None, (12, 12)),
        (12, (12,)),
        (12, (12,)),
    ]


def test_doubtful_cells_are_counted_in_the_warnings_with_examples(tmp_path: Path) -> None:
    register = tmp_path / "doubts.csv"
    rows = [
        "Title,Supplier,Start,End,Value,Notice period",
        "A,A Ltd,01/04/2024,ongoing,Rates only,see contract",
        'B,B Ltd,01/04/2024,31/03/2027,"£900,000 p.a.",3 months',
        "C,C Ltd,01/04/2026,31/03/2025,TBC,n/a",
    ]
    register.write_text("\n".join(rows))
    (found,) = read_register(register, SourceFile(path="doubts.csv", sha256="0" * 64))
    end, notice, value = sorted(found.warnings)
    assert value.startswith("«Value»: 2 doubtful cells, such as «Rates only» (row 2), «£900,000 p.a.» (row 3).")
    assert "«ongoing» (row 2)" in end
    assert "«2026-04-01 to 2025-03-31» (row 4)" in end
    assert "«see contract» (row 2)" in notice
    first, _, last = found.contracts
    assert first.not_read("notice").found == "see contract"
    assert (last.not_read("notice"), last.not_read("value_gbp")) == (None, None)


def test_a_contract_that_ends_before_it_starts_has_no_end_and_says_why(tmp_path: Path) -> None:
    register = tmp_path / "odd.csv"
    register.write_text("Title,Supplier,Start,End\nC,C Ltd,01/04/2026,31/03/2025\n")
    (held,) = read_register(register, SourceFile(path="odd.csv", sha256="0" * 64))[0].contracts
    assert (held.start_date, held.end_date) == (dt.date(2026, 4, 1), None)
    assert "ends before it starts" in held.not_read("end_date").expected


def test_the_unit_in_an_extension_heading_holds_below_it(tmp_path: Path) -> None:
    register = tmp_path / "extension.csv"
    rows = [
        "Title,Supplier,Start,End,Extension (months)",
        "A,S,01/04/2024,31/03/2026,2 x 12",
        "B,S,01/04/2024,31/03/2026,Up to 60",
        "C,S,01/04/2024,31/03/2026,24+12+12",
        "D,S,01/04/2024,31/03/2026,n/a",
        "E,S,01/04/2024,31/03/2026,at our pleasure",
    ]
    register.write_text("\n".join(rows))
    (found,) = read_register(register, SourceFile(path="extension.csv", sha256="0" * 64))
    said = [(held.extension.initial_months, held.extension.periods_months) for held in found.contracts]
    assert said[:3] == [(None, (12, 12)), (None, (60,)), (24, (12, 12))]
    assert [held.extension.may_extend for held in found.contracts[3:]] == [MayExtend.NOT_STATED] * 2
    assert [bool(held.not_read("extension") or held.doubts) for held in found.contracts[3:]] == [False, True]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Beth,Pwy,O,Hyd,Faint\n", {"title": 0, "supplier": 1, "start_date": 2, "end_date": 3, "value": 4}),
        ("", {"title": 0, "supplier": 1, "start_date": 2, "end_date": 3, "value": 4}),
        ("Cofrestr,,,,\n,,,,\nBeth,Pwy,O,Hyd,Faint\n", {"title": 0, "supplier": 1, "end_date": 3}),
    ],
)
def test_a_person_can_say_what_the_columns_mean(tmp_path: Path, text: str, columns: dict[str, int]) -> None:
    register = tmp_path / "odd.csv"
    register.write_text(text + "Lifts,Up Ltd,01/04/2024,31/03/2027,1000\nStairs,Step Ltd,01/04/2024,31/03/2028,2000\n")
    source = SourceFile(path="odd.csv", sha256="0" * 64)
    with pytest.raises(LayoutQuestion, match="--columns"):
        read_register(register, source)
    (found,) = read_register(register, source, Told(columns=columns))
    assert [held.title for held in found.contracts] == ["Lifts", "Stairs"]
    assert found.contracts[1].end_date == dt.date(2028, 3, 31)
    (part,) = preview_register(register, None, Told(columns=columns)).parts
    memory = Accepted(fingerprint=part.layout.fingerprint, header_row=part.layout.header_row, columns=columns)
    (again,) = read_register(register, source, Told(accepted=[memory]))
    assert again.contracts == found.contracts


def test_notice_is_read_in_its_unit_or_not_at_all() -> None:
    assert str(read_notice("3 months")) == "3 months"
    assert str(read_notice("20 working days")) == "20 working days"
    assert str(read_notice("30 clear days")) == "30 clear days"
    assert read_notice("3 months or 6 months") is None


def test_company_numbers_are_padded_and_others_left_out() -> None:
    assert read_company_number("182037").id == "00182037"
    assert read_company_number("IP20558R").id == "IP020558"
    assert read_company_number("None") is None


@pytest.mark.shared
def test_exeters_register_of_224_contracts_is_kept_whole() -> None:
    path = SHARED / "contracts" / "exeter_contracts_register_apr2026_reconstructed.csv"
    (found,) = read_register(path, SourceFile(path=path.name, sha256="0" * 64))
    print(
        f"Exeter: {found.rows_kept} contracts, {sum(held.end_date is not None for held in found.contracts)} with an end"
    )
    assert (found.rows_in, found.rows_kept, found.rejects) == (224, 224, ())
    assert len({held.id for held in found.contracts}) == 224
    assert sum(held.end_date is not None for held in found.contracts) == 190
    assert sum(held.value_gbp is not None for held in found.contracts) == 220
    fleet = by_id(found)["1235"]
    assert (fleet.end_date, fleet.value_gbp) == (dt.date(2033, 6, 30), Decimal(12_000_000))


@pytest.mark.shared
@pytest.mark.parametrize("body", ["blackburn", "blackpool", "burnley", "chorley"])
def test_awarded_notices_come_to_the_sum_their_publisher_counts(body: str) -> None:
    path = SHARED / "contracts" / f"contractsfinder_{body}.json"
    stats = json.loads(path.read_text(), parse_float=Decimal)["stats"]
    (found,) = read_records(read_documents(path), SourceFile(path=path.name, sha256="0" * 64))
    print(f"{body}: {found.rows_kept} of {found.rows_in} notices are contracts")
    assert found.rows_in == stats["total_notices"]
    assert found.rows_kept == stats["awarded_count"]
    assert found.amount_kept_gbp == stats["total_awarded_value"]


@pytest.mark.shared
def test_traffords_grants_are_read_as_a_register() -> None:
    path = SHARED / "contracts" / "trafford_vcse_grants.csv"
    (found,) = read_register(path, SourceFile(path=path.name, sha256="0" * 64))
    assert (found.rows_in, found.rows_kept) == (555, 555)

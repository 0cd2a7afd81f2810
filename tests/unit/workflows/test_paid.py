"""What was paid against what was agreed, on registers and payments small enough to add up by hand."""

import csv
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from inhouse.contracts.paid.rows import ChosenOfContract, Place, totals
from inhouse.core.years import NamedYear, YearKind
from inhouse.workflows import contracts as agreed
from inhouse.workflows import paid as workflow
from inhouse.workflows.payments import load_all, open_payments

HEADS = ("Reference", "Title", "Supplier", "Company number", "Department", "Start date", "End date",
         "Contract value (exc VAT)")  # fmt: skip
PAYMENTS = ("Date", "Supplier", "Net amount", "Department", "Description", "Company number")
AS_OF = dt.date(2025, 6, 1)


@pytest.fixture
def ask(ask_and_look):
    """Answer for a register and payments given as rows of text."""
    return lambda *given, **more: ask_and_look(*given, **more)[0]


@pytest.fixture
def ask_and_look(tmp_path):
    """Answer as ``ask`` does, and give a way to sum the rows behind the answer."""
    opened = []

    def answer(register, *payments, again=None, as_of=AS_OF, heads=PAYMENTS, columns=None):
        files, registers = [], []
        for number, rows in enumerate(payments):
            files.append(tmp_path / f"spend-{number}.csv")
            write(files[-1], heads, rows)
        for number, rows in enumerate([register, again] if again else [register]):
            registers.append(tmp_path / f"register-{number}.csv")
            write(registers[-1], HEADS, rows)
        read = agreed.read_all(registers)
        loaded = load_all(files, tmp_path, columns=columns)
        store = open_payments([file.parquet for file in loaded.files])
        opened.append(store)
        headings = workflow.amount_headings_of(loaded.files)
        found = workflow.summarise(store, read.contracts, as_of, headings, read.caveats)
        return found, partial(totals, store)

    yield answer
    for store in opened:
        store.close()


def write(path, heads, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])


def contract(number="C-101", supplier="Quenby Ltd", **other):
    row = {"title": "Cleaning", "company": "", "department": "", "start": "01/04/2023", "end": "31/03/2024",
           "value": "1000.00"} | other  # fmt: skip
    return (number, row["title"], supplier, row["company"], row["department"], row["start"], row["end"], row["value"])


def payment(date, amount, supplier="QUENBY LIMITED", department="Estates", description="Works", company=""):
    return (date, supplier, amount, department, description, company)


def only(answer):
    (line,) = answer.contracts
    return line


TERM = [
    payment("31/03/2023", "100.01"), payment("01/04/2023", "200.02"), payment("31/03/2024", "300.03"),
    payment("01/04/2024", "400.04"),
]  # fmt: skip


def test_first_and_last_day_are_inside_the_term(ask):
    line = only(ask([contract()], TERM))
    assert (line.paid_before_gbp, line.paid_in_period_gbp, line.paid_after_gbp) == tuple(
        map(Decimal, ("100.01", "500.05", "400.04"))
    )
    assert line.paid_gbp == Decimal("1000.10")
    assert line.paid_untold_gbp == 0
    assert line.matched_names == ("QUENBY LIMITED",)


def test_paid_after_the_end(ask):
    line = only(ask([contract()], TERM))
    assert line.status == "paid after end"
    assert (line.first_payment_date, line.last_payment_date) == (dt.date(2023, 3, 31), dt.date(2024, 4, 1))


def test_within_value(ask):
    line = only(ask([contract()], [payment("01/05/2023", "1000.00")]))
    assert (line.status, line.over_value_gbp) == ("within value", None)


def test_over_value_by_a_penny(ask):
    line = only(ask([contract()], [payment("01/05/2023", "1000.01")]))
    assert (line.status, line.over_value_gbp) == ("over value", Decimal("0.01"))


def test_payments_outside_the_term_do_not_make_it_over_value(ask):
    line = only(ask([contract()], [payment("01/05/2023", "900"), payment("01/05/2022", "900")]))
    assert line.status == "within value"


def test_over_value_and_after_the_end_are_both_told(ask):
    line = only(ask([contract()], [payment("01/05/2023", "2000"), payment("01/05/2024", "1")]))
    assert line.findings == ("over value", "paid after end")


def test_money_back_after_the_end_is_no_payment_after_the_end(ask):
    line = only(ask([contract()], [payment("01/05/2023", "900"), payment("01/05/2024", "-50")]))
    assert (line.status, line.paid_after_gbp) == ("within value", Decimal(-50))


LATER, EARLIER = {"start": "01/04/2023", "end": "31/03/2024"}, {"start": "01/04/2021", "end": "30/06/2023"}


def test_after_the_last_contract_of_a_supplier_ended_a_payment_is_after_the_end_of_all(ask):
    held = [contract("C-1", **LATER), contract("C-2", **EARLIER)]
    found = {line.id: line for line in ask(held, TERM).contracts}
    assert found["C-1"].findings == ("shared supplier: cannot be told apart", "paid after end")
    assert "after the end of all of them" in found["C-1"].basis
    assert found["C-2"].findings == ("shared supplier: cannot be told apart",)


def test_while_another_contract_of_a_supplier_runs_no_payment_is_after_the_end(ask):
    for other in (EARLIER | {"end": "01/04/2024"}, EARLIER | {"end": ""}):
        lines = ask([contract("C-1", **LATER), contract("C-2", **other)], TERM).contracts
        assert [line.findings for line in lines] == [("shared supplier: cannot be told apart",)] * 2


def test_where_several_contracts_of_a_supplier_end_on_one_day_only_one_is_named(ask):
    lines = ask([contract("C-1", **LATER), contract("C-2", **LATER)], TERM).contracts
    assert sum("paid after end" in line.findings for line in lines) == 1


def test_no_payment_found(ask):
    answer = ask([contract()], [payment("01/05/2023", "900", "Zorbel Ltd")])
    line = only(answer)
    assert (line.status, line.paid_gbp, line.paid_in_period_gbp, line.matched_names) == ("no payment found", 0, 0, ())
    (missing,) = answer.unmatched_contracts
    assert missing.id == "C-101"
    assert "No payee is like «Quenby Ltd»" in missing.why


def test_a_contract_that_starts_after_the_files_end_says_so(ask):
    answer = ask([contract(start="01/05/2025", end="01/05/2026")], [payment("01/05/2023", "9", "Zorbel Ltd")])
    assert "starts after that, on 1 May 2025" in answer.unmatched_contracts[0].why


def test_a_doubtful_match_is_shown_and_not_counted(ask):
    answer = ask([contract(supplier="Quenby Bank")], [payment("01/05/2023", "9000", "Quenby Lettings")])
    line = only(answer)
    assert (line.status, line.paid_gbp, line.possible_names) == ("to be confirmed", 0, ("Quenby Lettings",))
    assert [(each.supplier, each.may_be) for each in answer.off_contract_suppliers] == [
        ("Quenby Lettings", ("C-101",))
    ]  # fmt: skip


def test_no_value_agreed(ask):
    assert only(ask([contract(value="")], [payment("01/05/2023", "9")])).status == "no value agreed"


def test_without_an_end_it_cannot_be_told_what_is_inside(ask):
    line = only(ask([contract(end="", value="500")], TERM))
    assert line.status == "term not known: cannot be told"
    assert (line.paid_before_gbp, line.paid_in_period_gbp, line.paid_after_gbp) == (Decimal("100.01"), None, None)
    assert line.paid_untold_gbp == Decimal("900.09")
    assert "No end date is published" in line.basis


def test_without_an_end_all_payments_together_may_still_be_within_value(ask):
    assert only(ask([contract(end="", value="5000")], TERM)).status == "within value"


def test_a_contract_that_runs_on_has_no_after(ask):
    line = only(ask([contract(end="Ongoing")], TERM))
    assert (line.paid_in_period_gbp, line.paid_after_gbp) == (Decimal("900.09"), None)
    assert line.status == "within value"


def test_a_name_withheld_is_nobody(ask):
    answer = ask(
        [contract(supplier="[Redacted - Personal Data]")], [payment("01/05/2023", "9000", "REDACTED PERSONAL DATA")]
    )
    assert only(answer).status == "supplier not named"
    assert (answer.off_contract_suppliers, answer.totals.names_withheld_gbp) == ((), Decimal(9000))


def test_contracts_that_share_a_supplier_say_that_nothing_tells_them_apart(ask):
    answer = ask(
        [contract("C-101"), contract("C-102", value="5000", title="Cleaning")], [payment("01/05/2023", "1500")]
    )
    assert [line.status for line in answer.contracts] == ["shared supplier: cannot be told apart"] * 2
    assert [line.paid_gbp for line in answer.contracts] == [1500, 1500]
    assert [line.shares_with for line in answer.contracts] == [("C-102",), ("C-101",)]
    assert all("cannot be told apart" in line.basis for line in answer.contracts)
    (together,) = answer.shared_suppliers
    assert (together.contracts, together.paid_gbp, together.value_gbp) == (("C-101", "C-102"), 1500, 6000)
    assert answer.totals.on_contract_gbp == 1500


@pytest.mark.parametrize(
    ("way", "first", "second", "paid"),
    [
        ("contract number", {}, {},
         [payment("01/05/2023", "100", description="ref C-101"), payment("02/05/2023", "11", description="C-102")]),
        ("department", {"department": "Parks"}, {"department": "Estates"},
         [payment("01/05/2023", "100", department="PARKS"), payment("02/05/2023", "11", department="Estates")]),
        ("description", {"title": "Lift repairs"}, {"title": "Boiler repairs"},
         [payment("01/05/2023", "100", description="Lift"), payment("02/05/2023", "11", description="Boiler parts")]),
    ],
)  # fmt: skip
def test_what_tells_contracts_of_one_supplier_apart(ask, way, first, second, paid):
    answer = ask([contract("C-101", **first), contract("C-102", **second)], paid)
    assert [line.told_apart_by for line in answer.contracts] == [way, way]
    assert [line.paid_gbp for line in answer.contracts] == [100, 11]
    assert [line.status for line in answer.contracts] == ["within value", "within value"]


def test_one_payment_that_names_no_contract_keeps_them_together(ask):
    paid = [payment("01/05/2023", "100", description="C-101"), payment("02/05/2023", "11", description="other")]
    answer = ask([contract("C-101"), contract("C-102")], paid)
    assert [line.told_apart_by for line in answer.contracts] == [None, None]


def test_terms_that_do_not_overlap_are_told_apart_by_date(ask):
    answer = ask(
        [contract("C-101"), contract("C-102", start="01/04/2024", end="31/03/2025")],
        [payment("01/05/2023", "1500"), payment("01/05/2024", "700")],
    )
    assert [(line.paid_in_period_gbp, line.status) for line in answer.contracts] == [
        (1500, "over value"), (700, "within value"),
    ]  # fmt: skip
    assert [line.paid_gbp for line in answer.contracts] == [2200, 2200]


def test_several_suppliers_in_one_cell_are_paid_together(ask):
    answer = ask(
        [contract(supplier="Quenby Ltd, Zorbel plc and Marl Dovecote")],
        [
            payment("01/05/2023", "10"),
            payment("01/06/2023", "5", "ZORBEL"),
            payment("01/07/2023", "2", "Marl Dovecote"),
        ],
    )
    line = only(answer)
    assert (line.paid_gbp, line.matched_names) == (17, ("Marl Dovecote", "QUENBY LIMITED", "ZORBEL"))


def test_a_supplier_of_several_without_payments_is_named(ask):
    line = only(ask([contract(supplier="Quenby Ltd / Zorbel Ltd")], [payment("01/05/2023", "10")]))
    assert "No payee was found for «Zorbel Ltd»" in line.basis


def test_the_company_number_decides_before_the_name(ask):
    line = only(
        ask(
            [contract(company="07654321")],
            [payment("01/05/2023", "10", "Other Name Ltd", company="7654321"),
             payment("01/05/2023", "5", "Quenby Ltd", company="01234567")],
        )
    )  # fmt: skip
    assert (line.paid_gbp, line.matched_names, line.possible_names) == (10, ("Other Name Ltd",), ())


def test_suppliers_above_the_threshold_without_a_contract(ask):
    answer = ask(
        [contract()],
        [payment("01/05/2023", "5000.00", "Just Enough Ltd"), payment("01/05/2023", "5000.01", "Zorbel Ltd"),
         payment("01/06/2023", "10"), payment("01/06/2023", "6000", "REDACTED PERSONAL DATA")],
    )  # fmt: skip
    assert [(each.supplier, each.amount_gbp) for each in answer.off_contract_suppliers] == [
        ("Zorbel Ltd", Decimal("5000.01"))
    ]  # fmt: skip
    totals = answer.totals
    parts = (totals.on_contract_gbp, totals.off_contract_gbp, totals.below_threshold_gbp, totals.names_withheld_gbp)
    assert parts == tuple(map(Decimal, ("10", "5000.01", "5000", "6000")))
    assert totals.amount_gbp == Decimal("16010.01")
    (threshold,) = answer.parameters
    assert (threshold.id, threshold.from_date) == ("transparency.contract_gbp", dt.date(2015, 2, 27))


def test_large_single_payments_stand_out(ask):
    usual = [payment(f"0{day}/05/2023", "600") for day in range(1, 6)]
    answer = ask([contract()], [*usual, payment("09/05/2023", "6000"), payment("10/05/2023", "5999.99")])
    assert [(each.amount_gbp, each.usual_gbp) for each in answer.large_lines] == [(6000, 600)]


def test_year_on_year_by_calendar_and_by_financial_year(ask):
    line = only(ask([contract()], TERM))
    assert [(each.year, each.amount_gbp) for each in line.by_year] == [
        (2023, Decimal("300.03")), (2024, Decimal("700.07")),
    ]  # fmt: skip
    assert [(each.year, each.amount_gbp) for each in line.by_financial_year] == [
        (2022, Decimal("100.01")), (2023, Decimal("500.05")), (2024, Decimal("400.04")),
    ]  # fmt: skip


def test_payments_without_a_date_are_nowhere_in_the_term(ask):
    rows = [("Quenby Ltd", "70.00"), ("Quenby Ltd", "0.07")]
    line = only(ask([contract()], rows, heads=("Supplier", "Amount"), columns={"date": -1, "supplier": 0, "amount": 1}))
    assert (line.paid_gbp, line.paid_untold_gbp, line.paid_in_period_gbp) == (Decimal("70.07"), Decimal("70.07"), 0)
    assert "without a date" in line.basis


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Net amount", "Payments are net of VAT, and so is the value."),
        ("Gross amount", "Payments are including VAT, but the value is net of VAT."),
        ("Amount", "Whether payments include VAT is not said; the value is net of VAT."),
    ],
)
def test_the_basis_says_what_is_known_of_vat(ask, heading, said):
    heads = tuple(heading if head == "Net amount" else head for head in PAYMENTS)
    assert said in only(ask([contract()], TERM, heads=heads)).basis


def test_the_order_of_files_does_not_matter(ask):
    first, second = TERM[:2], [*TERM[2:], payment("05/05/2023", "99", "Zorbel Ltd")]
    zorbel, quenby = [contract("C-102", "Zorbel Ltd")], [contract("C-101")]
    one_way, other_way = ask(zorbel, first, second, again=quenby), ask(quenby, second, first, again=zorbel)
    nowhere = [[replace(line, file="", source=None) for line in answer.contracts] for answer in (one_way, other_way)]
    assert nowhere[0] == nowhere[1]
    assert replace(one_way, contracts=()) == replace(other_way, contracts=())


def test_a_contract_in_two_registers_counts_once(ask):
    line = only(ask([contract()], TERM, again=[contract(), contract("", "", title="", start="", end="", value="")]))
    assert line.shares_with == ()


def test_the_newest_register_says_the_value_and_the_answer_says_that_two_list_the_contract(ask):
    answer = ask([contract(value="1000")], TERM, again=[contract(value="400")])
    assert only(answer).value_gbp == 400
    assert only(answer).over_value_gbp == Decimal("100.05")
    assert answer.caveats[0].startswith("1 contract stands in more than one register and counts once, as ")
    assert answer.caveats[0].endswith("register-1.csv has it.")


def test_the_rows_of_a_contract_add_up_to_each_of_its_figures(ask_and_look):
    answer, look = ask_and_look([contract()], TERM)
    line = only(answer)
    assert look(ChosenOfContract(contract=line.place)).amount_gbp == line.paid_gbp
    places = {"before": line.paid_before_gbp, "inside": line.paid_in_period_gbp, "after": line.paid_after_gbp}
    for place, amount in places.items():
        assert look(ChosenOfContract(contract=line.place, place=Place(place))).amount_gbp == amount
    for year in line.by_financial_year:
        days = NamedYear(YearKind.FINANCIAL, year.year)
        chosen = ChosenOfContract(contract=line.place, from_date=days.first_date, to_date=days.last_date)
        assert look(chosen).amount_gbp == year.amount_gbp
    assert look(ChosenOfContract(contract=line.place + 1)).rows == 0


def test_what_the_register_leaves_open_is_counted(ask):
    answer = ask([contract(), contract("C-102", end=""), contract("C-103", value="", end="")], TERM)
    said = {hole.field: hole.said for hole in answer.holes}
    assert (
        said["end_date"] == "2 of 3 contracts have no end date: it cannot be told whether payments fall after the end."
    )
    assert said["value_gbp"].startswith("1 of 3 contracts has no value")
    assert "start_date" not in said


def test_saved_tables_open_and_tie_up(ask, tmp_path):
    from inhouse.core.results import Provenance

    answer = ask([contract()], TERM)
    workflow.save_tables(answer, workflow.provenance(answer, Provenance(), ()), tmp_path / "out")
    with (tmp_path / "out" / "paid.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["paid_gbp"], row["status"]) == ("1000.10", "paid after end")
    assert (tmp_path / "out" / "paid.xlsx").read_bytes().startswith(b"PK")

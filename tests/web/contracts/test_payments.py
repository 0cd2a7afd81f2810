"""Do the figures on the pages equal the rows, added up by hand?"""

from __future__ import annotations

import csv
import html
import io
import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from inhouse.core.money import format_gbp
from inhouse.web.sources.models import Source, State
from tests.web.contracts.small_programme import kept_rows, paid

ROW_LINK = re.compile(r'href="(/payments/rows/[^"]*)">(-?£[\d,]+\.\d\d)<')


def text(response) -> str:
    assert response.status_code == 200
    return html.unescape(b"".join(response).decode("utf-8-sig"))


def figure(page: str, label: str) -> str:
    found = re.search(rf">{re.escape(label)}</dt>\s*<dd[^>]*>(?:<a[^>]*>)?([^<]*)", page)
    assert found, label
    return found.group(1)


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(response), newline="")))


def test_the_totals_are_those_of_the_rows(loaded, director):
    page = text(director.get("/payments/"))
    assert figure(page, "Paid in total") == format_gbp(paid(kept_rows()))
    assert figure(page, "Payments") == str(len(kept_rows()))
    assert figure(page, "Suppliers") == "5"


@pytest.mark.parametrize("year", ["2019", "2020"])
def test_a_year_is_the_sum_of_its_rows(loaded, director, year):
    expected = paid([row for row in kept_rows() if row["Payment date"].endswith(year)])
    assert figure(text(director.get("/payments/", {"year": year})), "Paid in total") == format_gbp(expected)


YEAR_LINE = re.compile(
    r'<th scope="row" class="govuk-table__header">([^<]+)</th>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*><a[^>]*>([^<]+)<'
)


@pytest.mark.parametrize("url", ["/", "/payments/"])
def test_years_run_from_april_to_march_unless_calendar_years_are_asked_for(loaded, director, url):
    assert YEAR_LINE.findall(text(director.get(url))) == [
        ("2018/19", "4", "£1,220.24"), ("2019/20", "3", "£3,720.75"), ("No date", "1", "£11.11"),
    ]  # fmt: skip
    assert YEAR_LINE.findall(text(director.get(url, {"years": "calendar"}))) == [
        ("2019", "5", "£1,920.24"), ("2020", "2", "£3,020.75"), ("No date", "1", "£11.11"),
    ]  # fmt: skip


def test_a_financial_year_can_be_chosen_and_its_rows_are_those_of_its_days(loaded, director):
    page = text(director.get("/payments/", {"year": "2018-19"}))
    assert figure(page, "Paid in total") == "£1,220.24"
    assert "in 2018/19 (April to March)" in page
    listed = rows_of(director.get("/payments/rows.csv", {"year": "2018-19"}))
    assert {row["payment_date"] for row in listed} == {"2019-01-04", "2019-02-15", "2019-03-20", "2019-03-21"}


def test_rows_can_be_asked_for_from_one_day_to_another(loaded, director):
    listed = rows_of(director.get("/payments/rows.csv", {"from": "2019-03-21", "to": "2020-01-05"}))
    assert {row["payment_date"] for row in listed} == {"2019-03-21", "2019-04-30", "2020-01-05"}
    assert "from 21 March 2019 to 5 January 2020" in text(
        director.get("/payments/rows/", {"from": "2019-03-21", "to": "2020-01-05"})
    )


def test_payments_without_a_date_are_a_line_of_their_own(loaded, director):
    page = text(director.get("/payments/", {"year": "undated"}))
    assert figure(page, "Paid in total") == "£11.11"


def test_a_department_is_the_sum_of_its_rows(loaded, director):
    expected = paid([row for row in kept_rows() if row["Department"] == "Children"])
    assert figure(text(director.get("/payments/", {"department": "Children"})), "Paid in total") == format_gbp(expected)


def test_a_search_finds_whole_words_in_any_spelling(loaded, director):
    page = text(director.get("/payments/", {"supplier": "capita"}))
    assert figure(page, "Paid in total") == "£20.00"
    assert "Ricoh" not in page


def test_a_search_for_nobody_says_so(loaded, director):
    assert "No payments match" in text(director.get("/payments/", {"supplier": "nobody"}))


@pytest.mark.parametrize("query", [{"year": "1066"}, {"year": "x' OR 1=1"}, {"department": "None such"}])
def test_a_choice_that_does_not_exist_is_an_error_beside_its_field(loaded, director, query):
    page = text(director.get("/payments/", query))
    assert "There is a problem" in page


@pytest.mark.parametrize(
    "url",
    [
        "/", "/payments/", "/payments/?year=2019", "/payments/?department=Adults", "/suppliers/name-acme-systems/",
        "/?years=calendar", "/payments/?years=calendar", "/payments/?year=2018-19&years=calendar",
        "/suppliers/name-acme-systems/?years=calendar",
    ],
)  # fmt: skip
def test_every_figure_links_to_rows_that_add_up_to_it(loaded, director, url):
    links = ROW_LINK.findall(director.get(url).content.decode())
    assert len(links) >= 3
    for link, amount in links:
        address = html.unescape(link)
        rows_page = text(director.get(address))
        assert figure(rows_page, "These rows add up to") == amount
        listed = rows_of(director.get("/payments/rows.csv", parse_qs(urlsplit(address).query)))
        assert format_gbp(sum((Decimal(row["amount_gbp"]) for row in listed), Decimal(0))) == amount


def test_where_departments_are_many_one_is_typed_and_a_part_of_a_name_brings_a_hint(load, director, today):
    lines = [f"01/02/2020,Acme Ltd,5,Department {number}" for number in range(150)]
    load("payments", "many.csv", "\n".join(["Date,Supplier,Amount,Department", *lines]))
    assert figure(text(director.get("/payments/", {"department": "department 77"})), "Paid in total") == "£5.00"
    assert "Did you mean “Department 149”?" in text(director.get("/payments/", {"department": "149"}))


def test_each_row_names_its_file_and_row_number(loaded, director):
    listed = rows_of(director.get("/payments/rows.csv", {"year": "2020"}))
    places = {(row["supplier"], row["file"], row["row"]) for row in listed}
    assert places == {("Acme Systems Ltd", "spend-2020.csv", "2"), ("Capita Business Services", "spend-2020.csv", "3")}
    assert "spend-2020.csv</a></span>, row\u00a02" in text(director.get("/payments/rows/", {"year": "2020"})).replace(
        "&nbsp;", "\u00a0"
    )


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("date", "1000.00", "11.11"),
        ("-date", "20.00", "11.11"),
        ("amount", "-40.25", "3000.75"),
        ("-amount", "3000.75", "-40.25"),
    ],
)
def test_rows_come_in_the_order_asked_for_and_undated_ones_last(loaded, director, order, first, last):
    amounts = [row["amount_gbp"] for row in rows_of(director.get("/payments/rows.csv", {"sort": order}))]
    assert (amounts[0], amounts[-1]) == (first, last)


def test_a_figure_shows_the_query_its_values_and_the_files_behind_it(loaded, director):
    page = text(director.get("/payments/rows/", {"year": "2019"}))
    assert "sum(payment.amount_gbp)" in page
    assert "<code>$from_date</code> = 2019-01-01" in page
    assert "<code>$to_date</code> = 2019-12-31" in page
    assert "<code>$offset</code> = 0" in page
    for source in Source.objects.filter(kind="payments"):
        assert source.sha256 in page


def test_a_rejected_row_counts_in_no_figure(loaded, director):
    assert "Rejected" not in text(director.get("/payments/rows.csv"))


def test_an_undone_file_leaves_every_figure_at_once(loaded, director):
    before = figure(text(director.get("/payments/")), "Paid in total")
    Source.objects.filter(filename="spend-2020.csv").update(state=State.UNDONE)
    after = figure(text(director.get("/payments/")), "Paid in total")
    assert before == format_gbp(paid(kept_rows()))
    assert after == format_gbp(paid(kept_rows()[:5]))


def test_downloads_hold_every_supplier_and_nothing_a_spreadsheet_would_run(loaded, director):
    listed = rows_of(director.get("/payments/suppliers.csv"))
    assert sum(Decimal(row["amount_gbp"]) for row in listed) == paid(kept_rows())
    assert '\'=HYPERLINK("x")' in {row["supplier"] for row in listed}
    book = openpyxl.load_workbook(io.BytesIO(director.get("/payments/suppliers.xlsx").content))
    assert book.sheetnames == ["Suppliers", "April to March 2", "Calendar years 3", "About"]
    amounts = [row[4].value for row in book["Suppliers"].iter_rows(min_row=2)]
    assert sum(Decimal(str(amount)) for amount in amounts) == paid(kept_rows())
    assert "spend-2019.csv" in str([row[1].value for row in book["About"].iter_rows()])


def test_a_name_from_a_file_cannot_write_into_the_page(load, today, director):
    load("payments", "trap.csv", "Date,Supplier,Amount\n01/02/2020,<script>alert(1)</script>,5\n01/02/2020,B,6\n")
    for url in ("/", "/payments/", "/payments/rows/"):
        assert "<script>alert" not in director.get(url).content.decode()


def test_what_is_made_up_says_so_wherever_it_shows(load, director, today):
    load("payments", "spend.csv", "Date,Supplier,Amount\n01/02/2020,Acme Ltd,5\n", illustrative=True)
    for url in ("/", "/payments/", "/payments/rows/", "/suppliers/name-acme/"):
        assert 'class="app-illustrative"' in text(director.get(url)), url
    workbook = openpyxl.load_workbook(io.BytesIO(director.get("/payments/suppliers.xlsx").content))
    assert "illustrative" in str([row[1].value for row in workbook["About"].iter_rows()])


def test_spellings_of_one_supplier_are_listed_with_the_reason(loaded, director):
    page = text(director.get("/suppliers/name-acme-systems/"))
    assert figure(page, "Paid in total") == format_gbp(
        paid([row for row in kept_rows() if row["Supplier name"].upper().startswith("ACME")])
    )
    assert "ACME SYSTEMS LIMITED" in page
    assert "Same name, apart from capitals, punctuation and Ltd or PLC" in page
    assert "Data centre" in page


def test_a_supplier_nobody_knows_is_not_found(loaded, director):
    assert director.get("/suppliers/name-nobody/").status_code == 404


@pytest.mark.parametrize("url", ["/", "/payments/", "/contracts/", "/payments/rows/"])
def test_an_empty_programme_says_what_to_do_first(programme, visit, url):
    assert "app-empty" in text(visit("director").get(url))


def test_files_that_hold_the_same_payments_are_said_to_count_twice(load, director):
    april = "Payment date,Supplier name,Net amount\n" + "".join(f"{d:02}/04/2019,Ash,{d}.00\n" for d in range(1, 31))
    load("payments", "april.csv", april)
    assert "hold the same payments" not in text(director.get("/"))
    load("payments", "quarter.csv", april + "01/05/2019,Ash,9.00\n")
    page = text(director.get("/"))
    assert "hold the same payments" in page
    assert "30 payments, £465.00, stand in both and count twice" in page

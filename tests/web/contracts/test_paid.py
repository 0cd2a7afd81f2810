"""Do the pages of paid against agreed say what was agreed, what was paid, and what cannot be told, with every row?"""

from __future__ import annotations

import csv
import html
import io
import re
from decimal import Decimal
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from inhouse.contracts.terms.agreed import Agreed
from inhouse.core.money import format_gbp
from inhouse.web.contracts.paid import answers
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.contracts.terms import actions
from inhouse.web.sources.models import Source, State
from inhouse.workflows import paid as workflow
from tests.web.contracts.test_payments import figure, rows_of, text

REGISTER = """Reference,Title of agreement,Supplier name,Department,Start date,End date,Value (exc VAT)
P1,Lift repairs,Quenby Ltd,Estates,01/04/2019,31/03/2021,1000
P2,Library books,Zorbel Ltd,Libraries,01/04/2019,31/03/2020,9000
P3,Parking machines,Hatherleaze Ltd,Places,01/04/2019,31/03/2022,500
P4,School meals,Tarrowby Foods Ltd,Schools,01/04/2019,31/03/2022,4000
P5,School milk,Tarrowby Foods Ltd,Schools,01/04/2019,31/03/2022,300
P6,Cleaning,Marl Dovecote Ltd,Estates,01/04/2019,,
"""
PAYMENTS = """Payment date,Supplier name,Net amount,Description
31/03/2019,QUENBY LIMITED,100.00,before
01/04/2019,QUENBY LIMITED,700.50,first day
31/03/2021,Quenby Ltd,800.25,last day
05/06/2019,Zorbel Ltd,2000.00,books
01/04/2020,Zorbel Ltd,60.00,late
02/04/2020,Zorbel Ltd,7.50,late
03/06/2020,Tarrowby Foods Ltd,250.00,food
03/06/2020,Marl Dovecote Ltd,80.00,cleaning
04/06/2020,Undreamt plc,6000.00,nobody knows
"""
SECTIONS = (
    "after-end", "not-paid", "off-contract", "large-payments", "years", "shared-suppliers", "cannot-be-told",
)  # fmt: skip
TABLES = (
    "paid", "matches", "unmatched", "off_contract", "shared_suppliers", "large_lines", "years", "register_holes",
)  # fmt: skip
PAGES = ("/paid/", *(f"/paid/{name}/" for name in SECTIONS))
DOWNLOADS = ("/paid/paid.csv", "/paid/paid.xlsx", *(f"/paid/{name}.csv" for name in TABLES))
AMOUNT_LINK = re.compile(r'href="(/payments/rows/\?contract=[^"]*)">(-?£[\d,]+\.\d\d)<span')


@pytest.fixture
def agreed(load, today):
    """A register and payments in which one of each kind of finding can be worked out by hand."""
    load("contracts", "register.csv", REGISTER)
    load("payments", "spend.csv", PAYMENTS)


def key_of(today, number: str) -> str:
    return next(each.key for each in held_contracts(today) if each.contract.id == number)


def contract_page(client: Client, today, number: str) -> str:
    return text(client.get(reverse("contract", args=[key_of(today, number)])))


def titles(page: str) -> list[str]:
    return re.findall(r'contracts-paid"><a[^>]*>([^<]*)<', page)


@pytest.mark.parametrize("url", [*PAGES, *DOWNLOADS])
def test_a_stranger_is_asked_to_sign_in(agreed, url):
    response = Client().get(url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("name", ["director", "councillor"])
@pytest.mark.parametrize("url", [*PAGES, *DOWNLOADS])
def test_whoever_may_see_payments_sees_every_page(agreed, visit, name, url):
    assert visit(name).get(url).status_code == 200


@pytest.mark.parametrize("name", ["seconded", "staff", "administrator"])
@pytest.mark.parametrize("url", [*PAGES, *DOWNLOADS])
def test_all_of_it_is_closed_to_others_and_to_whoever_the_supplier_pays(agreed, visit, name, url):
    response = visit(name).get(url)
    assert response.status_code == 403
    assert "Quenby" not in response.content.decode()


def test_the_contract_page_says_what_was_paid_only_to_those_who_may_see_payments(agreed, visit, director, today):
    assert "£1,500.75" in contract_page(director, today, "P1")
    for name in ("seconded", "staff"):
        page = contract_page(visit(name), today, "P1")
        assert "£1,500.75" not in page
        assert "QUENBY LIMITED" not in page


def test_the_headline_compares_only_what_can_be_compared(agreed, director):
    page = text(director.get("/paid/"))
    plain = re.sub(r"<[^>]+>", "", page)
    assert "Of 6 contracts, 2 can be compared. Together they were agreed at £10,000.00" in plain
    assert "£3,500.75 has been paid inside those terms so far" in plain
    assert figure(page, "Paid over value") == "£501"
    assert figure(page, "Paid after the end") == "£68"
    assert figure(page, "Cannot be compared") == "4"
    assert "2 contracts share a supplier with others" in plain
    assert "1 contract has no payment in the files." in plain
    assert "as on 23 November 2026" in plain


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "over"}, ["Lift repairs"]),
        ({"status": "after"}, ["Library books"]),
        ({"status": "none"}, ["Parking machines"]),
        ({"status": "shared"}, ["School meals", "School milk"]),
        ({"status": "no-value"}, ["Cleaning"]),
        ({"search": "zorbel"}, ["Library books"]),
        ({"search": "QUENBY limited"}, ["Lift repairs"]),
        ({"search": "nobody"}, []),
        ({"sort": "title", "search": "school"}, ["School meals", "School milk"]),
        ({"sort": "value", "status": "shared"}, ["School meals", "School milk"]),
        ({"sort": "value", "search": "lib"}, ["Library books"]),
        ({"sort": "paid", "search": "school"}, ["School meals", "School milk"]),
        ({"sort": "paid", "search": "zorbel ltd"}, ["Library books"]),
        ({"sort": "supplier", "status": "after"}, ["Library books"]),
    ],
)  # fmt: skip
def test_contracts_are_found_and_ordered_as_asked(agreed, director, query, expected):
    assert titles(text(director.get("/paid/", query))) == expected


@pytest.mark.parametrize("url", ["/paid/", "/paid/after-end/", "/paid/years/", "/paid/years/?years=calendar"])
def test_every_amount_links_to_rows_that_add_up_to_it(agreed, director, url):
    links = AMOUNT_LINK.findall(director.get(url).content.decode())
    assert len(links) >= 1
    for link, amount in links:
        address = html.unescape(link)
        added = figure(text(director.get(address)), "These rows add up to")
        listed = rows_of(director.get("/payments/rows.csv", parse_qs(urlsplit(address).query)))
        assert format_gbp(sum((Decimal(row["amount_gbp"]) for row in listed), Decimal(0))) == added
        over_value = amount == "£500.75"
        assert added == ("£1,500.75" if over_value else amount)


def test_a_contract_says_what_was_paid_before_inside_and_after_with_names_years_and_basis(agreed, director, today):
    page = contract_page(director, today, "P1")
    places = dict(re.findall(r'">([^<]+)</th><td class="[^"]*numeric"><?(?:a[^>]*>)?(-?£[\d,.]+)', page))
    assert places["Value"] == "£1,000.00"
    assert places["Paid before the term"] == "£100.00"
    assert places["Paid inside the term"] == "£1,500.75"
    assert places["More than the value"] == "£500.75"
    assert places["Paid after the term"] == "£0.00"
    assert places["Paid in all"] == "£1,600.75"
    assert "QUENBY LIMITED" in page
    assert "confidence 0.99" in page
    assert "Payments are net of VAT, and so is the value." in page
    assert re.findall(r'row" class="govuk-table__header">(\d{4}/\d\d)<', page) == ["2018/19", "2019/20", "2020/21"]


def test_the_rows_of_a_place_name_it_and_show_the_queries(agreed, director, today):
    query = {"contract": key_of(today, "P2"), "place": "after"}
    page = text(director.get("/payments/rows/", query))
    assert "Payments for Library books after the term" in page
    assert figure(page, "These rows add up to") == "£67.50"
    assert "spend.csv" in page
    assert "FROM paid_rows AS paid" in page
    assert "CASE" in page
    assert {row["row"] for row in rows_of(director.get("/payments/rows.csv", query))} == {"6", "7"}


def test_rows_of_a_contract_that_is_not_there_are_not_found(agreed, director):
    assert director.get("/payments/rows/", {"contract": "0" * 16}).status_code == 404


def test_a_shared_supplier_is_said_and_linked(agreed, director, today):
    page = contract_page(director, today, "P4")
    assert "Cannot be told apart" in page
    assert "It shares its supplier with" in page
    assert f"/contracts/{key_of(today, 'P5')}/#paid" in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("after-end", "Library books"),
        ("not-paid", "No payee is like «Hatherleaze Ltd»"),
        ("off-contract", "Undreamt plc"),
        ("large-payments", "No single payment stands out."),
        ("years", "2019/20"),
        ("shared-suppliers", "School meals; School milk"),
        ("cannot-be-told", "1 of 6 contracts has no end date"),
    ],
)
def test_each_section_says_what_it_is_there_for(agreed, director, name, said):
    assert said in text(director.get(f"/paid/{name}/"))


@pytest.mark.parametrize("url", ["/paid/none-such/", "/paid/none-such.csv", "/paid/paid.pdf"])
def test_a_part_that_does_not_exist_is_not_found(agreed, director, url):
    assert director.get(url).status_code == 404


def test_terms_that_people_entered_decide_the_term_for_those_who_may_see_terms(agreed, visit, director, today):
    held = next(each for each in held_contracts(today) if each.contract.id == "P2")
    longer = Agreed(start_date=held.start_date, initial_months=36)
    actions.enter_terms(held.identity, "Library books", longer, by=None, expected=0)
    query = {"status": "after"}
    assert titles(text(director.get("/paid/", query))) == []
    assert titles(text(visit("councillor").get("/paid/", query))) == ["Library books"]
    assert "The term is that of the terms entered." in contract_page(director, today, "P2")
    assert "terms entered" not in contract_page(visit("councillor"), today, "P2")


def test_the_answer_is_worked_out_once_for_a_set_of_files(agreed, load, director, visit, monkeypatch):
    asked = []

    def counted(*given, **more):
        asked.append(given)
        return workflow.summarise(*given, **more)

    monkeypatch.setattr(answers, "workflow", SimpleNamespace(summarise=counted))
    for url in (*PAGES, "/", *DOWNLOADS):
        director.get(url)
        visit("councillor").get(url)
    assert len(asked) == 1
    load("payments", "more.csv", "Payment date,Supplier name,Net amount\n01/05/2020,Zorbel Ltd,1.00\n")
    assert "£68.50" in contract_page_of_zorbel(director)
    assert len(asked) == 2
    Source.objects.filter(filename="more.csv").update(state=State.UNDONE)
    assert "£67.50" in contract_page_of_zorbel(director)


def contract_page_of_zorbel(client: Client) -> str:
    return text(client.get("/paid/after-end/"))


def test_downloads_hold_what_the_page_lists(agreed, director):
    (row,) = list(csv.DictReader(io.StringIO(text(director.get("/paid/paid.csv", {"status": "over"})))))
    assert (row["id"], row["paid_in_period_gbp"], row["over_value_gbp"]) == ("P1", "1500.75", "500.75")
    assert "Payments are net of VAT" in row["basis"]
    book = openpyxl.load_workbook(io.BytesIO(director.get("/paid/paid.xlsx").content))
    assert book.sheetnames[0] == "Paid against agreed"
    about = str([row[1].value for row in book["About"].iter_rows()])
    for said in ("register.csv", "spend.csv", "2026-11-23", "transparency.contract_gbp"):
        assert said in about
    (match,) = [row for row in rows_of(director.get("/paid/matches.csv")) if row["id"] == "P2"]
    assert (match["payee"], match["counted"]) == ("Zorbel Ltd", "yes")


def test_the_home_page_names_the_worst_and_counts_the_rest(agreed, load, director):
    page = text(director.get("/"))
    assert "Lift repairs was paid more than its value" in page
    assert "£500.75 over value." in page
    assert "Library books was paid after its end" in page
    assert page.count("was paid more than its value") == 1
    load(
        "contracts", "more.csv", REGISTER.splitlines()[0] + "\nP7,Undreamt,Undreamt plc,IT,01/01/2020,31/12/2020,1000\n"
    )
    page = text(director.get("/"))
    assert "2 contracts were paid more than their value" in page
    assert "£5,500.75 over value in all. Most: “Undreamt”, £5,000.00." in page
    assert 'href="/paid/?status=over"' in page


def test_what_was_paid_amiss_comes_after_this_week_and_before_later_choices(agreed, load, director):
    heads = "Reference,Title of agreement,Supplier name,Start date,End date\n"
    load("contracts", "soon.csv", f"{heads}S1,Soon,A Ltd,01/01/2026,25/11/2026\nS2,Later,B Ltd,01/01/2026,20/12/2026\n")
    page = text(director.get("/"))
    needs = re.findall(r'contracts-needs__item">\s*<div><p[^>]*><a[^>]*>([^<]*)<', page)
    assert needs[:4] == [
        "Let it run out? Soon", "Lift repairs was paid more than its value", "Library books was paid after its end",
        "Let it run out? Later",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["seconded", "staff"])
def test_the_home_page_names_no_payment_to_those_who_may_not_see_payments(agreed, visit, name):
    assert "paid more than" not in text(visit(name).get("/"))


def test_without_payments_or_contracts_the_page_says_what_to_add(load, today, visit):
    manager = visit("director")
    assert "Nothing is loaded yet" in text(manager.get("/paid/"))
    load("contracts", "register.csv", REGISTER)
    assert "No payments yet" in text(manager.get("/paid/"))
    assert "No payments yet" in text(manager.get("/paid/years/"))
    assert "No payments are loaded" in contract_page(manager, today, "P1")


def test_what_is_made_up_says_so(load, director, today):
    load("contracts", "register.csv", REGISTER)
    load("payments", "spend.csv", PAYMENTS, illustrative=True)
    for url in PAGES:
        assert 'class="app-illustrative"' in text(director.get(url)), url


def test_a_name_from_a_file_cannot_write_into_the_page(load, director, today):
    load("contracts", "register.csv", REGISTER.replace("Lift repairs", "<script>alert(1)</script>"))
    load("payments", "spend.csv", PAYMENTS.replace("Undreamt plc", "<script>alert(2)</script>"))
    for url in PAGES:
        assert "<script>alert" not in director.get(url).content.decode()


def test_a_contract_in_two_registers_is_listed_once_with_its_history(agreed, load, director, today):
    old = key_of(today, "P1")
    load("contracts", "register-2.csv", REGISTER.replace("31/03/2021,1000", "31/03/2021,1200"))
    assert titles(text(director.get("/paid/", {"search": "lift"}))) == ["Lift repairs"]
    listed = text(director.get("/contracts/", {"search": "lift"}))
    assert listed.count(">Lift repairs</a>") == 1
    page = contract_page(director, today, "P1")
    assert "£1,200.00" in page
    assert "What older registers said" in page
    assert "register.csv, row 2" in page
    assert "£1,200.00" in text(director.get(reverse("contract", args=[old])))
    assert "stand in more than one register and count once" in text(director.get("/paid/"))


def test_a_supplier_lists_the_contracts_that_were_matched_to_it(agreed, director):
    page = text(director.get("/suppliers/name-quenby/"))
    assert "Lift repairs" in page
    assert "School meals" not in page

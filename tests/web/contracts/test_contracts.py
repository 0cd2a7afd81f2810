"""Do the contract pages say what ends when, what can still be chosen, and what disagrees?"""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from django.urls import reverse

from inhouse.web.contracts.queries import held_contracts
from inhouse.web.sources.models import Source, State
from tests.web.contracts.small_programme import PAYMENTS_2019, REGISTER


def text(response) -> str:
    assert response.status_code == 200
    return html.unescape(b"".join(response).decode("utf-8-sig"))


def titles(page: str) -> list[str]:
    return re.findall(r'contracts-name"><a[^>]*>([^<]*)<', page)


def page_of(client, today, contract_id: str) -> str:
    held = next(each for each in held_contracts(today) if each.contract.id.startswith(contract_id))
    return text(client.get(reverse("contract", args=[held.key])))


def test_what_ends_next_comes_first_and_what_has_ended_last(loaded, director):
    assert titles(text(director.get("/contracts/"))) == ["Data centre", "Copiers", "Network", "Old network"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"search": "ricoh"}, ["Copiers"]),
        ({"search": "network old"}, ["Old network"]),
        ({"ends": "6"}, ["Data centre"]),
        ({"ends": "24"}, ["Data centre", "Copiers"]),
        ({"ends": "ended"}, ["Old network"]),
        ({"ends": "none"}, []),
        ({"choices": "lapsed"}, ["Old network"]),
        ({"sort": "value"}, ["Data centre", "Copiers", "Network", "Old network"]),
        ({"sort": "title"}, ["Copiers", "Data centre", "Network", "Old network"]),
        ({"sort": "supplier"}, ["Data centre", "Old network", "Network", "Copiers"]),
    ],
)
def test_contracts_are_found_and_ordered_as_asked(loaded, director, query, expected):
    assert titles(text(director.get("/contracts/", query))) == expected


def test_the_timeline_names_the_contracts_and_the_last_day_for_notice(loaded, director):
    page = text(director.get("/contracts/"))
    described = re.search(r'<desc id="timeline-description">([^<]*)', page).group(1)
    assert "Copiers: 2025-04-01 to 2028-03-31, notice by 2027-12-31" in described


def test_a_contract_says_its_dates_choices_and_where_they_come_from(loaded, director, today):
    page = page_of(director, today, "C2")
    assert "31 March 2028" in page
    assert "31 Dec 2027" in page
    assert "register.csv" in page
    assert "row 3" in page


def test_published_figures_that_disagree_stand_side_by_side(loaded, director, today):
    page = page_of(director, today, "ocds-demo-1")
    assert "Sources disagree" in page
    assert "£475.00" in page
    assert "£450.00" in page
    assert "£462.50" not in page


def test_the_download_holds_the_contracts_of_the_list(loaded, director):
    listed = list(csv.DictReader(io.StringIO(text(director.get("/contracts/contracts.csv", {"ends": "24"})))))
    assert [(row["id"], row["end_date"], row["file"], row["row"]) for row in listed] == [
        ("C1", "2026-11-28", "register.csv", "2"),
        ("C2", "2028-03-31", "register.csv", "3"),
    ]


def test_the_overview_puts_the_choice_that_lapses_this_week_first(loaded, director):
    page = text(director.get("/"))
    needs = re.findall(r'contracts-needs__item">\s*<div><p[^>]*><a[^>]*>([^<]*)<', page)
    assert needs[0] == "Let it run out? Data centre"
    assert "5 days left" in page
    assert "spend-2019.csv has 1 rejected row" in needs


def test_rejected_rows_are_one_line_however_many_files_they_are_in(loaded, load, director):
    load("payments", "bad.csv", PAYMENTS_2019.replace("2019", "2018"))
    page = text(director.get("/"))
    assert re.findall(r'<a class="govuk-link" href="([^"]*)">([^<]*rejected rows?)<', page) == [
        ("/sources/?rejected=yes", "2 files have 2 rejected rows")
    ]
    listed = text(director.get("/sources/?rejected=yes"))
    assert set(re.findall(r">([\w-]+\.(?:csv|json))</a>", listed)) == {"spend-2019.csv", "bad.csv"}
    assert "Only files with rejected rows are listed." in listed


def test_no_rejected_rows_anywhere_is_said_and_is_not_an_empty_programme(load, director):
    load("payments", "good.csv", "Payment date,Supplier name,Net amount\n01/04/2021,Acme,1.00\n")
    assert "rejected row" not in text(director.get("/"))
    listed = text(director.get("/sources/?rejected=yes"))
    assert "No file that counts has rejected rows." in listed
    assert "No files yet" not in listed


@pytest.mark.parametrize(("name", "next_step"), [
    ("manager", "Add your contracts register"),
    ("director", "A contract manager or finance partner can add one."),
])  # fmt: skip
def test_without_a_register_the_overview_says_so_and_what_to_do(name, next_step, load, person, sign_in, today):
    load("payments", "good.csv", "Payment date,Supplier name,Net amount\n01/04/2021,Acme,1.00\n")
    role = {"manager": "contract_manager", "director": "digital_director"}[name]
    page = text(sign_in(person(role)).get("/"))
    assert "No contracts register is loaded" in page
    assert next_step in page
    assert "Contracts running" not in page


def test_a_first_file_that_waits_for_an_answer_shows_before_anything_is_loaded(programme, director):
    Source.objects.create(kind="payments", filename="first.csv", sha256="0" * 64, size=1, state=State.WAITING)
    page = text(director.get("/"))
    assert page.index("first.csv is waiting for your answer") < page.index("Nothing is loaded yet")


def test_a_made_up_contract_says_so_on_the_home_page(load, director, today):
    load("contracts", "register.csv", REGISTER, illustrative=True)
    page = text(director.get("/"))
    assert 'Data centre</a> <span class="app-illustrative">Illustrative</span>' in page
    assert "Data centre (illustrative)" in page


def test_made_up_payments_say_so_beside_a_published_contract(load, director, today):
    load("contracts", "register.csv", REGISTER)
    load("payments", "spend.csv", "Date,Supplier,Amount\n01/02/2020,Acme Systems Ltd,5\n", illustrative=True)
    page = page_of(director, today, "C1")
    assert page.index(">Paid against agreed</h2>") < page.index('class="app-illustrative"') < page.index("£5.00")


def test_last_days_of_open_choices_come_as_a_calendar(loaded, director):
    calendar = text(director.get("/contracts/deadlines.ics")).replace("\r\n ", "")
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\nSUMMARY:([^\r]*)", calendar)
    assert days[0] == ("20261128", "Ends: Data centre")
    assert ("20271231", "Last day: give notice to end it: Copiers") in days
    assert "Old network" not in calendar


def test_the_same_number_in_two_rows_gives_two_pages(load, director, today):
    text_of_register = "Reference,Title of agreement,Supplier name,Start date,End date,Value\n"
    text_of_register += "C1,First,Acme,01/01/2024,31/12/2027,1\nC1,Second,Acme,01/01/2024,31/12/2027,1\n"
    load("contracts", "twice.csv", text_of_register)
    keys = {held.key for held in held_contracts(today)}
    assert len(keys) == 2
    assert [titles(text(director.get("/contracts/")))] == [["First", "Second"]]


@pytest.mark.parametrize("key", ["unknown", "0000000000000000"])
def test_a_contract_nobody_knows_is_not_found(loaded, director, key):
    assert director.get(f"/contracts/{key}/").status_code == 404


def test_what_a_register_says_but_nobody_understood_is_not_called_unpublished(load, today, director):
    rows = "Reference,Title of agreement,Supplier name,Start date,End date,Notice period,Value\n"
    load("contracts", "odd.csv", rows + "D1,Payroll,Acme,01/04/2024,31/03/2027,see clause 9,Rates only\n")
    page = text(director.get("/contracts/"))
    row = page[page.rindex("Payroll") :][:1500]
    assert row.count("Not read") == 2
    assert "Not published" not in row
    (address,) = set(re.findall(r'href="(/contracts/[0-9a-f]{16}/)', page))
    own = text(director.get(address))
    assert "The notice period was not read: «see clause 9» under «Notice period»" in own
    assert "No notice period is published" not in own


@pytest.mark.parametrize(("last_day", "missed"), [("31/03/2027", True), ("30/11/2026", False), ("31/12/2027", False)])
def test_a_day_of_notice_that_went_by_not_long_ago_is_said_on_the_overview(load, today, director, last_day, missed):
    rows = f"N1,Payroll,Acme,01/04/2020,{last_day},6 months,5000\n"
    load(
        "contracts",
        "notice.csv",
        "Reference,Title of agreement,Supplier,Start date,End date,Notice period,Value\n" + rows,
    )
    page = text(director.get("/"))
    assert ("Notice can no longer be given: Payroll" in page) is missed
    assert ("The last day for it was 30 September 2026" in page) is missed

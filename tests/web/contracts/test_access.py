"""Who sees money and terms, and who does not?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from inhouse.web.contracts.queries import held_contracts

MONEY_PAGES = (
    "/payments/",
    "/payments/suppliers.csv",
    "/payments/suppliers.xlsx",
    "/payments/rows/",
    "/payments/rows.csv",
    "/suppliers/name-acme-systems/",
)
CONTRACT_PAGES = ("/contracts/", "/contracts/contracts.csv", "/contracts/contracts.xlsx")


def body(response) -> str:
    return b"".join(response).decode("utf-8", errors="replace")


@pytest.mark.parametrize("url", ["/", *MONEY_PAGES, *CONTRACT_PAGES])
def test_a_stranger_is_asked_to_sign_in(loaded, url):
    response = Client().get(url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("url", ["/", *MONEY_PAGES, *CONTRACT_PAGES])
def test_a_director_sees_every_page(loaded, director, url):
    assert director.get(url).status_code == 200


@pytest.mark.parametrize("url", MONEY_PAGES)
def test_a_councillor_sees_payments(loaded, visit, url):
    assert visit("councillor").get(url).status_code == 200


@pytest.mark.parametrize("name", ["seconded", "staff", "administrator"])
@pytest.mark.parametrize("url", MONEY_PAGES)
def test_payments_are_closed_to_others_and_to_whoever_the_supplier_pays(loaded, visit, name, url):
    response = visit(name).get(url)
    assert response.status_code == 403
    assert "Acme" not in response.content.decode()


@pytest.mark.parametrize("name", ["seconded", "councillor", "staff"])
def test_terms_are_left_out_for_those_who_may_not_see_them(loaded, visit, today, name):
    client = visit(name)
    copiers = next(held for held in held_contracts(today) if held.contract.id == "C2")
    pages = [*CONTRACT_PAGES[:2], reverse("contract", args=[copiers.key])]
    shown = "".join(body(client.get(url)) for url in pages)
    assert "Copiers" in shown
    for term in (
        "31 Dec 2027",
        "2027-12-31",
        "31 December 2027",
        "3 months",
        "Give notice",
        "Review date",
        "Notice by",
    ):
        assert term not in shown, term


@pytest.mark.parametrize("name", ["seconded", "councillor", "staff"])
def test_deadlines_are_closed_to_those_who_may_not_see_terms(loaded, visit, name):
    assert visit(name).get("/contracts/deadlines.ics").status_code == 403


def test_terms_are_there_for_a_director(loaded, director, today):
    copiers = next(held for held in held_contracts(today) if held.contract.id == "C2")
    shown = body(director.get(reverse("contract", args=[copiers.key])))
    assert "31 Dec 2027" in shown
    assert "Give notice to end it" in shown


def test_payments_to_the_supplier_are_left_out_of_a_contract_for_whoever_it_pays(loaded, visit, director, today):
    centre = next(held for held in held_contracts(today) if held.contract.id == "C1")
    url = reverse("contract", args=[centre.key])
    assert "£4,251.25" in body(director.get(url))
    assert "£4,251.25" not in body(visit("seconded").get(url))


@pytest.mark.parametrize("name", ["seconded", "staff", "administrator"])
def test_the_overview_shows_no_money_or_terms_to_those_who_may_not_see_them(loaded, visit, name):
    shown = body(visit(name).get("/"))
    assert "Test council" in shown
    for secret in ("£", "spend-2019.csv", "Give notice", "Let it run out", "Acme"):
        assert secret not in shown, secret

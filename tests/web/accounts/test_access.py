"""Is every page closed to everybody but those who may see it? The matrix is made from the list of addresses."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver

from inhouse.web.permissions import (
    PERMISSIONS,
    PUBLIC_TO_SUPPLIERS,
    ROLE_PERMISSIONS,
    Role,
    granted,
    permission,
)

OPEN_TO_THE_WORLD = {"sign_in", "calendar_feed", "unsubscribe"}
OPEN_TO_ANY_ACCOUNT = {"my_account", "sign_out"}
SAMPLES = {"uuid": str(uuid.uuid4()), "str": "none", "path": "none", "int": "1", "slug": "none"}


def leaves(patterns: list, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern
        else:
            yield from leaves(pattern.url_patterns, before + str(pattern.pattern))


def address(route: str) -> str:
    parts = []
    for part in route.replace("<", "\0<").replace(">", ">\0").split("\0"):
        kind = part.strip("<>").partition(":")[0] if part.startswith("<") else ""
        parts.append(SAMPLES[kind] if kind else part)
    return "".join(parts)


PAGES = {pattern.name: (address(route), pattern) for route, pattern in leaves(get_resolver().url_patterns)}
CLOSED = {name: page for name, page in PAGES.items() if name not in OPEN_TO_THE_WORLD | OPEN_TO_ANY_ACCOUNT}


def asked(name: str) -> str:
    return PAGES[name][1].callback.permission


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_who_may_see_it(name: str) -> None:
    expected = (
        {"open"} if name in OPEN_TO_THE_WORLD else {"any account"} if name in OPEN_TO_ANY_ACCOUNT else PERMISSIONS
    )
    assert asked(name) in expected


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [name for name in PAGES if name not in OPEN_TO_THE_WORLD])
def test_a_stranger_is_sent_to_sign_in(name: str, method: str, client, programme) -> None:
    response = getattr(client, method)(PAGES[name][0])
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/sign-in/?next=")


@pytest.mark.parametrize("employer", ["council", "supplier"])
@pytest.mark.parametrize("role", Role.values)
def test_a_role_opens_its_pages_and_no_other(role: str, employer: str, person, sign_in, programme) -> None:
    browser = sign_in(person(role, employer=employer))
    for name, (path, _) in CLOSED.items():
        may = asked(name) in ROLE_PERMISSIONS[role] and (employer == "council" or asked(name) in PUBLIC_TO_SUPPLIERS)
        for method in ("get", "post"):
            status = getattr(browser, method)(path).status_code
            assert (status != 403) == may, f"{method} {path} answered {status} to {role} paid by {employer}"


def test_nobody_paid_by_a_supplier_sees_anything_commercial() -> None:
    commercial = {"contracts.terms", "payments.view", "sources.view", "sources.load", "sources.undo"}
    for role in Role.values:
        assert not granted({role}, "supplier") & commercial


def test_an_account_without_roles_opens_nothing(person, sign_in, programme) -> None:
    browser = sign_in(person())
    assert {browser.get(path).status_code for path, _ in CLOSED.values()} == {403}


def test_a_change_of_employer_counts_at_the_next_request(person, sign_in, programme) -> None:
    user = person("finance_partner")
    browser = sign_in(user)
    assert browser.get("/sources/").status_code == 200
    user.employer = "supplier"
    user.save()
    assert browser.get("/sources/").status_code == 403


def test_a_permission_that_does_not_exist_is_refused_when_the_page_is_written() -> None:
    with pytest.raises(KeyError):
        permission("payments.viewed")


def test_a_role_that_nobody_knows_grants_nothing() -> None:
    assert granted({"superuser"}, "council") == frozenset()


def test_somebody_without_a_role_is_told_whom_to_ask_and_led_to_a_page_that_opens(programme, person, sign_in) -> None:
    browser = sign_in(person())
    response = browser.get("/")
    page = response.content.decode().partition("<main")[2]
    assert (response.status_code, "Ask the system administrator" in page) == (403, True)
    links = re.findall(r'<a [^>]*href="([^"]*)"', page.partition("</main>")[0])
    assert links == ["/accounts/mine/"]
    assert browser.get(links[0]).status_code == 200


def test_what_is_said_of_people_paid_by_a_supplier_is_what_they_may_see(person, sign_in, programme) -> None:
    page = sign_in(person("system_administrator")).get("/accounts/").content.decode()
    assert "sees no payments, notice dates or choices, whatever their roles. They see the published register" in page
    allowed = granted(set(ROLE_PERMISSIONS), "supplier")
    assert ("contracts.view" in allowed, {"payments.view", "contracts.terms"} & allowed) == (True, set())

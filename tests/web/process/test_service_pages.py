"""How a service works, on its pages: who sees what, what a filter does, and where each figure leads."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from inhouse.web.permissions import Role
from inhouse.web.process.models import Service
from tests.web.process.conftest import PASSED_ON, REOPENED, USUAL, desk_log

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User

ALL = USUAL + PASSED_ON + REOPENED
SEE = {
    Role.DIGITAL_DIRECTOR, Role.CONTRACT_MANAGER, Role.TRANSITION_MANAGER, Role.SERVICE_MANAGER, Role.AUDITOR,
    Role.SCRUTINY_COUNCILLOR,
}  # fmt: skip
SEE_ROWS = SEE - {Role.SCRUTINY_COUNCILLOR}
NAME = {Role.DIGITAL_DIRECTOR, Role.CONTRACT_MANAGER, Role.SERVICE_MANAGER}
KEEP = {Role.DIGITAL_DIRECTOR, Role.CONTRACT_MANAGER, Role.TRANSITION_MANAGER, Role.AUDITOR}
FIGURES = ("/process/", "/process/service-desk/", "/process/service-desk/ways/", "/process/service-desk/work/",
           "/process/service-desk/ways.csv")  # fmt: skip
ROWS = ("/process/service-desk/cases/", "/process/service-desk/cases.csv", "/process/service-desk/dots/",
        "/process/service-desk/case/?case=T001", "/process/service-desk/case.csv?case=T001",
        "/process/service-desk/step.csv?step_from=Logged&step_to=Closed",
        "/process/service-desk/cases/?step_from=Logged&step_to=Closed")  # fmt: skip
CHANGES = ("/process/name/", "/process/service-desk/change/", "/process/service-desk/remove/")


@pytest.fixture
def manager(service: Service, person: Callable[..., User], sign_in: Callable[[User], Client]) -> Client:
    return sign_in(person("service_manager"))


@pytest.fixture
def councillor(service: Service, person: Callable[..., User], sign_in: Callable[[User], Client]) -> Client:
    return sign_in(person("scrutiny_councillor"))


def text(response) -> str:
    """What a page says, without its mark-up."""
    plain = re.sub(r"<(script|style|desc).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def figure(response, label: str) -> str:
    """The value of a large number."""
    found = re.search(rf'label">{re.escape(label)}</dt>\s*<dd[^>]*>(?:<a[^>]*>)?([^<]*)', response.content.decode())
    return found.group(1)


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_figures_rows_and_changes_as_its_duty_asks(role, service, person, sign_in) -> None:
    browser = sign_in(person(role.value))
    for addresses, allowed in (
        (FIGURES, SEE), (ROWS, SEE_ROWS), (CHANGES, NAME), (("/process/service-desk/keep/",), KEEP),
    ):  # fmt: skip
        for address in addresses:
            assert browser.get(address).status_code == (200 if role in allowed else 403), address


@pytest.mark.parametrize("role", sorted(SEE))
def test_whoever_is_paid_by_a_supplier_sees_nothing_whatever_their_role(role, service, person, sign_in) -> None:
    browser = sign_in(person(role.value, employer="supplier"))
    for address in (*FIGURES, *ROWS, *CHANGES, "/process/service-desk/keep/"):
        assert browser.get(address).status_code == 403, address
    assert "Process" not in text(browser.get("/"))


def test_a_stranger_is_asked_to_sign_in(service, client) -> None:
    assert client.get("/process/service-desk/").status_code == 302


def test_the_page_tells_the_figures_that_can_be_worked_out_by_hand(manager) -> None:
    page = manager.get("/process/service-desk/")
    assert figure(page, "Cases") == str(ALL)
    assert figure(page, "Half took less than") == "1 hour"
    assert figure(page, "Reopened") == f"{REOPENED / ALL:.1%}"
    assert figure(page, "Solved by the first person") == f"{USUAL / ALL:.1%}"
    assert f"{ALL} cases from 1 March 2021 to" in text(page)


def test_names_of_people_are_nowhere_on_any_page(manager) -> None:
    for address in (*FIGURES, *ROWS):
        response = manager.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        for name in (b"Ann Smith", b"Bob Jones", b"Cid Brown", b"Jo Resident", b"called about"):
            assert name not in content, address
    assert re.search(r"Person [A-Z2-9]{6}", text(manager.get("/process/service-desk/case/?case=T001")))
    assert "Not shown, as it may name people: Note, Opened by" in text(manager.get(ROWS[3]))


@pytest.mark.parametrize(
    ("query", "cases", "tag"),
    [
        ("activity=Passed+on", PASSED_ON + REOPENED, "With Passed on"),
        ("activity=Passed+on&activity=Reopened", REOPENED, "With Reopened"),
        ("least=20", PASSED_ON + REOPENED, "Took at least 20 hours"),
        ("most=5", USUAL, "Took at most 5 hours"),
        ("attribute=Category%3DPhone", 11, "Category: Phone"),
        ("coverage=50", USUAL, "The 1 commonest way, 57% of cases"),
        ("coverage=60", USUAL + PASSED_ON, "The 2 commonest ways, 91% of cases"),
        ("from=2021-03-20&to=2021-03-21", 2, "Begun until 21 March 2021"),
    ],
)
def test_a_filter_shown_is_a_filter_applied_on_every_page(query, cases, tag, manager) -> None:
    for address in (*FIGURES[1:4], *ROWS[:1], *ROWS[2:3]):
        page = text(manager.get(f"{address}?{query}"))
        assert f"{cases} cases from" in page, address
        assert tag in page, address
    rows = b"".join(manager.get(f"{ROWS[1]}?{query}").streaming_content).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(rows)))) == cases


def test_taking_off_a_tag_leaves_the_other_filters(manager) -> None:
    page = manager.get("/process/service-desk/?activity=Passed+on&least=30").content.decode()
    hrefs = [html.unescape(href) for href in re.findall(r'class="process-tag" href="([^"]*)"', page)]
    assert sorted(hrefs) == ["/process/service-desk/?activity=Passed+on", "/process/service-desk/?least=30"]


def test_what_cannot_be_a_filter_is_said_and_not_applied(manager) -> None:
    page = manager.get("/process/service-desk/?from=soon&least=-4&activity=Dancing")
    assert figure(page, "Cases") == str(ALL)
    assert "There is a problem" in text(page)
    later = text(manager.get("/process/service-desk/?from=2021-03-20&to=2021-03-01"))
    assert "Enter a day after the first one." in later


def test_a_way_that_is_chosen_leaves_only_the_cases_that_went_it(manager) -> None:
    ways = manager.get("/process/service-desk/ways/").content.decode()
    second = html.unescape(re.findall(r'href="([^"]*way=[^"]*)"', ways)[1])
    page = manager.get(second)
    assert figure(page, "Cases") == str(PASSED_ON)
    assert "Went Logged → Passed on → Closed" in text(page)


def test_no_case_left_in_says_so_and_leads_back(manager) -> None:
    page = text(manager.get("/process/service-desk/?from=2030-01-01"))
    assert "No case matches all these filters" in page
    assert "A way that is not listed" in text(manager.get("/process/service-desk/?way=nonsense"))


def test_a_councillor_sees_no_figures_of_fewer_than_ten_cases_and_no_rare_ways(councillor, manager) -> None:
    assert "Too few cases to show" in text(councillor.get("/process/service-desk/?activity=Reopened"))
    assert figure(manager.get("/process/service-desk/?activity=Reopened"), "Cases") == str(REOPENED)
    listed = text(councillor.get("/process/service-desk/ways/"))
    assert "1 rarer way, with 8.6% of cases, is not listed" in listed
    assert "Reopened" not in listed.partition("Ways 1 to 2")[2].partition("1 rarer way")[0]
    rows = list(csv.reader(io.StringIO(b"".join(councillor.get(FIGURES[4]).streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 3
    few = b"".join(councillor.get(f"{FIGURES[4]}?activity=Reopened").streaming_content).decode("utf-8-sig")
    assert len(few.splitlines()) == 1


def test_a_councillor_is_led_to_no_single_case_and_no_person(councillor) -> None:
    assert not re.search(r"(?i)person [A-Z2-9]{6}", text(councillor.get("/process/service-desk/work/")))
    page = councillor.get("/process/service-desk/").content.decode()
    assert "/cases/" not in page
    assert "/case/" not in page
    assert "Dotted chart" not in page


def test_rare_hand_overs_are_counted_not_shown(manager) -> None:
    page = text(manager.get("/process/service-desk/work/"))
    assert "1 more pair of people is not listed" in page
    assert f" {PASSED_ON + REOPENED} " in page.partition("Hand-overs, the commonest first")[2]


def test_a_step_leads_to_its_cases_the_longest_wait_first(manager) -> None:
    page = text(manager.get("/process/service-desk/cases/?step_from=Passed+on&step_to=Closed"))
    assert f"{PASSED_ON + REOPENED} times in {PASSED_ON + REOPENED} cases" in page
    assert "24 hours" in page
    file = manager.get("/process/service-desk/step.csv?step_from=Passed+on&step_to=Closed")
    assert len(b"".join(file.streaming_content).splitlines()) == 1 + PASSED_ON + REOPENED
    assert "0 times in 0 cases" in text(manager.get("/process/service-desk/cases/?step_from=Closed&step_to=Nowhere"))


def test_each_event_of_a_case_is_followed_to_its_file_and_row(manager, log) -> None:
    page = text(manager.get("/process/service-desk/case/?case=T021"))
    rows = [int(row) for row in re.findall(r"desk\.csv ?, row\s(\d+)", page)]
    lines = desk_log().splitlines()
    assert [lines[row - 1].split(",")[2] for row in rows] == ["Logged", "Passed on", "Closed"]
    assert all(lines[row - 1].startswith("T021,") for row in rows)
    downloaded = b"".join(manager.get("/process/service-desk/case.csv?case=T021").streaming_content).decode("utf-8-sig")
    assert [int(line["row"]) for line in csv.DictReader(io.StringIO(downloaded))] == rows
    for address in ("case/", "case.csv"):
        assert manager.get(f"/process/service-desk/{address}?case=nobody").status_code == 404


def test_the_queries_behind_the_figures_are_shown(manager) -> None:
    for address in (*FIGURES[1:4], *ROWS[:1], *ROWS[2:4]):
        page = manager.get(address).content.decode()
        assert '<pre class="app-sql"' in page
        assert "FROM" in page


def test_the_map_can_be_followed_without_a_script(manager) -> None:
    page = manager.get("/process/service-desk/").content.decode()
    links = re.findall(r'<a class="map-(\w+)" href="([^"]*)" aria-label="([^"]*)"', page)
    spoken = {html.unescape(label): html.unescape(href) for _kind, href, label in links}
    node = next(label for label in spoken if label.startswith("Passed on "))
    assert figure(manager.get(spoken[node]), "Cases") == str(PASSED_ON + REOPENED)
    step = next(label for label in spoken if "from Passed on to Closed" in label)
    assert "15 times" in text(manager.get(spoken[step]))


def test_a_log_that_no_longer_counts_leaves_the_page_saying_so(service, log, manager) -> None:
    from inhouse.web.sources import actions

    actions.undo(log, by=None)
    assert "None of its logs counts now" in text(manager.get("/process/service-desk/"))
    assert "None of its logs counts now" in text(manager.get("/process/"))
    actions.redo(log, by=None)
    assert figure(manager.get("/process/service-desk/"), "Cases") == str(ALL)


def test_two_logs_of_a_service_are_read_as_one(service, log, bring_in, manager) -> None:
    from inhouse.web.process import actions

    more = bring_in(
        "Case ID,Activity,Timestamp\nT900,Logged,2021-04-01 09:00\nT001,Surveyed,2021-04-01 10:00\n", "more.csv"
    )
    actions.change_service(service, "Service desk", [log, more], by=None)
    page = manager.get("/process/service-desk/")
    assert figure(page, "Cases") == str(ALL + 1)
    assert "Surveyed" in text(manager.get("/process/service-desk/case/?case=T001"))


def test_answers_are_worked_out_once_for_a_set_of_filters(service, manager, monkeypatch) -> None:
    from inhouse.web.process import opened

    manager.get("/process/service-desk/?activity=Passed+on")
    monkeypatch.setattr(opened, "discover", lambda *_args: pytest.fail("asked again"))
    for address in FIGURES[1:4]:
        assert manager.get(f"{address}?activity=Passed+on").status_code == 200


def test_a_service_is_worked_out_before_anybody_asks(service, manager, monkeypatch) -> None:
    import datetime as dt

    from inhouse.web import warm
    from inhouse.web.process import opened

    warm.warm(dt.date(2026, 1, 1))
    monkeypatch.setattr(opened, "discover", lambda *_args: pytest.fail("asked again"))
    assert manager.get("/process/service-desk/").status_code == 200

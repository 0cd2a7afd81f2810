"""The map of control on a page: who sees it, what it counts, and how more is said."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from inhouse.contracts.control import Holder, Lever
from inhouse.core.errors import InputError
from inhouse.readers.control import read_control
from inhouse.web.audit.models import AuditEvent
from inhouse.web.control import actions
from inhouse.web.control.models import Statement, Withdrawal
from inhouse.web.programme_folder import ProgrammeFolder
from inhouse.workflows.example import birmingham

if TYPE_CHECKING:
    from inhouse.web.accounts.models import User

SAID = {
    "service": "Core ICT",
    "lever": "people",
    "held_by": "supplier",
    "party": "Acme",
    "from_date": "2020-04",
    "evidence": "Posts moved",
    "source": "Minute 12",
}
WRITERS = {"digital_director", "contract_manager", "transition_manager"}


def details(**changes: object) -> actions.StatementDetails:
    usual = {
        "service": "Core ICT",
        "lever": Lever.PEOPLE,
        "held_by": Holder.SUPPLIER,
        "party": "Acme",
        "from_date": dt.date(2020, 4, 1),
        "from_written": "2020-04",
        "evidence": "Posts moved",
        "source": "Minute 12",
    }
    return actions.StatementDetails(**usual | changes)


@pytest.fixture
def manager(programme: ProgrammeFolder, person: Callable[..., User]) -> User:
    return person("contract_manager")


@pytest.fixture
def browser(manager: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(manager)


@pytest.fixture
def example(programme: ProgrammeFolder, manager: User) -> int:
    """The statements of the example, loaded as a person loads them."""
    (path,) = birmingham().control
    return actions.load(read_control(path).rows, actions.Origin(filename=path.name, sha256="0" * 64), by=manager)


def text(response: object) -> str:
    assert response.status_code == 200
    return html.unescape(b"".join(response).decode("utf-8-sig"))


def figure(page: str, label: str) -> str:
    found = re.search(rf">{re.escape(label)}</dt>\s*<dd[^>]*>([^<]*)", page)
    assert found, label
    return found.group(1).strip()


def squares(page: str) -> list[str]:
    return re.findall(r'<td role="cell" class="control-cell control-(\w+)"', page)


def test_the_map_shows_every_lever_of_every_service_and_the_counts_are_those_of_its_squares(
    example: int, browser: Client
) -> None:
    for day in ("2005-12-31", "2012-01-01", "2020-06-30", ""):
        page = text(browser.get("/control/", {"on": day}))
        shown = squares(page)
        assert len(shown) == 4 * 8
        assert figure(page, "Held by the council") == str(shown.count("authority"))
        assert figure(page, "Held by suppliers") == str(shown.count("supplier"))
        assert figure(page, "Unknown") == str(shown.count("unknown"))


def test_a_day_shows_what_stood_on_that_day(example: int, browser: Client) -> None:
    page = text(browser.get("/control/", {"on": "2012-01-01"}))
    assert "On 1 January 2012 the council held 1 of 32 levers. Suppliers held 9; 2 were shared" in page
    assert "Service Birmingham is in all 6 levers that the council is known not to hold alone" in page


def test_a_day_that_is_none_is_an_error_beside_its_field_and_the_map_is_of_today(example: int, browser: Client) -> None:
    page = text(browser.get("/control/", {"on": "31/31/2012"}))
    assert "Enter a date such as" in page
    assert "Today the council holds" in page


def test_nothing_said_yet_tells_what_to_do(browser: Client) -> None:
    assert "Nothing has been said about control yet" in text(browser.get("/control/"))


def test_what_is_said_on_the_form_is_on_the_map_with_its_author_and_in_the_audit_record(
    browser: Client, manager: User
) -> None:
    response = browser.post("/control/say/", SAID | {"stated_by": "someone", "stated_at": "2001-01-01"}, follow=True)
    page = text(response)
    assert "Posts moved" in page
    assert f"Said by {manager}" in page
    (statement,) = Statement.objects.all()
    assert statement.stated_by == manager
    assert statement.stated_at.year > 2001
    event = AuditEvent.objects.get(verb="control.stated")
    assert (event.by, event.target_id) == (str(manager.pk), str(statement.pk))
    assert event.details()["held_by"] == "supplier"
    assert "Acme" not in event.payload


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"party": ""}, "Name the organisation"),
        ({"held_by": "authority"}, "Take this name out"),
        ({"evidence": ""}, "Say what shows it."),
        ({"source": ""}, "Say where that can be read."),
        ({"from_date": "soon"}, "Enter a day such as"),
        ({"lever": "buildings"}, "not one of the available choices"),
        ({"service": ""}, "Enter the name of the service."),
    ],
)
def test_a_statement_that_says_too_little_is_not_kept(browser: Client, changes: dict[str, str], problem: str) -> None:
    page = text(browser.post("/control/say/", SAID | changes))
    assert problem in page
    assert not Statement.objects.exists()


def test_unknown_needs_no_evidence(browser: Client) -> None:
    unknown = SAID | {"held_by": "unknown", "party": "", "evidence": "", "source": ""}
    assert browser.post("/control/say/", unknown).status_code == 302


def test_a_service_spoken_of_before_keeps_its_spelling(browser: Client, manager: User) -> None:
    actions.state(details(), by=manager)
    browser.post("/control/say/", SAID | {"service": " core  ict", "lever": "data"})
    assert set(Statement.objects.values_list("service", flat=True)) == {"Core ICT"}


def test_a_correction_takes_the_place_of_what_was_wrong_and_both_stay_readable(browser: Client, manager: User) -> None:
    wrong = actions.state(details(), by=manager)
    answers = SAID | {"party": "Bolt", "reason": "The name was wrong"}
    page = text(browser.post(f"/control/statements/{wrong.pk}/correct/", answers, follow=True))
    assert page.index("Supplier (Bolt)") < page.index("It corrects") < page.index("The name was wrong")
    assert Statement.objects.get(corrects=wrong).party == "Bolt"
    shown = text(browser.get("/control/"))
    assert ">Bolt<" in shown
    assert ">Acme<" not in shown


def test_what_is_taken_back_counts_no_more_but_is_still_there_with_its_reason(browser: Client, manager: User) -> None:
    statement = actions.state(details(), by=manager)
    actions.state(details(lever=Lever.DATA), by=manager)
    page = text(
        browser.post(f"/control/statements/{statement.pk}/take-back/", {"reason": "No such minute"}, follow=True)
    )
    assert "Taken back by" in page
    assert "No such minute" in page
    assert squares(text(browser.get("/control/"))).count("supplier") == 1
    assert AuditEvent.objects.filter(verb="control.withdrawn", target_id=str(statement.pk)).count() == 1
    again = text(browser.post(f"/control/statements/{statement.pk}/take-back/", {"reason": "Twice"}))
    assert "taken back before" in again
    assert Withdrawal.objects.count() == 1


def test_a_reason_is_needed_to_take_back_and_to_correct(browser: Client, manager: User) -> None:
    statement = actions.state(details(), by=manager)
    assert "Say why it is taken back." in text(
        browser.post(f"/control/statements/{statement.pk}/take-back/", {"reason": " "})
    )
    assert "Say why the earlier" in text(browser.post(f"/control/statements/{statement.pk}/correct/", SAID))
    with pytest.raises(InputError):
        actions.withdraw(statement, "  ", by=manager)
    assert not Withdrawal.objects.exists()


def test_a_failed_correction_takes_nothing_back(manager: User) -> None:
    wrong = actions.state(details(), by=manager)
    with pytest.raises(ValidationError):
        actions.correct(wrong, details(party=""), "Wrong", by=manager)
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"party": ""}, {"held_by": "authority"}, {"evidence": ""}, {"lever": "x"}, {"held_by": "x"}]
)
def test_the_database_itself_refuses_a_statement_without_its_parts(manager: User, changes: dict[str, str]) -> None:
    statement = actions.state(details(), by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(**changes)


def test_the_same_file_twice_changes_nothing_and_does_not_bring_back_what_was_taken_back(
    example: int, browser: Client, manager: User
) -> None:
    actions.withdraw(Statement.objects.first(), "Not so", by=manager)
    (path,) = birmingham().control
    before = squares(text(browser.get("/control/", {"on": "2006-01-01"})))
    assert example == 42
    again = actions.Origin(filename="again.csv", sha256="1" * 64)
    assert actions.load(read_control(path).rows, again, by=manager) == 0
    assert squares(text(browser.get("/control/", {"on": "2006-01-01"}))) == before


def test_published_facts_in_a_source_are_links(example: int, programme: ProgrammeFolder, browser: Client) -> None:
    programme.facts.write_bytes(birmingham().facts.read_bytes())
    page = text(browser.get("/control/levers/people/", {"service": "Core ICT"}))
    assert '<a class="govuk-link" href="/facts/#B066">B066</a>' in page
    assert "from control.csv, row " in page


@pytest.mark.parametrize("address", ["/control/levers/people/?service=None", "/control/levers/x/?service=Core+ICT"])
def test_a_lever_nobody_knows_is_not_found(example: int, browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_names_cannot_write_into_the_page(browser: Client, manager: User) -> None:
    trap = "<script>alert(1)</script>"
    said = actions.state(details(service=trap, party=trap, evidence=trap, source=trap), by=manager)
    for address in ("/control/", f"/control/levers/people/?service={trap}", f"/control/statements/{said.pk}/correct/"):
        assert b"<script>alert" not in browser.get(address).content


def test_the_csv_holds_every_square_with_its_evidence_and_nothing_a_spreadsheet_would_run(
    browser: Client, manager: User
) -> None:
    actions.state(details(party="=cmd()"), by=manager)
    rows = list(csv.DictReader(io.StringIO(text(browser.get("/control/control.csv")))))
    assert len(rows) == 8
    people = next(row for row in rows if row["lever"] == "People")
    assert (people["held_by"], people["party"], people["from_date"]) == ("Supplier", "'=cmd()", "2020-04")
    assert {row["held_by"] for row in rows} == {"Supplier", "Unknown"}


def test_the_workbook_counts_what_the_map_shows_and_keeps_what_was_taken_back(
    example: int, browser: Client, manager: User
) -> None:
    actions.withdraw(Statement.objects.first(), "Not so", by=manager)
    book = openpyxl.load_workbook(
        io.BytesIO(browser.get("/control/control.xlsx", {"on": "2012-01-01"}).content), read_only=True
    )
    sheets = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert len(sheets["Control"]) == 33
    counts = sheets["Counts 2"]
    assert counts[1][-1] == 32
    assert sum(row[-1] for row in counts[2:6]) == sum(row[-1] for row in counts[6:14]) == 32
    assert sum("Not so" in row for row in sheets["All statements 5"]) == 1
    assert any("control.csv" in str(row) for row in sheets["About"])


@pytest.mark.parametrize("address", ["/control/control.pdf", "/control/control."])
def test_no_other_form_of_download(example: int, browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("role", ["scrutiny_councillor", "service_manager", "auditor", "finance_partner"])
def test_readers_see_the_map_but_no_door_to_change_it(example: int, person, sign_in, role: str) -> None:
    browser = sign_in(person(role))
    page = text(browser.get("/control/")) + text(browser.get("/control/levers/people/?service=Core+ICT"))
    assert "/control/say/" not in page
    assert "/take-back/" not in page
    number = Statement.objects.first().pk
    for address in ("/control/say/", f"/control/statements/{number}/correct/"):
        assert browser.post(address, SAID | {"reason": "x"}).status_code == 403


def test_choices_about_contracts_are_for_those_who_may_see_terms(
    example: int, person, sign_in, browser: Client
) -> None:
    assert "Choices open on this day" in text(browser.get("/control/?on=2012-01-01"))
    councillor = sign_in(person("scrutiny_councillor"))
    page = text(councillor.get("/control/?on=2012-01-01"))
    assert "Levers that others hold" in page
    assert "Choices open on this day" not in page


@pytest.mark.parametrize("role", sorted(WRITERS | {"scrutiny_councillor", "auditor", "service_manager"}))
def test_nobody_paid_by_a_supplier_sees_or_says_anything_about_control(
    example: int, person, sign_in, role: str
) -> None:
    browser = sign_in(person(role, employer="supplier"))
    number = Statement.objects.first().pk
    for address in (
        "/control/",
        "/control/control.csv",
        "/control/control.xlsx",
        "/control/levers/people/?service=Core+ICT",
        "/control/say/",
        f"/control/statements/{number}/correct/",
        f"/control/statements/{number}/take-back/",
    ):
        assert browser.get(address).status_code == 403, address
    before = Statement.objects.count()
    assert browser.post("/control/say/", SAID).status_code == 403
    assert Statement.objects.count() == before


def test_a_stranger_is_asked_to_sign_in(programme: ProgrammeFolder, client: Client) -> None:
    assert client.get("/control/")["Location"].startswith("/accounts/sign-in/")

"""Can an administrator keep the accounts, and is every change on record without anything personal?"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from inhouse.web.accounts.models import User
from inhouse.web.audit.models import AuditEvent

DETAILS = {"full_name": "Bea Brown", "username": "bea", "email": "", "employer": "council", "organisation": "",
           "leaver_date": "", "is_active": "on"}  # fmt: skip


@pytest.fixture
def admin(person, programme) -> User:
    return person("system_administrator")


@pytest.fixture
def browser(admin, sign_in):
    return sign_in(admin)


def test_adding_an_account_shows_its_password_once_and_it_works(browser, client) -> None:
    page = browser.post("/accounts/add/", DETAILS | {"roles": ["auditor", "staff"]}).content.decode()
    password = page.split("<code>")[1].split("</code>")[0]
    bea = User.objects.get(username="bea")
    assert bea.role_names() == ["Staff", "Auditor"]
    assert client.post("/accounts/sign-in/", {"username": "bea", "password": password}).status_code == 302


def test_the_audit_record_names_fields_and_roles_but_nothing_personal(browser, admin) -> None:
    browser.post("/accounts/add/", DETAILS | {"roles": ["auditor"]})
    bea = User.objects.get(username="bea")
    browser.post(f"/accounts/{bea.pk}/", DETAILS | {"full_name": "Bea Black", "roles": ["staff"]})
    added, changed = AuditEvent.objects.filter(target_id=str(bea.pk)).order_by("sequence")
    assert (added.verb, added.by) == ("account.added", str(admin.pk))
    assert changed.details() == {
        "employer": "council", "fields": ["full_name"], "roles_added": ["staff"], "roles_removed": ["auditor"],
    }  # fmt: skip
    record = "".join(event.payload + event.target_id + event.by for event in AuditEvent.objects.all())
    assert "Bea" not in record


def test_saving_without_a_change_leaves_no_event(browser, person) -> None:
    user = person("staff", username="bea", full_name="Bea Brown")
    before = AuditEvent.objects.count()
    browser.post(f"/accounts/{user.pk}/", DETAILS | {"roles": ["staff"]})
    assert AuditEvent.objects.count() == before


def test_a_user_name_or_address_in_other_capitals_is_taken(browser, person) -> None:
    person(username="BEA", email="Bea@council.example")
    page = browser.post("/accounts/add/", DETAILS).content.decode()
    assert "That user name is taken." in page
    page = browser.post("/accounts/add/", DETAILS | {"username": "b", "email": "bea@COUNCIL.example"}).content.decode()
    assert "Another account has that email address." in page
    assert User.objects.filter(full_name="Bea Brown").count() == 0


def test_the_database_itself_refuses_a_second_account_of_one_name(person) -> None:
    person(username="bea")
    with pytest.raises((IntegrityError, ValidationError)):
        User.objects.create(username="BEA", full_name="Other")


def test_the_last_administrator_can_neither_leave_nor_lose_the_role(browser, admin) -> None:
    same = DETAILS | {"full_name": admin.full_name, "username": admin.username}
    for change in ({}, {"roles": ["system_administrator"], "is_active": ""},
                   {"roles": ["system_administrator"], "employer": "supplier"},
                   {"roles": ["system_administrator"], "leaver_date": "2001-01-01"}):  # fmt: skip
        form = {name: value for name, value in (same | change).items() if value != ""}
        page = browser.post(f"/accounts/{admin.pk}/", form)
        assert "leave nobody who can manage accounts" in page.content.decode(), change
    admin = User.objects.get(pk=admin.pk)
    assert admin.may("accounts.manage")


def test_fields_that_are_not_on_the_form_are_not_taken(browser, person) -> None:
    user = person("staff", username="bea", full_name="Bea Brown")
    password = user.password
    extra = {
        "password": "x",
        "id": "00000000-0000-0000-0000-000000000000",
        "created_at": "2001-01-01",
        "is_superuser": "1",
    }
    browser.post(f"/accounts/{user.pk}/", DETAILS | {"roles": ["staff"]} | extra)
    after = User.objects.get(username="bea")
    assert (after.pk, after.password, after.created_at) == (user.pk, password, user.created_at)


def test_a_made_up_role_is_refused(browser) -> None:
    assert browser.post("/accounts/add/", DETAILS | {"roles": ["superuser"]}).status_code == 200
    assert not User.objects.filter(username="bea").exists()


def test_a_new_password_ends_the_sessions_that_person_has(browser, person, sign_in) -> None:
    user = person("staff", password="four plain words together")
    theirs = sign_in(user)
    assert theirs.get("/accounts/mine/").status_code == 200
    page = browser.post(f"/accounts/{user.pk}/password/").content.decode()
    assert "<code>" in page
    assert theirs.get("/accounts/mine/").status_code == 302


def test_an_auditor_sees_accounts_but_cannot_change_them(person, sign_in, programme) -> None:
    auditor = sign_in(person("auditor"))
    page = auditor.get("/accounts/").content.decode()
    assert "Person 1" in page
    assert "Add an account" not in page

"""Do the right people get in, and nobody else, however often they guess?"""

import datetime as dt

import pytest
from django.utils import timezone

from inhouse.web.accounts.models import User
from inhouse.web.audit.models import AuditEvent

PASSWORD = "four plain words together"
ADDRESS = "/accounts/sign-in/"


@pytest.fixture
def ann(person, programme) -> User:
    return person("contract_manager", password=PASSWORD, username="Ann.Smith", email="ann@council.example")


def enter(client, username: str, password: str = PASSWORD):
    return client.post(ADDRESS, {"username": username, "password": password})


@pytest.mark.parametrize("typed", ["Ann.Smith", "ann.smith", " ANN@council.example "])
def test_user_name_and_email_address_both_work_in_any_capitals(typed, ann, client) -> None:
    assert enter(client, typed)["Location"] == "/"
    assert client.get("/accounts/mine/").status_code == 200


def test_signing_in_is_in_the_audit_record(ann, client) -> None:
    enter(client, "ann.smith")
    event = AuditEvent.objects.first()
    assert (event.verb, event.by, event.target_id) == ("account.signed_in", str(ann.pk), str(ann.pk))
    ann.refresh_from_db()
    assert ann.last_login is not None


def test_a_wrong_password_gives_one_message_for_known_and_unknown_names(ann, client) -> None:
    known, unknown = (enter(client, name, "not this one").content.decode() for name in ("ann.smith", "nobody"))
    message = "That user name and password do not match an open account."
    assert message in known
    assert message in unknown


def test_a_hundred_guesses_by_name_and_email_try_the_password_ten_times(ann, client, monkeypatch) -> None:
    tried = []
    monkeypatch.setattr(User, "check_password", lambda _, password: tried.append(password))
    for number in range(100):
        enter(client, ("ann.smith", "ann@council.example")[number % 2], f"guess {number}")
    assert len(tried) == 10


def test_after_ten_wrong_passwords_the_right_one_is_refused_too_and_says_why(ann, client) -> None:
    for number in range(10):
        enter(client, "ann.smith", f"guess {number}")
    response = enter(client, "ann.smith")
    assert response.status_code == 429
    assert "5 minutes" in response.content.decode()


def test_the_last_day_still_works_and_the_day_after_does_not(ann, client) -> None:
    ann.leaver_date = timezone.localdate()
    ann.save()
    assert enter(client, "ann.smith").status_code == 302
    ann.leaver_date = timezone.localdate() - dt.timedelta(days=1)
    ann.save()
    assert client.get("/sources/")["Location"].startswith(ADDRESS)
    assert enter(client, "ann.smith").status_code == 200


def test_a_closed_account_loses_its_open_session(ann, client) -> None:
    enter(client, "ann.smith")
    ann.is_active = False
    ann.save()
    assert client.get("/sources/")["Location"].startswith(ADDRESS)


def test_an_account_without_a_password_cannot_be_entered(person, programme, client) -> None:
    person("auditor", username="new")
    assert enter(client, "new", "").status_code == 200
    assert enter(client, "new", "!").status_code == 200


def test_sign_in_does_not_send_people_elsewhere(ann, client) -> None:
    response = client.post(ADDRESS, {"username": "ann.smith", "password": PASSWORD, "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_a_person_changes_their_own_password_and_stays_signed_in(ann, client) -> None:
    enter(client, "ann.smith")
    new = "five other plain words now"
    assert client.post("/accounts/mine/", {"current": PASSWORD, "new": new}).status_code == 302
    assert client.get("/accounts/mine/").status_code == 200
    client.logout()
    assert enter(client, "ann.smith").status_code == 200
    assert enter(client, "ann.smith", new).status_code == 302


@pytest.mark.parametrize("new", ["short", "password1234", "ann.smith1234", "123456789012345"])
def test_a_weak_password_is_refused(new, ann, client) -> None:
    enter(client, "ann.smith")
    before = User.objects.get(pk=ann.pk).password
    assert client.post("/accounts/mine/", {"current": PASSWORD, "new": new}).status_code == 200
    assert User.objects.get(pk=ann.pk).password == before


def test_passwords_are_kept_as_argon2_alone(ann) -> None:
    assert ann.password.startswith("argon2$argon2id$")
    assert PASSWORD not in ann.password

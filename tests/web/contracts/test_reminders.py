"""Are people reminded once, only of what they may see, and is it said when reminding has stopped?"""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inhouse.contracts.terms.agreed import Agreed
from inhouse.contracts.terms.dates import Span, Unit
from inhouse.web.audit.models import AuditEvent
from inhouse.web.contracts.deadlines.models import DeadlineCheck
from inhouse.web.contracts.digests import actions as digests
from inhouse.web.contracts.digests.check import DailyCheck, check
from inhouse.web.contracts.digests.models import DigestChoice, DigestSent
from inhouse.web.contracts.feeds.models import CalendarFeed
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.contracts.terms import actions as terms_actions
from tests.web.contracts.small_programme import TODAY

MONDAY = TODAY
TUESDAY = TODAY + dt.timedelta(days=1)
FEED = re.compile(r"http://testserver(/contracts/calendar/[\w-]{43}\.ics)")


def text(response) -> str:
    assert response.status_code == 200
    return html.unescape(b"".join(response).decode("utf-8"))


@pytest.fixture
def reader(person):
    return person("contract_manager", email="reader@example.org")


def feed_of(client: Client) -> str:
    return FEED.search(text(client.post("/contracts/reminders/calendar/"))).group(1)


def check_calendar(calendar: str) -> list[dict[str, str]]:
    """Read a calendar as strictly as RFC 5545 is written, and give its events."""
    assert calendar.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", calendar)
    for line in calendar.split("\r\n"):
        assert len(line.encode()) <= 75
    lines = calendar.replace("\r\n ", "").split("\r\n")[:-1]
    stack, events, alarms = [], [], 0
    for line in lines:
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[^;:,]+)*", name), line
        if name == "BEGIN":
            assert (stack, value) in (
                ([], "VCALENDAR"),
                (["VCALENDAR"], "VEVENT"),
                (["VCALENDAR", "VEVENT"], "VALARM"),
            )
            stack.append(value)
            events += [{}] if value == "VEVENT" else []
            alarms += value == "VALARM"
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1], "a property stands twice"
            events[-1][name] = value
            if name in ("SUMMARY", "DESCRIPTION"):
                assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
                assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", value)
    assert stack == []
    assert lines[1] == "VERSION:2.0"
    assert len({event["UID"] for event in events}) == len(events) == alarms
    for event in events:
        dt.date.fromisoformat(event["DTSTART;VALUE=DATE"])
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    return events


def test_a_private_address_opens_the_calendar_to_whoever_has_it(loaded, reader, sign_in):
    path = feed_of(sign_in(reader))
    response = Client().get(path)
    assert response["Content-Type"].startswith("text/calendar")
    events = check_calendar(response.content.decode())
    assert {event["SUMMARY"] for event in events} >= {"Ends: Data centre", "Last day: give notice to end it: Copiers"}
    assert all("/contracts/" in event["URL"] for event in events)


def test_awkward_words_keep_the_calendar_whole(load, today, reader, sign_in):
    title = "Röntgen; films, „plates“ \\ and " + "é" * 90
    load(
        "contracts", "odd.csv", f'Reference,Title,Supplier,End date\nA,"{title}",Acme,31/12/2027\nA,B,Acme,31/12/2027\n'
    )
    events = check_calendar(Client().get(feed_of(sign_in(reader))).content.decode())
    (found,) = [event for event in events if "films" in event["SUMMARY"]]
    plain = re.sub(r"\\(.)", r"\1", found["SUMMARY"])
    assert plain == f"Ends: {title}"


def test_events_keep_their_identifiers_when_the_register_is_published_again(loaded, load, reader, sign_in, today):
    from inhouse.web.sources.models import Source
    from tests.web.contracts.small_programme import REGISTER

    path = feed_of(sign_in(reader))
    before = {event["UID"] for event in check_calendar(Client().get(path).content.decode())}
    Source.objects.filter(filename="register.csv").update(state="undone")
    load("contracts", "register-october.csv", REGISTER.replace("28/11/2026", "29/11/2026"))
    after = check_calendar(Client().get(path).content.decode())
    assert {event["UID"] for event in after} == before
    assert "20261129" in {event["DTSTART;VALUE=DATE"] for event in after}


def test_only_a_hash_of_the_address_is_kept(loaded, reader, sign_in):
    token = feed_of(sign_in(reader)).split("/")[-1].removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert token not in str(vars(feed))
    assert not AuditEvent.objects.filter(payload__contains=token).exists()
    assert token not in text(sign_in(reader).get("/contracts/reminders/"))


@pytest.mark.parametrize(
    "change",
    [
        {"employer": "supplier"},
        {"leaver_date": TODAY - dt.timedelta(days=1)},
        {"is_active": False},
    ],
)
def test_an_address_stops_with_the_right_to_see_terms(loaded, reader, sign_in, change):
    path = feed_of(sign_in(reader))
    assert Client().get(path).status_code == 200
    for name, value in change.items():
        setattr(reader, name, value)
    reader.save()
    response = Client().get(path)
    assert response.status_code == 404
    assert "Data centre" not in response.content.decode()


def test_an_address_can_be_renewed_and_revoked(loaded, reader, sign_in):
    client = sign_in(reader)
    first, second = feed_of(client), feed_of(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post("/contracts/reminders/calendar/stop/")
    assert Client().get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("name", ["seconded", "councillor", "staff"])
def test_reminders_are_closed_to_those_who_may_not_see_terms(loaded, visit, name):
    client = visit(name)
    for url in ("/contracts/reminders/", "/contracts/reminders/calendar/"):
        assert client.post(url).status_code == 403


def test_a_guessed_address_opens_nothing(loaded):
    assert Client().get(reverse("calendar_feed", args=["x" * 43])).status_code == 404


def test_a_digest_says_what_is_late_and_what_is_due_and_goes_once(loaded, reader, today):
    copiers = next(each for each in held_contracts(today) if each.contract.id == "C2")
    agreed = Agreed(start_date=dt.date(2025, 4, 1), initial_months=21, notice=Span(count=1, unit=Unit.MONTHS))
    terms_actions.enter_terms(copiers.identity, "Copiers", agreed, by=None, expected=0)
    terms_actions.enter_lead_times("", _decision(30), by=None)
    digests.choose(reader, "daily", mine_only=False, by=reader)
    assert check(today).digests == 1
    assert check(today).digests == 0
    (message,) = mail.outbox
    assert message.to == ["reader@example.org"]
    assert message.subject == "Contract deadlines: 1 late, 2 due in 30 days (Test council)"
    assert message.body.index("LATE") < message.body.index("Act by: give notice to end it")
    assert "5 days" in message.body
    assert "Data centre, Acme Systems Limited" in message.body
    assert "<" not in message.body
    assert message.extra_headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/contracts/stop-emails/")


def _decision(days: int):
    from inhouse.contracts.lead_times import LeadTimes

    return LeadTimes(decision=Span(count=days, unit=Unit.DAYS))


def test_a_weekly_digest_goes_on_monday_or_the_first_day_after_it(loaded, reader):
    digests.choose(reader, "weekly", mine_only=False, by=reader)
    week = [MONDAY + dt.timedelta(days=days) for days in range(8)]
    assert [check(day).digests for day in week] == [1, 0, 0, 0, 0, 0, 0, 1]
    DigestSent.objects.all().delete()
    assert [check(day).digests for day in week[1:4]] == [1, 0, 0]


def test_a_daily_digest_without_anything_due_goes_on_mondays_as_a_sign_of_life(programme, today, reader):
    digests.choose(reader, "daily", mine_only=False, by=reader)
    assert [check(day).digests for day in (MONDAY, TUESDAY)] == [1, 0]
    assert "Nothing is due" in mail.outbox[0].body


def test_a_digest_can_be_of_ones_own_contracts_alone(loaded, reader, today):
    digests.choose(reader, "daily", mine_only=True, by=reader)
    check(today)
    assert "Data centre" not in mail.outbox[0].body
    centre = next(each for each in held_contracts(today) if each.contract.id == "C1")
    agreed = Agreed(start_date=dt.date(2024, 1, 1), first_end_date=dt.date(2026, 11, 28))
    terms_actions.enter_terms(centre.identity, "Data centre", agreed, by=None, expected=0, owner=reader)
    check(TUESDAY)
    assert "Data centre" in mail.outbox[1].body


@pytest.mark.parametrize(
    "change", [{"employer": "supplier"}, {"leaver_date": TODAY - dt.timedelta(days=1)}, {"email": ""}]
)
def test_no_digest_goes_to_whoever_may_not_see_terms(loaded, reader, today, change):
    digests.choose(reader, "daily", mine_only=False, by=reader)
    for name, value in change.items():
        setattr(reader, name, value)
    reader.save()
    check(today)
    assert mail.outbox == []


def test_a_digest_that_could_not_leave_is_tried_again(loaded, reader, today, monkeypatch):
    digests.choose(reader, "daily", mine_only=False, by=reader)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", _refuse)
        assert (check(today).failed, len(mail.outbox)) == (1, 0)
    assert (check(today).digests, len(mail.outbox)) == (1, 1)


def _refuse(*_: object) -> None:
    raise ConnectionRefusedError


def test_the_link_in_an_email_stops_it_without_signing_in_but_not_by_opening_it(loaded, reader, today):
    choice = digests.choose(reader, "daily", mine_only=False, by=reader)
    link = reverse("unsubscribe", args=[digests.unsubscribe_token(choice)])
    stranger = Client(enforce_csrf_checks=True)
    assert "Stop e-mails about deadlines?" in text(stranger.get(link))
    assert DigestChoice.objects.get().often == "daily"
    assert "no more e-mails" in text(stranger.post(link, {"List-Unsubscribe": "One-Click"}))
    assert DigestChoice.objects.get().often == "off"
    assert stranger.post(link).status_code == 404
    assert stranger.post(link[:-5] + "x/").status_code == 404
    check(today)
    assert mail.outbox == []


def test_a_choice_is_made_on_the_page(loaded, reader, sign_in):
    client = sign_in(reader)
    assert client.post("/contracts/reminders/", {"often": "weekly", "mine_only": "on"}).status_code == 302
    assert (DigestChoice.objects.get().often, DigestChoice.objects.get().mine_only) == ("weekly", True)
    assert client.post("/contracts/reminders/", {"often": "hourly"}).status_code == 200
    assert AuditEvent.objects.filter(verb="digest.chosen").count() == 1


def test_pages_say_when_deadlines_were_last_checked_and_when_checking_has_stopped(loaded, director, today):
    for url in ("/", "/contracts/deadlines/"):
        assert "Alerts have stopped" in text(director.get(url))
    check(today)
    for url in ("/", "/contracts/deadlines/"):
        page = text(director.get(url))
        assert "Deadlines were last checked on" in page
        assert "Alerts have stopped" not in page
    DeadlineCheck.objects.update(checked_at=timezone.now() - dt.timedelta(days=2, minutes=1))
    for url in ("/", "/contracts/deadlines/"):
        page = text(director.get(url))
        assert "Alerts have stopped" in page
        assert "inhouse serve" in page


def test_the_worker_checks_once_a_day_by_itself(loaded, today, monkeypatch):
    daily = DailyCheck()
    daily()
    daily()
    assert DeadlineCheck.objects.count() == 1
    monkeypatch.setattr("inhouse.web.contracts.digests.check.SECONDS_BETWEEN_LOOKS", 0.0)
    again = DailyCheck()
    again()
    assert DeadlineCheck.objects.count() == 1
    monkeypatch.setattr(timezone, "localdate", lambda *_: TUESDAY)
    again()
    assert {kept.as_of for kept in DeadlineCheck.objects.all()} == {MONDAY, TUESDAY}


def test_a_check_that_fails_does_not_stop_the_worker(loaded, today, monkeypatch, caplog):
    monkeypatch.setattr("inhouse.web.contracts.digests.check.held_contracts", _refuse_all)
    DailyCheck()()
    assert not DeadlineCheck.objects.exists()
    assert "could not be checked" in caplog.text


def _refuse_all(*_: object, **__: object) -> None:
    raise RuntimeError


def test_deadlines_are_listed_by_week_with_quiet_weeks_in_one_line(loaded, director, today):
    page = text(director.get("/contracts/deadlines/"))
    assert re.search(r"This week</span></h3>.*?Data centre", page, re.DOTALL)
    assert "52 weeks" not in page
    assert "weeks with nothing due" in page
    assert "Old network" not in page


def test_deadlines_are_filtered_by_what_and_by_who(loaded, director, reader, today):
    centre = next(each for each in held_contracts(today) if each.contract.id == "C1")
    agreed = Agreed(start_date=dt.date(2024, 1, 1), first_end_date=dt.date(2026, 11, 28))
    terms_actions.enter_terms(centre.identity, "Data centre", agreed, by=None, expected=0, owner=reader)
    assert _titles(director, weeks="260") == {"Data centre", "Copiers", "Network"}
    assert _titles(director, weeks="260", what="last day") == {"Copiers"}
    assert _titles(director, weeks="260", who=str(reader.pk)) == {"Data centre"}
    assert _titles(director, weeks="260", who="nobody") == {"Copiers", "Network"}
    assert _titles(director, on="2028-03-30") == {"Copiers"}


def _titles(client: Client, **query: str) -> set[str]:
    page = text(client.get("/contracts/deadlines/", query))
    return set(re.findall(r'app-break" href="[^"]*">([^<]*)<', page))

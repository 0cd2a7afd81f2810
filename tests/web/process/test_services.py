"""Services are named, changed, removed, put back, and their logs kept, each with its line in the audit record."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest

from inhouse.core.errors import InputError, StaleError
from inhouse.web.audit.models import AuditEvent
from inhouse.web.audit.queries import verify
from inhouse.web.process import actions
from inhouse.web.process.models import Service, ServiceLog
from tests.web.process.conftest import desk_log


@pytest.fixture
def manager(programme, person):
    return person("contract_manager")


@pytest.fixture
def browser(manager, sign_in):
    return sign_in(manager)


def last_event() -> tuple[str, dict, str]:
    event = AuditEvent.objects.order_by("-sequence").first()
    return event.verb, event.details(), event.by


def test_naming_a_service_takes_one_page_and_one_line_of_the_record(browser, manager, log) -> None:
    page = browser.get("/process/").content.decode()
    assert "No service has been named yet" in page
    response = browser.post("/process/name/", {"name": "  IT   service desk ", "logs": [str(log.pk)]})
    assert response["Location"] == "/process/it-service-desk/"
    service = Service.objects.get()
    assert service.name == "IT service desk"
    assert last_event() == ("service.named", {"logs": [str(log.pk)]}, str(manager.pk))
    assert verify().verified


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"name": ""}, "Enter a name."), ({"name": "Desk", "logs": []}, "Choose at least one log.")],
)
def test_a_service_without_a_name_or_a_log_is_refused_with_what_to_do(typed, said, browser, log) -> None:
    page = browser.post("/process/name/", {"name": "Desk", "logs": [str(log.pk)]} | typed).content.decode()
    assert said in page
    assert not Service.objects.exists()


def test_two_services_never_have_one_name(browser, service, log) -> None:
    page = browser.post("/process/name/", {"name": "service DESK", "logs": [str(log.pk)]}).content.decode()
    assert "There is a service of this name." in page
    assert Service.objects.count() == 1


def test_names_alike_in_letters_get_addresses_of_their_own(log, programme) -> None:
    slugs = [actions.name_service(name, [log], by=None).slug for name in ("Desk!", "Desk?", "服务", "Name")]
    assert slugs == ["desk", "desk-2", "service", "name-2"]


def test_only_an_event_log_tells_of_a_service(programme, payments_csv) -> None:
    from inhouse.web.sources import actions as sources
    from inhouse.web.sources.models import Kind
    from inhouse.web.sources.originals import keep, read_in_pieces

    kept = keep(read_in_pieces(payments_csv), "spend.csv", programme.originals)
    spend, _new = sources.add(kept, Kind.PAYMENTS, by=None)
    for logs in ([], [spend]):
        with pytest.raises(InputError):
            actions.name_service("Desk", logs, by=None)
    assert not Service.objects.exists()


def test_a_changed_service_keeps_its_address_and_has_the_logs_chosen(browser, service, log, bring_in) -> None:
    other = bring_in(desk_log().replace("T0", "U0"), "other.csv")
    browser.post("/process/service-desk/change/", {"name": "Help desk", "logs": [str(other.pk)]})
    service.refresh_from_db()
    assert (service.name, service.slug) == ("Help desk", "service-desk")
    assert [each.source for each in ServiceLog.objects.all()] == [other]
    assert last_event()[0] == "service.changed"


def test_a_removed_service_is_gone_from_the_pages_and_can_be_put_back(browser, service) -> None:
    browser.post("/process/service-desk/remove/")
    assert browser.get("/process/service-desk/").status_code == 404
    assert last_event()[0] == "service.removed"
    with pytest.raises(StaleError):
        actions.remove_service(service, by=None)
    assert "Put back" in browser.get("/process/").content.decode()
    browser.post("/process/service-desk/put-back/")
    assert browser.get("/process/service-desk/").status_code == 200
    assert last_event()[0] == "service.put_back"
    assert "on the pages already" in browser.post("/process/service-desk/put-back/", follow=True).content.decode()


def test_a_service_is_not_put_back_over_another_of_its_name(browser, service, log) -> None:
    actions.remove_service(service, by=None)
    actions.name_service("Service desk", [log], by=None)
    page = browser.post("/process/service-desk/put-back/", follow=True).content.decode()
    assert "There is a service of this name." in page


def test_a_handover_snapshot_keeps_original_events_and_assumptions_with_hashes(browser, manager, service, log) -> None:
    assert log.sha256 in browser.get("/process/service-desk/keep/").content.decode()
    response = browser.post("/process/service-desk/keep/")
    package = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    listed = dict(reversed(line.split("  ")) for line in package.read("SHA256SUMS").decode().splitlines())
    assert set(listed) == set(package.namelist()) - {"SHA256SUMS"}
    for name, sha256 in listed.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == sha256, name
    assert package.read(f"original/{log.sha256}.csv").decode() == desk_log()
    assert package.read(f"events/{log.sha256}.parquet") == log.loaded_file.read_bytes()
    (read,) = json.loads(package.read("read.json"))["logs"]
    assert read["rows_kept"] == log.rows_kept
    assert {each["about"] for part in read["parts"] for each in part["decisions"]} >= {"case", "activity", "order"}
    verb, details, by = last_event()
    assert (verb, by) == ("service.logs_kept", str(manager.pk))
    assert details == {
        "logs": [log.sha256], "contents_sha256": hashlib.sha256(package.read("SHA256SUMS")).hexdigest(),
    }  # fmt: skip


def test_looking_at_what_would_be_kept_leaves_no_trace(browser, service) -> None:
    before = AuditEvent.objects.count()
    browser.get("/process/service-desk/keep/")
    assert AuditEvent.objects.count() == before

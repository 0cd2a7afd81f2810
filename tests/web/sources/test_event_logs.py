"""Event logs under Sources: what the columns are taken for, what is assumed, and how both are changed."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inhouse.web.audit.models import AuditEvent
from inhouse.web.programme_load import load
from inhouse.web.sources import worker
from inhouse.web.sources.models import RememberedLayout, Source, State

CLEAR = "Case ID,Activity,Timestamp,Resource\n" + "".join(
    f"{case},{activity},2021-03-{day:02} 09:00,Ann\n"
    for case in range(1, 6)
    for day, activity in ((case, "Open"), (case + 1, "Close"))
)
UNCLEAR = "Alpha,Beta,Gamma\n" + "".join(
    f"x{case},{act},2021-03-0{case}\n" for case in range(1, 6) for act in ("Open", "Shut")
)
XES = """<log xes.version="1.0"><trace><string key="concept:name" value="1"/>
<event><string key="concept:name" value="Open"/><date key="time:timestamp" value="2021-03-01T09:00:00Z"/></event>
</trace></log>"""


def upload(browser, name: str, content: str, **more: str):
    sent = [SimpleUploadedFile(name, content.encode())]
    return browser.post("/sources/add/", {"kind": "events", "check": "each", "files": sent} | more)


def plain(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def accept(browser, source: Source, **said: str):
    return browser.post(f"/sources/{source.pk}/columns/", {f"table0-{name}": value for name, value in said.items()})


@pytest.fixture
def loaded(loader) -> Source:
    upload(loader, "log.csv", CLEAR)
    source = Source.objects.get()
    accept(loader, source)
    worker.drain()
    source.refresh_from_db()
    assert source.state == State.LOADED, source.message
    return source


def test_an_uploaded_log_is_shown_with_what_its_columns_are_taken_for(loader) -> None:
    response = upload(loader, "log.csv", CLEAR)
    source = Source.objects.get()
    assert response["Location"] == f"/sources/{source.pk}/columns/"
    page = loader.get(response["Location"]).content.decode()
    for use, heading in (
        ("case", "Case ID"),
        ("activity", "Activity"),
        ("timestamp", "Timestamp"),
        ("resource", "Resource"),
    ):
        assert re.search(rf'name="table0-{use}".*?<option value="{heading}" selected>', page, re.DOTALL), use
    assert "Time zone" in page


def test_what_is_accepted_unchanged_leaves_everything_to_the_reader(loaded) -> None:
    assert loaded.layouts[0]["columns"] == {}
    assert (loaded.rows_in, loaded.rows_kept, loaded.rows_rejected) == (10, 10, 0)
    assert loaded.amount_in_gbp is None


def test_an_unclear_log_asks_and_is_read_by_the_answer(loader) -> None:
    upload(loader, "odd.csv", UNCLEAR)
    source = Source.objects.get()
    assert "Which column" in plain(loader.get(f"/sources/{source.pk}/columns/"))
    refused = plain(accept(loader, source))
    assert "Choose the column with the case." in refused
    accept(loader, source, case="Alpha", activity="Beta", timestamp="Gamma")
    worker.drain()
    source.refresh_from_db()
    assert source.state == State.LOADED, source.message
    assert source.rows_kept == 10


def test_headings_that_were_answered_once_are_recognised_in_the_next_log(loader) -> None:
    upload(loader, "odd.csv", UNCLEAR)
    accept(loader, Source.objects.get(), case="Alpha", activity="Beta", timestamp="Gamma")
    worker.drain()
    assert RememberedLayout.objects.get().columns == {"case": "Alpha", "activity": "Beta", "timestamp": "Gamma"}
    response = upload(loader, "again.csv", UNCLEAR + "x9,Open,2021-04-01\n")
    assert "You accepted these headings before" in plain(loader.get(response["Location"]))
    upload(loader, "third.csv", UNCLEAR + "x8,Open,2021-04-02\n", check="unclear")
    worker.drain()
    assert Source.objects.get(filename="third.csv").state == State.LOADED


def test_a_format_that_says_itself_what_it_holds_is_loaded_without_asking(loader) -> None:
    response = upload(loader, "log.xes", XES)
    worker.drain()
    source = Source.objects.get()
    assert response["Location"] == source.get_absolute_url()
    assert (source.state, source.rows_kept) == (State.LOADED, 1)


OCEL = """{"objectTypes": [{"name": "Order", "attributes": []}, {"name": "Parcel", "attributes": []}],
"eventTypes": [{"name": "Pack", "attributes": []}, {"name": "Send", "attributes": []}],
"objects": [{"id": "o1", "type": "Order"}, {"id": "p1", "type": "Parcel"}, {"id": "p2", "type": "Parcel"}],
"events": [
{"id": "e1", "type": "Pack", "time": "2024-01-01T09:00:00Z", "relationships": [{"objectId": "o1", "qualifier": "of"},
 {"objectId": "p1", "qualifier": "in"}]},
{"id": "e2", "type": "Send", "time": "2024-01-02T09:00:00Z", "relationships": [{"objectId": "o1", "qualifier": "of"},
 {"objectId": "p2", "qualifier": "in"}]}]}"""


def test_a_log_of_several_kinds_of_objects_asks_which_are_followed(loader) -> None:
    upload(loader, "orders.jsonocel", OCEL)
    worker.drain()
    source = Source.objects.get()
    assert source.state == State.WAITING
    page = loader.get(f"/sources/{source.pk}/columns/").content.decode()
    assert "Which are followed as cases?" in page
    assert 'name="table0-case"' not in page
    assert "Choose what is followed." in plain(accept(loader, source))
    accept(loader, source, object_type="Parcel")
    worker.drain()
    source.refresh_from_db()
    assert (source.state, source.rows_kept) == (State.LOADED, 2), source.message


def test_a_doubt_that_a_person_confirms_is_not_asked_again(loader) -> None:
    rows = "".join(f"{n},open,2021-03-{1 + n % 20:02} 09:00\n" for n in [*range(1, 40), 3, 4])
    upload(loader, "doubt.csv", f"ID,Status,Date Created\n{rows}", check="unclear")
    worker.drain()
    source = Source.objects.get()
    assert source.state == State.WAITING, source.state
    page = loader.get(f"/sources/{source.pk}/columns/").content.decode()
    proposed = dict(re.findall(r'name="table0-(case|activity|timestamp)".*?value="([^"]*)" selected', page, re.DOTALL))
    accept(loader, source, **proposed)
    worker.drain()
    source.refresh_from_db()
    assert (source.state, source.rows_kept) == (State.LOADED, 41), source.message


def test_what_was_assumed_is_shown_and_leads_to_where_it_is_changed(loader, loaded) -> None:
    page = plain(loader.get(loaded.get_absolute_url()))
    assert "What was assumed" in page
    assert "Time zone" in page
    assert "Change what was assumed" in page


def test_an_assumption_that_is_changed_reads_the_log_again_and_is_recorded(loader, loaded) -> None:
    before = loaded.loaded_file.read_bytes()
    page = plain(loader.get(f"/sources/{loaded.pk}/columns/"))
    assert "the log is read again" in page
    accept(loader, loaded, timezone="America/New_York")
    loaded.refresh_from_db()
    assert loaded.state == State.QUEUED
    worker.drain()
    loaded.refresh_from_db()
    assert loaded.state == State.LOADED
    assert loaded.loaded_file.read_bytes() != before
    assert "America/New_York" in plain(loader.get(loaded.get_absolute_url()))
    (event,) = AuditEvent.objects.filter(verb="source.accepted").order_by("-sequence")[:1]
    assert event.details()["layouts"][0]["columns"] == {"timezone": "America/New_York"}
    shown = loader.get(f"/sources/{loaded.pk}/columns/").content.decode()
    assert '<option value="America/New_York" selected>' in shown


def test_a_payments_file_that_is_loaded_is_not_read_again_by_an_answer(loader, payments_csv) -> None:
    upload(loader, "spend.csv", payments_csv.read_text(), kind="payments", check="unclear")
    worker.drain()
    source = Source.objects.get()
    assert "had answered already" in plain(loader.post(f"/sources/{source.pk}/columns/", {}, follow=True))
    assert source.state == Source.objects.get().state


def test_rows_that_are_no_events_are_listed_and_the_law_of_readers_holds(loader) -> None:
    upload(loader, "log.csv", CLEAR + "7,,2021-03-01 09:00,Ann\n8,Open,someday,Ann\n", check="unclear")
    worker.drain()
    source = Source.objects.get()
    assert source.rows_in == source.rows_kept + source.rows_rejected == 12
    page = plain(loader.get(source.get_absolute_url()))
    assert "someday" in page
    rejects = b"".join(loader.get(f"/sources/{source.pk}/rejects.csv").streaming_content).decode()
    assert "someday" in rejects


def test_rows_of_a_log_are_kept_from_those_who_see_files_but_not_cases(loader, loaded, person, sign_in) -> None:
    finance = sign_in(person("finance_partner"))
    page = finance.get(loaded.get_absolute_url())
    assert page.status_code == 200
    assert "your account cannot download it" in plain(page)
    for address in ("original", "rejects.csv"):
        assert finance.get(f"/sources/{loaded.pk}/{address}").status_code == 403
        response = loader.get(f"/sources/{loaded.pk}/{address}")
        assert (response.status_code, bool(b"".join(response.streaming_content))) == (200, True)


def test_the_command_line_loads_a_log_by_what_it_is_told(programme, tmp_path, monkeypatch) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(UNCLEAR)
    monkeypatch.setattr("inhouse.web.programme_load.open_programme", lambda _folder: programme)
    (loaded,) = load("events", [file], programme.path, columns="case=Alpha,activity=Beta,timestamp=Gamma")
    assert (loaded.state, loaded.rows_kept) == ("loaded", 10)


def test_the_command_line_says_what_cannot_be_told_of_a_log(programme, tmp_path, monkeypatch) -> None:
    from inhouse.core.errors import InputError

    file = tmp_path / "odd.csv"
    file.write_text(UNCLEAR)
    monkeypatch.setattr("inhouse.web.programme_load.open_programme", lambda _folder: programme)
    for wrong in ("case", "colour=Alpha", "case="):
        with pytest.raises(InputError, match="not understood"):
            load("events", [file], programme.path, columns=wrong)
    assert not Source.objects.exists()

"""Can a person bring in a contracts register with headings that nobody has met before?"""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inhouse.web.sources import worker
from inhouse.web.sources.models import RememberedLayout, Source, State
from tests.web.sources.test_pages import proposed
from tests.web.test_programme_commands import answer, inhouse

ODD = "Beth,Pwy,O,Hyd,Faint,Ward\nLifts,Up Ltd,01/04/2024,31/03/2027,£1000,North\n"
TOLD = {"title": "0", "supplier": "1", "start_date": "2", "end_date": "3", "value": "4"}
PLAIN = (
    "Contract title,Supplier,Start date,End date,Value,Notice,Ward\n"
    "Lifts,Up Ltd,01/04/2024,31/03/2027,Rates only,3 months,North\n"
)


def upload(browser, name: str, text: str, check: str = "each"):
    file = SimpleUploadedFile(name, text.encode())
    return browser.post("/sources/add/", {"kind": "contracts", "check": check, "files": [file]})


def fields(browser, source: Source) -> dict[str, str]:
    return {name.partition("-")[2]: name for name in proposed(browser, source)}


def test_a_register_leads_to_its_columns_and_is_loaded_as_proposed(loader) -> None:
    response = upload(loader, "register.csv", PLAIN)
    source = Source.objects.get()
    assert response["Location"] == f"/sources/{source.pk}/columns/"
    form = proposed(loader, source)
    assert {k.partition("-")[2]: v for k, v in form.items() if v} == {
        "title": "0", "supplier": "1", "start_date": "2", "end_date": "3", "value": "4", "notice": "5",
        "header_row": "1",
    }  # fmt: skip
    loader.post(f"/sources/{source.pk}/columns/", form)
    worker.drain()
    source.refresh_from_db()
    assert (source.state, source.rows_kept) == (State.LOADED, 1), source.message


def test_the_page_of_a_register_names_its_fields_in_words_with_what_was_not_used_and_what_is_doubtful(loader) -> None:
    upload(loader, "register.csv", PLAIN, check="unclear")
    worker.drain()
    page = loader.get(Source.objects.get().get_absolute_url()).content.decode()
    assert "Start date: <strong>Start date</strong>" in page
    assert "Notice period: <strong>Notice</strong>" in page
    assert "start_date" not in page
    assert "Not used: Ward." in page
    assert "«Rates only» (row 2)" in page


def test_odd_headings_come_back_with_a_question_and_are_remembered_once_answered(loader) -> None:
    upload(loader, "odd.csv", ODD, check="unclear")
    worker.drain()
    source = Source.objects.get()
    assert source.state == State.WAITING
    assert "Check the columns" in loader.get(source.get_absolute_url()).content.decode()
    names = fields(loader, source)
    said = {names[name]: column for name, column in TOLD.items()} | {names["header_row"]: "1"}
    loader.post(f"/sources/{source.pk}/columns/", said)
    worker.drain()
    source.refresh_from_db()
    assert (source.state, source.rows_kept, source.amount_kept_gbp) == (State.LOADED, 1, 1000), source.message
    assert RememberedLayout.objects.get().kind == "contracts"
    upload(loader, "next.csv", ODD.replace("Lifts", "Stairs"), check="unclear")
    worker.drain()
    again = Source.objects.exclude(pk=source.pk).get()
    assert (again.state, again.parts[0]["headings"]["end_date"]) == (State.LOADED, "Hyd")


def test_a_register_needs_a_title_and_an_end_or_a_supplier_with_a_date(loader) -> None:
    upload(loader, "odd.csv", ODD)
    source = Source.objects.get()
    names = fields(loader, source)
    page = loader.post(f"/sources/{source.pk}/columns/", {names["header_row"]: "1"}).content.decode()
    assert "Choose the column with the title of the contract." in page
    assert "Choose the column with the end date." in page
    enough = {names["title"]: "0", names["supplier"]: "1", names["start_date"]: "2", names["header_row"]: "1"}
    assert loader.post(f"/sources/{source.pk}/columns/", enough).status_code == 302


def test_open_data_are_loaded_without_asking_about_columns(loader) -> None:
    release = {"ocid": "o-1", "id": "1", "tag": ["award"], "tender": {"title": "Lifts"}, "awards": [
        {"id": "a", "suppliers": [{"name": "Up Ltd"}], "contractPeriod": {"endDate": "2027-03-31"}}
    ]}  # fmt: skip
    response = upload(loader, "releases.json", json.dumps({"releases": [release]}))
    source = Source.objects.get()
    assert (response["Location"], source.state) == (source.get_absolute_url(), State.QUEUED)
    assert loader.get(f"/sources/{source.pk}/columns/").status_code == 302


@pytest.mark.parametrize(
    ("kind", "text", "columns"),
    [
        ("contracts", ODD, "title=1,supplier=2,start_date=3,end_date=4,value=5"),
        ("payments", "Pryd,Pwy,Faint\n" + "01/04/2021,Acme Ltd,12.50\n" * 5, "date=1,supplier=2,amount=3"),
    ],
)
def test_columns_and_profiles_can_be_told_to_load(tmp_path, kind: str, text: str, columns: str) -> None:
    folder, file, profile = tmp_path / "our-it", tmp_path / "odd.csv", tmp_path / "words.yaml"
    answer("init", folder)
    file.write_text(text, encoding="utf-8")
    refused = inhouse("load", kind, file, "--into", folder, "--columns", "supplier=99")
    assert refused.returncode == 10
    assert answer("status", folder)["sources"] == []
    (told,) = answer("load", kind, file, "--into", folder, "--columns", columns)["files"]
    assert (told["state"], told["rows_kept"] >= 1) == ("loaded", True)
    words = dict(zip(("Beth", "Pwy", "Hyd") if kind == "contracts" else ("Pryd", "Pwy", "Faint"),
                     ("title", "supplier", "end_date") if kind == "contracts" else ("date", "supplier", "amount"),
                     strict=True))  # fmt: skip
    profile.write_text(json.dumps({"fields": {name: {"heads": [word.lower()]} for word, name in words.items()}}))
    other = tmp_path / "other.csv"
    other.write_text(text.replace("Ltd", "plc") + ("" if kind == "contracts" else text.split("\n")[1] + "\n"))
    (told,) = answer("load", kind, other, "--into", folder, "--profile", profile)["files"]
    assert (told["state"], told["rows_rejected"]) == ("loaded", 0)

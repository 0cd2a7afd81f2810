"""Can a person bring files in, see what they are taken for, correct it, and undo, without JavaScript?"""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inhouse.web.accounts.models import User
from inhouse.web.sources import actions, worker
from inhouse.web.sources.kinds import FILE_KINDS
from inhouse.web.sources.models import Kind, RememberedLayout, Source, State

HEADERLESS = "01/04/2021,Acme Ltd,12.50,A1\n02/04/2021,Bolt plc,99.50,B2\n" * 5


def upload(browser, *files: tuple[str, bytes], **more: str):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post("/sources/add/", {"kind": "payments", "check": "each", "files": sent} | more)


@pytest.fixture
def waiting(loader, payments_csv) -> Source:
    upload(loader, ("spend.csv", payments_csv.read_bytes()))
    return Source.objects.get()


@pytest.fixture
def loaded(loader, waiting) -> Source:
    loader.post(f"/sources/{waiting.pk}/columns/", proposed(loader, waiting))
    worker.drain()
    return Source.objects.get()


def proposed(browser, source: Source) -> dict[str, str]:
    """What a browser would send back if the person accepted the page as it is."""
    page = browser.get(f"/sources/{source.pk}/columns/").content.decode()
    form = {}
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        form[name] = chosen.group(1) if chosen else ""
    for tag in re.findall(r"<input[^>]+header_row[^>]+>", page):
        form[re.search(r'name="([^"]+)"', tag).group(1)] = re.search(r'value="([^"]*)"', tag).group(1)
    return form


def test_an_empty_programme_says_what_to_do_first(loader) -> None:
    page = loader.get("/sources/").content.decode()
    assert "No files yet" in page
    assert "Add your first files" in page


def test_one_file_leads_to_its_columns_and_nothing_counts_yet(loader, payments_csv) -> None:
    response = upload(loader, ("spend.csv", payments_csv.read_bytes()))
    source = Source.objects.get()
    assert response["Location"] == f"/sources/{source.pk}/columns/"
    assert (source.state, source.loaded_at) == (State.WAITING, None)


def test_the_columns_page_proposes_what_each_column_means_and_shows_the_first_rows(loader, waiting) -> None:
    form = proposed(loader, waiting)
    assert {k.partition("-")[2]: v for k, v in form.items() if v} == {
        "date": "0", "supplier": "1", "amount": "2", "department": "3", "header_row": "1",
    }  # fmt: skip
    page = loader.get(f"/sources/{waiting.pk}/columns/").content.decode()
    assert "Acme Ltd" in page
    assert "First rows, under the headings in row 1" in page


def test_accepting_queues_the_file_and_its_page_shows_progress_and_then_rows_and_money(loader, waiting) -> None:
    response = loader.post(f"/sources/{waiting.pk}/columns/", proposed(loader, waiting), follow=True)
    page = response.content.decode()
    assert "Waiting for its turn" in page
    assert 'http-equiv="refresh"' in page
    assert loader.get(f"/sources/{waiting.pk}/progress.json").json() == {
        "state": "queued", "words": "In the queue", "colour": "blue", "percent": 0, "busy": True,
    }  # fmt: skip
    worker.drain()
    page = loader.get(f"/sources/{waiting.pk}/").content.decode()
    assert "£1,380.00" in page
    assert "Undo this load" in page
    assert 'http-equiv="refresh"' not in page


def test_a_correction_is_what_gets_loaded(loader, waiting) -> None:
    form = proposed(loader, waiting)
    key = next(name for name in form if name.endswith("-supplier"))
    department = next(name for name in form if name.endswith("-department"))
    loader.post(f"/sources/{waiting.pk}/columns/", form | {key: "3", department: ""})
    worker.drain()
    source = Source.objects.get()
    assert source.parts[0]["headings"]["supplier"] == "Department"


def test_two_meanings_for_one_column_are_refused_beside_the_field(loader, waiting) -> None:
    form = proposed(loader, waiting)
    key = next(name for name in form if name.endswith("-department"))
    page = loader.post(f"/sources/{waiting.pk}/columns/", form | {key: "2"}).content.decode()
    assert "That column is already the amount." in page
    assert Source.objects.get().state == State.WAITING


def test_a_file_without_headings_can_be_answered_and_is_loaded_from_its_first_row(loader) -> None:
    upload(loader, ("bare.csv", HEADERLESS.encode()))
    source = Source.objects.get()
    form = proposed(loader, source)
    names = {name.partition("-")[2]: name for name in form}
    assert form[names["header_row"]] == "0"
    missing = loader.post(f"/sources/{source.pk}/columns/", form).content.decode()
    assert "Choose the column with the supplier." in missing
    answer = form | {names["date"]: "0", names["supplier"]: "1", names["amount"]: "2"}
    loader.post(f"/sources/{source.pk}/columns/", answer)
    worker.drain()
    source.refresh_from_db()
    assert (source.state, source.rows_kept) == (State.LOADED, 10), source.message
    assert not RememberedLayout.objects.exists()


def test_a_moved_header_row_counts(loader) -> None:
    text = "Date,Supplier,Amount\n(day),(who),(pounds)\n" + "01/04/2021,Acme Ltd,12.50\n" * 9
    upload(loader, ("two.csv", text.encode()))
    source = Source.objects.get()
    form = proposed(loader, source)
    key = next(name for name in form if name.endswith("header_row"))
    assert form[key] == "1"
    loader.post(f"/sources/{source.pk}/columns/", form | {key: "2"})
    worker.drain()
    source.refresh_from_db()
    assert (source.rows_in, source.rows_kept, source.parts[0]["header_row"]) == (9, 9, 1)
    assert not RememberedLayout.objects.exists()


def test_looking_again_with_another_header_row_loads_nothing(loader, waiting) -> None:
    form = proposed(loader, waiting)
    key = next(name for name in form if name.endswith("header_row"))
    page = loader.post(f"/sources/{waiting.pk}/columns/", form | {key: "2", "show": "1"}).content.decode()
    assert "under the headings in row 2" in page
    assert Source.objects.get().state == State.WAITING


def test_headings_accepted_once_are_recognised_in_the_next_file(loader, loaded) -> None:
    memory = RememberedLayout.objects.get()
    memory.columns = {"date": 0, "supplier": 3, "amount": 2}
    memory.save()
    upload(loader, ("next.csv", b"Date,Supplier,Amount,Department\n01/05/2021,Acme Ltd,5.00,IT\n"))
    source = Source.objects.exclude(pk=loaded.pk).get()
    assert "Recognised" in loader.get(f"/sources/{source.pk}/columns/").content.decode()
    loader.post(f"/sources/{source.pk}/columns/", proposed(loader, source))
    worker.drain()
    source.refresh_from_db()
    assert source.parts[0]["headings"]["supplier"] == "Department"


def test_the_same_file_again_says_so_and_changes_nothing(loader, loaded, payments_csv) -> None:
    response = upload(loader, ("other name.csv", payments_csv.read_bytes()))
    assert response["Location"] == f"/sources/{loaded.pk}/"
    assert "Nothing changed" in loader.get(response["Location"]).content.decode()
    assert Source.objects.get().state == State.LOADED


def test_several_files_load_what_is_clear_and_ask_about_the_rest(loader, payments_csv) -> None:
    upload(loader, ("spend.csv", payments_csv.read_bytes()), ("bare.csv", HEADERLESS.encode()), check="unclear")
    worker.drain()
    states = dict(Source.objects.values_list("filename", "state"))
    assert states == {"spend.csv": State.LOADED, "bare.csv": State.WAITING}
    assert "1 needs your answer" in loader.get("/sources/").content.decode()


@pytest.mark.parametrize(("name", "content", "message"), [
    ("minutes.pdf", b"%PDF-1.4", "is not a kind of file that can be read here"),
    ("spend.csv", b"", "«spend.csv» is empty."),
])  # fmt: skip
def test_a_file_of_another_kind_and_an_empty_one_are_refused(name, content, message, loader) -> None:
    assert message in upload(loader, (name, content)).content.decode()
    assert not Source.objects.exists()


def test_no_file_at_all_is_refused(loader) -> None:
    page = loader.post("/sources/add/", {"kind": "payments", "check": "each"}).content.decode()
    assert "Choose at least one file." in page


@pytest.mark.parametrize("check", ["each", "unclear"])
def test_a_document_named_csv_is_refused_with_what_it_is_and_nothing_is_kept(check, loader, programme) -> None:
    page = upload(loader, ("minutes.csv", b"%PDF-1.7\n" + bytes(2000)), check=check).content.decode()
    assert "minutes.csv is not a table. Found: a PDF document.<" in page
    assert not Source.objects.exists()
    assert not list(programme.originals.iterdir())


def test_good_files_are_kept_and_each_bad_one_is_named_with_its_reason(loader, payments_csv) -> None:
    files = [("spend.csv", payments_csv.read_bytes()), ("bare.csv", HEADERLESS.encode()), ("notes.docx", b"PK")]
    bad = [("minutes.csv", b"%PDF-1.7\n" + bytes(2000)), ("nothing.csv", b"")]
    upload(loader, *bad, *files, check="unclear")
    assert set(Source.objects.values_list("filename", flat=True)) == {"spend.csv", "bare.csv"}
    page = loader.get("/sources/").content.decode()
    assert "2 files are here." in page
    assert "3 files were refused, and not kept:<br>" in page
    for reason in ("minutes.csv is not a table", "«nothing.csv» is empty", "«notes.docx» is not a kind of file"):
        assert reason in page


def test_one_good_file_among_bad_ones_leads_to_its_columns_and_the_bad_ones_are_named_there(
    loader, payments_csv
) -> None:
    response = upload(loader, ("spend.csv", payments_csv.read_bytes()), ("<b>.docx", b"PK"))
    assert response["Location"] == f"/sources/{Source.objects.get().pk}/columns/"
    page = loader.get(response["Location"]).content.decode()
    assert "1 file was refused" in page
    assert "«&lt;b&gt;.docx»" in page


@pytest.mark.parametrize("kind", Kind)
def test_the_hint_and_the_refusal_name_the_kinds_of_file_that_can_be_read(kind, loader) -> None:
    page = upload(loader, ("minutes.pdf", b"%PDF-1.4"), kind=kind).content.decode()
    error = re.search(r"is not a kind of file that can be read here. Give ([^<]*)", page).group(1)
    hint = re.search(r"([^<>]*)You can choose several", page).group(1)
    named = re.findall(r"[A-Z]{2,}", error)
    assert {f".{name.lower()}" for name in named} == set(FILE_KINDS[kind].endings)
    assert set(named) <= set(re.findall(r"[A-Z]{2,}", hint))


def test_rejected_rows_are_shown_and_downloaded_with_reasons_and_run_nothing(loader, loaded) -> None:
    assert "=1+1" in loader.get(f"/sources/{loaded.pk}/").content.decode()
    response = loader.get(f"/sources/{loaded.pk}/rejects.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [(row["row"], row["column"]) for row in rows] == [("4", "amount"), ("5", "amount")]
    assert rows[1]["found"] == "'=1+1"
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row.values() if cell)


def test_money_on_rows_of_totals_is_in_no_sum_of_the_page(loader) -> None:
    lines = "01/04/2021,Acme Ltd,100.00\n02/04/2021,Bolt plc,50.00\n" * 4 + ",Total,600.00\n"
    upload(loader, ("totals.csv", f"Date,Supplier,Amount\n{lines}".encode()))
    source = Source.objects.get()
    if source.state == State.WAITING:
        loader.post(f"/sources/{source.pk}/columns/", proposed(loader, source))
    worker.drain()
    page = loader.get(f"/sources/{source.pk}/").content.decode()
    money = re.findall(r"(Kept|Rejected|In the file)</th>.*?numeric\">(-?£[\d,.]+)", page)
    assert money == [("Kept", "£600.00"), ("Rejected", "£0.00"), ("In the file", "£600.00")]
    assert "Another £600.00 stands on rows of totals." in page


def test_kept_rows_can_be_followed_to_their_row_in_the_file(loader, loaded) -> None:
    page = loader.get(f"/sources/{loaded.pk}/rows/").content.decode()
    assert "£1,200.50" in page
    assert "Bolt plc" in page


def test_the_original_comes_back_byte_for_byte(loader, loaded, payments_csv) -> None:
    response = loader.get(f"/sources/{loaded.pk}/original")
    assert b"".join(response.streaming_content) == payments_csv.read_bytes()
    assert response["Content-Disposition"].startswith("attachment")


def test_undo_asks_first_and_redo_counts_the_file_again(loader, loaded) -> None:
    assert "Undo this load?" in loader.get(f"/sources/{loaded.pk}/undo/").content.decode()
    assert Source.objects.get().state == State.LOADED
    page = loader.post(f"/sources/{loaded.pk}/undo/", follow=True).content.decode()
    assert "no longer counts in any figure" in page
    assert Source.objects.get().undone_by is not None
    loader.post(f"/sources/{loaded.pk}/redo/")
    assert Source.objects.get().state == State.LOADED


def test_undoing_twice_is_told_plainly(loader, loaded) -> None:
    loader.post(f"/sources/{loaded.pk}/undo/")
    page = loader.post(f"/sources/{loaded.pk}/undo/", follow=True).content.decode()
    assert "This cannot be done to the file as it stands now." in page


@pytest.mark.parametrize("done", ["queued", "loaded"])
def test_who_answers_second_is_told_whose_answer_counts_and_what_it_was(done, loader, waiting, person, sign_in) -> None:
    first = sign_in(person("contract_manager", full_name="Ann Smith"))
    form = proposed(first, waiting)
    supplier, department = (next(key for key in form if key.endswith(name)) for name in ("-supplier", "-department"))
    first.post(f"/sources/{waiting.pk}/columns/", form | {supplier: "3", department: ""})
    if done == "loaded":
        worker.drain()
    page = loader.post(f"/sources/{waiting.pk}/columns/", form, follow=True).content.decode()
    assert "Your answer was not taken: Ann Smith had answered already" in page
    assert "Date of payment: A, Supplier: D, Amount: C." in page


def test_who_answers_second_in_the_same_moment_is_told_too(loader, waiting, person, monkeypatch) -> None:
    form, ann = proposed(loader, waiting), person("contract_manager", full_name="Ann Smith")
    accept = actions.accept

    def just_after_ann(source: Source, layouts: list, *, by: User) -> None:
        accept(source, layouts, by=ann)
        accept(source, layouts, by=by)

    monkeypatch.setattr(actions, "accept", just_after_ann)
    page = loader.post(f"/sources/{waiting.pk}/columns/", form, follow=True).content.decode()
    assert "Your answer was not taken: Ann Smith had answered already" in page


def test_a_file_that_came_back_with_a_question_has_been_accepted_by_nobody(loader) -> None:
    upload(loader, ("bare.csv", HEADERLESS.encode()), check="unclear")
    assert "Accepted" in loader.get(f"/sources/{Source.objects.get().pk}/").content.decode()
    worker.drain()
    assert "Accepted" not in loader.get(f"/sources/{Source.objects.get().pk}/").content.decode()


def test_the_tag_and_the_bar_tell_the_same_state_with_and_without_a_script(loader, waiting) -> None:
    loader.post(f"/sources/{waiting.pk}/columns/", proposed(loader, waiting))
    actions.claim()
    answer = loader.get(f"/sources/{waiting.pk}/progress.json").json()
    assert (answer["words"], answer["colour"]) == ("Loading", "blue")
    page = loader.get(f"/sources/{waiting.pk}/").content.decode()
    assert re.search(r'data-watch-state><strong class="govuk-tag govuk-tag--blue">Loading<', page)
    assert "In the queue" not in page
    assert '<label class="govuk-label govuk-label--s" for="progress">Loading<' in page


def test_an_undone_file_can_be_corrected_and_loaded_again(loader, loaded) -> None:
    loader.post(f"/sources/{loaded.pk}/undo/")
    form = proposed(loader, loaded)
    key = next(name for name in form if name.endswith("-department"))
    loader.post(f"/sources/{loaded.pk}/columns/", form | {key: ""})
    worker.drain()
    source = Source.objects.get()
    assert (source.state, "department" in source.parts[0]["headings"]) == (State.LOADED, False)


def test_a_reader_sees_files_but_no_way_to_change_them(loaded, person, sign_in) -> None:
    page = sign_in(person("auditor")).get(f"/sources/{loaded.pk}/").content.decode()
    assert "£1,380.00" in page
    assert "Undo" not in page


def test_names_in_files_are_shown_as_text(loader) -> None:
    evil = (
        b"Date,Supplier,Amount\n01/04/2021,<script>alert(1)</script>,12.50\n01/04/2021,<script>alert(1)</script>,<b>x\n"
    )
    upload(loader, ("<img src=x>.csv", evil))
    source = Source.objects.get()
    page = loader.get(f"/sources/{source.pk}/columns/").content.decode()
    loader.post(f"/sources/{source.pk}/columns/", proposed(loader, source))
    worker.drain()
    for address in ("", "rows/"):
        page += loader.get(f"/sources/{source.pk}/{address}").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page

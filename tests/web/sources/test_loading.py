"""Does a load happen whole or not at all, once, and can it be undone? Also when the process dies in the middle."""

import hashlib
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from inhouse.core.errors import StaleError
from inhouse.web.audit.models import AuditEvent
from inhouse.web.sources import actions, queries, reading, worker
from inhouse.web.sources.models import Kind, Source, State
from inhouse.web.sources.originals import Kept, keep, read_in_pieces


def bring_in(path: Path, kind: Kind = Kind.PAYMENTS, by=None) -> Source:
    kept = keep(read_in_pieces(path), path.name, settings.PROGRAMME.originals)
    return actions.add(kept, kind, by=by)[0]


def loaded(path: Path) -> Source:
    source = bring_in(path)
    actions.accept(source, [], by=None)
    worker.drain()
    source.refresh_from_db()
    return source


def state_of(source: Source) -> str:
    return Source.objects.get(pk=source.pk).state


def test_a_file_is_kept_byte_for_byte_under_its_hash(programme, payments_csv) -> None:
    source = bring_in(payments_csv)
    assert source.sha256 == hashlib.sha256(payments_csv.read_bytes()).hexdigest()
    assert source.original.read_bytes() == payments_csv.read_bytes()


def test_a_load_counts_rows_and_pounds_and_says_why_rows_were_rejected(programme, payments_csv) -> None:
    source = loaded(payments_csv)
    assert source.state == State.LOADED
    assert (source.rows_in, source.rows_kept, source.rows_rejected) == (12, 10, 2)
    assert source.amount_kept_gbp == Decimal("1380.00")
    assert source.amount_in_gbp == source.amount_kept_gbp + source.amount_rejected_gbp
    assert source.parts[0]["headings"]["supplier"] == "Supplier"
    assert queries.loaded_files(Kind.PAYMENTS) == (programme.loaded("payments") / f"{source.sha256}.parquet",)


def test_the_record_says_who_accepted_and_what_came_of_it(programme, payments_csv, person) -> None:
    ann = person("contract_manager")
    source = bring_in(payments_csv, by=ann)
    actions.accept(source, [], by=ann)
    worker.drain()
    events = AuditEvent.objects.filter(target_id=str(source.pk)).order_by("sequence")
    assert [(e.verb, e.by) for e in events] == [
        (f"source.{verb}", str(ann.pk)) for verb in ("added", "accepted", "loaded")
    ]
    assert events[2].details() == {"rows_in": 12, "rows_kept": 10, "rows_rejected": 2}
    assert "spend.csv" not in "".join(e.payload for e in events)


def test_the_same_bytes_under_another_name_are_the_same_source(programme, payments_csv, tmp_path) -> None:
    first = loaded(payments_csv)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(payments_csv.read_bytes())
    events = AuditEvent.objects.count()
    kept = keep(read_in_pieces(copy), copy.name, programme.originals)
    again, new = actions.add(kept, Kind.PAYMENTS, by=None)
    assert (again.pk, new) == (first.pk, False)
    assert AuditEvent.objects.count() == events
    assert state_of(first) == State.LOADED


def test_the_database_itself_refuses_the_same_bytes_twice(programme, payments_csv) -> None:
    source = bring_in(payments_csv)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(kind=source.kind, sha256=source.sha256, filename="other", size=1)


def test_undo_takes_a_file_out_of_the_figures_and_redo_puts_it_back_unread(
    programme, payments_csv, monkeypatch
) -> None:
    source = loaded(payments_csv)
    actions.undo(source, by=None)
    assert queries.loaded_files(Kind.PAYMENTS) == ()
    monkeypatch.setattr(reading, "load", lambda *_: pytest.fail("the file was read again"))
    actions.redo(source, by=None)
    assert len(queries.loaded_files(Kind.PAYMENTS)) == 1


def test_redo_reads_the_file_again_where_what_was_read_is_gone(programme, payments_csv) -> None:
    source = loaded(payments_csv)
    actions.undo(source, by=None)
    source.loaded_file.unlink()
    actions.redo(source, by=None)
    assert state_of(source) == State.QUEUED
    worker.drain()
    assert state_of(source) == State.LOADED


@pytest.mark.parametrize("deed", ["accept", "retry", "redo"])
def test_what_makes_no_sense_for_a_loaded_file_is_refused_and_leaves_no_event(deed, programme, payments_csv) -> None:
    source = loaded(payments_csv)
    events = AuditEvent.objects.count()
    with pytest.raises(StaleError):
        getattr(actions, deed)(source, *([[]] if deed == "accept" else []), by=None)
    assert AuditEvent.objects.count() == events


def test_a_second_undo_is_refused(programme, payments_csv) -> None:
    source = loaded(payments_csv)
    actions.undo(source, by=None)
    with pytest.raises(StaleError):
        actions.undo(source, by=None)


@pytest.mark.parametrize(("name", "content"), [
    ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    ("cut.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03KL\xd4"),
    ("workbook.xlsx", b"PK\x03\x04 not a workbook"),
])  # fmt: skip
def test_a_file_that_is_no_table_fails_with_its_name_and_leaves_nothing(name, content, programme, tmp_path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    source = loaded(path)
    assert source.state == State.FAILED
    assert name in source.message
    assert list(programme.loaded("payments").iterdir()) == []


def test_a_file_without_headings_comes_back_as_a_question(programme, tmp_path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("01/04/2021,Acme Ltd,12.50\n02/04/2021,Bolt plc,99.50\n" * 5, encoding="utf-8")
    source = loaded(path)
    assert source.state == State.WAITING
    assert "heading" in source.message


def test_a_fault_of_ours_is_told_plainly_and_can_be_tried_again(programme, payments_csv, monkeypatch, caplog) -> None:
    monkeypatch.setattr(reading, "load", lambda *_: 1 / 0)
    source = loaded(payments_csv)
    assert (source.state, "fault is ours" in source.message) == (State.FAILED, True)
    monkeypatch.undo()
    settings.PROGRAMME = programme
    actions.retry(source, by=None)
    worker.drain()
    assert state_of(source) == State.LOADED


def test_files_are_loaded_in_the_order_they_were_accepted(programme, tmp_path) -> None:
    sources = []
    for name in ("b", "a", "c"):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"Date,Supplier,Amount\n01/04/2021,{name} Ltd,1.00\n", encoding="utf-8")
        sources.append(bring_in(path))
        actions.accept(sources[-1], [], by=None)
    assert [actions.claim().pk for _ in sources] == [source.pk for source in sources]
    assert actions.claim() is None


def test_progress_is_kept_between_nought_and_one_and_only_while_loading(programme, payments_csv) -> None:
    source = bring_in(payments_csv)
    actions.note_progress(source, 0.5)
    assert Source.objects.get(pk=source.pk).progress == 0
    actions.accept(source, [], by=None)
    actions.claim()
    actions.note_progress(source, 7)
    assert Source.objects.get(pk=source.pk).progress == 1


def test_a_discarded_file_is_gone_and_a_loaded_one_cannot_be(
    programme, payments_csv, tmp_path, django_capture_on_commit_callbacks
) -> None:
    source = loaded(payments_csv)
    actions.undo(source, by=None)
    with pytest.raises(StaleError):
        actions.discard(source, by=None)
    other = tmp_path / "other.csv"
    other.write_text("x", encoding="utf-8")
    waiting = bring_in(other)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(waiting, by=None)
    assert not waiting.original.exists()
    assert AuditEvent.objects.first().verb == "source.discarded"


def test_there_is_one_worker_at_a_time(programme) -> None:
    with worker.only_worker() as first, worker.only_worker() as second:
        assert (first, second) == (True, False)
    with worker.only_worker() as again:
        assert again


def test_a_contracts_register_is_loaded_too(programme, tmp_path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Contract reference,Title,Supplier name,Start date,End date,Contract value\n"
        "C1,Managed network,Acme Ltd,01/04/2020,31/03/2025,120000\n",
        encoding="utf-8",
    )
    source = bring_in(path, Kind.CONTRACTS)
    actions.accept(source, [], by=None)
    worker.drain()
    source.refresh_from_db()
    assert (source.state, source.rows_kept) == (State.LOADED, 1), source.message
    assert source.loaded_file.is_file()


def test_a_table_in_which_nothing_could_be_a_contract_fails_with_a_reason(programme, tmp_path) -> None:
    path = tmp_path / "recipes.csv"
    path.write_text("Flour,Sugar\n2,3\n4,5\n", encoding="utf-8")
    source = bring_in(path, Kind.CONTRACTS)
    actions.accept(source, [], by=None)
    worker.drain()
    source.refresh_from_db()
    assert (source.state, "recipes.csv" in source.message) == (State.FAILED, True)


DIE = """
import os, sys
from pathlib import Path
from inhouse.web import programme
programme.open_programme(Path(sys.argv[1]))
from inhouse.web.sources import actions, originals, reading, worker
from inhouse.web.audit import actions as audit
place = sys.argv[3]
def die(*args, **named): os._exit(9)
if place == "before reading": reading.load = die
if place == "after reading": actions.finish = die
def record(verb, *a, **k): return die() if verb == "source.loaded" else audit.record(verb, *a, **k)
if place == "inside the transaction": actions.record = record
if place == "while keeping": originals.Path.replace = die
if place == "while reading":
    import inhouse.readers.payments.read as read
    read._join = die
from inhouse.web.programme_load import load
load("payments", [Path(sys.argv[2])], Path(sys.argv[1]))
"""
LOOK = """
import sys
from pathlib import Path
from inhouse.web.programme_load import load
from inhouse.web.programme import open_programme, verify_audit
folder = Path(sys.argv[1])
open_programme(folder)
from inhouse.web.sources import actions, queries, worker
from inhouse.web.sources.models import Source, State
with worker.only_worker() as alone:
    assert alone
    worker.recover()
print(len(queries.loaded_files("payments")), [s.state for s in Source.objects.all()])
for source in Source.objects.filter(state=State.FAILED):
    actions.retry(source, by=None)
(done,) = load("payments", [Path(sys.argv[2])], folder)
if done.state == "queued":
    worker.drain()
source = Source.objects.get()
print(source.state, source.rows_kept, len(queries.loaded_files("payments")), verify_audit(folder).verified)
"""


@pytest.mark.parametrize(
    "place", ["while keeping", "before reading", "while reading", "after reading", "inside the transaction"]
)
def test_a_killed_load_leaves_nothing_that_counts_and_can_be_tried_again(place: str, payments_csv, tmp_path) -> None:
    folder = tmp_path / "killed"

    def run(code: str, *more: str) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if k not in ("INHOUSE_PROGRAMME", "DJANGO_SETTINGS_MODULE")}
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        return subprocess.run(
            [sys.executable, "-c", code, str(folder), *more], capture_output=True, text=True, env=environment
        )

    made = run(
        "import sys; from pathlib import Path; from inhouse.web.programme import init; init(Path(sys.argv[1]), 'x')"
    )
    assert made.returncode == 0, made.stderr
    assert run(DIE, str(payments_csv), place).returncode == 9
    seen = run(LOOK, str(payments_csv))
    before, after = seen.stdout.splitlines() or [seen.stderr, ""]
    assert before in ("0 []", "0 ['failed']"), seen.stderr
    assert after == "loaded 10 1 True"
    assert [path.suffix for path in (folder / "payments").iterdir()] == [".parquet"]


def test_a_kept_file_that_was_cut_off_leaves_no_half_file(programme) -> None:
    def chunks():
        yield b"Date,Supplier"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        keep(chunks(), "spend.csv", programme.originals)
    assert list(programme.originals.iterdir()) == []


def test_kept_says_what_was_kept(programme) -> None:
    kept = keep([b"ab", b"c"], "Spend v1.2.CSV.gz", programme.originals)
    assert kept == Kept(
        filename="Spend v1.2.CSV.gz",
        sha256=hashlib.sha256(b"abc").hexdigest(),
        size=3,
        path=programme.originals / f"{hashlib.sha256(b'abc').hexdigest()}.csv.gz",
    )

"""Does the audit page say who did what, and whether the record is whole?"""

import re

from inhouse.web.audit import queries
from inhouse.web.audit.chain import Verification
from inhouse.web.audit.models import AuditEvent
from inhouse.web.sources import actions
from inhouse.web.sources.models import Kind
from inhouse.web.sources.originals import keep, read_in_pieces


def test_the_page_tells_in_plain_words_who_did_what(person, sign_in, programme) -> None:
    page = sign_in(person("auditor", full_name="Cy Clark")).get("/audit/").content.decode()
    assert "Added an account" in page
    assert "command line" in page
    assert "every line is as it was written" in page


def test_a_root_kept_outside_can_be_checked(person, sign_in, programme) -> None:
    browser = sign_in(person("auditor"))
    root = queries.verify().root
    assert "still contains this root" in browser.get("/audit/", {"root": root}).content.decode()
    assert "lines were cut or rewritten" in browser.get("/audit/", {"root": "0" * 64}).content.decode()
    assert "Copy all of it" in browser.get("/audit/", {"root": "0123"}).content.decode()


def test_a_bad_line_is_shouted(person, sign_in, programme, monkeypatch) -> None:
    bad = Verification(verified=False, entries=9, root="0" * 64, first_bad=7)
    monkeypatch.setattr(queries, "verify", lambda _: bad)
    assert "Line 7 is not as it was written" in sign_in(person("auditor")).get("/audit/").content.decode()


def test_a_file_is_named_beside_its_identifier_to_those_who_may_see_files(
    person, sign_in, programme, payments_csv
) -> None:
    kept = keep(read_in_pieces(payments_csv), "spend <2021>.csv", programme.originals)
    source, _ = actions.add(kept, Kind.PAYMENTS, by=None)
    page = sign_in(person("auditor")).get("/audit/").content.decode()
    assert re.search(rf"spend &lt;2021&gt;\.csv<br><span[^>]*>source {source.pk}<", page)
    assert "spend" not in AuditEvent.objects.get(verb="source.added").payload
    closed = sign_in(person("system_administrator")).get("/audit/").content.decode()
    assert str(source.pk) in closed
    assert "2021&gt;" not in closed


def test_a_discarded_file_stays_an_identifier(person, sign_in, programme, payments_csv) -> None:
    source, _ = actions.add(keep(read_in_pieces(payments_csv), "a.csv", programme.originals), Kind.PAYMENTS, by=None)
    key = str(source.pk)
    actions.discard(source, by=None)
    assert f"source {key}<" in sign_in(person("auditor")).get("/audit/").content.decode()

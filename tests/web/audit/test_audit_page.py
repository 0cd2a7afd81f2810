"""Does the audit page say who did what, and whether the record is whole?"""

from inhouse.web.audit import queries
from inhouse.web.audit.chain import Verification


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

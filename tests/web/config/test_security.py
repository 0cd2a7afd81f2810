"""What does every answer carry, and would the settings stand in front of others?"""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

DESIGN = Path(__file__).resolve().parents[3] / "src/inhouse/web/design/static/design"


@pytest.fixture
def page(client, programme):
    return client.get("/accounts/sign-in/")


def test_scripts_and_styles_run_from_here_or_with_the_pages_own_nonce_alone(page) -> None:
    policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    nonce = policy["script-src"].split("'nonce-")[1].rstrip("'")
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == f"'self' 'nonce-{nonce}'"
    assert "unsafe" not in page["Content-Security-Policy"]
    assert f'nonce="{nonce}"' in page.content.decode()


def test_a_nonce_is_used_once(client, programme) -> None:
    first, second = (client.get("/accounts/sign-in/")["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_pages_carry_no_style_or_handler_of_their_own() -> None:
    templates = (DESIGN.parents[2]).rglob("templates/**/*.html")
    risky = [
        path.name for path in templates for bad in (' style="', " onclick=", "javascript:") if bad in path.read_text()
    ]
    assert not risky


@pytest.mark.parametrize(("header", "value"), [
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
])  # fmt: skip
def test_browsers_are_told_to_be_careful(header: str, value: str, page) -> None:
    assert page[header] == value


def test_pages_stay_out_of_caches(page) -> None:
    assert "no-store" in page["Cache-Control"]


def test_cookies_are_kept_from_scripts_and_other_sites(client, programme, person, sign_in) -> None:
    browser = sign_in(person("staff"))
    assert settings.SESSION_COOKIE_HTTPONLY
    browser.get("/accounts/mine/")
    cookie = browser.cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_from_elsewhere_is_refused_in_plain_words(programme) -> None:
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()


def test_an_unknown_page_says_so_and_tells_nothing(person, sign_in, programme) -> None:
    response = sign_in(person("staff")).get("/no/such/page/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.django_db
def test_sqlite_says_saved_only_when_the_disk_has_it() -> None:
    with connection.cursor() as cursor:
        answers = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]
    assert answers == [2, 1]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in connection.settings_dict["OPTIONS"]["init_command"]


def test_the_secret_key_is_the_owners_alone_and_stays(programme) -> None:
    key = programme.secret_key()
    assert len(key) >= 64
    assert programme.secret_key() == key
    assert stat.S_IMODE((programme.path / "secret.key").stat().st_mode) == 0o600


def test_the_deployment_check_has_no_warning_with_https(tmp_path) -> None:
    environment = os.environ | {
        "INHOUSE_PROGRAMME": str(tmp_path), "INHOUSE_HTTPS": "1", "INHOUSE_HOSTS": "inhouse.council.example",
        "DJANGO_SETTINGS_MODULE": "inhouse.web.config.settings", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_vendored_design_carries_no_font_crest_or_foreign_address() -> None:
    css = (DESIGN / "govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "Arial" in css
    assert not [word for word in ("GDS Transport", "@font-face", "crest", "crown", "url(", "//www") if word in css]
    assert (DESIGN / "govuk/LICENSE.txt").read_text().startswith("The MIT License")

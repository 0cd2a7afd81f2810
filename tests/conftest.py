"""What a machine must have for a test to run, and what is said when it has not.

A test marked ``browser``, ``postgres`` or ``spark`` needs a part that can be installed: without it the test is skipped
with the reason, and with ``INHOUSE_REQUIRE_ALL=1`` it fails. The folder of real public data (``shared``) cannot be
installed, so its tests are only ever skipped.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
PROGRAMME = Path(tempfile.mkdtemp(prefix="inhouse-test-"))
REQUIRE_ALL = os.environ.get("INHOUSE_REQUIRE_ALL") == "1"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Django reads its settings once in a test run: they name an empty programme folder that goes when the run ends.
os.environ["INHOUSE_PROGRAMME"] = str(PROGRAMME)
os.environ["DJANGO_SETTINGS_MODULE"] = "inhouse.web.config.settings"
assert settings.INSTALLED_APPS, "reading the settings here lets pytest-django set Django up"


def pytest_unconfigure() -> None:
    shutil.rmtree(PROGRAMME, ignore_errors=True)


def find_browser() -> str | None:
    """Path of a Chromium on this machine."""
    named = os.environ.get("INHOUSE_TEST_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


NEEDS = {
    "browser": (find_browser, "no browser: install Chromium"),
    "postgres": (
        lambda: os.environ.get("INHOUSE_TEST_POSTGRES"),
        "no PostgreSQL: set INHOUSE_TEST_POSTGRES=postgresql://user@127.0.0.1:5432/name",
    ),
    "spark": (lambda: shutil.which("java"), "no Java: install a Java runtime for Spark"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip("no shared data: the folder shared/data is not beside the project")
    for marker, (find, reason) in NEEDS.items():
        if item.get_closest_marker(marker) and not find():
            (pytest.fail if REQUIRE_ALL else pytest.skip)(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Under INHOUSE_REQUIRE_ALL=1 no test may skip for any reason but the missing folder of shared data."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail") and not item.get_closest_marker("shared"):
        report.outcome, report.longrepr = "failed", f"skipped although everything is required: {report.longrepr[2]}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data; mark the test ``shared``."""
    return SHARED


@pytest.fixture(scope="session")
def write_events() -> Callable[[Path, Sequence[Mapping[str, object]]], Path]:
    """Write a table of events by hand: each row names the columns it has, and the others are empty."""

    def write(into: Path, rows: Sequence[Mapping[str, object]]) -> Path:
        from inhouse.process.events import EVENT_COLUMNS
        from inhouse.stores.duckdb_store import DuckDBStore, literal

        def cell(value: object) -> str:
            if isinstance(value, Mapping):
                return f"MAP {{{', '.join(f'{cell(k)}: {cell(v)}' for k, v in value.items())}}}" if value else "MAP {}"
            return "NULL" if value is None else literal(str(value))

        usual = {"source": "0" * 64, "part": "", "attributes": {}}
        lines = [
            ", ".join(
                f"CAST({cell({**usual, 'row': n, 'position': n, **row}.get(name))} AS {kind}) AS {name}"
                for name, kind in EVENT_COLUMNS.items()
            )
            for n, row in enumerate(rows, start=1)
        ]
        store = DuckDBStore()
        store.write(" UNION ALL ".join(f"SELECT {line}" for line in lines), into)
        store.close()
        return into

    return write


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium to drive; mark the test ``browser``."""
    return find_browser()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Address of a PostgreSQL server in which tests may create databases; mark the test ``postgres``."""
    return os.environ["INHOUSE_TEST_POSTGRES"]

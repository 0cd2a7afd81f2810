"""Can a newcomer sign in, bring a file in, see what it holds, and undo it, in a browser with and without JavaScript?

The programme is made and served by the commands a person would type.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

HERE = Path(__file__).parent
AXE = next((HERE / "vendor").rglob("axe.min.js"))
pytestmark = pytest.mark.browser
PAYMENTS = "Paid on,Payee,Net amount,Directorate\n" + "".join(
    f"{day:02}/04/2021,{name},{day * 100}.50,ICT\n" for day in range(1, 29) for name in ("Acme Ltd", "Bolt plc")
)
REJECTED = "29/04/2021,=cmd|' /C calc'!A1,not known,ICT\n"


@dataclass(frozen=True)
class Served:
    """A programme that is being served, and how to sign in."""

    address: str
    username: str
    password: str
    said: tuple[str, ...]


def inhouse(*words: str) -> list[str]:
    return [sys.executable, "-m", "inhouse.cli", *words]


def environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("INHOUSE_PROGRAMME", "DJANGO_SETTINGS_MODULE")
    }
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path) -> tuple[subprocess.Popen[str], list[str]]:
    """Serve a programme, and return what it said once it said who may sign in."""
    process = subprocess.Popen(
        inhouse("serve", str(folder), "--port", str(free_port())), stdout=subprocess.PIPE, text=True, env=environment()
    )
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith(("Password:", "User:")) and (line.startswith("Password:") or (folder / "started").exists()):
            break
    (folder / "started").touch()
    return process, said


def stop(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)
    process.stdout.close()
    return process.wait(timeout=30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A new programme, served for the first time; it must stop cleanly and start again without a password."""
    folder = tmp_path_factory.mktemp("served") / "our-it"
    subprocess.run(inhouse("init", str(folder), "--name", "Our council's IT"), check=True, env=environment())
    process, said = start(folder)
    answers = dict(line.split(": ", 1) for line in said)
    yield Served(answers["Address"], answers["User"], answers["Password"], tuple(said))
    assert stop(process) == 0
    process, said = start(folder)
    assert stop(process) == 0
    assert [line.split(":")[0] for line in said] == ["Address", "User"]


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    """One browser for all the walks."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=browser_path, args=arguments)
        yield browser
        browser.close()


def sign_in(context: BrowserContext, served: Served) -> Page:
    page = context.new_page()
    page.goto(served.address + "/sources/")
    page.get_by_label("User name or email address").fill(served.username)
    page.get_by_label("Password").fill(served.password)
    page.get_by_role("button", name="Sign in").click()
    return page


def look(page: Page, name: str) -> None:
    """Find no barrier on a page, nor any sideways scroll on a narrow screen; keep a picture if asked."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ' ' + v.nodes[0].html))")
    assert not found, f"{name}: {found}"
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name} is {wide} pixels too wide at 320 pixels"
    page.set_viewport_size({"width": 1280, "height": 900})
    if os.environ.get("INHOUSE_SCREENSHOTS") == "1":
        page.screenshot(path=HERE / "screenshots" / f"{name}.png", full_page=True)


def test_from_sign_in_to_undo(served: Served, chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error)))
    page = context.new_page()
    page.goto(served.address)
    look(page, "sign-in")
    page = sign_in(context, served)
    look(page, "sources-empty")
    page.get_by_role("button", name="Add your first files").click()
    look(page, "upload")
    spend = tmp_path / "spend-2021.csv"
    spend.write_text(PAYMENTS + REJECTED, encoding="utf-8")
    page.get_by_label("Files", exact=True).set_input_files(spend)
    page.get_by_role("button", name="Add files").click()
    expect(page.get_by_label("Supplier", exact=True)).to_have_value("1")
    page.get_by_text("More columns, and the row with the headings").click()
    look(page, "columns")
    page.get_by_role("button", name="Accept and load").click()
    expect(page.get_by_text("Undo this load")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("row", name=re.compile("Kept"))).to_contain_text("£81,228.00")
    look(page, "source-loaded")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all rejected rows").click()
    rejects = Path(download.value.path()).read_text(encoding="utf-8")
    assert "58" in rejects
    assert not re.search(r"(^|,)\"?[=+@]", rejects, re.MULTILINE)
    page.get_by_role("link", name="56 kept rows").click()
    look(page, "source-rows")
    page.go_back()
    page.get_by_role("button", name="Undo this load").click()
    look(page, "undo")
    page.get_by_role("button", name="Undo this load").click()
    expect(page.get_by_text("no longer counts in any figure")).to_be_visible()
    look(page, "source-undone")
    page.get_by_role("button", name="Redo: count this file again").click()
    expect(page.get_by_text("counts again")).to_be_visible()
    for name in ("sources", "accounts", "accounts/add", "accounts/mine", "audit"):
        page.goto(f"{served.address}/{name}/")
        look(page, name.replace("/", "-"))
    assert complaints == []
    context.close()


def test_the_same_walk_without_javascript(served: Served, chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = sign_in(context, served)
    page.goto(served.address + "/sources/add/")
    spend = tmp_path / "without-script.csv"
    spend.write_text(PAYMENTS.replace("Acme", "Crane"), encoding="utf-8")
    page.get_by_label("Files", exact=True).set_input_files(spend)
    page.get_by_role("button", name="Add files").click()
    page.get_by_role("button", name="Accept and load").click()
    expect(page.get_by_text("Undo this load")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Undo this load").click()
    page.get_by_role("button", name="Undo this load").click()
    expect(page.get_by_text("no longer counts in any figure")).to_be_visible()
    context.close()


def test_signing_out_closes_every_page(served: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = sign_in(context, served)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(served.address + "/sources/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()

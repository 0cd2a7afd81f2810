"""Can a contract manager enter terms, see at once what they do to the dates, find the deadlines, and undo?

Set ``INHOUSE_SCREENSHOTS=1`` to keep a picture of every page in ``tests/browser/screenshots``.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

HERE = Path(__file__).parent
AXE = next((HERE / "vendor").rglob("axe.min.js"))
pytestmark = pytest.mark.browser
TODAY = dt.datetime.now(tz=dt.UTC).astimezone().date()


@dataclass(frozen=True)
class Served:
    address: str
    username: str
    password: str


def inhouse(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "inhouse.cli", *map(str, words)]


def away(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def register() -> str:
    """Contracts that end soon, later and much later, so that some weeks have nothing due."""
    rows = (
        ("X1", "Network support", "Kestrelby Coaches CIC", "ICT", away(-900), away(12), 1_250_000),
        ("X2", "Print services for all libraries", "Mossbeck Coaches CIC", "Libraries", away(-400), away(330), 90_000),
        ("X3", "Contact centre", "Larkhill Housing Ltd", "Customers", away(-700), away(395), 4_000_000),
        ("X4", "Parking machines", "Otterburn Ltd", "Places", away(-1500), away(-30), 60_000),
    )
    lines = [f"{a},{b},{c},{d},{e:%d/%m/%Y},{f:%d/%m/%Y},{g}" for a, b, c, d, e, f, g in rows]
    return "Reference,Title of agreement,Supplier name,Department,Start date,End date,Value\n" + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A programme with a register of today, served by its own command."""
    folder = tmp_path_factory.mktemp("served")
    source, programme = folder / "register.csv", folder / "our-it"
    source.write_text(register(), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment.pop("INHOUSE_PROGRAMME", None)
    for command in (
        inhouse("init", programme, "--name", "Our council's IT"),
        inhouse("load", "contracts", source, "--into", programme),
    ):
        subprocess.run(command, env=environment, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = inhouse("serve", programme, "--port", str(port))
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            said = dict(server.stdout.readline().strip().split(": ", 1) for _ in range(3))
            yield Served(said["Address"], said["User"], said["Password"])
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visitor(chromium: Browser, served: Served) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=served.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/")
    page.get_by_label("User name").fill(served.username)
    page.get_by_label("Password").fill(served.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Our council's IT").wait_for()
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A page that may not complain."""
    page, complaints = visitor.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert not complaints


def look(page: Page, name: str) -> None:
    """No barrier and no sideways scroll, on a wide and on the narrowest screen; keep a picture of both."""
    for width, height in ((1280, 900), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert not found, [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if os.environ.get("INHOUSE_SCREENSHOTS") == "1":
            page.screenshot(path=HERE / "screenshots" / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def open_contract(page: Page, title: str) -> None:
    page.goto("/contracts/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("heading", level=1, name=title).wait_for()


def how_many(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name=words).get_by_label("How many")


def test_meetings_and_lead_times_are_entered(page: Page) -> None:
    page.goto("/contracts/deadlines/")
    page.get_by_role("link", name="Decision meetings").click()
    for days in (20, 48, 76, 104, 132, 160, 188, 216):
        page.get_by_label("Name").fill("Cabinet")
        page.get_by_label("Day of the meeting").fill(away(days).isoformat())
        page.get_by_label("Papers due by").fill(away(days - 10).isoformat())
        page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_role("row")).to_have_count(9)
    page.get_by_role("button", name=re.compile("^Remove")).last.click()
    expect(page.get_by_role("heading", name="Removed")).to_be_visible()
    look(page, "meetings")
    page.get_by_role("button", name=re.compile("^Put back")).click()
    expect(page.get_by_role("row")).to_have_count(9)
    page.goto("/contracts/deadlines/lead-times/")
    for label, count in (("Preparing a decision", 28), ("Consultation", 1), ("Procurement", 6), ("Mobilisation", 3)):
        how_many(page, label).fill(str(count))
    page.get_by_role("group", name="Preparing a decision").get_by_label("Counted in").select_option("calendar days")
    page.get_by_role("button", name="Keep these times").click()
    expect(how_many(page, "Procurement")).to_have_value("6")
    look(page, "lead-times")


def test_terms_show_their_dates_at_once_and_are_kept(page: Page) -> None:
    open_contract(page, "Contact centre")
    expect(page.get_by_text("Nobody has entered the terms")).to_be_visible()
    page.get_by_role("button", name="Enter the terms").click()
    expect(page.get_by_label("Exact end of the first term")).to_have_value(away(395).isoformat())
    changes = page.get_by_role("region", name="What this does to the dates")
    how_many(page, "Notice to end it").fill("6")
    how_many(page, "Notice to end it").blur()
    notice = changes.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Give notice by"))
    expect(notice).to_contain_text("(changed)")
    page.get_by_label("Can it be extended?").select_option("buyer")
    page.get_by_label("Months of each extension").fill("12, twelve")
    page.get_by_role("button", name="Keep these terms").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter whole months")
    look(page, "terms-error")
    page.get_by_label("Months of each extension").fill("12, 12")
    how_many(page, "Notice to extend it").fill("9")
    page.get_by_label("What a year costs, in pounds").fill("1350000.50")
    page.get_by_label("Would people move with the service (TUPE)?").select_option("yes")
    page.get_by_label("Where you read this").fill("Clause 4.2 and schedule 3")
    page.get_by_role("button", name="Show the dates").click()
    expect(page.get_by_text("Not kept yet")).to_be_visible()
    look(page, "terms")
    page.get_by_role("button", name="Keep these terms").click()
    page.get_by_role("heading", level=1, name="Contact centre").wait_for()
    choices = page.get_by_role("table").filter(has_text="What it costs to let it close")
    extend = choices.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Extend it"))
    expect(extend).to_contain_text("£1,350,000.50")
    expect(extend).to_contain_text("Cabinet on")
    expect(page.get_by_role("img", name="Contact centre in time")).to_be_visible()
    look(page, "contract-with-terms")


def test_deadlines_are_listed_by_week_and_filtered(page: Page) -> None:
    page.goto("/contracts/deadlines/")
    expect(page.get_by_role("heading", name="Deadlines", exact=True)).to_be_visible()
    expect(page.get_by_text("Deadlines were last checked on").first).to_be_visible()
    assert page.get_by_text(re.compile(r"weeks? with nothing due")).count() > 1
    look(page, "deadlines")
    page.get_by_label("What").select_option("act by")
    page.get_by_label("Department").select_option("Customers")
    page.get_by_role("button", name="Apply").click()
    titles = page.locator(".deadlines-item__what a").all_inner_texts()
    assert titles
    assert set(titles) == {"Contact centre"}
    look(page, "deadlines-filtered")


def test_an_earlier_version_comes_back(page: Page) -> None:
    open_contract(page, "Contact centre")
    page.get_by_role("button", name="Correct the terms").click()
    how_many(page, "Notice to end it").fill("3")
    page.get_by_label("Why you change it").fill("Misread")
    page.get_by_role("button", name="Keep these terms").click()
    page.get_by_role("link", name="Earlier versions").click()
    look(page, "terms-history")
    page.get_by_role("button", name="Go back to 1").click()
    expect(page.get_by_text("Version 1 counts again.")).to_be_visible()
    expect(page.get_by_role("rowheader", name=re.compile("^3"))).to_contain_text("Counts now")


def test_a_private_calendar_is_read_without_signing_in_until_it_is_stopped(page: Page) -> None:
    page.goto("/contracts/reminders/")
    page.get_by_role("button", name="Make a calendar address").click()
    address = page.locator("#feed-address").inner_text()
    look(page, "reminders")
    with urllib.request.urlopen(address) as answer:
        calendar = answer.read().decode()
    assert "SUMMARY:Ends: Network support" in calendar
    page.goto("/contracts/reminders/")
    expect(page.locator("#feed-address")).to_have_count(0)
    page.get_by_role("button", name="Stop the address").click()
    expect(page.get_by_text("no longer works")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)


def test_terms_and_deadlines_work_without_javascript(
    chromium: Browser, served: Served, visitor: BrowserContext
) -> None:
    context = chromium.new_context(
        base_url=served.address, java_script_enabled=False, storage_state=visitor.storage_state()
    )
    page = context.new_page()
    open_contract(page, "Print services")
    page.get_by_role("button", name="Enter the terms").click()
    how_many(page, "Notice to end it").fill("3")
    page.get_by_role("button", name="Show the dates").click()
    expect(page.get_by_text("Not kept yet")).to_be_visible()
    page.get_by_role("button", name="Keep these terms").click()
    page.goto("/contracts/deadlines/?what=last+day")
    expect(page.get_by_text("Give notice to end it", exact=True).first).to_be_visible()
    context.close()


def test_the_list_can_be_seen_as_on_another_day(page: Page) -> None:
    page.goto("/contracts/")
    page.get_by_label("As on").fill(away(-60).isoformat())
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("This is not today.")).to_be_visible()
    page.get_by_role("link", name="Parking machines").click()
    expect(page.get_by_text("30 days after that day")).to_be_visible()
    expect(page.get_by_role("link", name="Look from today")).to_be_visible()
    look(page, "contract-as-on")

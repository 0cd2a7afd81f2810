"""Can a person bring in a log, see how the service flows, and follow a figure to a row, with and without a script?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.test_upload_to_undo import Served, look, served, sign_in  # noqa: F401 (served is a fixture)
from tests.web.process.conftest import PASSED_ON, REOPENED, USUAL, desk_log

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    """One browser for all the walks."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=browser_path, args=arguments)
        yield browser
        browser.close()


def bring_in(page: Page, served: Served, file: Path) -> None:  # noqa: F811
    """Upload a log, look at what its columns are taken for, and load it."""
    page.goto(served.address + "/sources/add/")
    page.get_by_label("An event log of a service").check()
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_role("button", name="Add files").click()
    expect(page.get_by_label("Case", exact=True)).to_have_value("Ticket ID")
    expect(page.get_by_label("Activity", exact=True)).to_have_value("Status")


def accept(page: Page) -> None:
    page.get_by_role("button", name="Accept and load").click()
    expect(page.get_by_text("Undo this load")).to_be_visible(timeout=20_000)


def name_it(page: Page, served: Served, name: str) -> None:  # noqa: F811
    page.goto(served.address + "/process/name/")
    page.get_by_label("Name of the service").fill(name)
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Name the service").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_from_a_log_to_the_row_behind_a_figure(served: Served, chromium: Browser, tmp_path: Path) -> None:  # noqa: F811
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error)))
    page = sign_in(context, served)
    page.goto(served.address + "/process/")
    look(page, "process-empty")
    file = tmp_path / "desk.csv"
    file.write_text(desk_log(), encoding="utf-8")
    bring_in(page, served, file)
    page.get_by_text("More columns, and what is assumed").click()
    page.get_by_label("Time zone").select_option("Europe/London")
    look(page, "log-columns")
    accept(page)
    expect(page.get_by_role("heading", name="What was assumed")).to_be_visible()
    look(page, "log-loaded")
    name_it(page, served, "Service desk")
    look(page, "service")
    page.get_by_label("Look at the commonest ways through").fill("60")
    expect(page.get_by_text("60%", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".app-figure__value").first).to_contain_text(str(USUAL + PASSED_ON))
    page.get_by_role("link", name="Take off all").click()
    page.get_by_role("link", name="Ways through").click()
    page.get_by_role("link", name=re.compile(r"^2\s*: look at the cases")).click()
    expect(page.get_by_role("link", name="Take off the filter: Went Logged → Passed on → Closed")).to_be_visible()
    expect(page.locator(".app-figure__value").first).to_contain_text(str(PASSED_ON))
    follow_to_row(page)
    look(page, "case")
    assert complaints == []
    context.close()


def follow_to_row(page: Page) -> None:
    """From a line of the map to its cases, to one case, to the file of an event."""
    page.get_by_role("link", name=re.compile("from Passed on to Closed")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d+ times in \d+ cases"))).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^T0\d\d$")).first.click()
    row = page.get_by_role("row", name=re.compile("Passed on"))
    expect(row).to_contain_text(re.compile(r"desk[a-z-]*\.csv"))
    expect(row).to_contain_text(re.compile(r"row\s\d+"))


def test_the_map_is_zoomed_by_buttons_and_by_keys(served: Served, chromium: Browser) -> None:  # noqa: F811
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = sign_in(context, served)
    page.goto(served.address + "/process/service-desk/")
    drawing = page.locator(".process-map__drawing svg")
    before = drawing.bounding_box()["width"]
    page.get_by_role("button", name="Make the map larger").click()
    assert drawing.bounding_box()["width"] > before * 1.2
    page.get_by_role("button", name="Make the map smaller").press("Enter")
    assert abs(drawing.bounding_box()["width"] - before) < 2
    page.get_by_role("button", name="Show the map at full size").click()
    view = [float(number) for number in drawing.get_attribute("viewBox").split()]
    assert abs(drawing.bounding_box()["width"] - view[2]) < 2
    context.close()


def test_the_same_walk_without_javascript(served: Served, chromium: Browser, tmp_path: Path) -> None:  # noqa: F811
    context = chromium.new_context(java_script_enabled=False)
    page = sign_in(context, served)
    file = tmp_path / "desk-again.csv"
    file.write_text(desk_log().replace("Phone", "E-mail"), encoding="utf-8")
    bring_in(page, served, file)
    accept(page)
    name_it(page, served, "Second desk")
    page.get_by_role("link", name="Full size").click()
    expect(page.locator(".process-map__drawing--full")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Reopened 3 cases")).click()
    expect(page.locator(".app-figure__value").first).to_contain_text(str(REOPENED))
    page.get_by_role("link", name="Take off all").click()
    follow_to_row(page)
    context.close()

"""Can people find their way from the home page to the rows behind a figure, by eye, by keyboard and on a narrow screen?

Set ``INHOUSE_SCREENSHOTS=1`` to keep a picture of every page in ``tests/browser/screenshots``.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

HERE = Path(__file__).parent
pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/payments/",
    "/payments/?year=2015",
    "/payments/?supplier=nobody",
    "/payments/rows/?year=2015",
    "/contracts/",
    "/paid/",
    "/paid/?status=over",
    "/paid/after-end/",
    "/paid/not-paid/",
    "/paid/off-contract/",
    "/paid/large-payments/",
    "/paid/years/",
    "/paid/shared-suppliers/",
    "/paid/cannot-be-told/",
    "/control/",
    "/control/?on=2012-01-01",
    "/control/levers/people/?service=Core+ICT",
    "/control/say/",
    "/process/",
    "/process/it-service-desk/",
    "/process/it-service-desk/?from=2019-08-01&activity=Approved&coverage=60",
    "/process/it-service-desk/?from=2030-01-01",
    "/process/it-service-desk/ways/",
    "/process/it-service-desk/work/",
    "/process/it-service-desk/dots/?across=since",
    "/process/it-service-desk/cases/?order=longest",
    "/process/it-service-desk/cases/?step_from=Waiting+for+approval&step_to=Approved",
    "/process/it-service-desk/case/?case=ILL100500",
    "/process/it-service-desk/keep/",
    "/process/it-service-desk/change/",
)


@dataclass(frozen=True)
class Served:
    """A programme being served, and how to sign in."""

    address: str
    username: str
    password: str


def inhouse(*words: str | Path) -> list[str]:
    """A command as a person would type it."""
    return [sys.executable, "-m", "inhouse.cli", *map(str, words)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The example programme with two contracts that end soon, built and served by its own commands."""
    folder = tmp_path_factory.mktemp("served")
    register = folder / "live.csv"
    register.write_text(register_of_today(), encoding="utf-8")
    programme = folder / "birmingham"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment.pop("INHOUSE_PROGRAMME", None)
    for command in (
        inhouse("demo", programme),
        inhouse("load", "contracts", register, "--into", programme, "--illustrative"),
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


def register_of_today() -> str:
    """A register whose dates are near today."""
    today = dt.datetime.now(tz=dt.UTC).date()
    soon, later = (f"{today + dt.timedelta(days=days):%d/%m/%Y}" for days in (5, 400))
    return (
        "Reference,Title of agreement,Supplier name,Start date,End date,Notice period,Value\n"
        f"X1,Network support,Kestrelby Coaches CIC,01/01/2022,{soon},,1250000\n"
        f"X2,Print services for all libraries,Mossbeck Coaches CIC,01/01/2024,{later},3 months,90000\n"
        "X3,Road signs,Juniper Rise Highways Ltd,01/01/2012,31/12/2014,,1000\n"
    )


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    """One browser for all the pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, served: Served) -> StorageState:
    """The cookies of somebody who signed in by the form."""
    context = chromium.new_context(base_url=served.address)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("User name").fill(served.username)
    page.get_by_label("Password").fill(served.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Birmingham, 2005-2021").wait_for()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visitor(chromium: Browser, served: Served, signed_in: StorageState) -> Iterator[BrowserContext]:
    """A browser window in which a director is signed in."""
    size = {"width": 1280, "height": 900}
    context = chromium.new_context(base_url=served.address, storage_state=signed_in, viewport=size)
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A page that may not complain: no script error, nothing stopped by the content policy, nothing missing."""
    page, complaints = visitor.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page for people to look at."""
    if os.environ.get("INHOUSE_SCREENSHOTS") == "1":
        width = page.viewport_size["width"]
        page.screenshot(path=HERE / "screenshots" / f"{name}-{width}.png", full_page=True)


def name_of(url: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", url.lower()).strip("-") or "overview"


def barriers(page: Page) -> list[str]:
    """What axe finds wrong with a page."""
    axe = next((HERE / "vendor").rglob("axe.min.js")).read_text(encoding="utf-8")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def first_of_each_kind(page: Page) -> list[str]:
    """The pages worth walking, with one supplier and one contract."""
    page.goto("/payments/")
    supplier = page.locator("main table tbody th a").first.get_attribute("href")
    page.goto("/contracts/")
    contract = page.locator("main table tbody th a").first.get_attribute("href")
    page.goto("/paid/?status=over")
    over = page.get_by_role("link", name="Road signs").get_attribute("href")
    return [*PAGES, supplier, contract, over]


def test_no_page_has_a_barrier_that_axe_can_find(page):
    for url in first_of_each_kind(page):
        page.goto(url)
        for details in page.locator("details").all():
            details.locator("summary").click()
        assert barriers(page) == [], url
        picture(page, name_of(url))


def test_no_page_scrolls_sideways_on_the_narrowest_screen(page):
    urls = first_of_each_kind(page)
    page.set_viewport_size({"width": 320, "height": 640})
    for url in urls:
        page.goto(url)
        for details in page.locator("details").all():
            details.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        assert barriers(page) == [], url
        picture(page, name_of(url))


def test_from_the_home_page_to_the_rows_behind_a_suppliers_year(page):
    page.goto("/")
    page.get_by_role("link", name="Service Birmingham (illustrative)", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Service Birmingham (illustrative)"
    line = page.locator("table").first.locator("tbody tr").first
    amount = line.get_by_role("link").inner_text().split(":")[0].strip()
    line.get_by_role("link").click()
    assert "These rows add up to" in page.locator("dl.app-figures").inner_text()
    assert page.locator(".app-figure__value").first.inner_text() == amount
    page.get_by_text("How this figure was made").click()
    assert page.get_by_text("sum(payment.amount_gbp)").first.is_visible()
    assert "SHA-256" in page.locator("details").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_from_the_home_page_to_the_rows_behind_a_contracts_overspend(chromium, served, signed_in, script):
    context = chromium.new_context(base_url=served.address, storage_state=signed_in, java_script_enabled=script)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Road signs was paid more than its value").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Road signs"
    table = page.get_by_role("region", name="Table: paid against agreed")
    line = table.get_by_role("row", name="Paid inside the term")
    inside = line.get_by_role("link").inner_text().split(":")[0].strip()
    assert table.get_by_role("row", name="Value £1,000.00").is_visible()
    line.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Payments for Road signs inside the term"
    assert page.locator(".app-figure__value").first.inner_text() == inside
    assert page.get_by_text(re.compile(r"illustrative-payments-2011-2015\.csv")).first.is_visible()
    page.get_by_text("How this figure was made").click()
    assert page.get_by_text("FROM paid_rows AS paid").first.is_visible()
    page.get_by_role("link", name="Contract", exact=True).click()
    assert page.get_by_role("heading", name="Paid against agreed", level=2).is_visible()
    context.close()


def test_contracts_can_be_searched_and_their_basis_read(page):
    page.goto("/paid/")
    page.get_by_label("Title, supplier or payee").fill("juniper")
    page.get_by_role("button", name="Apply").click()
    row = page.get_by_role("row", name="Road signs")
    row.get_by_text("Names and basis").click()
    assert "least sure at" in row.inner_text()
    assert page.get_by_role("img", name="Paid inside the term against the value").is_visible()


def test_filtering_payments_narrows_the_figures_and_can_be_cleared(page):
    page.goto("/payments/")
    everything = page.locator(".app-figure__value").first.inner_text()
    page.get_by_label("Year of payment").select_option("2015")
    page.get_by_role("button", name="Apply").click()
    assert "in 2015" in page.get_by_role("status").inner_text()
    assert page.locator(".app-figure__value").first.inner_text() != everything
    page.get_by_role("link", name="Clear all").click()
    assert page.locator(".app-figure__value").first.inner_text() == everything


def test_charts_are_drawn_with_their_text_under_the_content_policy(page):
    page.goto("/payments/")
    chart = page.get_by_role("img", name="Payments by financial year, April to March")
    assert chart.is_visible()
    box = chart.locator("text", has_text="2015/16").first.bounding_box()
    assert box["width"] > 10
    colours = chart.locator("path[fill='#12436d']").evaluate_all("bars => bars.map(bar => getComputedStyle(bar).fill)")
    assert set(colours) == {"rgb(18, 67, 109)"}


def test_pages_work_without_javascript(chromium, served, signed_in):
    context = chromium.new_context(base_url=served.address, java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto("/payments/")
    page.get_by_label("Supplier name").fill("birmingham")
    page.get_by_role("button", name="Apply").click()
    page.locator("main table tbody th a").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Service Birmingham (illustrative)"
    page.get_by_text("How these figures were made").click()
    assert page.get_by_role("heading", name="Under which names was this supplier paid").is_visible()
    context.close()


def test_a_wide_table_can_be_reached_and_scrolled_by_keyboard(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/payments/rows/?year=2015")
    table = page.get_by_role("region", name="Table: Payments in 2015")
    table.focus()
    assert table.evaluate("region => region.scrollWidth > region.clientWidth")
    table.evaluate("region => { window.moved = new Promise(moved => region.addEventListener('scroll', moved)); }")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.moved.then(() => document.activeElement.scrollLeft > 0)")


def test_a_councillor_can_see_who_held_control_on_a_day_and_why(page):
    page.goto("/control/?on=2012-01-01")
    page.get_by_role("link", name="Next change: June 2014").click()
    assert "On 1 June 2014 the council held 2 of 32 levers" in page.locator("main").inner_text()
    square = page.get_by_role("link", name="People (Core ICT): Shared Service Birmingham")
    assert square.bounding_box()["height"] >= 44
    square.click()
    assert page.get_by_role("heading", level=1).inner_text() == "People"
    page.get_by_role("link", name="B067").first.click()
    assert page.url.endswith("/facts/#B067")

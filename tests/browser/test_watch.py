"""Does a page that is being watched tell one and the same state everywhere on it?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect, sync_playwright

import inhouse.web.sources

SCRIPT = Path(inhouse.web.sources.__file__).parent / "static" / "sources" / "watch.js"
PAGE = """<!DOCTYPE html><p data-watch-state><strong class="govuk-tag govuk-tag--yellow">In the queue</strong></p>
<div data-watch data-progress="/progress.json"><label for="bar">Waiting for its turn</label>
<progress id="bar" max="100" value="0"></progress></div><script type="module" src="/watch.js"></script>"""
LOADING = {"state": "loading", "words": "Loading", "colour": "blue", "percent": 40, "busy": True}


@pytest.mark.browser
def test_the_tag_and_the_bar_move_on_together(browser_path: str) -> None:
    def answer(route: Route) -> None:
        kind, body = {
            "/": ("text/html", PAGE),
            "/watch.js": ("text/javascript", SCRIPT.read_text(encoding="utf-8")),
            "/progress.json": ("application/json", json.dumps(LOADING)),
        }[route.request.url.removeprefix("http://programme.test")]
        route.fulfill(content_type=kind, body=body)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto("http://programme.test/")
        expect(page.locator("label")).to_have_text("Loading")
        expect(page.locator(".govuk-tag")).to_have_text("Loading")
        expect(page.locator(".govuk-tag")).to_have_class("govuk-tag govuk-tag--blue")
        expect(page.locator("progress")).to_have_js_property("value", 40)
        browser.close()

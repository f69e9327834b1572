"""Every page: no fault for those who cannot see it, and a text for every picture."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visit, settled
from tests.browser.test_newcomer import answered

READY = {
    "": "Checks of the runs",
    "plan": "What to change",
    "handoffs": "Where days are lost",
    "journey": "Family ",
    "runs": "One run",
    "evidence": "Glossary",
}
"""What is on each page once it is whole."""


@pytest.fixture(scope="module")
def answered_once(served: Server, browser: Browser) -> Server:
    """The server once it has something to show on every page."""
    page = browser.new_page()
    page.goto(served.url)
    answered(page)
    page.close()
    return served


@pytest.mark.parametrize("width", [1440, 1024])
@pytest.mark.parametrize("name", READY)
def test_a_page_is_whole_for_everybody(
    answered_once: Server, visit: Visit, name: str, width: int
) -> None:
    page = visit(f"{answered_once.url}/{name}", width)
    expect(page.get_by_text(READY[name]).first).to_be_visible()
    settled(page)
    assert violations(page) == []
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        if chart.is_visible():
            expect(chart).to_have_attribute("aria-label", re.compile(".{40,}"))
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds: rule, help, and the first places."""
    return [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in Axe().run(page).response["violations"]
    ]

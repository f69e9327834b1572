"""Every page: no fault for those who cannot see it, and a text for every picture."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit, settled
from tests.browser.test_newcomer import answered

READY = {
    "": ("What stands behind it", 1),
    "options": ("Set side by side", 0),
    "why": ("What to find out first", 0),
    "plan": ("What to change", 0),
    "sweep": ("Runs of each", 0),
    "council": ("Whether hours suffice can be told", 0),
    "handoffs": ("Where days are lost", 1),
    "journey": ("A family stands in the middle", 1),
    "runs": ("One run", 0),
    "evidence": ("Glossary", 0),
}
"""What is on each page once it is whole, and how many charts are seen on it, its folds closed."""


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
    says, charts = READY[name]
    expect(page.get_by_text(says).first).to_be_visible()
    settled(page)
    assert_whole(page)
    assert len(seen(page)) == charts


def test_every_tab_below_the_answer_is_whole_for_everybody(
    answered_once: Server, visit: Visit
) -> None:
    page = visit(answered_once.url, 1024)
    of_tabs = {
        "Waiting": 1, "Caseload": 2, "Changing hands": 1, "Localities": 1, "Other measures": 0,
        "How far to rely on it": 0,
    }  # fmt: skip
    for tab, charts in of_tabs.items():
        open_tab(page, tab)
        assert_whole(page)
        assert len(seen(page)) == 1 + charts


def test_every_tab_of_the_handoffs_is_whole_for_everybody(
    answered_once: Server, visit: Visit
) -> None:
    page = visit(f"{answered_once.url}/handoffs", 1024)
    for tab, charts in (
        ("Handoffs in the runs", 2),
        ("Changes of worker", 1),
        ("Where days are lost", 2),
    ):
        open_tab(page, tab)
        assert_whole(page)
        assert len(seen(page)) == 1 + charts


def test_every_tab_of_the_evidence_is_whole_for_everybody(
    answered_once: Server, visit: Visit
) -> None:
    page = visit(f"{answered_once.url}/evidence", 1024)
    for tab, charts in (
        ("Held against the report", 1),
        ("What the figures taught", 1),
        ("What it cannot say", 0),
        ("Glossary", 0),
    ):
        open_tab(page, tab)
        assert_whole(page)
        assert len(seen(page)) == charts


def test_themes_of_the_plan_and_its_capacity_are_whole_for_everybody(
    answered_once: Server, visit: Visit
) -> None:
    page = visit(f"{answered_once.url}/plan", 1024)
    settled(page)
    page.get_by_text("By team and role", exact=True).click()
    # What stands below moves down while the fold is drawn, away from under a click.
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    settled(page)
    for theme, says in (
        ("Demand", "Families who come back"),
        ("Rules", "A section 47 enquiry on a case that is already open"),
        ("As text", "The plan as its file"),
    ):
        page.get_by_role("radio", name=theme, exact=True).click()
        expect(page.get_by_text(says).first).to_be_visible()
        settled(page)
        assert_whole(page)
        assert len(seen(page)) == 2


def open_tab(page: Page, name: str) -> None:
    """Open a tab, which the server draws only then."""
    tab = page.get_by_role("tab", name=name)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    drawn = page.locator("[role=tabpanel]:visible [data-testid=stElementContainer]")
    expect(drawn.first).to_be_visible()
    settled(page)


def assert_whole(page: Page) -> None:
    """No fault for those who cannot see the page, a text for every chart, and nothing cut off."""
    page.mouse.move(0, 0)  # no hint opens over what has moved under the pointer
    expect(page.locator("#stFloatingOverlayPortal > *")).to_have_count(0)
    assert violations(page) == []
    for chart in seen(page):
        expect(chart).to_have_attribute("aria-label", re.compile(".{40,}"))
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    room = main.locator(".stMainBlockContainer").bounding_box()
    assert room is not None
    for chart in seen(page):
        box = chart.locator("canvas, svg").first.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1


def seen(page: Page) -> list[Locator]:
    """The charts outside closed folds."""
    return [each for each in page.get_by_test_id("stVegaLiteChart").all() if each.is_visible()]


def violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds: rule, help, and the first places."""
    return [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in Axe().run(page).response["violations"]
    ]

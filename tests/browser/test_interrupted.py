"""Runs outlive the page, the tab and the server, and are shared by all who ask the same."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, Visit
from tests.browser.test_newcomer import answered

SO_FAR = re.compile(r"(\d+) so far|So far, after (\d+) worlds?")
"""What stands on a comparison that is not done, before its first words and with them."""


def running(page: Page) -> int:
    """Wait until replications come in; how many worlds there are."""
    beside = page.get_by_text(SO_FAR).first
    expect(beside).to_be_visible()
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    found = SO_FAR.search(beside.inner_text())
    assert found
    return int(found[1] or found[2])


def test_two_browsers_share_one_run_and_a_reload_finds_it_again(slow: Server, visit: Visit) -> None:
    one, two = visit(slow.url), visit(slow.url)
    running(one)
    running(two)
    assert one.url == two.url
    assert "run=" in one.url
    one.reload()
    expect(one.get_by_test_id("stProgress")).to_be_visible()
    answered(one)
    answered(two)


def test_a_run_goes_on_after_the_server_was_restarted(slow: Server, visit: Visit) -> None:
    page = visit(slow.url)
    expect(page.get_by_text(re.compile("[2-5] so far")).first).to_be_visible()
    before = running(page)
    link = page.url
    page.close()
    slow.stop()
    slow.start()
    again = visit(link)
    assert running(again) >= before
    answered(again)
    assert again.url == link


def test_a_cancelled_run_says_so_to_all_and_can_be_taken_up(slow: Server, visit: Visit) -> None:
    page, other = visit(slow.url), visit(slow.url)
    running(page)
    running(other)
    page.get_by_role("button", name="Cancel").click()
    for each in (page, other):
        expect(each.get_by_text("cancelled. The runs made so far are kept")).to_be_visible()
    page.get_by_role("button", name="Carry on").click()
    answered(page)

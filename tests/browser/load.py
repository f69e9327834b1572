"""A trial of load: ten browsers at once on one stored answer, then each with a plan of its own.

`python -m tests.browser.load` takes a few minutes and says how long everything took; it ends with
an error if anything fails or a result is another's.
"""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sim.experiment.library.saved_comparisons import all_saved
from sim.experiment.store.run_store import RunStore
from tests.browser.conftest import CHROMIUM, QUIET, Server, app_server, settled

BROWSERS = 10
PAIRS = 2
PATIENCE = 600_000


def plan(number: int) -> str:
    """A plan that nobody else has."""
    return (
        f"version: 1\nextends: proposed.yaml\ntitle: Plan number {number}\n"
        f"demand: {{contacts_per_month: {800 + number}}}\n"
    )


NOTES_WHEN = """
window.seen = {};
const look = () => {
    for (const [what, pattern] of Object.entries({words: /./, answer: /What stands behind it/})) {
        const found = [...document.querySelectorAll('.stMain h1, .stMain h2, .stMain h3')];
        if (!(what in seen) && found.some(each => pattern.test(each.innerText)))
            seen[what] = performance.now() / 1000;
    }
};
new MutationObserver(look).observe(document, {childList: true, subtree: true});
"""
"""Notes in a page when its first words and its answer appear, in seconds since it was asked for."""


def timed(what: str, began: float) -> None:
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)


def first_numbers(context: BrowserContext, url: str) -> None:
    """Open the front page and wait for the answer."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    expect(page.get_by_role("heading", name="What stands behind it").first).to_be_visible()
    page.close()


def main() -> None:
    expect.set_options(timeout=PATIENCE)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        server = app_server(Path(folder) / "store", PAIRS)
        try:
            starts(browser, server)
            audience(browser, server)
            crowd(browser, server, Path(folder))
        finally:
            server.stop()


def starts(browser: Browser, server: Server) -> None:
    """The first start, one with a stored comparison, and a second visit; the server stays on."""
    began = time.perf_counter()
    server.start()
    first_numbers(browser.new_context(), server.url)
    timed("first start, comparison worked out", began)
    server.stop()
    began = time.perf_counter()
    server.start()
    first_numbers(browser.new_context(), server.url)
    timed("cold start with a stored comparison to first numbers", began)
    began = time.perf_counter()
    first_numbers(browser.new_context(), server.url)
    timed("second visit to first numbers", began)


def audience(browser: Browser, server: Server) -> None:
    """Ten browsers open the stored answer at the same moment."""
    pages = [browser.new_context().new_page() for _ in range(BROWSERS)]
    before = server.seconds_of_work()
    for page in pages:
        page.set_default_timeout(PATIENCE)
        page.add_init_script(NOTES_WHEN)
        page.goto(server.url, wait_until="commit")
    for page in pages:
        page.wait_for_function("'answer' in seen")
    for what in ("words", "answer"):
        times = sorted(page.evaluate(f"seen.{what}") for page in pages)
        print(f"ten at once on a stored answer, {what}: {times[0]:.1f} to {times[-1]:.1f} s")
    for page in pages:
        settled(page)
        page.context.close()
    print(f"of it on the server: {server.seconds_of_work() - before:.1f} s of one core")


def crowd(browser: Browser, server: Server, folder: Path) -> None:
    """Ten plans run at once; each browser sees the answer to its own."""
    pages = [opened(browser, server, folder, number) for number in range(BROWSERS)]
    began = time.perf_counter()
    for page in pages:
        page.get_by_role("button", name="Run", exact=True).click()
    visited = time.perf_counter()
    first_numbers(browser.new_context(), server.url)
    timed("a visit to first numbers while ten wait for their runs", visited)
    for number, page in enumerate(pages):
        expect(page.get_by_text(f"Plan number {number}, against").first).to_be_visible()
        expect(page.get_by_role("heading", name="What stands behind it").first).to_be_visible()
    timed("ten answers, each to its own plan", began)
    records = all_saved(RunStore(folder / "store"))
    assert len({record.contents for record in records}) == BROWSERS + 1
    assert all(record.pairs == PAIRS for record in records)


def opened(browser: Browser, server: Server, folder: Path, number: int) -> Page:
    """A browser with its own plan, ready to run."""
    file = folder / f"{number}.yaml"
    file.write_text(plan(number))
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.url}/plan")
    settled(page)
    page.get_by_text("Upload a plan").click()
    page.locator("input[type=file]").set_input_files(file)
    name = page.get_by_role("textbox", name="Name of this plan")
    expect(name).to_have_value(f"Plan number {number}")
    settled(page)
    return page


if __name__ == "__main__":
    main()

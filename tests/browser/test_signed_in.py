"""Sign-in against a provider of OpenID Connect: nobody sees a result without it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Server, Visit, app_server, free_port, settled
from tests.browser.test_newcomer import ANSWER, answered
from tests.documented import documented

ADA = "ada@council.example"


@pytest.fixture
def provider() -> Iterator[Server]:
    """A provider that knows Ada."""
    port = free_port()
    who = json.dumps({"sub": "ada", "email": ADA})
    server = Server(
        f"http://127.0.0.1:{port}",
        ".well-known/openid-configuration",
        ["oidc_provider_mock", f"--port={port}", f"--user-claims={who}"],
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture
def guarded(provider: Server, tmp_path: Path) -> Iterator[Server]:
    """A server of the app that asks the provider who somebody is."""
    secrets = tmp_path / "secrets.toml"
    server = app_server(tmp_path / "store", 3, f"--secrets.files={secrets}")
    [text] = documented(
        "tests/browser/test_signed_in.py::test_nobody_sees_a_result_without_signing_in"
    )
    for ours, tests in (
        ("https://locality.council.example", server.url),
        ("https://login.microsoftonline.com/.../v2.0", provider.url),
        ('"..."', '"locality"'),
        ("a long random text", "long enough for a test, and no secret at all"),
    ):
        assert ours in text
        text = text.replace(ours, tests)
    secrets.write_text(text)
    server.start()
    yield server
    server.stop()


def asked_to_sign_in(page: Page) -> None:
    """The page shows a button to sign in, and no result."""
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    settled(page)
    expect(page.get_by_text(ANSWER)).to_have_count(0)


def is_ada(page: Page) -> None:
    """Answer the provider as Ada would, its pages unseen: they fetch styles from elsewhere."""

    def sent_back(route: Route, answer: Callable[[str], str]) -> None:
        sent = route.fetch(max_redirects=0)
        headers = {**sent.headers, "location": answer(sent.headers["location"])}
        route.fulfill(response=sent, headers=headers)

    def granted(asked: str) -> str:
        answer = page.request.post(asked, form={"sub": "ada"}, max_redirects=0)
        return answer.headers["location"]

    def left(asked: str) -> str:
        return parse_qs(urlsplit(asked).query)["post_logout_redirect_uri"][0]

    page.route("**/auth/login?*", lambda route: sent_back(route, granted))
    page.route("**/auth/logout", lambda route: sent_back(route, left))


def test_nobody_sees_a_result_without_signing_in(guarded: Server, visit: Visit) -> None:
    page = visit(guarded.url)
    asked_to_sign_in(page)
    is_ada(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    answered(page)
    expect(page.get_by_text(f"Signed in as {ADA}")).to_be_visible()
    link = page.url
    page.reload()
    answered(page)

    for address in (link, f"{guarded.url}/runs"):
        asked_to_sign_in(visit(address))

    page.get_by_role("button", name="Sign out").click()
    asked_to_sign_in(page)
    page.goto(link)
    asked_to_sign_in(page)


def test_what_was_kept_from_a_sign_in_opens_nothing_after_it(
    guarded: Server, visit: Visit, browser: Browser
) -> None:
    page = visit(guarded.url)
    is_ada(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    answered(page)
    kept = page.context.storage_state()
    tab = page.context.new_page()
    tab.goto(page.url)
    answered(tab)
    settled(tab)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    address = download.value.url
    assert "/media/" in address
    assert page.request.get(address).status == 200
    assert visit(guarded.url).request.get(address).status == 403

    page.get_by_role("button", name="Sign out").click()
    asked_to_sign_in(page)
    tab.get_by_role("link", name="Runs", exact=True).click()
    expect(tab.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    old = browser.new_context(storage_state=kept)
    assert old.request.get(address).status == 403
    again = old.new_page()
    again.goto(guarded.url)
    asked_to_sign_in(again)
    old.close()

    page.get_by_role("button", name="Sign in", exact=True).click()
    answered(page)

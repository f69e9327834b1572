"""Sign-in against a provider of OpenID Connect: nobody sees a result without it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Server, Visit, app_server, free_port, settled
from tests.browser.test_newcomer import ANSWER, answered

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
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "{server.url}/oauth2callback"\n'
        'cookie_secret = "long enough for a test, and no secret at all"\n'
        'client_id = "locality"\n'
        'client_secret = "none"\n'
        f'server_metadata_url = "{provider.url}/.well-known/openid-configuration"\n'
    )
    server.start()
    yield server
    server.stop()


def asked_to_sign_in(page: Page) -> None:
    """The page shows a button to sign in, and no result."""
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    settled(page)
    expect(page.get_by_role("heading", name=ANSWER)).to_have_count(0)


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

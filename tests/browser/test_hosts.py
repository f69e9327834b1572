"""Under which names the app answers: in a browser, and to plain requests of every kind."""

import base64
import http.client
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.conftest import CHROMIUM, QUIET, Server, free_port
from tests.browser.test_newcomer import answered
from tests.documented import documented

HERE = "tests/browser/test_hosts.py"
COUNCIL = "locality.council.example"
FOREIGN = "rebound.example"
KINDS = (
    "/",
    "/runs",
    "/favicon.png",
    "/media/0123.csv",
    "/component/a/b",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/_stcore/agent/openapi.json",
    "/auth/login",
    "/oauth2callback",
)
"""An address of each kind that Streamlit has: pages, files, downloads, health, figures of use."""
REFUSED = (400, b"Invalid host header")


def documented_server(test: str, store: Path, host: str = "", **settings: str) -> Server:
    """The app as the documented command starts it, on a port of its own."""
    [command] = {line.removeprefix(".venv/bin/") for line in documented(f"{HERE}::{test}")}
    port = free_port()
    return Server(
        f"http://127.0.0.1:{port}",
        "_stcore/health",
        shlex.split(command),
        host,
        STREAMLIT_SERVER_PORT=str(port),
        LOCALITY_STORE=str(store),
        LOCALITY_PAIRS="3",
        **{"STREAMLIT_SERVER_HEADLESS": "true", **settings},
    )


def asked(server: Server, path: str, host: str, **headers: str) -> tuple[int, bytes]:
    """What the server answers to a request under a name."""
    address, _, port = server.url.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(address, int(port), timeout=60)
    connection.request("GET", path, headers={"Host": host, **headers})
    answer = connection.getresponse()
    # What follows an opened websocket has no end.
    found = answer.status, b"" if answer.status == 101 else answer.read()
    connection.close()
    return found


def opens_a_websocket(server: Server, host: str) -> tuple[int, bytes]:
    return asked(
        server,
        "/_stcore/stream",
        host,
        Upgrade="websocket",
        Connection="Upgrade",
        Origin=f"http://{host}",
        **{
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Protocol": "streamlit",
        },
    )


Seen = Callable[[str], Page]


@pytest.fixture
def seen(playwright: Playwright) -> Iterator[Seen]:
    """Opens an address in a browser for which these names are those of this machine."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[*QUIET, f"--host-resolver-rules=MAP {COUNCIL} 127.0.0.1, MAP {FOREIGN} 127.0.0.1"],
    )

    def seen_(url: str) -> Page:
        page = browser.new_page()
        page.goto(url)
        return page

    yield seen_
    browser.close()


def under(server: Server, name: str) -> str:
    return server.url.replace("127.0.0.1", name)


def gets_nothing(page: Page) -> None:
    """The page is the refusal and no more, however long a script on it asks."""
    assert page.inner_text("body") == REFUSED[1].decode()
    fetched = page.evaluate(
        "Promise.all(['/', '/_stcore/health', '/media/a.csv', '/_stcore/metrics'].map("
        "path => fetch(path).then(answer => answer.text())))"
    )
    assert set(fetched) == {REFUSED[1].decode()}
    opened = page.evaluate(
        """() => new Promise(resolve => {
            const socket = new WebSocket(`ws://${location.host}/_stcore/stream`, ['streamlit']);
            socket.onopen = () => resolve(true);
            socket.onerror = () => resolve(false);
        })"""
    )
    assert not opened


def test_a_page_under_a_foreign_name_that_leads_here_gets_nothing(
    served: Server, seen: Seen
) -> None:
    gets_nothing(seen(under(served, FOREIGN)))
    for name in ("127.0.0.1", "localhost"):
        answered(seen(under(served, name)))


@pytest.mark.parametrize("path", KINDS)
def test_no_kind_of_request_is_answered_under_a_foreign_name(served: Server, path: str) -> None:
    for host in (FOREIGN, f"{FOREIGN}:8501", "127.0.0.1.example", "localhost.example", "0.0.0.0"):  # noqa: S104
        assert asked(served, path, host) == REFUSED
    for host in ("localhost", "LOCALHOST:8501", "127.0.0.1"):
        assert asked(served, path, host) != REFUSED


def test_no_websocket_is_opened_under_a_foreign_name(served: Server) -> None:
    assert opens_a_websocket(served, FOREIGN) == REFUSED
    assert opens_a_websocket(served, "localhost")[0] == 101


def test_the_documented_command_serves_its_host_and_no_other(seen: Seen, tmp_path: Path) -> None:
    name = "test_the_documented_command_serves_its_host_and_no_other"
    server = documented_server(name, tmp_path / "store", COUNCIL)
    server.start()
    try:
        answered(seen(under(server, COUNCIL)))
        for other in (FOREIGN, "127.0.0.1"):
            gets_nothing(seen(under(server, other)))
        assert opens_a_websocket(server, FOREIGN) == REFUSED
    finally:
        server.stop()


def test_the_documented_command_opens_the_front_page(browser: Browser, tmp_path: Path) -> None:
    name = "test_the_documented_command_opens_the_front_page"
    opened = tmp_path / "opened"
    program = tmp_path / "browser.py"
    program.write_text(f"import sys; open({str(opened)!r}, 'a').write(sys.argv[1])")
    server = documented_server(
        name,
        tmp_path / "store",
        STREAMLIT_SERVER_HEADLESS="false",
        BROWSER=shlex.join([sys.executable, str(program), "%s"]),
    )
    server.start()
    try:
        page = browser.new_page()
        page.goto(server.url)
        answered(page)
        page.close()
        assert opened.read_text() == server.url
    finally:
        server.stop()


@pytest.mark.parametrize("path", ["plan/x/", "static/x/y/z"])
def test_an_address_below_a_page_leads_to_the_page(
    served: Server, browser: Browser, path: str
) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}/{path}")
    if path.startswith("plan"):
        expect(page.get_by_role("heading", name="Plan", exact=True)).to_be_visible()
    else:
        answered(page)
    page.close()

"""A server of the app and a browser that looks at it, both headless and on this machine alone."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.conftest import TESTS

PROJECT = TESTS.parent
CHROMIUM = shutil.which("chromium") or "chromium"
# Chromium asks its maker for updates and the like unless told otherwise.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PATIENCE = 600_000
"""Milliseconds for which anything is waited for: machines that test are often busy."""
HERE = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
"""How the addresses begin that do not leave the machine."""


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Server:
    """A program that answers to browsers."""

    def __init__(
        self, url: str, health: str, arguments: list[str], host: str = "", **settings: str
    ) -> None:
        """Name the module and arguments of a program, where it answers, as whom, its settings."""
        self.url = url
        named = {"Host": host} if host else {}
        self._health = urllib.request.Request(f"{url}/{health}", headers=named)  # noqa: S310
        self._command = [sys.executable, "-m", *arguments]
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  the command is ours
            self._command,
            cwd=PROJECT,
            env={**os.environ, **self._settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(PATIENCE // 100):
            try:
                with urllib.request.urlopen(self._health):  # noqa: S310
                    return
            except urllib.error.URLError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def seconds_of_work(self) -> float:
        """The time that it has kept a core busy."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def app_server(store: Path, pairs: int, *options: str) -> Server:
    """The app as `streamlit run` starts it."""
    port = free_port()
    return Server(
        f"http://127.0.0.1:{port}",
        "_stcore/health",
        ["streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}", *options],
        LOCALITY_STORE=str(store),
        LOCALITY_PAIRS=str(pairs),
    )


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        expect.set_options(timeout=PATIENCE)
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield started
    started.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose comparisons are short: 3 pairs."""
    server = app_server(tmp_path_factory.mktemp("served") / "store", pairs=3)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Server]:
    """A server of its own, whose comparisons take long enough to be interrupted."""
    server = app_server(tmp_path / "store", pairs=6)
    server.start()
    yield server
    server.stop()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address in a visit of its own, and proves that no request left the machine."""
    outside: list[str] = []
    contexts = []

    def noted(address: str) -> None:
        if not address.startswith(HERE):
            outside.append(address)

    def visit_(url: str, width: int = 1440) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        context.on("request", lambda request: noted(request.url))
        page.on("websocket", lambda socket: noted(socket.url))
        page.goto(url)
        return page

    yield visit_
    for context in contexts:
        context.close()
    assert outside == []


def settled(page: Page) -> None:
    """Wait until the page has been drawn: nothing old, no blank in its place, no chart missing.

    The parts of a page are fetched when they are first needed, long after the server is done.
    """
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            const blank = '[data-stale=true], [data-testid=stSkeleton]';
            const seen = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
                .filter(chart => chart.checkVisibility());
            return app?.dataset.testScriptState === 'notRunning'
                && app.querySelector('.stMain h1')
                && !app.querySelector(blank)
                && seen.every(chart => chart.querySelector('canvas, svg'));
        }"""
    )

"""The door: what the server answers before any page is run: under which names, and to whom."""

from __future__ import annotations

import asyncio
import json
import re
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from sim.ui.server import sign_in

_NAME = re.compile(r"(\*\.)?[\w-]+(\.[\w-]+)*", re.ASCII)
"""A host's name, or `*.` and what all of them end with."""


class HostNameError(ValueError):
    """What is set as the names of the server are no names of hosts."""


def allowed_hosts() -> list[str]:
    """The names under which the server answers: its option `server.allowedHosts`.

    Raises:
        HostNameError: if there are none, or some are no names.
    """
    hosts: list[str] = st.get_option("server.allowedHosts")
    wrong = [host for host in hosts if not _NAME.fullmatch(host)]
    if hosts and not wrong:
        return hosts
    said = " and ".join(f"'{host}'" for host in wrong)
    raise HostNameError(
        f"server.allowedHosts: {said or 'nothing'} is no name of a host. Give each name plain and "
        "by itself, without port, brackets or quotes: --server.allowedHosts "
        "locality.council.example"
    )


def guards() -> list[Middleware]:
    """What each request passes, in this order.

    Streamlit itself holds its allowed hosts against the websocket alone, not against files,
    downloads and figures of use.

    Raises:
        HostNameError: if the names of the server are not set as they have to be.
    """
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(), www_redirect=False),
        Middleware(Downloads),
        Middleware(OnePageDeep),
    ]


class Downloads:
    """Gives out what was made for a visitor only to who is signed in, where sign-in is set up."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        is_download = scope["type"] == "http" and "/media/" in scope["path"]
        if is_download and not sign_in.lets_in(visitor(Request(scope).cookies)):
            await PlainTextResponse("Sign in first", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def visitor(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """Whom the cookie of Streamlit's sign-in names; nobody where it is missing or altered."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1")
        return decode_signed_value(get_cookie_secret(), name, value) if value else None

    content = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    found: Mapping[str, object] = json.loads(content) if content else {}
    return found


class OnePageDeep:
    """Leads from an address below a page to the page.

    Streamlit answers any address with its page, whose parts are named relative to it: one level
    further down none is found, and the page stays empty.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        base = str(st.get_option("server.baseUrlPath") or "").strip("/")
        place = scope.get("path", "").strip("/").removeprefix(base).strip("/")
        page, _, below = place.partition("/")
        if scope["type"] != "http" or not below:
            await self._app(scope, receive, send)
            return
        above = RedirectResponse("/" + "/".join(filter(None, (base, page))))
        is_page = False

        async def sent(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = any(
                    name.lower() == b"content-type" and kind.startswith(b"text/html")
                    for name, kind in message["headers"]
                )
                if is_page:
                    await above(scope, receive, send)
            if not is_page:
                await send(message)

        await self._app(scope, receive, sent)


@asynccontextmanager
async def opened(_app: st.App) -> AsyncIterator[None]:
    """Open the front page in a browser, unless the server is headless."""
    if not st.get_option("server.headless"):
        address, port = st.get_option("server.address"), st.get_option("server.port")
        # The server listens as soon as this has been left.
        asyncio.get_running_loop().call_later(1, webbrowser.open, f"http://{address}:{port}")
    yield

"""Sign-in: who may see the pages, where the host has set up OpenID Connect."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from sim.ui.markdown_escape import plain_text

_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}
"""Addresses at which no other machine reaches the server."""
LASTS = 10 * 3600
"""Seconds after which somebody is asked again: a working day."""
_CLOCKS_DIFFER = 300
"""Seconds by which the clock of the provider may be behind."""
_BEGAN = time.time()
_ENDED: dict[str, float] = {}
"""When those who signed out had signed in last, by the provider's clock."""


def is_set_up() -> bool:
    """Whether the server has an `[auth]` section in its secrets.

    Raises:
        StreamlitSecretNotFoundError: if it has secrets that cannot be read.
    """
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        # One error for both: no secrets, and secrets that cannot be read, which may ask for it.
        if any(Path(place).exists() for place in st.get_option("secrets.files")):
            raise
        return False


def lets_in(user: Mapping[str, object]) -> bool:
    """Whether somebody may see what is here: anybody, or where it is set up, who is signed in.

    A sign-in ends after a working day, when its owner signs out in any browser, and with this
    server, which would else forget who has signed out; whatever cookie is still about.

    Args:
        user: what the provider said of them, as in `st.user`.
    """
    try:
        asked = is_set_up()
    except StreamlitSecretNotFoundError:
        return False
    if not asked:
        return True
    at = user.get("iat")
    return (
        bool(user.get("is_logged_in"))
        and isinstance(at, int | float)
        and at > max(time.time() - LASTS, _BEGAN - _CLOCKS_DIFFER, _ENDED.get(_who(user), 0))
    )


def _who(user: Mapping[str, object]) -> str:
    return str(user.get("sub"))


def _sign_out() -> None:
    """End this sign-in, and those before it on other machines and in other tabs."""
    at = st.user.get("iat")
    if isinstance(at, int | float):
        _ENDED[_who(st.user)] = max(at, _ENDED.get(_who(st.user), 0))
    st.logout()


def ask() -> None:
    """Stop at a button until the visitor has signed in.

    Where sign-in is not set up nobody is asked, and only this machine is answered.
    """
    try:
        asked = is_set_up()
    except StreamlitSecretNotFoundError:
        _refuse(
            "The secrets of this server cannot be read, so nobody can sign in. Its log says why."
        )
    if not asked:
        if st.get_option("server.address") not in _THIS_MACHINE:
            _refuse(
                "Without sign-in Locality answers on this machine alone. Start it with "
                "--server.address 127.0.0.1, or set up sign-in."
            )
        return
    if not lets_in(st.user):
        st.title("Locality")
        st.write("Sign in with your council account to see scenarios and results.")
        if st.query_params:
            st.write("The front page opens then; open your link again to come to what it names.")
        st.button("Sign in", on_click=st.login, type="primary")
        st.stop()
    with st.sidebar:
        st.caption(f"Signed in as {plain_text(str(st.user.get('email', 'a member of staff')))}")
        st.button("Sign out", on_click=_sign_out)


def _refuse(why: str) -> NoReturn:
    """Say why nothing is shown, and show nothing."""
    st.title("Locality")
    st.error(why)
    st.stop()

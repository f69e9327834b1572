"""Sign-in: who may see the pages, where the host has set up OpenID Connect."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from sim.ui.plain import plain_text


def is_set_up() -> bool:
    """Whether the server has an `[auth]` section in its secrets."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def ask() -> None:
    """Stop at a button until the visitor has signed in; nothing where sign-in is not set up."""
    if not is_set_up():
        return
    if not st.user.is_logged_in:
        st.title("Locality")
        st.write("Sign in with your council account to see scenarios and results.")
        st.button("Sign in", on_click=st.login, type="primary")
        st.stop()
    with st.sidebar:
        st.caption(f"Signed in as {plain_text(str(st.user.get('email', 'a member of staff')))}")
        st.button("Sign out", on_click=st.logout)

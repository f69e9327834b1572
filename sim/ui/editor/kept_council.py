"""The kept form: what was typed in of a council outlives a reload, by an id in the address.

The server holds it in memory; a restart forgets it. Whoever opens a link with such an id goes on
from a copy, and changes nothing for others.
"""

from __future__ import annotations

import secrets
from typing import Any

import streamlit as st

FORM = "form"
"""The id of the kept form, in the address."""
PREFIX = "council "
"""What the keys of all inputs of the form begin with."""
_OF_THIS_VISIT = "kept form"


def take_up() -> None:
    """Go on with the form that the address names, unless this visit has one of its own."""
    if any(str(key).startswith(PREFIX) for key in st.session_state):
        return
    for kept in _place(st.query_params.get(FORM, "")):
        st.session_state.update(kept)


def keep() -> None:
    """Keep what is typed in and name it in the address; an empty form needs none."""
    typed = {str(key): value for key, value in st.session_state.items() if _is_typed(key, value)}
    if not any(isinstance(value, (int, float)) for value in typed.values()):
        return
    if typed in _place(st.query_params.get(FORM, "")):
        return
    identity = st.session_state.setdefault(_OF_THIS_VISIT, secrets.token_hex(8))
    _place(identity)[:] = [typed]
    st.query_params[FORM] = identity


def _is_typed(key: str | int, value: object) -> bool:
    return str(key).startswith(PREFIX) and value not in (None, "")


@st.cache_resource(max_entries=100, show_spinner=False)
def _place(identity: str) -> list[dict[str, Any]]:
    """Where the form of an id is kept: the same list at every call, empty at first."""
    del identity
    return []

"""The kept draft: a plan that is being edited outlives a reload, by an id in the address.

The server holds it in memory; a restart forgets it. Whoever opens a link with such an id gets a
copy, and changes nothing for others.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import streamlit as st

from sim.ui.draft import Draft, begin, has_changed, replace_text
from sim.ui.plan_sidebar import BASE, LAST_RUN

KEPT = "draft"
"""The id of the kept draft, in the address."""
_OF_THIS_VISIT = "kept draft"
_CHOSEN = (BASE, LAST_RUN)
"""What the visit holds beside the draft and belongs to it."""


@dataclass(frozen=True)
class _Kept:
    """A draft as its texts: what inputs show follows from them."""

    start: str
    original: str
    text: str
    chosen: dict[str, object]


def keep(of: Draft, text: str) -> None:
    """Keep a draft for a reload and name it in the address; one as the page begins needs none.

    Args:
        of: the draft.
        text: its text, which can be run.
    """
    if not has_changed(of) and of["version"] == 0:
        st.query_params.pop(KEPT, None)
        return
    chosen = {key: st.session_state[key] for key in _CHOSEN if key in st.session_state}
    kept = _Kept(of["start"], of["original"], text, chosen)
    if kept in _place(st.query_params.get(KEPT, "")):
        return
    identity = st.session_state.setdefault(_OF_THIS_VISIT, secrets.token_hex(8))
    _place(identity)[:] = [kept]
    st.query_params[KEPT] = identity


def found() -> Draft | None:
    """A copy of the draft that the address names, begun in this visit; none if none is kept."""
    for kept in _place(st.query_params.get(KEPT, "")):
        st.session_state.update(kept.chosen)
        return replace_text(begin(kept.start, kept.original), kept.text)
    return None


@st.cache_resource(max_entries=100, show_spinner=False)
def _place(identity: str) -> list[_Kept]:
    """Where the draft of an id is kept: the same list at every call, empty at first."""
    del identity
    return []

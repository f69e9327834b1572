"""The kept draft: a plan that is being edited outlives a reload, by an id in the address.

The server holds it in memory; a restart forgets it. Whoever opens a link with such an id goes on
from a copy, and changes nothing for others.
"""

from __future__ import annotations

import secrets
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import streamlit as st

from sim.ui.editor.draft import Draft, has_changed, take_up
from sim.ui.editor.sidebar import BASE, LAST_RUN
from sim.ui.results.opened_results import RUN
from sim.ui.server.reading import read

DRAFT = "draft"
"""The id of the kept draft, in the address."""
_OF_THIS_VISIT = "kept draft"


@dataclass(frozen=True)
class _Kept:
    """A draft with what was chosen beside it."""

    draft: Draft
    chosen: dict[str, Any]

    def goes_with(self, run: str) -> bool:
        """Whether a link to this run, or to none, may lead to it: it has no other run by now."""
        last = self.chosen.get(LAST_RUN)
        return not run or last is None or run == last["id"]

    def can_be_read(self) -> bool:
        """Whether its texts still can: what they extend may have gone."""
        texts = (self.draft["original"], self.draft["text"])
        return all(read(text).scenario is not None for text in texts)


def keep(of: Draft) -> None:
    """Keep a draft for a reload and name it in the address; one as the page begins needs none."""
    if not has_changed(of) and of["version"] == 0:
        st.query_params.pop(DRAFT, None)
        return
    chosen = {key: st.session_state[key] for key in (BASE, LAST_RUN) if key in st.session_state}
    kept = _Kept(deepcopy(of), chosen)
    # One that was taken up keeps its address until it changes: Back has fewer steps to go.
    if kept in _place(st.query_params.get(DRAFT, "")):
        return
    identity = st.session_state.setdefault(_OF_THIS_VISIT, secrets.token_hex(8))
    _place(identity)[:] = [kept]
    st.query_params[DRAFT] = identity


def found() -> Draft | None:
    """A copy of the draft that the address names, taken up by this visit.

    Returns:
        None if none is kept, or if the address also names a run and the draft has another by now.
    """
    for kept in _place(st.query_params.get(DRAFT, "")):
        if kept.goes_with(st.query_params.get(RUN, "")) and kept.can_be_read():
            st.session_state.update(kept.chosen)
            return take_up(deepcopy(kept.draft))
    return None


@st.cache_resource(max_entries=100, show_spinner=False)
def _place(identity: str) -> list[_Kept]:
    """Where the draft of an id is kept: the same list at every call, empty at first."""
    del identity
    return []

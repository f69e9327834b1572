"""Folds: tabs, folds and popovers of a page, worked out when they are opened and not before.

One that is opened is drawn alone, and not the page around it once more. Streamlit forgets a choice
that is not drawn, so that what is to outlast the closing is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from sim.ui.server import sign_in

Part = Callable[[], object]
"""Draws a part of a page."""


@st.fragment
def tabs(parts: Mapping[str, Part], key: str, keeps: Sequence[str] = ()) -> None:
    """Tabs, of which the open one is drawn.

    Args:
        parts: what each draws, by its title; the first is open at first.
        key: what tells these from the other tabs of the page.
        keeps: keys of the choices in them that stay when another tab is opened.
    """
    _only_who_is_let_in()
    _keep(keeps)
    shown = st.tabs(list(parts), key=key, on_change="rerun")
    for tab, part in zip(shown, parts.values(), strict=True):
        if tab.open:
            with tab:
                part()


@st.fragment
def fold(title: str, part: Part, key: str) -> None:
    """A part that is drawn once its title has been clicked.

    Args:
        title: what is in it.
        part: draws it.
        key: what tells this from the other folds of the page.
    """
    _only_who_is_let_in()
    folded = st.expander(title, key=key, on_change="rerun")
    if folded.open:
        with folded:
            part()


@st.fragment
def popover(title: str, part: Part, key: str, icon: str, keeps: Sequence[str] = ()) -> None:
    """A part that is drawn over the page once its button has been clicked.

    Args:
        title: of the button.
        part: draws it.
        key: what tells this from the other popovers of the page.
        icon: of the button.
        keeps: keys of the choices in it that stay when it is closed.
    """
    _only_who_is_let_in()
    _keep(keeps)
    over = st.popover(title, icon=icon, width="stretch", key=key, on_change="rerun")
    if over.open:
        with over:
            part()


def _keep(keys: Sequence[str]) -> None:
    """Have choices outlast that they are not drawn: what was set by a program is not forgotten."""
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _only_who_is_let_in() -> None:
    """Ask again to sign in where that has ended since the page was drawn."""
    if not sign_in.lets_in(st.user):
        st.rerun()

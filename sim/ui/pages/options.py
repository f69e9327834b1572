"""Options: several plans against one base, in the same worlds."""

from __future__ import annotations

import streamlit as st

from sim.ui.results.options_choice import choice, chosen
from sim.ui.results.options_parts import options_of


def show() -> None:
    """Show the page."""
    st.title("Options", anchor=False)
    plans = chosen()
    with st.expander("Which plans", expanded=not plans):
        choice()
    if plans:
        options_of(plans)


show()

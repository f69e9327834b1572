"""The shell: what stands around every page, and which pages there are."""

from __future__ import annotations

import logging
from base64 import b64encode
from pathlib import Path

import streamlit as st

from sim.ui.markdown_escape import plain_text
from sim.ui.server import sign_in
from sim.ui.server.store import run_store

_LOG = logging.getLogger(__name__)
_ROOM = Path(__file__).parents[1]
PAGES = {
    "compare": ("Compare", "What changes for children and staff: the answer, and its evidence."),
    "options": ("Options", "Several plans against one base: who is best, at what loss and cost."),
    "why": ("What would change it", "What decides the answer, and at which value it turns."),
    "plan": ("Plan", "Change posts, demand and rules; see at once whether hours suffice; run."),
    "sweep": ("One input", "What a scenario shows as one number goes through a range."),
    "council": ("Another council", "From your council's figures to a pair of plans to compare."),
    "handoffs": ("Handoffs", "Who owns what, and how often a child passes between teams."),
    "journey": ("A child's journey", "One simulated family in both structures, step by step."),
    "runs": ("Runs", "Every run kept here: its headline, and what to do with it."),
    "evidence": ("Evidence", "Every assumption with its source, and what the model cannot say."),
}
"""File, title and tooltip of every page, the front page first."""


_ICON = f"data:image/png;base64,{b64encode((_ROOM / 'icon.png').read_bytes()).decode()}"
"""As a part of the page, which those see too who have not signed in."""
_STYLE = """<style>
.stMainBlockContainer { padding: 4rem 3rem; max-width: 1400px; }
.stApp h1 { font-size: 2rem; }
.stApp h2 { font-size: 1.5rem; }
.stApp h3 { font-size: 1.15rem; }
.stSidebar h2 { font-size: 1.1rem; }
.st-key-answer h2 { font-size: 1.2rem; line-height: 1.45; padding-top: 0; }
.stApp [data-testid="stCaptionContainer"], .stApp [data-testid="stCaptionContainer"] p {
  color: #4c4f57;
  opacity: 1;
}
.stApp [data-testid="stTable"] [data-testid="stMarkdownContainer"] { max-width: none; }
.stMain .stTextArea textarea { font: 0.8rem/1.5 "Source Code Pro", monospace; }
.stApp [data-testid="stBottomBlockContainer"] {
  padding: 0.6rem 3rem;
  max-width: 1400px;
  border-top: 1px solid #e4e8ed;
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 4rem 1rem; }
  .stApp [data-testid="stBottomBlockContainer"] { padding: 0.5rem 1rem; }
}
</style>"""
"""Less empty space above the answer and, on a telephone, beside it; headings in order of their size
and an answer that is a sentence; captions that can be read, tables that use their width, and plans
as text whose lines stand one below the other; what is
always in sight below a page takes few lines of it."""


def page(name: str) -> str:
    """A page as `st.switch_page` and `st.page_link` take it."""
    return str(_ROOM / "pages" / f"{name}.py")


def show() -> None:
    """Show the page that is asked for, inside the shell."""
    # Before the navigation: a browser would else fetch the icon from another host.
    st.set_page_config(page_title="Locality", page_icon=_ICON, layout="wide")
    pages = [
        st.Page(page(name), title=title, help=about, url_path=name, default=place == 0)
        for place, (name, (title, about)) in enumerate(PAGES.items())
    ]
    shown = st.navigation(pages, position="top")
    st.html(_STYLE)
    sign_in.ask()
    try:
        shown.run()
    except OSError as error:
        _LOG.exception("A page was not shown to its end")
        st.error(
            f"A file or folder cannot be used: {plain_text(str(error))}. Runs and plans are kept "
            f"in {plain_text(run_store().location)}, where the server has to be able to write."
        )

"""The app: `streamlit run app.py` opens Locality in a browser."""

from __future__ import annotations

import sys

import streamlit as st

from sim.ui.server.door import HostNameError, guards, opened
from sim.ui.server.shell import show

# For each visit to a page Streamlit runs this file as the program. The server imports it, and so
# do workers that simulate, under a name of their own: they must not serve anything.
if __name__ == "__main__":
    show()
elif __name__ == "app":
    try:
        app = st.App(__file__, middleware=guards(), lifespan=opened)
    except HostNameError as error:
        sys.exit(str(error))

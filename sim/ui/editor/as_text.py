"""As text: the plan as its file, to edit by hand, and a way in for plans from elsewhere."""

from __future__ import annotations

import streamlit as st

from sim.scenario.file.source import LARGEST
from sim.scenario.problems import Problem
from sim.ui.editor.draft import Draft, begin, replace_text, text_of
from sim.ui.markdown_escape import plain_text
from sim.ui.server.reading import read

_MEGABYTE = 1


def as_text(of: Draft) -> None:
    """The whole plan as text; what cannot be read is told line by line and changes nothing."""
    st.caption(
        "The plan as its file: what is downloaded, saved and run. All that the other tabs do not "
        "show can be changed here; comments stay."
    )
    key = f"text {of['version']}"
    text = text_of(of)
    # The field forgets what it held while another tab is open, and the plan may have changed since
    # the text was last shown; what was typed here since then stays.
    if st.session_state.get(key) in (None, st.session_state.get(f"{key} of")):
        st.session_state[f"{key} of"] = text
        st.session_state[key] = text
    given = st.text_area("The plan as text", key=key, height=520, max_chars=LARGEST)
    if st.button("Use this text", icon=":material/check:", disabled=given == text):
        reading = read(given)
        if reading.scenario is None:
            problems(reading.problems)
        else:
            replace_text(of, given)
            st.rerun()


def upload() -> None:
    """A file from elsewhere, checked by the rules that hold for all files."""
    given = st.file_uploader(
        "Scenario file",
        type=["yaml", "yml"],
        max_upload_size=_MEGABYTE,
        key=f"upload {st.session_state.get('uploads', 0)}",
        help="A scenario file of at most 250 kB. It may extend the scenarios shipped with "
        "Locality, and no other file.",
    )
    if given is None:
        return
    if given.size > LARGEST:
        st.error("This file is larger than 250 kB; a scenario is text alone.")
        return
    content = given.getvalue()
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        st.error("This file is not text in UTF-8; save it as plain text, UTF-8.")
        return
    reading = read(text)
    if reading.scenario is None:
        st.error(f"{plain_text(given.name[:100])} cannot be used, and the plan stays as it was:")
        problems(reading.problems)
        return
    begin(f"the upload {given.name[:100]}", text)
    # A new key empties the uploader, so that the file is taken once.
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.rerun()


def problems(found: tuple[Problem, ...]) -> None:
    """Problems with their lines."""
    st.code("\n".join(str(problem) for problem in found[:30]), language=None)

"""Downloads: a comparison's results as files, each written when its button is pressed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import partial

import streamlit as st

from sim.present.json import results
from sim.ui.results.export import figures_as_csv
from sim.ui.results.opened_results import Result
from sim.ui.results.why_parts import known


def download_buttons(result: Result) -> None:
    """Buttons, to be put in a row: the board pack, the figures as CSV and the record as JSON."""
    name = file_name(result.saved.name)
    found, experiment = result.comparison, result.experiment
    button = partial(st.download_button, on_click="ignore", icon=":material/download:")
    button(
        "Board pack",
        lambda: board_pack(result),
        f"{name}.zip",
        "application/zip",
        icon=":material/co_present:",
        disabled=found.pairs < 2,
        help="Slides, a workbook and a note, for a meeting.",
    )
    button(
        "Results as CSV",
        lambda: figures_as_csv(found),
        f"{name}.csv",
        "text/csv",
        help="Every figure with its intervals.",
    )
    button(
        "Results as JSON",
        lambda: json.dumps(results.comparison(found, experiment, known(result)), indent=1).encode(),
        f"{name}.json",
        "application/json",
        help="The whole record, for other programs.",
    )


def board_pack(result: Result) -> bytes:
    """The slides, the workbook and the note in one archive."""
    from sim.present.board_pack.board_pack import documents  # noqa: PLC0415  slow, and seldom asked for

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in documents(result.experiment, result.comparison).items():
            folder.writestr(name, content)
    return made.getvalue()


def file_name(title: str) -> str:
    """A title as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "plan"

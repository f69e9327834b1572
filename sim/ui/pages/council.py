"""Another council: from its figures to a pair of plans to compare, without a line of YAML."""

from __future__ import annotations

import streamlit as st

from sim.present.words import council as words
from sim.present.words.numbers import counted
from sim.scenario.exact.volumes import Turn
from sim.scenario.file.council import Council, CouncilError, Layout, Wrong, problems
from sim.scenario.file.council_reported import written_figures
from sim.scenario.file.council_text import EXTENDS, base_text, turned, written
from sim.scenario.scenario import Scenario
from sim.ui.editor import capacity_check, kept_council, sidebar
from sim.ui.editor.council_form import CouncilForm
from sim.ui.editor.draft import begin
from sim.ui.editor.scenario_of_run import keep_text
from sim.ui.markdown_escape import plain_text
from sim.ui.results.downloads import file_name
from sim.ui.results.opened_results import RUN, ask
from sim.ui.server import named_scenarios
from sim.ui.server.named_scenarios import NamedScenario
from sim.ui.server.reading import BY_CONTENT, capacity, read, scenario_in
from sim.ui.server.shell import page

_NAMED = ("Today", "To test")
_MOST_SAID = 2
"""Fields that are named in the line below the page as long as they are empty."""
_COLUMN = 760
"""Pixels that the column of the page is wide at most."""


def show() -> None:
    """Show the page."""
    st.title("Another council", anchor=False)
    with st.container(width=_COLUMN):
        st.markdown(
            "Type in what your council counts; two plans are written of it, today's structure and "
            "one to test, with the same families and the same posts. Below the page stands at once "
            "whether hours suffice. What is not asked for here (hours of each piece of work, "
            "planned lengths, handover costs, prices) stays as in the shipped plans, and can be "
            "changed on Plan."
        )
        kept_council.take_up()
        form = CouncilForm()
        council = form.council()
        layouts = form.layouts()
        kept_council.keep()
        texts = _texts(form, council, layouts) if council else None
        if council is None or texts is None:
            _line(_still_to_do(form, council))
            return
        _plans(council, layouts, texts)


def _texts(
    form: CouncilForm, council: Council, layouts: tuple[Layout, Layout]
) -> tuple[str, str] | None:
    """The text of both plans; none, after the page has said why, where they cannot be written."""
    wrong = problems(council, *layouts)
    if layouts[0] == layouts[1]:
        wrong.append(Wrong("", "Both structures are the same: choose another one to test."))
    if wrong:
        form.say(wrong)
        return None
    reading = read(base_text(council.assessments))
    if reading.scenario is None:
        files = " and ".join(sorted(set(EXTENDS.values())))
        st.error(f"The plans extend {files}, which have to stand in the folder of the scenarios.")
        return None
    try:
        inputs = _turned(council, reading.scenario)
        texts = [_written(council, layout, reading.scenario, inputs) for layout in layouts]
    except CouncilError as error:
        form.say(error.wrong)
        return None
    for volume in inputs.asked:
        form.doubt(volume, words.doubts(inputs, volume))
    return texts[0], texts[1]


def _still_to_do(form: CouncilForm, council: Council | None) -> str:
    """Why nothing can be said of hours yet."""
    if council is not None:
        return "Whether hours suffice can be told once what is marked above is put right."
    named = ", ".join(form.missing[:_MOST_SAID])
    left = len(form.missing) - _MOST_SAID
    more = f" and {counted(left, 'other field')}" if left > 0 else ""
    return f"Whether hours suffice can be told once these are typed in: {plain_text(named)}{more}."


def _line(said: str) -> None:
    """What stands below the page, always in sight."""
    with st.bottom:
        st.markdown(said)


def _plans(council: Council, layouts: tuple[Layout, Layout], texts: tuple[str, str]) -> None:
    """Both plans: their check, their text, and what to do with them."""
    lines = []
    for named, layout, text in zip(_NAMED, layouts, texts, strict=True):
        st.header(f"{named}: {plain_text(layout.title)}", anchor=False)
        check = capacity(scenario_in(text))
        if check is not None:
            capacity_check.teams(check)
            lines.append(f"**{named}**, hours: {capacity_check.in_short(check)}")
        with st.expander(f"{named}: the plan as its file"):
            st.code(text, language="yaml", wrap_lines=True)
        st.download_button(
            f"{named}: YAML",
            text.encode(),
            file_name=f"{file_name(scenario_in(text).title)}.yaml",
            mime="application/yaml",
            icon=":material/download:",
            on_click="ignore",
            help="To use it on the command line, put it beside the shipped scenarios.",
        )
    _line("  \n".join(lines))
    _figures(council)
    _go_on(texts)


def _figures(council: Council) -> None:
    """The reported figures as a file."""
    st.header("Reported figures", anchor=False)
    st.caption(
        "What was typed in as a file of reported figures, each with the room that one year has. "
        "`locality validate` holds a run of today's structure against it, and `locality worlds` "
        "finds values of what nobody knows under which it comes out."
    )
    text = written_figures(council)
    with st.expander("The reported figures as their file"):
        st.code(text, language="yaml", wrap_lines=True)
    st.download_button(
        "Reported figures: YAML",
        text.encode(),
        file_name=f"{file_name(council.name)} as reported.yaml",
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
    )


def _go_on(texts: tuple[str, str]) -> None:
    """Save, compare, or go on editing."""
    st.header("Go on", anchor=False)
    titles = {scenario_in(text).title: text for text in texts}
    replaces = any(
        plan.origin == "saved" and titles.get(plan.title, plan.text) != plan.text
        for plan in named_scenarios.by_name().values()
    )
    st.caption(
        "Each of these keeps both plans under their names"
        + (", in place of those saved before under the same names." if replaces else ".")
    )
    if st.button("Compare the two", type="primary", icon=":material/play_arrow:"):
        _, tested = _save(texts)
        keep_text(tested.text)
        identity = ask(scenario_in(texts[0]), scenario_in(texts[1]))
        st.switch_page(page("compare"), query_params={RUN: identity})
    if st.button("Save both", icon=":material/save:"):
        saved = _save(texts)
        st.toast(f"Saved: {plain_text(saved[0].title)}, and {plain_text(saved[1].title)}.")
    if st.button("Open the one to test on Plan", icon=":material/edit:"):
        today, tested = _save(texts)
        begin(tested.name, tested.text)
        st.session_state[sidebar.BASE] = today.name
        st.switch_page(page("plan"))


def _save(texts: tuple[str, str]) -> tuple[NamedScenario, NamedScenario]:
    return named_scenarios.save(texts[0]), named_scenarios.save(texts[1])


_BY_VALUE = BY_CONTENT | {Council: repr, Layout: repr}


def _turned(council: Council, base: Scenario) -> Turn:
    return _turned_once(repr((council.volumes, council.assessments)), base, council)


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=BY_CONTENT)
def _turned_once(volumes: str, base: Scenario, _council: Council) -> Turn:
    del volumes  # all that it depends on beside the base
    return turned(_council, base)


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=_BY_VALUE)
def _written(council: Council, layout: Layout, base: Scenario, _inputs: Turn) -> str:
    return written(council, layout, base, _inputs)


show()

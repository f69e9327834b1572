"""Beside a plan: where it began, what changed, its name, how to keep it, and how to run it."""

from __future__ import annotations

import streamlit as st

from sim.scenario.differ.difference import differences
from sim.scenario.scenario import LONGEST_TITLE, Scenario
from sim.ui.editor.as_text import upload
from sim.ui.editor.draft import TITLE, Draft, back_to_the_original, begin, change, has_changed
from sim.ui.editor.scenario_of_run import keep_text
from sim.ui.markdown_escape import plain_text
from sim.ui.results.downloads import file_name
from sim.ui.results.opened_results import ask
from sim.ui.server import named_scenarios
from sim.ui.server.named_scenarios import NamedScenario
from sim.ui.server.reading import Reading, scenario_in

BASE = "compare with"
LAST_RUN = "last run of the plan"
"""What was run last from here: its id, and the content that both scenarios had."""


def name(of: Draft, start: Scenario) -> None:
    """The plan's name, which has to be known before its text is."""
    with st.sidebar:
        _started_from(of)
        key = f"name {of['version']}"
        st.session_state.setdefault(key, of["changes"].get(TITLE, start.title))
        given = st.text_area(
            "Name of this plan", key=key, max_chars=LONGEST_TITLE, height="content"
        )
        typed = "" if given == start.title else " ".join(given.split())
        change(of, TITLE, typed or start.title, start.title)


def show(of: Draft, text: str, reading: Reading) -> None:
    """What changed, and what can be done with the plan."""
    with st.sidebar:
        _changed(of, reading)
        _run(text, reading)
        _keep(text, reading)


def _started_from(of: Draft) -> None:
    """Where the plan began, and another place to begin."""
    choices = named_scenarios.by_name()
    names = list(choices)
    if of["start"] not in names:
        names = [of["start"], *names]

    def started() -> None:
        plan = choices.get(st.session_state[key])
        if plan is not None:
            begin(plan.name, plan.text)

    key = f"start {of['version']}"
    st.selectbox(
        "Start from",
        names,
        index=names.index(of["start"]),
        format_func=lambda each: choices[each].label if each in choices else each,
        key=key,
        on_change=started,
        help="Another start takes the place of what you changed; save that first.",
    )


def _changed(of: Draft, reading: Reading) -> None:
    """What the plan changes in what it began with."""
    st.header("What changed", anchor=False)
    if reading.scenario is None:
        st.markdown("It can be told once the problems are put right.")
    else:
        found = differences(scenario_in(of["original"]), reading.scenario)
        said = "\n".join(f"- {plain_text(each.sentence)}" for each in found)
        st.markdown(said or "Nothing yet: the plan is as it began.")
    st.button(
        "Back to the original",
        icon=":material/undo:",
        on_click=back_to_the_original,
        disabled=not has_changed(of),
    )


def _run(text: str, reading: Reading) -> None:
    """Which plan to compare with, and the run."""
    st.header("Run", anchor=False)
    choices = named_scenarios.by_name()
    first, _ = named_scenarios.default_pair()
    st.session_state.setdefault(BASE, first.name)
    base = st.selectbox(
        "Compare with",
        list(choices),
        format_func=lambda each: choices[each].label,
        key=BASE,
        persist_state="session",
    )
    if st.button(
        "Run",
        type="primary",
        icon=":material/play_arrow:",
        disabled=reading.scenario is None or base is None,
        help="Sends the same families through both. Save the plan to find it in lists of plans.",
        width="stretch",
    ):
        run(text, choices[base])


def run(text: str, base: NamedScenario) -> None:
    """Have a plan compared with another, and keep its text, so that its link leads back to it."""
    a, b = scenario_in(base.text), scenario_in(text)
    keep_text(text)
    st.session_state[LAST_RUN] = {"id": ask(a, b), "contents": (a.content_hash, b.content_hash)}
    st.rerun()


def compared_with() -> Scenario | None:
    """The scenario that the plan is compared with; none while there is none."""
    base = named_scenarios.by_name().get(st.session_state[BASE])
    return None if base is None else scenario_in(base.text)


def contents(reading: Reading) -> tuple[str, str] | None:
    """The content of both scenarios that would be run now; none while the plan cannot be run."""
    base = compared_with()
    if base is None or reading.scenario is None:
        return None
    return base.content_hash, reading.scenario.content_hash


def _keep(text: str, reading: Reading) -> None:
    """Save, download and upload."""
    st.header("Keep", anchor=False)
    left, right = st.columns(2)
    title = reading.scenario.title if reading.scenario else "plan"
    replaces = any(
        plan.origin == "saved" and plan.title == title and plan.text != text
        for plan in named_scenarios.by_name().values()
    )
    if left.button(
        "Replace" if replaces else "Save",
        key="save",
        icon=":material/save:",
        disabled=reading.scenario is None,
        help="A plan of this name is saved already, and this one takes its place. Give it another "
        "name to keep both."
        if replaces
        else None,
    ):
        saved = named_scenarios.save(text)
        begin(saved.name, text)
        st.toast(f"Saved as {plain_text(saved.title)}.")
        st.rerun()
    right.download_button(
        "YAML",
        text.encode(),
        file_name=f"{file_name(title)}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
        help="The plan as a file, its comments kept.",
    )
    with st.expander("Upload a plan"):
        upload()
    if reading.scenario is not None:
        st.caption(f"Content {reading.scenario.content_hash}")

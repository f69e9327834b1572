"""Plan: change a plan, see at once whether hours suffice and what changed, and run it."""

from __future__ import annotations

import streamlit as st

from sim.experiment.library.lookup import lookup
from sim.experiment.library.requests import Status
from sim.present.words.numbers import counted
from sim.ui.editor import (
    capacity_check,
    cost_line,
    find_posts,
    kept_draft,
    posts_table,
    sections,
    sidebar,
)
from sim.ui.editor.as_text import as_text
from sim.ui.editor.draft import Draft, begin, draft, text_of
from sim.ui.editor.fields import Form
from sim.ui.editor.scenario_of_run import base_of, contents_of, scenario_of
from sim.ui.markdown_escape import plain_text
from sim.ui.results import verdicts
from sim.ui.results.opened_results import RUN, choose, opened_or_said, say_lost, told
from sim.ui.results.running import shown
from sim.ui.server.named_scenarios import default_pair
from sim.ui.server.reading import Reading, capacity, read, scenario_in
from sim.ui.server.shell import page
from sim.ui.server.store import run_store

THEMES = ("Posts", "Demand", "Rules", "Workforce", "Handoff costs", "Prices", "Work", "As text")


def show() -> None:
    """Show the page."""
    st.title("Plan", anchor=False)
    now = draft() or kept_draft.found() or _first()
    start = scenario_in(now["text"])
    if st.query_params.get(RUN) and sidebar.LAST_RUN not in st.session_state:
        say_lost("The run of this link, or its plan,", start.title)
    sidebar.name(now, start)
    top = st.container()
    below = st.container()
    theme = st.segmented_control(
        "What to change", THEMES, default=THEMES[0], key="theme", required=True
    )
    form = Form(now)
    match theme:
        case "Demand":
            sections.demand(form, start)
        case "Rules":
            sections.rules(form, start)
        case "Workforce":
            sections.workforce(form, start)
        case "Handoff costs":
            sections.handoffs(form, start)
        case "Prices":
            sections.prices(form, start)
        case "Work":
            sections.work(form, start)
        case "As text":
            as_text(now)
        case _:
            st.caption(posts_table.cap_evidence(start))
            for team in start.structure.teams:
                posts_table.team(form, start, team)
    # Every input has been read: what follows from them goes to its places.
    text = text_of(now)
    reading = read(text)
    form.show_errors(reading)
    with top:
        _standing(reading)
        check = capacity(reading.scenario) if reading.scenario else None
        if check is not None:
            capacity_check.show(check)
    sidebar.show(now, text, reading)
    # Before what takes longer: a reload may come at any moment.
    kept_draft.keep(now)
    if reading.scenario:
        with top:
            cost_line.show(reading.scenario, sidebar.compared_with())
            find_posts.show(reading.scenario, sidebar.compared_with())
    with below:
        _last_run(reading)


def _first() -> Draft:
    """The draft that a visit begins with: the plan of the run in the address, or the proposal."""
    identity = st.query_params.get(RUN, "")
    run = lookup(run_store(), identity).question
    plan = scenario_of(run) if run else None
    is_of_a_draft = kept_draft.DRAFT in st.query_params
    if run is None or plan is None:
        _, proposed = default_pair()
        if is_of_a_draft:
            st.warning(
                "What was changed under this link is not kept any more; shown instead: "
                f"{plain_text(proposed.title)}. Plans that were saved are under Start from."
            )
        return begin(proposed.name, proposed.text)
    if is_of_a_draft:
        st.info("This is the plan as it was run, without what was changed after that.")
    st.session_state[sidebar.LAST_RUN] = {"id": identity, "contents": contents_of(run)}
    base = base_of(run)
    if base is not None:
        st.session_state[sidebar.BASE] = base.name
    return begin(plan.name, plan.text)


def _last_run(reading: Reading) -> None:
    """What was run last from this page: its progress or its answer, and whether it still holds."""
    last = st.session_state.get(sidebar.LAST_RUN)
    if last is None:
        return
    choose(last["id"])
    with st.container(border=True):
        entry = shown(last["id"])
        done = entry.comparison
        if done is None:
            if entry.status is Status.GONE:
                st.info("This run is not there any more.")
            elif entry.status is Status.DAMAGED:
                st.error(f"{told(entry.damaged[0])} Run the plan again to make it anew.")
            return
        if last["contents"] != sidebar.contents(reading):
            st.warning(
                "**Out of date.** The plan, or what it is compared with, changed after this run; "
                "run it again.",
                icon=":material/history:",
            )
        result = opened_or_said(done)
        if result is None:
            return
        verdicts.answer(result)
        st.page_link(
            page("compare"),
            label="See the whole comparison",
            icon=":material/arrow_forward:",
            query_params={RUN: last["id"]},
        )


def _standing(reading: Reading) -> None:
    """Whether the plan can be used, and all that is wrong with it."""
    if reading.scenario is not None:
        return
    st.error(
        f"**This plan cannot be run yet: {counted(len(reading.problems), 'problem')}.**\n\n"
        + "\n".join(f"- {plain_text(problem.message)}" for problem in reading.problems[:20])
    )


show()

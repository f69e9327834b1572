"""Running: how far a comparison has come, what it says so far, and a way to stop it."""

from __future__ import annotations

import math
from dataclasses import replace

import streamlit as st

from sim.experiment.comparison import Comparison, compare, worlds_there
from sim.experiment.experiment import Experiment
from sim.experiment.library.lookup import Entry, lookup
from sim.experiment.library.requests import Status
from sim.experiment.running import Progress
from sim.present.words import answer
from sim.present.words.numbers import counted
from sim.ui.markdown_escape import plain_text
from sim.ui.results import verdicts
from sim.ui.results.opened_results import resume
from sim.ui.results.pictures import Drawn, drawn, picture
from sim.ui.server import sign_in
from sim.ui.server.jobs import AT_ONCE, Job, jobs
from sim.ui.server.store import run_store

_EVERY = 3
"""Pairs from one drawing of what they say to the next: a browser is slow to draw."""


def shown(identity: str) -> Entry:
    """Show a comparison that is being worked out.

    One that was interrupted by the end of its server is taken up again; one that was cancelled or
    failed says so and can be taken up by hand.

    Args:
        identity: its id.

    Returns:
        What there is of it, its answer too if it has one, looked up after its job: one that ends
        meanwhile is not missed.
    """
    job = jobs().find(identity) or resume(identity)
    entry = lookup(run_store(), identity)
    if job is not None:
        _watched(identity)
        return replace(entry, request=job.asked)
    asked = entry.request
    if asked is None:
        return entry
    titles = f"{plain_text(asked.titles[1])}, against {plain_text(asked.titles[0])}"
    if asked.state is Status.FAILED:
        st.error(f"{titles}: the run failed. {plain_text(asked.why)}")
    elif asked.state is Status.CANCELLED:
        st.info(f"{titles}: cancelled. The runs made so far are kept.")
    else:
        st.warning(f"{titles}: asked of another version of Locality; compare the scenarios again.")
        return entry
    if st.button("Carry on", icon=":material/play_arrow:", key=f"carry on {identity}"):
        jobs().start(asked.model_copy(update={"state": Status.SUBMITTED, "why": ""}))
        st.rerun()
    return entry


@st.fragment(run_every="2s")
def _watched(identity: str) -> None:
    """The running comparison, drawn again every other second until it has ended."""
    job = jobs().find(identity)
    if job is None or not sign_in.lets_in(st.user):
        st.rerun()
        return
    asked, progress = job.asked, job.progress  # read once: it changes as this is drawn
    st.markdown(f"**{plain_text(asked.titles[1])}**, against **{plain_text(asked.titles[0])}**")
    st.progress(*_progress(job, progress))
    # Above all that comes and grows, so that it does not move away from under a click.
    left, right = st.columns([1, 4], vertical_alignment="center")
    left.button(
        "Cancel",
        key=f"cancel {identity}",
        icon=":material/stop_circle:",
        help="Stops it for everybody who watches it. The runs made so far are kept.",
        on_click=jobs().cancel,
        args=(identity,),
        disabled=job.is_cancelled,
    )
    right.caption(
        "You may leave this page, reload it or close the browser: the run goes on, and the "
        "address of this page leads back to it."
    )
    if progress is not None:
        _so_far(identity, progress.experiment)


def _so_far(identity: str, experiment: Experiment) -> None:
    """What the pairs say that are there, once there are enough for first words."""
    there = worlds_there(experiment)
    if there < answer.ENOUGH:
        things = "pairs of runs" if experiment.worlds is None else "worlds"
        st.caption(f"First words come after {answer.ENOUGH} {things}; {there} so far.")
        return
    found, chart = _judged(identity, there // _EVERY, experiment)
    st.caption(answer.so_far(found))
    verdicts.said(found)
    picture(chart, "what is judged")


@st.cache_resource(max_entries=20, show_spinner=False)
def _judged(identity: str, step: int, _experiment: Experiment) -> tuple[Comparison, Drawn]:
    del identity, step  # tell one state of a run from another
    # As the other charts of a comparison.
    from sim.present.charts.forest import judged  # noqa: PLC0415

    found = compare(_experiment)
    return found, drawn(judged(found))


def _progress(job: Job, progress: Progress | None) -> tuple[float, str]:
    """How far it has come, as a share and in words."""
    if job.is_cancelled:
        return 0.0, "Stopping ..."
    if not job.has_begun:
        before = AT_ONCE + jobs().before(job)
        return 0.0, f"Submitted; {counted(before, 'other run')} go first."
    if progress is None:
        return 0.0, "Running: the first families are on their way."
    share = min(1.0, progress.done / progress.expected)
    left = progress.seconds_left
    time = "" if math.isnan(left) else f"; about {_spoken(left)} left"
    return share, f"Running: {progress.done} of about {progress.expected} runs{time}."


def _spoken(seconds: float) -> str:
    """A time to wait: in minutes from two of them on."""
    if seconds < 120:
        return counted(math.ceil(seconds), "second")
    return counted(math.ceil(seconds / 60), "minute")

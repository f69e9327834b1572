"""Finding posts on the page: the fewest that keep stated limits, or the best split of today's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.statistics.precision import CAP
from sim.experiment.studies.best_split import BestSplit, best_split
from sim.experiment.studies.limits import Limit, LimitError, limits_of
from sim.experiment.studies.posts_needed import PostsNeeded, posts_needed
from sim.experiment.studies.trying_posts import (
    NoRunLeftError,
    NothingToKeepError,
    Question,
    Tried,
    TryingPosts,
)
from sim.experiment.worlds.worlds import TooFewWorldsError
from sim.present.words import posts_needed as words
from sim.present.words.numbers import counted
from sim.scenario.exact.length_of_stay import EndlessPathwayError
from sim.scenario.exact.posts import Posts, posts_of
from sim.scenario.scenario import Scenario
from sim.scenario.structure import CASE_HOLDERS, Role
from sim.ui.markdown_escape import plain_text
from sim.ui.results.folds import fold
from sim.ui.results.opened_results import SEED
from sim.ui.results.pictures import drawn, picture
from sim.ui.server.jobs import executor
from sim.ui.server.store import run_store

_FOUND = "posts found"
_FEWEST, _SPLIT = "the fewest posts", "the best split of those there are"
_PLANNED, _WORLDS = "as planned", "plausible worlds"
_MOST = 2
"""Times the posts of today, up to which is searched."""
Found = PostsNeeded | BestSplit


class _Asked(NamedTuple):
    """What a planner wants to know.

    Attributes:
        key: what tells it from another question.
    """

    key: tuple[object, ...]
    posts: Posts
    limits: tuple[Limit, ...]
    is_split: bool
    in_worlds: bool
    share: float
    runs: int


def show(plan: Scenario, base: Scenario | None) -> None:
    """A fold in which the posts of a plan are found.

    Args:
        plan: as it stands on the page.
        base: that guardrails are held against; the plan itself where there is nothing else.
    """
    fold("How many posts does it take?", lambda: _search(plan, base or plan), key="find posts")


def _search(plan: Scenario, base: Scenario) -> None:
    asked = _asked(plan, base)
    if asked is None:
        return
    if st.button("Find them", icon=":material/search:", key="find them"):
        found = _found(asked, base)
        if found is not None:
            st.session_state[_FOUND] = (asked.key, found)
    last = st.session_state.get(_FOUND)
    if last is not None and last[0] == asked.key:
        _result(last[1])


def _asked(plan: Scenario, base: Scenario) -> _Asked | None:
    """The question; none after the page has said what is wrong with it."""
    st.write(
        "Simulation decides, fresh runs confirm. It takes some hundred runs: minutes with inputs "
        "as planned, more over worlds. Stay on this page meanwhile; what has been run is kept."
    )
    what = st.radio("Find", [_FEWEST, _SPLIT], horizontal=True, key="posts: what")
    roles: list[Role] = [
        role
        for role in CASE_HOLDERS
        if any(post.role == role for team in plan.structure.teams.values() for post in team.posts)
    ]
    if not roles:
        st.info("Nobody holds families in this plan: there are no posts to find.")
        return None
    left, right = st.columns(2)
    role = left.selectbox("Role", roles, key="posts: role")
    having = [
        name
        for name, team in plan.structure.teams.items()
        if any(post.role == role and post.number for post in team.posts)
    ]
    teams = right.multiselect(
        "In these teams", having, key="posts: teams", placeholder="all that have such posts"
    )
    concluded = left.number_input(
        "Assessments concluded in 45 days, at least, in 100", 0.0, 100.0, 90.0, 1.0,
        key="posts: concluded",
    )  # fmt: skip
    guardrails = right.checkbox(
        f"No guardrail worse than in {plain_text(base.title)} by more than its margin",
        value=True,
        key="posts: guardrails",
    )
    further = left.text_input(
        "Further limits, with commas between", key="posts: further",
        placeholder="unallocated_mean<=20, cp_visits_on_time>=85",
    )  # fmt: skip
    inputs = right.radio("Inputs", [_PLANNED, _WORLDS], horizontal=True, key="posts: inputs")
    share = left.slider("In at least so many of 100 worlds", 50, 95, 80, 5, key="posts: share")
    runs = right.number_input("Runs of each, at most", 4, 100, CAP, key="posts: runs")
    keep = [f"concluded_in_45_days>={concluded:g}", *(["guardrails"] if guardrails else [])]
    keep += [each.strip() for each in further.split(",") if each.strip()]
    try:
        limits = limits_of(keep, base.margins)
    except LimitError as error:
        st.error(plain_text(str(error)))
        return None
    try:
        posts = posts_of(plan, role, teams)
    except EndlessPathwayError as error:
        st.error(plain_text(f"The posts cannot be told: {error}."))
        return None
    key = (plan.content_hash, base.content_hash, *keep, role, *teams, what, inputs, share, runs)
    return _Asked(key, posts, limits, what == _SPLIT, inputs == _WORLDS, share / 100, int(runs))


def _found(asked: _Asked, base: Scenario) -> Found | None:
    """What the search brings; none after the page has said why it brings nothing."""
    store, plan = run_store(), asked.posts.scenario
    worlds = worlds_of((base, plan), store) if asked.in_worlds else None
    try:
        if worlds is not None:
            worlds.hold(2 * asked.runs)
        question = Question(asked.posts, base, asked.limits, worlds, SEED)
        trying = TryingPosts(question, executor(), store, _bar())
        if asked.is_split:
            return best_split(trying, asked.runs)
        most = max(asked.posts.fewest, _MOST * sum(asked.posts.today))
        return posts_needed(trying, asked.share, most, asked.runs)
    except (NothingToKeepError, NoRunLeftError, TooFewWorldsError) as error:
        told = str(error) or "every run failed"
        st.error(plain_text(f"Nothing can be told: {told}."))
        return None


def _bar() -> Callable[[str, int], Callable[[], object]]:
    """A bar for all stages, which grows as they begin: nobody knows how many there will be."""
    bar, done, begun = st.progress(0.0, "Searching ..."), [0], [0]

    def stage(title: str, runs: int) -> Callable[[], object]:
        begun[0] += runs

        def ended() -> None:
            done[0] += 1
            bar.progress(done[0] / begun[0], f"{title}: {counted(done[0], 'run')} so far")

        return ended

    return stage


def _result(found: Found) -> None:
    if isinstance(found, BestSplit):
        _told(
            words.split_headline(found),
            found.question,
            [("as planned, in fresh runs", found.fresh_planned), ("taken, likewise", found.fresh)],
        )
        return
    # To import charts takes longer than the sentence, which stands above them.
    from sim.present.charts.posts_needed import curve  # noqa: PLC0415

    rows = [("as planned", found.planned)]
    fresh = found.confirmed
    if fresh is not None:
        rows.append(("found, in fresh runs", fresh.found))
        if fresh.one_fewer is not None:
            rows.append(("one post fewer, likewise", fresh.one_fewer))
    _told(words.headline(found), found.question, rows)
    picture(drawn(curve(found)), "posts", heading=None)
    st.caption(plain_text(words.HOW_SURE))


def _told(said: str, question: Question, rows: Sequence[tuple[str, Tried]]) -> None:
    st.markdown(f"**{plain_text(said)}**")
    st.caption(plain_text(words.basis(question)))
    st.table(
        pd.DataFrame([_row(question, name, each) for name, each in rows]).map(plain_text),
        hide_index=True,
        alt="Posts as planned and as found, and what they keep",
    )
    st.caption(plain_text(words.HOW_POSTS_MOVE))


def _row(question: Question, name: str, each: Tried) -> dict[str, str]:
    return {
        "Posts": name,
        "In all": str(each.total),
        "By team": words.split_of(question, each.split),
        "All limits kept in": words.kept_in(each.kept),
        "Runs": str(each.pairs),
    }

"""The laws hold in logs of the model, and catch a log that is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.measures.laws.all_laws import Law, laws, summarise
from sim.model.events import CensusColumn, Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.test_early_help import WORKER, with_early_help

SCENARIO = small.current()
EXACT = (
    "worker time conserved",
    "families conserved",
    "endings accounted for",
    "handoffs accounted for",
    "early help apart",
)


def short(scenario: Scenario) -> Scenario:
    """The scenario over fifteen months, of which the last nine count."""
    data = scenario.model_dump(mode="json")
    data["horizon"].update(starts="2013-01-01", measured_from="2013-07-01", ends="2014-03-31")
    return small.built(data)


@pytest.fixture(
    scope="module",
    params=[
        small.current("own team"),
        small.proposed("enquiry team"),
        with_early_help(),
        with_early_help(WORKER),
    ],
)
def run(request: pytest.FixtureRequest) -> tuple[EventLog, Scenario]:
    scenario = short(request.param)
    return simulate(scenario, seed=3, replication=0), scenario


def found(checked: tuple[Law, ...], name: str, scope: str = "all") -> Law:
    [law] = [law for law in checked if (law.name, law.scope) == (name, scope)]
    return law


# --- logs of the model ---


def test_a_run_conserves_families_handoffs_and_hours_exactly(
    run: tuple[EventLog, Scenario],
) -> None:
    checked = laws(*run)
    for name in EXACT:
        law = found(checked, name)
        assert law.left == law.right
        assert law.verdict == "holds"


def test_a_run_obeys_the_operational_laws_in_every_team(run: tuple[EventLog, Scenario]) -> None:
    checked = laws(*run)
    for name in ("Little's law", "utilisation law", "staff for the work"):
        # a small team's queue for a worker comes and goes in waves, and is then to be watched
        of_teams = [
            law
            for law in checked
            if law.name == name and not law.scope.endswith("awaiting a worker")
        ]
        assert len(of_teams) >= 3
        assert all(law.verdict == "holds" for law in of_teams), of_teams


def test_every_law_says_so_in_one_sentence(run: tuple[EventLog, Scenario]) -> None:
    for law in laws(*run):
        assert law.sentence.endswith(".")
        assert "nan" not in law.sentence


def without_row(log: EventLog, kind: Event) -> EventLog:
    """The log without the last measured event of a kind."""
    row = np.flatnonzero(log.events[:, Column.EVENT] == kind)[-1]
    return replace(log, events=np.delete(log.events, row, axis=0))


def without_rows(log: EventLog, kind: Event) -> EventLog:
    """The log without every fifth event of a kind."""
    rows = np.flatnonzero(log.events[:, Column.EVENT] == kind)[::5]
    return replace(log, events=np.delete(log.events, rows, axis=0))


def with_census(log: EventLog, column: CensusColumn, times: float) -> EventLog:
    census = log.census.copy()
    census[:, column] *= times
    return replace(log, census=census)


def without_followed_handoff(log: EventLog) -> EventLog:
    """The log without its first handoff, which other rows still bear witness to."""
    row = np.flatnonzero(log.events[:, Column.EVENT] == Event.HANDOFF)[0]
    return replace(log, events=np.delete(log.events, row, axis=0))


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (lambda log: without_row(log, Event.CONTACT), "families conserved"),
        (lambda log: without_row(log, Event.ENDED), "endings accounted for"),
        (lambda log: without_rows(log, Event.COMPLETED), "endings accounted for"),
        (lambda log: without_rows(log, Event.ALLOCATED), "Little's law"),
        (lambda log: without_rows(log, Event.DECIDED), "Little's law"),
        (without_followed_handoff, "handoffs accounted for"),
        (lambda log: with_census(log, CensusColumn.AVAILABLE, 0.2), "worker time conserved"),
        (lambda log: with_census(log, CensusColumn.CHILDREN, 1.2), "Little's law"),
        (lambda log: with_census(log, CensusColumn.WORKED, 1.2), "utilisation law"),
        (lambda log: with_census(log, CensusColumn.AVAILABLE, 0.1), "hours asked"),
    ],
)
def test_a_log_that_is_wrong_in_one_place_breaks_the_law_that_covers_it(
    run: tuple[EventLog, Scenario], spoil: Callable[[EventLog], EventLog], name: str
) -> None:
    log, scenario = run
    spoilt = [law for law in laws(spoil(log), scenario) if law.name == name]
    assert "watch" in [law.verdict for law in spoilt]


@pytest.fixture(scope="module")
def helped() -> tuple[EventLog, Scenario]:
    """A run with early help, which has posts."""
    scenario = short(with_early_help({**WORKER, "number": 3}))
    return simulate(scenario, seed=3, replication=0), scenario


@pytest.mark.parametrize("kind", [Event.EARLY_HELP, Event.STEPPED_UP])
def test_a_passage_to_or_from_early_help_that_is_lost_breaks_the_law_of_families(
    helped: tuple[EventLog, Scenario], kind: Event
) -> None:
    log, scenario = helped
    assert found(laws(log, scenario), "families conserved").verdict == "holds"
    events = log.events
    measured = events[:, Column.TIME] >= log.measured_from
    row = np.flatnonzero((events[:, Column.EVENT] == kind) & measured)[0]
    spoilt = replace(log, events=np.delete(events, row, axis=0))
    assert found(laws(spoilt, scenario), "families conserved").verdict == "watch"


@pytest.mark.parametrize("team", ["Targeted", "Family Support"])
def test_a_worker_of_the_other_part_breaks_the_law_that_keeps_them_apart(
    helped: tuple[EventLog, Scenario], team: str
) -> None:
    """All that one team allocates is allocated to a worker of the other."""
    log, scenario = helped
    other = {"Targeted": "social worker", "Family Support": "early help worker"}[team]
    events, index = log.events.copy(), log.teams.index(team)
    theirs = (events[:, Column.EVENT] == Event.ALLOCATED) & (events[:, Column.TEAM] == index)
    events[theirs, Column.WORKER] = [each.role for each in log.workers].index(other)
    law = found(laws(replace(log, events=events), scenario), "early help apart")
    assert law.left > 10
    assert law.verdict == "watch"


def test_a_team_of_early_help_with_nobody_in_post_is_watched_and_one_without_posts_is_not() -> None:
    unstaffed = short(with_early_help({**WORKER, "number": 0}))
    checked = laws(simulate(unstaffed, 3, 0), unstaffed)
    law = found(checked, "staff for the work", "Targeted, early help workers")
    assert (law.right, law.verdict) == (0, "watch")
    assert not [each for each in checked if each.scope == "Targeted, social workers"]
    unlimited = short(with_early_help())
    checked = laws(simulate(unlimited, 3, 0), unlimited)
    assert not [each for each in checked if each.scope.startswith("Targeted")]


@pytest.mark.parametrize("team", ["Family Support", "Referral and Assessment"])
@pytest.mark.parametrize("posts", [[], [{"role": "team manager", "number": 2}]])
def test_a_team_without_social_workers_has_a_queue_and_the_laws_say_so(
    team: str, posts: list[dict[str, object]]
) -> None:
    unstaffed = override(short(SCENARIO), {f"structure.teams.{team}.posts": posts})
    law = found(
        laws(simulate(unstaffed, 3, 0), unstaffed), "staff for the work", f"{team}, social workers"
    )
    assert law.left > 0
    assert (law.right, law.verdict) == (0, "watch")


def test_a_chair_is_asked_for_by_conferences_and_reviews() -> None:
    teams: dict[str, object] = {"structure.teams.Conference and Review.posts": []}
    unstaffed = override(short(SCENARIO), teams)
    scope = "Conference and Review, conference chairs"
    law = found(laws(simulate(unstaffed, 3, 0), unstaffed), "staff for the work", scope)
    assert law.verdict == "watch"


# --- over replications ---


def test_a_summary_keeps_the_worst_verdict_and_the_mean_of_both_sides() -> None:
    one = Law("Little's law", "A", 10, 10, "holds", "fine.")
    other = Law("Little's law", "A", 14, 11, "watch", "not fine.")
    nothing = Law("share still inside", "all", math.nan, 5, "not computable", "none came.")
    few = Law("share still inside", "all", 2, 5, "holds", "few.")
    little, inside = summarise([(one, nothing), (other, few), (one, few)])
    assert (little.left, little.right) == pytest.approx((34 / 3, 31 / 3))
    assert (little.verdict, little.holds, little.of) == ("watch", 2, 3)
    assert little.sentence == "not fine."
    assert (inside.left, inside.right) == (2, 5)
    assert (inside.verdict, inside.holds, inside.of) == ("not computable", 2, 3)


def test_a_law_that_no_replication_could_compute_has_no_sides() -> None:
    nothing = Law("share still inside", "all", math.nan, 5, "not computable", "none came.")
    [summary] = summarise([(nothing,), (nothing,)])
    assert math.isnan(summary.left)
    assert (summary.verdict, summary.holds) == ("not computable", 0)

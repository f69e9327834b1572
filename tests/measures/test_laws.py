"""The laws hold in logs of the model, agree with sums by hand, and catch a log that is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.measures.laws import Law, laws, summarise
from sim.model.events import CensusColumn, Column, Event, EventLog
from sim.model.replication import simulate
from sim.plan.scenario import Scenario
from sim.plan.vary import vary
from tests.measures.written import event, worker, written
from tests.plan import small

SCENARIO = small.current()
EXACT = (
    "worker time conserved",
    "families conserved",
    "endings accounted for",
    "handoffs accounted for",
)


def short(scenario: Scenario) -> Scenario:
    """The scenario over fifteen months, of which the last nine count."""
    data = scenario.model_dump(mode="json")
    data["horizon"].update(starts="2013-01-01", measured_from="2013-07-01", ends="2014-03-31")
    return small.built(data)


@pytest.fixture(scope="module", params=[small.current("own team"), small.proposed("enquiry team")])
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


# --- logs written by hand: worker 0 in team A, window from day 10 to day 110 ---


def census_row(
    time: float,
    children: float = 0,
    load: float = 0,
    backlog: float = 0,
    worked: float = 0,
    available: float = 27,
    of: int = 0,
) -> tuple[float, ...]:
    return (time, of, children / 2, children, load, 20, backlog, worked, available, 5, 0)


WEEKS = [float(week) for week in range(5, 111, 5)]


def test_stays_across_either_edge_count_for_the_days_inside() -> None:
    # before to 60; 85 to beyond the end; wholly before
    log = written(
        [
            event(0, 2, Event.ALLOCATED, team=0, worker=0),
            event(2, 0, Event.ALLOCATED, team=0, worker=0),
            event(9, 2, Event.RELEASED, team=0, worker=0),
            event(60, 0, Event.RELEASED, team=0, worker=0),
            event(85, 1, Event.ALLOCATED, team=0, worker=0),
        ],
        children=[2, 4, 7],
        workers=(worker("A"),),
        census=[census_row(week, 2 * (week <= 60) + 4 * (week > 85)) for week in WEEKS],
    )
    law = found(laws(log, SCENARIO), "Little's law", "A, held by a worker")
    assert law.left == law.right == pytest.approx((2 * 50 + 4 * 25) / 100)
    assert "0.06 arriving a day for 33.3 days each" in law.sentence
    assert law.verdict == "holds"


def test_waits_for_a_worker_add_up_to_the_children_waiting() -> None:
    waits = [(20, 10), (40, 30), (60, 10), (80, 10)]  # from, days
    log = written(
        [
            row
            for family, (since, days) in enumerate(waits)
            for row in (
                event(since, family, Event.QUEUED, team=0),
                event(since + days, family, Event.ALLOCATED, team=0, worker=0, since=since),
            )
        ]
        + [event(90, 4, Event.QUEUED, team=0), event(95, 4, Event.ENDED, team=0)],  # in vain
        children=[1, 2, 3, 4, 9],
        workers=(worker("A"),),
    )
    law = found(laws(log, SCENARIO), "Little's law", "A, awaiting a worker")
    assert law.left == pytest.approx((1 * 10 + 2 * 30 + 3 * 10 + 4 * 10) / 100)
    assert law.right == pytest.approx(law.left)
    assert law.verdict == "holds"


def test_a_queue_that_nobody_leaves_is_to_be_watched() -> None:
    queued = [event(20 + family, family, Event.QUEUED, team=1) for family in range(5)]
    law = found(
        laws(written(queued, children=[1] * 5), SCENARIO), "Little's law", "B, awaiting a worker"
    )
    assert (law.right, law.verdict) == (0, "watch")


@pytest.mark.parametrize("closing_hours", [0, 3])
def test_a_journey_is_over_once_it_is_through_and_its_case_closed(closing_hours: float) -> None:
    scenario = vary(SCENARIO, {"pathway.closing_hours": closing_hours})
    labels = ("first", "closed", "closing", "advice")
    rows = [
        *(event(1, family, Event.CONTACT, team=0) for family in range(5)),
        *(event(2, family, Event.ALLOCATED, team=0, worker=0, label=0) for family in range(2)),
        event(3, 0, Event.COMPLETED, label=1),
        event(4, 0, Event.WORKED, worker=0, label=2),
        event(4, 0, Event.ENDED, label=1),
        event(5, 1, Event.COMPLETED, label=1),  # to be closed
        event(5, 2, Event.COMPLETED, label=1),  # without a worker, and without its ending
        event(5, 3, Event.COMPLETED, label=3),  # goes on
    ]
    log = replace(written(rows, children=[1] * 5, workers=(worker("A"),)), labels=labels)
    law = found(laws(log, scenario), "endings accounted for")
    assert law.left == 1
    assert law.right == (2 if closing_hours else 3)


def test_hours_asked_are_those_worked_and_the_growth_of_what_waits() -> None:
    log = written(
        [event(week - 1, 0, Event.WORKED, worker=0, amount=20) for week in WEEKS],
        children=[1],
        workers=(worker("A"),),
        census=[census_row(week, worked=20, backlog=week) for week in WEEKS],
        trays=[(week, 0, 1, week / 2, 0) for week in WEEKS],
    )
    checked = laws(log, SCENARIO)
    assert found(checked, "utilisation law", "A").left == 400
    assert found(checked, "utilisation law", "A").right == 400
    asked = found(checked, "hours asked", "A")
    assert asked.left == pytest.approx(20 + 5 + 2.5)
    assert asked.right == 27
    assert asked.verdict == "watch"
    assert "102% of the 27 available; the queue grows" in asked.sentence


def test_pieces_in_hand_at_the_edges_do_not_break_the_utilisation_law() -> None:
    events = [event(week, 0, Event.WORKED, worker=0, amount=20) for week in WEEKS[:-1]]
    census = [census_row(week, worked=20) for week in WEEKS]
    log = written(events, children=[1], workers=(worker("A"),), census=census)
    law = found(laws(log, SCENARIO), "utilisation law", "A")
    assert (law.left, law.right) == (400, 380)  # the last piece is not finished
    assert law.verdict == "holds"


def test_families_open_from_the_start_are_conserved_too() -> None:
    log = written(
        [
            event(0, 0, Event.STARTED, activity=2, team=0),  # open at the start
            event(0, 1, Event.STARTED, activity=2, team=0),
            event(5, 1, Event.ENDED),  # ended before the window
            event(20, 2, Event.CONTACT, team=0),
            event(21, 2, Event.ENDED),
            event(40, 1, Event.CONTACT, team=0, amount=1),  # came back
            event(50, 3, Event.CONTACT, team=0),
        ],
        children=[1, 1, 1, 1, 1],
    )
    law = found(laws(log, SCENARIO), "families conserved")
    assert law.sentence == "1 families open and 3 arrived; 1 ended and 3 inside."
    assert law.left == law.right == 4


def test_a_family_that_arrives_while_it_is_inside_is_not_conserved() -> None:
    contacts = [event(20, 0, Event.CONTACT, team=0), event(30, 0, Event.CONTACT, team=0, amount=1)]
    law = found(laws(written(contacts, children=[1]), SCENARIO), "families conserved")
    assert (law.left, law.right, law.verdict) == (2, 1, "watch")


def test_handoffs_there_and_back_are_accounted_for_within_a_journey() -> None:
    log = written(
        [
            event(1, 0, Event.CONTACT, team=0),
            event(1, 0, Event.STARTED, activity=0, team=0),
            event(3, 0, Event.HANDOFF, team=1, amount=0),
            event(3, 0, Event.STARTED, activity=1, team=1),
            event(9, 0, Event.HANDOFF, team=0, amount=1),
            event(10, 0, Event.HANDOFF, team=1, amount=0),  # before any activity began
            event(11, 0, Event.STARTED, activity=2, team=1),
            event(20, 0, Event.ENDED),
            event(30, 0, Event.CONTACT, team=0),  # a new journey is no handoff
            event(30, 0, Event.STARTED, activity=0, team=0),
            event(40, 0, Event.HANDOFF, team=1, amount=0),  # nothing follows yet
        ],
        children=[1],
    )
    law = found(laws(log, SCENARIO), "handoffs accounted for")
    assert (law.left, law.right) == (3, 3)


def test_a_team_with_work_and_nobody_in_post_is_watched() -> None:
    begun = [
        event(time, 0, Event.STARTED, activity=0, team=team) for time, team in ((20, 0), (30, 1))
    ]
    log = written(begun, children=[1], workers=(worker("A"), worker("B", joined=200)))
    checked = laws(log, SCENARIO)
    assert found(checked, "staff for the work", "A, social workers").right == 1
    assert found(checked, "staff for the work", "A, social workers").verdict == "holds"
    empty = found(checked, "staff for the work", "B, social workers")
    assert (empty.right, empty.verdict) == (0, "watch")
    assert "queue grows" in empty.sentence


def test_a_role_is_not_done_by_people_of_another_role() -> None:
    begun = [event(20, 0, Event.STARTED, activity=1, team=0)]  # an assessment, to be authorised
    checked = laws(written(begun, children=[1], workers=(worker("A"),)), SCENARIO)
    assert found(checked, "staff for the work", "A, social workers").verdict == "holds"
    assert found(checked, "staff for the work", "A, team managers").verdict == "watch"


@pytest.mark.parametrize("team", ["Family Support", "Referral and Assessment"])
@pytest.mark.parametrize("posts", [[], [{"role": "team manager", "number": 2}]])
def test_a_team_without_social_workers_has_a_queue_and_the_laws_say_so(
    team: str, posts: list[dict[str, object]]
) -> None:
    unstaffed = vary(short(SCENARIO), {f"structure.teams.{team}.posts": posts})
    law = found(
        laws(simulate(unstaffed, 3, 0), unstaffed), "staff for the work", f"{team}, social workers"
    )
    assert law.left > 0
    assert (law.right, law.verdict) == (0, "watch")


def test_a_chair_is_asked_for_by_conferences_and_reviews() -> None:
    teams = {"structure.teams.Conference and Review.posts": []}
    unstaffed = vary(short(SCENARIO), teams)
    scope = "Conference and Review, conference chairs"
    law = found(laws(simulate(unstaffed, 3, 0), unstaffed), "staff for the work", scope)
    assert law.verdict == "watch"


@pytest.mark.parametrize(("undecided", "verdict"), [(1, "holds"), (2, "watch")])
def test_contacts_neither_ended_nor_in_a_plan_are_still_inside(
    undecided: int, verdict: str
) -> None:
    contacts = [event(20, family, Event.CONTACT, team=0) for family in range(20)]
    begun = [event(20, family, Event.STARTED, activity=1, team=0) for family in range(20)]
    in_plan = [event(30, family, Event.STARTED, activity=2, team=0) for family in range(5, 20)]
    ended = [event(40, family, Event.ENDED) for family in range(undecided, 5)]
    log = written([*contacts, *begun, *in_plan, *ended], children=[1] * 20)
    law = found(laws(log, SCENARIO), "share still inside")
    assert law.left == undecided / 20
    assert law.verdict == verdict


def test_an_empty_log_breaks_no_law_and_admits_what_cannot_be_computed() -> None:
    checked = laws(written([], children=[]), SCENARIO)
    verdicts = {law.name: law.verdict for law in checked}
    assert verdicts == dict.fromkeys(EXACT, "holds") | {
        "share still inside": "not computable",
    }


def test_children_held_without_a_census_cannot_be_compared() -> None:
    events = [event(20, 0, Event.ALLOCATED, team=0, worker=0)]
    log = written(events, children=[1], workers=(worker("A"),))
    assert (
        found(laws(log, SCENARIO), "Little's law", "A, held by a worker").verdict
        == "not computable"
    )


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

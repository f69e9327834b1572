"""The laws agree with sums by hand.

In the logs worker 0 is in team A, and the window is from day 10 to day 110.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.measures.laws.all_laws import laws
from sim.model.events import Event
from sim.scenario.overrides import override
from tests.measures.laws.test_laws import EXACT, SCENARIO, found
from tests.measures.written import event, worker, written


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
    scenario = override(SCENARIO, {"pathway.closing_hours": closing_hours})
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


def test_a_journey_is_not_over_before_an_interrupted_assessment_is_finished() -> None:
    """A concern in an assessment leads to an enquiry, and that to an ending."""
    scenario = override(SCENARIO, {"pathway.closing_hours": 0})
    interrupted = [
        event(1, 0, Event.CONTACT, team=0),
        event(2, 0, Event.STARTED, team=0, activity=1),
        event(3, 0, Event.STARTED, team=0, activity=0),
        event(4, 0, Event.COMPLETED, team=0, activity=0, label=0),
    ]
    finished = [
        event(5, 0, Event.COMPLETED, team=0, activity=1, label=0),
        event(5, 0, Event.ENDED, team=0, label=0),
    ]
    for rows, endings in ((interrupted, 0), (interrupted + finished, 1)):
        log = replace(written(rows, children=[1]), labels=("closed",))
        law = found(laws(log, scenario), "endings accounted for")
        assert (law.left, law.right) == (endings, endings)


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
    assert verdicts == dict.fromkeys((*EXACT, "work covered"), "holds") | {
        "share still inside": "not computable",
    }


def test_children_held_without_a_census_cannot_be_compared() -> None:
    events = [event(20, 0, Event.ALLOCATED, team=0, worker=0)]
    log = written(events, children=[1], workers=(worker("A"),))
    assert (
        found(laws(log, SCENARIO), "Little's law", "A, held by a worker").verdict
        == "not computable"
    )

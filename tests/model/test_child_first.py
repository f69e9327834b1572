"""After a strategy discussion the child is seen at once, by whoever is there; the rest follows."""

from __future__ import annotations

import pytest

from sim.model.events import Event, EventLog
from sim.scenario.overrides import override
from tests.model.ample import RULES, ample, ample_run, by_family, rows, run
from tests.model.docking.numbers import NUMBERS as N
from tests.model.docking.planned import notes, scenario


@pytest.mark.parametrize("rule", RULES)
def test_with_staff_enough_the_child_is_seen_within_a_working_day(rule: str) -> None:
    seen = notes(ample_run(rule)).first_seen
    assert len(seen) > 30
    assert max(seen) < 1


@pytest.mark.parametrize("rule", RULES)
def test_the_visit_takes_no_longer_for_what_has_to_be_read_and_done_again(rule: str) -> None:
    """With a worker free the visit begins with the enquiry."""
    visits = begun = 0
    for row in rows(ample_run(rule), Event.STARTED, Event.WORKED):
        if row.activity == "enquiry" and row.label == "step 0":
            assert row.time == pytest.approx(row.since + row.amount / N.worker)
            visits += 1
        begun += row.activity == "enquiry" and row.event == Event.STARTED
    assert visits >= begun - 2 > 30  # the run may end before a visit does


def test_the_worker_who_takes_over_sees_the_child_and_reads_in_afterwards() -> None:
    followed = 0
    for family in by_family(ample_run("enquiry team"), Event.ALLOCATED, Event.WORKED).values():
        for position, row in enumerate(family):
            if row.event == Event.ALLOCATED and row.label == "pathway" and row.team == "access":
                after = [each for each in family[position:] if each.event == Event.WORKED]
                visit = next((each for each in after if each.label == "step 0"), None)
                read = next((each for each in after if each.label == "handoff in"), None)
                if visit is None:
                    continue  # the run ends before
                assert visit.worker == row.worker
                assert visit.activity == "enquiry"
                if read is not None:
                    assert read.worker == row.worker
                    assert read.time > visit.time
                    followed += 1
    assert followed > 20


def test_what_was_assessed_is_partly_done_again_after_the_visit() -> None:
    planned = ample("enquiry team", **{"handoffs.rework": 0.5})
    again = 0
    for family in by_family(run(planned), Event.VISITED, Event.WORKED).values():
        for position, row in enumerate(family):
            if row.label == "handoff rework" and row.team == "access":
                before = [each for each in family[:position] if each.event == Event.VISITED]
                assert before[-1].activity == "enquiry"
                again += 1
    assert again > 10


def test_with_nobody_there_it_waits_and_the_figure_says_so() -> None:
    """Every post of the team that enquires is empty in the fourth month."""
    few = override(
        scenario("enquiry team"),
        {
            "structure.teams.access.posts.0.number": 1,
            "workforce.recruitment": 1,
            "workforce.turnover": 4,
        },
    )
    log = run(few)
    seen = notes(log).first_seen
    assert max(seen) > 5
    assert all(
        not is_empty(log, row.time) for row in rows(log, Event.VISITED) if row.team == "access"
    )


def is_empty(log: EventLog, time: float) -> bool:
    """Whether nobody of the team that enquires was in post, or left and still at work, then."""
    return not any(
        worker.team == "access" and worker.joined <= time <= worker.left + 5
        for worker in log.workers
        if worker.role == "social worker"
    )

"""While a family waits for the worker of its plan, whoever holds it goes on visiting."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from sim.model.events import Event, EventLog
from tests.model.ample import Row, ample, by_family, run
from tests.model.docking.numbers import NUMBERS as N

NOTICE = 20.0
"""Working days before a transfer meeting, so that a first visit falls into the wait."""
TOLD = (Event.HANDOFF, Event.ALLOCATED, Event.STARTED, Event.COMPLETED, Event.VISITED)


@cache
def log() -> EventLog:
    """A run with staff enough in which a transfer takes four weeks or more."""
    return run(ample("own team", **{"handoffs.notice": NOTICE}))


def waits() -> list[tuple[list[Row], int, int]]:
    """What happened to each family who waited for the worker of its plan, from when to when."""
    found = []
    for told in by_family(log(), *TOLD).values():
        for at, row in enumerate(told):
            if row.event == Event.COMPLETED and row.activity == "conference":
                begun = [
                    later
                    for later in range(at, len(told))
                    if told[later].event == Event.STARTED and told[later].activity == "plan"
                ]
                moved = [each for each in told[at:] if each.event == Event.HANDOFF]
                if begun and moved:
                    found.append((told, at, begun[0]))
    return found


def test_visits_go_on_in_the_wait_and_the_worker_before_makes_them() -> None:
    seen = 0
    for told, left, begun in waits():
        holder = [row.worker for row in told[:left] if row.event == Event.ALLOCATED][-1]
        visits = [row for row in told[left:begun] if row.event == Event.VISITED]
        assert all(row.activity == "plan" for row in visits)
        assert {row.worker for row in visits} == {holder}
        assert visits[0].time - told[left].time < N.first_visit + 2
        seen += 1
    assert seen > 5


def test_they_stop_once_it_is_taken_over() -> None:
    seen = 0
    for told, _, begun in waits():
        taker = [row.worker for row in told[:begun] if row.event == Event.ALLOCATED][-1]
        visits = [
            row for row in told[begun:] if row.event == Event.VISITED and row.activity == "plan"
        ]
        # One that was asked for before may still be made.
        assert {row.worker for row in visits[1:]} <= {taker}
        gaps = [after.time - before.time for before, after in pairwise(visits[1:])]
        assert all(gap > N.visit_every - 3 for gap in gaps)
        seen += len(visits) > 1
    assert seen > 3


def test_without_a_worker_before_nobody_visits_in_the_wait() -> None:
    for told in by_family(log(), *TOLD).values():
        first = next((at for at, row in enumerate(told) if row.event == Event.ALLOCATED), len(told))
        assert all(row.event != Event.VISITED or row.activity != "plan" for row in told[:first])


@pytest.mark.parametrize("months", [0.15, 0.2])
def test_a_plan_of_three_days_has_its_first_visit(months: float) -> None:
    length = {"bands": [{"from_months": 0, "to_months": months, "share": 1}]}
    planned = ample(
        "own team",
        **{
            "pathway.activities.plan.length": length,
            "pathway.activities.plan.escalations": [],
        },
    )
    begun = seen = 0
    for told in by_family(run(planned), *TOLD).values():
        of_plan = [row for row in told if row.activity == "plan"]
        for start, end in pairwise(of_plan):
            if start.event == Event.STARTED:
                begun += 1
                seen += end.event == Event.VISITED
    assert begun > 30
    assert seen == begun

"""Urgent and duty work, and that of managers and chairs, never lies through an absence.

In the logs a social worker has 37 / 5 x .73 = 5.402 hours a day for cases, a manager 2.22 and a
chair 4.44. Everyone is away from day 30 to day 35.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.measures.laws.all_laws import laws
from sim.measures.laws.law import Law
from sim.model.events import Column, Event
from sim.model.replication import simulate
from tests.measures.laws.test_laws import found, short
from tests.measures.log_writer import CURRENT, Writer

HOURS_A_DAY = {"social worker": 5.402, "team manager": 2.22, "conference chair": 4.44}
DUTY, URGENT, OTHER = "screening", "enquiry", "initial assessment"


def worked(
    activity: str,
    done: float,
    days: float,
    role: str = "social worker",
    fte: float = 1.0,
) -> Law:
    """The law of a log in which one piece of so many days' work is done."""
    write = Writer()
    person = write.worker(role=role, fte=fte)
    write.workers[person] = replace(write.workers[person], away=((5.0, 6.0), (30.0, 35.0)))
    hours = days * HOURS_A_DAY[role] * fte
    write.note(done, Event.WORKED, write.family(), activity, "Family Support", person, amount=hours)
    return found(laws(write.log(), CURRENT), "work covered")


@pytest.mark.parametrize("activity", [DUTY, URGENT])
@pytest.mark.parametrize(
    ("done", "days"),
    [
        (30.0, 4.0),  # done as the absence begins
        (37.0, 2.0),  # begun on the return
        (10.0, 4.0),  # after an absence, and long before the next
        (5.0, 5.0),
    ],
)
def test_work_done_while_its_holder_is_there_is_covered(
    activity: str, done: float, days: float
) -> None:
    law = worked(activity, done, days)
    assert (law.left, law.right, law.verdict) == (1, 1, "holds")


@pytest.mark.parametrize("activity", [DUTY, URGENT])
@pytest.mark.parametrize(
    ("done", "days"),
    [
        (36.0, 1.01),  # a hundredth of a day before, the rest after
        (40.0, 7.0),
        (40.0, 39.0),  # through both
        (32.0, 1.0),  # wholly while away
        (30.1, 0.5),
    ],
)
def test_work_that_lies_through_an_absence_is_to_be_watched(
    activity: str, done: float, days: float
) -> None:
    law = worked(activity, done, days)
    assert (law.left, law.right, law.verdict) == (0, 1, "watch")
    assert "most that did are in Family Support" in law.sentence


def test_a_part_time_worker_takes_as_many_more_days_for_the_same_hours() -> None:
    hours = 5.402
    assert worked(DUTY, 36.5, hours / 5.402, fte=1.0).verdict == "holds"
    assert worked(DUTY, 36.5, hours / (5.402 * 0.5), fte=0.5).verdict == "watch"


@pytest.mark.parametrize("role", ["team manager", "conference chair"])
def test_managers_and_chairs_leave_nothing_behind_whatever_it_is(role: str) -> None:
    assert worked(OTHER, 36.0, 2.0, role).verdict == "watch"
    assert worked(OTHER, 37.0, 2.0, role).verdict == "holds"


def test_other_work_of_a_family_s_own_worker_may_wait_for_the_return() -> None:
    law = worked(OTHER, 36.0, 2.0)
    assert (law.right, law.verdict) == (0, "holds")


def test_one_piece_among_many_that_lies_is_seen_whenever_it_is_done() -> None:
    write = Writer(measured_from=100)
    one, other = write.worker("Referral and Assessment"), write.worker()
    write.workers[one] = replace(write.workers[one], away=((30.0, 35.0), (35.0, 36.0)))
    family = write.family()
    for done in (20, 29, 30, 37, 40):
        write.note(done, Event.WORKED, family, DUTY, worker=one, amount=1)
        write.note(done, Event.WORKED, family, DUTY, worker=other, amount=20)
    write.note(36.5, Event.WORKED, family, DUTY, worker=one, amount=5.402)
    law = found(laws(write.log(), CURRENT), "work covered")
    assert (law.left, law.right, law.verdict) == (10, 11, "watch")
    assert "Referral and Assessment" in law.sentence


def test_a_run_says_when_each_worker_is_away_and_nobody_finishes_work_then() -> None:
    log = simulate(short(CURRENT), seed=3, replication=0)
    assert any(worker.joined > 0 for worker in log.workers)
    for number, worker in enumerate(log.workers):
        moments = [worker.joined, *(moment for spell in worker.away for moment in spell)]
        assert moments == sorted(moments)
        rows = log.events[log.events[:, Column.EVENT] == Event.WORKED]
        done = rows[rows[:, Column.WORKER] == number, Column.TIME]
        assert worker.away
        for begins, ends in worker.away:
            assert not ((done > begins + 1e-6) & (done < ends - 1e-6)).any()

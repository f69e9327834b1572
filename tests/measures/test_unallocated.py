"""Children who wait for a worker, on logs small enough to work out by hand, and by brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.events import Column, Event, EventLog
from tests.measures.chance import by_chance
from tests.measures.log_writer import Writer

FRONT, LATER = "Referral and Assessment", "Family Support"


def queued(
    write: Writer, begins: float, allocated: float | None, children: int = 1, urgent: bool = False
) -> int:
    """A family that waits for a worker."""
    family = write.family(children)
    write.note(begins, Event.QUEUED, family, team=FRONT, amount=float(urgent))
    if allocated is not None:
        write.note(allocated, Event.ALLOCATED, family, team=FRONT, worker=0, since=begins)
    return family


def test_a_child_without_a_worker_counts_for_the_time_it_waits_inside_the_window() -> None:
    write = Writer(measured_from=50, ends=150)
    write.worker()
    queued(write, 40, 60, children=2)  # 20 child-days inside
    queued(write, 120, None)  # 30
    queued(write, 10, 20)  # none
    measures = write.measures()
    assert measures("unallocated_mean") == pytest.approx(50 / 100)
    assert measures("unallocated_mean", "team", FRONT) == pytest.approx(50 / 100)
    assert measures("unallocated_mean", "team", LATER) == 0
    assert measures("unallocated_mean", "week", "week 1") == 2
    assert measures("unallocated_mean", "week", "week 2") == 2  # just before day 60
    assert measures("unallocated_mean", "week", "week 3") == 0
    assert measures("unallocated_mean", "week", "week 20") == 1


def test_the_peak_counts_those_who_wait_at_the_same_time() -> None:
    write = Writer(measured_from=50, ends=150)
    write.worker()
    queued(write, 10, 49, children=9)  # before the window
    queued(write, 60, 70, children=2)
    queued(write, 65, 80, children=3)
    queued(write, 80, 90, children=4)  # comes as the one before goes
    measures = write.measures()
    assert measures("unallocated_peak") == 5
    assert measures("unallocated_peak", "team", FRONT) == 5
    assert measures("unallocated_peak", "team", LATER) == 0


def test_urgent_and_other_cases_have_their_own_age() -> None:
    write = Writer(ends=100)
    write.worker()
    queued(write, 10, 12, urgent=True)  # 1 day old on average
    queued(write, 10, 30)  # 10 days old on average
    measures = write.measures()
    assert measures("unallocated_age", "priority", "urgent") == pytest.approx(1)
    assert measures("unallocated_age", "priority", "other") == pytest.approx(10)
    assert measures("unallocated_age") == pytest.approx((2 * 1 + 20 * 10) / 22)


def test_a_child_still_held_by_its_old_worker_awaits_a_transfer_and_is_not_unallocated() -> None:
    write = Writer(ends=100)
    write.worker()
    family = queued(write, 0, 0)
    write.note(40, Event.QUEUED, family, team=LATER)
    write.note(60, Event.RELEASED, family, worker=0)
    write.note(60, Event.ALLOCATED, family, team=LATER, worker=0, since=40)
    measures = write.measures()
    assert measures("unallocated_mean") == 0
    assert measures("awaiting_transfer_mean") == pytest.approx(0.2)
    assert measures("awaiting_transfer_mean", "team", LATER) == pytest.approx(0.2)


def test_a_worker_who_leaves_during_a_transfer_leaves_the_child_unallocated() -> None:
    write = Writer(ends=100)
    write.worker()
    family = queued(write, 0, 0)
    write.note(40, Event.QUEUED, family, team=LATER)
    write.note(50, Event.RELEASED, family, worker=0)
    write.note(60, Event.ALLOCATED, family, team=LATER, worker=0, since=40)
    measures = write.measures()
    assert measures("awaiting_transfer_mean") == pytest.approx(0.1)
    assert measures("unallocated_mean", "team", LATER) == pytest.approx(0.1)


def test_waiting_is_over_when_the_case_ends_or_passes_to_another_team() -> None:
    write = Writer(ends=100)
    ended, passed = queued(write, 10, None), queued(write, 10, None)
    write.ended(ended, 20, "closed")
    write.note(30, Event.HANDOFF, passed, team=LATER)
    assert write.measures()("unallocated_mean") == pytest.approx(0.3)


@pytest.mark.parametrize("seed", range(5))
def test_means_and_peak_are_those_of_walking_through_the_log(seed: int) -> None:
    write = by_chance(seed)
    log = write.log()
    unallocated, transfer = _walked(log)
    lengths = np.diff([moment for moment, _ in unallocated], append=log.ends)
    measures = write.measures()
    for key, steps in (("unallocated_mean", unallocated), ("awaiting_transfer_mean", transfer)):
        mean = sum(lengths * [level for _, level in steps]) / (log.ends - log.measured_from)
        assert measures(key) == pytest.approx(mean)
    lasting = [level for (_, level), length in zip(unallocated, lengths, strict=True) if length > 0]
    assert measures("unallocated_peak") == max(lasting)


def _walked(log: EventLog) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Levels of children unallocated, and awaiting a transfer, from each moment in the window."""
    waits: set[int] = set()
    held: set[int] = set()
    children = dict(log.families[:, :2].tolist())
    unallocated, transfer = [(float(log.measured_from), 0.0)], [(float(log.measured_from), 0.0)]
    for row in log.events:
        family = int(row[Column.FAMILY])
        match Event(int(row[Column.EVENT])):
            case Event.QUEUED:
                waits.add(family)
            case Event.ALLOCATED:
                waits.discard(family)
                held.add(family)
            case Event.RELEASED:
                held.discard(family)
            case Event.HANDOFF:
                waits.discard(family)
            case Event.ENDED:
                waits.discard(family)
                held.discard(family)
        moment = max(float(row[Column.TIME]), log.measured_from)
        unallocated.append((moment, sum(children[each] for each in waits - held)))
        transfer.append((moment, sum(children[each] for each in waits & held)))
    return unallocated, transfer


def test_nobody_waiting_leaves_no_age() -> None:
    assert math.isnan(Writer().measures()("unallocated_age"))

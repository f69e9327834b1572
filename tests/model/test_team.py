"""A team gives families to workers with room: urgent first, then longest waiting."""

import pytest

from sim.model.events import Column, Event
from tests.model.parts import Office


def test_the_worker_with_most_room_takes_the_family() -> None:
    office = Office()
    small, large = office.worker(cap=5), office.worker(cap=9)
    family = office.family(children=2)
    office.team.request(family, 2, urgent=False, reason="first")
    assert family.worker is large
    assert (large.load, large.room, large.children, small.load) == (2, 7, 2, 0)


def test_nobody_is_given_more_than_the_cap_but_by_urgent_need() -> None:
    office = Office()
    worker = office.worker(cap=3)
    first, second, urgent = office.family(), office.family(), office.family()
    office.team.request(first, 2, urgent=False, reason="first")
    office.team.request(second, 2, urgent=False, reason="first")
    assert second.worker is None
    assert office.team.unallocated == 1
    office.team.request(urgent, 4, urgent=True, reason="first")
    assert urgent.worker is worker
    assert worker.load == 6


def test_room_that_opens_goes_to_the_longest_waiting_that_fits() -> None:
    office = Office()
    worker = office.worker(cap=4)
    holding, large, small = office.family(), office.family(), office.family()
    for family, weight in ((holding, 3.0), (large, 4.0), (small, 1.5)):
        office.team.request(family, weight, urgent=False, reason="first")
    assert (large.worker, small.worker) == (None, None)
    worker.reweigh(holding, 2)
    assert small.worker is worker
    office.release(holding)
    office.release(small)
    assert large.worker is worker


def test_nobody_waits_for_room_longer_than_the_rule_allows() -> None:
    office = Office(over_cap_after=10)
    worker = office.worker(cap=1)
    first, second = office.family(), office.family()
    office.team.request(first, 1, urgent=False, reason="first")
    office.team.request(second, 1, urgent=False, reason="first")
    office.env.run(until=9.9)
    assert second.worker is None
    office.env.run(until=10.1)
    assert second.worker is worker


def test_allocation_waits_for_the_meeting_unless_urgent() -> None:
    office = Office(meeting_after=1)
    worker = office.worker(cap=9)
    usual, urgent = office.family(), office.family()
    office.team.request(usual, 1, urgent=False, reason="first")
    office.team.request(urgent, 1, urgent=True, reason="first")
    assert (usual.worker, urgent.worker) == (None, worker)
    office.env.run()
    assert usual.worker is worker


def test_a_family_goes_back_to_the_worker_it_knows() -> None:
    office = Office()
    known = office.worker(cap=5)
    family = office.family()
    office.team.request(family, 1, urgent=False, reason="first")
    office.release(family)
    office.worker(cap=50)
    office.team.request(family, 1, urgent=False, reason="pathway")
    assert family.worker is known


def test_a_neighbour_with_room_takes_who_waits_too_long() -> None:
    office = Office(neighbour_cover_after=5)
    neighbour = office.another_team("North")
    office.team.neighbours = [neighbour]
    office.worker(cap=0.5)
    helper = office.worker(cap=5, team=neighbour)
    family = office.family()
    office.team.request(family, 1, urgent=False, reason="first")
    office.env.run()
    assert family.worker is helper
    assert family.team is neighbour
    assert (office.team.unallocated, neighbour.unallocated) == (0, 0)


def test_work_that_waits_goes_with_the_family_to_the_neighbour() -> None:
    office = Office(neighbour_cover_after=5)
    neighbour = office.another_team("North")
    office.team.neighbours = [neighbour]
    office.worker(cap=5, team=neighbour)
    family = office.family()
    office.team.request(family, 1, urgent=False, reason="first")
    family.pending.append(office.piece(8, family=family))
    office.env.run()
    rows = office.journal.rows()
    [worked] = rows[rows[:, Column.EVENT] == Event.WORKED]
    assert worked[Column.TEAM] == neighbour.index


def test_a_full_neighbour_takes_nobody() -> None:
    office = Office(neighbour_cover_after=5)
    neighbour = office.another_team("North")
    office.team.neighbours = [neighbour]
    office.worker(cap=0.5, team=neighbour)
    family = office.family()
    office.team.request(family, 1, urgent=False, reason="first")
    office.env.run()
    assert family.worker is None
    assert office.team.unallocated == 1


def test_who_withdraws_waits_no_more() -> None:
    office = Office(meeting_after=1)
    family = office.family()
    place = office.team.request(family, 1, urgent=False, reason="first")
    place.withdraw()
    worker = office.worker(cap=9)
    office.env.run()
    assert (family.worker, worker.load, office.team.unallocated) == (None, 0, 0)


def test_after_a_leaver_the_next_worker_reads_in_and_does_part_again() -> None:
    office = Office(hours_in=5, rework=0.5)
    family = office.family()
    family.assessed_hours = 6
    worker = office.worker(cap=9)
    office.team.request(family, 1, urgent=False, reason="leaver")
    office.env.run()
    worker.diary.tally()
    assert worker.diary.days_worked == pytest.approx((5 + 3) / 8)


def test_work_that_waited_for_a_worker_goes_into_the_new_diary() -> None:
    office = Office()
    family = office.family()
    piece = office.piece(8, family=family)
    family.pending.append(piece)
    office.team.request(family, 1, urgent=False, reason="first")
    office.worker(cap=9)
    assert office.when_done(piece) == [1]
    assert family.pending == []


def test_days_over_the_cap_are_tallied() -> None:
    office = Office()
    worker = office.worker(cap=2)
    office.team.request(office.family(), 3, urgent=True, reason="first")
    office.env.run(until=4)
    worker.tally()
    assert (worker.days_held, worker.days_over) == (4, 4)

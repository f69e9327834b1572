"""A team gives families to workers with room: urgent first, then longest waiting."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Column, Event
from tests.model.parts import FREE, Office


def test_the_worker_with_most_room_takes_the_family() -> None:
    office = Office()
    small, large = office.worker(cap=5), office.worker(cap=9)
    case = office.case(children=2)
    office.team.request(case, 2, urgent=False, reason="first")
    assert case.worker is large
    assert (large.load, large.room, large.children, small.load) == (2, 7, 2, 0)


def test_nobody_is_given_more_than_the_cap_but_by_urgent_need() -> None:
    office = Office()
    worker = office.worker(cap=3)
    first, second, urgent = office.case(), office.case(), office.case()
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
    holding, large, small = office.case(), office.case(), office.case()
    for case, weight in ((holding, 3.0), (large, 4.0), (small, 1.5)):
        office.team.request(case, weight, urgent=False, reason="first")
    assert (large.worker, small.worker) == (None, None)
    office.team.reweigh(worker, holding, 2)
    assert small.worker is worker
    office.team.close(holding, "done")
    office.team.close(small, "done")
    assert large.worker is worker


def test_nobody_waits_for_room_longer_than_the_rule_allows() -> None:
    office = Office(over_cap_after=10)
    worker = office.worker(cap=1)
    first, second = office.case(), office.case()
    office.team.request(first, 1, urgent=False, reason="first")
    office.team.request(second, 1, urgent=False, reason="first")
    office.env.run(until=9.9)
    assert second.worker is None
    office.env.run(until=10.1)
    assert second.worker is worker


def test_allocation_waits_for_the_meeting_unless_urgent() -> None:
    office = Office(meeting_after=1)
    worker = office.worker(cap=9)
    usual, urgent = office.case(), office.case()
    office.team.request(usual, 1, urgent=False, reason="first")
    office.team.request(urgent, 1, urgent=True, reason="first")
    assert (usual.worker, urgent.worker) == (None, worker)
    office.env.run()
    assert usual.worker is worker


def test_a_family_goes_back_to_the_worker_it_knows() -> None:
    office = Office()
    known = office.worker(cap=5)
    case = office.case()
    office.team.request(case, 1, urgent=False, reason="first")
    office.team.close(case, "done")
    office.worker(cap=50)
    office.team.request(case, 1, urgent=False, reason="pathway")
    assert case.worker is known


def test_a_neighbour_with_room_takes_who_waits_too_long() -> None:
    office = Office(neighbour_cover_after=5)
    neighbour = office.another_team("North")
    office.team.neighbours = frozenset([neighbour.index])
    office.worker(cap=0.5)
    helper = office.worker(cap=5, team=neighbour)
    case = office.case()
    office.team.request(case, 1, urgent=False, reason="first")
    office.env.run()
    assert case.worker is helper
    assert case.team == neighbour.index
    assert (office.team.unallocated, neighbour.unallocated) == (0, 0)


def test_work_that_waits_goes_with_the_family_to_the_neighbour() -> None:
    office = Office(neighbour_cover_after=5)
    neighbour = office.another_team("North")
    office.team.neighbours = frozenset([neighbour.index])
    office.worker(cap=5, team=neighbour)
    case = office.case()
    office.team.request(case, 1, urgent=False, reason="first")
    case.pending.append(office.piece(8, case=case))
    office.env.run()
    rows = office.journal.rows()
    [worked] = rows[rows[:, Column.EVENT] == Event.WORKED]
    assert worked[Column.TEAM] == neighbour.index


def test_a_full_neighbour_takes_nobody() -> None:
    office = Office(neighbour_cover_after=5)
    neighbour = office.another_team("North")
    office.team.neighbours = frozenset([neighbour.index])
    office.worker(cap=0.5, team=neighbour)
    case = office.case()
    office.team.request(case, 1, urgent=False, reason="first")
    office.env.run()
    assert case.worker is None
    assert office.team.unallocated == 1


def test_who_withdraws_waits_no_more() -> None:
    office = Office(meeting_after=1)
    case = office.case()
    office.team.request(case, 1, urgent=False, reason="first")
    office.team.withdraw(case)
    worker = office.worker(cap=9)
    office.env.run()
    assert (case.worker, worker.load, office.team.unallocated) == (None, 0, 0)


def test_after_a_leaver_the_next_worker_reads_in_and_does_part_again() -> None:
    office = Office(replace(FREE, hours_in=5, rework=0.5))
    case = office.case()
    case.assessed_hours = 6
    worker = office.worker(cap=9)
    office.team.request(case, 1, urgent=False, reason="leaver")
    office.env.run()
    worker.diary.tally()
    assert worker.diary.days_worked == pytest.approx((5 + 3) / 8)


def test_work_that_waited_for_a_worker_goes_into_the_new_diary() -> None:
    office = Office()
    case = office.case()
    piece = office.piece(8, case=case)
    case.pending.append(piece)
    office.team.request(case, 1, urgent=False, reason="first")
    office.worker(cap=9)
    assert office.when_done(piece) == [1]
    assert case.pending == []


# --- the eve of leave ---


def test_nobody_is_given_a_case_on_the_eve_of_leave() -> None:
    office = Office()
    leaving, staying = office.worker(cap=9), office.worker(cap=2)
    office.team.soon_away(leaving)
    first, second = office.case(), office.case()
    for case in (first, second):
        office.team.request(case, 2, urgent=False, reason="first")
    assert (first.worker, second.worker) == (staying, None)
    office.team.available(leaving)
    assert second.worker is leaving


def test_a_family_does_not_go_back_to_a_worker_about_to_go_on_leave() -> None:
    office = Office()
    known = office.worker(cap=9)
    case = office.case()
    office.team.request(case, 1, urgent=False, reason="first")
    office.team.close(case, "done")
    other = office.worker(cap=2)
    office.team.soon_away(known)
    office.team.request(case, 1, urgent=False, reason="pathway")
    assert case.worker is other


def test_urgent_families_are_given_on_the_eve_of_leave_if_nobody_else_is_there() -> None:
    office = Office()
    small, large = office.worker(cap=1), office.worker(cap=9)
    for worker in (small, large):
        office.team.soon_away(worker)
    urgent, ordinary = office.case(), office.case()
    office.team.request(ordinary, 1, urgent=False, reason="first")
    office.team.request(urgent, 1, urgent=True, reason="first")
    assert (urgent.worker, ordinary.worker) == (large, None)
    third = office.case()
    here = office.worker(cap=3)
    assert ordinary.worker is here
    office.team.request(third, 4, urgent=True, reason="first")
    assert third.worker is here  # over the cap, as nobody else may be given one


def test_who_is_away_is_not_given_urgent_families_either() -> None:
    office = Office()
    worker = office.worker(cap=9)
    office.team.soon_away(worker)
    office.team.unavailable(worker)
    urgent = office.case()
    office.team.request(urgent, 1, urgent=True, reason="first")
    assert urgent.worker is None
    office.team.available(worker)
    assert urgent.worker is worker


def test_days_over_the_cap_are_tallied() -> None:
    office = Office()
    worker = office.worker(cap=2)
    office.team.request(office.case(), 3, urgent=True, reason="first")
    office.env.run(until=4)
    worker.tally()
    assert (worker.days_held, worker.days_over) == (4, 4)


def test_a_leavers_families_and_the_work_not_begun_await_the_next_worker() -> None:
    office = Office()
    leaver = office.worker(cap=9)
    case = office.case()
    office.team.request(case, 2, urgent=False, reason="first")
    begun, waiting = office.piece(8, case=case), office.piece(8, case=case)
    leaver.diary.add(begun)
    leaver.diary.add(waiting)
    office.team.leave(leaver)
    assert (case.worker, case.pending, leaver.load, leaver.children) == (None, [waiting], 0, 0)
    following = office.worker(cap=9)
    assert (case.worker, following.load, case.pending) == (following, 2, [])
    assert office.when_done(begun, waiting) == [1, 1]


def test_what_a_leaver_leaves_is_work_of_the_team_that_does_it() -> None:
    """So with a visit to a family on its way to another team."""
    office = Office()
    taking = office.another_team("Keepers")
    leaver, case = office.worker(cap=9), office.case()
    office.team.request(case, 2, urgent=False, reason="first")
    leaver.diary.add(office.piece(8, case=case))
    visit = office.piece(8, case=case)
    leaver.diary.add(visit)
    case.team = taking.index
    office.team.leave(leaver)
    taking.request(case, 2, urgent=False, reason="pathway")
    office.worker(cap=9, team=taking)
    office.when_done(visit)
    assert visit.team == taking.index


def test_work_for_a_family_gone_for_good_leaves_with_its_worker() -> None:
    office = Office()
    leaver = office.worker(cap=9)
    gone = office.case()
    for _ in range(2):
        leaver.diary.add(office.piece(8, case=gone))
    del office.cases[gone.family.number]
    office.team.leave(leaver)
    assert gone.pending == []


def test_a_new_room_is_used_before_the_family_that_made_it_goes_on() -> None:
    """The old worker's room, in another team, goes to whoever waits there, last of all."""
    office = Office()
    giving, taking = office.team, office.another_team("North")
    old = office.worker(cap=2)
    moving, staying = office.case(), office.case()
    giving.request(moving, 2, urgent=False, reason="first")
    giving.request(staying, 2, urgent=False, reason="first")
    assert (moving.worker, staying.worker) == (old, None)
    moving.team = taking.index
    entry = taking.request(moving, 2, urgent=False, reason="pathway")
    went_on = []
    entry.allocated.callbacks.append(lambda _: went_on.append(staying.worker))
    new = office.worker(cap=2, team=taking)
    office.env.run()
    assert (moving.worker, staying.worker, went_on) == (new, old, [old])
    rows = office.journal.rows()
    told = rows[np.isin(rows[:, Column.EVENT], [Event.ALLOCATED, Event.RELEASED])]
    assert told[:, [Column.FAMILY, Column.EVENT]].tolist() == [
        [0, Event.ALLOCATED],
        [0, Event.RELEASED],
        [0, Event.ALLOCATED],
        [1, Event.ALLOCATED],
    ]

"""Who does a desk's work: whoever is there, whoever stands in, and whoever is on duty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.desk import Desk, Piece
from sim.model.diary import Diary
from tests.model.parts import Office


def standing_in(number: int) -> list[Desk]:
    """Managers' desks of so many teams, each of which stands in for the others."""
    desks = [Desk() for _ in range(number)]
    for desk in desks:
        desk.stand_ins = [other for other in desks if other is not desk]
    return desks


def by_whom(office: Office, *pieces: Piece) -> list[int]:
    """Run until all is done; who finished each piece."""
    office.when_done(*pieces)
    return [piece.worker for piece in pieces]


# --- standing in ---


def test_a_manager_who_is_away_is_stood_in_for() -> None:
    office = Office()
    own, other = standing_in(2)
    office.diary([(0.5, 9)], desk=own)
    stand_in = office.diary(desk=other)
    office.env.run(until=1)
    piece = office.piece(8)
    own.post(piece)
    assert office.when_done(piece) == [2]
    assert piece.worker == stand_in.worker


def test_what_waits_when_the_last_manager_goes_away_is_left_to_the_stand_in() -> None:
    office = Office()
    own, other = standing_in(2)
    office.diary([(1, 9)], desk=own)
    stand_in = office.diary(desk=other)
    stand_in.add(office.piece(12))
    done, waits = office.piece(8), office.piece(8)
    own.post(done)
    own.post(waits)
    assert office.when_done(done, waits) == [1, 2.5]
    assert waits.worker == stand_in.worker


def test_work_in_hand_at_an_absence_goes_to_a_stand_in_who_does_what_is_left() -> None:
    office = Office()
    own, other = standing_in(2)
    office.diary([(0.25, 9)], desk=own)
    stand_in = office.diary(desk=other)
    piece = office.piece(8, urgent=True)
    own.post(piece)
    assert office.when_done(piece) == [1]
    assert piece.worker == stand_in.worker


def test_work_does_not_go_back_to_who_returns() -> None:
    office = Office()
    own, other = standing_in(2)
    office.diary([(0.5, 1)], desk=own)
    stand_in = office.diary(desk=other)
    stand_in.add(office.piece(16))
    office.env.run(until=0.75)
    piece = office.piece(8)
    own.post(piece)
    assert office.when_done(piece) == [3]
    assert piece.worker == stand_in.worker


def test_of_two_who_may_stand_in_whoever_is_free_does() -> None:
    office = Office()
    own, busy, free = standing_in(3)
    office.diary([(0.5, 9)], desk=own)
    office.diary(desk=busy).add(office.piece(40))
    stand_in = office.diary(desk=free)
    office.env.run(until=1)
    piece = office.piece(8)
    own.post(piece)
    assert by_whom(office, piece) == [stand_in.worker]


def test_with_nobody_there_anywhere_work_waits_for_the_first_to_return() -> None:
    office = Office()
    own, other = standing_in(2)
    office.diary([(0.5, 9)], desk=own)
    first_back = office.diary([(0.5, 4)], desk=other)
    office.env.run(until=1)
    piece = office.piece(8)
    own.post(piece)
    assert len(own.tray) == 1
    assert office.when_done(piece) == [5]
    assert piece.worker == first_back.worker


def test_a_manager_who_leaves_for_good_is_stood_in_for() -> None:
    office = Office()
    own, other = standing_in(2)
    leaver, stand_in = office.diary(desk=own), office.diary(desk=other)
    leaver.close()
    piece = office.piece(8)
    own.post(piece)
    assert by_whom(office, piece) == [stand_in.worker]


@given(
    st.lists(st.tuples(st.floats(0.1, 6), st.floats(0.1, 6)), max_size=4),
    st.lists(st.tuples(st.floats(0.1, 6), st.floats(0.1, 6)), max_size=4),
    st.lists(st.floats(0.5, 12), min_size=1, max_size=8),
)
def test_nothing_is_lost_or_done_twice_and_nothing_lies_while_someone_is_free(
    first: list[tuple[float, float]], second: list[tuple[float, float]], hours: list[float]
) -> None:
    office = Office()
    desks = standing_in(2)
    people = []
    for desk, gaps in zip(desks, (first, second), strict=True):
        at, away = 0.0, []
        for gap, length in gaps:
            away.append((at + gap, at + gap + length))
            at += gap + length
        people.append(office.diary(away, desk=desk))
    pieces = [office.piece(each, urgent=True) for each in hours]
    for number, piece in enumerate(pieces):
        desks[number % 2].post(piece)
    done_by = max(office.when_done(*pieces))
    rows = office.journal.rows()
    assert rows[:, 7].sum() == pytest.approx(sum(hours))
    for person in people:
        person.tally()
    assert sum(person.days_worked for person in people) == pytest.approx(sum(hours) / 8)
    assert done_by <= sum(hours) / 8 + sum(b for _, b in first) + sum(b for _, b in second) + 1e-6


# --- on duty ---


def team_on_duty(
    office: Office, on_duty: int, people: int, away: dict[int, list[tuple[float, float]]]
) -> tuple[Desk, list[Diary]]:
    """A team with a rota, put on duty each morning."""
    desk = Desk(on_duty)
    diaries = [office.diary(away.get(number), desk=desk) for number in range(people)]

    def every_morning() -> object:
        while office.env.now < 30:
            desk.begin_day()
            yield office.env.timeout(1)

    office.env.process(every_morning())  # type: ignore[arg-type]
    return desk, diaries


def test_so_many_are_on_duty_each_day_and_each_in_turn() -> None:
    office = Office()
    desk, diaries = team_on_duty(office, 2, 5, {})
    days = []
    for day in range(10):
        office.env.run(until=day + 0.5)
        assert desk.on_duty is not None
        days.append([diaries.index(each) for each in desk.on_duty if isinstance(each, Diary)])
    assert all(len(each) == 2 for each in days)
    for began in range(0, 10, 5):
        times = [number for day in days[began : began + 5] for number in day]
        assert sorted(times) == sorted([*range(5), *range(5)])


def test_whoever_goes_away_is_replaced_on_duty_the_same_day() -> None:
    office = Office()
    desk, diaries = team_on_duty(office, 1, 3, {})
    office.env.run(until=0.25)
    [on_duty] = list(desk.on_duty or {})
    assert isinstance(on_duty, Diary)
    desk.depart(on_duty)
    [instead] = list(desk.on_duty or {})
    assert instead is not on_duty
    assert instead in diaries


def test_nobody_away_is_put_on_duty_and_fewer_are_if_fewer_are_there() -> None:
    office = Office()
    away = {0: [(0.5, 8.5)], 1: [(0.5, 8.5)]}
    desk, diaries = team_on_duty(office, 2, 3, away)
    for day in range(1, 8):
        office.env.run(until=day + 0.25)
        assert list(desk.on_duty or {}) == [diaries[2]]
    office.env.run(until=9.25)
    assert len(desk.on_duty or {}) == 2


def test_only_who_is_on_duty_takes_duty_work_though_others_are_free() -> None:
    office = Office()
    desk, diaries = team_on_duty(office, 1, 4, {})
    office.env.run(until=0.25)
    [on_duty] = list(desk.on_duty or {})
    assert isinstance(on_duty, Diary)
    pieces = [office.piece(2) for _ in range(2)]
    for piece in pieces:
        desk.post(piece)
    assert office.when_done(*pieces) == [0.5, 0.75]
    assert [piece.worker for piece in pieces] == [on_duty.worker] * 2
    assert all(diary.in_hand is None for diary in diaries)


def test_who_is_through_with_own_work_off_duty_leaves_duty_work_to_who_is_on_duty() -> None:
    office = Office()
    desk, diaries = team_on_duty(office, 1, 2, {})
    office.env.run(until=0.1)
    [off_duty] = [diary for diary in diaries if diary not in (desk.on_duty or {})]
    duty = [office.piece(4), office.piece(2)]
    for piece in duty:
        desk.post(piece)
    off_duty.add(office.piece(1))
    assert office.when_done(*duty) == pytest.approx([0.6, 0.85])
    assert all(piece.worker != off_duty.worker for piece in duty)


def test_what_is_left_of_a_day_is_taken_by_who_is_on_duty_next() -> None:
    office = Office()
    desk, _ = team_on_duty(office, 1, 3, {})
    office.env.run(until=0.5)
    long, waits = office.piece(12), office.piece(8)
    desk.post(long)
    desk.post(waits)
    assert office.when_done(long, waits) == [2, 2]
    assert long.worker != waits.worker


def test_who_is_not_on_duty_does_the_work_of_the_own_families() -> None:
    office = Office()
    desk, diaries = team_on_duty(office, 1, 2, {})
    office.env.run(until=0.25)
    [off_duty] = [diary for diary in diaries if diary not in (desk.on_duty or {})]
    own, duty = office.piece(4), office.piece(4)
    off_duty.add(own)
    desk.post(duty)
    assert office.when_done(own, duty) == [0.75, 0.75]
    assert own.worker == off_duty.worker != duty.worker


def test_work_is_not_stranded_with_somebody_whose_absence_begins_at_this_moment() -> None:
    office = Office()
    leaving, staying = office.diary(absences=[(5, 10)]), office.diary()
    piece = office.piece(1, urgent=True)
    office.env.timeout(5).callbacks.append(lambda _: office.team.workers.post(piece))
    assert office.when_done(piece) == [5.125]
    assert not leaving.present or leaving.in_hand is None
    assert staying.is_free


def test_work_that_presses_when_it_is_put_in_goes_to_whoever_is_idle() -> None:
    office = Office()
    busy, idle = office.diary(), office.diary()
    busy.add(office.piece(80))
    pressing = office.piece(8)
    pressing.presses_from = 0
    busy.add(pressing)
    assert idle.in_hand is pressing
    assert office.when_done(pressing) == [1]

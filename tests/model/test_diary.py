"""A worker does one piece at a time: urgent first, then earliest due, in the hours there are."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Column
from tests.model.parts import Office


def test_work_takes_its_hours_at_the_rate_of_the_day() -> None:
    office = Office()
    diary = office.diary(hours_a_day=4)
    piece = office.piece(6)
    diary.add(piece)
    assert office.when_done(piece) == [1.5]


def test_half_a_post_takes_twice_as_long() -> None:
    office = Office()
    whole, half = office.diary(hours_a_day=5.4), office.diary(hours_a_day=2.7)
    one, other = office.piece(2), office.piece(2)
    whole.add(one)
    half.add(other)
    first, second = office.when_done(one, other)
    assert second == pytest.approx(2 * first)


def test_the_earliest_due_goes_first_and_urgent_work_before_it() -> None:
    office = Office()
    diary = office.diary()
    begun, late, early, urgent = (
        office.piece(8),
        office.piece(8, due=9),
        office.piece(8, due=4),
        office.piece(8, due=30, urgent=True),
    )
    for piece in (begun, late, early, urgent):
        diary.add(piece)
    assert office.when_done(begun, urgent, early, late) == [1, 2, 3, 4]


def test_pieces_that_press_alike_are_done_as_asked() -> None:
    office = Office()
    diary = office.diary()
    pieces = [office.piece(8, due=5) for _ in range(4)]
    for piece in pieces:
        diary.add(piece)
    assert office.when_done(*pieces) == [1, 2, 3, 4]


def test_duty_work_goes_to_whoever_has_been_free_longest() -> None:
    office = Office()
    first, second = office.diary(), office.diary()
    office.team.workers.post(office.piece(8))
    assert first.in_hand is not None
    assert second.in_hand is None


def test_duty_work_competes_with_the_diary_by_its_due_day() -> None:
    office = Office()
    diary = office.diary()
    begun, own, duty = office.piece(8), office.piece(8, due=5), office.piece(8, due=3)
    diary.add(begun)
    diary.add(own)
    office.team.workers.post(duty)
    assert office.when_done(begun, duty, own) == [1, 2, 3]


def test_work_rests_while_its_worker_is_away() -> None:
    office = Office()
    diary = office.diary(absences=[(1, 3), (4, 4.5)])
    piece = office.piece(24)  # three days
    diary.add(piece)
    assert office.when_done(piece) == [5.5]


@given(
    st.lists(st.floats(0.1, 40), min_size=1, max_size=12),
    st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 5)), max_size=4),
)
def test_a_busy_worker_needs_the_sum_of_the_work_and_of_the_absences_in_it(
    hours: list[float], gaps: list[tuple[float, float]]
) -> None:
    absences, at = [], 0.0
    for gap, away in gaps:
        absences.append((at + gap, at + gap + away))
        at += gap + away
    office = Office()
    diary = office.diary(absences=[span for span in absences if span[0] > 0])
    pieces = [office.piece(h) for h in hours]
    for piece in pieces:
        diary.add(piece)
    finished = max(office.when_done(*pieces))
    worked = sum(hours) / 8
    away = sum(max(0.0, ends - begins) for begins, ends in absences if 0 < begins < finished)
    assert finished == pytest.approx(worked + away)


def test_who_leaves_finishes_the_piece_in_hand_and_leaves_the_rest() -> None:
    office = Office()
    diary = office.diary()
    in_hand, waiting = office.piece(8), office.piece(8)
    diary.add(in_hand)
    diary.add(waiting)
    assert diary.close() == [waiting]
    assert office.when_done(in_hand) == [1]
    assert diary.in_hand is None
    assert diary.days_worked == pytest.approx(1)


def test_who_is_through_at_the_moment_of_an_absence_begins_nothing_before_the_return() -> None:
    office = Office()
    diary = office.diary(absences=[(1, 3)])
    diary.add(office.piece(8))
    office.env.run(until=2)
    duty = office.piece(8)
    office.team.workers.post(duty)
    assert diary.in_hand is None
    there = office.diary()
    assert there.in_hand is duty
    assert office.when_done(duty) == [3]
    diary.tally()
    assert (diary.days_present, diary.days_worked) == (1, 1)


def test_days_present_and_worked_are_tallied_apart() -> None:
    office = Office()
    diary = office.diary()
    office.env.timeout(2).callbacks.append(lambda _: diary.add(office.piece(8)))
    office.env.timeout(5).callbacks.append(lambda _: None)
    office.env.run()
    diary.tally()
    assert (diary.days_present, diary.days_worked) == (5, 1)
    assert diary.backlog() == 0


# --- cover ---


def test_urgent_work_in_hand_at_an_absence_is_put_down_and_done_by_a_colleague() -> None:
    office = Office()
    away, there = office.diary(absences=[(0.5, 9)]), office.diary()
    piece = office.piece(8, urgent=True)
    away.add(piece)
    there.add(office.piece(8))
    assert office.when_done(piece) == [1.5]
    assert piece.worker == there.worker
    rows = office.journal.rows()
    of_it = rows[rows[:, Column.FAMILY] == piece.family]
    assert of_it[:, [Column.WORKER, Column.AMOUNT]].tolist() == [
        [away.worker, 4],
        [there.worker, 4],
    ]


def test_urgent_work_that_waits_at_an_absence_is_left_to_colleagues_and_ordinary_work_rests() -> (
    None
):
    office = Office()
    away = office.diary(absences=[(1, 5)])
    begun, urgent, ordinary = office.piece(8), office.piece(8, urgent=True), office.piece(8)
    for piece in (begun, ordinary):
        away.add(piece)
    office.env.timeout(0.5).callbacks.append(lambda _: away.add(urgent))
    there = office.diary()
    assert office.when_done(begun, urgent, ordinary) == [1, 2, 6]
    assert [piece.worker for piece in (urgent, ordinary)] == [there.worker, away.worker]


def test_ordinary_work_in_hand_rests_through_an_absence_though_a_colleague_is_free() -> None:
    office = Office()
    away = office.diary(absences=[(0.5, 3)])
    office.diary()
    piece = office.piece(8)
    away.add(piece)
    assert office.when_done(piece) == [3.5]
    assert piece.worker == away.worker


def test_work_that_can_wait_until_a_day_goes_to_a_colleague_if_the_return_is_later() -> None:
    """So with what would pass its limit, and with a visit after the days it may wait."""
    office = Office()
    away, there = office.diary(absences=[(0.5, 6)]), office.diary()
    in_hand = office.piece(8, back_by=5)
    away.add(in_hand)
    may_wait, may_not = office.piece(8, back_by=7), office.piece(8, back_by=5)
    office.env.timeout(2).callbacks.append(lambda _: away.add(may_wait))
    office.env.timeout(2).callbacks.append(lambda _: away.add(may_not))
    assert office.when_done(in_hand, may_not, may_wait) == [1, 3, 7]
    workers = [piece.worker for piece in (in_hand, may_not, may_wait)]
    assert workers == [there.worker, there.worker, away.worker]


def test_with_nobody_else_urgent_work_waits_for_the_return_and_loses_no_hours() -> None:
    office = Office()
    alone = office.diary(absences=[(0.5, 4)])
    piece = office.piece(8, urgent=True)
    alone.add(piece)
    assert office.when_done(piece) == [4.5]
    assert office.journal.rows()[:, Column.AMOUNT].tolist() == [4, 4]


@given(
    st.lists(st.floats(0.1, 3), min_size=1, max_size=6),
    st.lists(st.floats(0.5, 20), min_size=1, max_size=6),
)
def test_the_hours_of_work_that_is_put_down_add_up(gaps: list[float], hours: list[float]) -> None:
    """Two take turns to be away."""
    office = Office()
    bounds = [0.0, *accumulate(gaps)]
    spans = list(pairwise(bounds))
    first = office.diary(absences=spans[1::2])
    office.diary(absences=spans[2::2])
    pieces = [office.piece(each, urgent=True) for each in hours]
    for piece in pieces:
        first.add(piece)
    office.when_done(*pieces)
    rows = office.journal.rows()
    for piece, taken in zip(pieces, hours, strict=True):
        parts = rows[rows[:, Column.FAMILY] == piece.family, Column.AMOUNT]
        assert parts.sum() == pytest.approx(taken)

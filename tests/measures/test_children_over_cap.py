"""Children whose worker is over the cap: by the days, and by where the children live."""

from __future__ import annotations

import math

import pytest

from sim.model.events import CensusColumn, Event
from tests.measures.chance import by_chance
from tests.measures.log_writer import Writer

KEY = "children_over_cap"


def held(
    write: Writer, worker: int, children: int, since: float, until: float, place: str = "North"
) -> None:
    """A worker holds a family from one moment to another."""
    family = write.family(children, place)
    write.note(since, Event.ALLOCATED, family, worker=worker)
    write.note(until, Event.RELEASED, family, worker=worker)


def test_a_worker_s_days_count_for_each_child_where_it_lives() -> None:
    write = Writer(ends=10)
    full, at_ease = write.worker(), write.worker()
    write.week(5, full, days_over=5, days_held=5)
    write.week(10, full, days_over=0, days_held=5)
    write.week(5, at_ease, days_over=0, days_held=5)
    write.week(10, at_ease, days_over=0, days_held=5)
    held(write, full, 3, 0, 10, "North")
    held(write, full, 1, 0, 10, "South")
    held(write, at_ease, 4, 0, 5, "South")
    measures = write.measures()
    assert measures(KEY, "locality", "North") == 50
    assert measures(KEY, "locality", "South") == pytest.approx(100 * 5 / (10 + 20))
    assert measures(KEY) == pytest.approx(100 * (15 + 5) / (30 + 10 + 20))


def test_of_a_week_that_was_partly_over_the_cap_each_day_counts_in_part() -> None:
    write = Writer(ends=10)
    worker = write.worker()
    write.week(5, worker, days_over=2, days_held=5)
    write.week(10, worker, days_over=5, days_held=5)
    held(write, worker, 1, 2.5, 7)
    assert write.measures()(KEY) == pytest.approx(100 * (2.5 * 2 / 5 + 2) / 4.5)


def test_a_worker_in_post_for_part_of_a_week_is_judged_by_these_days() -> None:
    write = Writer(ends=5)
    leaver = write.worker(left=2)
    write.week(5, leaver, days_over=2, days_held=2)
    held(write, leaver, 1, 0, 2)
    assert write.measures()(KEY) == 100


def test_what_is_held_before_and_after_the_window_does_not_count() -> None:
    write = Writer(measured_from=10, ends=17)
    worker = write.worker()
    for time, over in ((5, 5), (10, 5), (15, 0), (17, 2)):
        write.week(time, worker, days_over=over, days_held=2 if time == 17 else 5)
    family = write.family()
    write.note(0, Event.ALLOCATED, family, worker=worker)
    assert write.measures()(KEY) == pytest.approx(100 * 2 / 7)


def test_children_held_by_no_social_worker_are_left_out() -> None:
    write = Writer(ends=5)
    manager = write.worker(role="team manager")
    write.week(5, manager, days_over=5, days_held=5)
    held(write, manager, 2, 0, 5)
    write.note(0, Event.QUEUED, write.family())
    assert math.isnan(write.measures()(KEY))


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_sum_over_weeks_of_child_days_times_the_share_of_days_over(seed: int) -> None:
    write = by_chance(seed)
    log = write.log()
    share = {
        (int(row[CensusColumn.WORKER]), row[CensusColumn.TIME]): (
            row[CensusColumn.DAYS_OVER] / row[CensusColumn.DAYS_HELD]
        )
        for row in log.census
    }
    holding: dict[int, tuple[float, int]] = {}
    over = everything = 0.0
    ended = [(float(log.ends), family, Event.ENDED, -1) for family in range(len(log.families))]
    rows = [(row[0], int(row[1]), Event(int(row[2])), int(row[5])) for row in log.events]
    for time, family, event, worker in [*rows, *ended]:
        if event in {Event.ALLOCATED, Event.RELEASED, Event.ENDED}:
            since, holder = holding.pop(family, (time, -1))
            for week in range(log.measured_from, log.ends, 5):
                days = max(0.0, min(time, week + 5) - max(since, week))
                child_days = days * log.families[family, 1]
                everything += child_days
                over += child_days * share.get((holder, week + 5), 0.0)
        if event is Event.ALLOCATED:
            holding[family] = (time, worker)
    assert write.measures()(KEY) == pytest.approx(100 * over / everything)

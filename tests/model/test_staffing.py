"""People are away, leave and are replaced as the workforce says."""

from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
import pytest

from sim.model.diary import Absence
from sim.model.events import CensusColumn, Column, Event, EventLog
from sim.model.luck import Luck
from sim.model.posts import Seat, seats_of
from sim.model.replication import simulate
from sim.model.staffing import absences
from sim.scenario.calendar import ENGLISH_WORKING_YEAR as YEAR
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Role

SEAT = Seat(
    role="social worker", number=0, fte=1, cap=20, vacant=False, agency=False, newly_qualified=False
)
NO_MOVES = {"workforce.internal_moves": 0}


def spells(scenario: Scenario, holders: int) -> list[list[Absence]]:
    luck, year = Luck(3, 0), float(YEAR)
    return [
        absences(scenario.workforce, luck, SEAT, holder, year, YEAR) for holder in range(holders)
    ]


def test_people_are_away_for_leave_training_and_sickness(current: Scenario) -> None:
    away = [sum(each.ends - each.begins for each in spell) for spell in spells(current, 400)]
    workforce = current.workforce
    expected = (
        workforce.leave_days.value + workforce.training_days.value + workforce.sickness.value * YEAR
    )
    assert np.mean(away) == pytest.approx(expected, rel=0.05)


def test_absences_are_in_order_and_do_not_overlap(current: Scenario) -> None:
    for spell in spells(current, 50):
        for before, after in pairwise(spell):
            assert before.ends <= after.begins


def test_the_same_holder_of_the_same_post_is_away_on_the_same_days(current: Scenario) -> None:
    assert spells(current, 5) == spells(current, 5)


def test_workers_are_there_on_every_day_in_post_but_those_of_their_absences(
    current: Scenario,
) -> None:
    log, workforce = simulate(override(current, NO_MOVES), 1, 0), current.workforce
    stayed = 0
    for index, worker in enumerate(log.workers):
        if worker.joined > 0 or worker.left < log.ends:
            continue
        role = cast("Role", worker.role)
        seat = replace(SEAT, role=role, number=int(worker.name.split()[-1]) - 1)
        spells = absences(workforce, Luck(1, 0), seat, 0, log.ends, YEAR)
        away = sum(
            min(each.ends, log.ends) - each.begins for each in spells if each.begins < log.ends
        )
        share = workforce.case_share(role, current.structure.teams[worker.team])
        a_day = workforce.contract_hours.value / 5 * worker.fte * share
        weeks = log.census[log.census[:, CensusColumn.WORKER] == index]
        there = weeks[:, CensusColumn.AVAILABLE].sum()
        assert there == pytest.approx((log.ends - away) * a_day)
        stayed += 1
    assert stayed > len(log.workers) / 3


def test_every_day_in_post_is_counted_leavers_too(current: Scenario) -> None:
    log = simulate(current, 1, 0)
    for index, worker in enumerate(log.workers):
        weeks = log.census[log.census[:, CensusColumn.WORKER] == index]
        in_post = min(worker.left, log.ends) - worker.joined
        assert weeks[:, CensusColumn.DAYS_HELD].sum() == pytest.approx(in_post)


def test_who_left_has_worked_the_hours_of_the_work_done_and_no_day_away(
    proposed: Scenario,
) -> None:
    log = simulate(proposed, 2013, 0)
    leavers = [at for at, worker in enumerate(log.workers) if worker.left < log.ends - 20]
    done = log.events[log.events[:, Column.EVENT] == Event.WORKED]
    for index in leavers:
        hours = done[done[:, Column.WORKER] == index, Column.AMOUNT].sum()
        weeks = log.census[log.census[:, CensusColumn.WORKER] == index]
        assert weeks[:, CensusColumn.WORKED].sum() == pytest.approx(hours, abs=1e-6)
    assert leavers


def test_a_line_of_posts_seats_the_vacant_first_then_agency_and_new_workers() -> None:
    line = Post.model_validate(
        {
            "role": "social worker",
            "number": 5,
            "fte": 0.5,
            "cap": 20,
            "vacant": 1,
            "agency": 1,
            "newly_qualified": 1,
        }
    )
    seats = seats_of(line, fte=line.fte, first=7)
    assert [seat.number for seat in seats] == [7, 8, 9, 10, 11]
    assert [seat.vacant for seat in seats] == [True, False, False, False, False]
    assert [seat.agency for seat in seats] == [False, True, False, False, False]
    assert [seat.newly_qualified for seat in seats] == [False, False, True, False, False]
    assert {seat.cap for seat in seats} == {10}


def test_leavers_are_as_many_as_turnover_says_and_replaced_after_recruitment(
    current: Scenario,
) -> None:
    leavers, starters, held = 0, [], 0.0
    only_permanent = override(current, NO_MOVES | {"workforce.agency_turnover": 0.15})
    for replication in range(4):
        log = simulate(only_permanent, 1, replication)
        workers = [worker for worker in log.workers if worker.role == "social worker"]
        leavers += sum(worker.left < log.ends for worker in workers)
        starters += [worker.joined for worker in workers if worker.joined > 0]
        held += sum(min(worker.left, log.ends) - worker.joined for worker in workers)
    assert leavers / (held / YEAR) == pytest.approx(0.15, rel=0.25)
    assert starters
    assert max(starters) <= log.ends


def test_a_post_stays_empty_for_the_months_of_recruitment(current: Scenario) -> None:
    log = simulate(override(current, NO_MOVES), 1, 0)
    months = current.workforce.recruitment.value
    first = {worker.name: worker for worker in log.workers if worker.role == "social worker"}
    replaced = 0
    for name, worker in first.items():
        following = first.get(f"{name} (2.)")
        if following is not None:
            gap = following.joined - worker.left
            assert gap == pytest.approx(months * YEAR / 12)
            replaced += 1
    assert replaced > 0


def test_a_new_starter_grows_into_the_full_cap(current: Scenario) -> None:
    log = simulate(current, 1, 0)
    index = next(
        i
        for i, worker in enumerate(log.workers)
        if worker.role == "social worker"
        and 0 < worker.joined < 100
        and not worker.newly_qualified
        and worker.left > log.ends
        and worker.fte == 1
    )
    caps = log.census[log.census[:, CensusColumn.WORKER] == index, CensusColumn.CAP]
    assert caps[0] < caps[-1]
    assert (np.diff(caps) >= 0).all()
    assert caps[0] == pytest.approx(caps[-1] / 2, rel=0.34)


# --- moves within the council ---


def moving(scenario: Scenario, rate: float) -> EventLog:
    only_moves = {"turnover": 0, "agency_turnover": 0, "internal_moves": rate}
    return simulate(
        override(scenario, {f"workforce.{what}": value for what, value in only_moves.items()}), 1, 0
    )


def in_post(log: EventLog, day: float) -> float:
    """Full-time equivalents of social workers in post on a day."""
    return sum(
        worker.fte
        for worker in log.workers
        if worker.role == "social worker" and worker.joined <= day < worker.left
    )


def test_moves_leave_every_post_filled_and_families_with_another_worker(
    current: Scenario,
) -> None:
    still, moving_on = moving(current, 0), moving(current, 1)
    for day in range(0, still.ends, 20):
        assert in_post(moving_on, day) == pytest.approx(in_post(still, day))
    moved = [worker for worker in moving_on.workers if worker.left < moving_on.ends]
    followed = {(worker.name.split(" (")[0], worker.joined) for worker in moving_on.workers}
    assert len(moved) > 40
    for worker in moved:
        assert (worker.name.split(" (")[0], worker.left) in followed
    assert "leaver" not in still.labels
    assert changed(moving_on) > 100


def changed(log: EventLog) -> int:
    """Families given another worker as theirs left."""
    rows = log.events[log.events[:, Column.EVENT] == Event.ALLOCATED]
    return int((rows[:, Column.LABEL] == log.labels.index("leaver")).sum())


def test_who_moves_in_carries_a_full_caseload_at_once(current: Scenario) -> None:
    log = moving(current, 1)
    index = next(
        at
        for at, worker in enumerate(log.workers)
        if 0 < worker.joined < 100
        and worker.role == "social worker"
        and worker.fte == 1
        and not worker.newly_qualified
        and worker.left > worker.joined + 20
    )
    caps = log.census[log.census[:, CensusColumn.WORKER] == index, CensusColumn.CAP]
    assert caps[0] == caps[-1]

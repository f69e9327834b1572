"""Staffing: who is in post when - leave, sickness, leavers, recruits and growing caseloads."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial

import numpy as np
from simpy import Environment
from simpy.events import Event as SimEvent

from sim.model.diary import Absence, Diary
from sim.model.events import Worker
from sim.model.journal import Journal
from sim.model.luck import Luck, exponential
from sim.model.posts import Seat, Tenure, tenures
from sim.model.practitioner import Practitioner
from sim.model.team import Team
from sim.scenario.structure import CASE_HOLDERS
from sim.scenario.structure import Team as PlannedTeam
from sim.scenario.workforce import Workforce

_LEAVE_BLOCK = 5.0  # leave is taken by the week
_STARTS_WITH = 0.5  # share of a full caseload that a new starter begins with


def absences(
    workforce: Workforce, luck: Luck, seat: Seat, holder: int, horizon: float, year: float
) -> list[Absence]:
    """When the holder of a post is away, for leave, training and sickness.

    Args:
        workforce: days of each kind a year.
        luck: the replication's luck.
        seat: the post.
        holder: number of the holder in this post.
        horizon: working days of the run.
        year: working days of a year.

    Returns:
        In order and apart: what would overlap follows on, and what follows on is one absence.
    """
    spells: list[Absence] = []
    sick_a_year = workforce.sickness.value * year
    mean_spell = workforce.sickness_spell.value
    for number in range(math.ceil(horizon / year)):
        draws = _Sequence(luck, ("absence", seat.role, seat.number, holder, number))
        start_of_year = number * year
        for days_off, block, is_leave in (
            (workforce.leave_days.value, _LEAVE_BLOCK, True),
            (workforce.training_days.value, 1.0, False),
        ):
            for taken in np.arange(0, days_off, block).tolist():
                begins = float(math.floor(start_of_year + draws.next() * year))
                ends = begins + min(block, days_off - taken)
                spells.append(Absence(begins, ends, is_leave))
        sick_from = exponential(draws.next(), sick_a_year / mean_spell / year)
        while sick_from < year:
            length = exponential(draws.next(), 1 / mean_spell)
            begins = start_of_year + sick_from
            spells.append(Absence(begins, begins + length))
            sick_from += exponential(draws.next(), sick_a_year / mean_spell / year)
    away: list[Absence] = []
    for spell in sorted(spells):
        if away and spell.begins <= away[-1].ends:
            before = away.pop()
            away.append(before._replace(ends=before.ends + spell.ends - spell.begins))
        else:
            away.append(spell)
    return away


class _Sequence:
    """Draws one after another that belong to one key."""

    def __init__(self, luck: Luck, key: tuple[object, ...]) -> None:
        self._luck, self._key = luck, key
        self._batch, self._left = 0, [*luck.draws(*key, 0)]

    def next(self) -> float:
        if not self._left:
            self._batch += 1
            self._left = [*self._luck.draws(*self._key, self._batch)]
        return self._left.pop()


class Staffing:
    """Fills the posts of all teams, and keeps filling them as people leave."""

    def __init__(
        self,
        env: Environment,
        journal: Journal,
        luck: Luck,
        workforce: Workforce,
        planned: Mapping[str, PlannedTeam],
        horizon: float,
        year: float,
    ) -> None:
        """Prepare; the run is `horizon` working days long, and a year `year`."""
        self._env = env
        self._journal = journal
        self._luck = luck
        self._workforce = workforce
        self._planned = planned
        self._horizon = horizon
        self._year = year
        self._month = year / 12
        self.workers: list[Worker] = []
        self.practitioners: list[Practitioner] = []

    def fill(self, team: Team, seat: Seat) -> None:
        """Fill a post at the start, or have it recruited to if it is vacant."""
        holders = tenures(seat, self._workforce, self._luck, self._year)
        first = next(holders)
        if first.in_post:
            self._join(team, seat, first, holders)
        else:
            self._after(first.waits, lambda: self._join(team, seat, first, holders))

    def _join(self, team: Team, seat: Seat, tenure: Tenure, holders: Iterator[Tenure]) -> None:
        """A person takes up a post, whose next holders follow."""
        now = self._env.now
        workforce = self._workforce
        case_hours = workforce.case_share(seat.role, self._planned[team.name])
        desk = {
            "social worker": team.workers,
            "team manager": team.managers,
            "conference chair": team.chairs,
            "early help worker": team.workers,
        }[seat.role]
        away = [
            each._replace(begins=max(each.begins, now))
            for each in absences(
                workforce, self._luck, seat, tenure.holder, self._horizon, self._year
            )
            if each.ends > now
        ]
        hours_a_day = workforce.contract_hours.value / 5 * seat.fte * case_hours
        diary = Diary(self._env, self._journal, desk, len(self.workers), hours_a_day, away)
        practitioner = Practitioner(self._env, team.index, diary, seat.cap)
        self.practitioners.append(practitioner)
        self.workers.append(
            Worker(
                name=f"{seat.role.capitalize()} {seat.number + 1}{_letter(tenure.holder)}",
                team=team.name,
                role=seat.role,
                fte=seat.fte,
                agency=seat.agency,
                newly_qualified=seat.newly_qualified,
                joined=now,
                left=now + tenure.stays,
                away=tuple((each.begins, each.ends) for each in away),
            )
        )
        self._grow_caseload(team, practitioner, seat, tenure)
        if tenure.stays < self._horizon - now:
            self._after(tenure.stays, lambda: self._leave(team, practitioner, seat, holders))
        self._env.process(self._come_and_go(team, practitioner, away))
        if seat.role in CASE_HOLDERS and not (away and away[0].begins <= now):
            team.available(practitioner, self._soon_away(diary))
        diary.take_up_work()

    def _grow_caseload(
        self, team: Team, practitioner: Practitioner, seat: Seat, tenure: Tenure
    ) -> None:
        """Raise the cap by the month for a new starter, and once a new worker has qualified."""
        workforce, in_post = self._workforce, tenure.in_post
        ramp = 0 if in_post else math.ceil(workforce.ramp_up.value)
        months_left = workforce.newly_qualified_months.value * (
            1 - tenure.qualified if in_post else 1
        )
        reduced = workforce.newly_qualified_cap.value if seat.newly_qualified else 1.0

        def share(month: float) -> float:
            ramped = 1.0 if month >= ramp else _STARTS_WITH + (1 - _STARTS_WITH) * month / ramp
            return ramped * (reduced if month < months_left else 1.0)

        def change(month: float) -> None:
            practitioner.tally()
            practitioner.cap_share = share(month)
            team.room_changed(practitioner)

        practitioner.cap_share = share(0)
        months: set[float] = set(range(1, ramp + 1))
        if reduced < 1:
            months.add(months_left)
        for month in sorted(months):
            self._after(month * self._month, partial(change, month))

    def _leave(
        self, team: Team, practitioner: Practitioner, seat: Seat, holders: Iterator[Tenure]
    ) -> None:
        """A person leaves for good, and the post awaits a recruit; or another moves into it."""
        team.leave(practitioner)
        following = next(holders)
        if following.in_post:
            self._join(team, seat, following, holders)
        else:
            self._after(following.waits, lambda: self._join(team, seat, following, holders))

    def _come_and_go(
        self, team: Team, practitioner: Practitioner, away: list[Absence]
    ) -> Generator[SimEvent, None, None]:
        """Be away when planned, until leaving for good with the last piece of work done."""
        diary, env = practitioner.diary, self._env
        eve = self._workforce.no_cases_before_leave.value
        for begins, ends, is_leave in away:
            if is_leave and eve > 0:
                yield env.timeout(max(0.0, begins - eve - env.now))
                team.soon_away(practitioner)
            yield env.timeout(max(0.0, begins - env.now))  # rounding may overshoot
            if diary.closed and diary.in_hand is None:
                return
            diary.go_away()
            team.unavailable(practitioner)
            yield env.timeout(max(0.0, ends - env.now))
            diary.come_back()
            if practitioner.full_cap > 0 and not diary.closed:
                team.available(practitioner, self._soon_away(diary))

    def _soon_away(self, diary: Diary) -> bool:
        """Whether the leave of a worker is so near that no more cases are given."""
        absences, eve = diary.absences, self._workforce.no_cases_before_leave.value
        return bool(absences) and absences[0].is_leave and absences[0].begins - eve <= self._env.now

    def _after(self, days: float, act: Callable[[], None]) -> None:
        """Do something after so many working days."""

        def happen(_: SimEvent) -> None:
            act()

        self._env.timeout(days).callbacks.append(happen)


def _letter(holder: int) -> str:
    """Tells successive holders of one post apart: none, b, c, ..."""
    return "" if holder == 0 else f" ({holder + 1}.)"

"""A team of a few workers without a scenario, to try its parts one at a time."""

import math
from collections.abc import Generator
from dataclasses import replace
from typing import Any

from simpy import Environment
from simpy.events import Event

from sim.model.case import Case
from sim.model.desk import NEVER_RESTS, Desk, Piece
from sim.model.diary import Absence, Diary
from sim.model.family import Family
from sim.model.handoffs import CompiledHandoffs
from sim.model.journal import Journal
from sim.model.practitioner import Practitioner
from sim.model.team import AllocationRules, Team

NEVER = AllocationRules(meeting_after=0, over_cap_after=None, neighbour_cover_after=None)
FREE = CompiledHandoffs(
    hours_out=0,
    hours_in=0,
    notice=0,
    meetings=(0, math.inf),
    rework=0,
    rework_within=math.inf,
    front_door_wait=0,
    front_door_hours_in=0,
)


class Office:
    """A clock, a journal, a team and whoever is put into it; eight hours a day each."""

    def __init__(self, handoffs: CompiledHandoffs = FREE, **rules: Any) -> None:
        self.env = Environment()
        self.journal = Journal()
        self.teams: list[Team] = []
        self.cases: dict[int, Case] = {}
        self._handoffs = handoffs
        self.team = self.another_team("Access", **rules)
        self._workers = 0

    def another_team(self, name: str, **rules: Any) -> Team:
        team = Team(
            self.env,
            self.journal,
            len(self.teams),
            name,
            replace(NEVER, **rules),
            self._handoffs,
            self.teams,
            self.cases,
        )
        self.teams.append(team)
        return team

    def diary(
        self,
        absences: list[tuple[float, float]] | None = None,
        hours_a_day: float = 8,
        desk: Desk | None = None,
    ) -> Diary:
        self._workers += 1
        away = [Absence(*absence) for absence in absences or []]
        diary = Diary(
            self.env,
            self.journal,
            desk or self.team.workers,
            self._workers - 1,
            hours_a_day,
            away,
        )
        diary.take_up_work()
        self.env.process(self._come_and_go(diary, away))
        return diary

    def _come_and_go(self, diary: Diary, away: list[Absence]) -> Generator[Event, None, None]:
        for absence in away:
            yield self.env.timeout(max(0.0, absence.begins - self.env.now))
            diary.go_away()
            yield self.env.timeout(max(0.0, absence.ends - self.env.now))
            diary.come_back()

    def worker(self, cap: float, team: Team | None = None) -> Practitioner:
        team = team or self.team
        practitioner = Practitioner(self.env, team.index, self.diary(desk=team.workers), cap)
        team.available(practitioner)
        return practitioner

    def case(self, children: int = 1) -> Case:
        number = len(self.cases)
        family = Family(
            number=number,
            key=("new", number),
            children=children,
            locality="South",
            effort=1.0,
            size=1.0,
        )
        case = self.cases[number] = Case(family, team=self.team.index, need="plan")
        return case

    def piece(
        self,
        hours: float,
        due: float = math.inf,
        urgent: bool = False,
        case: Case | None = None,
        back_by: float = math.inf,
    ) -> Piece:
        number = (case or self.case()).family.number
        back_by = NEVER_RESTS if urgent else back_by
        return Piece(self.env, number, -1, 0, -1, hours, self.env.now, due, urgent, back_by)

    def when_done(self, *pieces: Piece) -> list[float]:
        """Run until all is done; when each piece was."""
        times: dict[Piece, float] = {}

        def note(done: Any) -> None:
            times[done] = self.env.now

        for piece in pieces:
            piece.callbacks.append(note)
        self.env.run()
        return [times[piece] for piece in pieces]

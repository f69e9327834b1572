"""A team of a few workers without a scenario, to try its parts one at a time."""

import math
from dataclasses import replace
from typing import Any

from simpy import Environment

from sim.model.diary import Desk, Diary, Piece
from sim.model.family import Family
from sim.model.journal import Journal
from sim.model.practitioner import Practitioner
from sim.model.team import AllocationRules, Team

NEVER = AllocationRules(
    meeting_after=0, over_cap_after=None, neighbour_cover_after=None, hours_in=0, rework=0
)


class Office:
    """A clock, a journal, a team and whoever is put into it; eight hours a day each."""

    def __init__(self, **rules: Any) -> None:
        self.env = Environment()
        self.journal = Journal()
        self._teams = 0
        self.team = self.another_team("Access", **rules)
        self._families = 0
        self._workers = 0

    def another_team(self, name: str, **rules: Any) -> Team:
        self._teams += 1
        return Team(self.env, self.journal, self._teams - 1, name, replace(NEVER, **rules))

    def diary(
        self,
        absences: list[tuple[float, float]] | None = None,
        hours_a_day: float = 8,
        desk: Desk | None = None,
    ) -> Diary:
        self._workers += 1
        diary = Diary(
            self.env,
            self.journal,
            desk or self.team.workers,
            self._workers - 1,
            hours_a_day,
            absences or [],
        )
        diary.take_up_work()
        return diary

    def worker(self, cap: float, team: Team | None = None) -> Practitioner:
        team = team or self.team
        practitioner = Practitioner(self.env, team, self.diary(desk=team.workers), cap)
        team.available(practitioner)
        return practitioner

    def release(self, family: Family) -> None:
        worker = family.worker
        assert worker is not None
        worker.let_go(family)
        worker.team.room_changed(worker)

    def family(self, children: int = 1) -> Family:
        self._families += 1
        number = self._families - 1
        return Family(
            number=number,
            key=("new", number),
            children=children,
            locality="South",
            need="plan",
            effort=1.0,
            size=1.0,
            team=self.team,
        )

    def piece(
        self,
        hours: float,
        due: float = math.inf,
        urgent: bool = False,
        family: Family | None = None,
    ) -> Piece:
        family = family or self.family()
        return Piece(self.env, family, -1, 0, -1, hours, self.env.now, due, urgent)

    def when_done(self, *pieces: Piece) -> list[float]:
        """Run until all is done; when each piece was."""
        times: dict[Piece, float] = {}

        def note(done: Any) -> None:
            times[done] = self.env.now

        for piece in pieces:
            piece.callbacks.append(note)
        self.env.run()
        return [times[piece] for piece in pieces]

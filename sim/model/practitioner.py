"""The practitioner: a person in a post, with a diary, a caseload and a cap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpy import Environment

from sim.model.diary import Diary

if TYPE_CHECKING:
    from sim.model.family import Family
    from sim.model.team import Team


class Practitioner:
    """A social worker, manager or chair; only social workers hold families."""

    def __init__(self, env: Environment, team: Team, diary: Diary, full_cap: float) -> None:
        """Join a team.

        Args:
            env: the clock.
            team: the team that the post belongs to.
            diary: the working time.
            full_cap: weighted children of a full caseload in this post.
        """
        self._env = env
        self.team = team
        self.diary = diary
        self.index = diary.worker
        self.full_cap = full_cap
        self.cap_share = 1.0
        self.families: dict[Family, None] = {}
        self.load = 0.0
        self.children = 0
        self._tallied = env.now
        self.days_held = 0.0
        self.days_over = 0.0

    @property
    def cap(self) -> float:
        """Weighted children allowed now."""
        return self.full_cap * self.cap_share

    @property
    def room(self) -> float:
        """Weighted children that may still be added."""
        return self.full_cap * self.cap_share - self.load

    def take(self, family: Family, weight: float) -> None:
        """Become the family's allocated worker."""
        self.tally()
        self.families[family] = None
        self.load += weight
        self.children += family.children
        family.worker = self
        family.weight = weight
        family.known_to[self.team] = self
        for piece in family.pending:
            self.diary.add(piece)
        family.pending.clear()
        self.team.room_changed(self)

    def let_go(self, family: Family) -> None:
        """Stop being the family's worker; the team is then told of the room (`room_changed`)."""
        self.tally()
        del self.families[family]
        self.children -= family.children
        self.load = self.load - family.weight if self.families else 0.0
        family.worker = None

    def reweigh(self, family: Family, weight: float) -> None:
        """Count the family for more or less from now on."""
        self.tally()
        self.load += weight - family.weight
        family.weight = weight
        self.team.room_changed(self)

    def tally(self) -> None:
        """Bring the days in post, and those over the cap, up to now."""
        now = self._env.now
        if not self.diary.closed:
            passed = now - self._tallied
            self.days_held += passed
            if self.load > self.full_cap * self.cap_share + 1e-9:
                self.days_over += passed
        self._tallied = now

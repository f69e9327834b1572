"""The practitioner: a person in a post, with a diary and a ledger of the families held."""

from __future__ import annotations

from simpy import Environment

from sim.model.diary import Diary
from sim.model.family import Family


class Practitioner:
    """A social worker, manager or chair; only social workers hold families.

    A ledger: it counts what the team gives and takes away, and decides nothing.
    """

    def __init__(self, env: Environment, team: int, diary: Diary, full_cap: float) -> None:
        """Join a team.

        Args:
            env: the clock.
            team: index of the team that the post belongs to.
            diary: the working time.
            full_cap: weighted children of a full caseload in this post.
        """
        self._env = env
        self.team = team
        self.diary = diary
        self.index = diary.worker
        self.full_cap = full_cap
        self.cap_share = 1.0
        self.weights: dict[Family, float] = {}
        """The families held, in order of allocation: weighted children that each counts for."""
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

    def add(self, family: Family, weight: float) -> None:
        """Count a family in."""
        self.tally()
        self.weights[family] = weight
        self.load += weight
        self.children += family.children

    def remove(self, family: Family) -> None:
        """Count a family out."""
        self.tally()
        weight = self.weights.pop(family)
        self.children -= family.children
        self.load = self.load - weight if self.weights else 0.0

    def reweigh(self, family: Family, weight: float) -> None:
        """Count a family for more or less from now on."""
        self.tally()
        self.load += weight - self.weights[family]
        self.weights[family] = weight

    def tally(self) -> None:
        """Bring the days in post, and those over the cap, up to now."""
        now = self._env.now
        if not self.diary.closed:
            passed = now - self._tallied
            self.days_held += passed
            if self.load > self.full_cap * self.cap_share + 1e-9:
                self.days_over += passed
        self._tallied = now

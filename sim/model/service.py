"""The service: teams at work on one clock, and what a journey may ask of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from simpy import Environment

from sim.model.compiled_pathway import Activity, script_of
from sim.model.diary import Desk, Piece
from sim.model.family import Family
from sim.model.journal import Journal
from sim.model.journey import Journey
from sim.model.luck import Luck
from sim.model.plans import Course, Plans
from sim.model.staffing import Staffing, seats_of
from sim.model.team import AllocationRules, Team
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.model.practitioner import Practitioner

_SOON = 1.0  # working days in which work without a limit is wanted


class Service:
    """One council's teams during one replication."""

    def __init__(self, scenario: Scenario, luck: Luck, horizon: float) -> None:
        """Set up the teams and fill their posts.

        Args:
            scenario: what is planned.
            luck: the replication's luck.
            horizon: length of the run in working days.
        """
        self.scenario = scenario
        self.script = script_of(scenario)
        self.luck = luck
        self.env = Environment()
        self.journal = Journal()
        self._labels = self.journal.labels
        rules = scenario.structure.rules
        allocation = AllocationRules(
            meeting_after=scenario.workforce.allocation.value,
            over_cap_after=rules.over_cap_after.value if rules.over_cap_after else None,
            neighbour_cover_after=(
                rules.neighbour_cover_after.value if rules.neighbour_cover_after else None
            ),
            hours_in=scenario.handoffs.hours_in.value,
            rework=scenario.handoffs.rework.value,
        )
        self.teams = {
            name: Team(self.env, self.journal, index, name, allocation)
            for index, name in enumerate(scenario.structure.teams)
        }
        for name, team in self.teams.items():
            owns = set(scenario.structure.teams[name].owns)
            team.neighbours = [
                other
                for other_name, other in self.teams.items()
                if other is not team
                and owns
                and owns == set(scenario.structure.teams[other_name].owns)
            ]
        self.owner: Callable[[str, str], Team] = cache(
            lambda activity, locality: self.teams[scenario.structure.owner(activity, locality)]
        )
        self._chair: Callable[[str, str], Team] = cache(
            lambda activity, locality: self.teams[scenario.structure.chair(activity, locality)]
        )
        self._responsible: Callable[[str, str, str, str], Team] = cache(
            lambda *where: self.teams[scenario.responsible_team(*where)]
        )
        self.front_door = {
            locality: self.owner(scenario.pathway.starts_at, locality)
            for locality in scenario.demand.localities
        }
        self.returns_to_previous_worker = rules.return_to_previous_worker
        self.open_courses: dict[int, Course] = {}
        self.plans = Plans(self)
        self.journey = Journey(self)
        self.staffing = Staffing(self.env, self.journal, luck, scenario.workforce, horizon)
        self._fill_posts()

    def _fill_posts(self) -> None:
        numbers: dict[str, int] = {}
        for name, team in self.teams.items():
            for post in self.scenario.structure.teams[name].posts:
                first = numbers.get(post.role, 0)
                numbers[post.role] = first + post.number
                for seat in seats_of(post, first):
                    self.staffing.fill(team, seat)

    def responsible(self, activity: Activity, family: Family) -> Team:
        """The team responsible for a family in an activity; a neighbour that covers stays so."""
        team = self._responsible(activity.name, family.locality, family.need, family.team.name)
        return family.team if family.team in team.neighbours else team

    def performing(self, activity: Activity, family: Family) -> Team:
        """The team that does the work: the responsible one, but the owner in a joint enquiry."""
        return self.owner(activity.name, family.locality) if activity.jointly else family.team

    def chairs(self, activity: Activity, family: Family) -> Desk:
        """Where the chairs for an activity take their work from."""
        return self._chair(activity.name, family.locality).chairs

    def new_need(self, family: Family) -> str:
        """What a returning family needs this time."""
        return self.script.needs.pick(self.luck.draw(*family.key, "need", family.journeys))

    def ask(
        self,
        family: Family,
        activity: Activity | None,
        text: str,
        hours: float,
        due: float | None = None,
        desk: Desk | None = None,
    ) -> Piece:
        """Ask for a piece of work.

        It goes to the desk named; else to the family's worker, if the worker's team is the one
        that does the work; else, for a family that awaits a worker, to whoever it will be; else
        to whoever is free in the team, as is urgent work of such a family.

        Args:
            family: whom it is for.
            activity: what it is part of; none: work between activities.
            text: what it is.
            hours: how long it takes.
            due: when it is wanted, in working days since the start; none: soon.
            desk: who does it, if not the family's worker or team.

        Returns:
            The piece, an event that happens when the work is done.
        """
        now, team = self.env.now, family.team
        index = -1
        if activity is not None:
            index = activity.index
            if activity.jointly:
                team = self.performing(activity, family)
        piece = Piece(
            self.env,
            family,
            index,
            team.index,
            self._labels[text],
            hours,
            now,
            now + _SOON if due is None else due,
            family.urgent,
        )
        worker = family.worker
        if desk is not None:
            desk.post(piece)
        elif worker is not None and (activity is None or worker.team is team):
            worker.diary.add(piece)
        elif family.waiting is not None and not family.urgent:
            family.pending.append(piece)
        else:
            team.workers.post(piece)
            if worker is not None and team is not family.team:
                self._join_in(worker, piece)
        return piece

    def _join_in(self, worker: Practitioner, piece: Piece) -> None:
        """The family's own worker takes part in another team's enquiry."""
        share = self.scenario.structure.rules.joint_enquiry_share.value
        if share > 0:
            label = self.journal.labels["joint work"]
            worker.diary.add(
                Piece(
                    self.env,
                    piece.family,
                    piece.activity,
                    piece.family.team.index,
                    label,
                    piece.hours * share,
                    piece.asked,
                    piece.due,
                    piece.urgent,
                )
            )

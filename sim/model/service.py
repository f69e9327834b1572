"""The service: teams at work on one clock, and what a journey may ask of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from simpy import Environment

from sim.model.diary import Desk, Piece
from sim.model.family import Family
from sim.model.journal import Journal
from sim.model.journey import Journey
from sim.model.luck import Luck, choose
from sim.model.plans import Course, Plans
from sim.model.staffing import Staffing, seats_of
from sim.model.team import AllocationRules, Team
from sim.plan.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Callable


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
        self.luck = luck
        self.env = Environment()
        self.journal = Journal(self.env)
        self.activity_index = {name: i for i, name in enumerate(scenario.pathway.activities)}
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
        self._joint = rules.section_47_on_open_cases == "joint"
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

    def responsible(self, activity: str, family: Family) -> Team:
        """The team responsible for a family in an activity."""
        return self._responsible(activity, family.locality, family.need, family.team.name)

    def performing(self, activity: str, family: Family) -> Team:
        """The team that does the work: the responsible one, but the owner in a joint enquiry."""
        if self._joint and activity in self.scenario.pathway.section_47:
            return self.owner(activity, family.locality)
        return family.team

    def chairs(self, activity: str, family: Family) -> Desk:
        """Where the chairs for an activity take their work from."""
        return self._chair(activity, family.locality).chairs

    def chances(self, activity: str, need: str) -> dict[str, float]:
        """Chance of each next step; at the front door, that of families not coming back."""
        chances = self.scenario.pathway.activities[activity].routes_for(need)
        pathway = self.scenario.pathway
        if activity == pathway.starts_at and chances.get(pathway.referral_at, 0.0) > 0:
            referred = self.scenario.new_contact_referral_chance
            others = 1 - chances[pathway.referral_at]
            chances = {
                target: referred
                if target == pathway.referral_at
                else chance / others * (1 - referred)
                for target, chance in chances.items()
            }
        return chances

    def new_need(self, family: Family) -> str:
        """What a returning family needs this time."""
        needs = self.scenario.demand.needs
        total, cumulative = 0.0, []
        for need in needs.values():
            total += need.share.value
            cumulative.append(total)
        [draw, *_] = self.luck.draws(*family.key, "need", family.journeys)
        return list(needs)[choose(draw, tuple(cumulative))]

    def ask(
        self,
        family: Family,
        text: str,
        hours: float,
        due: float,
        activity: str = "",
        desk: Desk | None = None,
    ) -> Piece:
        """Ask for a piece of work.

        It goes to the desk named; else to the family's worker, if the worker's team is the one
        that does the work; else, for a family that awaits a worker, to whoever it will be; else
        to whoever is free in the team, as is urgent work of such a family.

        Returns:
            The piece, an event that happens when the work is done.
        """
        index = self.activity_index[activity] if activity else -1
        team = self.performing(activity, family) if self._joint else family.team
        label = self.journal.labels[text]
        piece = Piece(self.env, family, index, team.index, label, hours, due, family.urgent)
        if desk is not None:
            desk.post(piece)
        elif family.worker is not None and (activity == "" or family.worker.team is team):
            family.worker.diary.add(piece)
        elif family.waiting is not None and not family.urgent:
            family.pending.append(piece)
        else:
            team.workers.post(piece)
            if team is not family.team and family.worker is not None:
                self._join_in(family, piece)
        return piece

    def _join_in(self, family: Family, piece: Piece) -> None:
        """The family's own worker takes part in another team's enquiry."""
        share = self.scenario.structure.rules.joint_enquiry_share.value
        if share > 0 and family.worker is not None:
            family.worker.diary.add(
                Piece(
                    self.env,
                    family,
                    piece.activity,
                    family.team.index,
                    self.journal.labels["joint work"],
                    piece.hours * share,
                    piece.due,
                    piece.urgent,
                )
            )

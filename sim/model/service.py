"""The service: teams at work on one clock, and the work that a case asks of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from simpy import Environment
from simpy.events import Event as SimEvent

from sim.model.activity import CompiledActivity
from sim.model.case import Case
from sim.model.desk import NEVER_RESTS, Desk, Piece
from sim.model.handoffs import CompiledHandoffs
from sim.model.journal import Journal
from sim.model.luck import Luck
from sim.model.posts import seats
from sim.model.practitioner import Practitioner
from sim.model.staffing import Staffing
from sim.model.team import AllocationRules, Team
from sim.model.unlimited_desk import UnlimitedDesk
from sim.scenario.meetings import transfer_meetings
from sim.scenario.scenario import Scenario

SOON = 1.0
"""Working days within which an appointment, or work without a limit, is wanted."""


class Service:
    """One council's teams during one replication."""

    def __init__(self, scenario: Scenario, luck: Luck, horizon: float) -> None:
        """Set up the teams and fill their posts.

        Args:
            scenario: what is planned.
            luck: the replication's luck.
            horizon: length of the run in working days.
        """
        structure = scenario.structure
        self.scenario = scenario
        self.luck = luck
        self.env = Environment()
        # Made before all else: at its very moment a morning comes first, whoever waits for it.
        self._mornings = [self.env.timeout(day) for day in range(math.ceil(horizon))]
        self.journal = Journal()
        self._labels = self.journal.labels
        self._joint_share = structure.rules.joint_enquiry_share.value
        self.handoffs = CompiledHandoffs.of(scenario.handoffs, transfer_meetings(scenario))
        self.cases: dict[int, Case] = {}
        """The cases under way in social care, by number of the family."""
        self.early_help: dict[int, Case] = {}
        """The cases under way in early help, by number of the family."""
        self.teams: list[Team] = []
        self._set_up_teams()
        indices = {team.name: team.index for team in self.teams}
        self.owner: Callable[[str, str], int] = cache(
            lambda activity, locality: indices[structure.owner(activity, locality)]
        )
        self._chair: Callable[[str, str], int] = cache(
            lambda activity, locality: indices[structure.chair(activity, locality)]
        )
        self._responsible: Callable[[str, str, str, int, str], int] = cache(
            lambda activity, locality, need, team, before: indices[
                scenario.responsible_team(activity, locality, need, self.teams[team].name, before)
            ]
        )
        self.front_door = {
            locality: self.owner(scenario.pathway.starts_at, locality)
            for locality in scenario.demand.localities
        }
        year = scenario.horizon.working_year
        self.staffing = Staffing(
            self.env, self.journal, luck, scenario.workforce, structure.teams, horizon, year
        )
        self._fill_posts()
        self._booked: dict[tuple[Desk, int], float] = defaultdict(float)
        """Hours of chairs booked, by desk and working day."""

    def morning(self, day: int) -> SimEvent:
        """The morning of a working day to come: one event for all who wait for it.

        They go on in the order in which they planned to, whoever they are and whatever team theirs
        is; a worker's own diary then puts what presses first. After the run no morning comes.
        """
        return self._mornings[day] if day < len(self._mornings) else self.env.event()

    def _set_up_teams(self) -> None:
        """Set up the teams; those that own the same are neighbours."""
        planned, rules = self.scenario.structure.teams, self.scenario.structure.rules
        allocation = AllocationRules(
            meeting_after=self.scenario.workforce.allocation.value,
            over_cap_after=rules.over_cap_after.value if rules.over_cap_after else None,
            neighbour_cover_after=(
                rules.neighbour_cover_after.value if rules.neighbour_cover_after else None
            ),
        )
        for index, name in enumerate(planned):
            is_early_help = name in self.scenario.early_help_teams
            self.teams.append(
                Team(
                    self.env,
                    self.journal,
                    index,
                    name,
                    allocation,
                    self.handoffs,
                    self.teams,
                    self.early_help if is_early_help else self.cases,
                    planned[name].on_duty,
                )
            )
        workforce = self.scenario.workforce
        for team in self.teams:
            if team.name in self.scenario.unlimited_teams:
                share = workforce.case_share("early help worker", planned[team.name])
                hours_a_day = workforce.contract_hours.value / 5 * share
                team.work_without_limit(UnlimitedDesk(self.env, self.journal, hours_a_day))
        for team in self.teams:
            owns = set(planned[team.name].owns)
            team.neighbours = frozenset(
                other.index
                for other in self.teams
                if other is not team and owns and owns == set(planned[other.name].owns)
            )

    def _fill_posts(self) -> None:
        teams = {team.name: team for team in self.teams}
        for name, seat in seats(self.scenario):
            self.staffing.fill(teams[name], seat)
        self._stand_in_for_one_another()

    def _stand_in_for_one_another(self) -> None:
        """Managers stand in for one another, and chairs; not for posts that there are not.

        Early help and social care keep to themselves.
        """
        for is_early_help in (False, True):
            managers, chairs = [], []
            for team in self.teams:
                if (team.name in self.scenario.early_help_teams) == is_early_help:
                    posts = self.scenario.structure.teams[team.name].posts
                    roles = {post.role for post in posts if post.number}
                    managers += [team.managers] * ("team manager" in roles)
                    chairs += [team.chairs] * ("conference chair" in roles)
            for desks in (managers, chairs):
                for desk in desks:
                    desk.stand_ins = [other for other in desks if other is not desk]

    def responsible(self, activity: CompiledActivity, case: Case, before: str) -> int:
        """The team responsible for a case in an activity; a neighbour that covers stays so.

        Args:
            activity: the activity that the family is entering.
            case: whose.
            before: name of the activity it comes from; empty: none.
        """
        now = case.team
        team = self._responsible(activity.name, case.family.locality, case.need, now, before)
        return now if now in self.teams[team].neighbours else team

    def performing(self, activity: CompiledActivity, case: Case) -> int:
        """The team that does the work: the responsible one, but the owner in a joint enquiry."""
        return self.owner(activity.name, case.family.locality) if activity.jointly else case.team

    def managers(self, activity: CompiledActivity, case: Case) -> Desk:
        """Where the managers of the team that does the work take theirs from."""
        return self.teams[self.performing(activity, case)].managers

    def chairs(self, activity: CompiledActivity, case: Case) -> Desk:
        """Where the chairs for an activity take their work from."""
        return self.teams[self._chair(activity.name, case.family.locality)].chairs

    def book(self, chairs: Desk, hours: float, wanted: int, earliest: int) -> int:
        """Book a chair's time on the day wanted, or else the nearest before or after with room.

        Args:
            chairs: whose diaries.
            hours: of a chair.
            wanted: the working day.
            earliest: the first working day allowed.

        Returns:
            The working day.
        """
        there = sum([chair.hours_a_day for chair in chairs.members])
        booked, day = self._booked, wanted
        while hours <= there < booked[chairs, day] + hours:
            day = day - 1 if earliest < day <= wanted else max(day, wanted) + 1
        booked[chairs, day] += hours
        return day

    def ask(
        self,
        case: Case,
        activity: CompiledActivity | None,
        text: str,
        hours: float,
        due: float | None = None,
        desk: Desk | None = None,
        back_by: float = math.inf,
        at_once: bool = False,
        presses_from: float = math.inf,
    ) -> Piece:
        """Ask for a piece of work.

        It goes to the desk named; else to the family's worker, if the worker's team is the one
        that does the work; else, for a family that awaits a worker, to whoever it will be; else
        to whoever leads the team's enquiry or is free in the team, as is urgent work of a family
        that awaits a worker.

        Args:
            case: whom it is for.
            activity: what it is part of; none: work between activities, which is never urgent.
            text: what it is.
            hours: how long it takes.
            due: when it is wanted, in working days since the start; none: soon.
            desk: who does it, if not the family's worker or team.
            back_by: when a worker who is away must be back, or a colleague does it; urgent work
                and that of a desk never waits for a return.
            at_once: whether it is for whoever is free, if the family's worker is not.
            presses_from: from when a colleague who has time may take it.

        Returns:
            The piece, an event that happens when the work is done.
        """
        now, team = self.env.now, case.team
        index, urgent, jointly = -1, False, False
        if activity is not None:
            index, urgent, jointly = activity.index, activity.urgent, activity.jointly
            if jointly:
                team = self.performing(activity, case)
        piece = Piece(
            self.env,
            case.family.number,
            index,
            team,
            self._labels[text],
            hours,
            now,
            now + SOON if due is None else due,
            urgent,
            NEVER_RESTS if urgent or desk is not None else back_by,
            presses_from,
        )
        worker = case.worker
        if desk is not None:
            desk.post(piece)
        elif worker is not None and (activity is None or worker.team == team):
            if at_once and not worker.diary.is_free:
                self.teams[team].workers.post(piece)
            else:
                worker.diary.add(piece)
        elif case.waiting is not None and not urgent:
            case.pending.append(piece)
        else:
            lead = case.enquirer if jointly and not at_once else None
            if lead is not None and lead.team == team and not lead.diary.closed:
                lead.diary.add(piece)
            else:
                piece.back_by = NEVER_RESTS
                self.teams[team].workers.post(piece)
            if worker is not None and team != case.team:
                self._join_in(worker, case.team, piece)
        return piece

    def visit_meanwhile(
        self, case: Case, activity: CompiledActivity, text: str, hours: float
    ) -> Piece | None:
        """Ask the worker who still holds a family for a visit in a plan about to begin, if any."""
        worker = case.worker
        if worker is None:
            return None
        now, label = self.env.now, self._labels[text]
        number, index = case.family.number, activity.index
        piece = Piece(
            self.env, number, index, worker.team, label, hours, now, now + SOON,
            urgent=False, back_by=math.inf,
        )  # fmt: skip
        worker.diary.add(piece)
        return piece

    def visited(
        self,
        case: Case,
        activity: CompiledActivity,
        task: str,
        due: float,
        since: float,
        worker: int,
    ) -> None:
        """Note that a worker has seen the child, in a task of a plan if one is named."""
        number, index = case.family.number, activity.index
        self.journal.visited(self.env.now, number, index, case.team, worker, task, due, since)

    def _join_in(self, worker: Practitioner, team: int, piece: Piece) -> None:
        """The family's own worker takes part in another team's enquiry."""
        if self._joint_share > 0:
            worker.diary.add(
                Piece(
                    self.env,
                    piece.family,
                    piece.activity,
                    team,
                    self._labels["joint work"],
                    piece.hours * self._joint_share,
                    piece.asked,
                    piece.due,
                    piece.urgent,
                    piece.back_by,
                )
            )

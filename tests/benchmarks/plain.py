"""A model of the same service as SimPy is usually written: what care for speed buys.

One process a family, a `PriorityResource` for each worker, a `FilterStore` from which a family
takes a worker with room, draws one at a time from one stream, and a log of dictionaries. The
pathway and the posts are those of the scenario; absences, leavers, chairs, transfer meetings and
returns are left out, all of which would cost it more.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from rich.table import Table
from simpy import Environment, FilterStore, PriorityResource
from simpy.events import Event

from sim.model.arrivals import draw_arrivals
from sim.model.assessment import CompiledAssessment
from sim.model.compiled_pathway import CompiledKind, CompiledPathway, compile_pathway
from sim.model.luck import Luck
from sim.model.plan import CompiledPlan
from sim.model.replication import simulate
from sim.scenario.calendar import ENGLISH_WORKING_YEAR, Calendar
from sim.scenario.file.loading import load_scenario
from sim.scenario.scenario import Scenario
from tests.benchmarks.timing import in_turn, ratio

Steps = Generator[Event, object, None]
_SCENARIOS = Path(__file__).parents[2] / "scenarios"


@dataclass
class Worker:
    """A worker who does one piece of work at a time, and holds families up to a cap."""

    desk: PriorityResource
    cap: float
    load: float = 0.0


@dataclass
class Team:
    """The workers of a team, and its duty rota."""

    name: str
    workers: FilterStore
    everyone: list[Worker]


@dataclass
class PlainModel:
    """One run of the service."""

    scenario: Scenario
    seed: int
    env: Environment = field(default_factory=Environment)
    log: list[dict[str, object]] = field(default_factory=list)

    def run(self) -> pd.DataFrame:
        """Simulate the scenario's horizon; the log as a table."""
        scenario, horizon = self.scenario, self.scenario.horizon
        self.random = np.random.default_rng(self.seed)
        self.pathway: CompiledPathway = compile_pathway(scenario)
        workforce, teams = scenario.workforce, scenario.structure.teams
        for_cases = workforce.case_share("social worker", next(iter(teams.values())))
        self.hours_a_day = workforce.contract_hours.value / 5 * for_cases
        self.teams = {name: self._team(name) for name in teams}
        calendar = Calendar(horizon.starts, horizon.ends, horizon.closures)
        for plan, children in scenario.open_cases.items():
            for _ in range(round(children.value / scenario.demand.children_per_family.value)):
                need = self.pathway.needs.pick(self.random.random())
                locality = str(self.random.choice(list(scenario.demand.localities)))
                self.env.process(self._family(self.pathway.activities[plan], need, locality))
        self.env.process(self._arrivals(calendar))
        self.env.run(until=len(calendar))
        return pd.DataFrame(self.log)

    def _team(self, name: str) -> Team:
        team = Team(name, FilterStore(self.env), [])
        for post in self.scenario.structure.teams[name].posts:
            for _ in range(post.number - post.vacant):
                desk = PriorityResource(self.env, capacity=1)
                worker = Worker(desk, post.cap.value if post.cap else math.inf)
                team.everyone.append(worker)
                if post.role == "social worker":
                    team.workers.put(worker)
        return team

    def _arrivals(self, calendar: Calendar) -> Steps:
        demand = self.scenario.demand
        localities, needs = list(demand.localities), list(demand.needs)
        arrivals = draw_arrivals(self.scenario, calendar, Luck(self.seed, 0))
        for row in range(len(arrivals.time)):
            yield self.env.timeout(max(0.0, arrivals.time[row] - self.env.now))
            need, locality = needs[arrivals.need[row]], localities[arrivals.locality[row]]
            self.env.process(self._family(self.pathway.front_door, need, locality))

    def _family(self, kind: CompiledKind, need: str, locality: str) -> Steps:
        holder: tuple[Team, Worker] | None = None
        while True:
            activity = kind.activity
            owner = self.scenario.structure.owner(activity.name, locality)
            team = self.teams[owner]
            if activity.needs_worker and (holder is None or holder[0] is not team):
                if holder is not None:
                    holder[1].load -= 1
                holder = team, (yield from self._allocated(team))
            worker = (
                holder[1] if holder else team.everyone[self.random.integers(len(team.everyone))]
            )
            self.note("started", kind, team)
            if isinstance(kind, CompiledAssessment):
                begun = self.env.now
                for step in kind.steps:
                    wait = begun + step.begins * kind.usual - self.env.now
                    yield self.env.timeout(max(0.0, wait))
                    due = begun + step.ends * kind.usual
                    yield from self._work(worker, kind.hours * step.share, due, kind, team)
            elif isinstance(kind, CompiledPlan):
                yield from self._plan(worker, kind, team)
            else:
                yield from self._work(worker, kind.hours, self.env.now, kind, team)
            following = activity.routes_for(need).pick(self.random.random())
            self.note("completed", kind, team)
            if following not in self.pathway.activities:
                break
            kind = self.pathway.activities[following]
        if holder is not None:
            holder[1].load -= 1

    def _allocated(self, team: Team) -> Generator[Event, object, Worker]:
        """Take a worker with room from the team, and put the worker back for others."""
        while True:
            with team.workers.get(lambda worker: worker.load < worker.cap) as taken:
                found = yield taken | self.env.timeout(1)
                if taken in found:  # type: ignore[operator]  # a condition gives a mapping
                    worker = taken.value
                    assert isinstance(worker, Worker)
                    worker.load += 1
                    yield team.workers.put(worker)
                    return worker

    def _plan(self, worker: Worker, plan: CompiledPlan, team: Team) -> Steps:
        length, _ = plan.length.draw(self.random.random())
        ends = self.env.now + length
        planned = {task.name: self.env.now + task.first for task in plan.tasks}
        while min(planned.values()) < ends:
            task = min(plan.tasks, key=lambda each: planned[each.name])
            yield self.env.timeout(max(0.0, planned[task.name] - self.env.now))
            yield from self._work(worker, task.hours, self.env.now + task.every / 2, plan, team)
            planned[task.name] += task.every
        yield self.env.timeout(max(0.0, ends - self.env.now) if ends < math.inf else 0)

    def _work(
        self, worker: Worker, hours: float, due: float, kind: CompiledKind, team: Team
    ) -> Steps:
        with worker.desk.request(priority=int(due * 100)) as turn:
            yield turn
            yield self.env.timeout(hours / self.hours_a_day)
        self.note("worked", kind, team, hours)

    def note(self, event: str, kind: CompiledKind, team: Team, hours: float = 0) -> None:
        """Add a row to the log."""
        self.log.append(
            {
                "time": self.env.now,
                "event": event,
                "activity": kind.activity.name,
                "team": team.name,
                "hours": hours,
            }
        )


def against_plain(rounds: int) -> Table:
    """Locality's engine and the plain model, in turn."""
    found = Table("scenario", "plain, s a year", "here, s a year", "plain over here")
    for name in ("current", "proposed"):
        scenario = load_scenario(_SCENARIOS / f"{name}.yaml")
        years = simulate(scenario, 1, 0).ends / ENGLISH_WORKING_YEAR
        times = in_turn(
            {
                "plain": partial(_plain, scenario),
                "here": partial(simulate, scenario, 1, 0),
            },
            rounds,
        )
        found.add_row(
            name,
            f"{min(times['plain']) / years:.2f}",
            f"{min(times['here']) / years:.2f}",
            f"{ratio(times['plain'], times['here']):.1f}",
        )
    return found


def _plain(scenario: Scenario) -> pd.DataFrame:
    return PlainModel(scenario, 1).run()

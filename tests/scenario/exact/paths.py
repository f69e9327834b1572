"""Every path of a contact, walked one by one: what the chain must agree with.

A family in need of something that may come up is walked once for each range of the draw that
decides it, so that nothing is left to chance on its way.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from sim.scenario.exact.length_of_stay import stay
from sim.scenario.pathway import Assessment, Plan
from sim.scenario.scenario import Scenario


class Family(NamedTuple):
    """A family on its way."""

    need: str
    locality: str
    draw: float
    """Decides by which assessment a concern has come up."""
    teams: tuple[str, ...]
    """Those responsible so far."""
    workers: tuple[str, ...] = ()
    """Teams of its workers so far."""
    been_in: tuple[str, ...] = ()
    """Activities so far."""
    latest: float = 0.0
    """Hours of the latest assessment so far."""
    left: tuple[str, float, float] | None = None
    """The assessment that was interrupted, its hours that are left, and those done."""


class Paths:
    """Every path, until what is left is negligible."""

    def __init__(self, scenario: Scenario, negligible: float = 1e-12) -> None:
        self.scenario = scenario
        self.negligible = negligible
        self.visits: defaultdict[str, float] = defaultdict(float)
        """For one contact; an assessment that goes on is visited again."""
        self.outcomes: defaultdict[str, float] = defaultdict(float)
        self.passed: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.worker_changes = 0.0
        self.hours: defaultdict[tuple[str, str], float] = defaultdict(float)
        """Of assessments, by the team responsible and the assessment, for one child."""
        self.authorised: defaultdict[str, float] = defaultdict(float)
        """How often each assessment is completed."""
        self.behind_worker_changes = 0.0
        """Hours of the latest assessment, over all changes of worker."""
        for locality, share in scenario.demand.localities.items():
            start = scenario.pathway.starts_at
            team = scenario.structure.owner(start, locality)
            self._walk(start, Family("", locality, 0.0, (team,)), share.value)

    @property
    def referrals(self) -> float:
        return self.visits[self.scenario.pathway.referral_at]

    def _walk(self, name: str, family: Family, p: float) -> None:
        if p < self.negligible:
            return
        pathway = self.scenario.pathway
        if name == pathway.referral_at and not family.need:
            for need, details in self.scenario.demand.needs.items():
                for draw, share in self._draws(need):
                    drawn = family._replace(need=need, draw=draw)
                    self._walk(name, drawn, p * details.share.value * share)
            return
        back = family.left is not None and family.left[0] == name
        if family.left is not None and not back and self._is_out(name, family):
            holder = self._entered(name, family, p)[-1] if name in pathway.activities else ""
            self._complete(family.left, holder or family.workers[-1], p)
            family = family._replace(left=None)
        if name in pathway.endings:
            self._end(name, family, p)
            return
        self.visits[name] += p
        workers = self._entered(name, family, p, counting=True)
        family = family._replace(
            teams=(*family.teams, self._team(name, family)),
            workers=workers,
            been_in=(*family.been_in, name),
        )
        activity = pathway.activities[name]
        if isinstance(activity, Plan):
            escalates = stay(activity, 253).escalates
            rates = [escalation.chance_per_year.value for escalation in activity.escalations]
            for escalation, rate in zip(activity.escalations, rates, strict=True):
                raised = family._replace(need=escalation.becomes or "")
                self._walk(escalation.to, raised, p * escalates * rate / sum(rates))
            p *= 1 - escalates
        if isinstance(activity, Assessment):
            interrupted = self._assess(name, activity, family, p)
            if interrupted is None:
                return
            family = interrupted
        for target, chance in activity.routes_for(family.need).items():
            self._walk(target, family, p * chance)

    def _draws(self, need: str) -> list[tuple[float, float]]:
        """The middle of each range of the draw in which all is alike, and its width."""
        activities = self.scenario.pathway.activities.values()
        marks = {
            each.found_by.value
            for activity in activities
            for each in activity.concerns
            if each.need == need
        }
        return [((a + b) / 2, b - a) for a, b in pairwise(sorted({0.0, 1.0, *marks}))]

    def _assess(self, name: str, activity: Assessment, family: Family, p: float) -> Family | None:
        """The family after an assessment; none if a concern has taken it elsewhere."""
        team = family.teams[-1]
        if family.left is not None and family.left[0] == name:
            self._complete(family.left, team, p)
            return family._replace(left=None, latest=sum(family.left[1:]))
        hours = activity.hours_by_need.get(family.need, activity.hours).value
        for concern in activity.concerns:
            is_new = concern.to not in family.been_in
            if concern.need == family.need and family.draw < concern.found_by.value and is_new:
                names = [step.name for step in activity.steps]
                shares = [step.share.value for step in activity.steps]
                done = hours * sum(shares[: names.index(concern.after) + 1])
                self.hours[team, name] += p * done
                found = family._replace(
                    need=concern.becomes, left=(name, hours - done, done), latest=done
                )
                self._walk(concern.to, found, p)
                return None
        self._complete((name, hours, 0.0), team, p)
        return family._replace(latest=hours)

    def _complete(self, left: tuple[str, float, float], team: str, p: float) -> None:
        name, hours, _ = left
        self.hours[team, name] += p * hours
        self.authorised[name] += p

    def _is_out(self, name: str, family: Family) -> bool:
        """Whether the way on has left section 47 or its enquiry."""
        enquiries = self.scenario.pathway.section_47
        at = family.been_in[-1]
        enquired = isinstance(self.scenario.pathway.activities[at], Assessment)
        return (at in enquiries and enquired) or name not in enquiries

    def _entered(
        self, name: str, family: Family, p: float, counting: bool = False
    ) -> tuple[str, ...]:
        """Teams of the workers so far, with that of an activity that needs one."""
        if not self.scenario.pathway.activities[name].needs_worker:
            return family.workers
        team = self._team(name, family)
        if counting and family.workers and family.workers[-1] != team:
            self.behind_worker_changes += p * family.latest
        return (*family.workers, team)

    def _team(self, name: str, family: Family) -> str:
        rules, enquiries = self.scenario.structure.rules, self.scenario.pathway.section_47
        if name in enquiries:
            is_open = family.need in self.scenario.open_case_needs
            kept = is_open and rules.section_47_on_open_cases != "enquiry team"
        else:
            assesses = isinstance(self.scenario.pathway.activities[name], Assessment)
            enquired = bool(family.been_in) and family.been_in[-1] in enquiries
            kept = rules.enquirer_finishes_assessment and assesses and enquired
        return family.teams[-1] if kept else self.scenario.structure.owner(name, family.locality)

    def _end(self, name: str, family: Family, p: float) -> None:
        self.outcomes[name] += p
        for giving, taking in pairwise(family.teams):
            self.passed[giving, taking] += p * (giving != taking)
        self.worker_changes += p * sum(one != other for one, other in pairwise(family.workers))

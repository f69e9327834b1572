"""The compiled pathway: a scenario's pathway as a run reads it, every kind of activity in turn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import assert_never

from sim.model.activity import Choice, CompiledActivity
from sim.model.assessment import CompiledAssessment
from sim.model.conference import CompiledConference
from sim.model.duty import CompiledDuty
from sim.model.family import Family
from sim.model.luck import Luck
from sim.model.plan import CompiledPlan
from sim.scenario.check.reachability import reached
from sim.scenario.form_filling import as_worked
from sim.scenario.pathway import Assessment, Conference, Duty, Plan
from sim.scenario.scenario import Scenario

CompiledKind = CompiledDuty | CompiledAssessment | CompiledConference | CompiledPlan
"""An activity of any kind, which knows how it is performed."""


@dataclass(frozen=True, slots=True)
class CompiledPathway:
    """All that a family's journey needs to know of a scenario's pathway."""

    activities: dict[str, CompiledKind]
    front_door: CompiledKind
    """The activity that receives every contact."""
    referral: str
    """Entering this activity makes a contact a referral."""
    section_47: frozenset[str]
    """Activities of a section 47 enquiry."""
    may_return: frozenset[str]
    """Endings after which a family may come back."""
    early_help: frozenset[str]
    """Activities of early help."""
    leads_to: dict[str, str]
    """Endings of social care that lead to early help, and to which of its activities."""
    closing_hours: float
    needs: Choice
    """What a family that comes back needs this time."""

    def draw_need(self, family: Family, journeys: int, luck: Luck) -> str:
        """What a family that is back after so many journeys needs this time."""
        return self.needs.pick(luck.draw(*family.key, "need", journeys))

    def leads_out(self, name: str, following: str) -> bool:
        """Whether what follows an activity is an ending, or the step up from early help."""
        if following not in self.activities:
            return True
        return name in self.early_help and following not in self.early_help


def compile_pathway(scenario: Scenario) -> CompiledPathway:
    """Write out what a scenario plans, for one run or many."""
    scenario = as_worked(scenario)
    pathway = scenario.pathway
    activities = {
        name: _compiled(scenario, name, index) for index, name in enumerate(pathway.activities)
    }
    return CompiledPathway(
        activities=activities,
        front_door=activities[pathway.starts_at],
        referral=pathway.referral_at,
        section_47=frozenset(pathway.section_47),
        may_return=frozenset(name for name, end in pathway.endings.items() if end.may_return),
        early_help=frozenset(pathway.early_help),
        leads_to={name: end.leads_to for name, end in pathway.endings.items() if end.leads_to},
        closing_hours=pathway.closing_hours.value,
        needs=_choice({name: need.share.value for name, need in scenario.demand.needs.items()}),
    )


def _compiled(scenario: Scenario, name: str, index: int) -> CompiledKind:
    """An activity of the kind that is planned; a kind forgotten here is an error of types."""
    planned = scenario.pathway.activities[name]
    activity = _activity(scenario, name, index)
    match planned:
        case Duty():
            # Work on a contact, and the decision on it, is done once for all children.
            grows = name != scenario.pathway.referral_at and (name, "") not in reached(scenario)
            return CompiledDuty.of(activity, planned, grows)
        case Assessment():
            return CompiledAssessment.of(activity, planned)
        case Conference():
            return CompiledConference.of(activity, planned)
        case Plan():
            return CompiledPlan.of(activity, planned, scenario.horizon.working_year)
        case _:
            assert_never(planned)


def _activity(scenario: Scenario, name: str, index: int) -> CompiledActivity:
    planned = scenario.pathway.activities[name]
    limit = planned.limit
    joint = scenario.structure.rules.section_47_on_open_cases == "joint"
    return CompiledActivity(
        name=name,
        index=index,
        urgent=planned.urgent,
        needs_worker=planned.needs_worker,
        jointly=joint and name in scenario.pathway.section_47,
        weight=planned.weight.value,
        limit=math.nan if limit is None else limit.days.value,
        counts_from="contact" if limit is None else limit.counts_from,
        routes=_routes(scenario, name, ""),
        routes_by_need={need: _routes(scenario, name, need) for need in planned.routes_by_need},
    )


def _routes(scenario: Scenario, name: str, need: str) -> Choice:
    """What may come next; at the front door, for families that are not coming back."""
    pathway = scenario.pathway
    chances = pathway.activities[name].routes_for(need)
    if name == pathway.starts_at and chances.get(pathway.referral_at, 0.0) > 0:
        referred = scenario.new_contact_referral_chance
        others = 1 - chances[pathway.referral_at]
        chances = {
            target: referred if target == pathway.referral_at else chance / others * (1 - referred)
            for target, chance in chances.items()
        }
    return _choice(chances)


def _choice(chances: dict[str, float]) -> Choice:
    return Choice(tuple(chances), tuple(accumulate(chances.values())))

"""A mixture: a scenario that has some parts of one scenario and the others of another.

The parts are those that a planner decides apart. What hangs together goes together: posts stand in
teams, so they are a part of their own only where both scenarios have the same teams; a team that
owns an activity which the mixture does not have owns what took its place, or what it took the
place of.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from itertools import chain
from typing import Any

from pydantic import ValidationError

from sim.scenario.check.consistency import faults, idle_assumptions
from sim.scenario.differ.changed_values import by_name
from sim.scenario.differ.difference import replaced_activities
from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import text_of
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Rules, Structure, Team


class Part(StrEnum):
    """What one scenario may take over from another by itself, in the order it is told in."""

    POSTS = "split of posts"
    TEAMS = "teams"
    SECTION_47 = "who keeps section 47"
    RULES = "other rules"
    PATHWAY = "pathway"
    INPUTS = "other inputs"
    DEMAND = "demand"


SECTION_47_RULES = ("section_47_on_open_cases", "enquirer_finishes_assessment")
DEMAND_FIELDS = ("horizon", "demand", "open_cases")
"""What decides who comes and when: with these alike, the same number is the same family."""


class IllegalMixtureError(ValueError):
    """Parts of two scenarios that do not go together; with every reason, in words."""

    def __init__(self, reasons: Collection[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


def mixed(a: Scenario, b: Scenario, parts: Collection[Part], title: str) -> Scenario:
    """A scenario with some parts of another, ready to run.

    Args:
        a: what it is but for these parts; its margins stay.
        b: where they come from.
        parts: what is taken over.
        title: of the mixture.

    Raises:
        IllegalMixtureError: if it could not be run.
    """

    def of(part: Part) -> Scenario:
        return b if part in parts else a

    inputs, section_47 = of(Part.INPUTS), of(Part.SECTION_47).structure.rules
    rules: Rules = _with_numbers(of(Part.RULES).structure.rules, inputs.structure.rules)
    rules = rules.model_copy(update={each: getattr(section_47, each) for each in SECTION_47_RULES})
    teams = _with_posts(teams_for(of(Part.TEAMS), of(Part.PATHWAY)), of(Part.POSTS))
    try:
        made = a.model_copy(
            update={
                "title": title,
                "description": "",
                **{name: getattr(of(Part.DEMAND), name) for name in DEMAND_FIELDS},
                "pathway": _with_numbers(of(Part.PATHWAY).pathway, inputs.pathway),
                "structure": Structure(teams=teams, rules=rules),
                "assumptions": {**a.assumptions, **b.assumptions, **inputs.assumptions},
                "workforce": inputs.workforce,
                "handoffs": inputs.handoffs,
            }
        )
        idle = idle_assumptions(made)
        kept = {name: each for name, each in made.assumptions.items() if name not in idle}
        made = made.model_copy(update={"assumptions": kept})
    except ValidationError as error:
        reasons = [f"{text_of(each['loc'])}: {each['msg']}" for each in error.errors()]
        raise IllegalMixtureError(reasons) from None
    if found := faults(made):
        raise IllegalMixtureError([each.message for each in found])
    return made


def teams_for(scenario: Scenario, other: Scenario) -> dict[str, Team]:
    """The teams of a scenario as they would be with the pathway of another.

    Each owns and chairs what it did. In place of what is gone it has what took its place, or what
    it took the place of; what is new altogether goes to the team of the same name.

    Args:
        scenario: whose teams they are.
        other: whose pathway they work on.
    """
    wanted, heirs = other.pathway.activities, replaced_activities(scenario, other)
    new = set(wanted) - set(scenario.pathway.activities) - {*chain.from_iterable(heirs.values())}

    def work(names: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, ...]:
        taken = [name for name in names if name in wanted]
        taken += [heir for name in names for heir in wanted if heir in heirs.get(name, ())]
        taken += [name for name in there if name in new]
        return tuple(dict.fromkeys(taken))

    def adapted(name: str, team: Team) -> Team:
        same = other.structure.teams.get(name, Team())
        owns, chairs = work(team.owns, same.owns), work(team.chairs, same.chairs)
        return team.model_copy(update={"owns": owns, "chairs": chairs})

    return {name: adapted(name, team) for name, team in scenario.structure.teams.items()}


def has_same_teams(a: Scenario, b: Scenario) -> bool:
    """Whether two scenarios have teams of the same names, so that their posts can be compared."""
    return a.structure.teams.keys() == b.structure.teams.keys()


def _with_posts(teams: dict[str, Team], of: Scenario) -> dict[str, Team]:
    """The teams with the posts of a scenario, where it has the same teams."""
    if teams.keys() != of.structure.teams.keys():
        return teams
    return {
        name: team.model_copy(update={"posts": of.structure.teams[name].posts})
        for name, team in teams.items()
    }


def _with_numbers(shape: Any, numbers: Any) -> Any:
    """A part of a scenario with the numbers of another, wherever both state one.

    Chances and shares of one table go together: where more than its numbers differ, a table stays
    as it is, and so does a list.
    """
    made = shape
    if isinstance(shape, Estimate) and isinstance(numbers, Estimate):
        made = numbers
    elif isinstance(shape, Record) and type(shape) is type(numbers):
        fields = {name: getattr(shape, name) for name in type(shape).model_fields}
        changed = {n: _with_numbers(each, getattr(numbers, n)) for n, each in fields.items()}
        made = shape.model_copy(update=changed)
    elif isinstance(shape, dict) and isinstance(numbers, dict):
        is_table = any(isinstance(each, Estimate | str) for each in shape.values())
        if not is_table or _kinds(shape) == _kinds(numbers):
            made = {key: _with_numbers(each, numbers.get(key)) for key, each in shape.items()}
    elif isinstance(shape, tuple) and isinstance(numbers, tuple):
        is_same_list = list(by_name(shape)) == list(by_name(numbers))
        made = tuple(map(_with_numbers, shape, numbers)) if is_same_list else shape
    return made


def _kinds(table: dict[str, object]) -> dict[str, type]:
    return {key: type(each) for key, each in table.items()}

"""JSON of scenarios: checks and structures as plain records with stable keys."""

from __future__ import annotations

from collections.abc import Sequence

from sim.present.checked_file import Checked
from sim.present.json.results import Json, fields, record
from sim.present.words.small_counts import changes, stock
from sim.scenario.exact.chain import solve
from sim.scenario.problems import Problem
from sim.scenario.scenario import Scenario


def structures(scenarios: Sequence[Scenario]) -> Json:
    """One structure or two.

    Keys: `structures`, each with `title`, `hash`, `teams` (`owns`, `chairs`, `localities`),
    `handoffs_per_referral`, `worker_changes_per_referral` and `handoffs` (`from`, `to`,
    `per_referral`); `differences` of the second from the first, empty for one.
    """
    return record(
        "structure",
        structures=[_structure(scenario) for scenario in scenarios],
        differences=changes(*scenarios) if len(scenarios) == 2 else [],
    )


def checks(files: Sequence[Checked]) -> Json:
    """Checked files: `file`, `usable`, `problems` and `warnings` with their places, `capacity`.

    `cost` is that of a year, as `locality cost` has it; null where no prices are given.

    `derived` lists the inputs that follow from others: `path`, `derived` (the sum), `value` (null
    where it would tell of fewer than 5 children), `unit`, and the paths of its `sources`.

    In a stock `reported` is null where it would tell of fewer than 5 children. `working_year` has
    the hours of a full-time social worker by what they go to; `forms` are a part of `cases`.
    """
    return record("check", files=[_checked(file) for file in files])


def _structure(scenario: Scenario) -> Json:
    chain = solve(scenario)
    return {
        "title": scenario.title,
        "hash": scenario.content_hash,
        "teams": {
            name: fields(team, "owns", "chairs", "localities")
            for name, team in scenario.structure.teams.items()
        },
        **fields(chain, "handoffs_per_referral", "worker_changes_per_referral"),
        "handoffs": [
            {"from": giving, "to": taking, "per_referral": passed}
            for (giving, taking), passed in chain.handoffs_between.items()
        ],
    }


def _checked(file: Checked) -> Json:
    return {
        "file": file.file,
        "usable": not file.problems,
        "problems": [_problem(problem) for problem in file.problems],
        "warnings": [_problem(problem) for problem in file.warnings],
        "capacity": file.capacity
        and {
            **fields(file.capacity, "roles", "caseloads", "working_year"),
            "stocks": [stock(each) for each in file.capacity.stocks],
        },
        "cost": file.cost,
        "derived": [
            fields(each, "path", "derived", "unit", "sources")
            | {"value": None if isinstance(each.value, str) else each.value}
            for each in file.derived
        ],
    }


def _problem(problem: Problem) -> Json:
    return {**fields(problem.place, "file", "line", "column"), "message": problem.message}

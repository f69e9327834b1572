"""The charts of a comparison, by what they show."""

from __future__ import annotations

from collections.abc import Callable

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.present.charts import (
    caseload,
    changes,
    conclusion,
    forest,
    gains,
    handoff_maps,
    precision,
    waits,
)
from sim.present.charts.chart import Chart
from sim.scenario.exact.chain import solve

OF_COMPARISON: dict[str, Callable[[Comparison, Experiment, int], Chart]] = {
    "what is judged": lambda found, _, __: forest.judged(found),
    "days to conclusion": lambda found, runs, _: conclusion.days_to_conclusion(runs, found),
    "caseload": lambda found, runs, width: caseload.by_team_and_week(runs, found, width),
    "localities": lambda found, _, __: gains.by_locality(found),
    "teams": lambda found, _, width: gains.by_team(found, width),
    "handoffs": lambda found, _, width: handoff_maps.observed(found, width),
    "expected and simulated": lambda found, _, __: changes.handoffs_per_referral(
        found, solve(found.a), solve(found.b)
    ),
    "changes of worker": lambda found, _, __: changes.worker_changes(found),
    "days waited": lambda found, _, __: waits.days_waited(found),
    "children waiting": lambda found, _, __: waits.children_waiting(found),
    "narrowing": lambda _, runs, __: precision.narrowing(runs),
}
"""Each takes a comparison, the experiment behind it, and the pixels there are for its width."""

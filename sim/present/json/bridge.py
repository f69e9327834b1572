"""The bridge as JSON."""

from __future__ import annotations

from sim.experiment.experiment import Experiment
from sim.experiment.studies.bridge import Bridge, Bridged
from sim.present.json.results import Json, fields, judged, record, runs
from sim.present.words import answer, bridge
from sim.present.words.different_demand import different_demand
from sim.present.words.small_counts import changes


def bridged(found: Bridge, experiment: Experiment) -> Json:
    """What each step from A to B does.

    Keys: `finding`, `order` (where the steps come from, and how far their order matters),
    `rests_on`, `draft` and `different_demand` (empty where both meet the same families), in words;
    `basis`, `worlds`, `pairs` and `confidence` as in a comparison; `steps`, with `name`, `parts`
    (what is taken over from B; empty for a step that was named), `scenario` (after it: title and
    hash) and `changes`; `outcomes`, with `whole` and `steps`, each an outcome as it is judged in a
    comparison, and `turned`: the same steps, in the same places, where they are taken in the
    opposite order; empty without that. The differences of the steps add up to that of the whole.
    """
    comparison, ways = found.comparison, found.ways
    scenarios = (ways.a, *(step.to for step in ways.steps))
    return record(
        "bridge",
        runs=runs(experiment),
        finding=bridge.finding(found),
        order=bridge.order(found),
        rests_on=answer.basis(comparison),
        draft=answer.draft(comparison),
        different_demand=different_demand(ways.a, ways.b),
        **fields(comparison, "basis", "worlds", "pairs", "confidence"),
        steps=[
            {
                **fields(step, "name", "parts"),
                "scenario": {"title": step.to.title, "hash": step.to.content_hash},
                "changes": changes(before, step.to),
            }
            for before, step in zip(scenarios, ways.steps, strict=False)
        ],
        outcomes=[_outcome(each) for each in found.outcomes],
    )


def _outcome(each: Bridged) -> Json:
    return {
        "whole": judged(each.whole),
        "steps": [judged(step) for step in each.steps],
        "turned": [judged(step) for step in each.turned],
    }

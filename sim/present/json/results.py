"""JSON: results as plain records with stable keys, the same for the same scenarios and seed.

Every record begins with `kind`, `format` (1) and, where something was simulated, `runs`:
`{seed, asked, ending, scenarios: [{title, hash, done}], failures: [{scenario, replication,
cause}]}`, where `ending` tells why there are so many runs: fixed, precise or capped.
An interval is `{mean, low, high, replications}`, null for a number that is not there. A figure is
named by `{measure, scope, name}`; scope "all" and name "" stand for the whole service. Shares are
percentages from 0 to 100, and their differences percentage points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict

from sim.experiment.comparison import Comparison, Key, Outcome, levels
from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import Held
from sim.experiment.work.replicate import Replication
from sim.measures.catalogue import CATALOGUE
from sim.measures.story.steps import Story
from sim.present.words.caveats import caveats
from sim.present.words.story import lines
from sim.scenario.differ.difference import differences
from sim.scenario.file.reported import Reported

Json = dict[str, object]


def comparison(found: Comparison, experiment: Experiment) -> Json:
    """A comparison of B with A.

    Keys: `pairs`; `confidence`, of each interval and of all primary differences at once;
    `primary_confidence`, of each primary difference; `primaries`, outcomes with `margin`,
    `verdict` (better, worse, no worse, cannot tell) and `size` (null unless a gain or loss is
    shown); `caveats`, sentences to know before reading them; `outcomes`, figures with `title`,
    `unit`, `better`, the intervals `a`, `b` and `difference` (B - A), `direction` and `adjusted`;
    `inputs`, what differs; `laws`, of A and B.
    """
    return {
        **_begun("comparison", experiment),
        "pairs": found.pairs,
        "confidence": found.confidence,
        "primary_confidence": found.primary_confidence,
        "primaries": [
            {
                **_outcome(primary.outcome),
                "margin": primary.margin,
                "verdict": primary.verdict,
                "size": primary.size,
            }
            for primary in found.primaries
        ],
        "caveats": caveats(found, experiment),
        "outcomes": [_outcome(outcome) for outcome in found.outcomes],
        "inputs": [asdict(difference) for difference in differences(found.a, found.b)],
        "laws": {name: _laws(arm) for name, arm in zip("ab", experiment.arms, strict=True)},
    }


def run(experiment: Experiment) -> Json:
    """One scenario: `confidence`, `figures` with `title`, `unit` and `interval`, and `laws`."""
    (scenario,), (arm,) = experiment.scenarios, experiment.arms
    confidence = scenario.margins.confidence.value
    return {
        **_begun("run", experiment),
        "confidence": confidence,
        "figures": [
            {**_figure(key), "interval": _interval(interval)}
            for key, interval in levels(arm, confidence).items()
        ],
        "laws": _laws(arm),
    }


def validation(held: Sequence[Held], reported: Reported, experiment: Experiment) -> Json:
    """Reported figures: `title`, and `figures` as in their file, with `simulated` and `verdict`."""
    return {
        **_begun("validation", experiment),
        "title": reported.title,
        "figures": [
            {
                **each.figure.model_dump(mode="json"),
                "simulated": _interval(each.simulated),
                "verdict": each.verdict,
            }
            for each in held
        ],
    }


def journeys(a: Story, b: Story, seed: int, replication: int) -> Json:
    """One family under A and B: its totals and `steps` with `date`, `what`, `hours`, `days`."""
    return {
        "kind": "journey",
        "format": 1,
        "seed": seed,
        "replication": replication,
        "a": _story(a),
        "b": _story(b),
    }


def plain(value: float) -> float | None:
    """A number that JSON can hold: null for nan and for infinity."""
    return value if math.isfinite(value) else None


def _begun(kind: str, experiment: Experiment) -> Json:
    return {
        "kind": kind,
        "format": 1,
        "runs": {
            "seed": experiment.seed,
            "asked": experiment.asked,
            "ending": experiment.ending,
            "scenarios": [
                {"title": scenario.title, "hash": scenario.content_hash, "done": len(arm)}
                for scenario, arm in zip(experiment.scenarios, experiment.arms, strict=True)
            ],
            "failures": [
                {"scenario": each.title, "replication": each.number, "cause": each.cause}
                for each in experiment.failures
            ],
        },
    }


def _outcome(outcome: Outcome) -> Json:
    return {
        **_figure(outcome.key),
        "a": _interval(outcome.a),
        "b": _interval(outcome.b),
        "difference": _interval(outcome.difference),
        "direction": outcome.direction,
        "adjusted": outcome.adjusted,
    }


def _figure(key: Key) -> Json:
    definition = CATALOGUE[key.measure]
    return {
        "measure": key.measure,
        "scope": key.scope,
        "name": key.name,
        "title": definition.title,
        "unit": definition.unit,
        "better": definition.better,
    }


def _interval(interval: Interval) -> Json:
    return {
        "mean": plain(interval.mean),
        "low": plain(interval.low),
        "high": plain(interval.high),
        "replications": interval.replications,
    }


def _laws(replications: Sequence[Replication]) -> list[Json]:
    return [
        {**asdict(law), "left": plain(law.left), "right": plain(law.right)}
        for law in laws_of(replications)
    ]


def _story(story: Story) -> Json:
    return {
        **asdict(story),
        "steps": [
            {
                **asdict(line),
                "date": line.date.isoformat(),
                "hours": plain(line.hours),
                "days": plain(line.days),
            }
            for line in lines(story)
        ],
    }

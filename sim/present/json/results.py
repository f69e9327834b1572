"""JSON: results as plain records with stable keys, the same for the same scenarios and seed.

Every record begins with `kind`, `format` (2) and, where something was simulated, `runs`:
`{seed, asked, ending, scenarios: [{title, hash, done}], failures: [{scenario, replication,
cause}]}`, where `ending` says why there are so many runs: fixed, settled, precise or capped.
An interval is `{mean, low, high, replications}`, null for a number that is not there. A figure is
named by `{measure, scope, name}`; scope "all" and name "" stand for the whole service. Shares are
percentages from 0 to 100, and their differences percentage points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from pydantic_core import to_jsonable_python

from sim.experiment.comparison import Comparison, Judged, Key, Outcome, levels
from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.library.records import Damaged
from sim.experiment.library.saved_comparisons import SavedComparison
from sim.experiment.statistics.verdict import Chance
from sim.experiment.studies.validation import Held
from sim.experiment.studies.why import Why
from sim.measures.catalogue import CATALOGUE
from sim.present.words import answer, cost, why
from sim.present.words.caveats import caveats
from sim.present.words.small_counts import ToldFigure, changes, with_told
from sim.scenario.exact.cost import cost_difference, cost_of
from sim.scenario.file.reported import Reported, ReportedFigure
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.measures.story.steps import Story
    from sim.verify.verification import Verification

Json = dict[str, object]


def record(kind: str, **content: object) -> Json:
    """A record that JSON can hold: dataclasses by their fields, null for nan and for infinity."""
    return plain(kind=kind, format=2, **content)


def plain(**content: object) -> Json:
    """Values by name as JSON holds them, to stand in a record beside others."""
    held: Json = to_jsonable_python(content, inf_nan_mode="null")
    return held


def fields(of: object, *names: str) -> Json:
    """Some values of an object, under their own names."""
    return {name: getattr(of, name) for name in names}


def comparison(found: Comparison, experiment: Experiment, known: Why | None = None) -> Json:
    """A comparison of B with A.

    Keys, in this order:
    `headline`, the answer in words; `depends_on`, what decides it; `rests_on`, where the inputs
    come from, in words; `draft`, that there are too few runs, or empty; `basis`, where they come
    from (worlds, ranges, planned); `worlds`, different ones among the `pairs`; `confidence`, of
    each interval on its own; `primaries` and `guardrails`, what is judged; `cost`, of a year of the
    posts at the prices of A: `said` in words, `price_year`, and `a`, `b` and `difference`, each
    `{value, low, high}` in pounds or null without prices; `caveats`, sentences to know before
    reading them; `outcomes`, every figure with `title`, `unit`, `better` (which way is
    good), the intervals `a`, `b` and `difference` (B - A) and `direction`; `inputs`, what differs;
    `laws`, of A and B.

    What is judged is an outcome with `margin`, `verdict` (better, worse, about the same, cannot
    tell), `chances`, `ahead` and `behind` (simulated years, of `years`, in which B does better and
    worse by however little), `share_of_chance` (of the variance of one year's difference, the rest
    being doubt about inputs; null while it is not known) and `said`, all of that in words. Its
    `chances` are those of a gain beyond the margin (`better`), of a loss beyond it (`worse`) and of
    neither (`same`), each with `share` (from 0 to 1), `likelihood` (the word of the yardstick),
    `count` (of `worlds`, in how many it holds) and the ends `low` and `high` of the share that so
    many worlds leave open; the last three are null where inputs are as planned.
    """
    return record(
        "comparison",
        runs=runs(experiment),
        headline=answer.headline(found),
        depends_on=why.depends_on(found, known),
        rests_on=answer.basis(found),
        draft=answer.draft(found),
        **fields(found, "basis", "worlds", "pairs", "confidence"),
        primaries=[judged(each) for each in found.primaries],
        guardrails=[judged(each) for each in found.guardrails],
        cost=_cost(found.a, found.b),
        caveats=caveats(found, experiment),
        outcomes=[_outcome(outcome) for outcome in found.outcomes],
        inputs=changes(found.a, found.b),
        laws={name: laws_of(arm) for name, arm in zip("ab", experiment.arms, strict=True)},
    )


def _cost(a: Scenario, b: Scenario) -> Json:
    of_a, of_b = (cost_of(each, a.costs) if a.costs else None for each in (a, b))
    return {
        "said": cost.compared(a, b),
        "price_year": of_a and of_a.price_year,
        "a": of_a and of_a.total,
        "b": of_b and of_b.total,
        "difference": cost_difference(a, b),
    }


def run(experiment: Experiment) -> Json:
    """One scenario: `confidence`, `figures` with `title`, `unit` and `interval`, and `laws`."""
    (scenario,), (arm,) = experiment.scenarios, experiment.arms
    confidence = scenario.margins.confidence.value
    return record(
        "run",
        runs=runs(experiment),
        confidence=confidence,
        figures=[
            {**_figure(key), "interval": interval}
            for key, interval in levels(arm, confidence).items()
        ],
        laws=laws_of(arm),
    )


def validation(held: Sequence[Held], reported: Reported, experiment: Experiment) -> Json:
    """Reported figures.

    Keys: `title`; `figures` as in their file (`kind`: input, consequence, workload or null), with
    `simulated` and `verdict`, and `told`: where that is false, `reported`, `low`, `high`, `source`
    and `note` are null, as they would tell of fewer than 5 children.
    """
    return record(
        "validation",
        runs=runs(experiment),
        title=reported.title,
        figures=[
            {
                **_reported(each.figure, told),
                "told": told.is_whole,
                **fields(each, "simulated", "verdict"),
            }
            for each, told in with_told(held)
        ],
    )


def verification(found: Verification) -> Json:
    """The engine against theory.

    Keys: `seed`; `confidence` of each interval; `off`, how many checks do not agree; `checks`, with
    `case`, `setting`, `source`, `figure`, `theory`, `simulated`, `tolerance`, `exact` (whether no
    luck is left), `verdict` (agrees, off) and `failure` (why it could not be run, else empty).
    """
    # Needs the engine, which the record of a stored comparison does without.
    from sim.verify.verification import CONFIDENCE  # noqa: PLC0415

    return record(
        "verification",
        seed=found.seed,
        confidence=CONFIDENCE,
        off=len(found.off),
        checks=[
            {
                "case": check.case.name,
                **fields(check.case, "setting", "source"),
                "figure": check.what,
                **fields(check, "theory", "simulated", "tolerance"),
                "exact": check.case.exact,
                **fields(check, "verdict", "failure"),
            }
            for check in found.checks
        ],
    )


def journeys(a: Story, b: Story, seed: int, replication: int) -> Json:
    """One family under A and B: its totals and `steps` with `date`, `what`, `hours`, `days`."""
    return record("journey", seed=seed, replication=replication, a=_story(a), b=_story(b))


def saved_runs(found: Sequence[SavedComparison], damaged: Sequence[Damaged], location: str) -> Json:
    """What a store has saved: `store`, and `comparisons`, the latest first.

    `damaged` names the records that cannot be read: `{path, why}` each.
    """
    return record("runs", store=location, comparisons=found, damaged=damaged)


def _reported(of: ReportedFigure, told: ToldFigure) -> Json:
    hidden = () if told.is_whole else ("reported", "low", "high", "source", "note")
    return {**dict(of), **dict.fromkeys(hidden)}


def runs(experiment: Experiment) -> Json:
    """What was simulated, as every record that rests on runs says it."""
    return {
        **fields(experiment, "seed", "asked", "ending"),
        "scenarios": [
            {"title": scenario.title, "hash": scenario.content_hash, "done": len(arm)}
            for scenario, arm in zip(experiment.scenarios, experiment.arms, strict=True)
        ],
        "failures": [
            {"scenario": each.title, "replication": each.number, "cause": each.cause}
            for each in experiment.failures
        ],
    }


def _outcome(outcome: Outcome) -> Json:
    return {**_figure(outcome.key), **fields(outcome, "a", "b", "difference", "direction")}


def judged(found: Judged) -> Json:
    """An outcome as it is judged, as `comparison` describes it."""
    shares = {name: chance(getattr(found.chances, name)) for name in ("better", "worse", "same")}
    return {
        **_outcome(found.outcome),
        **fields(found, "margin", "verdict"),
        "chances": shares,
        **fields(found, "ahead", "behind", "years", "share_of_chance"),
        "said": answer.said(found),
    }


def chance(of: Chance) -> Json:
    """A probability, as `comparison` describes those of an outcome."""
    low, high = of.ends
    is_told = not math.isnan(of.share)
    return {
        "share": of.share,
        "likelihood": of.likelihood if is_told else None,
        "count": of.count if is_told and of.worlds > 1 else None,
        **fields(of, "worlds"),
        "low": low,
        "high": high,
    }


def _figure(key: Key) -> Json:
    return {**key._asdict(), **fields(CATALOGUE[key.measure], "title", "unit", "better")}


def _story(story: Story) -> Json:
    from sim.present.words.story import lines  # noqa: PLC0415  needs the engine, as above

    return {**asdict(story), "steps": lines(story)}

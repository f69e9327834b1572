"""Caveats: what in the inputs or in the runs makes an answer say less than it seems to."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.present.words.cost import other_prices
from sim.scenario.differ.difference import differences
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed


def caveats(comparison: Comparison, experiment: Experiment) -> list[str]:
    """What to know before reading the answer, a sentence or two each; mostly nothing.

    Args:
        comparison: what was found.
        experiment: the runs that it was found in.
    """
    return [
        *_thresholds(comparison.a, comparison.b),
        *_margins(comparison.a, comparison.b),
        *filter(None, [other_prices(comparison.a, comparison.b)]),
        *_broken(experiment),
    ]


def _thresholds(a: Scenario, b: Scenario) -> Iterator[str]:
    """Families that are led another way: a gain from a tighter threshold is none."""
    differ = [each.sentence for each in differences(a, b) if each.kind == "routes"]
    in_a, in_b = _accepted(a), _accepted(b)
    # Said by itself, as it also differs where the first activity has another name.
    if not math.isclose(in_a, in_b):
        differ.insert(0, f"accepted as referrals {in_a:.1%} of contacts in A, {in_b:.1%} in B")
    if differ:
        yield (
            f"A tighter threshold looks like a gain in every measure, and is none for the families "
            f"turned away. What families are led to differs: {'; '.join(differ)}."
        )


def _accepted(scenario: Scenario) -> float:
    """Share of contacts that become referrals."""
    pathway = scenario.pathway
    first = pathway.activities[pathway.starts_at]
    return first.routes_for("").get(pathway.referral_at, 0.0)


def _margins(a: Scenario, b: Scenario) -> Iterator[str]:
    """What is judged by, where the scenarios do not agree on it."""
    of_a, of_b = ({name: each.value for name, each in side.margins} for side in (a, b))
    if of_a != of_b:
        yield "B has margins or a confidence of its own; differences are judged by those of A."


def _broken(experiment: Experiment) -> Iterator[str]:
    """Checks that fail in most runs: the service is not in the state that measures are read for."""
    told = []
    for letter, arm in zip("AB", experiment.arms, strict=True):
        broken = [law for law in laws_of(arm) if law.verdict == "watch" and 2 * law.holds < law.of]
        if broken:
            names = listed(list(dict.fromkeys(f"{law.name} ({law.scope})" for law in broken)))
            told.append(f"of {letter} {names}")
    if told:
        yield (
            f"Read these first, as a team that never gets to its work can look like a gain. Checks "
            f"that do not hold in most runs: {'; '.join(told)}."
        )

"""Made-up experiments whose judged outcomes are moved by so many margins, for tests of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE, JUDGED, PRIMARY
from tests.experiment.runs import CLUSTERS, SMALL, made_up

GAINS_ALL_AND_LOSES_ONE = {**dict.fromkeys(PRIMARY, 4.0), "conference_in_15_days": -9.0}
"""A gain on each primary outcome, and one guardrail lost."""
WITHIN_MARGINS = {measure: (-0.5, 0.5)[at % 2] for at, measure in enumerate(JUDGED)}
"""Everything moved, and nothing as far as its margin."""


def shifted(
    gains: Mapping[str, float], pairs: int = 20, spread: float = 0.1, over_worlds: bool = True
) -> Experiment:
    """An experiment in which B gains so many margins on each judged measure; 0 if not named.

    Args:
        gains: margins by measure, above 0 where it is good for children.
        pairs: of runs.
        spread: standard deviation of a gain between pairs, in margins.
        over_worlds: whether each pair is in another world; else all inputs are as planned.
    """
    chance = np.random.default_rng(7)
    of_a, of_b = {}, {}
    for measure in JUDGED:
        margin, sign = SMALL.margins.of(measure), 1 if CATALOGUE[measure].better == "higher" else -1
        level = 0.6 if CATALOGUE[measure].unit == "per child" else 60.0
        of_a[Key(measure)] = [level] * pairs
        moved = gains.get(measure, 0.0) + spread * chance.normal(size=pairs)
        of_b[Key(measure)] = (level + sign * margin * moved).tolist()
    worlds = Worlds((SMALL, CLUSTERS), None) if over_worlds else None
    return replace(made_up(of_a, of_b), worlds=worlds)

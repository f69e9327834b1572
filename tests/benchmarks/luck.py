"""Keyed luck against one stream a seed: replications needed for an equally precise difference.

The real model runs twice over the same seeds: once as it is, every draw belonging to a family or a
post and a purpose, and once with the draws taken from a single stream in the order in which a run
asks for them, which is what the same seed gives a model written without such care. The families who
arrive are the same in both. The number of replications that an interval of given width needs goes
with the variance of the paired difference.
"""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import numpy as np
from rich.table import Table

from sim.experiment.comparison import compare
from sim.experiment.running import run_experiment
from sim.experiment.work.pool import Serial
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.model import replication
from sim.model.luck import Luck
from sim.scenario.file.loading import load_scenario

_SCENARIOS = Path(__file__).parents[2] / "scenarios"
_SEED = 2013


class OneStream(Luck):
    """Draws from one stream, whoever they are for."""

    def __init__(self, seed: int, number: int) -> None:
        """Start the stream of a replication."""
        super().__init__(seed, number)
        self._one = np.random.default_rng((seed, number))

    def draws(self, *_key: object) -> tuple[float, float, float, float]:
        """The next four draws."""
        one, two, three, four = self._one.random(4).tolist()
        return one, two, three, four

    def draw(self, *_key: object) -> float:
        """The next draw."""
        return float(self._one.random())


def precision(pairs: int) -> Table:
    """Interval of the paired difference of each primary outcome, with keyed luck and without.

    Args:
        pairs: replications of each scenario under each kind of luck.
    """
    keyed = _half_widths(pairs)
    with patch.object(replication, "Luck", OneStream):
        stream = _half_widths(pairs)
    found = Table(f"half-width, {pairs} pairs", "keyed", "one stream", "x replications needed")
    for measure in PRIMARY:
        own, other = keyed[measure], stream[measure]
        title = CATALOGUE[measure].title
        found.add_row(title, f"{own:.3g}", f"{other:.3g}", f"{(other / own) ** 2:.1f}")
    return found


def _half_widths(pairs: int) -> dict[str, float]:
    """Half-width of the interval of each primary difference, proposed less current."""
    scenarios = [load_scenario(_SCENARIOS / f"{name}.yaml") for name in ("current", "proposed")]
    found = compare(run_experiment(scenarios, _SEED, pairs, Serial()))
    return {
        primary.outcome.key.measure: primary.outcome.difference.half_width
        for primary in found.primaries
    }

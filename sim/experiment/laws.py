"""The laws of a scenario: those of its replications together, and initial bias over all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiment.statistics.figures import Figures
from sim.experiment.work.replicate import Replication
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, PRIMARY
from sim.measures.laws.initial_bias import initial_bias
from sim.measures.laws.law import LawSummary, summarise
from sim.scenario.margins import WORST_LOCALITY

_WITHOUT_WEEKS = frozenset(
    {
        "children_with_3plus_changes",
        *(each for each in GUARDRAILS if each.endswith(WORST_LOCALITY)),
    }
)
"""Guardrails that are no course over weeks: how often a child changed worker shows over the whole
window, and a locality has too few children a week to say which is worst. A start that still tells
in them tells in worker changes and in the primary outcomes."""
_BY_WEEK = (
    "load_per_worker_mean",
    *PRIMARY,
    *(each for each in GUARDRAILS if each not in _WITHOUT_WEEKS),
)
"""Caseload, the primary outcomes, and the guardrails but for those without weeks."""


def laws_of(replications: Sequence[Replication]) -> tuple[LawSummary, ...]:
    """Every law of one scenario.

    Initial bias is judged in the mean of the replications, week by week: in a single one the play
    of chance hides a start that still tells, or looks like one.

    Args:
        replications: those of one scenario.
    """
    figures = Figures.of(replications)
    return (
        *summarise(replication.laws for replication in replications),
        *(
            initial_bias(
                CATALOGUE[measure].title,
                _weekly(figures, measure),
                len(replications),
                is_share=CATALOGUE[measure].unit == "%",
            )
            for measure in _BY_WEEK
        ),
    )


def _weekly(figures: Figures, measure: str) -> NDArray[np.float64]:
    """A measure in each week, mean of the replications that had something to measure in it."""
    weeks = [figures[key] for key in figures if key[:2] == (measure, "week")]
    known = [week[~np.isnan(week)] for week in weeks]
    return np.array([week.mean() if len(week) else np.nan for week in known])

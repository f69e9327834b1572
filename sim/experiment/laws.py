"""The laws of a scenario: those of its replications together, and initial bias over all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiment.statistics.figures import Figures
from sim.experiment.work.replicate import Replication
from sim.measures.laws.initial_bias import initial_bias
from sim.measures.laws.law import LawSummary, summarise


def laws_of(replications: Sequence[Replication]) -> tuple[LawSummary, ...]:
    """Every law of one scenario.

    Initial bias is judged in the mean of the replications, week by week: in a single one the play
    of chance hides a start that still tells, or looks like one.

    Args:
        replications: those of one scenario.
    """
    figures = Figures.of(replications)
    weeks = [key for key in figures if key[:2] == ("load_per_worker_mean", "week")]
    caseload = np.array([figures[week].mean() for week in weeks])
    return (
        *summarise(replication.laws for replication in replications),
        initial_bias(caseload, len(replications)),
    )

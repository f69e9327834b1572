"""A scenario's laws are those of all its replications, and initial bias is judged in their mean."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiment.comparison import Key
from sim.experiment.laws import laws_of
from tests.experiment.runs import Values, made_up

WEEKS = 60


def weekly(*caseloads: list[float]) -> Values:
    """A caseload for each week, from those of each replication."""
    return {
        Key("load_per_worker_mean", "week", f"week {week + 1}"): values
        for week, values in enumerate(zip(*caseloads, strict=True))
    }


def test_chance_that_evens_out_over_replications_is_no_initial_bias() -> None:
    rises = (20 - 10 * np.exp(-np.arange(WEEKS) / 8)).tolist()
    falls = (20 + 10 * np.exp(-np.arange(WEEKS) / 8)).tolist()
    one, both = (made_up(weekly(*each), {}).arms[0] for each in ([rises], [rises, falls]))
    assert laws_of(one)[-1].verdict == "watch"
    bias = laws_of(both)[-1]
    assert (bias.name, bias.verdict, bias.of) == ("initial bias", "holds", 1)
    assert bias.left == bias.right == pytest.approx(20)


def test_the_other_laws_are_summarised_over_replications() -> None:
    arm = made_up(weekly([20.0] * WEEKS, [20.0] * WEEKS), {}).arms[0]
    assert [(law.name, law.of) for law in laws_of(arm)] == [
        ("conservation", 2),
        ("share still inside", 2),
        ("initial bias", 1),
    ]

"""Finding out: which input is worth measuring first, for the choice between A and B.

The choice is made by one number, stated here so that it can be disputed. The *balance* of B in a
world is the sum of what it gains or loses in the primary outcomes, plus what it loses in each
guardrail, all in margins: each margin weighs the same, and a guardrail that gains counts nothing,
as it is there to be kept. Guardrails of the worst-off locality are left out, as the primary
outcomes count that locality already. A balance above 0 speaks for B.

Knowing an input would change the choice where the balance expected at its true value has the other
sign than the balance expected now. The balance expected at a value is a parabola in that value,
fitted over the worlds (Strong, Oakley and Brennan 2014, doi 10.1177/0272989X13505910, who take any
smooth curve). Two numbers follow: the share of worlds in which knowing it would turn the choice,
and what knowing it is worth on average, in margins (expected value of partial perfect information).
An input is told only where the parabola explains more than chance would for any of the inputs in 1
of 20 comparisons; of others, finding out is not known to be worth anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.experiment.studies.seen import Seen
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import GUARDRAILS, PRIMARY
from sim.scenario.margins import WORST_LOCALITY

Floats = NDArray[np.float64]

_ALARMS = 0.05
_FEWEST = 10
"""Worlds below which nothing is told."""


@dataclass(frozen=True)
class WorthKnowing:
    """What finding out the true value of one input is worth.

    Attributes:
        input: the input.
        turns: share of worlds in which knowing it would turn the choice between A and B.
        value: margins gained on average by choosing after finding out, and not before.
    """

    input: Input
    turns: float
    value: float


@dataclass(frozen=True)
class FindingOut:
    """What is worth finding out first.

    Attributes:
        balance: of B against A, mean over worlds, in margins.
        chooses_b: whether B is chosen as things are known now.
        against: share of worlds in which the other choice would be the right one.
        ranked: inputs worth finding out, by value, the highest first.
        worlds: how many worlds it rests on.
    """

    balance: float
    chooses_b: bool
    against: float
    ranked: tuple[WorthKnowing, ...]
    worlds: int


def finding_out(what: Seen) -> FindingOut:
    """What is worth finding out, from the worlds of a comparison alone."""
    balance = _balance(what)
    has_value = np.isfinite(balance)
    values, balance = what.values[has_value], balance[has_value]
    mean = float(balance.mean()) if len(balance) else 0.0
    return FindingOut(
        balance=mean,
        chooses_b=mean > 0,
        against=float(((balance > 0) != (mean > 0)).mean()) if len(balance) else 0.0,
        ranked=tuple(_ranked(what.inputs, values, balance)),
        worlds=len(balance),
    )


def _balance(what: Seen) -> Floats:
    """Of each world, in margins; nan where a primary outcome has no value."""
    gains = {measure: each.lasting for measure, each in what.gains.items()}
    none = np.full(len(what.numbers), np.nan)
    primaries: Floats = sum((gains.get(measure, none) for measure in PRIMARY), np.zeros(len(none)))
    kept = [each for each in GUARDRAILS if not each.endswith(WORST_LOCALITY) and each in gains]
    losses: Floats = sum(
        (np.minimum(np.nan_to_num(gains[each]), 0.0) for each in kept), np.zeros(len(none))
    )
    return primaries + losses


def _ranked(inputs: Sequence[Input], values: Floats, balance: Floats) -> list[WorthKnowing]:
    """The inputs that finding out is worth something, by value."""
    worlds, mean = len(balance), balance.mean() if len(balance) else 0.0
    if worlds < _FEWEST or np.ptp(balance) == 0:
        return []
    found = []
    for each, column in zip(inputs, values.T, strict=True):
        if np.ptp(column) == 0:
            continue  # it varies only in worlds without a value
        scaled = (column - column.mean()) / column.std()
        basis = np.column_stack([np.ones(worlds), scaled, scaled**2])
        fitted = basis @ np.linalg.lstsq(basis, balance)[0]
        explained = float(((fitted - mean) ** 2).sum())
        left = float(((balance - fitted) ** 2).sum())
        f = explained / 2 / max(left, 1e-12) * (worlds - 3)
        if special.fdtrc(2, worlds - 3, f) * len(inputs) > _ALARMS:
            continue
        turns = float(((fitted > 0) != (mean > 0)).mean())
        value = float(np.maximum(fitted, 0.0).mean() - max(mean, 0.0))
        found.append(WorthKnowing(each, turns, value))
    return sorted((each for each in found if each.turns > 0), key=lambda each: -each.value)

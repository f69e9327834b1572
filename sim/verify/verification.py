"""Verification: every case simulated, set against theory, and judged."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.experiment.statistics.interval import Interval, level
from sim.experiment.work.retries import Failed, with_retries
from sim.model.luck import identity
from sim.model.replication import simulate
from sim.verify.caseloads import caseloads
from sim.verify.certain import certain_cases
from sim.verify.queues import queues
from sim.verify.theory_case import Prediction, TheoryCase

CONFIDENCE = 0.95
"""Of the interval of each simulated mean."""
HALF_WIDTHS = 3.0
"""Half-widths of the interval by which theory and simulation may differ."""
SHARE = 0.02
"""Share of theory's value by which they may differ in any case."""


_ROUNDING = 1e-9  # share of the value, where there is no luck


class Agreement(StrEnum):
    """Whether the engine does what theory says."""

    AGREES = "agrees"
    OFF = "off"


@dataclass(frozen=True)
class CaseRun:
    """One replication of a case to work out."""

    case: TheoryCase
    seed: int
    number: int
    place: int = 0
    """Of the case among those that are verified."""


@dataclass(frozen=True)
class Check:
    """One prediction of a case: what theory says, what the engine shows, whether they agree."""

    case: TheoryCase
    what: str
    theory: float
    simulated: Interval
    tolerance: float
    verdict: Agreement
    failure: str = ""
    """Why a replication of the case came to nothing, if one did."""


@dataclass(frozen=True)
class Verification:
    """All checks, in the order of the cases."""

    seed: int
    checks: tuple[Check, ...]
    seconds: float

    @property
    def off(self) -> tuple[Check, ...]:
        """The checks that do not agree."""
        return tuple(check for check in self.checks if check.verdict is Agreement.OFF)


def all_cases() -> tuple[TheoryCase, ...]:
    """Every case there is."""
    return (*queues(), *caseloads(), *certain_cases())


def verify(
    cases: Sequence[TheoryCase],
    seed: int,
    executor: Executor,
    on_result: Callable[[], None] = lambda: None,
) -> Verification:
    """Simulate cases and set them against theory.

    Args:
        cases: what to verify.
        seed: identity of the luck.
        executor: where to work out replications, all cases together.
        on_result: called as each replication ends.

    Returns:
        A check for each prediction of each case; off where a replication of the case failed.

    Raises:
        UnusableSeedError: if the seed is no whole number, or below 0 or too large.
    """
    identity(seed)
    began = time.perf_counter()
    runs = [
        CaseRun(case, seed, number, place)
        for place, case in enumerate(cases)
        for number in range(case.replications)
    ]
    values: dict[tuple[int, int], tuple[float, ...]] = {}
    failures: dict[int, str] = {}
    for ended in with_retries(observe, runs, executor):
        run = ended.task
        if isinstance(ended, Failed):
            failures[run.place] = ended.cause
        else:
            values[run.place, run.number] = ended.result
        on_result()
    checks: list[Check] = []
    for place, case in enumerate(cases):
        if place in failures:
            checks += [
                _failed(case, prediction, failures[place]) for prediction in case.predictions
            ]
            continue
        of_case = [values[place, number] for number in range(case.replications)]
        checks += [
            judged(case, prediction, observed)
            for prediction, observed in zip(
                case.predictions, zip(*of_case, strict=True), strict=True
            )
        ]
    return Verification(seed, tuple(checks), time.perf_counter() - began)


def observe(run: CaseRun) -> tuple[float, ...]:
    """What one replication of a case shows, prediction by prediction."""
    case = run.case
    log = simulate(case.scenario, run.seed, run.number, case.arrivals)
    return tuple(prediction.observed(log) for prediction in case.predictions)


def judged(case: TheoryCase, prediction: Prediction, observed: Sequence[float]) -> Check:
    """Set what replications show against theory.

    Theory and the simulated mean may differ by 3 half-widths of the mean's interval or by 2 %,
    whichever is more; where no luck is left in a case, by the rounding of sums alone.
    """
    simulated = level(np.array(observed), CONFIDENCE)
    tolerance = (
        _ROUNDING * abs(prediction.theory)
        if case.exact
        else max(HALF_WIDTHS * simulated.half_width, SHARE * abs(prediction.theory))
    )
    agrees = abs(simulated.mean - prediction.theory) <= tolerance
    return Check(
        case=case,
        what=prediction.what,
        theory=prediction.theory,
        simulated=simulated,
        tolerance=tolerance,
        verdict=Agreement.AGREES if agrees else Agreement.OFF,
    )


def _failed(case: TheoryCase, prediction: Prediction, cause: str) -> Check:
    """The check of a prediction that nothing is known of, because the engine broke down."""
    nothing = level(np.array([]), CONFIDENCE)
    return Check(case, prediction.what, prediction.theory, nothing, math.nan, Agreement.OFF, cause)

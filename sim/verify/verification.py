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
from sim.experiment.work.retries import Failed, attempt
from sim.model.replication import simulate
from sim.verify.case import Case, Figure
from sim.verify.caseloads import caseloads
from sim.verify.certain import certain_cases
from sim.verify.queues import queues

CONFIDENCE = 0.95
"""Of the interval of each simulated mean."""
HALF_WIDTHS = 3.0
"""Half-widths of the interval by which theory and simulation may differ."""
SHARE = 0.02
"""Share of theory's value by which they may differ in any case."""


_ROUNDING = 1e-9  # share of the value, where there is no luck


class Verdict(StrEnum):
    """Whether the engine does what theory says."""

    AGREES = "agrees"
    OFF = "off"


@dataclass(frozen=True)
class Run:
    """One replication of a case to work out."""

    case: Case
    seed: int
    number: int
    place: int = 0
    """Of the case among those that are verified."""


@dataclass(frozen=True)
class Check:
    """One figure of one case: what theory says, what the engine shows, and the verdict."""

    case: Case
    what: str
    theory: float
    simulated: Interval
    tolerance: float
    verdict: Verdict
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
        return tuple(check for check in self.checks if check.verdict is Verdict.OFF)


def all_cases() -> tuple[Case, ...]:
    """Every case there is."""
    return (*queues(), *caseloads(), *certain_cases())


def verify(
    cases: Sequence[Case],
    seed: int,
    executor: Executor,
    on_result: Callable[[], None] = lambda: None,
) -> Verification:
    """Simulate cases and set them against theory.

    Args:
        cases: what to verify.
        seed: identity of the luck.
        executor: where to work out replications, all cases together.
        on_result: told of each replication as it ends.

    Returns:
        A check for each figure of each case; off where a replication of the case failed.
    """
    began = time.perf_counter()
    runs = [
        Run(case, seed, number, place)
        for place, case in enumerate(cases)
        for number in range(case.replications)
    ]
    values: dict[tuple[int, int], tuple[float, ...]] = {}
    failures: dict[int, str] = {}
    for ended in attempt(observe, runs, executor):
        run = ended.task
        if isinstance(ended, Failed):
            failures[run.place] = ended.cause
        else:
            values[run.place, run.number] = ended.result
        on_result()
    checks: list[Check] = []
    for place, case in enumerate(cases):
        if place in failures:
            checks += [_failed(case, figure, failures[place]) for figure in case.figures]
            continue
        of_case = [values[place, number] for number in range(case.replications)]
        checks += [
            judged(case, figure, observed)
            for figure, observed in zip(case.figures, zip(*of_case, strict=True), strict=True)
        ]
    return Verification(seed, tuple(checks), time.perf_counter() - began)


def observe(run: Run) -> tuple[float, ...]:
    """The figures of one replication of a case."""
    case = run.case
    log = simulate(case.scenario, run.seed, run.number, case.arrivals)
    return tuple(figure.observed(log) for figure in case.figures)


def judged(case: Case, figure: Figure, observed: Sequence[float]) -> Check:
    """Set what replications show against theory.

    Theory and the simulated mean may differ by 3 half-widths of the mean's interval or by 2 %,
    whichever is more; where no luck is left in a case, by the rounding of sums alone.
    """
    simulated = level(np.array(observed), CONFIDENCE)
    tolerance = (
        _ROUNDING * abs(figure.theory)
        if case.exact
        else max(HALF_WIDTHS * simulated.half_width, SHARE * abs(figure.theory))
    )
    agrees = abs(simulated.mean - figure.theory) <= tolerance
    return Check(
        case=case,
        what=figure.what,
        theory=figure.theory,
        simulated=simulated,
        tolerance=tolerance,
        verdict=Verdict.AGREES if agrees else Verdict.OFF,
    )


def _failed(case: Case, figure: Figure, cause: str) -> Check:
    """The check of a figure that nothing is known of, because the engine broke down."""
    nothing = level(np.array([]), CONFIDENCE)
    return Check(case, figure.what, figure.theory, nothing, math.nan, Verdict.OFF, cause)

"""The small print: how sure the figures are, whether there are enough, and what repeats them."""

from __future__ import annotations

import math

from sim.experiment.comparison import Comparison, Primary
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.interval import pairs_needed
from sim.experiment.statistics.precision import StopReason
from sim.present.words.measures import definition, subject
from sim.present.words.numbers import counted, percent
from sim.scenario.words import listed


def pairs_taken(experiment: Experiment) -> str:
    """How many pairs it took until there was enough, where that was not fixed beforehand."""
    pairs = counted(experiment.asked, "pair")
    match experiment.ending:
        case StopReason.PRECISE:
            return f"Precise after {pairs}."
        case StopReason.CAPPED:
            return f"Stopped at the cap of {pairs} before it was precise; --at-most sets the cap."
    return ""


def precision(comparison: Comparison) -> str:
    """Whether the pairs are enough to see the differences that matter."""
    if all(map(is_precise, comparison.primaries)):
        return "Enough pairs: each primary difference is known to within half its margin."
    short = [
        f"{subject(definition(primary.outcome))} about "
        f"{pairs_needed(primary.outcome.difference, primary.margin / 2):,}"
        for primary in comparison.primaries
        if math.isfinite(primary.outcome.difference.half_width) and not is_precise(primary)
    ]
    if short:
        return f"Pairs needed to know a difference to half its margin: {listed(short)}."
    return ""


def is_precise(primary: Primary) -> bool:
    """Whether a difference is known to within half its margin."""
    return primary.outcome.difference.half_width <= primary.margin / 2


def confidence(comparison: Comparison) -> str:
    """How sure the intervals are, and which of them stand alone."""
    sure = percent(comparison.confidence)
    return (
        f"Intervals: Student's t over {counted(comparison.pairs, 'pair')} of runs. The primary "
        f"differences hold together with {sure} confidence; any other interval holds with {sure} "
        f"on its own, and among so many some miss."
    )


def level_confidence(runs: int, confidence: float) -> str:
    """How sure the intervals of one scenario's measures are."""
    if runs < 2:
        return "One run: it has no interval, and it may be an unusual one."
    return (
        f"Intervals: Student's t over {runs} runs; each holds with {percent(confidence)} "
        f"confidence on its own."
    )


def footer(experiment: Experiment) -> str:
    """What would repeat the results, and how long they took."""
    return (
        f"{_runs(experiment)}{_from_store(experiment)}, {_identity(experiment)}, "
        f"{experiment.seconds:.0f} seconds.{_lost(experiment)}"
    )


def runs_made(experiment: Experiment) -> str:
    """What would repeat the results, without how long they took."""
    return f"{_runs(experiment)}, {_identity(experiment)}.{_lost(experiment)}"


def _runs(experiment: Experiment) -> str:
    each = " of each scenario" if len(experiment.scenarios) > 1 else ""
    return f"{counted(experiment.asked, 'run')}{each}"


def _identity(experiment: Experiment) -> str:
    hashes = listed([scenario.content_hash for scenario in experiment.scenarios])
    return f"seed {experiment.seed}, content {hashes}"


def _lost(experiment: Experiment) -> str:
    lost = len(experiment.failures)
    return f" {counted(lost, 'run')} FAILED, left out." if lost else ""


def _from_store(experiment: Experiment) -> str:
    """How many runs were there already."""
    there = sum(map(len, experiment.arms)) - experiment.simulated
    if not there:
        return ""
    return f" ({experiment.simulated:,} simulated now, {there:,} from the store)"

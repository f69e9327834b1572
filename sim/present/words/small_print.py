"""The small print: how sure the figures are, whether there are enough, and what repeats them."""

from __future__ import annotations

import math

from sim.experiment.comparison import Comparison, Judged
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.interval import pairs_needed
from sim.experiment.statistics.precision import StopReason
from sim.experiment.worlds.worlds import Basis
from sim.present.words.measures import definition, in_plain_words
from sim.present.words.numbers import counted, percent
from sim.scenario.words import listed

OF_ONE_YEAR = (
    "One year is not the mean: whoever makes the change lives through one of them. Ahead is by "
    "however little. By chance: what luck has of the variance between years; doubt about the "
    "inputs has the rest."
)
"""Beside the years in which B is ahead."""
_LUCK = "without what luck in posts filled and work arriving explains"


def pairs_taken(experiment: Experiment) -> str:
    """How many pairs it took until there was enough, where that was not fixed beforehand."""
    pairs = counted(experiment.asked, "pair")
    match experiment.ending:
        case StopReason.PRECISE:
            return f"Precise after {pairs}."
        case StopReason.SETTLED:
            return (
                f"Settled after {pairs}: of each outcome that is judged no word would change with "
                f"more, or it is known to half its margin."
            )
        case StopReason.CAPPED:
            return f"Stopped at the cap of {pairs}; --at-most sets the cap."
    return ""


def not_settled(comparison: Comparison) -> str:
    """The judged outcomes of which the word may change with more pairs; empty without any."""
    still = [
        in_plain_words(definition(each.outcome))
        for each in comparison.judged
        if each.years and not each.is_settled
    ]
    return f"With more pairs the word may change for {listed(still)}." if still else ""


def precision(comparison: Comparison) -> str:
    """Whether there are runs enough to see the differences that matter."""
    if comparison.basis is not Basis.PLANNED:
        return (
            "More worlds narrow a share of them, not the range of a difference: that is what the "
            "evidence for the inputs leaves open."
        )
    if all(map(is_precise, comparison.primaries)):
        return "Enough pairs: each primary difference is known to within half its margin."
    short = [
        f"{in_plain_words(definition(each.outcome))} about "
        f"{pairs_needed(each.outcome.difference, each.margin / 2):,}"
        for each in comparison.primaries
        if math.isfinite(each.outcome.difference.half_width) and not is_precise(each)
    ]
    if short:
        return f"Pairs needed to know a difference to half its margin: {listed(short)}."
    return ""


def is_precise(judged: Judged) -> bool:
    """Whether chance leaves a difference open by at most half its margin."""
    return judged.outcome.difference.half_width <= judged.margin / 2


def confidence(comparison: Comparison) -> str:
    """What the intervals hold; each of them stands alone."""
    sure, pairs = percent(comparison.confidence), counted(comparison.pairs, "pair")
    if comparison.basis is Basis.PLANNED:
        return (
            f"Intervals: Student's t over {pairs} of runs, {_LUCK}. Each holds with {sure} "
            f"confidence on its own, and among so many some miss."
        )
    return (
        f"Intervals: where {sure} of the plausible worlds lie, the chance of one year taken out; "
        f"each on its own."
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

"""Decisions: what a board still has to settle after a comparison, and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiment.comparison import Comparison
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import Sensitivity
from sim.experiment.worlds.inputs import Input, inputs
from sim.present.words import findings, small_print, words
from sim.present.words.measures import definition, from_to, subject
from sim.present.words.numbers import counted, stated
from sim.present.words.small_counts import given
from sim.scenario.scenario import Scenario
from sim.scenario.words import evidence_range, in_words, listed

_MOST = 3
"""Losses and assumptions named in one decision."""
_WEAK = ("A", None)
"""Grades of a number that rests on no source."""


@dataclass(frozen=True)
class Decision:
    """Something to settle, and why."""

    what: str
    why: str


def decisions(comparison: Comparison, sensitivity: Sensitivity | None) -> list[Decision]:
    """What follows for the board, losses first."""
    return [
        *_losses(comparison),
        *_untold(comparison),
        _rules(comparison),
        _assumptions(comparison, sensitivity),
        Decision(
            "Say who answers what no model can: quality, safety, thresholds, cost of the change",
            "The comparison counts days, cases and changes of worker, and nothing else.",
        ),
        Decision(
            "Choose the measures to watch, and the value at which the change is stopped",
            f"Judged here by {findings.subjects(comparison.primaries)}.",
        ),
    ]


def weakest(comparison: Comparison) -> list[Input]:
    """The inputs whose evidence is weakest: assumptions, the widest ranges first."""
    return sorted(
        (each for each in inputs(comparison.a, comparison.b) if is_weak(each) and _width(each)),
        key=lambda each: -_width(each),
    )


def is_weak(each: Input) -> bool:
    """Whether an input of the runs rests on no source."""
    return each.estimate.grade in _WEAK and _is_counted(each)


def evidence(a: Scenario, b: Scenario) -> str:
    """How many inputs of two scenarios rest on no source."""
    found = [each for each in inputs(a, b) if _is_counted(each)]
    weak = sum(is_weak(each) for each in found)
    return f"{weak} of {counted(len(found), 'input')} rest on no source (grade A or none)."


def _is_counted(each: Input) -> bool:
    """Margins judge and are no input; the pathway's shape claims nothing."""
    return each.places[0][0] != "margins" and not each.is_shape


def assumption(each: Input) -> str:
    """An input with its planned value and its range."""
    estimate = each.estimate
    side = "" if each.stands_in == "both" else f" (in {each.stands_in} alone)"
    told = given(each, f"{stated(estimate)}, range {evidence_range(estimate) or 'none'}")
    return f"{_name(each)}{side}: {told}"


def deciding(comparison: Comparison, sensitivity: Sensitivity | None) -> tuple[str, list[Input]]:
    """Which assumptions to name, and by what they were chosen."""
    if sensitivity and sensitivity.ranked:
        return (
            "Inputs that change the answer most, when set to an end of their range:",
            [each.input for each in sensitivity.ranked],
        )
    return (
        "Influence was not run. Weakest by evidence: assumptions with the widest ranges:",
        weakest(comparison),
    )


def _losses(comparison: Comparison) -> Iterator[Decision]:
    if worse := findings.verdicts(comparison, Verdict.WORSE):
        yield Decision(
            f"Accept what gets worse, or change the proposal: {findings.subjects(worse)}",
            "The whole interval of each lies on the bad side.",
        )
    _, bad = words.moved(comparison)
    if bad:
        told = [f"{subject(definition(each))} {from_to(each)}" for each in bad[:_MOST]]
        yield Decision(
            f"Accept or mend what gets worse beside the primary outcomes: "
            f"{counted(len(bad), 'measure')}",
            f"Most clearly shown: {'; '.join(told)}.",
        )


def _untold(comparison: Comparison) -> Iterator[Decision]:
    untold = findings.verdicts(comparison, Verdict.CANNOT_TELL)
    short = small_print.precision(comparison)
    if untold:
        yield Decision(
            f"Do not rely on {findings.subjects(untold)} yet: cannot tell",
            short or "Their intervals reach losses that matter.",
        )
    elif not all(map(small_print.is_precise, comparison.primaries)):
        yield Decision("Say whether the differences are known well enough", short)


def _rules(comparison: Comparison) -> Decision:
    a, b = (each.structure.rules for each in (comparison.a, comparison.b))
    return Decision(
        "Settle who does section 47 enquiries on open cases",
        f"B assumes: {b.section_47_on_open_cases}; A: {a.section_47_on_open_cases}. It decides how "
        f"often responsibility passes to and fro.",
    )


def _assumptions(comparison: Comparison, sensitivity: Sensitivity | None) -> Decision:
    _, chosen = deciding(comparison, sensitivity)
    names = listed([_name(each) for each in chosen[:_MOST]])
    why = evidence(comparison.a, comparison.b)
    return Decision(
        "Find evidence for the weakest inputs" + (f": {names}" if names else ""),
        why if sensitivity else f"{why} Their influence on the answer was not run.",
    )


def _name(each: Input) -> str:
    return in_words(each.places[0])


def _width(each: Input) -> float:
    estimate = each.estimate
    if estimate.low is None or estimate.high is None or not estimate.value:
        return 0.0
    return (estimate.high - estimate.low) / abs(estimate.value)

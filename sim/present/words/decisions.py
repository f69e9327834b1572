"""Decisions: what a board still has to settle after a comparison, and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.experiment.comparison import Comparison, Judged
from sim.experiment.studies.sensitivity import Sensitivity
from sim.experiment.worlds.inputs import Input, inputs
from sim.present.words import answer, small_print
from sim.present.words.measures import definition, in_plain_words
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
            f"Judged here by {_names(comparison.primaries)}, and held to "
            f"{counted(len(comparison.guardrails), 'guardrail')} that may not get worse.",
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
    """What gets worse, and what may, the gravest first."""
    for found, what in (
        (answer.losses(comparison), "Accept what gets worse, or change the proposal"),
        (answer.possible_losses(comparison), "Find out about what may get worse, or guard it"),
    ):
        if found:
            yield Decision(
                f"{what}: {_names(found[:_MOST])}{_and_more(found)}",
                " ".join(map(answer.said, found[:_MOST])),
            )


def _untold(comparison: Comparison) -> Iterator[Decision]:
    if untold := answer.untold(comparison):
        yield Decision(
            f"Do not rely on what cannot be told: {_names(untold[:_MOST])}{_and_more(untold)}",
            small_print.precision(comparison) or "A loss that matters is not ruled out.",
        )


def _rules(comparison: Comparison) -> Decision:
    a, b = (each.structure.rules for each in (comparison.a, comparison.b))
    return Decision(
        "Settle who does section 47 enquiries on open cases",
        f"B assumes: {b.section_47_on_open_cases}; A: {a.section_47_on_open_cases}. The answer is "
        f"for these alone: a choice is a decision, and never varied with the doubtful inputs.",
    )


def _assumptions(comparison: Comparison, sensitivity: Sensitivity | None) -> Decision:
    _, chosen = deciding(comparison, sensitivity)
    names = listed([_name(each) for each in chosen[:_MOST]])
    why = evidence(comparison.a, comparison.b)
    return Decision(
        "Find evidence for the weakest inputs" + (f": {names}" if names else ""),
        why if sensitivity else f"{why} Their influence on the answer was not run.",
    )


def _names(found: Sequence[Judged]) -> str:
    return listed([in_plain_words(definition(each.outcome)) for each in found])


def _and_more(found: Sequence[Judged]) -> str:
    return f", and {len(found) - _MOST} more" if len(found) > _MOST else ""


def _name(each: Input) -> str:
    return in_words(each.places[0])


def _width(each: Input) -> float:
    estimate = each.estimate
    if estimate.low is None or estimate.high is None or not estimate.value:
        return 0.0
    return (estimate.high - estimate.low) / abs(estimate.value)

"""Decisions: what is to be settled after a comparison, by whom, and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.experiment.comparison import Comparison, Judged
from sim.present.words import answer
from sim.scenario.words import listed

_MOST = 3
"""Losses named in one decision."""
_BOARD, _LEAD, _ANALYST = "The Board", "Service lead", "Analyst"


@dataclass(frozen=True)
class Decision:
    """Something to settle, why, and whose it is to settle."""

    what: str
    why: str
    who: str


def decisions(comparison: Comparison) -> list[Decision]:
    """What follows, what the figures alone say first, losses before all else."""
    return [
        _follows(comparison),
        *_losses(comparison),
        *_doubts(comparison),
        _rules(comparison),
        Decision(
            "Bring what no run holds: other options, equality impact, what the change costs, how "
            "long it takes, and risks with an owner each",
            "Runs count days, cases and changes of worker, and nothing else.",
            _LEAD,
        ),
        Decision(
            "Choose what is watched, and the value at which the change is stopped",
            f"Judged here by {_names(comparison.primaries)}; guardrails beside them.",
            _BOARD,
        ),
    ]


def _follows(comparison: Comparison) -> Decision:
    """What the figures alone say: no more than a start."""
    worse, better = answer.losses(comparison), answer.gains(comparison)
    if answer.draft(comparison):
        what = "Decide nothing on this draft: ask for more runs first"
    elif worse:
        what = "Do not adopt the proposal as it stands: have its losses mended, and compare again"
    elif better:
        what = "Go on to plan the change, with what may get worse watched from the first day"
    elif answer.untold(comparison):
        what = "Find out first what decides the outcomes that cannot be told"
    else:
        what = "Do not change for the sake of these outcomes"
    return Decision(
        f"On these figures alone: {what[:1].lower()}{what[1:]}",
        f"{answer.counts(comparison)}.",
        _BOARD,
    )


def _losses(comparison: Comparison) -> Iterator[Decision]:
    worse = answer.losses(comparison)
    if worse:
        yield Decision(
            f"Accept or have mended: {_names(worse)}",
            "; ".join(f"{answer.from_to(each)}, {answer.odds(each)}" for each in worse[:_MOST]),
            _BOARD,
        )


def _doubts(comparison: Comparison) -> Iterator[Decision]:
    maybe = answer.possible_losses(comparison)
    if maybe:
        yield Decision(
            f"Say what is done if it does get worse: {_names(maybe)}",
            "A loss is a realistic possibility or more, and not shown.",
            _LEAD,
        )
    untold = [each for each in answer.untold(comparison) if each not in maybe]
    if untold:
        yield Decision(
            f"Do not rely yet on {_names(untold)}",
            "Neither a gain, nor a loss, nor that all stays as it is, is likely.",
            _ANALYST,
        )


def _rules(comparison: Comparison) -> Decision:
    a, b = (each.structure.rules for each in (comparison.a, comparison.b))
    return Decision(
        "Settle who does section 47 enquiries on open cases",
        f"B assumes: {b.section_47_on_open_cases}; A: {a.section_47_on_open_cases}.",
        _BOARD,
    )


def _names(judged: Sequence[Judged]) -> str:
    named = [answer.title(each) for each in judged[:_MOST]]
    more = len(judged) - _MOST
    names = [f"{name[:1].lower()}{name[1:]}" for name in named]
    return listed([*names, *([f"{more} more"] if more > 0 else [])])

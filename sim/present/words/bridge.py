"""The bridge in words: which step does most, by how much each, and how far their order matters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sim.experiment.comparison import Judged
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.bridge import Bridge, Bridged, Ways
from sim.present.words import answer
from sim.present.words.measures import definition, in_plain_words
from sim.present.words.names import clean, shortened
from sim.present.words.numbers import amount, counted, number
from sim.present.words.small_counts import changes
from sim.scenario.differ.steps import Step
from sim.scenario.words import listed

NOTHING_DIFFERS = "Nothing that a run depends on differs between A and B"
HOW_TO_READ = "Each step goes on where the one before it ended, so that they add up from A to B."
_CHANGES = 4
"""Changes that a step names; the others it counts."""
_LONGEST = 80
"""Characters of what a step is called."""
_MOVED = 3
"""Contributions that the order moves most, named."""


def finding(found: Bridge) -> str:
    """What the bridge shows: the step that does most of the gravest loss, and of the first gain.

    A step is named alone only where it does most in the opposite order of the steps too.
    """
    if not found.ways.steps:
        return NOTHING_DIFFERS
    by_measure = {each.measure: each for each in found.outcomes}
    worse, better = (
        [by_measure[each.outcome.key.measure] for each in part(found.comparison)]
        for part in (answer.losses, answer.gains)
    )
    shown = [
        f"projected to get {word}: {_leading(part[0], found.ways)}"
        for word, part in (("worse", worse), ("better", better))
        if part
    ]
    if shown:
        told = "; ".join(shown)
        return f"{told[:1].upper()}{told[1:]}"
    offset = [_outcome(each) for each in found.outcomes if any(map(_is_beyond, each.steps))]
    said = "No difference worth acting on from A to B as a whole"
    return f"{said}; single steps move {listed(offset)}" if offset else f"{said}, nor in any step"


def name(step: Step) -> str:
    """What a step is called; one that was named is a scenario, whose title may hold anything."""
    return shortened(clean(step.name), _LONGEST) or "(no title)"


def title(bridged: Bridged) -> str:
    """What the steps do to one outcome, at the head of its rows: what, from A to B."""
    return f"{answer.title(bridged.whole)}: {answer.from_to(bridged.whole)}"


def said(bridged: Bridged, ways: Ways) -> str:
    """What each step does to one outcome, in a sentence."""
    told = [
        f"{name(step)} {contribution(judged, rounded)} {ends(judged)} ({answer.outlook(judged)})"
        for step, judged, rounded in zip(
            ways.steps, bridged.steps, contributions(bridged), strict=True
        )
    ]
    return f"{'; '.join([title(bridged), *told])}."


def levels(bridged: Bridged) -> list[float]:
    """In A, after each step, and in B: rounded as they are shown."""
    after = [judged.outcome.b.mean for judged in bridged.steps]
    means = [bridged.whole.outcome.a.mean, *after]
    return [round(mean, decimals(bridged.whole)) for mean in means]


def contributions(bridged: Bridged) -> list[float]:
    """What each step does, rounded so that what is shown adds up from A to B."""
    shown = levels(bridged)
    return [after - before for before, after in pairwise(shown)]


def contribution(judged: Judged, rounded: float) -> str:
    """What a step does, signed and with its unit: +10.9 points."""
    return amount(number(rounded, decimals(judged), signed=True), definition(judged.outcome).unit)


def ends(judged: Judged) -> str:
    """The interval of what a step does: (+6.2 to +15.6); empty where it is exactly 0."""
    interval = judged.outcome.difference
    if interval.is_zero:
        return ""
    if not interval.is_known:
        return "(no interval)"
    low, high = (number(e, decimals(judged), signed=True) for e in (interval.low, interval.high))
    return f"({low} to {high})"


def decimals(judged: Judged) -> int:
    """Decimals of a figure and of what steps do to it."""
    return 2 if definition(judged.outcome).unit == "per child" else 1


def changes_of(step: Step, before: Step | None, ways: Ways) -> str:
    """What a step changes, the first few things by name; a named one may change nothing."""
    found = [each.sentence for each in changes(before.to if before else ways.a, step.to)]
    more = len(found) - _CHANGES
    told = [*found[:_CHANGES], *([f"and {more} more"] if more > 0 else [])]
    return "; ".join(told) or "nothing"


def order(found: Bridge) -> str:
    """Where the steps come from, and how far it matters which comes first."""
    ways = found.ways
    if ways.is_named:
        return (
            "The steps are the scenarios named, in this order; in another each may do more or less."
        )
    if not ways.steps:
        return f"{NOTHING_DIFFERS}: there is no step."
    if len(ways.steps) == 1:
        return f"All that differs is one step: {name(ways.steps[0])}."
    came = (
        f"The steps come from what differs, in this order: {listed([*map(name, ways.steps)])}. "
        f"What a step does depends on those before it."
    )
    if not ways.turned:
        return f"{came} The opposite order has scenarios that cannot be run."
    moved = list(_moved(found))
    if not moved:
        return f"{came} In the opposite order no step does more or less by its margin."
    more = len(moved) - _MOVED
    rest = f"; and {counted(more, 'other')}" if more > 0 else ""
    return f"{came} In the opposite order others come out: {'; '.join(moved[:_MOVED])}{rest}."


def _moved(found: Bridge) -> Iterator[str]:
    """What steps do in the opposite order, where that differs by a margin: the most first."""
    shifts = [
        (abs(_mean(turned) - _mean(judged)) / judged.margin, step, each, judged, turned)
        for each in found.outcomes
        for step, judged, turned in zip(found.ways.steps, each.steps, each.turned, strict=True)
    ]
    for shift, step, each, judged, turned in sorted(shifts, key=lambda found: -found[0]):
        if shift > 1:
            then, now = (contribution(one, _mean(one)) for one in (turned, judged))
            yield f"{name(step)} {then} for {_outcome(each)}, and not {now}"


def _mean(judged: Judged) -> float:
    return judged.outcome.difference.mean


def _leading(bridged: Bridged, ways: Ways) -> str:
    """The step that does most of what the whole does; where their order decides which, that."""
    shown = contributions(bridged)
    most = _most(shown, bridged)
    of = contribution(bridged.whole, sum(shown))
    does = f"{name(ways.steps[most])} ({contribution(bridged.steps[most], shown[most])})"
    if not bridged.turned:
        then = " in this order" if len(ways.steps) > 1 else ""
        return f"{_outcome(bridged)} {of}, chiefly {does}{then}"
    turned = _most([*map(_mean, bridged.turned)], bridged)
    if turned == most:
        return f"{_outcome(bridged)} {of}, chiefly {does}"
    other = f"{name(ways.steps[turned])} in the opposite"
    return f"{_outcome(bridged)} {of}, chiefly {does} in this order of the steps, {other}"


def _most(contributions: Sequence[float], bridged: Bridged) -> int:
    """The step that does most in the direction of the whole."""
    sign = math.copysign(1, _mean(bridged.whole))
    return max(range(len(contributions)), key=lambda at: sign * contributions[at])


def _is_beyond(judged: Judged) -> bool:
    return judged.verdict in {Verdict.BETTER, Verdict.WORSE}


def _outcome(bridged: Bridged) -> str:
    return in_plain_words(definition(bridged.whole.outcome))

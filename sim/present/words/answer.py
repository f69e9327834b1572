"""The answer: what gets better and what gets worse, in words, the same in every place.

All words of a judged outcome are made here, and nowhere else. A difference inside its margin is
neither better nor worse; a loss is named before a gain, the gravest first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from sim.experiment.comparison import Comparison, Judged, Key, Outcome
from sim.experiment.statistics.verdict import Chance, Chances, Verdict
from sim.experiment.worlds.worlds import Basis
from sim.present.words.different_demand import different_demand
from sim.present.words.measures import definition, in_plain_words
from sim.present.words.numbers import (
    NO_VALUE,
    amount,
    counted,
    mean_and_ends,
    number,
    percent,
)
from sim.scenario.words import listed

ENOUGH = 10
"""Worlds, or pairs of runs with inputs as planned, under which an answer is a draft."""

NOTHING_FOUND = "No difference worth acting on was found."
"""Where nothing goes beyond its margin."""
NOTHING_SHOWN = "Nothing is shown to get better or worse."
"""Where something may, or cannot be told."""

SYMBOLS = {
    Verdict.BETTER: "▲",
    Verdict.WORSE: "▼",
    Verdict.SAME: "=",
    Verdict.CANNOT_TELL: "?",
}
"""A sign for each verdict, so that none rests on its colour."""

_NAMED = 3
"""Losses, and gains, that the headline tells with their figures; the others it names."""


def losses(comparison: Comparison) -> list[Judged]:
    """What is projected to get worse, the gravest first: guardrails, then primary outcomes."""
    return [each for each in _by_consequence(comparison) if each.verdict is Verdict.WORSE]


def gains(comparison: Comparison) -> list[Judged]:
    """What is projected to get better: primary outcomes in their agreed order, then guardrails."""
    return _of(comparison, Verdict.BETTER)


def possible_losses(comparison: Comparison) -> list[Judged]:
    """What is not shown to get worse, though that is a realistic possibility or more."""
    return [each for each in _by_consequence(comparison) if may_get_worse(each)]


def may_get_worse(judged: Judged) -> bool:
    """Whether a loss is a realistic possibility or more, and not shown."""
    return judged.verdict is not Verdict.WORSE and judged.chances.worse.is_possible


def unchanged(comparison: Comparison) -> list[Judged]:
    """What is likely to stay inside its margin."""
    return _of(comparison, Verdict.SAME)


def untold(comparison: Comparison) -> list[Judged]:
    """What cannot be told."""
    return _of(comparison, Verdict.CANNOT_TELL)


def sorted_out(comparison: Comparison) -> dict[str, list[Judged]]:
    """All that is judged, each once, under what is said of it: losses first, then gains."""
    parts = {
        "Gets worse": losses,
        "Gets better": gains,
        "May get worse": possible_losses,
        "Cannot be told": untold,
        "About the same": unchanged,
    }
    told: set[Key] = set()
    found = {}
    for heading, part in parts.items():
        found[heading] = [each for each in part(comparison) if each.outcome.key not in told]
        told |= {each.outcome.key for each in found[heading]}
    return {heading: part for heading, part in found.items() if part}


def headline(comparison: Comparison) -> str:
    """The answer: losses and gains, what may get worse, what is not known."""
    return " ".join(sentences(comparison))


def sentences(comparison: Comparison) -> list[str]:
    """The headline, a sentence for each thing it says.

    That nothing is shown to get better, or worse, is said outright where the other is.
    A warning goes first where the two do not have the same demand.
    """
    worse, better = losses(comparison), gains(comparison)
    maybe = possible_losses(comparison)
    unknown = [each for each in untold(comparison) if each not in maybe]
    told = [
        _clause("Projected to get worse", worse, _with_figures),
        _clause("Projected to get better", better, _with_figures),
        "Nothing is shown to get better." if worse and not better else "",
        "Nothing is shown to get worse." if better and not worse else "",
        "" if worse or better else NOTHING_SHOWN if maybe or unknown else NOTHING_FOUND,
        _clause("May get worse", maybe, _name),
        _clause("Cannot be told", unknown, _name),
    ]
    found = [each for each in told if each]
    if comparison.basis is Basis.PLANNED:
        found[0] = f"With inputs as planned, {found[0][:1].lower()}{found[0][1:]}"
    warning = different_demand(comparison.a, comparison.b)
    return [warning, *found] if warning else found


def counts(comparison: Comparison) -> str:
    """How many judged outcomes get worse and better, both said where there is either."""
    worse, better = len(losses(comparison)), len(gains(comparison))
    of = counted(len(comparison.judged), "judged outcome")
    if not worse and not better:
        return f"None of {of} is shown to differ by more than its margin"
    are = "is" if worse == 1 else "are"
    return (
        f"Of {of}, {worse or 'none'} {are} projected to get worse, {better or 'none'} to get better"
    )


def judgement(comparison: Comparison, outcome: Outcome) -> Judged | None:
    """How an outcome is judged; none where it is not."""
    return next((each for each in comparison.judged if each.outcome.key == outcome.key), None)


def said(judged: Judged) -> str:
    """A judged outcome in a sentence: what, from A to B, how probable, size against the margin."""
    probable, measured = likelihood(judged), against_margin(judged)
    return f"{title(judged)}: {from_to(judged)}. {probable[:1].upper()}{probable[1:]}. {measured}."


def in_short(judged: Judged) -> str:
    """A judged outcome in a title: what, from A to B, how probable."""
    return f"{title(judged)}: {from_to(judged)}, {outlook(judged)}"


def title(judged: Judged) -> str:
    """What is judged, as a person would say it, at the head of a sentence or a row."""
    name = _name(judged)
    return f"{name[:1].upper()}{name[1:]}"


def from_to(judged: Judged) -> str:
    """Under A and under B, in a unit a person knows: 84 to 96 in 100."""
    outcome, unit = judged.outcome, definition(judged.outcome).unit
    a, b = outcome.a.mean, outcome.b.mean
    decimals = _decimals(a, b, unit)
    shown = f"{number(a, decimals)} to {number(b, decimals)}"
    if math.isnan(a) and math.isnan(b):
        return NO_VALUE
    return f"{shown} {_UNITS.get(unit, unit)}".strip()


def against_margin(judged: Judged) -> str:
    """The difference with its interval, and the margin."""
    return f"Difference {difference(judged)}, margin {margin(judged)}"


def difference(judged: Judged) -> str:
    """The difference with its unit and its interval: -7.1 points (-9.0 to -5.2)."""
    measure = definition(judged.outcome)
    shown, ends = mean_and_ends(judged.outcome.difference, measure.unit, signed=True)
    return f"{amount(shown, measure.unit)} {ends}".rstrip()


def margin(judged: Judged) -> str:
    """The smallest difference worth acting on: 2 points, 0.05, 5 children."""
    return amount(f"{judged.margin:g}", definition(judged.outcome).unit)


def outlook(judged: Judged) -> str:
    """How probable what is shown of an outcome is: highly likely to get worse."""
    also = ", may get worse" if may_get_worse(judged) else ""
    if judged.verdict is Verdict.CANNOT_TELL:
        return f"cannot tell{also}"
    return f"{_shown(judged.chances).likelihood} to {_BECOMES[judged.verdict]}{also}"


def odds(judged: Judged) -> str:
    """How probable that is in a cell, what it becomes being said above: almost certain, 18 of 18.

    With inputs as planned, that it is chance alone.
    """
    chance = _shown(judged.chances)
    if chance.worlds == 1:
        return f"{chance.likelihood}{_ALONE}"
    return f"{chance.likelihood}, {chance.count}{_of_worlds(chance)}"


def likelihood(judged: Judged) -> str:
    """How probable that is, and in how many worlds: ...: 40 of 45 worlds (79-95 %)."""
    found = judged.chances
    if math.isnan(found.same.share):
        few = "too few runs" if judged.years else "no run has it on both sides"
        return f"{outlook(judged)}: {few}"
    is_told, planned = judged.verdict is not Verdict.CANNOT_TELL, found.same.worlds == 1
    parts = []
    if not is_told:
        parts.append(f"better {_count(found.better)}")
    elif not planned:
        parts.append(_with_ends(_shown(found)))
    if not is_told or may_get_worse(judged):
        parts.append(f"worse {_count(found.worse)}{_of_worlds(found.worse)}")
    told = f": {', '.join(parts)}" if parts else ""
    return f"{outlook(judged)}{told}{_ALONE if planned else ''}"


def one_year(judged: Judged) -> str:
    """In how many simulated years B does better, by however little."""
    if not judged.years:
        return "no simulated year shows it"
    years = counted(judged.years, "simulated year")
    return f"B is ahead in {judged.ahead} of {years}"


def chance_and_doubt(judged: Judged) -> str:
    """How much of what differs from year to year is chance, and how much doubt about inputs."""
    if judged.chances.same.worlds == 1:
        return "chance alone: the inputs do not vary"
    if math.isnan(judged.share_of_chance):
        return "chance and doubt are not told apart yet"
    return (
        f"chance has {percent(round(judged.share_of_chance, 2))} of the variance, doubt about "
        f"inputs {percent(round(1 - judged.share_of_chance, 2))}"
    )


def basis(comparison: Comparison) -> str:
    """Where the inputs come from, and so what the words hold."""
    pairs = counted(comparison.pairs, "pair of runs", "pairs of runs")
    worlds = counted(comparison.worlds, "world")
    match comparison.basis:
        case Basis.WORLDS:
            return (
                f"Over {comparison.worlds} plausible worlds ({pairs}): sets of assumptions, each "
                f"within its evidence, that fit the figures reported."
            )
        case Basis.RANGES:
            return (
                f"Over {worlds} ({pairs}) drawn from the ranges of the inputs, which nothing "
                f"reported narrows here."
            )
        case Basis.PLANNED:
            return (
                f"Over {pairs} with all inputs as planned: doubt about the inputs is left out, and "
                f"what is likely here may not be likely with other inputs."
            )


def so_far(comparison: Comparison) -> str:
    """On how much an answer rests that still comes in."""
    if comparison.basis is Basis.PLANNED:
        return f"So far, after {counted(comparison.pairs, 'pair of runs', 'pairs of runs')}:"
    return f"So far, after {counted(comparison.worlds, 'world')}:"


def draft(comparison: Comparison) -> str:
    """That there are too few runs to rely on; empty where there are enough."""
    planned = comparison.basis is Basis.PLANNED
    there = comparison.pairs if planned else comparison.worlds
    return "Draft: too few runs" if there < ENOUGH else ""


_BECOMES = {
    Verdict.BETTER: "get better",
    Verdict.WORSE: "get worse",
    Verdict.SAME: "stay about the same",
}
_ALONE = ", inputs as planned: chance alone"
"""What a probability without worlds leaves out."""
_UNITS = {"%": "in 100", "per child": ""}
"""Units as a person says them, where that is not the catalogue's; a rate's stands in its name."""


def _decimals(a: float, b: float, unit: str) -> int:
    """Decimals that tell A from B, and none from none or all."""
    if unit == "per child":
        return 2
    rounds_away = min(a, b) <= 0.5 or (unit == "%" and max(a, b) >= 99.5)
    return 1 if abs(b - a) < 2 or rounds_away else 0


def _of(comparison: Comparison, verdict: Verdict) -> list[Judged]:
    return [each for each in comparison.judged if each.verdict is verdict]


def _by_consequence(comparison: Comparison) -> tuple[Judged, ...]:
    return (*comparison.guardrails, *comparison.primaries)


def _shown(found: Chances) -> Chance:
    """The probability of what the verdict says."""
    match found.verdict:
        case Verdict.BETTER:
            return found.better
        case Verdict.WORSE:
            return found.worse
        case Verdict.SAME | Verdict.CANNOT_TELL:
            return found.same


def _with_ends(chance: Chance) -> str:
    """In how many worlds, and the share that so many worlds leave open."""
    low, high = (number(100 * end, 0) for end in chance.ends)
    return f"{chance.count}{_of_worlds(chance)} ({low}-{high} %)"


def _count(chance: Chance) -> str:
    """In how many worlds; of one world the word of the yardstick."""
    return chance.likelihood if chance.worlds == 1 else f"in {chance.count}"


def _of_worlds(chance: Chance) -> str:
    return "" if chance.worlds == 1 else f" of {chance.worlds:,} worlds"


def _name(judged: Judged) -> str:
    return in_plain_words(definition(judged.outcome))


def _with_figures(judged: Judged) -> str:
    return f"{_name(judged)} ({from_to(judged)}, {_shown(judged.chances).likelihood})"


def _clause(opening: str, found: Sequence[Judged], tell: Callable[[Judged], str]) -> str:
    """Some outcomes as they are told, the others by name; empty without any."""
    if not found:
        return ""
    others = [_name(each) for each in found[_NAMED:]]
    also = f"; also {listed(others)}" if others else ""
    return f"{opening}: {listed([tell(each) for each in found[:_NAMED]])}{also}."

"""Conditions: what the answer depends on, in words short enough for a slide."""

from __future__ import annotations

from sim.experiment.comparison import Comparison
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.decisions import Answered, Choice
from sim.experiment.studies.why import Why
from sim.measures.catalogue import CATALOGUE
from sim.present.words import answer
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import number
from sim.present.words.small_counts import given
from sim.scenario.words import in_words, listed

HOW = "locality pack --why"
"""The command that looks into it."""


def condition(comparison: Comparison, why: Why | None) -> str:
    """What the answer depends on, in a sentence."""
    rule = comparison.b.structure.rules.section_47_on_open_cases
    holds = f"It holds for section 47 enquiries on open cases as B assumes: {rule}."
    if why is None:
        return f"Inputs are as planned: doubt about them is left out. {holds}"
    turning = [each for each in why.break_evens if each.is_confirmed]
    if turning:
        return f"It depends most on {where_it_turns(turning[0])}."
    if why.leading:
        name = in_words(why.leading[0].places[0])
        if why.was_run:
            return f"It depends most on {name}: no value inside its evidence was shown to turn it."
        return f"It depends most on {name}. {holds}"
    return f"The worlds do not tell which input decides it. {holds}"


def where_it_turns(of: BreakEven) -> str:
    """An input, and what becomes of the answer beyond a value of it."""
    name = in_words(of.input.places[0])
    if of.at is None:
        return f"{name}: {'never turns it' if of.is_never else 'not shown to turn it'}"
    value = given(of.input, f"{of.at.value:.3g} {of.input.estimate.unit}".strip())
    return f"{name}: {'above' if of.turns_above else 'below'} {value} {_turned(of)}"


def choice(of: Choice) -> str:
    """A rule and what is chosen instead."""
    value = {True: "yes", False: "no"}.get(of.value) if isinstance(of.value, bool) else of.value
    return f"{of.rule.replace('_', ' ')}: {value or 'never'}"


def changed_by(planned: Comparison, of: Answered) -> str:
    """What is judged otherwise under a choice than as planned."""
    if of.comparison is None:
        return "no run of it came to anything"
    before = {each.outcome.key: each for each in planned.judged}
    told = [
        f"{in_plain_words(CATALOGUE[each.outcome.key.measure])} {answer.from_to(each)} "
        f"({before[each.outcome.key].verdict} becomes {each.verdict})"
        for each in of.comparison.judged
        if each.outcome.key in before and each.verdict is not before[each.outcome.key].verdict
    ]
    return "; ".join(told) or "no verdict changes"


def leading(why: Why) -> list[str]:
    """The inputs that decide most, each with what it decides."""
    said = []
    for each in why.leading:
        shares = [
            f"{in_plain_words(CATALOGUE[of.measure])} {number(100 * one.share, 0)} %"
            for of in why.decided
            for one in of.influences
            if one.input == each
        ]
        said.append(f"{in_words(each.places[0])}: {listed(shares)}")
    return said


def _turned(of: BreakEven) -> str:
    """What becomes of the answer beyond the value."""
    what = in_plain_words(CATALOGUE[of.measure])
    if of.mean > 1:
        return f"the gain in {what} is gone"
    if of.mean < -1:
        return f"the loss in {what} is gone"
    return f"{what} would get {Verdict.BETTER if of.line > 0 else Verdict.WORSE}"

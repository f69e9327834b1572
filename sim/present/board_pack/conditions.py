"""Conditions: what the answer depends on, in words short enough for a slide."""

from __future__ import annotations

from sim.experiment.comparison import Comparison
from sim.experiment.studies.why import Why
from sim.measures.catalogue import CATALOGUE
from sim.present.words import why as words
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import counted, number
from sim.scenario.words import listed

HOW = "locality pack --why"
"""The command that looks into it."""


def condition(comparison: Comparison, why: Why | None) -> str:
    """What the answer depends on, in a sentence: inputs, or the rule that it assumes."""
    if why is not None and why.leading:
        return words.decides(why)
    rule = comparison.b.structure.rules.section_47_on_open_cases
    holds = f"it holds for section 47 enquiries on open cases as B assumes: {rule}."
    if why is None:
        return f"Doubt about inputs is left out; {holds}"
    return f"{counted(why.worlds, 'world')} do not tell which input decides it; {holds}"


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
        said.append(f"{words.named(each)}: {listed(shares)}")
    return said

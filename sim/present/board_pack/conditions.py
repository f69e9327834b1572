"""Conditions: the inputs that decide most, in words short enough for a slide."""

from __future__ import annotations

from sim.experiment.studies.why import Why
from sim.measures.catalogue import CATALOGUE
from sim.present.words import why as words
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import number
from sim.scenario.words import listed

HOW = "locality pack --why"
"""The command that looks into it."""


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

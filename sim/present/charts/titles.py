"""Titles: what a chart of levels finds, with both levels; more or less is not better or worse."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Outcome
from sim.experiment.statistics.verdict import Direction


def of_directions(things: str, found: Sequence[Outcome]) -> str:
    """How many of some things go up and how many down.

    Args:
        things: what they are, as they stand after a number.
        found: the outcome of each.
    """
    if not found:
        return f"None of the {things} has a value"
    many = [outcome.direction for outcome in found].count
    shorter, longer = many(Direction.LOWER), many(Direction.HIGHER)
    told = f"Of {len(found)} {things}, {shorter} lower in B, {longer} higher"
    rest = len(found) - shorter - longer
    return f"{told}, {rest} not shown to differ" if rest else told

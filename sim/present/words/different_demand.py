"""Different demand: that two scenarios do not meet the same families, and what can be done."""

from __future__ import annotations

from sim.present.words.small_counts import changes
from sim.scenario.differ.same_demand import changes_demand
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

_NAMED = 3
"""Differences that the warning names; the others it counts."""


def different_demand(a: Scenario, b: Scenario) -> str:
    """A warning, at the head of any answer; empty where both meet the same families."""
    found = [_short(each.sentence) for each in changes(a, b) if changes_demand(each)]
    if not found:
        return ""
    more = len(found) - _NAMED
    named = [*found[:_NAMED], *([f"{more} more"] if more > 0 else [])]
    return (
        f"Not the same demand for both ({listed(named)}): what differs may come of demand, and "
        f"not of structure."
    )


def way_out(a: Scenario, b: Scenario) -> str:
    """What can be done about it on the command line; empty where there is nothing to do."""
    if not different_demand(a, b):
        return ""
    return "--same-demand A, or B, puts the demand of one under both: what remains is structure."


def _short(sentence: str) -> str:
    """A change as it stands in a headline: without the evidence for it."""
    return sentence.partition(" (evidence")[0].replace(" -> ", " to ")

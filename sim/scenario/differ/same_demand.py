"""The same demand for both: whether two scenarios meet the same families, and one that does.

Demand is who comes and when: contacts, localities, needs, returns, the open cases and the dates.
"""

from __future__ import annotations

from sim.scenario.differ.difference import Difference, differences
from sim.scenario.differ.mixture import DEMAND_FIELDS, IllegalMixtureError, Part, mixed
from sim.scenario.scenario import LONGEST_TITLE, Scenario


class CannotShareDemandError(ValueError):
    """A scenario cannot be run with the demand of another; with every reason, in words."""


def changes_demand(difference: Difference) -> bool:
    """Whether it is about who comes and when."""
    return difference.path[:1] in {(name,) for name in DEMAND_FIELDS}


def demand_differences(a: Scenario, b: Scenario) -> list[Difference]:
    """What B changes in the demand of A; none where both meet the same families."""
    return list(filter(changes_demand, differences(a, b)))


def with_demand_of(scenario: Scenario, other: Scenario) -> Scenario:
    """A scenario with the demand, the open cases and the dates of another, and nothing else of it.

    Args:
        scenario: what it is but for these; itself where nothing of them differs.
        other: where they come from.

    Raises:
        CannotShareDemandError: if it could not be run, as where no team serves a locality.
    """
    if not demand_differences(scenario, other):
        return scenario
    title = f"{scenario.title}, with the demand of {other.title}"[:LONGEST_TITLE]
    try:
        made = mixed(scenario, other, {Part.DEMAND}, title)
    except IllegalMixtureError as error:
        reasons = "; ".join(error.reasons)
        raise CannotShareDemandError(
            f"'{scenario.title}' cannot be run with the demand of '{other.title}': {reasons}"
        ) from None
    return made.model_copy(update={"description": scenario.description})

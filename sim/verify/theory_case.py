"""The theory case: a scenario simple enough to have a theory, and what theory says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.arrivals import Arrivals
from sim.model.events import EventLog
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Prediction:
    """One number that theory gives and a simulation shows.

    Attributes:
        what: what it is.
        theory: what it must be.
        observed: reads it from the log of one replication; a function that can be pickled, since
            replications may be worked out in other processes.
    """

    what: str
    theory: float
    observed: Callable[[EventLog], float]


@dataclass(frozen=True)
class TheoryCase:
    """A service reduced to what theory can treat, by its scenario alone.

    Attributes:
        name: what theory calls it.
        setting: how the scenario makes it so.
        source: where the theory stands.
        scenario: the reduced service.
        predictions: what theory says of it.
        arrivals: families who make contact; drawn from the scenario's demand if not given.
        replications: how many are compared with theory.
        exact: whether no luck is left in it, so that theory and simulation must be equal.
    """

    name: str
    setting: str
    source: str
    scenario: Scenario
    predictions: tuple[Prediction, ...]
    arrivals: Arrivals | None = None
    replications: int = 12
    exact: bool = False

"""An activity as a run reads it: what every kind has, and what it is to perform one."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

from simpy.events import Event as SimEvent

from sim.model.luck import choose

Steps = Generator[SimEvent, None, None]
Performance = Generator[SimEvent, None, str | None]
"""Steps that end with what interrupted them, if anything did."""


def follow(steps: Steps, _: SimEvent | None = None) -> None:
    """Go to the next step, and on from there once the event that it waits for has happened.

    As a SimPy process does, in half the time: nobody waits for the end of the steps.
    """
    for event in steps:
        event.callbacks.append(partial(follow, steps))
        return


@dataclass(frozen=True, slots=True)
class Choice:
    """Options with their cumulative chances, which end at 1."""

    options: tuple[str, ...]
    cumulative: tuple[float, ...]

    def pick(self, draw: float) -> str:
        """The option that a uniform draw picks."""
        return self.options[choose(draw, self.cumulative)]


@dataclass(frozen=True, slots=True)
class CompiledActivity:
    """What every kind of activity has: numbers plain and chances added up."""

    name: str
    index: int
    """Its place in the pathway, as the event log has it."""
    urgent: bool
    needs_worker: bool
    """Whether a family in it must have an allocated worker."""
    jointly: bool
    """Whether its owner does the work, beside the worker of a family open to another team."""
    weight: float
    """Weighted children that each child in it counts towards a caseload."""
    limit: float
    """Working days allowed; nan: no limit."""
    counts_from: str
    """What the limit counts from: contact, previous, or the name of an activity."""
    routes: Choice
    """What may come next, for needs not named in `routes_by_need`."""
    routes_by_need: dict[str, Choice]

    def routes_for(self, need: str) -> Choice:
        """What may come next for a family with this need."""
        return self.routes_by_need.get(need, self.routes)

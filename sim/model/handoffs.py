"""Handoffs: what it costs to pass a family on, as a run reads it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sim.scenario.workforce import HandoffCosts


@dataclass(frozen=True, slots=True)
class CompiledHandoffs:
    """Costs of passing a family on, in hours and working days."""

    hours_out: float
    hours_in: float
    notice: float
    meetings: tuple[float, ...]
    """Working days with a transfer meeting, in order; the last is never."""
    rework: float
    front_door_wait: float
    front_door_hours_in: float

    @classmethod
    def of(cls, costs: HandoffCosts, meetings: Iterable[int]) -> CompiledHandoffs:
        """The costs that a scenario gives, as plain numbers, and the days of its meetings."""
        return cls(
            hours_out=costs.hours_out.value,
            hours_in=costs.hours_in.value,
            notice=costs.notice.value,
            meetings=(*meetings, math.inf),
            rework=costs.rework.value,
            front_door_wait=costs.front_door_wait.value,
            front_door_hours_in=costs.front_door_hours_in.value,
        )

    def next_meeting(self, moment: float) -> float:
        """When the first transfer meeting at or after a moment is held."""
        return self.meetings[bisect_left(self.meetings, moment)]

    def take_over(self, assessed_hours: float) -> Iterator[tuple[str, float]]:
        """What a new worker does after another: reads in, and does part again.

        Args:
            assessed_hours: hours of the latest assessment so far.

        Yields:
            Each piece of work and its hours.
        """
        if self.hours_in > 0:
            yield "handoff in", self.hours_in
        rework = self.rework * assessed_hours
        if rework > 0:
            yield "handoff rework", rework

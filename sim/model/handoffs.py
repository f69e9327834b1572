"""Handoffs: what it costs to pass a family on, as a run reads it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sim.model.case import Case
from sim.scenario.workforce import HandoffCosts

READING_IN = "handoff in"
"""The work of getting to know a family, as the log has it."""


@dataclass(frozen=True, slots=True)
class CompiledHandoffs:
    """Costs of passing a family on, in hours and working days."""

    hours_out: float
    hours_in: float
    notice: float
    meetings: tuple[float, ...]
    """Working days with a transfer meeting, in order; the last is never."""
    rework: float
    rework_within: float
    """Working days after an assessment for which it is partly done again."""
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
            rework_within=math.inf if costs.rework_within is None else costs.rework_within.value,
            front_door_wait=costs.front_door_wait.value,
            front_door_hours_in=costs.front_door_hours_in.value,
        )

    def next_meeting(self, moment: float) -> float:
        """When the first transfer meeting at or after a moment is held."""
        return self.meetings[bisect_left(self.meetings, moment)]

    def take_over(self, case: Case, now: float) -> Iterator[tuple[str, float]]:
        """What a new worker does after another: reads in, and does part again of what is recent.

        Args:
            case: whom it is about.
            now: when the worker takes over.

        Yields:
            Each piece of work and its hours.
        """
        if self.hours_in > 0:
            yield READING_IN, self.hours_in
        rework = self.rework * case.assessed_hours
        if rework > 0 and now - case.assessed <= self.rework_within:
            yield "handoff rework", rework

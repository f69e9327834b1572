"""Margins: the smallest differences worth acting on, in primary outcomes and in guardrails."""

from __future__ import annotations

from typing import Annotated

from sim.scenario.estimate import Positive, Record, Share
from sim.scenario.settings import Title

WORST_LOCALITY = "_worst_locality"
"""Ends the name of a measure of the locality that fares worst by a primary outcome."""


class NotJudgedError(LookupError):
    """A measure by which no structure is judged."""


def _agreed(value: float, unit: str) -> Positive:
    """A margin that files need not state."""
    return Positive(
        value=value,
        unit=unit,
        grade="A",
        source="the smallest difference worth acting on, agreed before any run",
    )


_POINTS = "percentage points"


class Margins(Record):
    """The smallest differences worth acting on, in primary outcomes and in guardrails.

    The locality that fares worst by a primary outcome is judged by the margin of the whole.
    """

    concluded_in_45_days: Positive
    """Assessments concluded in 45 days, in percentage points."""
    worker_changes: Positive
    """Worker changes per child."""
    over_cap: Positive
    """Share of worker-days over the caseload cap, in percentage points."""
    seen_after_strategy_in_1_day: Annotated[
        Positive, Title("Child seen within 1 working day of the strategy discussion")
    ] = _agreed(2, _POINTS)
    """Guardrail: children seen within 1 working day of the strategy discussion, in percentage
    points."""
    cp_visits_on_time: Annotated[Positive, Title("Child protection visits on time")] = _agreed(
        2, _POINTS
    )
    """Guardrail: visits under child protection plans made on time, in percentage points."""
    conference_in_15_days: Annotated[
        Positive, Title("Conference within 15 working days of the strategy discussion")
    ] = _agreed(2, _POINTS)
    """Guardrail: child protection conferences held in time, in percentage points."""
    days_to_first_visit_over_10: Annotated[
        Positive, Title("Child not seen within 10 working days of the referral")
    ] = _agreed(2, _POINTS)
    """Guardrail: referrals whose children were not seen in time, in percentage points."""
    unallocated_mean: Annotated[Positive, Title("Unallocated children")] = _agreed(5, "children")
    """Guardrail: children without a worker at one time, mean."""
    decided_in_time: Annotated[Positive, Title("Contacts decided within 1 working day")] = _agreed(
        2, _POINTS
    )
    """Guardrail: contacts decided in time, in percentage points."""
    children_with_3plus_changes: Annotated[
        Positive, Title("Children with 3 or more changes of worker")
    ] = _agreed(1, _POINTS)
    """Guardrail: children who changed worker three times or more, in percentage points."""
    confidence: Share
    """Confidence that all three primary intervals hold at once."""

    @classmethod
    def name_for(cls, measure: str) -> str:
        """The name of a measure's margin: its own, or that of the outcome it is part of.

        Raises:
            NotJudgedError: if it has none.
        """
        name = measure.removesuffix(WORST_LOCALITY)
        if name not in cls.model_fields or name == "confidence":
            raise NotJudgedError(f"'{measure}' is not judged: it has no margin")
        return name

    def estimate(self, measure: str) -> Positive:
        """The margin of a judged measure, with its evidence.

        Raises:
            NotJudgedError: if it has none.
        """
        margin: Positive = getattr(self, self.name_for(measure))
        return margin

    def of(self, measure: str) -> float:
        """The margin of a judged measure, in the measure's own unit.

        Raises:
            NotJudgedError: if it has none.
        """
        return self.estimate(measure).value

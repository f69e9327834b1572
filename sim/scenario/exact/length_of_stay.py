"""How long a family stays in a plan: exact arithmetic of lengths, reviews and interruptions.

A plan of length T, drawn on entry, may be interrupted by its escalations, which are competing
exponential risks with total rate L a year. The first of the two ends the stay, so that

- P(interrupted) = 1 - E[exp(-L T)],
- E[stay] = E[min(T, X)] = (1 - E[exp(-L T)]) / L, and E[T] where L = 0,
- E[number of tasks planned for t1, t2, ...] = sum of exp(-L ti) P(T >= ti).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.calendar import WORKING_DAYS_PER_YEAR
from sim.scenario.pathway import AtReviews, Band, ByBands, Plan, Task

_NEGLIGIBLE = 1e-12


class EndlessPathwayError(ValueError):
    """The pathway holds some families for ever."""


@dataclass(frozen=True)
class Stay:
    """What to expect of one stay in a plan."""

    years: float
    """Expected years from entering the plan to leaving it, either way."""
    escalates: float
    """Chance that an escalation interrupts it."""


def stay(plan: Plan) -> Stay:
    """The expected stay of one family in a plan.

    Args:
        plan: the plan.

    Returns:
        Expected years in it and the chance that an escalation interrupts it.

    Raises:
        EndlessPathwayError: if the plan neither ends at a review nor is interrupted.
    """
    rate = escalation_rate(plan)
    if rate == 0:
        return Stay(_mean_years(plan), 0.0)
    escalates = 1 - _discount(plan, rate)
    return Stay(escalates / rate, escalates)


def escalation_rate(plan: Plan) -> float:
    """Rate a year at which something interrupts one open family's plan."""
    return sum(escalation.chance_per_year.value for escalation in plan.escalations)


def expected_tasks(plan: Plan, task: Task) -> float:
    """How often a task of a plan falls due in one stay, the day of the end included.

    Args:
        plan: the plan.
        task: one of its tasks.

    Returns:
        Expected number of times.

    Raises:
        EndlessPathwayError: if the plan neither ends at a review nor is interrupted.
    """
    first = (task.first or task.every).value
    due = np.arange(first, _last_day(plan) + task.every.value, task.every.value)
    not_interrupted = np.exp(-escalation_rate(plan) * due / WORKING_DAYS_PER_YEAR)
    return float(np.sum(not_interrupted * _share_at_least(plan, due)))


def _mean_years(plan: Plan) -> float:
    """E[T] in years."""
    if isinstance(plan.length, ByBands):
        return sum(
            band.share.value * (band.from_months.value + band.to_months.value) / 24
            for band in plan.length.bands
        )
    first, every = _review_days(plan, plan.length)
    goes_on, ends_later = 1 - plan.length.first_chance.value, plan.length.later_chance.value
    if goes_on > 0 and ends_later == 0:
        raise _never_ends(plan.length)
    later = goes_on * every / ends_later if goes_on > 0 else 0.0
    return (first + later) / WORKING_DAYS_PER_YEAR


def _discount(plan: Plan, rate: float) -> float:
    """E[exp(-rate T)], rate a year."""
    if isinstance(plan.length, ByBands):
        return sum(band.share.value * _band_discount(band, rate) for band in plan.length.bands)
    first, every = _review_days(plan, plan.length)
    first_chance, later_chance = plan.length.first_chance.value, plan.length.later_chance.value
    to_first = math.exp(-rate * first / WORKING_DAYS_PER_YEAR)
    to_next = math.exp(-rate * every / WORKING_DAYS_PER_YEAR)
    later = later_chance * to_next / (1 - (1 - later_chance) * to_next)
    return to_first * (first_chance + (1 - first_chance) * later)


def _band_discount(band: Band, rate: float) -> float:
    """E[exp(-rate T)] for T even between two lengths: (e^-ra - e^-rb) / (r (b - a))."""
    shortest, longest = band.from_months.value / 12, band.to_months.value / 12
    width = rate * (longest - shortest)
    even = -math.expm1(-width) / width if width > 0 else 1.0
    return math.exp(-rate * shortest) * even


def _share_at_least(plan: Plan, days: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(T >= days) for each number of working days."""
    if isinstance(plan.length, ByBands):
        months = days * 12 / WORKING_DAYS_PER_YEAR
        share = np.zeros_like(months)
        for band in plan.length.bands:
            shortest, longest = band.from_months.value, band.to_months.value
            width = max(longest - shortest, _NEGLIGIBLE)
            share += band.share.value * np.clip((longest - months) / width, 0.0, 1.0)
        return share
    first, every = _review_days(plan, plan.length)
    reviews_before = np.maximum(np.ceil((days - first) / every - 1e-9), 0)
    goes_on = (1 - plan.length.later_chance.value) ** np.maximum(reviews_before - 1, 0)
    passes_first = 1 - plan.length.first_chance.value
    return np.where(reviews_before == 0, 1.0, passes_first * goes_on)


def _last_day(plan: Plan) -> float:
    """The working day after which next to no stay lasts."""
    if isinstance(plan.length, ByBands):
        longest = max(band.to_months.value for band in plan.length.bands)
        return longest * WORKING_DAYS_PER_YEAR / 12
    first, every = _review_days(plan, plan.length)
    if plan.length.first_chance.value == 1 or plan.length.later_chance.value == 1:
        return first + every
    interrupted = escalation_rate(plan) * every / WORKING_DAYS_PER_YEAR
    decay = interrupted - math.log1p(-plan.length.later_chance.value)
    if decay == 0:
        raise _never_ends(plan.length)
    return first + every * math.ceil(-math.log(_NEGLIGIBLE) / decay)


def _review_days(plan: Plan, length: AtReviews) -> tuple[float, float]:
    """Working days to the first review at which the plan may end, and from one to the next."""
    review = next(task for task in plan.tasks if task.name == length.ends_at)
    return (review.first or review.every).value, review.every.value


def _never_ends(length: AtReviews) -> EndlessPathwayError:
    return EndlessPathwayError(f"a plan that may pass its first '{length.ends_at}' never ends")

"""How long a family stays in a plan: one distribution of lengths, drawn, expected and found open.

A plan of length T, drawn on entry, may be interrupted by its escalations, which are competing
exponential risks with total rate L a year. The first of the two ends the stay, so that

- P(interrupted) = 1 - E[exp(-L T)],
- E[stay] = E[min(T, X)] = (1 - E[exp(-L T)]) / L, and E[T] where L = 0,
- E[number of tasks planned for t1, t2, ...] = sum of exp(-L ti) P(T >= ti),
- a plan found open is of length t with a chance that goes with P(T = t) E[min(t, X)].

A plan whose length is drawn from bands has its first visit before it can end: whatever is shorter
lasts until that day, on which part of a band then lies in one point.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from sim.scenario.pathway import AtReviews, ByBands, Plan, Task

_NEGLIGIBLE = 1e-12
_CELLS_A_BAND = 200
_MOST_REVIEWS = 200


class EndlessPathwayError(ValueError):
    """The pathway holds some families for ever."""


class _Band(NamedTuple):
    """Lengths evenly spread between two, in working days; of one length where they are equal."""

    shortest: float
    longest: float
    share: float

    def not_before(self, day: float) -> Iterator[_Band]:
        """The same lengths, but none below a number of working days."""
        width = self.longest - self.shortest
        below = min(max(day - self.shortest, 0.0) / width, 1.0) if width > 0 else 0.0
        if below > 0:
            yield _Band(day, day, below * self.share)
        if below < 1:
            least = max(self.shortest, day)
            yield _Band(least, max(self.longest, day), (1 - below) * self.share)

    def discount(self, rate: float) -> float:
        """E[exp(-rate T)] in the band, rate a day: (e^-ra - e^-rb) / (r (b - a))."""
        width = rate * (self.longest - self.shortest)
        even = -math.expm1(-width) / width if width > 0 else 1.0
        return math.exp(-rate * self.shortest) * even

    def share_at_least(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """P(T >= days) in the band."""
        width = self.longest - self.shortest
        if width <= 0:
            return (days <= self.longest).astype(np.float64)
        return np.clip((self.longest - days) / width, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class LengthByBands:
    """A length T that follows bands of lengths of stay."""

    bands: tuple[_Band, ...]
    year: float
    """Working days of a year."""

    def draw(self, draw: float) -> tuple[float, int]:
        """The length in working days that a uniform draw stands for; no review ends it, so 0."""
        for shortest, longest, share in self.bands:
            if draw < share:
                return shortest + (longest - shortest) * draw / share, 0
            draw -= share
        return self.bands[-1].longest, 0

    def cells(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lengths in working days, fine enough to stand for all, and the chance of each."""
        cells = (np.arange(_CELLS_A_BAND) + 0.5) / _CELLS_A_BAND
        bands: NDArray[np.float64] = np.array(self.bands)
        low, high, share = bands.T
        days = low[:, None] + (high - low)[:, None] * cells
        return days.ravel(), np.repeat(share / _CELLS_A_BAND, _CELLS_A_BAND)

    def reviews(self, _days: float) -> int:
        """No review ends it: 0."""
        return 0

    def mean_years(self) -> float:
        """E[T] in years."""
        days = sum(share * (shortest + longest) / 2 for shortest, longest, share in self.bands)
        return days / self.year

    def discount(self, rate: float) -> float:
        """E[exp(-rate T)], rate a year."""
        return sum(band.share * band.discount(rate / self.year) for band in self.bands)

    def share_at_least(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """P(T >= days) for each number of working days."""
        total = np.zeros_like(days)
        for band in self.bands:
            total += band.share * band.share_at_least(days)
        return total

    def last_day(self, _rate: float) -> float:
        """The working day after which no stay lasts."""
        return max(band.longest for band in self.bands)


@dataclass(frozen=True, slots=True)
class LengthAtReviews:
    """A length T that ends only at one of the plan's reviews."""

    review: str
    first: float
    """Working days to the first review."""
    every: float
    """Working days from one review to the next."""
    first_chance: float
    """Chance that it ends at the first."""
    later_chance: float
    """Chance that it ends at each later one."""
    year: float
    """Working days of a year."""

    def draw(self, draw: float) -> tuple[float, int]:
        """The length in working days that a uniform draw stands for, and the review that ends it.

        Returns:
            Infinite and 0 if no review ends it.
        """
        now, later = self.first_chance, self.later_chance
        if draw < now:
            return self.first, 1
        if later <= 0:
            return math.inf, 0
        left = (1 - draw) / (1 - now)
        further = 1 if later >= 1 else max(1, math.ceil(math.log(left) / math.log(1 - later)))
        return self.first + further * self.every, 1 + further

    def cells(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lengths in working days, all but the rarest, and the chance of each."""
        now, later = self.first_chance, self.later_chance
        further = np.arange(_MOST_REVIEWS)
        chances: NDArray[np.float64] = np.concatenate(
            [[now], (1 - now) * later * (1 - later) ** further]
        )
        return self.first + self.every * np.arange(_MOST_REVIEWS + 1.0), chances

    def reviews(self, days: float) -> int:
        """Number of the review that ends a plan of this length."""
        return 1 + round((days - self.first) / self.every)

    def mean_years(self) -> float:
        """E[T] in years."""
        goes_on = 1 - self.first_chance
        if goes_on > 0 and self.later_chance == 0:
            raise self._never_ends()
        later = goes_on * self.every / self.later_chance if goes_on > 0 else 0.0
        return (self.first + later) / self.year

    def discount(self, rate: float) -> float:
        """E[exp(-rate T)], rate a year."""
        to_first = math.exp(-rate * self.first / self.year)
        to_next = math.exp(-rate * self.every / self.year)
        later = self.later_chance * to_next / (1 - (1 - self.later_chance) * to_next)
        return to_first * (self.first_chance + (1 - self.first_chance) * later)

    def share_at_least(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """P(T >= days) for each number of working days."""
        reviews_before = np.maximum(np.ceil((days - self.first) / self.every - 1e-9), 0)
        goes_on = (1 - self.later_chance) ** np.maximum(reviews_before - 1, 0)
        return np.where(reviews_before == 0, 1.0, (1 - self.first_chance) * goes_on)

    def last_day(self, rate: float) -> float:
        """The working day after which next to no stay lasts, interrupted at this rate a year."""
        if self.first_chance == 1 or self.later_chance == 1:
            return self.first + self.every
        decay = rate * self.every / self.year - math.log1p(-self.later_chance)
        if decay == 0:
            raise self._never_ends()
        return self.first + self.every * math.ceil(-math.log(_NEGLIGIBLE) / decay)

    def _never_ends(self) -> EndlessPathwayError:
        return EndlessPathwayError(f"a plan that may pass its first '{self.review}' never ends")


PlanLength = LengthByBands | LengthAtReviews


def length_of(plan: Plan, year: float) -> PlanLength:
    """The distribution of a plan's length if nothing interrupts it.

    One by bands lasts at least until the plan's first visit.

    Args:
        plan: the plan.
        year: working days of a year.
    """
    length = plan.length
    match length:
        case ByBands():
            month = year / 12
            planned = (
                _Band(each.from_months.value * month, each.to_months.value * month, share)
                for each in length.bands
                if (share := each.share.value) > 0
            )
            visited = (part for band in planned for part in band.not_before(plan.first_visit))
            return LengthByBands(tuple(visited), year)
        case AtReviews():
            review = next(task for task in plan.tasks if task.name == length.ends_at)
            return LengthAtReviews(
                review=review.name,
                first=(review.first or review.every).value,
                every=review.every.value,
                first_chance=length.first_chance.value,
                later_chance=length.later_chance.value,
                year=year,
            )
        case _:
            assert_never(length)


@dataclass(frozen=True)
class Stay:
    """What to expect of one stay in a plan."""

    years: float
    """Expected years from entering the plan to leaving it, either way."""
    escalates: float
    """Chance that an escalation interrupts it."""


def stay(plan: Plan, year: float) -> Stay:
    """The expected stay of one family in a plan.

    Args:
        plan: the plan.
        year: working days of a year.

    Returns:
        Expected years in it and the chance that an escalation interrupts it.

    Raises:
        EndlessPathwayError: if the plan neither ends at a review nor is interrupted.
    """
    rate, length = escalation_rate(plan), length_of(plan, year)
    if rate == 0:
        return Stay(length.mean_years(), 0.0)
    escalates = 1 - length.discount(rate)
    return Stay(escalates / rate, escalates)


def share_over_within(plan: Plan, days: float, year: float) -> tuple[float, float]:
    """How likely a stay was at most so long, by how it ended.

    Args:
        plan: the plan.
        days: working days.
        year: working days of a year.

    Returns:
        The chance for a stay that an escalation interrupted, and for one that ran its course.
    """
    rate = escalation_rate(plan) / year
    lengths, chances = length_of(plan, year).cells()
    interrupted = chances * -np.expm1(-rate * lengths)
    in_time = chances * -np.expm1(-rate * np.minimum(lengths, days))
    whole = chances * np.exp(-rate * lengths)
    return _share(in_time, interrupted), _share(whole[lengths <= days], whole)


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    total = float(whole.sum())
    return float(part.sum()) / total if total > 0 else 0.0


def escalation_rate(plan: Plan) -> float:
    """Rate a year at which something interrupts one open family's plan."""
    return sum(escalation.chance_per_year.value for escalation in plan.escalations)


def expected_tasks(plan: Plan, task: Task, year: float) -> float:
    """How often a task of a plan falls due in one stay, the day of the end included.

    Args:
        plan: the plan.
        task: one of its tasks.
        year: working days of a year.

    Returns:
        Expected number of times.

    Raises:
        EndlessPathwayError: if the plan neither ends at a review nor is interrupted.
    """
    rate, length = escalation_rate(plan), length_of(plan, year)
    first = (task.first or task.every).value
    due = np.arange(first, length.last_day(rate) + task.every.value, task.every.value)
    not_interrupted = np.exp(-rate * due / year)
    return float(np.sum(not_interrupted * length.share_at_least(due)))


class OpenPlans:
    """Length and age of plans found open at one moment, where as many begin as end."""

    def __init__(self, length: PlanLength, rate: float) -> None:
        """Prepare for a length and the rate a working day of its interruptions."""
        self._rate = rate
        self._lengths, chances = length.cells()
        time_open = self._lengths
        if rate > 0:
            time_open = np.asarray(-np.expm1(-rate * self._lengths) / rate)
        self._cumulative: list[float] = np.cumsum(chances * time_open).tolist()

    def draw(self, length_draw: float, age_draw: float) -> tuple[float, float]:
        """A plan's length and how long it has been running, in working days, from two draws."""
        mark, rate = length_draw * self._cumulative[-1], self._rate
        length = float(self._lengths[bisect_right(self._cumulative, mark)])
        if rate == 0:
            return length, age_draw * length
        return length, -math.log1p(age_draw * math.expm1(-rate * length)) / rate

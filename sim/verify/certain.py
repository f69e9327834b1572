"""Certain cases: arrivals and hours are given, no luck is left, and theory holds exactly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from sim.verify import theory
from sim.verify.queues import MEAN_WAIT
from sim.verify.readings import last_ending, maximum_lateness, maximum_lateness_in_log, mean_wait
from sim.verify.reduced import ARRIVAL, DONE, FRONT_DOOR, duty, reduced, table, team
from sim.verify.theory_case import Prediction, TheoryCase

_WORK = "work"
_SORTING = "sorting"
_LIMITS = {"soon": 1.0, "later": 4.0, "last": 9.0}
"""Working days that each need allows from the contact."""


def certain_cases() -> Iterator[TheoryCase]:
    """Cases without luck."""
    yield _regular()
    yield _one_at_a_time("Earliest due first", in_order_of_limits=True)
    yield _one_at_a_time("First come, first served", in_order_of_limits=False)


def _regular() -> TheoryCase:
    """One family every 3/16 of a day, each of 1/4 of a day: the wait grows by 1/16 a family."""
    families, every, service = 200, 3 / 16, 1 / 4
    begins = 10.0  # the first measured day
    activities = {
        ARRIVAL: duty(0, {_WORK: 1}),
        _WORK: duty(service, {DONE: 1}, allocated=True, weight=1),
    }
    teams = {FRONT_DOOR: team([ARRIVAL]), "Team": team([_WORK])}
    times = begins + every * np.arange(families)
    waits = (service - every) * np.arange(families)
    return TheoryCase(
        name="D/D/1",
        setting="one worker, families at even intervals, the same hours for all",
        source="arithmetic",
        scenario=reduced("D/D/1", 0.0, activities, teams, _WORK),
        predictions=(
            Prediction(
                MEAN_WAIT,
                float(waits.mean()) / service,
                partial(mean_wait, activities={_WORK}, service=service),
            ),
        ),
        arrivals=table(times.tolist(), [0] * families, [1.0] * families),
        replications=2,
        exact=True,
    )


def _one_at_a_time(name: str, in_order_of_limits: bool) -> TheoryCase:
    """Families who come while the only worker is busy with the first of them."""
    families, service, first, others = 60, 1 / 8, 1 / 8, 1 / 4
    chance = np.random.default_rng(1955)
    needs = [0, *chance.integers(len(_LIMITS), size=families).tolist()]
    efforts = [1 / service, *chance.gamma(2, 1 / 2, size=families).tolist()]
    jobs = [
        (effort * service, [*_LIMITS.values()][need] - first)
        for need, effort in zip(needs, efforts, strict=True)
    ]
    if in_order_of_limits:
        jobs = [jobs[0], *sorted(jobs[1:], key=lambda job: job[1])]
    activities = {
        ARRIVAL: duty(0, {_SORTING: 1}),
        _SORTING: duty(0, {}, routes_by_need={need: {need: 1} for need in _LIMITS}),
        **{
            need: duty(service, {DONE: 1}, limit={"days": days} if in_order_of_limits else None)
            for need, days in _LIMITS.items()
        },
    }
    teams = {FRONT_DOOR: team([ARRIVAL, _SORTING]), "Team": team([*_LIMITS])}
    latest, last = theory.maximum_lateness(jobs), first + sum(days for days, _ in jobs)
    predictions = [
        Prediction(
            "lateness of the latest, in days",
            latest,
            partial(maximum_lateness, limits=tuple(_LIMITS.values())),
        ),
        Prediction("last family done, in days", last, last_ending),
    ]
    if in_order_of_limits:
        predictions.append(
            Prediction("lateness by the log's limits", latest, maximum_lateness_in_log)
        )
    return TheoryCase(
        name=name,
        setting="one worker, families who come at once, limits of 1, 4 and 9 days",
        source="J. R. Jackson, 1955" if in_order_of_limits else "arithmetic",
        scenario=reduced(
            name, 0.0, activities, teams, _SORTING, needs=dict.fromkeys(_LIMITS, 1 / len(_LIMITS))
        ),
        predictions=tuple(predictions),
        arrivals=table([first, *[others] * families], needs, efforts),
        replications=2,
        exact=True,
    )

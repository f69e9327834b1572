"""Queues: duty work of one team or two, which theory calls M/M/c, M/G/1 and so on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.verify import theory
from sim.verify.readings import (
    mean_wait,
    share_of_hours_worked,
    share_of_time_empty,
    share_waiting_longer,
)
from sim.verify.reduced import ARRIVAL, DONE, FRONT_DOOR, Part, duty, reduced, team
from sim.verify.theory_case import Prediction, TheoryCase

MEAN_WAIT = "mean wait, in mean services"
_REFERRAL = "referral"
_WORK = "work"


def queues() -> Iterator[TheoryCase]:
    """Queues in which chance decides."""
    yield _one_worker()
    yield _part_timers()
    yield _priorities()
    yield _diary("M/G/1", variation=0.5)
    yield _diary("M/D/1", variation=0.0)
    yield _tandem()


def _one_worker() -> TheoryCase:
    load, service, long = 0.7, 0.005, 3.0
    work = {ARRIVAL}
    return TheoryCase(
        name="M/M/1",
        setting="one worker, duty work, exponential hours",
        source="A. K. Erlang, 1917",
        scenario=reduced("M/M/1", load / service, _only_work(service), _one_team(), _REFERRAL),
        predictions=(
            Prediction(
                MEAN_WAIT,
                theory.mean_wait(1, load),
                partial(mean_wait, activities=work, service=service),
            ),
            Prediction(
                "share who wait",
                theory.chance_to_wait(1, load),
                partial(share_waiting_longer, activities=work, service=service),
            ),
            Prediction(
                "share who wait for over 3 services",
                theory.share_waiting_longer(1, load, long),
                partial(share_waiting_longer, activities=work, service=service, than=long),
            ),
            Prediction("share of hours worked", load, share_of_hours_worked),
        ),
    )


def _part_timers() -> TheoryCase:
    workers, load, service, long = 3, 2.25, 0.01, 1.0
    work = {ARRIVAL}
    return TheoryCase(
        name="M/M/3",
        setting="three workers at half time, duty work, exponential hours",
        source="Erlang C (A. K. Erlang, 1917)",
        scenario=reduced(
            "M/M/3",
            load / service,
            _only_work(service / 2),
            _one_team(workers, fte=0.5),
            _REFERRAL,
        ),
        predictions=(
            Prediction(
                MEAN_WAIT,
                theory.mean_wait(workers, load),
                partial(mean_wait, activities=work, service=service),
            ),
            Prediction(
                "share who wait",
                theory.chance_to_wait(workers, load),
                partial(share_waiting_longer, activities=work, service=service),
            ),
            Prediction(
                "share who wait for over 1 service",
                theory.share_waiting_longer(workers, load, long),
                partial(share_waiting_longer, activities=work, service=service, than=long),
            ),
            Prediction("share of hours worked", load / workers, share_of_hours_worked),
        ),
    )


def _priorities() -> TheoryCase:
    workers, load, service, urgent_share = 2, 1.5, 0.01, 0.4
    urgent, other = theory.mean_waits_by_priority(
        workers, [urgent_share * load, (1 - urgent_share) * load]
    )
    activities = {
        ARRIVAL: duty(0, {"urgent work": urgent_share, "other work": "rest", _REFERRAL: 0}),
        "urgent work": duty(service, {DONE: 1}, urgent=True),
        "other work": duty(service, {DONE: 1}),
        _REFERRAL: duty(0, {DONE: 1}),
    }
    teams = {
        FRONT_DOOR: team([ARRIVAL, _REFERRAL]),
        "Team": team(["urgent work", "other work"], workers),
    }
    return TheoryCase(
        name="M/M/2 with two priorities",
        setting="two workers, urgent and other duty work, exponential hours",
        source="A. Cobham, 1954",
        scenario=reduced("M/M/2", load / service, activities, teams, _REFERRAL),
        predictions=tuple(
            Prediction(
                f"{name}: {MEAN_WAIT}",
                expected,
                partial(mean_wait, activities={name}, service=service),
            )
            for name, expected in (("urgent work", urgent), ("other work", other))
        ),
    )


def _diary(name: str, variation: float) -> TheoryCase:
    load, service = 0.7, 0.01
    activities = {
        ARRIVAL: duty(0, {_WORK: 1}),
        _WORK: duty(service, {DONE: 1}, allocated=True, weight=1),
    }
    teams = {FRONT_DOOR: team([ARRIVAL]), "Team": team([_WORK])}
    hours = "gamma hours, coefficient of variation 0.5" if variation else "the same hours for all"
    return TheoryCase(
        name=name,
        setting=f"the diary of one worker with room for everyone, {hours}",
        source="F. Pollaczek, 1930; A. Y. Khinchine, 1932",
        scenario=reduced(name, load / service, activities, teams, _WORK, effort_spread=variation),
        predictions=(
            Prediction(
                MEAN_WAIT,
                theory.mean_wait_of_general(load, variation),
                partial(mean_wait, activities={_WORK}, service=service),
            ),
        ),
    )


def _tandem() -> TheoryCase:
    """Two teams in tandem.

    Effort belongs to the family, so the hours of workers in both teams would go together, and
    Jackson's theorem with them. The second team's work is therefore a manager's, of hours that the
    route alone decides: what arrives there is Poisson by Burke's theorem, and independent of those
    still in the first team, so that the chances of finding either team empty multiply.
    """
    workers, load, service = 2, 1.4, 0.01
    manager_load, manager_service = 0.7, 0.005
    kinds = {"brief decision": (0.8, 0.6), "long decision": (0.2, 2.6)}
    activities = {
        ARRIVAL: duty(
            service, {_REFERRAL: 0, **{name: share for name, (share, _) in kinds.items()}}
        ),
        _REFERRAL: duty(0, {DONE: 1}),
        **{
            name: duty(length * manager_service, {DONE: 1}, by="manager")
            for name, (_, length) in kinds.items()
        },
    }
    teams = {
        FRONT_DOOR: team([ARRIVAL, _REFERRAL], workers),
        "Managers": team([*kinds], workers=0, managers=1),
    }
    variation = theory.variation_of_mixture([*kinds.values()])
    return TheoryCase(
        name="M/M/2 then M/G/1",
        setting="two workers, then a manager of another team whose hours the route decides",
        source="P. J. Burke, 1956; J. R. Jackson, 1957",
        scenario=reduced("M/M/2 then M/G/1", load / service, activities, teams, _REFERRAL),
        predictions=(
            Prediction(
                f"first team: {MEAN_WAIT}",
                theory.mean_wait(workers, load),
                partial(mean_wait, activities={ARRIVAL}, service=service),
            ),
            Prediction(
                f"second team: {MEAN_WAIT}",
                theory.mean_wait_of_general(manager_load, variation),
                partial(mean_wait, activities={*kinds}, service=manager_service),
            ),
            Prediction(
                "share of time with nobody in either team",
                theory.share_of_time_empty(workers, load) * (1 - manager_load),
                share_of_time_empty,
            ),
        ),
    )


def _only_work(days: float) -> dict[str, Part]:
    """A pathway of one piece of duty work."""
    return {
        ARRIVAL: duty(days, {DONE: 1, _REFERRAL: 0}),
        _REFERRAL: duty(0, {DONE: 1}),
    }


def _one_team(workers: int = 1, fte: float = 1.0) -> dict[str, Part]:
    return {"Team": team([ARRIVAL, _REFERRAL], workers, fte)}

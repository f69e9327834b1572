"""Caseloads and pathways: families held, a cap that makes them wait, and handoffs on their way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.scenario.calendar import ENGLISH_WORKING_YEAR
from sim.scenario.exact.chain import solve
from sim.verify import theory
from sim.verify.readings import (
    dispersion_of_families_held,
    handoffs_per_referral,
    mean_families_held,
    mean_wait_for_a_worker,
    share_waiting_longer_for_a_worker,
    worker_changes_per_referral,
)
from sim.verify.reduced import ARRIVAL, DONE, FRONT_DOOR, duty, memoryless_plan, plan, reduced, team
from sim.verify.theory_case import Prediction, TheoryCase

_PLAN = "plan"
_INTERRUPTED = "interruption"


def caseloads() -> Iterator[TheoryCase]:
    """Families held and passed on, in which chance decides."""
    yield _held()
    yield _cap()
    yield _loop()
    yield _chain()


def _held() -> TheoryCase:
    a_day, bands = 40.0, [(0.1, 0.4, 0.6), (0.5, 1.25, 0.4)]  # days from, to, share
    mean = a_day * sum(share * (low + high) / 2 for low, high, share in bands)
    activities = {
        ARRIVAL: duty(0, {_PLAN: 1}),
        _PLAN: plan(_by_bands(bands), {DONE: 1}, weight=1),
    }
    teams = {FRONT_DOOR: team([ARRIVAL]), "Team": team([_PLAN], workers=3)}
    return TheoryCase(
        name="M/G/infinity",
        setting="plans of two bands of lengths, workers with room for everyone",
        source="J. Riordan, 1951: the number held is Poisson",
        scenario=reduced("M/G/infinity", a_day, activities, teams, _PLAN),
        predictions=(
            Prediction("mean number of families held", mean, mean_families_held),
            Prediction(
                "its variance, relative to its mean",
                1.0,
                partial(dispersion_of_families_held, mean=mean),
            ),
        ),
    )


def _by_bands(bands: list[tuple[float, float, float]]) -> dict[str, object]:
    return {
        "bands": [
            {
                "from_months": low * 12 / ENGLISH_WORKING_YEAR,
                "to_months": high * 12 / ENGLISH_WORKING_YEAR,
                "share": share,
            }
            for low, high, share in bands
        ]
    }


def _cap() -> TheoryCase:
    workers, cap, load, stay, long = 2, 2, 2.6, 0.05, 0.5
    activities = {
        ARRIVAL: duty(0, {_PLAN: 1}),
        _PLAN: memoryless_plan(stay, then=_INTERRUPTED),
        _INTERRUPTED: duty(0, {DONE: 1}),
    }
    teams = {FRONT_DOOR: team([ARRIVAL]), "Team": team([_PLAN, _INTERRUPTED], workers, cap=cap)}
    places = workers * cap
    return TheoryCase(
        name="M/M/4 for a worker with room",
        setting="two workers with a cap of two families each, exponential stays",
        source="Erlang C (A. K. Erlang, 1917), each place under a cap a server",
        scenario=reduced("A cap that blocks", load / stay, activities, teams, _PLAN),
        predictions=(
            Prediction(
                "mean wait for a worker, in mean stays",
                theory.mean_wait(places, load),
                partial(mean_wait_for_a_worker, stay=stay),
            ),
            Prediction(
                "share who wait for a worker",
                theory.chance_to_wait(places, load),
                partial(share_waiting_longer_for_a_worker, stay=stay),
            ),
            Prediction(
                "share who wait for over half a stay",
                theory.share_waiting_longer(places, load, long),
                partial(share_waiting_longer_for_a_worker, stay=stay, than=long),
            ),
            Prediction("mean number of families held", load, mean_families_held),
        ),
        replications=20,
    )


def _loop() -> TheoryCase:
    on, back = 0.5, 0.4
    activities = {
        ARRIVAL: duty(0, {"first part": 1}),
        "first part": duty(0, {"second part": on, DONE: "rest"}),
        "second part": duty(0, {"first part": back, DONE: "rest"}),
    }
    teams = {
        FRONT_DOOR: team([ARRIVAL]),
        "One": team(["first part"]),
        "Two": team(["second part"]),
    }
    return TheoryCase(
        name="Absorbing chain, closed form",
        setting="from the front door into a loop of two teams",
        source="J. G. Kemeny and J. L. Snell, 1960",
        scenario=reduced("A loop", 20.0, activities, teams, "first part"),
        predictions=(
            Prediction(
                "handoffs per referral",
                theory.handoffs_around_a_loop(on, back),
                handoffs_per_referral,
            ),
        ),
    )


def _chain() -> TheoryCase:
    """A pathway of the kind that services have: needs, localities, plans and enquiries."""
    enquiry, conference, low, high = "enquiry", "conference", "low", "high"
    short = _by_bands([(0.1, 1.0, 1.0)])
    step = {"name": "visit", "share": 1, "at": 0}
    quick = {"shortest": 0, "usual": 0.1, "longest": 0.2}
    assessed = {
        "kind": "assessment",
        "hours": 0,
        "steps": [step],
        "planned_days": quick,
        "authorisation_hours": 0,
        "weight": 1,
    }
    activities = {
        ARRIVAL: duty(0, {"decision": 0.6, DONE: "rest"}),
        "decision": duty(
            0, {"assessment": 0.9, DONE: "rest"}, by="manager", routes_by_need={high: {enquiry: 1}}
        ),
        "assessment": {**assessed, "routes": {_PLAN: 0.5, DONE: "rest"}},
        enquiry: {**assessed, "urgent": True, "routes": {conference: 0.6, _PLAN: "rest"}},
        conference: duty(0, {_PLAN: 1}, allocated=True),
        _PLAN: plan(
            short,
            {DONE: 1},
            weight=1,
            escalations=[{"to": enquiry, "chance_per_year": 150, "becomes": "high on a plan"}],
        ),
    }
    teams = {
        FRONT_DOOR: team([ARRIVAL, "decision", enquiry], managers=1),
        "Families": team(["assessment", conference, _PLAN], localities=["East"]),
        "Assessments": team(["assessment"], localities=["West"]),
        "Plans": team([conference, _PLAN], localities=["West"]),
    }
    scenario = reduced(
        "A pathway",
        30.0,
        activities,
        teams,
        "decision",
        needs={low: 0.7, high: 0.3},
        localities={"East": 0.4, "West": 0.6},
        section_47=[enquiry],
    )
    exact = solve(scenario)
    return TheoryCase(
        name="Absorbing chain, solved",
        setting="needs, localities, assessments, enquiries and plans; four teams",
        source="J. G. Kemeny and J. L. Snell, 1960, as locality structure solves it",
        scenario=scenario,
        predictions=(
            Prediction("handoffs per referral", exact.handoffs_per_referral, handoffs_per_referral),
            Prediction(
                "changes of worker per referral",
                exact.worker_changes_per_referral,
                worker_changes_per_referral,
            ),
        ),
    )

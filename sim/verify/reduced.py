"""The reduced service: a scenario with nothing in it but arrivals, teams and their work.

Nobody is ever away or leaves, every hour is for case work, every family has one child, handing over
takes no work and waits for the next morning at most, and nobody comes back. The run lies between
bank holidays, so that contacts are a Poisson process with the same rate on every working day. Work
is measured in minutes and fractions of them, so that these weeks hold thousands of services.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.model.arrivals import Arrivals
from sim.scenario.calendar import ENGLISH_WORKING_YEAR
from sim.scenario.scenario import Scenario

HOURS_A_DAY = 8.0
"""Hours that a full-time worker works on a working day."""
FRONT_DOOR = "Front Door"
ARRIVAL = "arrival"
"""Where every contact starts."""
DONE = "done"
"""The ending."""

_WORKING_DAYS_A_MONTH = 365.25 / 12 * 5 / 7  # without bank holidays
_FOR_EVER = 1e6  # months or working days, far beyond any run

Part = Mapping[str, object]
"""A part of a scenario as plain data."""


def reduced(
    title: str,
    families_a_day: float,
    activities: Mapping[str, Part],
    teams: Mapping[str, Part],
    referral_at: str,
    effort_spread: float = 1.0,
    needs: Mapping[str, float] | None = None,
    localities: Mapping[str, float] | None = None,
    section_47: Sequence[str] = (),
) -> Scenario:
    """A service reduced to arrivals, teams and work.

    Args:
        title: what it is.
        families_a_day: mean contacts a working day.
        activities: the pathway; contacts start at `arrival`, and `done` is the ending.
        teams: who does what, as `team` makes them.
        referral_at: the activity that makes a contact a referral.
        effort_spread: coefficient of variation of a family's hours: 1 makes them exponential.
        needs: share of each need; one for all if not given.
        localities: share of each locality; one for all if not given.
        section_47: activities of an enquiry.
    """
    nothing = dict.fromkeys(
        [
            "leave_days",
            "training_days",
            "sickness",
            "turnover",
            "agency_turnover",
            "recruitment",
            "acting_up_after",
            "ramp_up",
            "newly_qualified_months",
            "allocation",
        ],
        0,
    )
    return Scenario.model_validate(
        {
            "version": 1,
            "title": title,
            "horizon": {
                "starts": "2013-08-27",
                "measured_from": "2013-09-10",
                "ends": "2013-12-24",
            },
            "demand": {
                "contacts_per_month": families_a_day * _WORKING_DAYS_A_MONTH,
                "children_per_family": 1,
                "localities": localities or {"everywhere": 1},
                "sources": {"anyone": 1},
                "needs": {need: {"share": share} for need, share in (needs or {"any": 1}).items()},
                "effort_spread": effort_spread,
                "sibling_share": 0,
                "months": {},
                "weekdays": {"Saturday": 0, "Sunday": 0},
                "returns": {"share": 0, "within_months": 12},
            },
            "pathway": {
                "starts_at": ARRIVAL,
                "referral_at": referral_at,
                "section_47": [*section_47],
                "closing_hours": 0,
                "activities": activities,
                "endings": {DONE: {"counts_as": "closed"}},
            },
            "structure": {
                "teams": teams,
                "rules": {
                    "section_47_on_open_cases": "enquiry team",
                    "joint_enquiry_share": 0,
                    "return_to_previous_worker": False,
                },
            },
            "workforce": {
                **nothing,
                "contract_hours": 5 * HOURS_A_DAY,
                "chair_share": 1,
                "sickness_spell": 1,
                "newly_qualified_cap": 1,
                "working_time": dict.fromkeys(
                    ["supervision", "audit", "other", "manager_audit", "manager_other"], 0
                ),
            },
            "handoffs": {
                "hours_out": 0,
                "hours_in": 0,
                "notice": 0,
                "meeting_every": 1,
                "rework": 0,
                "front_door_wait": 0,
                "front_door_hours_in": 0,
            },
            "open_cases": {},
            "margins": {
                "concluded_in_45_days": 2,
                "worker_changes": 0.05,
                "over_cap": 2,
                "confidence": 0.95,
            },
        }
    )


def duty(days: float, routes: Part, **settings: object) -> Part:
    """Duty work that takes a full-time worker so many days in the mean."""
    return {"kind": "duty", "hours": days * HOURS_A_DAY, "routes": routes, **settings}


def plan(length: Part, routes: Part, **settings: object) -> Part:
    """A plan in which nothing is done while it lasts."""
    tasks = [{"name": "nothing", "every": _FOR_EVER, "hours": 0}]
    return {"kind": "plan", "tasks": tasks, "length": length, "routes": routes, **settings}


def memoryless_plan(days: float, then: str) -> Part:
    """A plan that lasts an exponential time, because something interrupts it at an even rate."""
    a_year = ENGLISH_WORKING_YEAR / days  # nothing is closed
    return plan(
        {"bands": [{"from_months": _FOR_EVER, "to_months": 2 * _FOR_EVER, "share": 1}]},
        {DONE: 1},
        weight=1,
        escalations=[{"to": then, "chance_per_year": a_year, "becomes": "interrupted"}],
    )


def team(
    owns: Sequence[str],
    workers: int = 1,
    fte: float = 1.0,
    cap: float = 1e6,
    managers: int = 0,
    localities: object = "all",
) -> Part:
    """A team with like posts; without a cap of its own, each worker has room for everyone."""
    return {
        "owns": [*owns],
        "localities": localities,
        "posts": [
            {"role": "social worker", "number": workers, "fte": fte, "cap": cap},
            {"role": "team manager", "number": managers},
        ],
    }


def table(times: Sequence[float], needs: Sequence[int], efforts: Sequence[float]) -> Arrivals:
    """A table of arrivals: when each family comes, what it needs and how much work it takes."""
    number = len(times)
    nothing = np.zeros(number, dtype=np.int64)
    return Arrivals(
        key=tuple(("given", row) for row in range(number)),
        time=np.array(times, dtype=np.float64),
        returning=np.zeros(number, dtype=bool),
        locality=nothing,
        source=nothing,
        need=np.array(needs, dtype=np.int64),
        children=np.ones(number, dtype=np.int64),
        effort=np.array(efforts, dtype=np.float64),
        referred=np.full(number, np.nan),
    )

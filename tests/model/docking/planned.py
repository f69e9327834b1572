"""The same small council as a scenario of the engine, and its event log as notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sim.model.arrivals import Arrivals
from sim.model.events import Column, Event, EventLog
from sim.scenario.scenario import Scenario
from sim.verify.reduced import table
from tests.model.docking.notes import Notes
from tests.model.docking.numbers import FOUND, NEEDS, PLAN_AFTER, RAISED
from tests.model.docking.numbers import NUMBERS as N
from tests.scenario.small import built, plain

_CONTRACT = 50.0
"""Hours a week of a post."""


def scenario(rule: str) -> Scenario:
    """The council as the engine reads it.

    Args:
        rule: who enquires into an open case.
    """
    data = plain()
    data["horizon"] = {
        "starts": "2013-01-02",
        "measured_from": "2013-03-28",
        "ends": "2014-04-01",
    }
    data["demand"] |= {
        "contacts_per_month": 1,  # families are given
        "children_per_family": 1,
        "localities": {"here": 1},
        "sources": {"anyone": 1},
        "needs": {need: {"share": share} for need, share in NEEDS.items()},
        "effort_spread": N.effort,
        "months": {},
        "returns": {"share": 0, "within_months": 12},
    }
    data["pathway"] = {
        "starts_at": "screening",
        "referral_at": "decision",
        "section_47": ["discussion", "enquiry", "conference"],
        "closing_hours": N.closing,
        "activities": _activities(),
        "endings": {"done": {"counts_as": "closed"}},
    }
    posts = (N.access, N.cluster)
    owns = (
        ["screening", "decision", "discussion", "enquiry", "conference"],
        ["assessment", "plan"],
    )
    teams: dict[str, Any] = {
        name: {
            "owns": owned,
            "posts": [
                {"role": "social worker", "number": number, "cap": N.cap},
                {"role": "team manager", "number": N.managers},
            ],
        }
        for name, owned, number in zip(("access", "cluster"), owns, posts, strict=True)
    }
    chairs = {"role": "conference chair", "number": N.chairs}
    teams["chairs"] = {"chairs": ["conference"], "posts": [chairs]}
    rules = {
        "section_47_on_open_cases": rule,
        "joint_enquiry_share": N.joint_share,
        "return_to_previous_worker": False,
        "over_cap_after": N.over_cap_after,
    }
    data["structure"] = {"teams": teams, "rules": rules}
    a_month = 4 * _CONTRACT
    data["workforce"] |= {
        "contract_hours": _CONTRACT,
        "chair_share": N.chair * 5 / _CONTRACT,
        "leave_days": N.leave_days,
        "training_days": N.training_days,
        "sickness": N.sickness,
        "sickness_spell": N.sickness_spell,
        "turnover": N.turnover,
        "internal_moves": N.moves,
        "no_cases_before_leave": N.eve,
        "recruitment": N.recruitment,
        "acting_up_after": 0,
        "ramp_up": N.ramp_up,
        "allocation": N.allocation,
        "working_time": {
            "supervision": 0,
            "audit": 0,
            "other": a_month * (1 - N.worker * 5 / _CONTRACT),
            "manager_audit": 0,
            "manager_other": a_month * (1 - N.manager * 5 / _CONTRACT),
        },
    }
    data["handoffs"] = {
        name: getattr(N, name)
        for name in (
            "hours_out", "hours_in", "notice", "meeting_every", "rework", "rework_within",
            "front_door_wait", "front_door_hours_in",
        )
    }  # fmt: skip
    data["open_cases"] = {"plan": 0}
    return built(data)


def _activities() -> dict[str, Any]:
    def assessed(hours: float, steps: tuple[tuple[float, float, bool], ...]) -> dict[str, Any]:
        return {
            "kind": "assessment",
            "hours": hours,
            "authorisation_hours": N.authorisation,
            "steps": [
                {"name": f"step {number}", "share": share, "at": at, "visit": visit}
                for number, (share, at, visit) in enumerate(steps)
            ],
        }

    def back(chance: float, to: str, need: str) -> dict[str, Any]:
        return {need: {to: chance, "plan" if need == RAISED else "assessment": "rest"}}

    def onward(chance: float, to: str) -> dict[str, Any]:
        return {
            "routes": {to: chance, "assessment": "rest"},
            "routes_by_need": back(chance, to, RAISED) | back(chance, to, FOUND),
        }

    lengths = ("shortest", "usual", "longest")
    return {
        "screening": {
            "kind": "duty",
            "hours": N.screening,
            "urgent": True,
            "routes": {"decision": 1, "done": "rest"},
        },
        "decision": {
            "kind": "duty",
            "hours": N.decision,
            "urgent": True,
            "by": "manager",
            "routes": {"assessment": 1},
            "routes_by_need": {"at risk": {"discussion": 1}},
        },
        "assessment": {
            **assessed(N.assessment, N.assessment_steps),
            "planned_days": dict(zip(lengths, N.assessment_days, strict=True)) | {"spread": N.pace},
            "limit": {"days": N.assessment_limit},
            "weight": N.weights[0],
            "concerns": [
                {
                    "need": "found later",
                    "after": "step 0",
                    "found_by": N.found_by,
                    "to": "discussion",
                    "becomes": FOUND,
                }
            ],
            "routes": {"done": 1},
            "routes_by_need": {
                need: {"plan": chance, "done": "rest"} for need, chance in PLAN_AFTER.items()
            },
        },
        "discussion": {
            "kind": "duty",
            "hours": N.discussion,
            "urgent": True,
            **onward(N.enquired, "enquiry"),
        },
        "enquiry": {
            **assessed(N.enquiry, N.enquiry_steps),
            "urgent": True,
            "planned_days": dict(zip(lengths, N.enquiry_days, strict=True)),
            "limit": {"days": N.enquiry_limit, "counts_from": "discussion"},
            "weight": N.weights[1],
            **onward(N.to_conference, "conference"),
        },
        "conference": {
            "kind": "conference",
            "hours": N.conference,
            "urgent": True,
            "earliest_days": N.booked[0],
            "planned_days": N.booked[1],
            "chair_hours": N.chairing,
            "limit": {"days": N.conference_limit, "counts_from": "discussion"},
            "weight": N.weights[1],
            "routes": {"plan": 1},
        },
        "plan": {
            "kind": "plan",
            "tasks": [
                {
                    "name": "visit",
                    "first": N.first_visit,
                    "every": N.visit_every,
                    "hours": N.visit,
                    "limit": N.visit_limit,
                    "visit": True,
                    "covered_after": N.covered_after,
                }
            ],
            "length": {
                "bands": [
                    {"from_months": low, "to_months": high, "share": share}
                    for low, high, share in (N.shorter, N.longer)
                ]
            },
            "escalations": [
                {"to": "discussion", "chance_per_year": N.escalations, "becomes": RAISED}
            ],
            "weight": N.weights[2],
            "routes": {"done": 1},
        },
    }


def arrivals(families: Sequence[tuple[float, str, float]]) -> Arrivals:
    """Families as the engine takes them."""
    needs = [*NEEDS]
    times, need, efforts = zip(*families, strict=True)
    return table(times, [needs.index(each) for each in need], efforts)


def notes(log: EventLog) -> Notes:
    """What happened in a run of the engine."""
    found = Notes()
    roles = [
        worker.team if worker.role == "social worker" else worker.role.split()[-1]
        for worker in log.workers
    ]
    for row in log.events.tolist():
        time, family, since = row[Column.TIME], int(row[Column.FAMILY]), row[Column.SINCE]
        activity = log.activities[int(row[Column.ACTIVITY])] if row[Column.ACTIVITY] >= 0 else ""
        label = log.labels[int(row[Column.LABEL])] if row[Column.LABEL] >= 0 else ""
        due = row[Column.DUE]
        match Event(int(row[Column.EVENT])):
            case Event.CONTACT:
                found.contact(time)
            case Event.COMPLETED:
                found.finish(
                    time, activity, since, math.inf if math.isnan(due) else due - int(since)
                )
                if label == "enquiry":
                    found.discussed(time, family)
            case Event.VISITED:
                found.visited(time, family, None if math.isnan(due) else due)
            case Event.ALLOCATED:
                found.allocated(time, family, label, since)
            case Event.HANDOFF:
                found.handed_over(time)
            case Event.WORKED:
                found.hours(time, roles[int(row[Column.WORKER])], row[Column.AMOUNT])
            case _:
                pass
    return found

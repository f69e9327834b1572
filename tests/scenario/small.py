"""A small service in two structures, with round numbers, for tests of scenarios and measures."""

from __future__ import annotations

import copy
from typing import Any

from sim.scenario.scenario import Scenario

LOCALITIES = ("North", "South")

_NEW_WORK = ["initial assessment", "core assessment"]
_ENQUIRIES = ["strategy discussion", "enquiry"]
_FRONT_DOOR = ["screening", "advice", "threshold decision"]

_ROUTES_AFTER_ASSESSMENT = {
    "not in need": {"closed after assessment": "rest"},
    "in need": {"child in need plan": "rest"},
    "protection": {"child in need plan": "rest"},
    "care": {"looked after": "rest"},
}

_SMALL: dict[str, Any] = {
    "version": 1,
    "title": "Small",
    "horizon": {"starts": "2013-01-01", "measured_from": "2014-01-01", "ends": "2014-12-31"},
    "demand": {
        "contacts_per_month": 180,
        "children_per_family": 1.8,
        "localities": {"North": 0.6, "South": 0.4},
        "sources": {"police": 0.4, "schools": 0.6},
        "needs": {
            "not in need": {"share": 0.3},
            "in need": {"share": 0.45},
            "protection": {"share": 0.2},
            "care": {"share": 0.05},
        },
        "effort_spread": 0.4,
        "sibling_share": 0.35,
        "months": {"August": 0.9},
        "weekdays": {"Saturday": 0.2, "Sunday": 0.1},
        "returns": {"share": 0.2, "within_months": 12},
    },
    "pathway": {
        "starts_at": "screening",
        "referral_at": "threshold decision",
        "section_47": _ENQUIRIES,
        "closing_hours": 3,
        "activities": {
            "screening": {
                "kind": "duty",
                "hours": 0.75,
                "limit": {"days": 1},
                "routes": {"threshold decision": 0.25, "advice": 0.3, "closed at contact": "rest"},
            },
            "advice": {"kind": "duty", "hours": 0.5, "routes": {"advised": "rest"}},
            "threshold decision": {
                "kind": "duty",
                "hours": 0.5,
                "by": "manager",
                "routes": {"closed at referral": 0.02, "initial assessment": "rest"},
                "routes_by_need": {"protection": {"strategy discussion": "rest"}},
            },
            "initial assessment": {
                "kind": "assessment",
                "hours": 10,
                "steps": [
                    {"name": "first visit", "share": 0.4, "at": 0.4, "visit": True},
                    {"name": "writing up", "share": 0.6, "at": 1},
                ],
                "planned_days": {"shortest": 2, "usual": 8, "longest": 10},
                "authorisation_hours": 0.5,
                "weight": 1,
                "limit": {"days": 10, "counts_from": "threshold decision"},
                "routes_by_need": {
                    "not in need": {"closed after assessment": "rest"},
                    "in need": {"core assessment": 0.6, "child in need plan": "rest"},
                    "care": {"core assessment": "rest"},
                },
                "counts_as": "initial",
            },
            "core assessment": {
                "kind": "assessment",
                "hours": 20,
                "steps": [
                    {"name": "visits", "share": 0.5, "at": 0.5, "visit": True},
                    {"name": "writing up", "share": 0.5, "at": 1},
                ],
                "planned_days": {"shortest": 10, "usual": 28, "longest": 35},
                "authorisation_hours": 1,
                "weight": 1,
                "limit": {"days": 35, "counts_from": "previous"},
                "routes_by_need": _ROUTES_AFTER_ASSESSMENT,
                "counts_as": "core",
            },
            "strategy discussion": {
                "kind": "duty",
                "hours": 2,
                "urgent": True,
                "routes": {"enquiry": 0.9, "child in need plan": "rest"},
            },
            "enquiry": {
                "kind": "assessment",
                "hours": 14,
                "urgent": True,
                "steps": [{"name": "enquiry", "share": 1, "at": 1, "visit": True}],
                "planned_days": {"shortest": 5, "usual": 10, "longest": 12},
                "authorisation_hours": 0.5,
                "weight": 1.5,
                "routes": {"conference": 0.5, "child in need plan": "rest"},
                "counts_as": "section 47",
            },
            "conference": {
                "kind": "conference",
                "hours": 8,
                "planned_days": 13,
                "chair_hours": 5,
                "weight": 1.5,
                "limit": {"days": 15, "counts_from": "strategy discussion"},
                "routes": {"child protection plan": 0.8, "child in need plan": "rest"},
                "counts_as": "conference",
            },
            "child in need plan": {
                "kind": "plan",
                "weight": 1,
                "tasks": [
                    {"name": "visit", "every": 20, "hours": 3, "limit": 20, "visit": True},
                    {"name": "review", "every": 40, "first": 15, "hours": 2},
                ],
                "length": {
                    "bands": [
                        {"from_months": 0, "to_months": 3, "share": 0.5},
                        {"from_months": 3, "to_months": 12, "share": 0.5},
                    ]
                },
                "escalations": [
                    {
                        "to": "strategy discussion",
                        "chance_per_year": 0.1,
                        "becomes": "protection while open",
                    },
                    {"to": "looked after", "chance_per_year": 0.02, "becomes": "care"},
                ],
                "routes": {"stepped down": 0.3, "closed": "rest"},
            },
            "child protection plan": {
                "kind": "plan",
                "weight": 1.5,
                "tasks": [
                    {"name": "visit", "every": 10, "hours": 2, "limit": 10, "visit": True},
                    {
                        "name": "review",
                        "every": 126,
                        "first": 63,
                        "hours": 6,
                        "chair_hours": 4,
                    },
                ],
                "length": {"ends_at": "review", "first_chance": 0.27, "later_chance": 0.6},
                "escalations": [{"to": "looked after", "chance_per_year": 0.08, "becomes": "care"}],
                "routes": {"child in need plan": "rest"},
            },
            "looked after": {
                "kind": "plan",
                "weight": 1.2,
                "tasks": [{"name": "visit", "every": 30, "hours": 4, "visit": True}],
                "length": {"bands": [{"from_months": 6, "to_months": 36, "share": 1}]},
                "routes": {"closed": "rest"},
            },
        },
        "endings": {
            "closed at contact": {"counts_as": "closed at contact"},
            "advised": {"counts_as": "information and advice"},
            "closed at referral": {
                "counts_as": "no further action at referral",
                "may_return": True,
            },
            "closed after assessment": {"counts_as": "not in need", "may_return": True},
            "stepped down": {"counts_as": "stepped down", "may_return": True},
            "closed": {"counts_as": "closed", "may_return": True},
        },
    },
    "workforce": {
        "contract_hours": 37,
        "chair_share": 0.6,
        "leave_days": 25,
        "training_days": 7,
        "sickness": 0.035,
        "sickness_spell": 5,
        "turnover": 0.15,
        "agency_turnover": 0.5,
        "recruitment": 4,
        "acting_up_after": 0,
        "ramp_up": 3,
        "newly_qualified_cap": 0.6,
        "newly_qualified_months": 12,
        "allocation": 1,
        # Leaves .73 of a worker's hours for cases, and .3 of a manager's.
        "working_time": {
            "supervision": 0,
            "audit": 0,
            "other": 39.96,
            "manager_audit": 0,
            "manager_other": 103.6,
        },
    },
    "handoffs": {
        "hours_out": 4,
        "hours_in": 5,
        "notice": 10,
        "meeting_every": 5,
        "rework": 0.15,
        "front_door_wait": 1,
        "front_door_hours_in": 1,
    },
    "open_cases": {"child in need plan": 200, "child protection plan": 25, "looked after": 40},
    "margins": {
        "concluded_in_45_days": 2,
        "worker_changes": 0.05,
        "over_cap": 2,
        "confidence": 0.95,
    },
}


def _team(owns: list[str], workers: int, localities: Any = "all") -> dict[str, Any]:
    return {
        "owns": owns,
        "localities": localities,
        "posts": [
            {"role": "social worker", "number": workers, "cap": 20},
            {"role": "team manager", "number": 1},
        ],
    }


_CHAIRS = {
    "chairs": ["conference", "child protection plan"],
    "posts": [{"role": "conference chair", "number": 1}],
}

_CURRENT = {
    "Referral and Assessment": _team([*_FRONT_DOOR, *_ENQUIRIES, *_NEW_WORK], 8),
    "Family Support": _team(["conference", "child protection plan", "child in need plan"], 9),
    "Looked After Children": _team(["looked after"], 4),
    "Conference and Review": _CHAIRS,
}

_CLUSTER = ["conference", "child protection plan", "child in need plan", *_NEW_WORK]

_PROPOSED = {
    "Access": _team([*_FRONT_DOOR, *_ENQUIRIES], 4),
    "North cluster": _team(_CLUSTER, 8, ["North"]),
    "South cluster": _team(_CLUSTER, 5, ["South"]),
    "Looked After Children": _team(["looked after"], 4),
    "Conference and Review": _CHAIRS,
}


def plain(teams: dict[str, Any] = _CURRENT, rule: str = "own team") -> dict[str, Any]:
    """The small scenario as plain data that a test may change before `built`."""
    data = copy.deepcopy(_SMALL)
    data["structure"] = {
        "teams": copy.deepcopy(teams),
        "rules": {
            "section_47_on_open_cases": rule,
            "joint_enquiry_share": 0.25,
            "return_to_previous_worker": True,
        },
    }
    return data


def built(data: dict[str, Any]) -> Scenario:
    """The scenario that plain data describes."""
    return Scenario.model_validate(data)


def current(rule: str = "own team") -> Scenario:
    """Teams by function: the front door assesses, Family Support keeps."""
    return built(plain(_CURRENT, rule))


def proposed(rule: str = "own team") -> Scenario:
    """Access at the front door, then two locality clusters that assess and keep."""
    return built(plain(_PROPOSED, rule))


def one_team() -> Scenario:
    """Everything in one team."""
    everything = [*_FRONT_DOOR, *_ENQUIRIES, *_CLUSTER, "looked after"]
    teams = {"Everyone": {**_team(everything, 20), "chairs": _CHAIRS["chairs"]}}
    return built(plain(teams))


def proposed_teams() -> dict[str, Any]:
    """The teams of the proposed structure, as plain data."""
    return copy.deepcopy(_PROPOSED)

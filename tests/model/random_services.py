"""Random small services: any legal pathway, structure and workforce, and a run of it."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from sim.scenario.check.consistency import faults
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.model.random_run import Run
from tests.scenario.small import built, plain

LOCALITIES = ("North", "South")
NEEDS = ("low", "high")
RAISED, FOUND = "raised", "found"
"""The need of a family whose plan was interrupted, or whose assessment was."""
STEP_UPS = (
    "pathway.activities.help assessment.routes.decision",
    "pathway.activities.help plan.escalations.0.chance_per_year",
)
"""The chances by which early help steps up."""
_FRONT_DOOR = ["screening", "decision"]
_chances = st.sampled_from([0.1, 0.3, 0.6])
_hours = st.sampled_from([0, 0.5, 2, 9])
_days = st.sampled_from([0, 1, 2.5, 12])


@st.composite
def services(draw: st.DrawFn) -> Scenario:
    """A small legal service; every activity counts alike towards a caseload."""
    data = plain()
    stages = [f"stage {number}" for number in range(draw(st.integers(2, 4)))]
    weight = draw(st.sampled_from([0.5, 1, 1.5]))
    kinds = [_duties, _assessments, _plans, _conferences]
    activities = {
        "screening": draw(_duties(["decision"], weight)) | {"allocated": False},
        "decision": draw(_duties(stages, weight)),
        **{stage: draw(draw(st.sampled_from(kinds))(stages, weight)) for stage in stages},
    }
    activities["screening"]["routes"] = {
        "decision": draw(st.sampled_from([0.9, 0.3])),
        "closed": "rest",
    }
    section_47 = draw(st.lists(st.sampled_from(stages), max_size=2, unique=True))
    draw(_concern(activities, stages, section_47))
    data["horizon"] = {
        "starts": "2013-08-01",
        "measured_from": "2013-09-02",
        "ends": draw(st.sampled_from(["2013-09-20", "2013-12-31"])),
    }
    data["demand"] |= {
        "contacts_per_month": draw(st.integers(10, 60)),
        "children_per_family": draw(st.sampled_from([1, 1.8])),
        "localities": dict.fromkeys(LOCALITIES, 0.5),
        "needs": {need: {"share": 0.5} for need in NEEDS},
        "effort_spread": draw(st.sampled_from([0, 0.5, 1])),
        "returns": {"share": draw(st.sampled_from([0, 0.5])), "within_months": 2},
    }
    data["pathway"] = {
        "starts_at": "screening",
        "referral_at": "decision",
        "section_47": section_47,
        "closing_hours": draw(_hours),
        "activities": activities,
        "endings": {
            "closed": {"counts_as": "closed", "leads_to": "help assessment"},
            "closed after work": {
                "counts_as": "closed",
                "may_return": True,
                "leads_to": draw(st.sampled_from([None, "help assessment", "help plan"])),
            },
            "helped": {"counts_as": "early help"},
        },
        "early_help": ["help assessment", "help plan"],
    }
    activities |= draw(_early_help(weight))
    data["structure"] = {"teams": draw(_teams(stages, activities)), "rules": draw(_rules())}
    data["workforce"] |= draw(_workforce())
    data["handoffs"] = draw(_handoffs())
    data["open_cases"] = {
        stage: draw(st.integers(0, 8))
        for stage, activity in activities.items()
        if activity["kind"] == "plan"
    }
    scenario = built(data)
    assume(not faults(scenario))
    return scenario


@st.composite
def runs(draw: st.DrawFn, /, **settings: object) -> Run:
    """A replication of a random service, some of its settings given by dotted path."""
    return Run(override(draw(services()), settings), draw(st.integers(0, 9)))


@st.composite
def _routes(draw: st.DrawFn, stages: list[str]) -> dict[str, Any]:
    """Routes to some stages, forward or back, and always to an ending."""
    onward = draw(st.lists(st.sampled_from(stages), max_size=2, unique=True))
    routes = dict.fromkeys(onward, 0.4)
    return {**routes, "closed after work": "rest"}


@st.composite
def _any_activity(draw: st.DrawFn, stages: list[str], weight: float) -> dict[str, Any]:
    by_need = draw(st.dictionaries(st.sampled_from([*NEEDS]), _routes(stages), max_size=1))
    limit = draw(st.sampled_from([None, {"days": 1}, {"days": 5, "counts_from": "previous"}]))
    return {
        "urgent": draw(st.booleans()),
        "routes": draw(_routes(stages)),
        "routes_by_need": by_need,
        "limit": limit,
        "weight": weight,
        "paperwork": draw(st.sampled_from([0, 0.6, 1])),
    }


@st.composite
def _duties(draw: st.DrawFn, stages: list[str], weight: float) -> dict[str, Any]:
    own = {
        "kind": "duty",
        "hours": draw(_hours),
        "by": draw(st.sampled_from(["worker", "manager"])),
        "planned_days": draw(_days),
        "allocated": draw(st.booleans()),
    }
    activity: dict[str, Any] = draw(_any_activity(stages, weight)) | own
    if stages == ["decision"]:
        activity["routes_by_need"] = {}
    return activity


@st.composite
def _assessments(draw: st.DrawFn, stages: list[str], weight: float) -> dict[str, Any]:
    steps = [
        {"name": "visit", "share": 0.4, "at": 0, "visit": True},
        {"name": "writing up", "share": 0.6, "at": draw(st.sampled_from([0, 0.5, 1]))},
    ]
    further = {"hours": 5, "share": 0.5, "share_by_need": {"high": 1}, "drawn_as": "replaced"}
    own = {
        "kind": "assessment",
        "hours": draw(_hours),
        "hours_by_need": draw(st.sampled_from([{}, {"high": 12}])),
        "steps": steps,
        "planned_days": {
            "shortest": 1,
            "usual": 6,
            "longest": 10,
            "spread": draw(st.sampled_from([0, 0.5])),
        },
        "authorisation_hours": draw(_hours),
        "further": draw(st.sampled_from([None, further])),
    }
    return draw(_any_activity(stages, weight)) | own


@st.composite
def _concern(
    draw: st.DrawFn, activities: dict[str, Any], stages: list[str], section_47: list[str]
) -> None:
    """Let something come up in an assessment, if there is one, and lead to an enquiry and back."""
    assessments = [stage for stage in stages if activities[stage]["kind"] == "assessment"]
    one_piece = [stage for stage in stages if activities[stage]["kind"] in {"duty", "assessment"}]
    if not assessments or len(one_piece) < 2 or not draw(st.booleans()):
        return
    name = draw(st.sampled_from(assessments))
    to = draw(st.sampled_from([stage for stage in one_piece if stage != name]))
    concern = {"need": "high", "after": "visit", "to": to, "becomes": FOUND}
    activities[name]["concerns"] = [concern | {"found_by": draw(st.sampled_from([0.5, 1]))}]
    activities[to]["routes_by_need"] |= {FOUND: {name: 0.7, "closed after work": "rest"}}
    section_47[:] = [stage for stage in section_47 if stage not in {name, to}] + [to]


@st.composite
def _plans(draw: st.DrawFn, stages: list[str], weight: float) -> dict[str, Any]:
    tasks = [
        {"name": "visit", "every": draw(st.sampled_from([3, 7.5])), "hours": draw(_hours)},
        {
            "name": "review",
            "first": 5,
            "every": 12,
            "hours": draw(_hours),
            "limit": 15,
            "visit": True,
            "chair_hours": draw(_hours),
            "covered_after": draw(st.sampled_from([None, 0, 5])),
        },
    ]
    bands = [{"from_months": 0, "to_months": draw(st.sampled_from([1, 4])), "share": 1}]
    at_reviews = {"ends_at": "review", "first_chance": draw(_chances), "later_chance": 0.5}
    raised = {"to": draw(st.sampled_from(stages)), "chance_per_year": 3, "becomes": RAISED}
    own = {
        "kind": "plan",
        "tasks": tasks,
        "length": draw(st.sampled_from([{"bands": bands}, at_reviews])),
        "escalations": draw(st.sampled_from([[], [raised]])),
    }
    return draw(_any_activity(stages, weight)) | own


@st.composite
def _early_help(draw: st.DrawFn, weight: float) -> dict[str, Any]:
    """An assessment and a plan beside social care, from both of which families may step up."""
    assessment, plan = draw(_assessments(["decision"], weight)), draw(_plans(["decision"], weight))
    for activity in (assessment, plan):
        activity |= {"routes_by_need": {}, "routes": {"helped": "rest"}}
    assessment["hours_by_need"] = {}
    assessment["routes"] |= {"decision": draw(_chances), "help plan": 0.2}
    for task in plan["tasks"]:
        task.pop("chair_hours", None)
    plan["escalations"] = [{"to": "decision", "chance_per_year": draw(st.sampled_from([0, 3]))}]
    return {"help assessment": assessment, "help plan": plan}


@st.composite
def _conferences(draw: st.DrawFn, stages: list[str], weight: float) -> dict[str, Any]:
    latest = draw(_days)
    own = {
        "kind": "conference",
        "hours": draw(_hours),
        "planned_days": latest,
        "earliest_days": draw(st.sampled_from([None, 0, latest / 2])),
        "chair_hours": draw(_hours),
    }
    return draw(_any_activity(stages, weight)) | own


@st.composite
def _teams(draw: st.DrawFn, stages: list[str], activities: dict[str, Any]) -> dict[str, Any]:
    """A front door, a team, a team in each locality and chairs; who owns what is drawn.

    Early help has a team for each of its activities, with posts or without.
    """
    owner = {stage: draw(st.integers(0, 2)) for stage in stages}
    owned = [[stage for stage in stages if owner[stage] == team] for team in range(3)]
    teams = {
        "Front Door": {"owns": [*_FRONT_DOOR, *owned[0]]},
        "Team": {"owns": owned[1]},
        "North": {"owns": owned[2], "localities": ["North"]},
        "South": {"owns": owned[2], "localities": ["South"]},
    }
    chairs = {
        "chairs": stages,
        "posts": [{"role": "conference chair", "number": 1}],
    }
    cap = draw(st.sampled_from([1.5, 4, 8]))
    staffed = {
        name: team | {"posts": draw(_posts(cap)), "on_duty": draw(st.sampled_from([None, None, 1]))}
        for name, team in teams.items()
    }
    worker = {"role": "early help worker", "number": 1, "cap": cap}
    manager = {"role": "team manager", "number": 1}
    help_teams = {
        name.capitalize(): {
            "owns": [name],
            "posts": draw(st.sampled_from([[], [worker], [worker, manager], [worker, worker]])),
        }
        for name in activities
        if name in {"help assessment", "help plan"}
    }
    return {**staffed, "Chairs": chairs, **help_teams}


@st.composite
def _posts(draw: st.DrawFn, cap: float) -> list[dict[str, Any]]:
    kinds = st.sampled_from([{}, {}, {"vacant": 1}, {"agency": 1}, {"newly_qualified": 1}])
    full = {"number": draw(st.integers(1, 3)), "fte": 1, **draw(kinds)}
    part = {"number": draw(st.integers(0, 1)), "fte": 0.5}
    return [
        *({"role": "social worker", "cap": cap, **line} for line in (full, part)),
        {"role": "team manager", "number": 1},
    ]


@st.composite
def _rules(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "section_47_on_open_cases": draw(st.sampled_from(["own team", "enquiry team", "joint"])),
        "joint_enquiry_share": 0.5,
        "enquirer_finishes_assessment": draw(st.booleans()),
        "return_to_previous_worker": draw(st.booleans()),
        "over_cap_after": draw(st.sampled_from([None, 3])),
        "neighbour_cover_after": draw(st.sampled_from([None, 2])),
    }


@st.composite
def _workforce(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "leave_days": draw(st.sampled_from([0, 60])),
        "sickness": draw(st.sampled_from([0, 0.2])),
        "turnover": draw(st.sampled_from([0, 2])),
        "internal_moves": draw(st.sampled_from([0, 2])),
        "no_cases_before_leave": draw(st.sampled_from([0, 2, 30])),
        "recruitment": draw(st.sampled_from([0, 0.5])),
        "ramp_up": draw(st.sampled_from([0, 2])),
        "newly_qualified_months": draw(st.sampled_from([0, 4])),
        "allocation": draw(_days),
        "working_time": {
            "supervision": draw(st.sampled_from([0, 1.75, 12])),
            "audit": draw(st.sampled_from([0, 0.25])),
            "other": 38,
            "manager_audit": 2,
            "manager_other": 55,
            "form_filling": draw(st.sampled_from([1, 0.5, 1.2])),
        },
    }


@st.composite
def _handoffs(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "hours_out": draw(_hours),
        "hours_in": draw(_hours),
        "notice": draw(_days),
        **draw(
            st.sampled_from(
                [
                    *({"meeting_every": days} for days in (1e-9, 1, 1.4, 2.5, 5)),
                    {"meeting_on": "Monday"},
                ]
            )
        ),
        "rework": draw(st.sampled_from([0, 0.3])),
        "rework_within": draw(st.sampled_from([None, 0, 8])),
        "front_door_wait": draw(_days),
        "front_door_hours_in": draw(_hours),
    }

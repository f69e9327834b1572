"""What a concern interrupts is worked exactly once, by whoever has the family then."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product
from typing import Any

import pytest

from sim.scenario.exact.capacity import check_capacity
from sim.scenario.exact.chain import solve
from sim.scenario.exact.interruption import effort_of, found_in
from sim.scenario.exact.workload import workload
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.overrides import override
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.chains import endings_of, visits_of
from tests.scenario.exact.concerned import FOUND, concerned, concerned_data
from tests.scenario.exact.paths import Paths

SIZE = 1 + 0.8 * 0.35
"""Hours of a mean family of 1.8 children relative to one child's."""
ASSESSMENTS = tuple(FOUND)
RULES = ("own team", "enquiry team", "joint")

every_case = pytest.mark.parametrize(
    "scenario",
    [
        concerned(teams, rule, finishes)
        for teams, rule, finishes in product((None, small.proposed_teams()), RULES, (False, True))
    ],
    ids=[
        f"{structure}, {rule}{', finishes' * finishes}"
        for structure, rule, finishes in product(("current", "proposed"), RULES, (False, True))
    ],
)


def hours(scenario: Scenario, role: str) -> dict[tuple[str, str], float]:
    """Hours a family of a contact takes, by team and work."""
    chain = solve(scenario)
    return {
        (row.team, row.work): row.hours / chain.families_per_month
        for row in workload(chain)
        if row.role == role
    }


@every_case
def test_each_team_works_the_hours_of_the_parts_that_it_does(scenario: Scenario) -> None:
    paths, worked = Paths(scenario), hours(scenario, "social worker")
    assert {work for _, work in paths.hours} >= {*ASSESSMENTS}
    for (team, work), expected in paths.hours.items():
        if work in ASSESSMENTS:
            assert worked[team, work] == pytest.approx(expected * SIZE, rel=1e-6)


@every_case
def test_an_interrupted_assessment_is_authorised_once(scenario: Scenario) -> None:
    paths = Paths(scenario)
    managed: defaultdict[str, float] = defaultdict(float)
    for (_, work), each in hours(scenario, "team manager").items():
        managed[work] += each
    for work in ASSESSMENTS:
        once = scenario.pathway.activities[work].effort_for("protection").work[1].hours
        assert managed[work] == pytest.approx(paths.authorised[work] * once, rel=1e-6)


@every_case
def test_a_new_worker_does_part_again_of_what_was_done_by_then(scenario: Scenario) -> None:
    free = {f"handoffs.{cost}": 0 for cost in ("hours_in", "hours_out", "front_door_hours_in")}
    of_rework_alone = override(scenario, free)
    done_again = sum(
        each
        for (_, work), each in hours(of_rework_alone, "social worker").items()
        if work == "handoffs"
    )
    expected = 0.15 * Paths(scenario).behind_worker_changes * SIZE
    assert done_again == pytest.approx(expected, rel=1e-6)


def test_one_draw_decides_in_which_assessment_a_family_is_found() -> None:
    scenario = concerned()
    chain = solve(scenario)
    found: defaultdict[str, float] = defaultdict(float)
    for passage in chain.passages:
        target = passage.target
        if (
            target is not None
            and target.need in FOUND.values()
            and passage.source.need not in (FOUND.values())
        ):
            found[passage.source.activity] += passage.per_contact
    assessed = 0.25 * 0.2 * 0.5
    assert found["initial assessment"] == pytest.approx(assessed * 0.6)
    # Of the others .8 go on to a core assessment, in which all are found.
    assert found["core assessment"] == pytest.approx(assessed * 0.4 * 0.8)


def test_who_had_an_enquiry_from_the_threshold_is_not_found_again() -> None:
    data = concerned_data()
    data["pathway"]["activities"]["threshold decision"]["routes_by_need"]["protection"] = {
        "strategy discussion": 1
    }
    chain = solve(small.built(data))
    after_enquiry = [
        state
        for state in chain.visits
        if state.activity == "core assessment" and state.need == "protection"
    ]
    assert after_enquiry, "some have a core assessment after the enquiry"
    assert not {state.need for state in chain.visits} & {*FOUND.values()}


@pytest.mark.parametrize("rule", RULES)
def test_a_concern_that_never_comes_up_changes_nothing(rule: str) -> None:
    data = concerned_data(rule=rule)
    activities = data["pathway"]["activities"]
    for assessment in ASSESSMENTS:
        activities[assessment]["concerns"][0]["found_by"] = 0
    never = small.built(data)
    for assessment in ASSESSMENTS:
        del activities[assessment]["concerns"]
    without = small.built(data)
    assert hours(never, "social worker") == pytest.approx(hours(without, "social worker"))
    assert endings_of(solve(never)) == pytest.approx(endings_of(solve(without)))


def test_two_steps_of_one_assessment_share_the_draw() -> None:
    data = concerned_data()
    core = data["pathway"]["activities"]["core assessment"]
    core["steps"] = [
        {"name": "first visit", "share": 0.2, "at": 0, "visit": True},
        {"name": "second visit", "share": 0.3, "at": 0.4, "visit": True},
        {"name": "writing up", "share": 0.5, "at": 0.9},
    ]
    [late] = core["concerns"]
    core["concerns"] = [
        late | {"after": "first visit", "found_by": 0.7},
        late | {"after": "second visit", "found_by": 0.9},
    ]
    assessment = small.built(data).pathway.activities["core assessment"]
    first, second = found_in(assessment, "protection", 0.6)
    assert (first.chance, second.chance) == pytest.approx((0.25, 0.5))
    assert (first.hours_done, second.hours_done) == (0.2, 0.5)
    assert (first.days_over, second.days_over) == (0.4, 0.9)
    effort = effort_of(assessment, "protection", 0.6, None)
    shares = 0.25 * 0.2 + 0.5 * 0.5 + 0.25
    assert effort.work[0].hours == pytest.approx(20 * shares)
    assert effort.work[1].hours == pytest.approx(1 * 0.25)
    assert effort.days == pytest.approx(28 * (0.25 * 0.4 + 0.5 * 0.9 + 0.25))
    assert list(found_in(assessment, "protection", 0.95)) == []
    assert list(found_in(assessment, "in need", 0)) == []


def test_a_conference_of_a_joint_enquiry_is_the_own_workers() -> None:
    teams: dict[str, Any] = small.proposed_teams()
    for name, team in teams.items():
        if "conference" in team.get("owns", []):
            team["owns"] = [each for each in team["owns"] if each != "conference"]
        if name == "Access":
            team["owns"] = [*team["owns"], "conference"]
    data = small.plain(teams, "joint")
    data["pathway"]["section_47"] = ["strategy discussion", "enquiry", "conference"]
    scenario = small.built(data)
    on_open_cases = sum(
        visits
        for state, visits in solve(scenario).visits.items()
        if state.activity == "conference" and state.need == "protection while open"
    )
    worked = hours(scenario, "social worker")
    clusters = worked["North cluster", "conference"] + worked["South cluster", "conference"]
    assert clusters == pytest.approx(on_open_cases * 8 * SIZE)
    new = visits_of(solve(scenario), "conference") - on_open_cases
    assert worked["Access", "conference"] == pytest.approx(new * 8 * SIZE)


# The shipped scenarios


@cache
def shipped(name: str) -> Scenario:
    return load_scenario(shipped_folder() / f"{name}.yaml")


def assessing(scenario: Scenario, role: str) -> float:
    """Hours a month of a role in all assessments but the enquiries."""
    counts = {name: activity.counts_as for name, activity in scenario.pathway.activities.items()}
    return sum(
        row.hours
        for row in workload(solve(scenario))
        if row.role == role and counts.get(row.work) in {"initial", "core", "single"}
    )


@pytest.mark.parametrize(
    "name",
    [
        "proposed",
        "proposed-two-assessments",
        "proposed-access-takes-over",
        "proposed-own-team",
        "current-rebalanced",
    ],
)
def test_assessments_take_the_same_hours_in_every_shipped_structure(
    current: Scenario, name: str
) -> None:
    other = shipped(name)
    _assess_alike(current, other)
    for activity in ("strategy discussion", "section 47 enquiry", "in-need plan", "looked after"):
        assert visits_of(solve(other), activity) == pytest.approx(
            visits_of(solve(current), activity)
        )


@pytest.mark.parametrize(
    ("assumption", "value"),
    [
        ("hours of an initial assessment", 10),
        ("hours of an urgent assessment", 6),
        ("hours of a core assessment", 20),
        ("hours to authorise an assessment", 1),
        ("core assessment for short help", 0.35),
        ("core assessment though not in need", 0.3),
        ("assessment after an enquiry", 0.2),
        ("found at the first visit", 0.5),
        ("enquiry after a strategy discussion", 0.8),
        ("conference after an enquiry", 0.5),
    ],
)
def test_whatever_is_assumed_assessments_take_the_same_hours_in_both_structures(
    current: Scenario, proposed: Scenario, assumption: str, value: float
) -> None:
    """What moves the hours of the old assessments moves those of the single one as much."""
    moved: dict[Path, object] = {("assumptions", assumption): value}
    a, b = override(current, moved), override(proposed, moved)
    assert sum(assessing(a, role) for role in ROLES) != pytest.approx(
        sum(assessing(current, role) for role in ROLES), rel=0.003
    )
    _assess_alike(a, b)


ROLES = ("social worker", "team manager")


def _assess_alike(current: Scenario, other: Scenario) -> None:
    assert assessing(other, "social worker") == pytest.approx(
        assessing(current, "social worker"), rel=0.001
    )
    assert assessing(other, "team manager") == pytest.approx(
        assessing(current, "team manager"), rel=0.01
    )


@pytest.mark.parametrize("need", ["not in need", "short help", "plan"])
def test_a_single_assessment_takes_a_need_the_hours_of_what_it_replaces(
    current: Scenario, proposed: Scenario, need: str
) -> None:
    initial, core = (current.pathway.activities[f"{kind} assessment"] for kind in ASSESSED)
    to_core = initial.routes_for(need).get("core assessment", 0)
    replaced = sum(
        share * (activity.effort_for(need).assessed_hours or 0)
        for activity, share in ((initial, 1), (core, to_core))
    )
    single = proposed.pathway.activities["single assessment"]
    assert single.effort_for(need).assessed_hours == pytest.approx(replaced)


ASSESSED = ("initial", "core")


def test_the_rebalanced_teams_are_asked_for_the_same_share_of_their_hours() -> None:
    loads = [
        row.asked / row.had
        for row in check_capacity(shipped("current-rebalanced")).roles
        if row.role == "social worker" and row.team in {"Referral and Assessment", "Family Support"}
    ]
    assert len(loads) == 2
    assert loads[0] == pytest.approx(loads[1], abs=0.03)

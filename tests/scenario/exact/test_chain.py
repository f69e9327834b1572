"""The chain agrees with counting every path by hand, with closed forms, and with conservation."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.exact.chain import solve
from sim.scenario.exact.length_of_stay import EndlessPathwayError, stay
from sim.scenario.pathway import Plan
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.chains import endings_of, visits_of

SCENARIOS = {
    f"{structure.__name__}, {rule}": structure(rule)
    for structure in (small.current, small.proposed)
    for rule in ("own team", "enquiry team", "joint")
}
every_scenario = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS.keys())


class Paths:
    """Every path of a contact, walked one by one until what is left is negligible."""

    def __init__(self, scenario: Scenario, negligible: float = 1e-12) -> None:
        self.scenario = scenario
        self.negligible = negligible
        self.visits: defaultdict[str, float] = defaultdict(float)
        self.outcomes: defaultdict[str, float] = defaultdict(float)
        self.passed: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.worker_changes = 0.0
        for locality, share in scenario.demand.localities.items():
            start = scenario.pathway.starts_at
            team = scenario.structure.owner(start, locality)
            self._walk(start, "", locality, ([team], []), share.value)

    def _walk(
        self, name: str, need: str, locality: str, held_by: tuple[list[str], list[str]], p: float
    ) -> None:
        if p < self.negligible:
            return
        pathway = self.scenario.pathway
        teams, workers = held_by
        if name in pathway.endings:
            self.outcomes[name] += p
            for giving, taking in pairwise(teams):
                self.passed[giving, taking] += p * (giving != taking)
            self.worker_changes += p * sum(one != other for one, other in pairwise(workers))
            return
        if name == pathway.referral_at and not need:
            for drawn, details in self.scenario.demand.needs.items():
                self._walk(name, drawn, locality, (teams, workers), p * details.share.value)
            return
        self.visits[name] += p
        activity = pathway.activities[name]
        kept = (
            name in pathway.section_47
            and need in self.scenario.open_case_needs
            and self.scenario.structure.rules.section_47_on_open_cases != "enquiry team"
        )
        team = teams[-1] if kept else self.scenario.structure.owner(name, locality)
        teams = [*teams, team]
        if activity.kind != "duty":
            workers = [*workers, team]
        if isinstance(activity, Plan):
            escalates = stay(activity, 253).escalates
            rates = [escalation.chance_per_year.value for escalation in activity.escalations]
            for escalation, rate in zip(activity.escalations, rates, strict=True):
                chance = p * escalates * rate / sum(rates)
                becomes = escalation.becomes or ""
                self._walk(escalation.to, becomes, locality, (teams, workers), chance)
            p *= 1 - escalates
        for target, chance in activity.routes_for(need).items():
            self._walk(target, need, locality, (teams, workers), p * chance)

    @property
    def referrals(self) -> float:
        return self.visits[self.scenario.pathway.referral_at]


@every_scenario
def test_the_chain_agrees_with_walking_every_path(scenario: Scenario) -> None:
    chain, paths = solve(scenario), Paths(scenario)
    per_referral = pytest.approx(sum(paths.passed.values()) / paths.referrals, abs=1e-6)
    assert chain.referrals_per_contact == pytest.approx(paths.referrals)
    assert chain.handoffs_per_referral == per_referral
    changes = paths.worker_changes / paths.referrals
    assert chain.worker_changes_per_referral == pytest.approx(changes, abs=1e-6)
    for ending, chance in endings_of(chain).items():
        assert paths.outcomes[ending] == pytest.approx(chance, abs=1e-6)
    for activity, visits in paths.visits.items():
        assert visits_of(chain, activity) == pytest.approx(visits, abs=1e-6)
    for teams, passed in chain.handoffs_between.items():
        assert paths.passed[teams] / paths.referrals == pytest.approx(passed, abs=1e-6)


@every_scenario
def test_every_family_that_enters_a_state_leaves_it(scenario: Scenario) -> None:
    chain = solve(scenario)
    entered: defaultdict[Any, float] = defaultdict(float)
    left: defaultdict[Any, float] = defaultdict(float)
    for passage in chain.passages:
        left[passage.source] += passage.per_contact
        if passage.target is not None:
            entered[passage.target] += passage.per_contact
    for state, visits in chain.visits.items():
        assert left[state] == pytest.approx(visits)
        is_start = state.activity == scenario.pathway.starts_at
        begun = scenario.demand.localities[state.locality].value if is_start else 0
        assert entered[state] + begun == pytest.approx(visits)
    assert sum(endings_of(chain).values()) == pytest.approx(1)


def test_an_activity_that_repeats_is_visited_a_geometric_number_of_times() -> None:
    data = small.plain()
    routes = data["pathway"]["activities"]["initial assessment"]["routes_by_need"]
    routes["not in need"] = {"initial assessment": 0.25, "closed after assessment": "rest"}
    before = visits_of(solve(small.current()), "initial assessment")
    after = visits_of(solve(small.built(data)), "initial assessment")
    entered = 0.25 * 0.3 * 0.98
    assert after - before == pytest.approx(entered * (1 / (1 - 0.25) - 1))


def test_a_month_of_contacts_gives_families_and_children_their_share() -> None:
    chain = solve(small.current())
    screened = visits_of(chain, "screening") * chain.families_per_month
    assert (screened, screened * 1.8) == pytest.approx((100, 180))
    decided = visits_of(chain, "threshold decision")
    assert decided == pytest.approx(chain.referrals_per_contact)
    for locality, share in {"North": 0.6, "South": 0.4}.items():
        there = visits_of(chain, "threshold decision", locality)
        assert there / decided == pytest.approx(share)


def test_open_cases_follow_littles_law() -> None:
    chain = solve(small.current())
    for stock in chain.plan_stocks:
        plan = chain.scenario.pathway.plans[stock.plan]
        entered = visits_of(chain, stock.plan, stock.locality) * chain.families_per_month
        assert stock.open_families == pytest.approx(entered * 12 * stay(plan, 253).years)


def test_the_share_of_escalations_follows_their_rates() -> None:
    chain = solve(small.current())
    escalated = {"strategy discussion": 0.0, "looked after": 0.0}
    for passage in chain.passages:
        if passage.source.activity == "child in need plan" and passage.target is not None:
            escalated[passage.target.activity] += passage.per_contact
    ratio = escalated["strategy discussion"] / escalated["looked after"]
    assert ratio == pytest.approx(0.1 / 0.02)


def test_one_team_for_everything_hands_nothing_over() -> None:
    chain = solve(small.one_team())
    assert chain.handoffs_per_referral == 0
    assert chain.worker_changes_per_referral == 0
    assert chain.handoffs_between == {}


def test_a_joint_enquiry_leaves_responsibility_where_it_is() -> None:
    joint, own = solve(small.proposed("joint")), solve(small.proposed("own team"))
    moved = solve(small.proposed("enquiry team"))
    assert joint.handoffs_per_referral == own.handoffs_per_referral < moved.handoffs_per_referral


def test_the_structure_changes_nothing_but_who_does_the_work() -> None:
    current, proposed = solve(small.current()), solve(small.proposed())
    assert endings_of(current) == pytest.approx(endings_of(proposed))
    for activity in current.scenario.pathway.activities:
        assert visits_of(current, activity) == pytest.approx(visits_of(proposed, activity))


def test_a_need_or_locality_with_no_share_is_never_reached() -> None:
    data = small.plain()
    data["demand"]["localities"] = {"North": 1, "South": 0}
    data["demand"]["needs"]["care"]["share"] = 0
    data["demand"]["needs"]["in need"]["share"] = 0.5
    chain = solve(small.built(data))
    assert {state.locality for state in chain.visits} == {"North"}
    assert not any(
        state.activity == "threshold decision" and state.need == "care" for state in chain.visits
    )
    assert sum(endings_of(chain).values()) == pytest.approx(1)


def test_without_referrals_nothing_is_counted_per_referral() -> None:
    data = small.plain()
    screening = data["pathway"]["activities"]["screening"]
    screening["routes"] = {"threshold decision": 0, "closed at contact": "rest"}
    chain = solve(small.built(data))
    assert chain.referrals_per_contact == chain.handoffs_per_referral == 0
    assert endings_of(chain)["closed at contact"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("activity", "routes", "said"),
    [
        ("advice", {"screening": 1}, "circle"),
        ("advice", {"advice": 1}, "circle"),
        ("advice", {"advised": 0.5}, "85.0% of contacts reach an ending"),
    ],
)
def test_a_pathway_that_loses_families_is_refused(
    activity: str, routes: dict[str, Any], said: str
) -> None:
    data = small.plain()
    data["pathway"]["activities"]["screening"]["routes"] = {
        "threshold decision": 0.2,
        "closed at contact": 0.5,
        "advice": "rest",
    }
    if routes == {"screening": 1}:
        data["pathway"]["activities"]["screening"]["routes"] = {"advice": 1}
    data["pathway"]["activities"][activity]["routes"] = routes
    with pytest.raises(EndlessPathwayError, match=said):
        solve(small.built(data))


TEAMS = ["A", "B", "C"]
ACTIVITIES = list(small.plain()["pathway"]["activities"])


@settings(max_examples=25, deadline=None)
@given(
    owners=st.lists(st.sampled_from(TEAMS), min_size=11, max_size=11),
    rule=st.sampled_from(["own team", "enquiry team", "joint"]),
    referred=st.floats(0.01, 0.9),
    escalates=st.floats(0, 3),
)
def test_any_division_of_the_work_keeps_the_arithmetic(
    owners: list[str], rule: str, referred: float, escalates: float
) -> None:
    teams = {
        team: {"owns": [a for a, owner in zip(ACTIVITIES, owners, strict=True) if owner == team]}
        for team in TEAMS
    }
    data = small.plain(teams, rule)
    activities = data["pathway"]["activities"]
    activities["screening"]["routes"] = {"threshold decision": referred, "advice": "rest"}
    activities["child in need plan"]["escalations"][0]["chance_per_year"] = escalates
    chain = solve(small.built(data))
    assert sum(endings_of(chain).values()) == pytest.approx(1)
    assert chain.referrals_per_contact == pytest.approx(referred)
    assert min(chain.visits.values()) >= 0
    assert sum(chain.handoffs_between.values()) == pytest.approx(chain.handoffs_per_referral)
    # each change of worker takes at least one handoff
    assert chain.worker_changes_per_referral <= chain.handoffs_per_referral + 1e-9

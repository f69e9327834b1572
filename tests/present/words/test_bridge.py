"""The bridge in words: what is shown adds up, the order is told, a draft says so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.studies.bridge import Bridge, bridge, found_ways, named_ways
from sim.measures.catalogue import JUDGED
from sim.present.charts.bridge import moved, waterfalls
from sim.present.json.bridge import bridged
from sim.present.waterfall import bars
from sim.present.words import bridge as words
from sim.present.words.different_demand import different_demand
from sim.scenario.overrides import override
from tests.experiment.runs import CLUSTERS, SMALL
from tests.experiment.studies.test_bridge import JOINT, WAYS, made_up


def found(of: dict[str, list[float]], noise: float = 0.0, pairs: int = 20) -> Bridge:
    """A bridge with these levels in A, B, the two between, and the two in the opposite order."""
    levels = np.array([of.get(measure, [50.0] * 6) for measure in JUDGED]).T
    chance = np.random.default_rng(1).normal(0, noise, (*levels.shape, pairs))
    return bridge(WAYS, made_up(WAYS, levels[:, :, None] + chance))


@settings(max_examples=25)
@given(st.lists(st.floats(0, 100), min_size=6, max_size=6), st.floats(0, 20))
def test_what_is_shown_adds_up_from_a_to_b(levels: list[float], noise: float) -> None:
    for each in found({"worker_changes": levels, "over_cap": levels}, noise).outcomes:
        shown = words.levels(each)
        total = shown[0] + sum(words.contributions(each))
        assert total == pytest.approx(shown[-1], abs=1e-9)
        drawn = bars(each, WAYS)
        assert [bar.begins for bar in drawn[1:]] == [bar.ends for bar in drawn[:-1]]


def test_the_gravest_loss_goes_first_with_the_step_that_does_most_of_it() -> None:
    of = {
        "concluded_in_45_days": [50.0, 60, 59, 60, 51, 51],
        "cp_visits_on_time": [80.0, 70, 79, 69, 80, 70],
    }
    assert words.finding(found(of)) == (
        "Projected to get worse: child protection visits on time -10.0 points, chiefly who keeps "
        "section 47 (-10.0 points); projected to get better: assessments concluded in 45 days "
        "+10.0 points, chiefly teams (+9.0 points)"
    )


def test_a_step_that_leads_in_one_order_only_is_not_named_alone() -> None:
    # Turned round, section 47 comes before the teams, and the teams do most.
    of = found({"cp_visits_on_time": [80.0, 70, 79, 70, 80, 79]})
    assert words.finding(of) == (
        "Projected to get worse: child protection visits on time -10.0 points, chiefly who keeps "
        "section 47 (-9.0 points) in this order of the steps, teams in the opposite"
    )


def test_of_steps_that_were_named_the_order_is_said() -> None:
    ways = named_ways([SMALL, CLUSTERS, JOINT])
    values = np.full((3, len(JUDGED), 4), 50.0)
    a, b, between = [80.0], [72.0], [70.0]
    values[:, JUDGED.index("cp_visits_on_time")] = [a, b, between]
    told = words.finding(bridge(ways, made_up(ways, values)))
    assert told.endswith("(-10.0 points) in this order")


def test_steps_that_offset_each_other_are_told() -> None:
    of = found({"over_cap": [50.0, 50, 60, 50, 50, 50]})
    assert words.finding(of) == (
        "No difference worth acting on from A to B as a whole; single steps move worker-days over "
        "the caseload cap"
    )
    assert [each.measure for each in moved(of)] == ["over_cap"]
    assert waterfalls(of).title == words.finding(of)


def test_how_far_the_order_matters_is_told() -> None:
    even = words.order(found({}))
    assert "in this order: teams, who keeps section 47 and other inputs" in even
    assert even.endswith("In the opposite order no step does more or less by its margin.")
    # Turned round, the inputs come first, and then section 47.
    odd = words.order(found({"over_cap": [50.0, 60, 60, 60, 50, 57]}))
    assert "who keeps section 47 +7.0 points for worker-days over the caseload cap" in odd
    assert "and not +0.0 points" in odd


def test_where_the_steps_come_from_is_told() -> None:
    values = np.full((3, len(JUDGED), 4), 50.0)
    ways = named_ways([SMALL, CLUSTERS, JOINT])
    assert "named" in words.order(bridge(ways, made_up(ways, values)))
    one = found_ways(SMALL, CLUSTERS)
    assert words.order(bridge(one, made_up(one, values[:2]))).endswith("one step: teams.")
    none = found_ways(SMALL, SMALL)
    assert words.finding(bridge(none, made_up(none, values[:2]))) == words.NOTHING_DIFFERS


def test_json_adds_up_and_says_when_it_is_a_draft() -> None:
    of = found({"over_cap": [50.0, 60, 55, 57, 50, 57]}, noise=3, pairs=4)
    experiment = made_up(WAYS, np.full((6, len(JUDGED), 4), 50.0))
    record = bridged(of, experiment)
    assert record["draft"] == "Draft: too few runs"
    outcomes = record["outcomes"]
    assert isinstance(outcomes, list)
    assert len(outcomes) == len(JUDGED)
    for each in outcomes:
        steps = [step["difference"]["mean"] for step in each["steps"]]
        assert sum(steps) == pytest.approx(each["whole"]["difference"]["mean"], abs=1e-9)


def test_another_demand_is_warned_of_and_another_structure_is_not() -> None:
    busier = override(JOINT, {"demand.contacts_per_month": 90, "open_cases.protection plan": 31})
    assert different_demand(SMALL, JOINT) == ""
    told = different_demand(SMALL, busier)
    assert told.startswith("Not the same demand for both (contacts per month 60 to 90 and ")
    assert "not of structure" in told


def test_counts_of_few_real_children_are_not_in_the_warning() -> None:
    few = override(SMALL, {"open_cases.protection plan": 3})
    assert " 3" not in different_demand(few, SMALL)
    assert "protection plan" in different_demand(few, SMALL)

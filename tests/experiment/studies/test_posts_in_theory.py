"""Posts of services whose right answer is known: Erlang's formula, and two teams that are alike."""

from __future__ import annotations

import pytest

from sim.experiment.studies.best_split import best_split, refined
from sim.experiment.studies.limits import Limit
from sim.experiment.studies.posts_needed import posts_needed
from sim.experiment.studies.trying_posts import Question, TryingPosts
from sim.experiment.work.pool import Serial
from sim.scenario.exact.posts import posts_of
from sim.verify import theory
from sim.verify.reduced import ARRIVAL, DONE, FRONT_DOOR, duty, reduced, team

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize(("load", "limit", "fewest"), [(4.0, 1.0, 6), (2.0, 0.3, 4)])
def test_on_an_erlang_c_service_it_finds_the_exact_number(
    load: float, limit: float, fewest: int
) -> None:
    """Duty work of like workers is an M/M/c queue, whose mean length Erlang's C formula gives."""
    lengths = {c: load * theory.mean_wait(c, load) for c in (fewest - 1, fewest)}
    assert lengths[fewest] < 0.65 * limit
    assert lengths[fewest - 1] > 1.4 * limit
    service = 0.5
    activities = {ARRIVAL: duty(service, {DONE: 1, "referral": 0}), "referral": duty(0, {DONE: 1})}
    teams = {"Team": team([ARRIVAL, "referral"], workers=fewest + 3)}
    scenario = reduced("M/M/c", load / service, activities, teams, "referral")
    posts = posts_of(scenario, "social worker")
    question = Question(posts, scenario, (Limit("duty_waiting", False, limit),), None, seed=7)
    study = TryingPosts(question, Serial(), None, lambda _title, _runs: lambda: None)
    needed = posts_needed(study, 0.8, 12, 24)
    assert needed.found is not None
    assert needed.found.total == fewest
    assert needed.confirmed is not None
    assert needed.confirmed.agrees


def test_two_like_teams_of_a_real_service_end_equal() -> None:
    """Half of the duty work goes to each of two like teams, of which one has most of the posts."""
    service = 0.4
    activities = {
        ARRIVAL: duty(0, {"work": 1, "referral": 0}),
        "work": duty(service, {DONE: 1}),
        "referral": duty(0, {DONE: 1}),
    }
    teams = {
        FRONT_DOOR: team([ARRIVAL, "referral"]),
        "East": team(["work"], workers=6, localities=["East"]),
        "West": team(["work"], workers=2, localities=["West"]),
    }
    scenario = reduced(
        "two teams", 6 / service, activities, teams, "referral",
        localities={"East": 0.5, "West": 0.5},
    )  # fmt: skip
    posts = posts_of(scenario, "social worker", ["East", "West"])
    question = Question(posts, scenario, (Limit("duty_waiting", False, 5.0),), None, seed=3)
    study = TryingPosts(question, Serial(), None, lambda _title, _runs: lambda: None)
    assert study.posts.by_equal_load(8) == (4, 4)
    found = best_split(study, 8)
    assert found.best.split == (4, 4)
    assert found.is_confirmed
    assert refined(study, (5, 3), range(16), set()) == (4, 4)

"""Other owners and posts: every choice is named, and run in the worlds of the comparison."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.studies.further_pairs import FurtherPairs, answer
from sim.experiment.studies.structural import (
    Structural,
    StructuralAnswers,
    structural,
    structural_choices,
)
from sim.experiment.work.pool import Serial
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.overrides import override
from tests.experiment.runs import CLUSTERS, SMALL

pytestmark = pytest.mark.integration

BOTH = (SMALL, CLUSTERS)
WORLDS = Worlds(BOTH, None)


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    return run_experiment(BOTH, seed=1, replications=3, executor=Serial(), worlds=WORLDS)


@pytest.fixture(scope="module")
def answers(experiment: Experiment) -> StructuralAnswers:
    return structural(FurtherPairs(experiment, WORLDS, Serial(), None, lambda *_: lambda: None))


def choice(kind: str, subject: str, what: str) -> Structural:
    """The one choice of B with these words."""
    (found,) = [
        each
        for each in structural_choices(*BOTH)
        if (each.kind, each.subject) == (kind, subject) and what in each.what
    ]
    return found


def test_what_has_another_owner_in_b_may_go_back() -> None:
    owners = {
        (each.subject, each.what) for each in structural_choices(*BOTH) if each.kind == "owner"
    }
    assert {subject for subject, _ in owners} == {"assessment"}
    made = choice("owner", "assessment", "Front Door").scenario
    assert made is not None
    assert "assessment" in made.structure.teams["Front Door"].owns
    assert all(
        "assessment" not in team.owns
        for name, team in made.structure.teams.items()
        if name != "Front Door"
    )


def test_two_equal_structures_have_no_owner_to_choose() -> None:
    assert {each.kind for each in structural_choices(SMALL, SMALL)} == {"post"}


def test_each_team_gains_and_loses_one_of_its_usual_posts() -> None:
    more, fewer = (choice("post", "Front Door", word).scenario for word in ("more", "fewer"))
    assert more is not None
    assert fewer is not None
    numbers = [
        max(post.number for post in each.structure.teams["Front Door"].posts)
        for each in (fewer, CLUSTERS, more)
    ]
    assert numbers == [numbers[1] - 1, numbers[1], numbers[1] + 1]


def test_what_cannot_be_run_says_why() -> None:
    none_left = [{"role": "social worker", "number": 0}]
    lone = override(CLUSTERS, {"structure.teams.Front Door.posts": none_left})
    fewer = [
        each
        for each in structural_choices(lone, lone)
        if each.subject == "Front Door" and "fewer" in each.what
    ]
    assert [each.scenario for each in fewer] == [None]
    assert fewer[0].why_not


def test_every_choice_that_can_be_run_is_answered_over_the_same_pairs(
    experiment: Experiment, answers: StructuralAnswers
) -> None:
    assert repr(answers.planned.judged) == repr(compare(experiment).judged)
    assert not answers.failures
    for each in answers.answers:
        assert (each.comparison is None) == (each.choice.scenario is None)
        if each.comparison is not None:
            assert each.comparison.pairs == answers.planned.pairs


def test_with_the_owner_of_a_the_answer_is_that_of_a_against_itself(
    answers: StructuralAnswers,
) -> None:
    (back,) = [each for each in answers.answers if each.choice.kind == "owner"]
    assert back.comparison is not None
    gains = [each.outcome.difference.mean for each in back.comparison.judged]
    some = [gain for gain in gains if not math.isnan(gain)]
    assert len(some) > 5
    assert some == pytest.approx([0] * len(some))


def test_where_no_pair_has_both_its_sides_there_is_no_answer(experiment: Experiment) -> None:
    of_a, of_b = experiment.arms
    assert answer(replace(experiment, arms=(of_a[:1], of_b[1:]))) is None
    assert answer(replace(experiment, arms=((), of_b))) is None
    found = answer(experiment)
    assert found is not None
    assert found.pairs == len(of_a)


def test_a_team_without_posts_neither_gains_nor_loses_one() -> None:
    empty = override(CLUSTERS, {"structure.teams.Chairs.posts": []})
    subjects = {each.subject for each in structural_choices(empty, empty) if each.kind == "post"}
    assert subjects == set(CLUSTERS.structure.teams) - {"Chairs"}

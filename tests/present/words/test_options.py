"""Options in words: named best only where it is so, with its losses; ties, cost and demand said."""

from __future__ import annotations

import pytest

from sim.experiment.studies.options import options
from sim.experiment.worlds.worlds import world_of
from sim.measures.catalogue import GUARDRAILS, PRIMARY
from sim.present.words import options as words
from sim.scenario.exact.prices import Pounds
from sim.scenario.overrides import override
from tests.experiment.runs import SMALL
from tests.experiment.studies.test_options import PRICED, better, made_up, plans
from tests.scenario.files import small

CHANGES = PRIMARY[1]


def said(*levels: dict[str, float], noise: float = 0.3, in_worlds: bool = True) -> list[str]:
    return words.sentences(options(made_up(levels, noise, in_worlds)))


def test_equal_plans_have_one_sentence_for_all_outcomes() -> None:
    first, kept, dominated, cost = said({}, {}, {}, noise=0)
    assert first == (
        "No plan is named best on assessments concluded in 45 days, changes of worker per child or "
        "worker-days over the caseload cap: the plans cannot be told apart."
    )
    assert kept == (
        "To keep all guardrails at once: B almost certain, 30 of 30 worlds; C almost certain, "
        "30 of 30 worlds."
    )
    assert (dominated, cost) == ("No plan is dominated by another.", words.NO_COSTS)


def test_who_is_best_is_told_with_its_lead_and_what_it_breaks() -> None:
    breaks = better(CHANGES, 4) | better(GUARDRAILS[0], -4)
    first = said({}, breaks, better(CHANGES, 2))[0]
    assert "B is best on changes of worker per child, 0.10 ahead of C, but to keep all " in first
    assert "its guardrails is a remote chance, 0 of 30 worlds" in first
    fine = said({}, better(CHANGES, 4), better(CHANGES, 2))[0]
    assert "B is best on changes of worker per child, 0.10 ahead of C." in fine


def test_the_base_may_be_best() -> None:
    first = said({}, better(PRIMARY[0], -3), better(PRIMARY[0], -3))[0]
    assert first.startswith("A, the base, is best on assessments concluded in 45 days")


def test_a_lead_within_the_margin_is_not_called_best() -> None:
    first = said({}, better(PRIMARY[0], 0.5), {}, noise=0.05)[0]
    assert "B leads on assessments concluded in 45 days, 1.0 points ahead of " in first
    assert "which is less than the margin of 2 points" in first
    assert "best on assessments" not in first


def test_those_that_cannot_be_told_apart_are_named() -> None:
    first = said({}, better(PRIMARY[0], 3), better(PRIMARY[0], 3.05), noise=1.0)[0]
    assert "No plan is named best on assessments concluded in 45 days: B and C cannot be" in first


def test_who_leads_on_the_mean_and_not_in_most_worlds_is_told_so() -> None:
    experiment = made_up([{}, {}])
    for run in experiment.arms[1]:
        run.values[0] += 30 if world_of(run.number) % 5 < 2 else -1
    first = words.sentences(options(experiment))[0]
    assert "assessments concluded in 45 days: B leads on the mean, and is best in 12 of 30" in first


def test_few_runs_are_said_to_be_few_and_none_to_tell_nothing() -> None:
    experiment = made_up([{}, {}])
    arms = tuple(arm[:10] for arm in experiment.arms)
    few = type(experiment)(experiment.scenarios, 1, 10, arms, (), 1.0, worlds=experiment.worlds)
    assert "under 20 runs of each tell too little" in words.finding(options(few))
    for run in experiment.arms[1]:
        run.values[:] = float("nan")
    found = options(experiment)
    assert words.finding(found).startswith("Nothing can be told of assessments concluded")
    assert words.guardrails(found) == "To keep all guardrails at once: B cannot be told."
    assert words.share(found.standings[0].best[0]) == "n/a"


def test_inputs_as_planned_are_said_to_be_so() -> None:
    first = said({}, better(PRIMARY[0], 3), in_worlds=False)[0]
    assert first.startswith("With inputs as planned, B is best on assessments")
    assert said({}, {}, in_worlds=False)[0].startswith("With inputs as planned, no plan is named")


def test_who_is_dominated_is_named_with_by_whom() -> None:
    told = said({}, better(PRIMARY[0], 3), better(PRIMARY[2], -3))
    assert "A, the base, is dominated by B; C is dominated by A and B." in told
    rows = words.plans(options(made_up([{}, better(PRIMARY[0], 3)], 0.3)))
    assert [(row.letter, row.dominated) for row in rows] == [("A", "by B"), ("B", "no")]


def test_cost_is_told_against_the_base() -> None:
    more = override(PRICED, {"title": "More", "structure.teams.Front Door.posts.1.number": 9})
    same = override(PRICED, {"title": "Same"})
    found = options(made_up([{}, {}, {}], scenarios=(PRICED, more, same)))
    assert words.cost(found).startswith("A year of A's posts costs £")
    assert "; B £" in words.cost(found)
    assert words.cost(found).endswith(" more; the other the same.")
    equal = options(made_up([{}, {}], scenarios=(PRICED, same)))
    assert words.cost(equal).endswith("; those of every option the same.")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (None, "n/a"),
        (Pounds(0, 0, 0), "the same"),
        (Pounds(50_000, 40_000, 60_000), "£50,000 (40,000 to 60,000) more"),
        (Pounds(-50_000, -60_000, -40_000), "£50,000 (40,000 to 60,000) less"),
        (Pounds(20_000, -5_000, 60_000), "£20,000 more, or the other way round, as prices go"),
        (Pounds(-20_000, -60_000, 5_000), "£20,000 less, or the other way round, as prices go"),
    ],
)
def test_dearer_and_cheaper(more: Pounds | None, told: str) -> None:
    assert words.dearer(more) == told


def test_another_demand_is_warned_of_by_letter_before_all_else() -> None:
    busy = small("title: Busy\ndemand: {contacts_per_month: 75}")
    found = options(made_up([{}, {}, {}], scenarios=(SMALL, plans(2)[1], busy)))
    warning = words.sentences(found)[0]
    assert warning.startswith("C: Not the same demand for both (contacts per month 60 to 75)")


def test_a_plan_that_is_the_base_again_is_said_to_be_so() -> None:
    found = options(made_up([{}, {}], scenarios=(SMALL, plans(2)[1])))
    assert words.changes(found, 0) == "The base: to stay as it is."
    assert words.changes(found, 1) == "The same as A in all that a run depends on."


def test_what_more_pairs_may_change_is_told() -> None:
    assert words.not_settled(options(made_up([{}, {}]))) == ""
    doubtful = options(made_up([{}, better(PRIMARY[0], 1)], 2.0))
    assert words.not_settled(doubtful) == "With more pairs words may change for B."

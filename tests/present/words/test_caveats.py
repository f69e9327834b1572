"""What makes an answer say less than it seems to is told with the answer, at every door."""

from __future__ import annotations

import dataclasses
import json

import pytest

from sim.experiment.comparison import Key, compare
from sim.experiment.experiment import Experiment
from sim.measures.catalogue import PRIMARY
from sim.measures.laws.law import Agreement, Law
from sim.present.json import results
from sim.present.terminal import report
from sim.present.words.caveats import caveats
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.present.terminal.test_report import printed
from tests.scenario.files import small

VALUES = {Key(measure): [1.0, 2.0, 1.5] for measure in PRIMARY}
TIGHTER = "pathway: {activities: {screening: {routes: {decision: 0.1}}}}"


def made(b: Scenario, laws: tuple[Agreement, ...] = ("holds",) * 3) -> Experiment:
    """An experiment in whose runs of B this law came out so, and in those of A well."""
    experiment = made_up(VALUES, VALUES, SMALL, b)
    arms = tuple(
        tuple(
            dataclasses.replace(
                run, laws=(Law("hours asked", "South", 1, 2, verdict, "1 hour against 2"),)
            )
            for run, verdict in zip(arm, verdicts, strict=True)
        )
        for arm, verdicts in zip(experiment.arms, (("holds",) * 3, laws), strict=True)
    )
    return dataclasses.replace(experiment, arms=arms)


def told(experiment: Experiment) -> list[str]:
    return caveats(compare(experiment), experiment)


def test_there_is_mostly_nothing_to_say() -> None:
    assert told(made(CLUSTERS)) == []


def test_a_tighter_threshold_is_never_presented_as_a_gain() -> None:
    (said,) = told(made(small(TIGHTER)))
    assert "route to 'decision'" in said
    assert "-> 0.1" in said
    assert "A tighter threshold looks like a gain" in said
    assert "accepted as referrals 40.0% of contacts in A, 10.0% in B" in said


def test_a_threshold_is_told_where_the_first_activity_has_another_name() -> None:
    front_door = SMALL.model_dump_json().replace('"screening"', '"front door"')
    tighter = Scenario.model_validate_json(
        front_door.replace('"decision":{"value":0.4', '"decision":{"value":0.1')
    )
    (said,) = told(made(tighter))
    assert "accepted as referrals 40.0% of contacts in A, 10.0% in B" in said


@pytest.mark.parametrize("of", ["worker_changes: 0.5", "confidence: 0.9"])
def test_margins_of_b_are_said_not_to_count(of: str) -> None:
    (said,) = told(made(small(f"margins: {{{of}}}")))
    assert "judged by those of A" in said


@pytest.mark.parametrize(
    ("laws", "is_told"),
    [
        (("watch", "watch", "holds"), True),
        (("watch", "holds", "holds"), False),
        (("not computable",) * 3, False),
    ],
)
def test_checks_that_fail_in_most_runs_are_told(laws: tuple[Agreement, ...], is_told: bool) -> None:
    said = told(made(CLUSTERS, laws))
    assert bool(said) == is_told
    assert all("Checks that do not hold in most runs: of B " in each for each in said)
    assert all("hours asked (South)" in each for each in said)


def test_the_answer_of_every_command_has_them() -> None:
    experiment = made(small(TIGHTER))
    found = compare(experiment)
    (said,) = caveats(found, experiment)
    assert "looks like a gain" in " ".join(printed(report.comparison(found, experiment)).split())
    assert json.loads(json.dumps(results.comparison(found, experiment)))["caveats"] == [said]


def test_prices_that_differ_are_warned_of_and_equal_ones_are_not() -> None:
    def at(pay: float) -> Scenario:
        costs = {
            "price_year": "2015-16", "social_worker": pay, "early_help_worker": 1,
            "team_manager": 1, "conference_chair": 1, "agency_premium": 0, "recruiting": 0,
        }  # fmt: skip
        return SMALL.model_copy(update={"costs": costs})

    def warned(pay: float) -> list[str]:
        found = told(made_up(VALUES, VALUES, at(40_000), at(pay)))
        return [each for each in found if each.startswith("Prices")]

    assert warned(40_000) == []
    (said,) = warned(50_000)
    assert said.startswith("Prices are not like with like, as A and B differ in social worker:")

"""An input's influence is the paired change of the difference, and its colour follows from it.

The executor answers with made-up outcomes whose dependence on the inputs is known.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.comparison import Key
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import (
    REFINED,
    Colour,
    Influence,
    Sensitivity,
    colour,
    sensitivity,
)
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Replication, Run
from sim.measures.catalogue import PRIMARY
from sim.scenario.pathway import Assessment
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.scenario.files import small

CONCLUDED, CHANGES, OVER_CAP = PRIMARY
PAIRS = 6
RANGES = """
handoffs:
  notice: {value: 5, low: 5, high: 9}
  hours_in: {value: 5, low: 4, high: 6}
  hours_out: {value: 4, low: 4, high: 4}
demand:
  needs:
    help: {share: {value: 0.75, low: 0.75, high: 1}}
    protection: {share: {value: 0.25, low: 0, high: 0.25}}
pathway:
  activities:
    assessment:
      planned_days: {usual: {value: 30, low: 20, high: 50}}
    in-need plan:
      routes: {closed: {value: 1, low: 0.5, high: 1}}
costs:
  {price_year: "2015-16", social_worker: 40000, early_help_worker: 0.75, team_manager: 1.25,
   conference_chair: 1.5, agency_premium: 0.4, recruiting: {value: 5000, low: 3000, high: 9000}}
"""
A = small(RANGES)
B = small(f"title: Other\n{RANGES}workforce: {{turnover: {{value: 0.16, low: 0.1, high: 0.2}}}}")


def outcome(scenario: Scenario, number: int) -> dict[Key, float]:
    """Known outcomes: luck that both scenarios share, and what inputs add to it."""
    luck = float(np.random.default_rng(number).normal())
    is_b = scenario.title == "Other"
    assessment = scenario.pathway.activities["assessment"]
    assert isinstance(assessment, Assessment)
    hours = assessment.hours.value
    notice = scenario.handoffs.notice.value
    contacts = scenario.demand.contacts_per_month.value
    return {
        # 1 point for each hour in B alone; the luck is shared, so its changes have no width
        Key(CONCLUDED): 50 + luck - (hours if is_b else 0),
        # an effect that differs widely from one replication to the next
        Key(CHANGES): 1 + (luck * (contacts - 60) if is_b else 0),
        # the same in both scenarios, so that the difference does not change
        Key(OVER_CAP): 10 + notice * luck,
    }


class Known(Serial):
    """Answers with known outcomes, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        run: Run = args[0]
        self.asked.append((run.scenario.content_hash, run.number))
        return super().submit(known, run)


class Failing(Known):
    """Fails wherever notice is 9 days."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if args[0].scenario.handoffs.notice.value != 9:
            return super().submit(fn, *args, **kwargs)
        failed: Future[Any] = Future()
        failed.set_exception(ValueError("nobody answered"))
        return failed


def known(run: Run) -> Replication:
    one = {key: [value] for key, value in outcome(run.scenario, run.number).items()}
    replication = made_up(one, one).arms[0][0]
    return dataclasses.replace(replication, arm=run.arm, number=run.number)


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    return run_experiment((A, B), seed=1, replications=PAIRS, executor=Known())


@pytest.fixture(scope="module")
def found(experiment: Experiment) -> Sensitivity:
    return sensitivity(experiment, 3, "*", Known())


def of(found: Sensitivity, name: str) -> Influence:
    return next(each for each in found.influences if each.input.name == name)


def test_paperwork_is_varied_only_where_form_filling_is_not_as_now() -> None:
    paperwork = "pathway.activities.assessment.paperwork"
    stated = {"paperwork": {"value": 0.5, "low": 0.4, "high": 0.9}}
    said = f"pathway: {{activities: {{assessment: {json.dumps(stated)}}}}}\n"
    less = "workforce: {working_time: {form_filling: 0.8}}\n"
    why_not = {}
    for forms in ("", less):
        pair = small(said + forms), small(f"title: Other\n{said}{forms}")
        experiment = run_experiment(pair, seed=1, replications=2, executor=Known())
        why_not[forms] = of(sensitivity(experiment, 2, paperwork, Known()), paperwork).why_not
    assert why_not == {"": "form-filling is as now, so that nothing follows from it", less: ""}


def test_the_change_is_that_of_the_difference_pair_by_pair(found: Sensitivity) -> None:
    low, high = of(found, "pathway.activities.assessment.hours").ends
    assert (low.name, low.value, high.name, high.value) == ("low", 10, "high", 16)
    assert low.effects[CONCLUDED].change.mean == pytest.approx(2)
    assert high.effects[CONCLUDED].change.mean == pytest.approx(-4)
    assert high.effects[CONCLUDED].change.half_width == pytest.approx(0, abs=1e-9)
    assert high.effects[CONCLUDED].difference.mean == pytest.approx(-16)
    assert high.effects[CONCLUDED].verdict is Verdict.WORSE


def test_an_effect_that_both_scenarios_share_is_no_change_at_all(found: Sensitivity) -> None:
    (high,) = of(found, "handoffs.notice").ends
    assert high.effects[OVER_CAP].change.is_zero
    assert high.effects[OVER_CAP].colour is Colour.GREEN


def test_an_input_takes_its_worst_colour(found: Sensitivity) -> None:
    assert of(found, "pathway.activities.assessment.hours").colour is Colour.RED
    assert of(found, "demand.contacts_per_month").colour is Colour.AMBER
    assert of(found, "handoffs.notice").colour is Colour.GREEN


def test_inputs_are_ranked_by_their_largest_change_in_margins(found: Sensitivity) -> None:
    strengths = [each.strength for each in found.ranked]
    assert strengths == sorted(strengths, reverse=True)
    assert of(found, "pathway.activities.assessment.hours").strength == pytest.approx(4 / 2)


def test_no_input_is_left_out_silently(found: Sensitivity) -> None:
    for each in found.influences:
        assert each.was_run == (not each.why_not)
    assert of(found, "demand.returns.share").why_not == "it has no range"
    assert of(found, "handoffs.hours_out").why_not == "its range is one value"
    assert of(found, "margins.over_cap").why_not.startswith("it decides how a difference is judged")
    priced = of(found, "costs.recruiting")
    assert priced.why_not == "it prices what runs show, and changes none of them"
    assert (
        "nothing stands beside it"
        in of(found, "pathway.activities.in-need plan.routes.closed").why_not
    )


def test_a_number_at_an_end_of_its_range_is_run_at_the_other_end_alone(found: Sensitivity) -> None:
    assert [end.name for end in of(found, "handoffs.notice").ends] == ["high"]


def test_an_input_with_an_end_that_cannot_be_run_is_amber_at_best(found: Sensitivity) -> None:
    usual = of(found, "pathway.activities.assessment.planned_days.usual")
    low, high = usual.ends
    assert low.effects[OVER_CAP].change.is_zero
    assert "order them upwards" in high.why_not
    assert usual.colour is Colour.AMBER


def test_an_input_that_was_not_run_has_no_colour(found: Sensitivity) -> None:
    assert of(found, "handoffs.hours_out").colour is None


def test_only_the_inputs_asked_for_are_run(experiment: Experiment) -> None:
    found = sensitivity(experiment, 3, "handoffs.*", Known())
    assert {each.input.name for each in found.ranked} == {"handoffs.notice", "handoffs.hours_in"}
    assert "only inputs like 'handoffs.*'" in of(found, "demand.contacts_per_month").why_not


def test_every_input_is_screened_and_the_highest_are_refined(experiment: Experiment) -> None:
    executor = Known()
    stages: list[tuple[str, int]] = []
    done: list[str] = []

    def stage(title: str, runs: int) -> Callable[[], object]:
        stages.append((title, runs))
        return lambda: done.append(title)

    found = sensitivity(experiment, 3, "*", executor, stage)
    assert found.ranked[0].effects[0][2].change.replications == PAIRS
    assert len(found.ranked) < REFINED
    assert [title for title, _ in stages] == ["Screening inputs", "Refining"]
    assert sum(runs for _, runs in stages) == found.runs == len(done) == len(executor.asked)


def test_what_chance_lifts_among_few_pairs_does_not_outrank_what_was_run_with_all(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contacts seem to matter most, then hours; over all pairs contacts do nothing."""

    usual = outcome

    def by_chance(scenario: Scenario, number: int) -> dict[Key, float]:
        change = scenario.demand.contacts_per_month.value - 60
        chance = (1 if number < PAIRS / 2 else -1) * (scenario.title == "Other")
        return {**usual(scenario, number), Key(CHANGES): 1 + chance * change}

    monkeypatch.setattr(f"{__name__}.outcome", by_chance)
    hours, contacts = "pathway.activities.assessment.hours", "demand.contacts_per_month"
    for refined, first in ((1, contacts), (2, hours)):
        monkeypatch.setattr("sim.experiment.studies.sensitivity.REFINED", refined)
        monkeypatch.setattr("sim.experiment.studies.sensitivity.REFINED_OF_BOTH", 0)
        found = sensitivity(experiment, PAIRS // 2, "*", Known())
        pairs = [each.effects[0][2].change.replications for each in found.ranked]
        assert pairs == [PAIRS] * refined + [PAIRS // 2] * (len(pairs) - refined)
        assert found.ranked[0].input.name == first


def test_no_run_is_made_twice_and_none_of_the_scenarios_as_planned(experiment: Experiment) -> None:
    executor = Known()
    sensitivity(experiment, 3, "*", executor)
    assert len(set(executor.asked)) == len(executor.asked)
    planned = {A.content_hash, B.content_hash}
    assert not planned & {content for content, _ in executor.asked}


def test_a_run_that_fails_is_named_and_its_end_stays_amber(experiment: Experiment) -> None:
    found = sensitivity(experiment, 3, "handoffs.notice", Failing())
    assert "nobody answered" in str(found.failures[0])
    notice = of(found, "handoffs.notice")
    assert notice.colour is Colour.AMBER
    assert notice.strength == 0


def test_screening_never_asks_for_more_pairs_than_the_comparison_has(
    experiment: Experiment,
) -> None:
    assert sensitivity(experiment, 99, "handoffs.*", Known()).screened == PAIRS


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-0.9, 0.9, Colour.GREEN),
        (0.0, 0.0, Colour.GREEN),
        (-1.0, 0.0, Colour.AMBER),
        (0.5, 1.0, Colour.AMBER),
        (-3.0, 3.0, Colour.AMBER),
        (0.9, 3.0, Colour.AMBER),
        (1.0, 3.0, Colour.RED),
        (-3.0, -1.0, Colour.RED),
    ],
)
def test_the_colour_at_each_boundary_with_a_margin_of_1(
    low: float, high: float, expected: Colour
) -> None:
    assert colour(Interval((low + high) / 2, low, high, 4), 1.0) is expected


def test_without_an_interval_the_colour_is_amber() -> None:
    assert colour(Interval(0.0, math.nan, math.nan, 1), 1.0) is Colour.AMBER


@given(st.floats(-5, 5), st.floats(0, 5), st.floats(0.1, 5))
def test_direction_never_changes_the_colour(middle: float, half: float, margin: float) -> None:
    change = Interval(middle, middle - half, middle + half, 4)
    assert colour(change, margin) is colour(change.negated(), margin)


def test_the_real_engine_answers_too() -> None:
    done = run_experiment((SMALL, CLUSTERS), seed=1, replications=2, executor=Serial())
    found = sensitivity(done, 2, "demand.contacts_per_month", Serial())
    (contacts,) = found.ranked
    assert found.runs == 8
    assert all(effect.change.replications == 2 for _, _, effect in contacts.effects)

"""Each judged measure has one margin, which a file may state and need not."""

from __future__ import annotations

import pytest

from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.scenario.check.consistency import estimates
from sim.scenario.file.loading import load_scenario
from sim.scenario.margins import Margins, NotJudgedError
from tests.documented import ROOT
from tests.scenario.files import assert_said, small

SHIPPED = load_scenario(ROOT / "scenarios" / "current.yaml").margins
AGREED = {
    "concluded_in_45_days": 2,
    "worker_changes": 0.05,
    "over_cap": 2,
    "seen_after_strategy_in_1_day": 2,
    "cp_visits_on_time": 2,
    "conference_in_15_days": 2,
    "days_to_first_visit_over_10": 2,
    "unallocated_mean": 5,
    "decided_in_time": 2,
    "children_with_3plus_changes": 1,
    "concluded_in_45_days_worst_locality": 2,
    "worker_changes_worst_locality": 0.05,
    "over_cap_worst_locality": 2,
}


def test_a_file_without_margins_of_guardrails_has_those_agreed() -> None:
    assert {measure: small().margins.of(measure) for measure in JUDGED} == AGREED


def test_the_shipped_scenarios_state_the_margins_agreed_with_evidence() -> None:
    assert {measure: SHIPPED.of(measure) for measure in JUDGED} == AGREED
    assert set(Margins.model_fields) == SHIPPED.model_fields_set
    for path, margin in estimates(("margins",), SHIPPED):
        assert margin.grade == "A", path
        assert margin.source, path
        assert margin.unit, path
    assert all(SHIPPED.estimate(each).why for each in GUARDRAILS if each in Margins.model_fields)


def test_every_margin_judges_some_measure() -> None:
    named = {CATALOGUE[measure].margin for measure in JUDGED}
    assert named == set(Margins.model_fields) - {"confidence"}


def test_a_margin_stated_is_that_of_the_worst_off_locality_too() -> None:
    margins = small("margins: {over_cap: 7, unallocated_mean: 9}").margins
    assert margins.of("over_cap") == margins.of("over_cap_worst_locality") == 7
    assert margins.of("unallocated_mean") == margins.estimate("unallocated_mean").value == 9
    for outcome in PRIMARY:
        assert Margins.name_for(f"{outcome}_worst_locality") == outcome


@pytest.mark.parametrize("measure", ["utilisation", "confidence", "children_over_cap", "mine", ""])
def test_a_measure_that_is_not_judged_has_no_margin(measure: str) -> None:
    with pytest.raises(NotJudgedError, match=f"'{measure}' is not judged"):
        small().margins.of(measure)


def test_a_margin_of_0_is_refused() -> None:
    assert_said("margins: {unallocated_mean: 0}", "2: margins")

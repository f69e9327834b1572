"""Counts of fewer than 5 real children are told nowhere; simulated figures are told everywhere."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from sim.experiment.comparison import Comparison, compare, levels
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.studies.design import varied
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.studies.validation import Held, hold_against
from sim.experiment.work.pool import Serial
from sim.present.assurance.assurance_pack import Evidence, pack
from sim.present.assurance.versions import Command, edition
from sim.present.charts.validation import reproduced
from sim.present.checked_file import Checked
from sim.present.json import checks as json_checks
from sim.present.json import results
from sim.present.terminal import check_report, report
from sim.present.words.derivations import derivations
from sim.present.words.small_counts import (
    FEWEST,
    SUPPRESSED,
    WITHHELD,
    capacity,
    changes,
    counts_children,
    is_small,
    small_inputs,
    swept,
    told_figures,
    varied_to,
)
from sim.scenario.exact.capacity import check_capacity
from sim.scenario.file.reported import Reported, ReportedFigure
from sim.scenario.scenario import Scenario
from sim.verify.verification import all_cases, verify
from tests.scenario.files import small

GIVEN = ("3.28125", "1.28125", "77.28125", "three of them", "a few")
"""What would tell how many children have an open case."""
REPORTED = ("4.71875", "2.71875", "9.71875", "read of four", "between two and nine")
"""What would tell how many were reported."""


def figure(reported: float | None, **more: Any) -> ReportedFigure:
    """A figure as a council reports it."""
    plain: dict[str, Any] = {
        "measure": "unallocated_mean", "title": "Unallocated", "low": 2.71875, "high": 9.71875,
        "unit": "children", "grade": "R", "source": "read of four", "note": "between two and nine",
    }  # fmt: skip
    return ReportedFigure(**{**plain, "reported": reported, **more})


KNOWN = "low: 1.28125, high: 77.28125, source: three of them, why: a few"


def with_cases(value: float, known: str = KNOWN) -> Scenario:
    """A small service with so many children in need at the start."""
    return small(
        f"open_cases: {{in-need plan: {{value: {value}, {known}, unit: children, grade: A}}}}"
    )


MANY = with_cases(40, "low: 30, high: 50, source: enough").model_copy(update={"title": "Many"})


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    return run_experiment((with_cases(3.28125), MANY), 1, 2, Serial())


@pytest.fixture(scope="module")
def comparison(experiment: Experiment) -> Comparison:
    return compare(experiment)


@pytest.fixture(scope="module")
def held(experiment: Experiment) -> tuple[Held, ...]:
    return hold_against([figure(4.71875)], levels(experiment.arms[0], 0.95))


def printed(what: RenderableType) -> str:
    """What a terminal shows."""
    written = io.StringIO()
    Console(width=300, file=written).print(what)
    return written.getvalue()


def test_reported_figures_are_told_from_five_on() -> None:
    for told in told_figures([figure(5), figure(0), figure(None)]):
        assert told.is_whole
        assert (told.range, told.source) == ("2.71875 to 9.71875", "read of four")
    (few,) = told_figures([figure(4.71875)])
    assert (few.reported, few.range, few.source, few.note) == (SUPPRESSED, *[WITHHELD] * 3)


def test_a_range_without_a_figure_is_told_unless_all_of_it_is_small() -> None:
    wide, narrow = told_figures([figure(None, low=1, high=44), figure(None, low=1, high=4)])
    assert wide.is_whole
    assert not narrow.is_whole


def test_rates_shares_and_days_count_nobody() -> None:
    keys = ["over_cap", "worker_changes", "children_per_worker_mean", "days_to_first_visit_median"]
    assert all(each.is_whole for each in told_figures([figure(2, measure=key) for key in keys]))


parts_of_a_whole = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(parts_of_a_whole)
def test_no_small_part_can_be_worked_out_from_the_whole(counts: list[int]) -> None:
    whole = figure(sum(counts))
    parts = [figure(count, scope="locality", name=f"{at}") for at, count in enumerate(counts)]
    told = told_figures([whole, *parts])[1:]
    hidden = [count for count, each in zip(counts, told, strict=True) if not each.is_whole]
    small_ones = [count for count in counts if 0 < count < FEWEST]
    assert set(small_ones) <= set(hidden)
    if small_ones and max(counts) >= FEWEST:
        assert len(hidden) > 1
    if not small_ones:
        assert hidden == []


def exports(
    experiment: Experiment, comparison: Comparison, held: tuple[Held, ...]
) -> Iterator[tuple[str, str]]:
    """Everything but the Board's pack that tells of a comparison and of reported figures."""
    a, b = experiment.scenarios
    alone = replace(experiment, scenarios=(a,), arms=experiment.arms[:1])
    reported = Reported(version=1, title="The report", figures=[each.figure for each in held])
    found = sensitivity(experiment, 2, "open_cases*", Serial())
    command = Command("a", "b", "figures", 2, 2, "open_cases*", 1)
    verified = verify(all_cases()[-1:], 1, Serial())
    evidence = Evidence(
        command,
        edition(experiment, datetime.datetime(2013, 4, 1, tzinfo=datetime.UTC)),
        experiment,
        comparison,
        reported,
        held,
        verification=verified,
        sensitivity=found,
        is_finished=True,
    )
    yield from pack(evidence).items()
    yield "compare", printed(report.comparison(comparison, experiment))
    yield "validate", printed(report.validation(held, reported, alone))
    yield "structure", printed(check_report.structures([a, b]))
    checked = [Checked("a.yaml", capacity=check_capacity(a))]
    yield "check", printed(check_report.checks(checked))
    yield "compare --json", str(results.comparison(comparison, experiment))
    yield "validate --json", str(results.validation(held, reported, alone))
    yield "structure --json", str(json_checks.structures([a, b]))
    yield "check --json", str(json_checks.checks(checked))
    yield "chart", f"{reproduced(held).alt} {reproduced(held).table.to_csv()}"


def test_counts_of_real_children_are_in_no_export(
    experiment: Experiment, comparison: Comparison, held: tuple[Held, ...]
) -> None:
    for name, said in exports(experiment, comparison, held):
        told = [each for each in (*GIVEN, *REPORTED) if each in said]
        assert told == [], name


def test_a_small_count_is_known_by_its_place_and_not_by_its_name() -> None:
    few, more = (small().model_copy(update={"open_cases": {"CIN: plan": n}}) for n in (3, 4))
    [difference] = changes(few, more)
    assert difference.sentence.endswith(f"differs, {SUPPRESSED} in A or B")


def test_what_is_derived_from_too_few_is_not_told_either() -> None:
    """Twice three, and three more than that, would tell three."""
    scenario = small("""
assumptions: {twice: {derived: "{open_cases.in-need plan} * 2", unit: children, why: made up}}
open_cases:
  in-need plan: {value: 3, low: 2, high: 40, unit: children, grade: A}
  protection plan: {derived: "{assumptions.twice} + 3", unit: children, why: made up}
""")
    hidden = small_inputs(scenario)
    assert hidden == {
        ("open_cases", "in-need plan"),
        ("assumptions", "twice"),
        ("open_cases", "protection plan"),
    }
    assert {each.value for each in derivations(scenario)} == {SUPPRESSED}
    assert small_inputs(MANY) == frozenset()


def test_the_capacity_check_of_few_open_cases_says_what_the_flows_ask_alone() -> None:
    whole = check_capacity(with_cases(3))
    told = capacity(whole)
    for role, full in zip(told.roles, whole.roles, strict=True):
        assert (role.verdict, role.reported_verdict) == (full.verdict, full.verdict)
        assert math.isnan(role.reported_asked)
        assert full.sentence.startswith(role.sentence.rstrip("."))
    for load in told.caseloads:
        assert math.isnan(load.reported_load)
        assert load.reported_verdict == load.verdict
    said = [each.sentence for each in told.roles] + [each.sentence for each in told.caseloads]
    assert not [each for each in said if "open cases" in each]
    assert capacity(check_capacity(MANY)) == check_capacity(MANY)


def test_larger_counts_are_in_the_exports(experiment: Experiment, comparison: Comparison) -> None:
    enough = replace(experiment, scenarios=(with_cases(33.25), MANY))
    simulated = levels(experiment.arms[0], 0.95)
    held = hold_against([figure(7.75)], simulated)
    again = replace(comparison, a=enough.scenarios[0])
    said = dict(exports(enough, again, held))
    for name in ("assumptions.md", "stress-des.md", "compare", "compare --json"):
        assert "33.25" in said[name], name
    for name in ("validation.md", "validate", "validate --json", "chart"):
        assert "7.75" in said[name], name
    assert not any(word in each for each in said.values() for word in (SUPPRESSED, WITHHELD))


def test_simulated_counts_are_in_the_json_however_small(
    experiment: Experiment, comparison: Comparison
) -> None:
    few = [each for each in comparison.outcomes if is_small(each.a.mean)]
    assert any(counts_children(each.key.measure) for each in few)
    said = str(results.comparison(comparison, experiment))
    assert all(str(each.a.mean) in said for each in few)


def test_a_sweep_tells_no_small_number_of_open_cases() -> None:
    scenario = with_cases(3.28125)
    of = varied(scenario, "open_cases.in-need plan=3.28125..50")
    table = pd.DataFrame({"point": [0, 1], of.name: [3.28125, 50.0], "mean": [3.28125, 1.0]})
    told = swept(table, [of])
    assert math.isnan(told[of.name][0])
    assert told[of.name][1] == 50
    assert list(told["mean"]) == [3.28125, 1.0], "what is simulated stays"
    assert (varied_to(of, 3.28125), varied_to(of, 50)) == (SUPPRESSED, "50")
    assert varied_to(varied(scenario, "handoffs.notice=1..9"), 3) == "3"

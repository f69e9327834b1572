"""A file of reported figures is read whole, or every problem in it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.measures.catalogue import CATALOGUE
from sim.measures.days_taken import SINGLE
from sim.scenario.file.reported import load_reported
from sim.scenario.problems import ScenarioError

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("reported-*.yaml"))

GOOD = """\
version: 1
title: As reported
figures:
  - measure: core_in_time
    title: Core assessments in time
    reported: 85.5
    low: 77.6
    high: 86
    unit: "%"
    grade: R
    source: Cabinet report
"""


def told(tmp_path: Path, text: str) -> str:
    file = tmp_path / "reported.yaml"
    file.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load_reported(file)
    return str(caught.value)


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_the_shipped_figures_name_measures_and_contain_what_was_reported(file: Path) -> None:
    for figure in load_reported(file).figures:
        assert figure.measure in CATALOGUE
        assert figure.unit == CATALOGUE[figure.measure].unit
        assert figure.reported is None or figure.low <= figure.reported <= figure.high
        assert figure.kind is not None


def test_each_band_of_days_to_a_single_assessment_has_a_figure() -> None:
    """England's of 2013-14 add up to all of them."""
    [file] = [each for each in SHIPPED if each.stem == "reported-single-assessment"]
    figures = load_reported(file).figures
    assert [(figure.measure, figure.scope, figure.name) for figure in figures] == [
        ("single_by_days", "band", name) for name in SINGLE
    ]
    assert sum(figure.reported or 0 for figure in figures) == pytest.approx(100)
    for figure in figures:
        assert figure.reported is not None
        assert figure.high - figure.reported == pytest.approx(6)
        assert figure.low == pytest.approx(max(0, figure.reported - 6))


def test_a_figure_is_for_the_whole_service_unless_it_says_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "reported.yaml"
    file.write_text(GOOD)
    (figure,) = load_reported(file).figures
    assert (figure.scope, figure.name, figure.note, figure.kind) == ("all", "", "", None)


@pytest.mark.parametrize("kind", ["input", "consequence", "workload"])
def test_a_figure_may_say_what_it_is(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "reported.yaml"
    file.write_text(f"{GOOD}    kind: {kind}\n")
    (figure,) = load_reported(file).figures
    assert figure.kind == kind


def test_a_kind_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    said = told(tmp_path, f"{GOOD}    kind: guess\n")
    options = "'input', 'consequence' or 'workload'"
    assert f"reported.yaml:12:11: figures item 1 kind can be {options}; write one of them" in said


def test_every_problem_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = GOOD.replace("title: Core", "titel: Core").replace("low: 77.6", "low: 90")
    text = text.replace("reported: 85.5", "reported: most")
    said = told(tmp_path, text)
    assert "reported.yaml:4:5: figures item 1 title is missing; add it" in said
    assert "reported.yaml:5:5: figures item 1 titel is not a setting; did you mean 'title'?" in said
    assert "reported.yaml:6:15: figures item 1 reported" in said


def test_a_range_the_wrong_way_round_is_refused(tmp_path: Path) -> None:
    assert "low 90 is above high 86; swap them" in told(
        tmp_path, GOOD.replace("low: 77.6", "low: 90")
    )


def test_a_file_that_is_not_there_or_not_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_reported(tmp_path / "missing.yaml")
    assert "written twice" in told(tmp_path, GOOD + "title: Again\n")

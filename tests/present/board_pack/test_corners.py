"""Packs of unusual comparisons: nothing differs, little is known, many teams, inputs varied."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sim.experiment.comparison import Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import Effect, End, Influence, Sensitivity
from sim.experiment.work.replicate import Failure
from sim.experiment.worlds.inputs import inputs
from sim.measures.catalogue import PRIMARY
from sim.present.board_pack.board_pack import NOTE, SLIDES, WORKBOOK, documents
from sim.present.board_pack.deck import slides
from sim.present.board_pack.material import Material, material
from sim.present.board_pack.note import note
from sim.present.board_pack.workbook import workbook
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Team
from tests.experiment.runs import made_up
from tests.present.board_pack import made

CANNOT_TELL = [0.0, 100.0, 5.0, 60.0]


def untold(a: Scenario, b: Scenario) -> Material:
    """A comparison of which no primary outcome can be told."""
    levels = {Key(measure): [50.0, 51.0, 52.0, 53.0] for measure in PRIMARY}
    found = made_up(levels, dict.fromkeys(levels, CANNOT_TELL), a, b)
    return material(found, compare(found))


def test_what_cannot_be_told_is_a_gain_in_no_document(
    current: Scenario, proposed: Scenario
) -> None:
    told = untold(current, proposed)
    assert {p.verdict for p in told.comparison.primaries} == {Verdict.CANNOT_TELL}
    texts = made.slide_texts(slides(told), notes=False)
    assert texts[0].startswith(
        "Projected: better on none of 3 primary outcomes, worse on none, cannot tell on 3"
    )
    assert texts[0].count("? cannot tell") == 3
    assert "▲" not in texts[0]
    assert not re.search(r"\bbetter\b(?! on none)(?!\.)", texts[0].partition("\n")[0])
    letter = made.note_text(note(told))
    assert "No primary outcome is projected to get better." in letter
    assert "None is shown." in letter
    verdicts = [v for sheet, v, _ in made.cells(workbook(told)) if sheet == "Answer"]
    assert verdicts.count("cannot tell") == 3
    assert "better" not in verdicts


def test_a_tighter_threshold_is_told_with_the_answer_in_every_document(
    current: Scenario, proposed: Scenario
) -> None:
    tighter = override(proposed, {"pathway.activities.screening.routes.threshold decision": 0.2})
    told = made.told(current, tighter)
    (said,) = (each for each in told.caveats if "threshold looks like a gain" in each)
    assert said in made.slide_texts(slides(told), notes=False)[0]
    assert said in made.note_text(note(told))
    assert said in [value for _, value, _ in made.cells(workbook(told))]


def test_a_comparison_of_a_scenario_with_itself_says_that_nothing_differs(
    current: Scenario,
) -> None:
    same = made.values(current, 1)
    found = made_up(same, same, current, current)
    told = material(found, compare(found))
    texts = made.slide_texts(slides(told))
    assert "no worse on 3" in texts[0]
    assert texts[1].startswith("The teams and what they own are the same")
    assert "Gets better: 0" in texts[5]
    assert "Gets worse: 0" in texts[5]
    assert "None" in [
        value for sheet, value, _ in made.cells(workbook(told)) if sheet == "Differences"
    ]


def test_pairs_of_which_one_has_no_value_do_no_harm(current: Scenario, proposed: Scenario) -> None:
    bare = {Key(measure): [1.0, float("nan"), float("nan")] for measure in PRIMARY}
    found = made_up(bare, bare, current, proposed)
    told = material(found, compare(found))
    texts = made.slide_texts(slides(told))
    assert "No difference has an interval." in texts[6]
    assert "cannot tell on 3" in texts[0]
    assert len(made.note_text(note(told))) > 500
    workbook(told)


def test_runs_that_failed_are_told_on_the_slides(current: Scenario, proposed: Scenario) -> None:
    found = made.experiment(current, proposed)
    failed = replace(found, failures=(Failure(0, current.title, 3, "stopped"),))
    assert "1 run FAILED, left out." in material(failed, compare(failed)).basis
    assert "FAILED" not in material(found, compare(found)).basis


def with_few_open_cases(scenario: Scenario, number: float) -> Scenario:
    """A scenario whose first plan has so few children that they must not be counted."""
    plan, estimate = next(iter(scenario.open_cases.items()))
    known = {"low": 1.125, "high": 77.125, "grade": "A", "source": "three of them", "why": "a few"}
    few = estimate.model_copy(update={"value": number, **known})
    return scenario.model_copy(update={"open_cases": {**scenario.open_cases, plan: few}})


def test_few_children_with_an_open_case_are_told_nowhere(
    current: Scenario, proposed: Scenario
) -> None:
    told = made.told(with_few_open_cases(current, 2.125), with_few_open_cases(proposed, 3.125))
    book = made.cells(workbook(told))
    texts = [*made.slide_texts(slides(told)), made.note_text(note(told))]
    said = "\n".join([*texts, *(str(value) for _, value, _ in book)])
    assert not re.search(r"\b(2\.125|3\.125|1\.125|77\.125)\b|three of them|a few", said)
    assert said.count("under 5 in A or B") == 2, "in the notes and in the workbook"


def with_many_teams(scenario: Scenario) -> Scenario:
    """A team for each activity, and three of each team that serves one locality."""
    teams: dict[str, Team] = {}
    for name, team in scenario.structure.teams.items():
        if team.localities == "all":
            for activity in team.owns or ["nothing"]:
                owns = [activity] if team.owns else []
                teams[f"{name}, {activity}"] = team.model_copy(update={"owns": owns})
        else:
            teams |= {f"{name} {at}": team for at in (1, 2, 3)}
    structure = scenario.structure.model_copy(update={"teams": teams})
    return scenario.model_copy(update={"structure": structure})


def test_many_teams_fit_or_are_counted(current: Scenario, proposed: Scenario) -> None:
    told = made.told(with_many_teams(current), with_many_teams(proposed))
    deck = slides(told)
    texts = made.slide_texts(deck, notes=False)
    assert re.search(r"and \d+ more teams: see the workbook", texts[1])
    assert "Children a month" in texts[4], "a table instead of a map"
    described = made.slide_texts(deck)[1]
    assert all(team in described for team in told.comparison.b.structure.teams)


@pytest.fixture(scope="module")
def varied(current: Scenario, proposed: Scenario) -> Material:
    """A comparison whose first input with a range was varied."""
    found = made.experiment(current, proposed)
    first, second, *rest = inputs(current, proposed)
    change = Interval(12.3, 11.1, 13.5, 4)
    effect = Effect(change, Verdict.BETTER, change, 2.0)
    influences = (
        Influence(first, (End("high", 9.0, dict.fromkeys(PRIMARY, effect)),)),
        Influence(second, why_not="it has no range"),
        *(Influence(each) for each in rest),
    )
    return material(found, compare(found), Sensitivity(influences, 4, 20, 100, ()))


def test_the_inputs_that_decide_it_are_named_where_they_were_varied(varied: Material) -> None:
    text = made.slide_texts(slides(varied))[6]
    assert "Inputs that change the answer most" in text
    assert "not run" not in text
    rows = [value for sheet, value, _ in made.cells(workbook(varied)) if sheet == "Assumptions"]
    assert "+12.3 (+11.1 to +13.5) at 9" in rows
    assert "it has no range" in rows
    assert "red" in rows


def test_without_that_the_weakest_evidence_is_named(deck: bytes, book: bytes) -> None:
    assert "Influence was not run" in made.slide_texts(deck)[6]
    rows = [value for sheet, value, _ in made.cells(book) if sheet == "Assumptions"]
    assert "not run" in rows


def test_the_same_comparison_gives_the_same_words(
    current: Scenario, proposed: Scenario, deck: bytes, book: bytes, letter: bytes
) -> None:
    found = made.experiment(current, proposed)
    again = documents(found, compare(found))
    assert list(again) == [SLIDES, WORKBOOK, NOTE]
    assert made.slide_texts(again[SLIDES]) == made.slide_texts(deck)
    assert made.cells(again[WORKBOOK]) == made.cells(book)
    assert made.note_text(again[NOTE]) == made.note_text(letter)

"""Packs of unusual comparisons: nothing differs, little is known, many teams."""

from __future__ import annotations

import re
from dataclasses import replace

from sim.experiment.comparison import Key, compare
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.work.replicate import Failure
from sim.measures.catalogue import PRIMARY
from sim.present.board_pack.board_pack import NOTE, SLIDES, WORKBOOK, documents
from sim.present.board_pack.deck import slides
from sim.present.board_pack.material import Material, material
from sim.present.board_pack.note import note
from sim.present.board_pack.workbook import workbook
from sim.present.words import answer
from sim.present.words.names import typeset
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Team
from tests.experiment.runs import made_up
from tests.present.board_pack import made

CANNOT_TELL = [0.0, 102.0, 4.0, 100.0]


def untold(a: Scenario, b: Scenario) -> Material:
    """A comparison of which no primary outcome can be told."""
    levels = {Key(measure): [50.0, 51.0, 52.0, 53.0] for measure in PRIMARY}
    found = made_up(levels, dict.fromkeys(levels, CANNOT_TELL), a, b)
    return material(found, compare(found), made.MADE)


def everything(told: Material) -> dict[str, str]:
    """All words of a pack, by document."""
    cells = "\n".join(str(value) for _, value, _ in made.cells(workbook(told)))
    return {
        "deck": "\n".join(made.slide_texts(slides(told))),
        "note": made.note_text(note(told)),
        "book": cells,
    }


def test_what_cannot_be_told_is_a_gain_in_no_document(
    current: Scenario, proposed: Scenario
) -> None:
    told = untold(current, proposed)
    assert {each.verdict for each in told.comparison.primaries} == {Verdict.CANNOT_TELL}
    texts = made.slide_texts(slides(told), notes=False)
    assert texts[0].startswith("Draft: too few runs. Projected: nothing is shown to get better or")
    assert "No gain worth acting on is shown" in texts[0]
    assert "No loss worth acting on is shown" in texts[0]
    assert made.note_text(note(told)).count("None is shown.") == 2
    verdicts = [v for sheet, v, _ in made.cells(workbook(told)) if sheet == "Judged"]
    assert verdicts.count("cannot tell") == 3
    assert "better" not in verdicts


def test_a_loss_is_told_first_though_all_primary_outcomes_gain(
    current: Scenario, proposed: Scenario
) -> None:
    gains = {"concluded_in_45_days": 20.0, "worker_changes": -0.3, "over_cap": -20.0}
    levels = made.values(current, 1, 16)
    moved = {
        key: [value + gains.get(key.measure, -20.0) for value in levels[key]]
        for key in map(Key, (*PRIMARY, "conference_in_15_days"))
    }
    told = made.in_worlds(current, proposed, moved)
    (loss,) = answer.losses(told.comparison)
    assert len(answer.gains(told.comparison)) == 3
    for name, words in everything(told).items():
        first = words.index(typeset(answer.title(loss).lower()), words.index("rojected"))
        gain = min(
            words.lower().index(answer.title(each).lower(), words.index("rojected"))
            for each in answer.gains(told.comparison)
        )
        assert first < gain, name
    assert "Draft" not in everything(told)["deck"]
    deck = made.slide_texts(slides(told), notes=False)[0]
    assert deck.index("Largest loss") < deck.index("Largest gain")


def test_differences_inside_their_margins_are_neither_better_nor_worse(
    current: Scenario, proposed: Scenario
) -> None:
    levels = made.values(current, 1, 16)
    inside = {key: [value + 0.01 for value in levels[key]] for key in map(Key, PRIMARY)}
    told = made.in_worlds(current, proposed, inside)
    assert not answer.losses(told.comparison)
    assert not answer.gains(told.comparison)
    judged = [v for sheet, v, _ in made.cells(workbook(told)) if sheet == "Judged"]
    assert not {"better", "worse"} & set(judged)
    assert "no difference worth acting on" in made.slide_texts(slides(told))[0]


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
    told = material(found, compare(found), made.MADE)
    texts = made.slide_texts(slides(told))
    assert "no difference worth acting on" in texts[0]
    assert texts[2].startswith("The teams and what they own are the same")
    assert texts[1].startswith("None of 13 judged outcomes is shown to differ")
    assert "None" in [
        value for sheet, value, _ in made.cells(workbook(told)) if sheet == "Differences"
    ]


def test_pairs_of_which_one_has_no_value_do_no_harm(current: Scenario, proposed: Scenario) -> None:
    bare = {Key(measure): [1.0, float("nan"), float("nan")] for measure in PRIMARY}
    found = made_up(bare, bare, current, proposed)
    told = material(found, compare(found))
    texts = made.slide_texts(slides(told))
    assert "No difference has an interval." in texts[8]
    assert "too few runs" in texts[0]
    assert len(made.note_text(note(told))) > 500
    workbook(told)


def test_runs_that_failed_are_told_on_the_slides(current: Scenario, proposed: Scenario) -> None:
    found = made.experiment(current, proposed)
    failed = replace(found, failures=(Failure(0, current.title, 3, "stopped"),))
    assert "1 run FAILED, left out" in material(failed, compare(failed)).basis
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
    assert "under 5 in A or B" in said


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
    assert re.search(r"and \d+ more teams: see the workbook", texts[2])
    assert "Children a month" in texts[5], "a table instead of a map"
    described = made.slide_texts(deck)[2]
    assert all(team in described for team in told.comparison.b.structure.teams)


def test_the_same_comparison_gives_the_same_words(
    current: Scenario, proposed: Scenario, deck: bytes, book: bytes, letter: bytes
) -> None:
    found = made.experiment(current, proposed)
    again = documents(found, compare(found), made=made.MADE)
    assert list(again) == [SLIDES, WORKBOOK, NOTE]
    assert made.slide_texts(again[SLIDES]) == made.slide_texts(deck)
    assert made.cells(again[WORKBOOK]) == made.cells(book)
    assert made.note_text(again[NOTE]) == made.note_text(letter)


def test_the_note_says_how_many_localities_it_leaves_to_the_workbook(
    current: Scenario, proposed: Scenario
) -> None:
    places = {
        Key("concluded_in_45_days", "locality", f"Place {at}"): [80.0 + at, 81.0, 82.0]
        for at in range(8)
    }
    found = made_up(places, places, current, proposed)
    said = made.note_text(note(material(found, compare(found))))
    assert "Place 5" in said
    assert "2 more localities in the workbook" in said

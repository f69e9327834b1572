"""Odd names do no harm: in no document is one a formula, broken, or longer than its room."""

from __future__ import annotations

import io
import re

import pytest
from pptx import Presentation
from pydantic import BaseModel

from sim.experiment.comparison import compare
from sim.present.board_pack.deck import slides
from sim.present.board_pack.fit import cut, lines, width
from sim.present.board_pack.material import TooFewPairsError, material
from sim.present.board_pack.note import note
from sim.present.board_pack.workbook import workbook
from sim.present.words.names import clean, shortened, side_names, typeset
from sim.scenario.scenario import Scenario
from tests.experiment.runs import made_up
from tests.present.board_pack import made

HUNDRED = f"{'A structure whose name goes on and on'} {'and on ' * 10}".ljust(100, "!")
ODD = [
    HUNDRED,
    "=cmd|'/C calc'!A1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Plan \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 for all",
    "\u05de\u05d1\u05e0\u05d4 \u05d7\u05d3\u05e9 \u202e2014",
    "<b>&amp; \x0b\x07\x1b \ud800 \ufffe",
    "\u200f",
    "",
]


def titles(deck: bytes) -> list[str]:
    """The findings at the head of slides, in which no scenario is named."""
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(deck)).slides]


@pytest.mark.parametrize("at", range(0, len(ODD), 2))
def test_odd_titles_do_no_harm(at: int, current: Scenario, proposed: Scenario) -> None:
    names = ODD[at : at + 2]
    # No file may have some of these titles; the documents do not rely on that.
    told = made.told(
        BaseModel.model_copy(current, update={"title": names[0]}),
        BaseModel.model_copy(proposed, update={"title": names[1]}),
    )
    deck, book, letter = slides(told), workbook(told), note(told)
    drawn = [s for slide in Presentation(io.BytesIO(deck)).slides for s in slide.shapes]
    for chart in (shape.chart for shape in drawn if shape.has_chart):
        behind = made.cells(chart.part.chart_workbook.xlsx_part.blob)
        assert not any(kind == "f" for _, _, kind in behind)
    values = made.cells(book)
    assert not any(kind == "f" for _, _, kind in values)
    for shown in (clean(name)[:20] for name in names):
        assert shown in "".join(made.slide_texts(deck))
        assert shown in made.note_text(letter)
        assert any(shown in str(value) for _, value, _ in values)
    for text in (*made.slide_texts(deck), made.note_text(letter)):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", text)
    assert titles(deck) == titles(slides(made.told(current, proposed)))


def test_a_team_with_an_odd_name_does_no_harm(current: Scenario, proposed: Scenario) -> None:
    def renamed(scenario: Scenario) -> Scenario:
        teams = {
            f"=HYPERLINK({at}) {name * 5}": team
            for at, (name, team) in enumerate(scenario.structure.teams.items())
        }
        structure = scenario.structure.model_copy(update={"teams": teams})
        return scenario.model_copy(update={"structure": structure})

    told = made.told(renamed(current), renamed(proposed))
    deck = slides(told)
    assert titles(deck) == titles(slides(made.told(current, proposed)))
    assert not any(kind == "f" for _, _, kind in made.cells(workbook(told)))
    assert "HYPERLINK" in "".join(made.parts(deck, r"ppt/charts/chart\w*\.xml"))
    note(told)


def test_a_title_from_right_to_left_keeps_its_direction_to_itself(current: Scenario) -> None:
    other = current.model_copy(update={"title": "\u05de\u05d1\u05e0\u05d4 2014"})
    assert side_names(other, current)[0] == "A: \u2068\u05de\u05d1\u05e0\u05d4 2014\u2069"


def test_a_label_is_the_title_up_to_the_first_comma(current: Scenario) -> None:
    a, b = side_names(current, current.model_copy(update={"title": HUNDRED}))
    assert a == "A: Current structure"
    assert len(b) < 40


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (
            ("Proposed structure, with an office", "Proposed structure, with an office (changed)"),
            ("A: Proposed structure", "B: Proposed structure … (changed)"),
        ),
        (
            ("Ours, one visit", "Ours, two visits"),
            ("A: Ours … one visit", "B: Ours … two visits"),
        ),
        (
            (f"{HUNDRED} one", f"{HUNDRED} two"),
            ("A: A structure whose name … one", "B: A structure whose name … two"),
        ),
        (
            ("Proposed structure", "Proposed structure, with two more"),
            ("A: Proposed structure", "B: Proposed structure … with two more"),
        ),
        (("Ours, as it is", "Ours, as it is"), ("A: Ours", "B: Ours")),
    ],
)
def test_labels_that_would_be_equal_tell_where_the_titles_differ(
    titles: tuple[str, str], told: tuple[str, str], current: Scenario
) -> None:
    a, b = (current.model_copy(update={"title": title}) for title in titles)
    assert side_names(a, b) == told
    assert all(len(name) < 40 for name in side_names(a, b))


def test_titles_are_cut_between_words() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one", 9) == "one"
    assert shortened("x" * 30, 9) == "xxxxxxxx…"


def test_lines_are_not_broken_inside_a_figure() -> None:
    assert typeset("B - A: -0.07 (-0.08 to -0.06), 95 %, range 0.25-2") == (
        "B - A: \u22120.07 (\u22120.08 to \u22120.06), 95\u00a0%, range 0.25-2"
    )


def test_text_is_cut_to_its_lines() -> None:
    text = "word " * 100
    fitting = cut(text, 2.0, 12, most=2)
    assert fitting.endswith("…")
    assert lines(fitting, 2.0, 12) == 2
    assert cut("short", 2.0, 12) == "short"
    assert lines("x" * 400, 1.0, 12) > 10
    assert width("WWW", 12) > width("iii", 12)


def test_fewer_than_two_pairs_make_no_pack(current: Scenario, proposed: Scenario) -> None:
    one = {key: column[:1] for key, column in made.values(current, 1).items()}
    experiment = made_up(one, one, current, proposed)
    with pytest.raises(TooFewPairsError, match="1 pair of runs"):
        material(experiment, compare(experiment))

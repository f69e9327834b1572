"""Worlds, counts, what would change the answer and its steps: each shown as it was found."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from sim.experiment.comparison import Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.bridge import bridge, named_ways
from sim.experiment.studies.decisions import Answered, Choice, Decisions
from sim.experiment.studies.trials import Trial
from sim.experiment.studies.why import Why
from sim.experiment.worlds.inputs import inputs
from sim.measures.catalogue import PRIMARY
from sim.present.board_pack.deck import slides
from sim.present.board_pack.material import Material
from sim.present.board_pack.native_bridge import waterfall
from sim.present.board_pack.page import Page
from sim.present.board_pack.template import opened
from sim.present.board_pack.workbook import workbook
from sim.present.waterfall import LEVEL, Bar
from sim.present.words import answer
from sim.scenario.scenario import Scenario
from tests.experiment.runs import made_up
from tests.present.board_pack import made

PRIMARIES = list(map(Key, PRIMARY))


@pytest.fixture(scope="module")
def told(current: Scenario, proposed: Scenario) -> Material:
    """A comparison over worlds with gains, a loss and a choice that undoes it."""
    levels = made.values(current, 1, 16)
    moves = {PRIMARIES[0]: 20.0, PRIMARIES[2]: -20.0, Key("conference_in_15_days"): -20.0}
    spread = [(-1) ** at * 0.3 * at for at in range(16)]
    moved = {
        key: [value + by + noise for value, noise in zip(levels[key], spread, strict=True)]
        for key, by in moves.items()
    }
    found = made.in_worlds(current, proposed, moved)
    return replace(found, why=_looked_into(found))


def _looked_into(found: Material) -> Why:
    def trial(value: float, gain: float) -> Trial:
        return Trial(value, Interval(gain, gain - 0.5, gain + 0.5, 20))

    doubts = [each for each in inputs(*found.experiment.pair) if each.is_doubt]
    turning = BreakEven(
        doubts[0], "concluded_in_45_days", 10.0, 1.0,
        trial(1, -3), trial(3, 12), trial(1.5, 1.1), trial(1.2, -0.4),
    )  # fmt: skip
    never = BreakEven(doubts[1], "over_cap", 10.0, 1.0, trial(1, 9), trial(3, 12))
    other = replace(found.comparison, guardrails=found.comparison.guardrails[:1])
    choice = Choice("section_47_on_open_cases", "own team", "joint", in_both=False)
    assert found.why is not None
    return replace(
        found.why,
        leading=tuple(doubts[:2]),
        break_evens=(turning, never),
        decisions=Decisions(found.comparison, (Answered(choice, other),)),
    )


def test_slide_7_draws_each_input_and_marks_where_it_turns(told: Material) -> None:
    slide = Presentation(io.BytesIO(slides(told))).slides[6]
    assert "below 1.5" in slide.shapes.title.text_frame.text.replace("\u00a0", " ")
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    x_values = [
        [float(v.text) for v in series.xpath("./c:xVal//c:v")]
        for series in chart._chartSpace.xpath(".//c:ser")
    ]
    assert x_values[:2] == [[-3, 10, 12], [9, 10, 12]]
    assert x_values[-1] == [1.1], "the point where the first turns"
    text = made.slide_texts(slides(told), notes=False)[6]
    assert "turns below 1.5" in text
    assert "its own team does the enquiry" in text


def test_without_a_study_slide_7_says_how_to_get_one(current: Scenario, proposed: Scenario) -> None:
    plain = made.in_worlds(current, proposed, {})
    assert "locality pack --why" in made.slide_texts(slides(plain))[6]


def test_every_count_can_be_made_again_from_the_sheet_of_worlds(told: Material) -> None:
    book = load_workbook(io.BytesIO(workbook(told)))
    header, *worlds = list(book["Worlds"].iter_rows(min_row=4, values_only=True))
    assert len(worlds) == told.comparison.worlds == 12
    for each in told.comparison.judged:
        column = header.index(answer.title(each))
        values = [row[column] for row in worlds]
        above, below = (
            sum(sign * float(str(value)) > each.margin for value in values) for sign in (1, -1)
        )
        counted = each.chances.better.count, each.chances.worse.count
        assert sorted(counted) == sorted((above, below))
    formulas = load_workbook(io.BytesIO(workbook(told)))["Judged"]
    cells = [cell.value for row in formulas.iter_rows(min_row=5) for cell in row]
    counting = [cell for cell in cells if str(cell).startswith("=")]
    assert len(counting) == 3 * len(told.comparison.judged)
    assert all("Worlds!$" in str(cell) for cell in counting)


def test_each_year_and_each_input_is_in_the_workbook(told: Material) -> None:
    book = load_workbook(io.BytesIO(workbook(told)))
    assert len(list(book["Years"].iter_rows(min_row=5))) == told.comparison.pairs
    rows = list(book["Inputs by world"].iter_rows(min_row=5, values_only=True))
    doubts = {each.name for each in inputs(*told.experiment.pair) if each.is_doubt}
    assert {row[0] for row in rows} <= doubts
    assert len({row[5] for row in rows}) > 10, "worlds differ"


def test_steps_stand_on_a_slide_of_their_own_and_add_up(
    current: Scenario, proposed: Scenario
) -> None:
    between = proposed.model_copy(update={"title": "In between"})
    levels = [{key: [50.0 + by + at for at in range(12)] for key in PRIMARIES} for by in (0, 8, 20)]
    ways = named_ways((current, between, proposed))
    whole = made_up(levels[0], levels[2], current, proposed)
    middle = made_up(levels[0], levels[1], current, between).arms[1]
    on_way = replace(
        whole,
        scenarios=ways.scenarios,
        arms=(*whole.arms, tuple(replace(run, arm=2) for run in middle)),
    )
    told = replace(
        made.told(current, proposed),
        experiment=whole,
        comparison=compare(whole),
        bridge=bridge(ways, on_way),
    )
    deck = Presentation(io.BytesIO(slides(told)))
    assert len(deck.slides) == 11
    assert "In between" in made.slide_texts(slides(told))[7]
    chart = next(shape.chart for shape in deck.slides[7].shapes if shape.has_chart)
    labels = ["".join(t.text for t in each.xpath(".//a:t")) for each in
              chart._chartSpace.xpath(".//c:dLbl")]  # fmt: skip
    steps = [text.split() for text in labels if text[0] in "+-"]
    ends = [float(text) for text in labels if text[0] not in "+-"]
    assert sum(float(figure) for figure, _ in steps) == pytest.approx(max(ends) - min(ends))


def test_a_step_inside_its_margin_is_drawn_as_neither_gain_nor_loss() -> None:
    made_of = [
        Bar("A", 50, 50, LEVEL, "50.0", "A: 50.0"),
        Bar("Teams", 50, 51, Verdict.SAME, "= +1.0 points", "Teams: +1.0 points"),
        Bar("Rules", 51, 70, Verdict.BETTER, "▲ +19.0 points", "Rules: +19.0 points"),
        Bar("B", 70, 70, LEVEL, "70.0", "B: 70.0"),
    ]
    sheet = opened(None)
    page = Page(sheet, "Steps", "", "")
    waterfall(page, page.body, made_of, 1, "Steps.")
    chart = next(shape.chart for shape in page.slide.shapes if shape.has_chart)
    shown = {series.name: list(series.values) for series in chart.plots[0].series}
    assert shown["Better"] == [None, None, 19, None]
    assert shown["Neither"] == [None, 1, None, None]
    assert not any(shown["Worse"])

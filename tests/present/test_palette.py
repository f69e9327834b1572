"""One palette: each colour can be told from white, and A and B are the same everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from sim.present import palette
from sim.present.board_pack.deck import slides
from sim.present.board_pack.workbook import workbook
from sim.scenario.scenario import Scenario
from sim.ui.server import shell
from tests.present.board_pack.made import parts, told
from tests.present.charts.drawn import spec
from tests.present.charts.made import charts, experiment

ROOT = Path(shell.__file__).parents[3]
COLOURS = {each for each in vars(palette).values() if re.fullmatch(r"#\w{6}", str(each))}


def luminance(colour: str) -> float:
    """Relative luminance of a colour, from 0 for black to 1 for white (WCAG 2.2)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("text", [palette.TEXT, palette.QUIET, *palette.BANNERS.values()])
def test_text_can_be_read(text: str) -> None:
    assert contrast(text, palette.WHITE) >= 4.5
    assert contrast(palette.TEXT, palette.PALE) >= 4.5


@pytest.mark.parametrize(
    "mark", [palette.A, palette.B, palette.BETTER, palette.WORSE, palette.WAITING, palette.GREY]
)
def test_marks_can_be_told_from_white(mark: str) -> None:
    assert contrast(mark, palette.WHITE) >= 3


def test_a_and_b_have_the_same_colours_on_pages_and_in_the_pack(
    current: Scenario, proposed: Scenario
) -> None:
    material = told(current, proposed)
    deck, book = slides(material), workbook(material)
    runs = experiment()
    chart = spec(charts(runs, 650, "conclusion")["conclusion"])
    ranges = re.findall(r"'range': \['(#\w+)', '(#\w+)'\]", str(chart))
    assert set(ranges) == {(palette.A, palette.B)}
    bars = [p for p in parts(deck, r"ppt/charts/chart\w*\.xml") if "barChart" in p]
    bars += parts(book, r"xl/charts/chart\d+\.xml")
    assert len(bars) == 4 + 4
    for drawn in bars:
        fills = re.findall(r"<c:spPr>\s*<a:solidFill>\s*<a:srgbClr val=\"(\w+)\"", drawn)
        coloured = [each for fill in fills if (each := f"#{fill}") != palette.WHITE]
        assert coloured[:2] == [palette.A, palette.B]


def test_the_theme_of_the_pages_is_of_the_palette() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    assert theme["chartCategoricalColors"][:2] == [palette.A, palette.B]
    assert {theme["primaryColor"], theme["linkColor"], *theme["chartCategoricalColors"]} <= COLOURS
    assert {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}", shell._STYLE)} <= COLOURS

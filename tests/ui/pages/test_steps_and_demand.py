"""Compare: what each step does, when asked for; and one demand under both where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import SMALL, Open, said, unfolded, until_done

BUSIER = """\
version: 1
extends: current.yaml
title: Busier
demand: {contacts_per_month: 75}
structure: {rules: {section_47_on_open_cases: joint}}
"""


@pytest.fixture
def other(small_store: Path) -> Path:
    """The scenario that is judged has another demand."""
    folder = small_store.parent / "scenarios"
    (folder / "proposed.yaml").write_text(BUSIER)
    return folder


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if label in button.label).click()
    return until_done(app.run())


@pytest.mark.usefixtures("other")
def test_another_demand_is_warned_of_and_one_can_be_put_under_both(opened: Open) -> None:
    app = until_done(opened("compare"))
    assert "Not the same demand for both (contacts per month 60 to 75)" in said(app)
    app = press(app, "Demand of A for both")
    assert not app.exception
    assert "Busier, with the demand of Small" in said(app)
    assert "Not the same demand" not in said(app)
    assert not [each for each in app.button if "for both" in each.label]


@pytest.mark.usefixtures("other")
def test_steps_are_worked_out_when_somebody_asks(opened: Open) -> None:
    app = unfolded(until_done(opened("compare")), "behind it", "Step by step")
    assert "who keeps section 47, then demand" in said(app)
    charts = len(app.get("vega_lite_chart"))
    app = press(app, "Work out what each step does (4 runs)")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == charts + 1
    assert "In the opposite order" in said(app)
    again = unfolded(until_done(opened("compare")), "behind it", "Step by step")
    assert len(again.get("vega_lite_chart")) == charts + 1


def test_a_demand_that_the_other_cannot_have_is_told_in_words(other: Path, opened: Open) -> None:
    west = SMALL.replace("{North: 0.6, South: 0.4}", "{North: 0.6, West: 0.4}")
    west = west.replace("[South]", "[West]").replace("title: Small", "title: West")
    (other / "proposed.yaml").write_text(west)
    app = until_done(opened("compare"))
    app = press(app, "Demand of B for both")
    assert not app.exception
    assert "'Small' cannot be run with the demand of 'West'" in said(app)

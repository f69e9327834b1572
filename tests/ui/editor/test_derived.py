"""A derived number on the page follows what it is derived from, until somebody types one."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import PROPOSED, Open
from tests.ui.plan_page import click, theme, version, yaml_of

pytestmark = pytest.mark.usefixtures("kept")

DERIVED = PROPOSED + (
    "assumptions:\n"
    "  a visit: {value: 2, low: 1, high: 3, grade: A}\n"
    "workforce:\n"
    '  sickness_spell: {derived: "{assumptions.a visit} * 3", unit: days}\n'
)


def spell(app: AppTest) -> tuple[float, str]:
    """The derived number as the page shows it, and what stands beside it."""
    theme(app, "Workforce")
    [field] = [each for each in app.number_input if each.label == "Sickness spell"]
    [beside] = [each.value for each in app.caption if "from a visit" in each.value]
    return float(field.value or 0), beside


def typed(app: AppTest, number: float) -> None:
    theme(app, "Workforce")
    [field] = [each for each in app.number_input if each.label == "Sickness spell"]
    field.set_value(number).run()


def test_it_follows_until_a_number_is_typed_and_follows_again(opened: Open) -> None:
    app = theme(opened("plan"), "As text")
    app.text_area(key=f"text {version(app)}").set_value(DERIVED).run()
    click(app, "Use this text")
    value, beside = spell(app)
    assert value == 6
    assert beside.startswith("6, from a visit; a number typed here fixes it")

    theme(app, "Work")
    app.number_input(key=f"field {version(app)} assumptions a visit").set_value(3.0).run()
    assert spell(app)[0] == 9
    assert "sickness_spell: {derived:" in yaml_of(app)

    typed(app, 4.0)
    value, beside = spell(app)
    assert value == 4
    assert beside.startswith("fixed; it came to 9, from a visit")
    assert "sickness_spell: {unit: days, value: 4" in yaml_of(app)

    typed(app, 9.0)
    assert spell(app)[1].startswith("9, from a visit")
    assert "sickness_spell: {derived:" in yaml_of(app)
    typed(app, 5.0)
    assert spell(app)[0] == 5

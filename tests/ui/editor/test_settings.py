"""The page Plan has an input for every setting of a scenario, and for one that is added to it."""

import json
from collections.abc import Iterator
from typing import Literal

import pytest
from streamlit.testing.v1 import AppTest

from sim.scenario.estimate import Amount, Estimate, Record
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.structure import Post, Rules, Team
from sim.ui.editor.settings import settings
from sim.ui.pages.plan import THEMES
from tests.ui.conftest import SMALL, Open, said
from tests.ui.plan_page import theme

ELSEWHERE = {"version", "title", "description", "pathway", "structure teams"}
"""A name beside the page, posts in tables, steps of the work one at a time; the rest as text."""


def settings_of(part: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The path of everything in a scenario that has one value."""
    if " ".join(path) in ELSEWHERE:
        return
    if isinstance(part, Record) and not isinstance(part, Estimate):
        for name in type(part).model_fields:
            yield from settings_of(getattr(part, name), (*path, name))
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from settings_of(inner, (*path, name))
    else:
        yield " ".join(path)


@pytest.mark.usefixtures("small_store")
def test_no_setting_is_missing_from_the_page(opened: Open) -> None:
    app = opened("plan")
    app.selectbox(key="start 0").set_value("current").run()
    keys = set()
    for name in THEMES:
        theme(app, name)
        inputs = [*app.number_input, *app.toggle, *app.radio, *app.date_input]
        keys |= {str(each.key).removeprefix("field 1 ").removesuffix(" on") for each in inputs}
    scenario = load_scenario_text(SMALL, "", "")
    missing = {" ".join(path.split()[:2]) for path in {*settings_of(scenario)} - keys}
    assert missing == {"demand sources", "horizon closures", "costs"}, "it gives no prices"


@pytest.mark.usefixtures("small_store")
def test_no_setting_of_a_team_or_a_post_is_missing_from_its_table(opened: Open) -> None:
    app = opened("plan")
    columns = json.loads(app.dataframe[0].proto.columns)
    assert [name for name in columns if name != "_index"] == list(Post.model_fields)
    inputs = {str(each.key).split()[0] for each in [*app.multiselect, *app.number_input]}
    # Which localities a team serves is said, and changed in the text.
    assert inputs | {"localities", "posts"} == set(Team.model_fields)


@pytest.mark.usefixtures("small_store")
def test_who_is_on_duty_is_everyone_until_a_number_is_given(opened: Open) -> None:
    app = opened("plan")
    [on_duty, *_] = [each for each in app.number_input if "on_duty" in str(each.key)]
    assert on_duty.value is None
    on_duty.set_value(2).run()
    [on_duty, *_] = [each for each in app.number_input if "on_duty" in str(each.key)]
    team = str(on_duty.key).split(maxsplit=2)[2]
    assert f"{team}\\: on duty each day everyone -\\> 2" in said(app)


class MoreRules(Rules):
    """The rules, and one of each kind that somebody may add."""

    urgent_first: bool = True
    """Whether urgent families go first."""
    waits_for: Literal["anybody", "its own worker"] = "anybody"
    """Whom a family waits for."""
    hours_kept_free: Amount = Amount(value=2)
    """Hours of each worker kept free."""
    closes_after: Amount | None = None
    """Working days after which a case is closed; none: never."""


def test_a_rule_that_is_added_stands_on_the_page_at_once() -> None:
    def page() -> None:
        from sim.ui.editor.draft import begin  # noqa: PLC0415
        from sim.ui.editor.fields import Form  # noqa: PLC0415
        from sim.ui.editor.settings import settings  # noqa: PLC0415
        from tests.ui.conftest import SMALL  # noqa: PLC0415
        from tests.ui.editor.test_settings import more_rules  # noqa: PLC0415

        settings(Form(begin("", SMALL)), ("structure", "rules"), more_rules())

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [each.label for each in app.toggle][-2:] == ["Urgent first", "Closes after"]
    assert app.radio[1].options == ["anybody", "its own worker"]
    assert app.number_input[-1].label == "Hours kept free"


def more_rules() -> MoreRules:
    return MoreRules.model_validate(load_scenario_text(SMALL, "", "").structure.rules.model_dump())


class Unknown(Record):
    """A record with a field of a kind that no other has."""

    nobody_knows: tuple[int, ...] = ()


def test_a_field_that_no_input_suits_is_refused() -> None:
    with pytest.raises(TypeError, match="no input suits rules nobody_knows"):
        settings(None, ("rules",), Unknown())  # type: ignore[arg-type]

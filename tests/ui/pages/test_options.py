"""Options: chosen and run once, told from the store then; ticked on Runs; links to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.comparison import compare
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.library.saved_comparisons import save
from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.pool import Serial
from sim.scenario.file.loading import load_scenario
from tests.ui import conftest
from tests.ui.conftest import Open, unfolded

THIRD = "version: 1\nextends: current.yaml\ntitle: Third\ndemand: {contacts_per_month: 75}\n"


@pytest.fixture
def third(small_store: Path) -> Path:
    """A third plan, with a demand of its own."""
    folder = small_store.parent / "scenarios"
    (folder / "third.yaml").write_text(THIRD)
    return folder


def said(app: AppTest) -> str:
    """What a page says, as it is read."""
    return conftest.said(app).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if label in button.label).click()
    return app.run()


def side_by_side(app: AppTest, *names: str) -> AppTest:
    app.multiselect(key="options").set_value(list(names)).run()
    return press(app, "Set side by side")


@pytest.mark.usefixtures("third")
def test_plans_are_chosen_run_and_found_again_by_their_address(opened: Open) -> None:
    app = side_by_side(opened("options"), "proposed", "third")
    assert not app.exception
    assert "Third, with the demand of Small" in said(app)
    app = press(app, "Run (2 runs of each)")
    assert not app.exception
    assert "No plan is named best on" in said(app)
    assert "To keep all guardrails at once: B " in said(app)
    assert "B: Bigger" in said(app)
    assert "the base gives no prices" in said(app)
    assert "Not the same demand" not in said(app)
    again = opened("options", plans=app.query_params["plans"])
    assert not again.exception
    assert "No plan is named best on" in said(again)
    assert not [each for each in again.button if each.label.startswith("Run")]
    tables = len(again.table)
    whole = unfolded(again, "judged of options")
    assert not whole.exception
    assert len(whole.table) == tables + 1


@pytest.mark.usefixtures("third")
def test_each_may_have_its_own_demand_and_is_then_warned_of(opened: Open) -> None:
    app = opened("options")
    app.checkbox(key="same demand for options").uncheck().run()
    app = press(side_by_side(app, "third"), "Run (2 runs of each)")
    assert not app.exception
    assert "B: Not the same demand for both (contacts per month 60 to 75)" in said(app)


def test_cost_is_drawn_where_plans_differ_in_it(third: Path, opened: Open) -> None:
    prices = (
        "costs: {price_year: 2015-16, social_worker: 50000, early_help_worker: 0.7, "
        "team_manager: 1.3, conference_chair: 1.3, agency_premium: 0.5, recruiting: 4000}\n"
    )
    (third / "current.yaml").write_text((third / "current.yaml").read_text() + prices)
    app = press(side_by_side(opened("options"), "proposed"), "Run (2 runs of each)")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    assert "A year of A's posts costs £" in said(app)


@pytest.mark.usefixtures("kept", "third")
@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("one", "A link to options names a base and one to 6 options"),
        ("a,b,c,d,e,f,g,h", "A link to options names a base and one to 6 options"),
        ("../../etc,abc", "not in the store; choose the plans anew"),
    ],
)
def test_a_link_to_nothing_is_told(opened: Open, link: str, told: str) -> None:
    app = opened("options", plans=link)
    assert not app.exception
    assert told in said(app)


def test_a_demand_that_an_option_cannot_have_is_told(third: Path, opened: Open) -> None:
    text = (third / "current.yaml").read_text()
    west = text.replace("{North: 0.6, South: 0.4}", "{North: 0.6, West: 0.4}")
    (third / "third.yaml").write_text(west.replace("[South]", "[West]"))
    app = side_by_side(opened("options"), "third")
    assert not app.exception
    assert "cannot be run with the demand of" in said(app)


def test_runs_are_ticked_to_be_set_side_by_side(opened: Open, kept: Path) -> None:
    store, folder = RunStore(kept), kept.parent / "scenarios"
    current, proposed = (load_scenario(folder / f"{name}.yaml") for name in ("current", "proposed"))
    turned = (proposed, current)
    worlds = worlds_of(turned, store)
    done = run_experiment(turned, 2013, 2, Serial(), store=store, worlds=worlds)
    save(store, done, compare(done))
    app = unfolded(opened("runs"), "side by side")
    assert not app.exception
    ticks = [each for each in app.checkbox if "against Small" in each.label]
    assert len(ticks) == 1
    app = ticks[0].check().run()
    assert not app.exception
    assert "Set them side by side" in [each.proto.label for each in app.get("page_link")]
    (other,) = (each for each in app.checkbox if "against Bigger" in each.label)
    app = other.check().run()
    assert "have not the same A" in said(app)
    names = [store.keep_scenario(each) for each in (current, proposed)]
    shown = opened("options", plans=",".join(names))
    assert not shown.exception
    assert "No plan is named best on" in said(shown), "its runs are those of the comparison"

"""Cost on the pages: live beside the capacity check of a plan, and beside a comparison's answer."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sim.scenario.costs import Costs
from sim.ui.server.settings import scenarios_folder
from tests.cli.test_cost import PRICES
from tests.ui.conftest import SMALL, Open, said, unfolded
from tests.ui.plan_page import theme, with_two_more_in_the_south


def told(app: AppTest) -> str:
    """What a page says, as it is read."""
    return said(app).replace("\\", "")


pytestmark = pytest.mark.usefixtures("kept")


@pytest.fixture
def plan(opened: Open) -> AppTest:
    """A plan with prices, compared with itself."""
    (scenarios_folder() / "priced.yaml").write_text(f"{SMALL}{PRICES}")
    app = opened("plan")
    app.selectbox(key="start 0").set_value("priced").run()
    app.selectbox(key="compare with").set_value("priced").run()
    assert not app.exception
    return app


def test_a_plan_without_prices_says_so_and_gives_no_sum(opened: Open) -> None:
    app = opened("plan")
    assert "No prices are given: nothing is said of cost." in told(app)
    assert "£" not in told(app)
    assert "This plan gives no prices" in told(theme(app, "Prices"))


def test_the_same_posts_cost_the_same_and_two_more_cost_theirs_at_once(plan: AppTest) -> None:
    assert "Cost, without a run, against Small.** The same posts: the same cost, £" in told(plan)
    app = with_two_more_in_the_south(plan)
    assert "The posts of this plan cost £" in told(app)
    assert "a year more than those of" in told(app)


def test_the_fold_tells_by_team_and_by_piece_of_work(plan: AppTest) -> None:
    app = unfolded(plan, "cost by part")
    assert not app.exception
    assert "expected to stand empty" in told(app)
    posts, work = app.table[-2:]
    assert "South Families" in str(posts.value)
    assert "handoff" in str(work.value)


def test_every_price_has_an_input_and_changes_the_cost_alone(plan: AppTest) -> None:
    app = theme(plan, "Prices")
    keys = {str(each.key).split()[-1] for each in app.number_input if " costs " in str(each.key)}
    assert keys == set(Costs.model_fields) - {"price_year"}
    [salary] = [each for each in app.number_input if str(each.key).endswith("social_worker")]
    salary.set_value(50_000).run()
    assert "Prices are not like with like" in told(app)
    assert "The posts cost £1.1" in told(app), "at its own prices"
    assert "The same posts: the same cost, £9" in told(app), "at those of the base"


def test_a_comparison_tells_of_cost_beside_its_answer_and_in_a_tab(opened: Open) -> None:
    app = opened("compare")
    assert "**Cost.** No prices are given: nothing is said of cost." in told(app)
    app = unfolded(app, "behind it", "Cost")
    assert not app.exception
    assert not app.get("data_frame")

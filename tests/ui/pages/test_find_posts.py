"""The posts that keep a limit, found on the page of the plan, and told with what they rest on."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, said, unfolded

pytestmark = pytest.mark.integration


@pytest.fixture
def plan(opened: Open) -> AppTest:
    app = unfolded(opened("plan"), "find posts")
    assert not app.exception
    app.number_input("posts: runs").set_value(4)
    app.checkbox("posts: guardrails").set_value(False)
    return app.run()


def find(app: AppTest) -> AppTest:
    done = app.button("find them").click().run()
    assert not done.exception
    return done


def test_the_fewest_posts_stand_with_what_one_fewer_does(plan: AppTest) -> None:
    told = said(find(plan))
    assert "social worker post" in told
    assert "doubt about the inputs is left out" in told
    assert "It is taken that more posts never keep less" in told


def test_a_limit_that_nothing_keeps_is_said_to_be_kept_by_no_number(plan: AppTest) -> None:
    plan.text_input("posts: further").set_value("worker_changes<=0").run()
    assert "Not even" in said(find(plan))


def test_the_split_of_the_posts_there_are(plan: AppTest) -> None:
    plan.radio("posts: what").set_value("the best split of those there are").run()
    told = said(find(plan))
    assert "split" in told
    assert "South Families" in told


def test_a_limit_that_cannot_be_read_is_told_and_nothing_is_run(plan: AppTest) -> None:
    plan.text_input("posts: further").set_value("over_capp<=1").run()
    assert "over_cap" in said(plan)
    assert not [each for each in plan.button if each.key == "find them"]


def test_over_worlds_the_share_is_of_worlds(plan: AppTest) -> None:
    plan.radio("posts: inputs").set_value("plausible worlds").run()
    assert "worlds" in said(find(plan))


def test_an_answer_is_of_the_plan_that_stood_there(plan: AppTest) -> None:
    done = find(plan)
    assert "It is taken that" in said(done)

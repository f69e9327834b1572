"""The posts that keep a limit, found on the page of the plan, and told with what they rest on."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.editor import find_posts
from tests.experiment.studies.invented_posts import Service, by_total
from tests.ui.conftest import Open, said, unfolded


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service whose assessments in time follow from the number of its posts."""
    made = Service(by_total)
    monkeypatch.setattr(find_posts, "executor", lambda: made)
    return made


@pytest.fixture
def plan(opened: Open, service: Service) -> AppTest:
    app = unfolded(opened("plan"), "find posts")
    assert not app.exception
    assert not service.asked, "nothing is run before somebody asks"
    app.number_input("posts: runs").set_value(20)
    app.checkbox("posts: guardrails").set_value(False)
    return app.run()


def find(app: AppTest) -> AppTest:
    done = app.button("find them").click().run()
    assert not done.exception
    return done


def test_the_fewest_posts_stand_with_what_one_fewer_does(plan: AppTest) -> None:
    done = find(plan)
    told = said(done)
    assert "social worker posts" in told
    assert "doubt about the inputs is left out" in told
    assert "It is taken that more posts never keep less" in told
    posts = [str(row) for table in done.table for row in table.value.to_dict("records")]
    assert any("one post fewer, likewise" in row for row in posts)


def test_a_limit_that_nothing_keeps_is_kept_by_no_number(plan: AppTest) -> None:
    plan.text_input("posts: further").set_value("over_cap<=1").run()
    assert "Not even" in said(find(plan))


def test_the_split_of_the_posts_there_are(plan: AppTest, service: Service) -> None:
    plan.radio("posts: what").set_value("the best split of those there are").run()
    told = said(find(plan))
    assert "split" in told
    assert "South Families" in told
    assert service.asked


def test_a_limit_that_cannot_be_read_is_told_and_nothing_is_offered(plan: AppTest) -> None:
    plan.text_input("posts: further").set_value("over_capp<=1").run()
    assert "did you mean" in said(plan)
    assert not [each for each in plan.button if each.key == "find them"]


def test_over_worlds_the_share_is_of_worlds(plan: AppTest) -> None:
    plan.radio("posts: inputs").set_value("plausible worlds").run()
    assert "worlds drawn from the ranges" in said(find(plan))


def test_a_measure_without_a_value_is_said_to_have_none(plan: AppTest) -> None:
    plan.text_input("posts: further").set_value("cp_visits_on_time>=10").run()
    assert "Nothing can be told" in said(find(plan))


def test_an_answer_stands_below_its_own_question_only(plan: AppTest) -> None:
    done = find(plan)
    assert "It is taken that" in said(done)
    other = done.number_input("posts: concluded").set_value(80.0).run()
    assert "It is taken that" not in said(other)

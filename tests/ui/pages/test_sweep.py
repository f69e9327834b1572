"""One input on its page: chosen, run, drawn, and told with what it does not say."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, said

POSTS = "structure.teams.South Families.posts.1.number"


def swept(app: AppTest) -> AppTest:
    """Two values of the posts in South, two runs of each."""
    app.selectbox("swept input").set_value(POSTS)
    app.number_input("swept values").set_value(2)
    app.number_input("swept runs").set_value(2)
    return app.run()


def test_a_planner_sees_what_posts_of_a_team_do(opened: Open) -> None:
    app = swept(opened("sweep"))
    assert not app.exception
    assert app.number_input(f"low of {POSTS}").value == 1
    (run,) = [each for each in app.button if each.label.startswith("Run it")]
    assert run.label == "Run it (6 runs)"
    done = run.click().run()
    assert not done.exception
    told = said(done)
    assert "beyond" in told
    assert "from left to right; upright line\\: 4, as it stands" in told
    assert "What two inputs do together is not in it" in told


def test_a_range_that_leads_nowhere_is_told_and_nothing_is_offered(opened: Open) -> None:
    app = swept(opened("sweep"))
    app.number_input(f"low of {POSTS}").set_value(5.0)
    app.number_input(f"high of {POSTS}").set_value(2.0).run()
    assert "A range goes from low to high" in said(app)
    assert not [each for each in app.button if each.label.startswith("Run it")]


def test_a_value_that_the_scenario_cannot_have_is_named_and_left_out(opened: Open) -> None:
    app = swept(opened("sweep"))
    app.number_input(f"low of {POSTS}").set_value(-1.0).run()
    assert "Left out\\: -1, as" in said(app)
    assert "Run it (4 runs)" in [each.label for each in app.button]


def test_another_scenario_does_not_keep_the_result_of_the_first(opened: Open) -> None:
    app = swept(opened("sweep"))
    (run,) = [each for each in app.button if each.label.startswith("Run it")]
    run.click().run()
    other = app.selectbox("swept scenario").set_value("current").run()
    assert "from left to right" not in said(other)

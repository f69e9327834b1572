"""Folds: what is closed is not worked out, and what is opened is, without the page around it."""

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.server import sign_in
from tests.ui.conftest import PATIENCE, said, unfolded

PAGE = """
import streamlit as st
from sim.ui.results.folds import fold, popover, tabs

def part(name):
    st.write(f"{name} is drawn")

    if name in ("second", "over"):
        st.selectbox("Choose", [1, 2, 3], key=f"choice in {name}")

st.write("the page")
tabs(
    {each: lambda each=each: part(each) for each in ("first", "second", "third")},
    key="tabs",
    keeps=("choice in second",),
)
fold("more", lambda: part("more"), key="fold")
over = lambda: part("over")
popover("over it", over, key="popover", icon=":material/add:", keeps=("choice in over",))
"""


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=PATIENCE).run()


def drawn(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if each.value.endswith("is drawn")]


def test_of_tabs_the_open_one_is_drawn_and_no_other(page: AppTest) -> None:
    assert [tab.label for tab in page.tabs] == ["first", "second", "third"]
    assert drawn(page) == ["first is drawn"]
    assert drawn(unfolded(page, "tabs", "third")) == ["third is drawn"]


@pytest.mark.parametrize(("key", "name"), [("fold", "more"), ("popover", "over")])
def test_a_fold_or_popover_is_drawn_while_it_is_open(page: AppTest, key: str, name: str) -> None:
    assert drawn(unfolded(page, key)) == ["first is drawn", f"{name} is drawn"]
    assert drawn(unfolded(page, key, False)) == ["first is drawn"]


def test_a_choice_outlasts_that_its_tab_or_popover_is_closed(page: AppTest) -> None:
    unfolded(page, "tabs", "second").selectbox("choice in second").select(3).run()
    unfolded(page, "tabs", "third").run()
    assert unfolded(page, "tabs", "second").selectbox("choice in second").value == 3
    unfolded(page, "popover").selectbox("choice in over").select(2).run()
    unfolded(page, "popover", False).run()
    assert unfolded(page, "popover").selectbox("choice in over").value == 2


def test_nothing_is_unfolded_for_who_is_not_let_in(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True, True, True])
    monkeypatch.setattr(sign_in, "lets_in", lambda _user: next(answers))
    app = page.run()
    assert "the page" in said(app), "the page is asked for once more, with whoever looks at it"
    assert next(answers, None) is None

"""Any name comes through Markdown as it is: read back by a reader of GitHub's Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sim.present.foreign.markdown import Marked, bullets, code, document, fenced, table, text
from sim.present.words.names import clean

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    'The "Front" team', "<script>alert(1)</script>", "a|b", "a\\|b", "a\\", "`tick`", "**bold**",
    "_x_", "snake_case", "[link](http://evil)", "![i](x)", "# not a title", "- not an item",
    "1. one", "1) one", "+ x", "> quote", "&lt;b&gt;", "&#60;", "a\nb", "a\x07b", "~~gone~~", "---",
    "===", "<!-- gone -->", "Team #", "a\u202eb", "``", "<a@b.c>", "\\", "| a | b |", "```",
]  # fmt: skip


def shown(markdown: str) -> list[str]:
    """The texts of a page's headings, paragraphs, items and cells, as a reader shows them."""
    found = []
    for token in READER.parse(markdown):
        if token.type == "inline":
            found.append("".join(map(_said, token.children or [])))
        else:
            assert not token.type.startswith("html"), token
    return found


def _said(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "html_inline":
        assert token.content in {"<code>", "</code>"}, token
        return ""
    assert token.type in {"text", "code_inline", "text_special"}, token
    return token.content


def comes_through(name: str) -> None:
    """A name as a title, a paragraph, an item, a cell, and as code."""
    page = document(name, text(name), bullets([name, "x"]), table([name, "y"], [[name, name]]))
    assert shown(page) == [clean(name)] * 3 + ["x", clean(name), "y", *[clean(name)] * 2]
    coded = document("Page", f"Beside {code(name)} stands", table(["x"], [[code(name)]]))
    assert shown(coded) == ["Page", f"Beside {clean(name)} stands", "x", clean(name)]


@given(st.text(max_size=40).filter(clean))
def test_any_name_comes_through(name: str) -> None:
    comes_through(name)


@given(st.text("`*_[]<>|\\#&;:!~$-+=.)( 1a\"'", max_size=12).filter(clean))
def test_any_name_of_marks_comes_through(name: str) -> None:
    comes_through(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_through(name: str) -> None:
    comes_through(name)


def test_plain_names_stand_as_they_are() -> None:
    for name in ("in-need plan", "Central & East", "section_47", "A -> B", "134 of 222 (60.4 %)"):
        assert text(name) == name


def test_what_is_marked_stays_marked() -> None:
    assert table([Marked("**a**"), "b"], [[code("x|y"), "-"]]).splitlines()[0] == "| **a** | b |"


@given(st.text("`a\n", max_size=12))
def test_a_fence_ends_where_its_lines_end(lines: str) -> None:
    (fence,) = READER.parse(fenced("console", lines))
    assert fence.content == f"{lines}\n"


def test_a_table_without_rows_says_so() -> None:
    assert table(["What"], []) == "None."

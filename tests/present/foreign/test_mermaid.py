"""Any name is a label of a diagram as it is, and no part of the diagram."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.present.foreign.mermaid import label
from sim.present.words.names import clean


def read(written: str) -> str:
    """A label as Mermaid reads it: numbers between # and ; are characters."""
    assert written[0] == written[-1] == '"'
    inner = written[1:-1]
    assert re.fullmatch(r"(?:[^\"<>`\\#;:%_|{}\[\]\n]|#\d+;)*", inner), inner
    return unescape(re.sub(r"#(\d+);", r"&#\1;", inner))


@given(st.text(max_size=40))
def test_any_name_comes_through(name: str) -> None:
    assert read(label(name)) == clean(name)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("in-need plan", '"in-need plan"'),
        ("Central & East / North, West & Rural", '"Central & East / North, West & Rural"'),
        ('The "Front" team', '"The #34;Front#34; team"'),
        ("&lt;", '"#38;lt#59;"'),
        ("- x", '"#45; x"'),
        ("1. x", '"1#46; x"'),
        ("end", '"end"'),
    ],
)
def test_plain_names_stay_readable(name: str, written: str) -> None:
    assert label(name) == written

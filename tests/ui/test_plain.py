"""Plain text: what a planner writes is shown as it stands."""

import pytest

from sim.ui.plain import plain_text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("![x](//elsewhere)", "!\\[x\\](//elsewhere)"),
        (":material/home: :red[x]", ":color[\\:]material/home\\: \\:red\\[x\\]"),
        (":thumbs_up:", ":color[\\:]thumbs\\_up\\:"),
        ("See https://example.org/x", "See https\\::color[//]example.org/x"),
        ("WWW.example.org", "WWW:color[.]example.org"),
        ("ask a_b@c.example", "ask a\\_b:color[@]c.example"),
        ("50 @ 60", "50 @ 60"),
        ("- a list", "\\- a list"),
        ("1. one", "1\\. one"),
        ("10) ten", "10\\) ten"),
        ("1.5 FTE", "1.5 FTE"),
        ("R&amp;D", "R\\&amp;D"),
        ("one\n\n- two\r\n\n    three", "one - two three"),
        ("South (new), 2", "South (new), 2"),
    ],
)
def test_no_mark_has_a_meaning(text: str, escaped: str) -> None:
    assert plain_text(text) == escaped

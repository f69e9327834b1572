"""Plain text: what a planner writes is shown as it stands."""

import pytest

from sim.ui.markdown_escape import plain_label, plain_text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("![x](//elsewhere)", "!\\[x\\](//elsewhere)"),
        (":material/home: :red[x]", ":color[\\:]material/home\\: \\:red\\[x\\]"),
        (":thumbs_up:", ":color[\\:]thumbs\\_up\\:"),
        ("See https://example.org/x", "See https\\::color[//]example.org/x"),
        ("WWW.example.org", "WWW:color[.]example.org"),
        ("ask a_b@c.example", "ask a\\_b:color[@]c.example"),
        ("a@{b}", "a:color[@]\\{b\\}"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Routes: threshold decision",
        "North-East, (new) [2]. R&D at 12:30",
        "two_years <5 |x| #1",
        "1. one",
        "- dash",
        "back\\slash",
    ],
)
def test_a_label_is_its_own_name_to_a_screen_reader(text: str) -> None:
    assert plain_label(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* `b` $c$ ~d~", "\\*a\\* \\`b\\` \\$c\\$ \\~d\\~"),
        ("_a_ __b__ c_d", "\\_a\\_ \\_\\_b\\_\\_ c_d"),
        ("[x](y) [x]: y", "[x\\](y) [x\\]: y"),
        (":red[x] :material/home:", "\\:red[x] :color[\\:]material/home:"),
        (":thumbs_up:", ":color[\\:]thumbs_up:"),
        ("<b> &amp; \\*", "\\<b> \\&amp; \\\\\\*"),
        ("https://a.example", "https\\::color[//]a.example"),
        ("a@{b}", "a:color[@]\\{b}"),
        ("two\nlines", "two lines"),
    ],
)
def test_no_mark_has_a_meaning_in_a_label(text: str, escaped: str) -> None:
    assert plain_label(text) == escaped

"""Plain text: what a planner writes is shown as it stands."""

import pytest

from sim.ui.plain import plain_text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("![x](//elsewhere)", "!\\[x\\](//elsewhere)"),
        (":material/home: :red[x]", "\\:material/home\\: \\:red\\[x\\]"),
        ("- a list", "\\- a list"),
        ("R&amp;D", "R\\&amp;D"),
        ("one\n\n- two\r\n\n    three", "one - two three"),
        ("South (new), 2", "South (new), 2"),
    ],
)
def test_no_mark_has_a_meaning(text: str, escaped: str) -> None:
    assert plain_text(text) == escaped

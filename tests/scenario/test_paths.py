"""A path means one place, as keys and as text, whatever the things on its way are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.paths import Path, UnreadablePathError, fits, path_of, text_of

NAME = st.text(max_size=8) | st.text('."\\*?[]=1 ', max_size=6)
PATH = st.lists(NAME | st.integers(0, 999), min_size=1, max_size=5).map(tuple)


@given(PATH)
def test_what_is_written_is_read_back(path: Path) -> None:
    assert path_of(text_of(path)) == path


@given(PATH)
def test_what_is_written_fits_itself_and_can_be_shown(path: Path) -> None:
    assert fits(path, text_of(path))
    assert text_of(path).isprintable()


@given(PATH, PATH)
def test_what_is_written_fits_no_other(one: Path, other: Path) -> None:
    assert fits(one, text_of(other)) is (one == other)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("demand", "contacts_per_month"), "demand.contacts_per_month"),
        (("demand", "localities", "North, West & Rural"), "demand.localities.North, West & Rural"),
        (("demand", "localities", "St. Ives"), 'demand.localities."St. Ives"'),
        (("structure", "teams", "1", "posts", 1), 'structure.teams."1".posts.1'),
        (("demand", "localities", 'the "Ness"'), r'demand.localities."the \"Ness\""'),
        (("demand", "localities", "\u202eNorth\n"), r'demand.localities."\u202eNorth\n"'),
    ],
)
def test_a_name_is_in_quotes_only_where_it_needs_them(path: Path, text: str) -> None:
    assert text_of(path) == text
    assert path_of(text) == path


def test_quotes_that_are_not_needed_change_nothing() -> None:
    assert path_of('"handoffs"."notice"') == ("handoffs", "notice")
    assert fits(("handoffs", "notice"), '"handoffs".notice')


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*", ["North", "St. Ives", "*"]),
        ("demand.localities.*", ["North", "St. Ives", "*"]),
        ('demand.*."St. Ives"', ["St. Ives"]),
        ('demand.localities."*"', ["*"]),
        ("demand.localities.St. Ives", []),
        ("handoffs.*", []),
        ('demand.localities."', []),
    ],
)
def test_a_star_outside_quotes_stands_for_anything(pattern: str, names: list[str]) -> None:
    known = ("North", "St. Ives", "*")
    assert [name for name in known if fits(("demand", "localities", name), pattern)] == names


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", 'a."b', '"a"b', 'a"b"', r'"\q"'])
def test_what_is_no_path_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnreadablePathError, match="is no"):
        path_of(text)

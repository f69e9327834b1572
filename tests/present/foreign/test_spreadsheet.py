"""Any text comes through comma-separated values, and none is a formula."""

from __future__ import annotations

import csv
import io
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.present.foreign.spreadsheet import as_csv

FORMULA = "=+-@\t\r"


def read(content: bytes) -> list[list[str]]:
    """The cells, as any reader of such a file finds them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(texts | st.text("'=+-@;,\"\t\r\n1a", max_size=6), min_size=1, max_size=4))
def test_any_text_comes_through_and_none_begins_as_a_formula(cells: list[str]) -> None:
    (headers, row) = read(as_csv(cells, [cells]))
    assert headers == row
    assert [cell[:1] for cell in row if cell[:1] in FORMULA and cell] == []
    assert [re.sub(r"^'(?='*[=+\-@\t\r])", "", cell) for cell in row] == cells


@given(st.floats(allow_nan=False))
def test_numbers_are_numbers_to_the_last_digit(number: float) -> None:
    assert float(read(as_csv(["x"], [[number]]))[1][0]) == number


@pytest.mark.parametrize("nothing", [None, math.nan])
def test_what_is_not_known_is_an_empty_cell(nothing: float | None) -> None:
    assert read(as_csv(["x", "y"], [[nothing, 1]]))[1] == ["", "1"]


def test_a_spreadsheet_knows_the_file_for_utf_8_and_keeps_texts_together() -> None:
    written = as_csv(["Team"], [["Ärger; =1+1"]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert '"Ärger; =1+1"\r\n' in written.decode()

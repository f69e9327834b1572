"""Names: titles and labels as a planner wrote them, made fit to stand in any document.

A name may hold anything: characters that XML does not know, marks that turn the direction of the
text after them, or a hundred characters where there is room for thirty.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from sim.experiment.comparison import Comparison
from sim.scenario.scenario import Scenario

_MINUS = "\u2212"
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of text; they would reach beyond the name."""
_APART, _TOGETHER = "\u2068", "\u2069"
"""Marks that keep the direction of what stands between them to itself."""
_MOST = 120
"""Characters of a title in a sentence."""
_SHORT = 34
"""Characters of a title beside a chart or above a table."""


def clean(text: str) -> str:
    """Text that any document can hold: no control characters, lone surrogates or turning marks."""
    kept = (
        character
        for character in text
        if unicodedata.category(character) not in {"Cs", "Co", "Cn"} and character not in _TURNING
    )
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in kept).split())


def typeset(text: str) -> str:
    """Clean text whose lines are not broken inside a figure: with a minus, `%` tied to it."""
    with_minus = re.sub(r"(?<!\w)-(?=\d)", _MINUS, clean(text))
    return with_minus.replace(" %", "\u00a0%")


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters, cut between words where that is possible."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > most / 2 else cut).rstrip(' ,;:')}…"


def named(comparison: Comparison) -> Comparison:
    """A comparison whose titles are fit to stand in a sentence."""
    return replace(comparison, a=_titled(comparison.a), b=_titled(comparison.b))


def side_names(a: Scenario, b: Scenario) -> tuple[str, str]:
    """Two scenarios beside a chart: their letters, and their titles up to the first comma.

    Titles that are alike so far go on with the first word in which they differ.
    """
    titles = clean(a.title), clean(b.title)
    firsts = [title.partition(",")[0].strip() or title for title in titles]
    short_a, short_b = (shortened(first, _SHORT) for first in firsts)
    if short_a == short_b:
        words = [title.replace(",", "").split() for title in titles]
        pairs = enumerate(zip(*words, strict=False))
        alike = next((at for at, (of_a, of_b) in pairs if of_a != of_b), min(map(len, words)))
        endings = [shortened(" ".join(each[alike:]), _SHORT // 2) for each in words]
        short_a, short_b = map(_ending_in, firsts, endings)
    return f"A: {_isolated(short_a)}", f"B: {_isolated(short_b)}"


def _ending_in(first: str, ending: str) -> str:
    """A title cut in its middle."""
    if not ending:
        return shortened(first, _SHORT)
    return f"{shortened(first, _SHORT - len(ending) - 3).rstrip('…')} … {ending}"


def _titled(scenario: Scenario) -> Scenario:
    title = _isolated(shortened(clean(scenario.title), _MOST) or "(no title)")
    return scenario.model_copy(update={"title": title})


def _isolated(text: str) -> str:
    """Text written from right to left is kept from turning the figures beside it."""
    turns = any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text)
    return f"{_APART}{text}{_TOGETHER}" if turns else text

"""The waterfall: what steps do to one outcome as bars, each going on where the one above it ended.

One layout for every drawing of it: a chart on a page, and a native one on a slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.bridge import Bridged, Ways
from sim.present.words import answer, bridge
from sim.present.words.numbers import number

LEVEL = "level"
"""What a bar says that stands for A or B."""


@dataclass(frozen=True)
class Bar:
    """One bar of a waterfall.

    Attributes:
        label: A, what the step is called, or B.
        begins: where it begins, in the unit of the outcome; A and B begin and end at their level.
        ends: where it ends.
        word: the verdict on the step by itself; `level` for A and B.
        beside: its figure, and for a step its interval and its sign, to stand beside it.
        told: all of it in a sentence.
    """

    label: str
    begins: float
    ends: float
    word: str
    beside: str
    told: str


def bars(bridged: Bridged, ways: Ways) -> tuple[Bar, ...]:
    """The bars of one outcome, from A through the steps to B; they meet to the last digit."""
    levels = bridge.levels(bridged)
    shown = bridge.contributions(bridged)
    steps = [
        Bar(
            label=bridge.name(step),
            begins=levels[at],
            ends=levels[at + 1],
            word=str(judged.verdict),
            beside=_beside(judged.verdict, bridge.contribution(judged, shown[at])),
            told=(
                f"{bridge.name(step)}: {bridge.contribution(judged, shown[at])} "
                f"{bridge.ends(judged)}, {answer.outlook(judged)}"
            ),
        )
        for at, (step, judged) in enumerate(zip(ways.steps, bridged.steps, strict=True))
    ]
    before, after = (_level(bridged, letter, levels[at]) for letter, at in (("A", 0), ("B", -1)))
    return (before, *steps, after)


def reach(bars_: Sequence[Bar]) -> tuple[float, float]:
    """The lowest and the highest end of some bars."""
    ends = [end for bar in bars_ for end in (bar.begins, bar.ends)]
    return min(ends), max(ends)


def _beside(verdict: Verdict, shown: str) -> str:
    return f"{answer.SYMBOLS[verdict]} {shown}"


def _level(bridged: Bridged, letter: str, level: float) -> Bar:
    shown = number(level, bridge.decimals(bridged.whole))
    return Bar(letter, level, level, LEVEL, shown, f"{letter}: {shown}")

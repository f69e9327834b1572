"""A sweep of one input in words: which judged outcomes it moves beyond their margins."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.sweep import Swept
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.measures.tally import WHOLE
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import counted, mean
from sim.scenario.margins import Margins
from sim.scenario.words import listed

_LEVEL, _CHANGE = ("mean", "low", "high"), ("change", "change_low", "change_high")
"""Columns of a sweep's table."""
_MOST = 3
"""Outcomes that the finding names."""
HOW_TO_READ = (
    "One input moves and all others stay as planned, with the same luck at every value; the "
    "families are the same unless it decides which come. What two inputs do together is not in it, "
    "nor doubt about the others."
)


@dataclass(frozen=True)
class Moved:
    """What an input does to one judged outcome.

    Attributes:
        measure: its key.
        margin: the smallest difference worth acting on.
        at: mean and interval at each value, in ascending order of the values.
        change: from the scenario as it stands, in pairs, at each value.
        values: of the input.
    """

    measure: str
    margin: float
    values: tuple[float, ...]
    at: tuple[Interval, ...]
    change: tuple[Interval, ...]

    @property
    def most(self) -> int:
        """The place of the value at which it is shown to differ most; 0 where at none."""
        return max(self._beyond, key=lambda place: abs(self.change[place].mean), default=0)

    @property
    def is_beyond(self) -> bool:
        """Whether a whole interval of the change, at any value, lies beyond the margin."""
        return bool(self._beyond)

    @property
    def _beyond(self) -> list[int]:
        return [
            place
            for place, each in enumerate(self.change)
            if each.is_known and max(each.low, -each.high) > self.margin
        ]


def moved(done: Swept, margins: Margins) -> tuple[Moved, ...]:
    """What the one input of a sweep does to each judged outcome that has a value, as judged."""
    (of,) = done.inputs
    whole = done.table[(done.table["scope"] == WHOLE[0]) & (done.table["name"] == WHOLE[1])]
    found = []
    for measure in JUDGED:
        rows = whole[(whole["measure"] == measure) & whole["mean"].notna()].sort_values(of.name)
        rows = rows.drop_duplicates(of.name)
        if len(rows):
            found.append(
                Moved(
                    measure,
                    margins.of(measure),
                    tuple(rows[of.name].tolist()),
                    tuple(_possible(measure, each) for each in _intervals(rows, *_LEVEL)),
                    _intervals(rows, *_CHANGE),
                )
            )
    return tuple(found)


def finding(found: tuple[Moved, ...]) -> str:
    """What is moved beyond its margin, by how much and where; without a full stop."""
    beyond = [each for each in found if each.is_beyond]
    if not beyond:
        return "Nothing that is judged is shown to move beyond its margin"
    beyond.sort(key=lambda each: -abs(each.change[each.most].mean) / each.margin)
    more = len(beyond) - _MOST
    told = [*map(_told, beyond[:_MOST]), *([counted(more, "other")] if more > 0 else [])]
    return f"Moved beyond the margin: {listed(told)}"


def said(each: Moved) -> str:
    """One outcome from the lowest value to the highest, in a sentence."""
    low, high = (f"{_level(each, at)} at {each.values[at]:g}" for at in (0, -1))
    word = "beyond its margin" if each.is_beyond else "not shown to go beyond its margin"
    return f"{in_plain_words(CATALOGUE[each.measure])}: {low}, {high}; {word}"


def _told(each: Moved) -> str:
    name = in_plain_words(CATALOGUE[each.measure])
    return f"{name} ({_level(each, each.most)} at {each.values[each.most]:g})"


def _level(each: Moved, at: int) -> str:
    unit = CATALOGUE[each.measure].unit
    return f"{mean(each.at[at], unit)}{' in 100' if unit == '%' else ''}"


def _possible(measure: str, found: Interval) -> Interval:
    """As far as there are such values: a share lies from 0 to 100 %."""
    return found.within(0, 100) if CATALOGUE[measure].unit == "%" else found


def _intervals(rows: pd.DataFrame, *names: str) -> tuple[Interval, ...]:
    """Mean, low and high by the names of their columns."""
    return tuple(
        Interval(float(middle), float(low), float(high), int(runs))
        for middle, low, high, runs in rows[[*names, "replications"]].itertuples(index=False)
    )

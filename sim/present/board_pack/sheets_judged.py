"""The sheets of what is judged: every chance with its count, and the worlds it is counted in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from xlsxwriter.utility import xl_range_abs

from sim.experiment.comparison import Judged, Outcome
from sim.experiment.statistics.verdict import Chance
from sim.measures.catalogue import PRIMARY
from sim.present.board_pack.material import Material, in_order
from sim.present.board_pack.sheet import FIRST_ROW, Cell, Column, Counted, Figure, Sheet, sheet
from sim.present.board_pack.sheets_figures import figures
from sim.present.words import answer
from sim.present.words.measures import definition

WORLDS, YEARS = "Worlds", "Years"
"""Names of the sheets that counts are made from."""


_KNOWN = (
    "Luck in A: full-time days in post where assessments are made",
    "Luck in A: full-time days in post elsewhere",
    "Luck in B: full-time days in post where assessments are made",
    "Luck in B: full-time days in post elsewhere",
    "Luck in both: hours of work that arrive, of A and B together",
)
"""What luck is known to have brought a pair, as `known_of` has it."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """What every pair of runs gave for each judged outcome.

    Attributes:
        numbers: of the pairs.
        worlds: in which each was run; all the same where inputs are as planned.
        a: values of A by measure, one a pair.
        b: values of B.
        lasting: the lasting difference of each world by measure, chance taken out; nan where a
            world has no value.
        known: what luck is known to have brought each pair, in the order of `_KNOWN`.
    """

    numbers: tuple[int, ...]
    worlds: NDArray[np.int64]
    a: dict[str, NDArray[np.float64]]
    b: dict[str, NDArray[np.float64]]
    lasting: dict[str, dict[int, float]]
    known: NDArray[np.float64]


def pairs_of(material: Material) -> Pairs:
    """The judged outcomes of every pair, as the comparison was made from them."""
    runs = material.experiment.paired()
    keys = [each.outcome.key for each in material.comparison.judged]
    lasting = {}
    for key in keys:
        difference = runs[key].difference
        there = np.unique(runs.worlds[np.isfinite(runs.b[key] - runs.a[key])]).tolist()
        lasting[key.measure] = dict(zip(there, difference.worlds.tolist(), strict=True))
    return Pairs(
        runs.numbers,
        runs.worlds,
        {key.measure: runs.a[key] for key in keys},
        {key.measure: runs.b[key] for key in keys},
        lasting,
        runs.controls.table,
    )


def judged(material: Material, pairs: Pairs) -> Sheet:
    """All that is judged, each with its chances, and the counts that they rest on."""
    comparison = material.comparison
    order = [each.outcome.key.measure for each in comparison.judged]
    last = FIRST_ROW + len(np.unique(pairs.worlds)) - 1

    def again(which: str, each: Judged) -> Cell:
        """The count, made by the sheet itself from the differences by world."""
        chance: Chance = getattr(each.chances, which)
        if comparison.worlds == 1:
            return None
        column = 1 + order.index(each.outcome.key.measure)
        cells = f"{WORLDS}!{xl_range_abs(FIRST_ROW, column, last, column)}"
        above, below = (
            f'COUNTIF({cells},">{each.margin!r}")',
            f'COUNTIF({cells},"<-{each.margin!r}")',
        )
        higher = definition(each.outcome).better == "higher"
        gain, loss = (above, below) if higher else (below, above)
        formula = {"better": gain, "worse": loss, "same": f"COUNT({cells})-{above}-{below}"}[which]
        return Counted(f"={formula}", float(chance.count))

    def share(which: str, each: Judged) -> Cell:
        return Figure(100 * getattr(each.chances, which).share, "%")

    def ends(which: str, place: int, each: Judged) -> Cell:
        return Figure(100 * getattr(each.chances, which).ends[place], "%")

    columns: list[Column[Judged]] = [
        ("Judged outcome", 44, answer.title),
        ("It is", 12, _kind),
        ("Verdict", 14, lambda each: str(each.verdict)),
        ("From A to B", 22, answer.from_to),
        ("How likely", 34, answer.likelihood),
        ("Unit", 10, lambda each: definition(each.outcome).unit),
        *figures(9, _outcome),
        ("Margin", 8, lambda each: Figure(each.margin, definition(each.outcome).unit)),
        ("Good is", 9, lambda each: definition(each.outcome).better),
        ("Worlds", 8, lambda each: float(each.chances.better.worlds)),
        *_chance("gain", "better", again, share, ends),
        *_chance("loss", "worse", again, share, ends),
        *_chance("neither", "same", again, share, ends),
        ("Years B is ahead", 9, lambda each: float(each.ahead)),
        ("Years B is behind", 9, lambda each: float(each.behind)),
        ("Years", 8, lambda each: float(each.years)),
        ("Share of chance, %", 10, lambda each: Figure(100 * each.share_of_chance, "%")),
        ("Definition", 80, lambda each: definition(each.outcome).text),
    ]
    says = (
        f"{answer.headline(comparison)} {answer.basis(comparison)} A gain or a loss is a lasting "
        f"difference beyond the margin. Counts are made by this sheet from sheet {WORLDS}; with "
        f"inputs as planned there is one world, and chances are those of Student's t."
    )
    return sheet(
        "Judged",
        "The answer: all that is judged, with margins, chances and counts.",
        says,
        columns,
        in_order(comparison),
    )


def worlds(material: Material, pairs: Pairs) -> Sheet:
    """The lasting difference of each world in all that is judged."""
    columns: list[Column[int]] = [("World", 8, float)]
    for each in material.comparison.judged:
        columns.append((answer.title(each), 14, partial(_lasting, pairs, each)))
    return sheet(
        WORLDS,
        "The lasting difference of each plausible world in all that is judged.",
        "B - A in each world, chance taken out as far as worlds run twice tell it (shrinkage that "
        "keeps the variance, Louis 1984). Sheet Judged counts these cells against the margins; "
        "sheet Years holds the runs that they come from.",
        columns,
        np.unique(pairs.worlds).tolist(),
    )


def years(material: Material, pairs: Pairs) -> Sheet:
    """What each pair of runs gave, one simulated year each."""
    columns: list[Column[int]] = [
        ("Pair", 8, lambda at: float(pairs.numbers[at])),
        ("World", 8, lambda at: float(pairs.worlds[at])),
    ]
    for each in material.comparison.judged:
        for side, values in (("A", pairs.a), ("B", pairs.b)):
            heading = f"{answer.title(each)}, {side}"
            columns.append((heading, 14, partial(_year, values, each)))
    columns += [
        (title, 14, partial(_known, pairs.known, place)) for place, title in enumerate(_KNOWN)
    ]
    return sheet(
        YEARS,
        "Every simulated year: the values of A and B in all that is judged.",
        "One row is one simulated year of both structures, with the same families and the same "
        "luck, in the world named. Every fourth pair is of the world before it, with other luck. "
        "The last columns are what luck is known to have brought each before it began, above what "
        "it brings on average. With inputs as planned, what goes with it is taken out of the "
        "figures that are told, so that they differ from the mean of these.",
        columns,
        range(len(pairs.numbers)),
    )


def _chance(
    word: str,
    which: str,
    again: Callable[[str, Judged], Cell],
    share: Callable[[str, Judged], Cell],
    ends: Callable[[str, int, Judged], Cell],
) -> list[Column[Judged]]:
    head = word.capitalize()
    return [
        (f"{head}: worlds", 9, partial(again, which)),
        (f"{head}: %", 8, partial(share, which)),
        (f"{head}: % from", 8, partial(ends, which, 0)),
        (f"{head}: % to", 8, partial(ends, which, 1)),
    ]


def _outcome(each: Judged) -> Outcome:
    return each.outcome


def _kind(each: Judged) -> str:
    return "primary" if each.outcome.key.measure in PRIMARY else "guardrail"


def _known(table: NDArray[np.float64], place: int, at: int) -> Cell:
    return Figure(float(table[at, place]), "hours")


def _lasting(pairs: Pairs, each: Judged, world: int) -> Cell:
    value = pairs.lasting[each.outcome.key.measure].get(world)
    return None if value is None else Figure(value, definition(each.outcome).unit)


def _year(values: dict[str, NDArray[np.float64]], each: Judged, at: int) -> Cell:
    value = float(values[each.outcome.key.measure][at])
    return Figure(value, definition(each.outcome).unit)

"""Worlds: where the values of doubtful inputs come from, and what the reported figures taught."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.matching.taught import Taught, taught, trade_offs
from sim.experiment.worlds.worlds import world_of
from sim.present.foreign.markdown import Marked, code, document, section, table, table_of, text
from sim.present.words import answer
from sim.present.words.numbers import number
from sim.present.words.small_counts import given

_BOXES = 20
"""Of the picture of a range."""


def worlds_page(experiment: Experiment, found: Comparison) -> str:
    """The page of plausible worlds.

    Args:
        experiment: the runs of both scenarios.
        found: what they show.
    """
    return document(
        "Plausible worlds",
        text(answer.basis(found)),
        "A world is one set of values for all doubtful inputs together. Each pair of runs sends "
        "both structures through one world, with the same families and the same luck; every "
        "fourth pair is of the world before it, with other luck, which tells the chance of one "
        "year apart from doubt. A share of worlds is a probability only as far as each set of "
        "values within the ranges, that reproduces what was reported, is as plausible as another.",
        section("How they were found", _found(experiment)),
        *(section(*part) for part in _taught(experiment)),
        section("Chance and doubt", _chance_and_doubt(found)),
    )


def _found(experiment: Experiment) -> str:
    worlds = experiment.worlds
    if worlds is None:
        return "Not at all: every input was as planned, and doubt about inputs is in no interval."
    if worlds.table is None:
        return (
            "Each value was drawn from the range of its evidence, all values alike. No run was "
            "held against what was reported: `locality worlds` finds worlds that reproduce it."
        )
    table_ = worlds.table
    used = world_of(experiment.asked - 1) + 1
    rows = [
        ["Made for", table_.title],
        ["Figures reproduced", table_.figures],
        ["Worlds found, and used here", f"{len(table_)}, {min(used, len(table_))}"],
        ["Runs it took", f"{table_.runs:,}"],
        ["Seed", f"{table_.seed}"],
        ["Identity", table_.identity],
    ]
    low, high = table_.reproduced.min(axis=0), table_.reproduced.max(axis=0)
    reproduced = table(
        ["Figure", "Lowest of the confirming runs", "Highest"],
        (
            [title, number(low[at], 1), number(high[at], 1)]
            for at, title in enumerate(table_.reported)
        ),
    )
    return "\n\n".join([table(["What", "Is"], rows), reproduced])


def _taught(experiment: Experiment) -> Iterator[tuple[str, str, str]]:
    """What the figures taught about the inputs, where worlds reproduce any."""
    worlds = experiment.worlds
    if worlds is None or worlds.table is None:
        return
    base = worlds.scenarios[worlds.base]
    columns: dict[str, Callable[[Taught], str]] = {
        "Input": lambda of: code(of.name),
        "Unit": lambda of: of.unit,
        "Range of its evidence": lambda of: given(of.input, f"{of.low:g} to {of.high:g}"),
        "Left, 5 to 95 of 100 worlds": lambda of: given(
            of.input, f"{of.left_low:.3g} to {of.left_high:.3g}"
        ),
        "Drawn": _bar,
        "Planned": lambda of: given(of.input, f"{of.planned:g}"),
        "Share of the range left, %": lambda of: number(100 * of.share_left, 0),
    }
    told = [each for each in taught(base, worlds.table) if each.is_taught]
    yield (
        "What the figures taught",
        "Inputs whose values in the worlds differ from their range by more than chance would move "
        "one of so many inputs (Kolmogorov-Smirnov, Bonferroni), those taught most first. Of all "
        "others the reported figures say nothing.",
        table_of(told, columns),
    )
    yield (
        "Inputs that trade off",
        "A high value of one is plausible only beside a low (below 0) or a high (above 0) value of "
        "the other: Spearman's rank correlation over the worlds, beyond chance.",
        table(
            ["One", "Other", "Correlation"],
            (
                [code(each.one), code(each.other), number(each.correlation, 2, signed=True)]
                for each in trade_offs(base, worlds.table)
            ),
        ),
    )


def _bar(of: Taught) -> Marked:
    """Its range as a line of boxes, dark where the worlds lie."""
    wide = of.high - of.low
    places = [of.low + (at + 0.5) * wide / _BOXES for at in range(_BOXES)]
    drawn = ("\u25a0" if of.left_low <= place <= of.left_high else "\u25a1" for place in places)
    return code("".join(drawn))


def _chance_and_doubt(found: Comparison) -> str:
    rows: Sequence[Sequence[str]] = [
        [
            answer.title(each),
            answer.difference(each),
            answer.chance_and_doubt(each),
            answer.one_year(each),
        ]
        for each in found.judged
    ]
    return table(["Judged outcome", "Lasting difference", "In one year", "Years ahead"], rows)

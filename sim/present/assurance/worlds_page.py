"""Worlds: where the values of doubtful inputs come from, and what the reported figures taught."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.worlds.worlds import world_of
from sim.present.foreign.markdown import document, section, table, text
from sim.present.words import answer
from sim.present.words.measures import definition
from sim.present.words.numbers import number


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


def _chance_and_doubt(found: Comparison) -> str:
    rows: Sequence[Sequence[str]] = [
        [
            definition(each.outcome).title,
            answer.difference(each),
            answer.chance_and_doubt(each),
            answer.one_year(each),
        ]
        for each in found.judged
    ]
    return table(["Judged outcome", "Lasting difference", "In one year", "Years ahead"], rows)

"""The options report: several plans against one base, the answer in words and then in tables."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.experiment.experiment import Experiment
from sim.experiment.studies.options import Options
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.present.terminal.judged_tables import STYLES
from sim.present.terminal.tables import figures, page, table, text, whole_numbers
from sim.present.words import answer, options, small_print
from sim.present.words.measures import definition, in_plain_words
from sim.present.words.numbers import NO_VALUE, difference


def report(found: Options, experiment: Experiment) -> Group:
    """Options: the answer, gains and losses of each, the tables, and what they rest on."""
    return page(_report(found, experiment))


def _report(found: Options, experiment: Experiment) -> Iterator[RenderableType]:
    for sentence in options.sentences(found):
        yield Text(f"{sentence}\n", style="bold")
    if draft := answer.draft(found.first):
        yield Text(f"{draft}.\n", style="bold")
    yield Text(f"{answer.basis(found.first)}\n")
    for place in range(len(found.scenarios)):
        yield Text(options.name(found, place), style="bold")
        yield Text(f"{options.changes(found, place)}\n")
    yield _plans(found)
    yield _best(found)
    yield _judged(found)
    for note in (
        options.HOW_BEST,
        options.HOW_DOMINATED,
        small_print.confidence(found.first),
        options.not_settled(found),
        small_print.footer(experiment),
    ):
        if note:
            yield Text(f"{note}\n", style="dim")


def _plans(found: Options) -> Table:
    headers = ("A year of its posts", "Keeps all guardrails", "Dominated")
    made = table("The plans", text(), *map(text, headers))
    for row in options.plans(found):
        made.add_row(row.letter, row.cost, row.guardrails, row.dominated)
    return made


def _best(found: Options) -> Table:
    """A row a primary outcome, a column a plan: best, and best while it keeps its guardrails."""
    letters = options.LETTERS[: len(found.scenarios)]
    made = table("Probability of being best", text(), *map(whole_numbers, letters), text("Named"))
    for each in found.standings:
        name = in_plain_words(CATALOGUE[each.measure])
        named = options.LETTERS[each.named] if each.named is not None else "none"
        made.add_row(name, *map(options.share, each.best), named)
        made.add_row("  and keeps its guardrails", *map(options.share, each.best_and_within))
    return made


def _judged(found: Options) -> Table:
    """Every judged outcome, a row an option: from A to it, by how much, and how probable."""
    made = table("What is judged", text(), figures("A to it, and by how much"), text("How likely"))
    for measure in JUDGED:
        rows = [
            (options.LETTERS[place], each)
            for place, option in enumerate(found.options, start=1)
            for each in option.comparison.judged
            if each.outcome.key.measure == measure
        ]
        if not rows:
            continue
        made.add_row(Text(answer.title(rows[0][1]), style="bold"))
        for letter, each in rows:
            unit = definition(each.outcome).unit
            by = difference(each.outcome.difference, unit) if each.years else NO_VALUE
            made.add_row(
                f"{letter} {answer.SYMBOLS[each.verdict]}",
                f"{answer.from_to(each)}\n{by}",
                Text(answer.outlook(each), style=STYLES.get(each.verdict, "")),
            )
        made.add_section()
    return made

"""Judged tables: primary outcomes and guardrails as one table, losses first, and one year beside.

Both fit 80 columns.
"""

from __future__ import annotations

import math

from rich.table import Table
from rich.text import Text

from sim.experiment.comparison import Comparison
from sim.experiment.statistics.verdict import Verdict
from sim.present.terminal.tables import figures, table, text
from sim.present.words import answer
from sim.present.words.measures import definition
from sim.present.words.numbers import NO_VALUE, difference, number, percent

STYLES = {Verdict.BETTER: "bold green", Verdict.WORSE: "bold red"}
"""Colours of verdicts; the words say the same."""


def judged(comparison: Comparison) -> Table:
    """What is judged: from A to B, by how much, and how probable, the gravest losses first."""
    made = table("What is judged", text(), figures("A to B, and B - A"), text("How likely"))
    for heading, found in answer.sorted_out(comparison).items():
        made.add_row(Text(heading, style="bold"))
        for each in found:
            unit = definition(each.outcome).unit
            made.add_row(
                f"{answer.title(each)}\nmargin {answer.margin(each)}",
                f"{answer.from_to(each)}\n{difference(each.outcome.difference, unit)}",
                Text(answer.likelihood(each), style=STYLES.get(each.verdict, "")),
            )
        made.add_section()
    return made


def in_one_year(comparison: Comparison) -> Table:
    """In how many simulated years either side is ahead, and how much of that is chance."""
    made = table("In one year", text(), *map(figures, ("B ahead", "A ahead", "Years", "By chance")))
    for found in answer.sorted_out(comparison).values():
        for each in found:
            made.add_row(
                answer.title(each),
                number(each.ahead, 0),
                number(each.behind, 0),
                number(each.years, 0),
                _share(each.share_of_chance),
            )
    return made


def _share(of_variance: float) -> str:
    return NO_VALUE if math.isnan(of_variance) else percent(round(of_variance, 2))

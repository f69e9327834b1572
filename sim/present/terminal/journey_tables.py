"""Journey tables: one family under one structure and under the other."""

from __future__ import annotations

import math

from rich.table import Table

from sim.measures.story.steps import Story
from sim.present.terminal.tables import figures, table, text
from sim.present.words.numbers import number
from sim.present.words.story import lines


def steps(story: Story, title: str) -> Table:
    """What happened, in order, with a line above each handoff.

    Hours are hours of work; days are working days since it was asked for.
    """
    made = table(
        title, figures("Date"), text("What"), text("Who"), figures("Hours"), figures("Days")
    )
    for line in lines(story):
        if line.is_handoff:
            made.add_section()
        made.add_row(
            f"{line.date:%d %b %Y}",
            line.what,
            line.worker,
            "" if math.isnan(line.hours) else number(line.hours),
            "" if math.isnan(line.days) else number(line.days, decimals=0),
        )
    return made


def totals(a: Story, b: Story) -> Table:
    """What the two stories came to."""
    made = table("In all", text(), figures("A"), figures("B"))
    made.add_row("Handoffs between teams", str(a.handoffs), str(b.handoffs))
    made.add_row("Changes of worker", str(a.worker_changes), str(b.worker_changes))
    made.add_row("Allocated workers", str(a.workers), str(b.workers))
    made.add_row(
        "Days waiting for a team or worker", number(a.days_waiting), number(b.days_waiting)
    )
    made.add_row("Hours of work", number(a.hours), number(b.hours))
    return made

"""A family's milestones in words: what happens on which day, and how long nobody holds it."""

from __future__ import annotations

import math

from sim.measures.story.ribbon import Milestone, Ribbon
from sim.present.words.names import clean
from sim.present.words.numbers import counted

IN_PLAIN_WORDS = {
    "contact": "contact with {team}",
    "early help": "passed to early help",
    "referral": "accepted as a referral",
    "worker": "{name} of {team} takes the family",
    "another worker": "{name} of {team} takes the family over",
    "handoff": "responsibility passes to {team}",
    "first seen": "the child is seen, by {name}",
    "assessment ends": "{name} ends",
    "conference": "{name} is held",
    "plan begins": "{name} begins",
    "ends": "the case ends: {name}",
}
"""What each milestone says."""


def what(each: Milestone) -> str:
    """A milestone without its day."""
    told = IN_PLAIN_WORDS[each.what].format(name=clean(each.name), team=clean(each.team))
    if math.isnan(each.days_late) or each.what not in {"assessment ends", "conference"}:
        return told
    late = counted(int(each.days_late), "working day")
    return f"{told}, {late} late" if each.days_late > 0 else f"{told}, in time"


def summary(a: Ribbon, b: Ribbon) -> str:
    """How long nobody holds the family, and how many workers do, in both structures."""
    nobody = [counted(round(each.days_with_nobody), "working day") for each in (a, b)]
    workers = [counted(each.holders, "worker") for each in (a, b)]
    return (
        f"One family: nobody holds it for {nobody[0]} in A and {nobody[1]} in B; {workers[0]} in A "
        f"and {workers[1]} in B"
    )


def steps(found: Ribbon) -> list[str]:
    """Every milestone with its day, in order."""
    return [f"day {each.day:.0f}: {what(each)}" for each in found.milestones]

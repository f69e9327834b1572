"""Findings: the sentences that head a slide, a page or a chapter.

What is judged has the words of the answer. Any other measure has no margin: it is higher, or
lower, and never better or worse.
"""

from __future__ import annotations

from sim.experiment.comparison import Comparison, Outcome
from sim.measures.catalogue import CATALOGUE
from sim.present.words import answer, words
from sim.present.words.measures import from_to
from sim.present.words.numbers import counted
from sim.scenario.differ.difference import differences
from sim.scenario.differ.restructuring import team_changes
from sim.scenario.scenario import Scenario


def question(comparison: Comparison) -> str:
    """The question that the comparison answers."""
    return (
        f"What gets better and what gets worse with {comparison.b.title} in place of "
        f"{comparison.a.title}, and for whom?"
    )


def of_measure(comparison: Comparison, measure: str) -> str:
    """One measure of the whole service, from A to B, and how it goes."""
    title, outcome = CATALOGUE[measure].title, comparison.find(measure)
    if outcome is None or not outcome.has_value:
        return f"{title}: no value in A or B"
    judged = answer.judgement(comparison, outcome)
    if judged is not None:
        return answer.in_short(judged)
    return f"{title}: {from_to(outcome)}, {words.direction(outcome)}"


def handoffs(comparison: Comparison) -> str:
    """The finding on changes of worker, and on handoffs between teams beside it."""
    return "; ".join(
        of_measure(comparison, measure) for measure in ("worker_changes", "handoffs_per_referral")
    )


def structures(before: Scenario, after: Scenario) -> str:
    """What becomes of the teams and of who owns what."""
    old, new = before.structure.teams, after.structure.teams
    changes = differences(before, after)
    moving = len({change.subject for change in changes if change.kind == "ownership"})
    if not moving and not any(team_changes(before, after)):
        return "The teams and what they own are the same; other inputs differ"
    teams = (
        f"{counted(len(old), 'team')} become{'s' if len(old) == 1 else ''} {len(new)}"
        if len(old) != len(new)
        else f"{counted(len(new), 'team')}, as before"
    )
    total = len(after.pathway.activities)
    have, are = ("has", "is") if moving == 1 else ("have", "are")
    return f"{teams}; {moving} of {total} activities {have} a new owner or {are} new"


def reading(comparison: Comparison, outcome: Outcome) -> str:
    """The word for any outcome: the verdict of one that is judged, else higher or lower."""
    judged = answer.judgement(comparison, outcome)
    return words.direction(outcome) if judged is None else str(judged.verdict)

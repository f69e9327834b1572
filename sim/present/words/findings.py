"""Findings: the sentences that head a slide, a page or a chapter, each from the verdicts.

A primary outcome has its verdict: better, worse, no worse, cannot tell. Any other measure has no
margin, so it is better or worse only where its interval is clear of 0; none of them is "no worse".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sim.experiment.comparison import Comparison, Outcome, Primary
from sim.experiment.statistics.verdict import Direction, Verdict
from sim.measures.catalogue import Group
from sim.present.words import small_print, words
from sim.present.words.measures import BY_LOCALITY, definition, subject
from sim.present.words.numbers import counted
from sim.scenario.differ.difference import differences
from sim.scenario.differ.restructuring import team_changes
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

SYMBOLS = {
    Verdict.BETTER: "▲",
    Verdict.WORSE: "▼",
    Verdict.NO_WORSE: "=",
    Verdict.CANNOT_TELL: "?",
}
"""A sign for each verdict, so that none rests on its colour."""


def question(comparison: Comparison) -> str:
    """The question that the comparison answers."""
    return (
        f"Is {comparison.b.title} projected to serve children better than {comparison.a.title}, "
        f"and who would lose by it?"
    )


def headline(comparison: Comparison) -> str:
    """The answer in one sentence: how many primary outcomes come to each verdict."""
    count = Counter(primary.verdict for primary in comparison.primaries)
    told = [
        f"better on {count[Verdict.BETTER] or 'none'} of {count.total()} primary outcomes",
        f"worse on {count[Verdict.WORSE] or 'none'}",
    ]
    rest = (Verdict.NO_WORSE, Verdict.CANNOT_TELL)
    told += [f"{each} on {count[each]}" for each in rest if each in count]
    return f"Projected: {', '.join(told)}"


def beside(comparison: Comparison) -> str:
    """What stands beside the primary outcomes, losses counted as gains are."""
    good, bad = words.moved(comparison)
    return f"Other measures that get better: {len(good)}; that get worse: {len(bad)}."


def of_group(comparison: Comparison, group: Group) -> str:
    """The finding on one theme: its primary outcome, then how its other measures go."""
    good, bad = (
        sum(definition(each).group == group for each in moved) for moved in words.moved(comparison)
    )
    return f"{_primary_of(comparison, group)}; measures beside it: {good} better, {bad} worse"


def handoffs(comparison: Comparison) -> str:
    """The finding on changes of worker, and on handoffs between teams beside it."""
    passed = comparison.find("handoffs_per_referral")
    of_teams = f"; {subject(definition(passed))}: {_expected(word(passed))}" if passed else ""
    return f"{_primary_of(comparison, 'transfers')}{of_teams}"


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


def gains_and_losses(comparison: Comparison) -> str:
    """How many measures get better and worse, and how the localities share in it."""
    good, bad = words.moved(comparison)
    told = f"Projected: {counted(len(good), 'other measure')} better, {len(bad)} worse"
    return "; ".join(filter(None, [told, localities(comparison)]))


def localities(comparison: Comparison) -> str:
    """How the localities share in gains and losses; empty where there is no locality."""
    found = [set(each) for _, each in by_locality(comparison)]
    if not found:
        return ""
    gain, lose = (sum(word in each for each in found) for word in ("gains", "loses"))
    both = sum({"gains", "loses"} <= each for each in found)
    if both == len(found):
        return "every locality gains on some and loses on others"
    if not gain and not lose:
        return "no locality is shown to gain or to lose"
    return (
        f"only gains in {gain - both} of {counted(len(found), 'locality', 'localities')}, "
        f"only losses in {lose - both}"
    )


def by_locality(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    """For each locality whether it gains or loses by each measure, in words."""
    found = [
        {each.key.name: words.who_gains(each) for each in comparison.parts(measure, "locality")}
        for measure in BY_LOCALITY
    ]
    for place in dict.fromkeys(place for said_of in found for place in said_of):
        yield place, [said_of.get(place, "") for said_of in found]


def certainty(comparison: Comparison) -> str:
    """How many primary differences are known well enough, and what no interval holds."""
    known = sum(small_print.is_precise(primary) for primary in comparison.primaries)
    total = len(comparison.primaries)
    return (
        f"{known or 'None'} of {total} primary differences known to half their margin; doubt "
        f"about inputs comes on top"
    )


def said(primary: Primary) -> str:
    """The verdict of a primary outcome, alone."""
    return "no difference" if primary.outcome.direction is Direction.SAME else str(primary.verdict)


def word(outcome: Outcome) -> str:
    """Better or worse for a measure that has no margin, and why neither can be said."""
    return words.good_or_bad(outcome, "better", "worse")


def reading(comparison: Comparison, outcome: Outcome) -> str:
    """The word for any outcome: its verdict if it is a primary one, else better or worse."""
    for primary in comparison.primaries:
        if primary.outcome.key == outcome.key:
            return said(primary)
    return word(outcome)


def verdicts(comparison: Comparison, wanted: Verdict) -> list[Primary]:
    """The primary outcomes that come to a verdict."""
    return [primary for primary in comparison.primaries if primary.verdict is wanted]


def subjects(primaries: Sequence[Primary]) -> str:
    """Primary outcomes in a sentence."""
    return listed([subject(definition(primary.outcome)) for primary in primaries])


def _primary_of(comparison: Comparison, group: Group) -> str:
    """The primary outcome of a group, with its verdict."""
    primary = next(p for p in comparison.primaries if definition(p.outcome).group == group)
    return f"{definition(primary.outcome).title}: {_expected(said(primary))}"


def _expected(word: str) -> str:
    """A verdict as something projected, where it is one on a change."""
    changed = word in {"better", "worse", "no worse", "no difference"}
    return f"projected {word}" if changed else word

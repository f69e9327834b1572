"""Options in words: who is best and who cannot be told apart, at what loss and what cost.

A plan is best only where it is named so; one that leads by less than the margin is not. Letters
stand for the plans: A is the base, the options follow in the order given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiment.statistics.precision import FIRST_LOOK
from sim.experiment.statistics.verdict import Chance
from sim.experiment.studies.options import Options, Standing
from sim.experiment.worlds.worlds import Basis
from sim.measures.catalogue import CATALOGUE
from sim.present.words import answer
from sim.present.words import cost as money
from sim.present.words.different_demand import different_demand
from sim.present.words.measures import in_plain_words
from sim.present.words.names import clean, shortened
from sim.present.words.numbers import NO_VALUE, amount, counted, number
from sim.scenario.exact.prices import Pounds
from sim.scenario.words import listed

LETTERS = "ABCDEFG"
HOW_DOMINATED = (
    "Dominated: another plan costs no more, is better on something that is judged or costs less, "
    "and a loss against it is not even a realistic possibility on anything that is judged."
)
HOW_BEST = (
    "Best: how probable it is that no other plan does better, by however little; ties are shared. "
    "Named best is only who leads each other plan by more than chance explains, each outcome on "
    "its own."
)
NO_COSTS = "What the plans cost is not told: the base gives no prices."
_OUTCOMES = "{outcomes}"
"""Stands in a clause for the outcomes that it is told of."""
_LONGEST = 60
"""Characters of a plan's title beside its letter."""


def sentences(found: Options) -> list[str]:
    """The answer, with a warning before it for each option of another demand."""
    return [*demands(found), *answers(found)]


def answers(found: Options) -> list[str]:
    """The answer: who is best, guardrails, who is dominated, what it costs; a sentence each."""
    first = _standings(found)
    if found.first.basis is Basis.PLANNED:
        first = f"With inputs as planned, {_lowered(first)}"
    return [first, guardrails(found), f"{domination(found)}.", cost(found)]


def finding(found: Options) -> str:
    """The first sentence of the answer, without its stop: who is best on what, or that none is."""
    return _standings(found).removesuffix(".")


def name(found: Options, place: int) -> str:
    """A plan with its letter: B: Two more posts."""
    return f"{LETTERS[place]}: {_title(found, place)}"


def changes(found: Options, place: int) -> str:
    """What an option gains and loses against the base; of the base, that it is compared with."""
    if place == 0:
        return "The base: to stay as it is."
    if found.scenarios[place].content_hash == found.base.content_hash:
        return "The same as A in all that a run depends on."
    return answer.headline(found.options[place - 1].comparison)


def not_settled(found: Options) -> str:
    """For which options a word may change with more pairs; empty where for none."""
    open_still = [
        LETTERS[place]
        for place, option in enumerate(found.options, start=1)
        if any(each.years and not each.is_settled for each in option.comparison.judged)
    ]
    return f"With more pairs words may change for {listed(open_still)}." if open_still else ""


@dataclass(frozen=True)
class Row:
    """One plan in a table of all, in words.

    Attributes:
        letter: which.
        title: what it is called.
        cost: what a year of its posts costs, for an option more or less than for the base.
        guardrails: how probable it is that it keeps all of them.
        dominated: by which it is dominated.
    """

    letter: str
    title: str
    cost: str
    guardrails: str
    dominated: str


def plans(found: Options) -> list[Row]:
    """All plans, the base first."""
    base = money.whole(found.costs[0]) if found.costs else NO_VALUE
    costs = [base, *(dearer(option.dearer) for option in found.options)]
    kept = ["the base", *(chance(option.within) for option in found.options)]
    return [
        Row(LETTERS[place], _title(found, place), costs[place], kept[place], _by(found, place))
        for place in range(len(found.scenarios))
    ]


def standing(of: Standing, found: Options) -> str:
    """How the plans stand on one primary outcome, in a sentence without its stop."""
    return _on([in_plain_words(CATALOGUE[of.measure])], _told(of, found))


def _on(outcomes: Sequence[str], told: str) -> str:
    """What is told of some outcomes, put in where they are named."""
    either = " or ".join(filter(None, [", ".join(outcomes[:-1]), outcomes[-1]]))
    return told.replace(_OUTCOMES, either)


def _told(of: Standing, found: Options) -> str:
    """How the plans stand on one primary outcome; `_OUTCOMES` stands for its name."""
    if not of.lead.years:
        return f"Nothing can be told of {_OUTCOMES}"
    if of.named is None:
        return f"No plan is named best on {_OUTCOMES}: {_why_none(of, found)}"
    plan, unit = _plan(of.named), CATALOGUE[of.measure].unit
    by = abs(of.lead.outcome.difference.mean)
    lead = amount(number(by, 2 if unit == "per child" else 1), unit)
    ahead = f"{lead} ahead of {LETTERS[of.followed_by]}"
    if by <= of.lead.margin:
        less = f"less than the margin of {answer.margin(of.lead)}"
        return f"{plan} leads on {_OUTCOMES}, {ahead}, which is {less}"
    kept = found.options[of.named - 1].within if of.named else None
    if kept is None or kept.is_likely:
        return f"{plan} is best on {_OUTCOMES}, {ahead}"
    return (
        f"{plan} is best on {_OUTCOMES}, {ahead}, but to keep all its guardrails is {chance(kept)}"
    )


def _why_none(of: Standing, found: Options) -> str:
    """Why no plan is named best."""
    first, *others = of.leading
    if found.first.pairs < FIRST_LOOK:
        return f"under {FIRST_LOOK} runs of each tell too little"
    if not others:
        worlds = counted(of.best[first].worlds, "world")
        return (
            f"{_plan(first)} leads on the mean, and is best in {of.best[first].count} of {worlds}"
        )
    if len(of.leading) == len(found.scenarios):
        return "the plans cannot be told apart"
    return f"{_letters(sorted(of.leading))} cannot be told apart"


def guardrails(found: Options) -> str:
    """How probable it is that each option keeps all its guardrails at once."""
    told = [
        f"{LETTERS[place]} {chance(option.within)}"
        for place, option in enumerate(found.options, start=1)
    ]
    return f"To keep all guardrails at once: {'; '.join(told)}."


def domination(found: Options) -> str:
    """Which plans are dominated by which, without a stop."""
    told = [
        f"{_plan(place)} is dominated {_by(found, place)}"
        for place in range(len(found.scenarios))
        if found.dominating(place)
    ]
    return "; ".join(told) or "No plan is dominated by another"


def chance(of: Chance) -> str:
    """A probability in the words of the yardstick, and in how many worlds: likely, 30 of 45."""
    if math.isnan(of.share):
        return "cannot be told"
    worlds = f", {of.count} of {counted(of.worlds, 'world')}" if of.worlds > 1 else ""
    return f"{of.likelihood}{worlds}"


def share(of: Chance) -> str:
    """A probability in a cell: 67 %."""
    return NO_VALUE if math.isnan(of.share) else f"{100 * of.share:.0f} %"


def cost(found: Options) -> str:
    """What a year of each plan's posts costs, against the base."""
    if not found.costs:
        return NO_COSTS
    differ = [
        f"{LETTERS[place]} {dearer(option.dearer)}"
        for place, option in enumerate(found.options, start=1)
        if option.dearer is not None and not _is_nothing(option.dearer)
    ]
    base = f"A year of A's posts costs {money.whole(found.costs[0])}"
    if not differ:
        return f"{base}; those of every option the same."
    same = len(found.options) - len(differ)
    rest = f"; the {'other' if same == 1 else 'others'} the same" if same else ""
    return f"{base}; {'; '.join(differ)}{rest}."


def no_frontier(found: Options) -> str:
    """Why cost is not drawn against outcomes; empty where it is."""
    if not found.costs:
        return NO_COSTS
    if all(option.dearer is None or _is_nothing(option.dearer) for option in found.options):
        return "All plans cost the same: there is no cost to draw against what they do."
    return ""


def dearer(more: Pounds | None) -> str:
    """What a year of a plan's posts costs more or less than the base's."""
    if more is None:
        return NO_VALUE
    less = Pounds(-more.value, -more.high, -more.low)
    if _is_nothing(more):
        return "the same"
    if more.low < 0 < more.high:
        size, word = (less, "less") if more.value < 0 else (more, "more")
        return f"{money.short(size)} {word}, or the other way round, as prices go"
    return f"{money.whole(less)} less" if more.high <= 0 else f"{money.whole(more)} more"


def demands(found: Options) -> list[str]:
    """A warning for each option that does not meet the same families as the base."""
    told = enumerate((different_demand(found.base, each.scenario) for each in found.options), 1)
    return [f"{LETTERS[place]}: {warning}" for place, warning in told if warning]


def _standings(found: Options) -> str:
    """A clause for each thing that is told of primary outcomes."""
    clauses: dict[str, list[str]] = {}
    for each in found.standings:
        on = in_plain_words(CATALOGUE[each.measure])
        clauses.setdefault(_told(each, found), []).append(on)
    first, *others = (_on(outcomes, told) for told, outcomes in clauses.items())
    return f"{'; '.join([first, *map(_lowered, others)])}."


def _title(found: Options, place: int) -> str:
    return shortened(clean(found.scenarios[place].title), _LONGEST) or "(no title)"


def _lowered(clause: str) -> str:
    """A clause inside a sentence; one that begins with a letter of a plan keeps it."""
    begins_with_plan = clause.partition(" ")[0].strip(",") in LETTERS
    return clause if begins_with_plan else f"{clause[:1].lower()}{clause[1:]}"


def _by(found: Options, place: int) -> str:
    by = found.dominating(place)
    return f"by {_letters(by)}" if by else "no"


def _plan(place: int) -> str:
    return "A, the base," if place == 0 else LETTERS[place]


def _letters(places: Sequence[int]) -> str:
    return listed([LETTERS[place] for place in places])


def _is_nothing(more: Pounds) -> bool:
    return more.low == more.high == 0

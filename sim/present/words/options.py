"""Options in words: who is best and who cannot be told apart, at what loss and what cost.

A plan is best only where it is named so; one that leads by less than the margin is not. Letters
stand for the plans: A is the base, the options follow in the order given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiment.statistics.verdict import Chance
from sim.experiment.studies.options import Options, Standing
from sim.experiment.worlds.worlds import Basis
from sim.measures.catalogue import CATALOGUE
from sim.present.words import answer
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
NO_COSTS = "What the plans cost is not shown: the base gives no prices of posts."
_LONGEST = 60
"""Characters of a plan's title beside its letter."""


def sentences(found: Options) -> list[str]:
    """The answer: warnings of demand, who is best, guardrails, who is dominated, what it costs."""
    told = [_standings(found), guardrails(found), _dominated(found), cost(found)]
    if found.first.basis is Basis.PLANNED:
        told[0] = f"With inputs as planned, {_lowered(told[0])}"
    return [*demands(found), *filter(None, told)]


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
    base = pounds(found.costs[0]) if found.costs else NO_VALUE
    costs = [base, *(dearer(option.dearer) for option in found.options)]
    kept = ["the base", *(chance(option.within) for option in found.options)]
    return [
        Row(LETTERS[place], _title(found, place), costs[place], kept[place], _by(found, place))
        for place in range(len(found.scenarios))
    ]


def standing(of: Standing, found: Options) -> str:
    """How the plans stand on one primary outcome, in a clause."""
    on = in_plain_words(CATALOGUE[of.measure])
    if not of.lead.years:
        return f"Nothing can be told on {on}"
    if of.named is not None:
        unit = CATALOGUE[of.measure].unit
        by = abs(of.lead.outcome.difference.mean)
        lead = amount(number(by, 2 if unit == "per child" else 1), unit)
        if by > of.lead.margin:
            return f"{_plan(of.named)} is best on {on}, {lead} ahead of the next"
        margin = answer.margin(of.lead)
        return f"{_plan(of.named)} leads on {on}, but by less than the margin ({lead} of {margin})"
    none = f"No plan is named best on {on}"
    if len(of.leading) == 1:
        first = of.leading[0]
        return f"{none}: {_plan(first)} leads on the mean, and is best {_times(of.best[first])}"
    if len(of.leading) == len(found.scenarios):
        return f"{none}: they cannot be told apart"
    return f"{none}: {_letters(sorted(of.leading))} cannot be told apart"


def guardrails(found: Options) -> str:
    """How probable it is that each option keeps all its guardrails at once."""
    told = [
        f"{LETTERS[place]} {chance(option.within)}"
        for place, option in enumerate(found.options, start=1)
    ]
    return f"To keep all guardrails at once: {'; '.join(told)}."


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
    base = f"A year of A's posts costs {pounds(found.costs[0])}"
    if not differ:
        return f"{base}; every option's the same, as the posts are equal in number and kind."
    same = len(found.options) - len(differ)
    rest = f"; the {'other' if same == 1 else 'others'} the same" if same else ""
    return f"{base}; {'; '.join(differ)}{rest}."


def dearer(more: Pounds | None) -> str:
    """What a plan costs more or less than the base: £120,000 more (£100,000 to £140,000)."""
    if more is None:
        return NO_VALUE
    if _is_nothing(more):
        return "the same"
    word = "more" if more.value > 0 else "less"
    low, high = sorted((more.low, more.high), key=abs)
    if more.low < 0 < more.high:
        return f"{_sum(more.value)} {word} ({_sum(more.low)} less to {_sum(more.high)} more)"
    return f"{_sum(more.value)} {word}{_ends(low, high)}"


def pounds(of: Pounds) -> str:
    """A sum with its range: £4.43 million (£3.80 million to £5.10 million)."""
    return f"{_sum(of.value)}{_ends(of.low, of.high)}"


def demands(found: Options) -> list[str]:
    """A warning for each option that does not meet the same families as the base."""
    told = enumerate((different_demand(found.base, each.scenario) for each in found.options), 1)
    return [f"{LETTERS[place]}: {warning}" for place, warning in told if warning]


def _standings(found: Options) -> str:
    first, *others = (standing(each, found) for each in found.standings)
    return f"{'; '.join([first, *map(_lowered, others)])}."


def _dominated(found: Options) -> str:
    told = [
        f"{_plan(place)} is dominated {_by(found, place)}"
        for place in range(len(found.scenarios))
        if found.dominating(place)
    ]
    return f"{'; '.join(told)}." if told else "No plan is dominated by another."


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


def _times(of: Chance) -> str:
    return f"in {of.count} of {counted(of.worlds, 'world')}"


def _is_nothing(more: Pounds) -> bool:
    return more.low == more.high == 0


def _ends(low: float, high: float) -> str:
    return f" ({_sum(low)} to {_sum(high)})" if low != high else ""


def _sum(value: float) -> str:
    """Pounds, in millions from one on, without a sign."""
    size = abs(value)
    return f"£{number(size / 1e6, 2)} million" if size >= 1e6 else f"£{number(size, 0)}"

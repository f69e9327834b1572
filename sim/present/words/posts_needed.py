"""Posts needed in words: how many keep the limits, what one fewer does, what stands in the way."""

from __future__ import annotations

import math

from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.best_split import BestSplit
from sim.experiment.studies.limits import Kept, Limit, LimitKept
from sim.experiment.studies.posts_needed import Confirmed, PostsNeeded
from sim.experiment.studies.trying_posts import Question
from sim.experiment.worlds.worlds import Basis
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.present.words.measures import in_plain_words, subject
from sim.present.words.names import clean
from sim.present.words.numbers import NO_VALUE, amount, counted, number, percent
from sim.scenario.exact.posts import Split
from sim.scenario.words import listed

HOW_POSTS_MOVE = (
    "A post is one of each team's fullest line of posts, permanent and filled: full time where the "
    "team has such. Vacancies, agency workers and the newly qualified stay in their teams. It is "
    "taken that more posts never keep less; each total is split by equal load unless runs show "
    "clearly that another split keeps more."
)
"""What a post is here, and what the search takes for granted."""
HOW_SURE = (
    "Totals in the search are left as soon as it is clear on which side of the wanted share they "
    "are (90 % over all looks at once), or when there are no more runs; then the estimate decides. "
    "So neighbours near the share cannot always be told apart: the fresh runs say how far."
)
"""What error the search has."""
_NAMED = 3
"""Limits that stand in the way, told by name."""


def headline(found: PostsNeeded) -> str:
    """The answer: the fewest posts, or that there is no such number, and what fresh runs say."""
    if found.found is None:
        return f"{finding(found)}: {_in_the_way(found.curve[-1].kept, found.target)}."
    told = f"{finding(found)}."
    return told if found.confirmed is None else f"{told} {_confirmed(found.confirmed)}"


def finding(found: PostsNeeded) -> str:
    """The answer without how sure it is."""
    posts, keep = found.question.posts.role, _keep(found.question, found.target)
    if found.found is None:
        return f"Not even {counted(found.most, f'{posts} post')} {keep}"
    is_open = found.confirmed is not None and not found.confirmed.agrees
    is_split = found.change == 0 and found.found.split != found.planned.split
    as_planned = f"{change(found.change)}{', split otherwise' if is_split else ''}"
    total = f"{counted(found.found.total, f'{posts} post')}, {as_planned},"
    return f"{'Not confirmed: ' if is_open else ''}{total} {keep}"


def split_headline(found: BestSplit) -> str:
    """The answer: how today's posts should be split, or that it makes no clear difference."""
    kept = f"All limits kept, in fresh runs: {kept_in(found.fresh.kept)}."
    if not found.is_other:
        return (
            f"No split is shown to keep the limits better than the one there is: "
            f"{split_of(found.question, found.planned.split)}. {kept}"
        )
    gain = _margins(found.gain)
    if found.is_confirmed:
        before = kept_in(found.fresh_planned.kept)
        return (
            f"Better split: {split_of(found.question, found.best.split)}. In fresh runs it keeps a "
            f"year's tightest limit by {gain} more than the split there is. "
            f"{kept.removesuffix('.')}; with the split there is, {before}."
        )
    return (
        f"Not confirmed: {split_of(found.question, found.best.split)} looked better in the search, "
        f"and fresh runs do not show it ({gain}). Keep the split there is."
    )


def basis(question: Question) -> str:
    """Where the inputs come from."""
    match question.basis:
        case Basis.WORLDS:
            return (
                "Over plausible worlds: sets of assumptions, each within its evidence, that fit "
                "the figures reported."
            )
        case Basis.RANGES:
            return (
                "Over worlds drawn from the ranges of the inputs, which nothing reported narrows "
                "here."
            )
        case Basis.PLANNED:
            return (
                "With all inputs as planned: doubt about the inputs is left out, and the number "
                "may be another with other inputs. A probability here is that of the mean over "
                "many years."
            )


def change(posts: int) -> str:
    """Posts more than planned, or fewer."""
    if posts == 0:
        return "as many as planned"
    return f"{abs(posts)} {'more' if posts > 0 else 'fewer'} than planned"


def how_split(found: PostsNeeded) -> str:
    """Whether totals are split by equal load, or what is moved beside it."""
    shifts = [
        f"{clean(name)} {posts:+d}"
        for name, posts in zip(found.question.posts.teams, found.moved, strict=True)
        if posts
    ]
    if not shifts:
        return "Every total is split by equal load: no other split tried was clearly better."
    return f"Every total is split by equal load, then moved: {', '.join(shifts)}."


def split_of(question: Question, split: Split) -> str:
    """Posts by team: Access 15, South 17."""
    teams = zip(question.posts.teams, split, strict=True)
    return ", ".join(f"{clean(name)} {posts}" for name, posts in teams)


def limit(of: Limit, base: str = "A") -> str:
    """A limit as a person would say it."""
    measure = CATALOGUE[of.measure]
    name = in_plain_words(measure) if of.measure in JUDGED else subject(measure)
    value = f"{abs(of.value):g}"
    if of.is_change:
        return f"{name}: no worse than in {clean(base)} by more than {amount(value, measure.unit)}"
    shown = f"{value} %" if measure.unit == "%" else amount(value, measure.unit)
    return f"{name}: at {'least' if of.at_least else 'most'} {shown}"


def kept_in(kept: Kept) -> str:
    """In how many worlds limits are kept, or with which probability: 41 of 45 worlds (82-96 %)."""
    if math.isnan(kept.share):
        return "cannot be told"
    low, high = (f"{100 * end:.0f}" for end in kept.ends)
    if kept.worlds == 1:
        return f"probability {low} %" if low == high else f"probability {low} to {high} %"
    return f"{kept.chance.count} of {kept.worlds} worlds ({low}-{high} %)"


def limit_kept(of: LimitKept) -> str:
    """The same for one limit."""
    if math.isnan(of.chance.share):
        return "nothing to measure"
    if of.chance.worlds == 1:
        return f"probability {100 * of.chance.share:.0f} %"
    return f"{of.chance.count} of {of.chance.worlds} worlds"


def level(of: LimitKept) -> str:
    """What a limit is about: 89.6 (87.1 to 92.0), or the change, signed."""
    found = of.level
    if not found.is_known:
        return NO_VALUE
    unit = CATALOGUE[of.limit.measure].unit
    if unit == "%" and not of.limit.is_change:
        found = found.within(0, 100)
    decimals = 2 if unit == "per child" else 1
    ends = (found.mean, found.low, found.high)
    mean, low, high = (number(each, decimals, of.limit.is_change) for each in ends)
    return f"{mean} ({low} to {high})"


def _keep(question: Question, target: float) -> str:
    """What posts do, and how surely: keep all 11 limits in 80 % of worlds."""
    limits = len(question.limits)
    keep = {1: "keep the limit", 2: "keep both limits"}.get(limits, f"keep all {limits} limits")
    if question.basis is Basis.PLANNED:
        return f"{keep} with a probability of {percent(target)}, inputs as planned"
    return f"{keep} in {percent(target)} of worlds"


def _confirmed(found: Confirmed) -> str:
    """What fresh runs say of the answer, and of one post fewer."""
    here = f"In fresh runs that is {kept_in(found.found.kept)}"
    if found.one_fewer is None:
        return f"{here}; there can be no fewer."
    there = f"{here}; with one post fewer {kept_in(found.one_fewer.kept)}"
    if not found.found.kept.in_share(found.target):
        return f"{there}: by these it takes more posts, or more runs to tell."
    if found.one_fewer.kept.in_share(found.target):
        return f"{there}: by these one fewer may be enough; more runs would tell."
    return f"{there}."


def _in_the_way(kept: Kept, target: float) -> str:
    """The limits that are missed most, the worst first."""
    missed = sorted(
        (each for each in kept.each if each.chance.share < target),
        key=lambda each: each.chance.share,
    )
    names = [f"{limit(each.limit, 'the base')} ({limit_kept(each)})" for each in missed[:_NAMED]]
    if not names:
        return f"each limit is kept alone, and all at once {kept_in(kept)}"
    more = len(missed) - _NAMED
    rest = [f"{counted(more, 'other limit')}"] if more > 0 else []
    return f"what stands in the way is {listed(names + rest)}"


def _margins(gain: Interval) -> str:
    mean, low, high = (number(each, 2, signed=True) for each in (gain.mean, gain.low, gain.high))
    return f"{mean} margins ({low} to {high})" if gain.is_known else f"{mean} margins"

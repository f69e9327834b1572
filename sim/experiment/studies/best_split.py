"""The best split: the same posts between the same teams, moved while a move is clearly better.

It begins with the split by equal load, without a run, or the one there is, whichever runs show to
be better. Then one post at a time is tried from the teams whose hours are used least to those whose
are used most, all with the same luck, and Kim and Nelson's procedure (`selection`) says which may
be best. What is judged is how far a year keeps the limit that it keeps least, in margins. What is
there stays unless the interval of the difference (95 % over all splits tried beside it) shows the
other to be better: a split that was merely lucky is not taken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import Interval, paired_difference
from sim.experiment.statistics.selection import still_in
from sim.experiment.studies.limits import slack_by_year
from sim.experiment.studies.trying_posts import Numbers, Question, Tried, TryingPosts
from sim.scenario.exact.posts import Split

FIRST = 8
"""Runs of each split before any falls out."""
NO_DIFFERENCE = 0.25
"""Margins by which a split may be worse and count as well as the best."""
ERROR = 0.05
"""Probability that a step loses the best split, though it is better than all others by that; and
that it takes one that is no better than what was there."""
_ENDS = 2
"""Teams at either end, by the hours used, between which posts are tried."""


@dataclass(frozen=True)
class BestSplit:
    """How the posts there are should be split.

    Attributes:
        question: what was asked.
        planned: the split there is, over the runs of the search.
        equal: that by equal load.
        best: that which was taken.
        tried: how many splits were.
        fresh_planned: the split there is, over fresh runs.
        fresh: that which was taken, over the same.
        gain: by how much it keeps a year's tightest limit better than the one there is, in margins,
            over the fresh runs, in pairs.
    """

    question: Question
    planned: Tried
    equal: Tried
    best: Tried
    tried: int
    fresh_planned: Tried
    fresh: Tried
    gain: Interval

    @property
    def is_other(self) -> bool:
        """Whether another split than the one there is was taken."""
        return self.best.split != self.planned.split

    @property
    def is_confirmed(self) -> bool:
        """Whether fresh runs show it to be better."""
        return self.gain.is_known and self.gain.low > 0


def best_split(trying: TryingPosts, runs: int) -> BestSplit:
    """The best split of the posts there are.

    Args:
        trying: runs the splits.
        runs: of each split at most, to search; and as many fresh ones, to confirm.

    Raises:
        NoRunLeftError: if all runs of a split failed.
        NothingToKeepError: if a limit has no value in any run.
    """
    posts, search, fresh = trying.posts, range(runs), range(runs, 2 * runs)
    planned, equal = posts.today, posts.by_equal_load(sum(posts.today))
    seen = {planned, equal}
    best = chosen(trying, planned, [equal], search)
    best = refined(trying, best, search, seen)
    confirmed = tuple(trying.tried(each, fresh, "Confirming") for each in (planned, best))
    return BestSplit(
        question=trying.question,
        planned=trying.tried(planned, search, "Splitting"),
        equal=trying.tried(equal, search, "Splitting"),
        best=trying.tried(best, search, "Splitting"),
        tried=len(seen),
        fresh_planned=confirmed[0],
        fresh=confirmed[1],
        gain=_gain(trying, planned, best, fresh, posts.scenario.margins.confidence.value),
    )


def refined(trying: TryingPosts, split: Split, numbers: Numbers, seen: set[Split]) -> Split:
    """A split with posts moved one at a time while that is clearly better.

    Args:
        trying: runs the splits.
        split: where to begin.
        numbers: of the replications at most.
        seen: the splits tried so far; those tried now are added, and none is tried twice.
    """
    while True:
        moves = [each for each in _moves(trying, split, numbers) if each not in seen]
        seen.update(moves)
        better = chosen(trying, split, moves, numbers)
        if better == split:
            return split
        split = better


def chosen(trying: TryingPosts, now: Split, others: Sequence[Split], numbers: Numbers) -> Split:
    """The best of some splits; the first of them unless another is clearly better.

    Args:
        trying: runs the splits.
        now: the one that stays where nothing is clearly better.
        others: what may take its place.
        numbers: of the replications at most.
    """
    left = list(dict.fromkeys([now, *others]))
    first, runs, best = min(FIRST, len(numbers)), 0, now
    while len(left) > 1 and runs < len(numbers):
        runs = min(max(first, 2 * runs), len(numbers))
        trying.run("Splitting", left, numbers[:runs])
        values = np.array([_slacks(trying, each, numbers[:runs]) for each in left])
        values = values[:, np.isfinite(values).all(axis=0)]
        if values.size == 0:
            return now
        # From the first run on, so that what fell out before falls out again.
        stay = still_in(values, first, NO_DIFFERENCE, ERROR)
        left = [left[at] for at in stay]
        best = left[int(np.argmax(values[stay].mean(axis=1)))]
    if best == now:
        return now
    # Of like splits all but one fall out in the end: what is there must be shown to be worse.
    gain = _gain(trying, now, best, numbers[:runs], 1 - ERROR / len(others))
    return best if gain.low > 0 else now


def _slacks(trying: TryingPosts, split: Split, numbers: Numbers) -> list[float]:
    """How far each year keeps its tightest limit, in margins; nan where it cannot be told."""
    runs, base = trying.of(split, numbers)
    by_number = dict(
        zip(
            [run.number for run in runs],
            slack_by_year(trying.question.limits, runs, base).tolist(),
            strict=True,
        )
    )
    return [by_number.get(number, math.nan) for number in numbers]


def _moves(trying: TryingPosts, split: Split, numbers: Numbers) -> list[Split]:
    """One post from each of the teams with most time left to each of those with least."""
    trying.run("Splitting", [split], numbers[:FIRST])
    runs, _ = trying.of(split, numbers[:FIRST])
    figures = Figures.of(runs)
    used = [
        float(np.mean(figures[Key("utilisation", "team", name)])) for name in trying.posts.teams
    ]
    order = sorted(range(len(used)), key=lambda at: used[at])
    moves = []
    for taker in reversed(order[-_ENDS:]):
        for giver in order[:_ENDS]:
            move = tuple(number + (at == taker) - (at == giver) for at, number in enumerate(split))
            if taker != giver and trying.posts.can_be(move):
                moves.append(move)
    return moves


def _gain(
    trying: TryingPosts, before: Split, after: Split, numbers: Numbers, confidence: float
) -> Interval:
    """By how much a split keeps a year's tightest limit better than another, in margins."""
    trying.run("Splitting", [before, after], numbers)
    a, b = (np.array(_slacks(trying, each, numbers)) for each in (before, after))
    return paired_difference(a, b, confidence)

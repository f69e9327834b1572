"""Posts needed: the fewest posts that keep stated limits, found by simulation, confirmed by fresh.

Capacity arithmetic says where to begin. From there the total is stepped up, or down, in steps that
double, until one total keeps the limits and a smaller one does not; then the gap is halved. Each
total is run with the same luck in the same worlds, a few pairs first, and twice as many each time
until the interval of the share leaves the wanted one (90 % over all looks at once) or there are no
more pairs; then its estimate decides. This takes it that more posts never keep less.

Each total is split by equal load. At one post below the total found, posts are moved between teams
while that is clearly better (`best_split`); what moved then is moved at every total, and the search
goes on. At last the total found and one post fewer are run with numbers that no search has used.
Where these contradict the search, they join it, and others confirm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.experiment.statistics.settled import level_of
from sim.experiment.studies.best_split import FIRST, refined
from sim.experiment.studies.trying_posts import Numbers, Question, Tried, TryingPosts
from sim.experiment.worlds.worlds import TooFewWorldsError
from sim.scenario.exact.posts import Split

_ROUNDS = 3
"""Of confirming."""


@dataclass(frozen=True)
class Confirmed:
    """The total found and one post fewer, over runs that no search has used.

    Attributes:
        found: the total found.
        one_fewer: one post fewer, likewise; none where there can be no fewer.
        target: share of worlds in which the limits are to be kept.
    """

    found: Tried
    one_fewer: Tried | None
    target: float

    @property
    def agrees(self) -> bool:
        """Whether the total found keeps the limits, and one fewer misses them."""
        misses = self.one_fewer is None or not self.one_fewer.kept.in_share(self.target)
        return misses and self.found.kept.in_share(self.target)


@dataclass(frozen=True)
class PostsNeeded:
    """The fewest posts that keep limits.

    Attributes:
        question: what was asked.
        target: share of worlds in which all of it is, or probability with inputs as planned.
        start: total by capacity arithmetic, from which the search began.
        most: the largest total asked for.
        planned: the posts as planned, over runs of the search.
        curve: the totals tried in the search, the fewest first, each as it was last looked at.
        found: the smallest that keeps the limits by the search; none if the largest does not.
        confirmed: what fresh runs say of it; none without an answer.
        moved: posts that each team has above its equal load, or below.
    """

    question: Question
    target: float
    start: int
    most: int
    planned: Tried
    curve: tuple[Tried, ...]
    found: Tried | None
    confirmed: Confirmed | None
    moved: Split

    @property
    def change(self) -> int:
        """Posts more than planned, or fewer; 0 without an answer."""
        return 0 if self.found is None else self.found.total - self.planned.total


def posts_needed(trying: TryingPosts, target: float, most: int, runs: int) -> PostsNeeded:
    """The fewest posts that keep the limits.

    Args:
        trying: runs the splits.
        target: share of worlds in which all limits are to be kept, above 0 and below 1.
        most: the largest total to try, no smaller than the fewest that can be split.
        runs: of each total at most, to search; and as many fresh ones, to confirm.

    Raises:
        NoRunLeftError: if all runs of a total failed.
        NothingToKeepError: if a limit has no value in any run.
    """
    search = _Search(trying, target, most, runs)
    planned = search.looked_at(trying.posts.today)
    start = trying.posts.needed(most)
    total = search.with_better_splits(search.crossing(start))
    confirmed = None
    while total is not None:
        confirmed = _confirmed(search, total, range(search.pairs, search.pairs + runs))
        further = search.pairs + 2 * runs
        if confirmed.agrees or further > (1 + _ROUNDS) * runs or not _has_worlds(trying, further):
            break
        search.pairs += runs
        confirmed, total = None, search.crossing(total)
    return PostsNeeded(
        question=trying.question,
        target=target,
        start=start,
        most=most,
        planned=planned,
        curve=tuple(search.curve[each] for each in sorted(search.curve)),
        found=None if total is None else search.curve[total],
        confirmed=confirmed,
        moved=search.moved,
    )


def _confirmed(search: _Search, total: int, numbers: Numbers) -> Confirmed:
    title, trying = "Confirming", search.trying
    found = trying.tried(search.split(total), numbers, title)
    if total == trying.posts.fewest:
        return Confirmed(found, None, search.target)
    fewer = trying.tried(search.split(total - 1), numbers, title)
    return Confirmed(found, fewer, search.target)


def _has_worlds(trying: TryingPosts, runs: int) -> bool:
    try:
        if trying.question.worlds is not None:
            trying.question.worlds.hold(runs)
    except TooFewWorldsError:
        return False
    return True


@dataclass
class _Search:
    """The totals looked at so far.

    Attributes:
        trying: runs the splits.
        target: share of worlds in which all limits are to be kept.
        most: the largest total.
        pairs: runs of each total at most.
        moved: posts that each team has above its equal load, or below.
        curve: what was found of each total.
    """

    trying: TryingPosts
    target: float
    most: int
    pairs: int
    moved: Split = ()
    curve: dict[int, Tried] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.moved = (0,) * len(self.trying.posts.places)

    def split(self, total: int) -> Split:
        """A total split by equal load, with what was moved."""
        equal = self.trying.posts.by_equal_load(total)
        moved = tuple(number + more for number, more in zip(equal, self.moved, strict=True))
        return moved if self.trying.posts.can_be(moved) else equal

    def looked_at(self, split: Split) -> Tried:
        """A split over as many pairs as it takes, or all there are."""
        looks = [self.pairs]
        while looks[0] > FIRST:
            looks.insert(0, max(FIRST, (looks[0] + 1) // 2))
        level = level_of(len(looks))
        for pairs in looks:
            found = self.trying.tried(split, range(pairs), "Searching")
            if found.kept.is_clear(self.target, level):
                break
        return found

    def is_kept(self, total: int) -> bool:
        """Whether a total keeps the limits, as far as the search can tell."""
        self.curve[total] = self.looked_at(self.split(total))
        return self.curve[total].kept.in_share(self.target)

    def crossing(self, start: int) -> int | None:
        """The smallest total that keeps the limits; none if the largest does not.

        Args:
            start: where to begin.
        """
        fewest = self.trying.posts.fewest
        step = 1
        if self.is_kept(start):
            below, above = fewest - 1, start
            while above > fewest and self.is_kept(probe := max(fewest, above - step)):
                above, step = probe, 2 * step
            if above > fewest:
                below = probe
        else:
            below, above = start, self.most
            while below < self.most and not self.is_kept(probe := min(self.most, below + step)):
                below, step = probe, 2 * step
            if below == self.most:
                return None
            above = probe
        while above - below > 1:
            middle = (below + above) // 2
            if self.is_kept(middle):
                above = middle
            else:
                below = middle
        return above

    def with_better_splits(self, total: int | None) -> int | None:
        """The smallest total once posts are moved between teams where that is clearly better.

        Args:
            total: the smallest by equal load alone.
        """
        posts, seen = self.trying.posts, set[Split]()
        while total is not None and total > posts.fewest and len(posts.places) > 1:
            split = self.split(total - 1)
            better = refined(self.trying, split, range(self.pairs), seen)
            if better == split:
                break
            equal = posts.by_equal_load(total - 1)
            self.moved = tuple(now - was for now, was in zip(better, equal, strict=True))
            # Of the splits by equal load alone, which nobody will have.
            self.curve.clear()
            total = self.crossing(total - 1)
        return total

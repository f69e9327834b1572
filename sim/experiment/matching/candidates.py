"""Candidates: sets of values drawn from what has not been ruled out.

Where hardly any set is left of a space of two hundred inputs, drawing from the whole space and
throwing away is hopeless. Many sets are moved at once instead, at first anywhere, then held to a
floor that rises by steps: those whose chance lies below it stay in proportion to it, all others
stay as likely as one another (subset simulation: Au and Beck 2001, doi
10.1016/S0266-8920(01)00019-4). Moves are redraws of some blocks, and steps along the difference of
two other sets (ter Braak 2006, doi 10.1007/s11222-006-8769-1), which keep every total of shares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.space import Space, Values

LogChance = Callable[[Values], NDArray[np.float64]]
"""For each set the log of the chance that a run reproduces every figure, as far as is known."""

SETS = 2000
"""Moved together."""
_SWEEPS = 60
"""Moves of each set after the floor has risen, at most; two for every block."""
_LAST_SWEEPS = 400
"""Moves once the floor stays, at most; ten for every block."""
_HALF = 0.5


@dataclass(frozen=True)
class Candidates:
    """Sets drawn.

    Attributes:
        values: shape (sets, inputs).
        log_chance: of each.
        floor: above it all sets are as likely as one another; a log of a chance.
    """

    values: Values
    log_chance: NDArray[np.float64]
    floor: float

    @property
    def expected(self) -> float:
        """Share of them that would reproduce everything in one run."""
        return float(np.exp(self.log_chance).mean())


def draw(
    space: Space, log_chance: LogChance, wanted: float, rng: np.random.Generator
) -> Candidates:
    """Draw sets, by a floor just high enough.

    Args:
        space: of the inputs.
        log_chance: what is known of a set.
        wanted: share of the sets that should reproduce everything in one run. Where no floor is
            high enough, sets are drawn in proportion to their chance.
        rng: where chance comes from.

    Raises:
        CannotVaryError: if the ranges of some shares do not let them add up.
    """
    values = space.spread(SETS, rng)
    chances = log_chance(values)
    moves = _Moves(space, _weights(space, values, chances), log_chance, rng)
    floor = float(chances.min())
    sweeps = min(_SWEEPS, 2 * len(space.blocks)), min(_LAST_SWEEPS, 10 * len(space.blocks))
    while np.exp(chances).mean() < wanted and floor < chances.max():
        floor, kept = _raised(chances, floor, wanted, rng)
        values, chances = moves.moved(values[kept], chances[kept], floor, sweeps[0])
    return Candidates(*moves.moved(values, chances, floor, sweeps[1]), floor)


def _raised(
    chances: NDArray[np.float64], floor: float, wanted: float, rng: np.random.Generator
) -> tuple[float, NDArray[np.int64]]:
    """The next floor, at which half of the sets count, and which sets are carried over to it."""
    low, high = floor, float(chances.max())
    for _ in range(40):
        middle = (low + high) / 2
        weights = _weights_at(chances, floor, middle)
        enough = np.sum(weights * np.exp(chances)) / weights.sum() >= wanted
        if weights.sum() ** 2 / np.sum(weights**2) < _HALF * len(chances) or enough:
            high = middle
        else:
            low = middle
    weights = _weights_at(chances, floor, high)
    # Systematic resampling: each set as often as its weight says, to within one.
    marks = (rng.random() + np.arange(len(chances))) / len(chances)
    return high, np.searchsorted(np.cumsum(weights / weights.sum()), marks).clip(
        max=len(chances) - 1
    )


def _weights_at(chances: NDArray[np.float64], before: float, after: float) -> NDArray[np.float64]:
    """How much more likely each set is under the new floor than under the one before."""
    return np.asarray(np.exp(np.minimum(chances - after, 0) - np.minimum(chances - before, 0)))


def _weights(space: Space, values: Values, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """How often each block is moved: the more, the more its inputs have to do with the chance."""
    ranks = np.argsort(np.argsort(chances))
    with np.errstate(invalid="ignore", divide="ignore"):  # a share may be left one value
        correlation = np.nan_to_num(np.corrcoef(values.T, ranks)[-1, :-1])
    strongest = np.array([np.max(correlation[list(block.members)] ** 2) for block in space.blocks])
    weights = strongest + max(float(strongest.mean()), 1e-9)
    return np.asarray(weights / weights.sum())


class _Moves:
    """Moves of many sets at once, that leave the sets not ruled out as likely as one another."""

    def __init__(
        self,
        space: Space,
        weights: NDArray[np.float64],
        log_chance: LogChance,
        rng: np.random.Generator,
    ) -> None:
        self._space = space
        self._weights = weights
        self._log_chance = log_chance
        self._rng = rng

    def moved(
        self, values: Values, chances: NDArray[np.float64], floor: float, sweeps: int
    ) -> tuple[Values, NDArray[np.float64]]:
        """The sets after so many moves, with their chances."""
        values, chances = values.copy(), chances.copy()
        half = len(values) // 2
        for _ in range(sweeps):
            order = self._rng.permutation(len(values))
            for some, others in ((order[:half], order[half:]), (order[half:], order[:half])):
                tried = values[some]
                if self._rng.random() < _HALF:
                    self._redraw(tried)
                else:
                    self._step(tried, values[others])
                new = np.full(len(some), -np.inf)
                fits = self._space.holds(tried)
                if fits.any():
                    new[fits] = self._log_chance(tried[fits])
                gain = np.minimum(new, floor) - np.minimum(chances[some], floor)
                taken = np.log(self._rng.random(len(some))) < gain
                values[some[taken]], chances[some[taken]] = tried[taken], new[taken]
        return values, chances

    def _blocks(self, most: int) -> NDArray[np.int64]:
        """Some blocks, from one to so many."""
        usable = int(np.count_nonzero(self._weights))
        number = min(int(np.exp(self._rng.uniform(0, np.log(most + 1)))), usable)
        return self._rng.choice(len(self._weights), number, replace=False, p=self._weights)

    def _redraw(self, tried: Values) -> None:
        """Draw some blocks anew, whatever they were."""
        for number in self._blocks(8):
            block = self._space.blocks[number]
            tried[:, block.members] = self._space.drawn(block, len(tried), self._rng)

    def _step(self, tried: Values, others: Values) -> None:
        """Go along the difference of two other sets, in some blocks."""
        members = np.concatenate(
            [np.array(self._space.blocks[number].members) for number in self._blocks(24)]
        )
        one, other = (self._rng.integers(0, len(others), len(tried)) for _ in range(2))
        length = 2.38 / np.sqrt(2 * len(members)) * self._rng.uniform(0.5, 1.0)
        difference = others[np.ix_(one, members)] - others[np.ix_(other, members)]
        tried[:, members] += length * difference

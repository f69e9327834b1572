"""Luck: random draws that belong to a family or a post and a purpose, never to a moment.

Two structures that meet the same family therefore meet the same luck, however differently they
order the work, and one more family changes nobody else's.
"""

from __future__ import annotations

import math
import struct
from bisect import bisect_right
from hashlib import blake2b
from statistics import NormalDist

import numpy as np

LARGEST_SEED = 2**63 - 1
"""Also of the number of a replication: what every file and table can hold."""

_FOUR = struct.Struct("<4Q")
_TO_UNIT = 2.0**-53
_NORMAL = NormalDist()


class UnusableSeedError(ValueError):
    """A seed, or the number of a replication, that cannot identify any luck."""


def identity(number: int, of: str = "seed") -> int:
    """A number that identifies luck, if it can.

    Args:
        number: the number, which must be a whole one from 0 to `LARGEST_SEED`.
        of: what it is the number of.

    Raises:
        UnusableSeedError: if it cannot.
    """
    is_whole = isinstance(number, int) and not isinstance(number, bool)
    if not is_whole or not 0 <= number <= LARGEST_SEED:
        given = f"{number!r:.40}" if not is_whole else "less" if number < 0 else "more"
        raise UnusableSeedError(f"a {of} is a whole number from 0 to {LARGEST_SEED}, not {given}")
    return number


class Luck:
    """All draws of one replication, keyed by (seed, replication, purpose, ...)."""

    def __init__(self, seed: int, replication: int) -> None:
        """Fix the replication; equal arguments give equal draws on every machine.

        Raises:
            UnusableSeedError: if a number is no whole one from 0 to `LARGEST_SEED`.
        """
        self._seed = identity(seed)
        self._replication = identity(replication, "replication")
        self._prefix = f"{seed}/{replication}/"

    def draws(self, *key: object) -> tuple[float, float, float, float]:
        """Four independent uniform draws in [0, 1) that belong to a key.

        Args:
            *key: what the draws are for, such as a family, a purpose and an occurrence.
        """
        digest = blake2b(f"{self._prefix}{key}".encode(), digest_size=32).digest()
        one, two, three, four = _FOUR.unpack(digest)
        return (
            (one >> 11) * _TO_UNIT,
            (two >> 11) * _TO_UNIT,
            (three >> 11) * _TO_UNIT,
            (four >> 11) * _TO_UNIT,
        )

    def draw(self, *key: object) -> float:
        """The first of the draws that belong to a key."""
        digest = blake2b(f"{self._prefix}{key}".encode(), digest_size=32).digest()
        return (int.from_bytes(digest[:8], "little") >> 11) * _TO_UNIT

    def stream(self, purpose: str) -> np.random.Generator:
        """A generator for one purpose, for draws made in batches, one a row in a fixed order."""
        code = int.from_bytes(blake2b(purpose.encode(), digest_size=4).digest())
        entropy = np.random.SeedSequence(self._seed, spawn_key=(self._replication, code))
        return np.random.Generator(np.random.PCG64DXSM(entropy))


def exponential(draw: float, rate: float) -> float:
    """The waiting time with this rate that a uniform draw stands for; infinite at rate 0."""
    return -math.log1p(-draw) / rate if rate > 0 else math.inf


def lognormal(draw: float, spread: float) -> float:
    """The factor of mean 1 that a uniform draw stands for.

    Args:
        draw: the draw.
        spread: standard deviation over mean, above 0.
    """
    variance = math.log1p(spread**2)
    normal = _NORMAL.inv_cdf(min(max(draw, _TO_UNIT), 1 - _TO_UNIT))
    return math.exp(math.sqrt(variance) * normal - variance / 2)


def choose(draw: float, cumulative: tuple[float, ...]) -> int:
    """The index that a uniform draw picks from cumulative chances that end at 1."""
    return min(bisect_right(cumulative, draw), len(cumulative) - 1)

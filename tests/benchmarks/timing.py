"""Timing: rivals take turns, so that what slows the machine slows them all; medians of ratios."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def in_turn(rivals: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds that each of several takes, in every round.

    Args:
        rivals: what to time, by name.
        rounds: how often each is timed; each round times all of them once.
    """
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(rounds):
        for name, act in rivals.items():
            times[name].append(seconds(act))
    return times


def ratio(of: list[float], to: list[float]) -> float:
    """The median over rounds of one time over another of the same round."""
    return median(one / other for one, other in zip(of, to, strict=True))

"""A clock: things to happen in order of time, then in order of being planned, on a heap."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from heapq import heappop, heappush
from itertools import count


class Signal:
    """Something that steps may wait for; it happens once."""

    def __init__(self) -> None:
        self.happened = False
        self.then: list[Callable[[], None]] = []

    def happen(self) -> None:
        """It has happened: whoever waits goes on."""
        self.happened = True
        for act in self.then:
            act()
        self.then = []


Steps = Generator["float | Signal", None, None]
"""Yields working days to pass, or a signal to wait for."""


class Clock:
    """Working days from 0 on."""

    def __init__(self) -> None:
        self.now = 0.0
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, time: float, act: Callable[[], None]) -> None:
        """Have something done at a time, which is not past."""
        heappush(self._heap, (max(time, self.now), next(self._order), act))

    def after(self, days: float, act: Callable[[], None]) -> None:
        """Have something done after so many working days."""
        self.at(self.now + days, act)

    def follow(self, steps: Steps) -> None:
        """Go through steps, each when what the one before waits for is over."""
        for awaited in steps:
            if isinstance(awaited, Signal):
                if awaited.happened:
                    continue
                awaited.then.append(partial(self.follow, steps))
            else:
                self.after(awaited, partial(self.follow, steps))
            return

    def run(self, until: float) -> None:
        """Let everything happen that is to happen before a time."""
        while self._heap and self._heap[0][0] < until:
            self.now, _, act = heappop(self._heap)
            act()

"""The journal: writes the rows of the event log while a replication runs."""

from __future__ import annotations

import math
from struct import Struct

import numpy as np
from numpy.typing import NDArray
from simpy import Environment

from sim.model.events import Column, Event

_ROW = Struct(f"{len(Column)}d")


class Labels(dict[str, int]):
    """Indices of labels, given out in order of first use."""

    def __missing__(self, text: str) -> int:
        """Give a new label the next index."""
        index = self[text] = len(self)
        return index


class Journal:
    """Collects events, and turns names into the indices that the log stores."""

    def __init__(self, env: Environment) -> None:
        """Start an empty journal on the clock of `env`."""
        self._env = env
        self._rows = bytearray()
        self.labels = Labels()

    def rows(self) -> NDArray[np.float64]:
        """All rows so far, shape (events, 10), columns as `Column`."""
        return np.frombuffer(bytes(self._rows)).reshape(-1, len(Column))

    def note(
        self,
        event: Event,
        family: int,
        activity: int = -1,
        team: int = -1,
        worker: int = -1,
        label: int = -1,
        amount: float = 0.0,
        due: float = math.nan,
        since: float = math.nan,
    ) -> None:
        """Write one row; the columns are those of `sim.model.events.Column`."""
        self._rows += _ROW.pack(
            self._env.now, family, event, activity, team, worker, label, amount, due, since
        )

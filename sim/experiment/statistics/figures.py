"""Figures: which values a replication gives, and the values of many replications side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.measures.tally import WHOLE


class Key(NamedTuple):
    """Which figure: a measure of the catalogue, for the whole service or a part of it."""

    measure: str
    scope: str = WHOLE[0]
    name: str = WHOLE[1]


Keys = tuple[Key, ...]


@lru_cache(maxsize=64)
def shared(keys: Keys) -> Keys:
    """The first tuple that was equal to this one: thousands of replications then hold one."""
    return keys


class HasFigures(Protocol):
    """One replication: its number, which figures it has, and their values in that order."""

    @property
    def number(self) -> int:
        """The replication's number."""

    @property
    def keys(self) -> Keys:
        """The figures it has."""

    @property
    def values(self) -> NDArray[np.float64]:
        """Their values."""


@dataclass(frozen=True, eq=False)
class Figures:
    """The values of one scenario: an array over replications for each figure.

    Arrays follow the replications' numbers; nan where a replication has no value.
    """

    replications: int
    places: dict[Key, int]
    table: NDArray[np.float64]
    """Figures down, replications across."""

    @classmethod
    def of(cls, replications: Sequence[HasFigures], only: Collection[Key] | None = None) -> Figures:
        """Gather the figures of replications given in any order: some of them, or all."""
        ordered = sorted(replications, key=lambda replication: replication.number)
        kinds = {id(each.keys): each.keys for each in ordered}
        keys = dict.fromkeys(chain(*kinds.values()))
        wanted = keys if only is None else [key for key in keys if key in only]
        places = {key: place for place, key in enumerate(wanted)}
        columns = {
            at: (
                [places[key] for key in kind if key in places],
                [place for place, key in enumerate(kind) if key in places],
            )
            for at, kind in kinds.items()
        }
        table = np.full((len(ordered), len(places)), np.nan)
        for row, each in zip(table, ordered, strict=True):
            to, at = columns[id(each.keys)]
            row[to] = each.values[at]
        return cls(len(ordered), places, np.ascontiguousarray(table.T))

    def __iter__(self) -> Iterator[Key]:
        """The figures there are."""
        return iter(self.places)

    def __getitem__(self, key: Key) -> NDArray[np.float64]:
        """A figure's values; all nan if the scenario does not have it."""
        place = self.places.get(key)
        return np.full(self.replications, np.nan) if place is None else self.table[place]

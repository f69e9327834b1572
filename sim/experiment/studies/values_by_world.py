"""Values by world: what every doubtful input is in each world, worked out once and kept.

To put a scenario into a world takes some ten milliseconds, which for all worlds of a comparison is
longer than to read its runs. Whoever looks at a stored comparison again therefore has the values
from the store, under what decides them:

    values/<hash>, a digest and the values, world by world, as 64-bit floating point numbers
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.experiment.statistics.interval import ROUNDING
from sim.experiment.store.file_store import whole
from sim.experiment.store.run_store import VALUES, RunStore
from sim.experiment.work.engine_version import engine_version
from sim.experiment.worlds.inputs import Input, inputs, part_at
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.worlds import Worlds

_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Asked:
    """Which values are asked for, by what decides them.

    Attributes:
        identities: of the worlds of A and of B.
        seed: identity of the luck.
        numbers: of the worlds, as those of replications.
        worlds: the worlds.
        store: where the values may be, and are kept; none to work them out.
    """

    identities: tuple[str, ...]
    seed: int
    numbers: tuple[int, ...]
    worlds: Worlds = field(compare=False)
    store: RunStore | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class Values:
    """The doubtful inputs that are not the same in every world.

    Attributes:
        inputs: of A and B.
        values: shape (worlds, inputs).
    """

    inputs: tuple[Input, ...]
    values: NDArray[np.float64]


@lru_cache(maxsize=4)
def values_by_world(asked: Asked) -> Values:
    """Every doubtful input with its value in each world, as a run of the world has it."""
    a, b = asked.worlds.scenarios
    doubts = tuple(each for each in inputs(a, b) if each.is_doubt)
    values = _kept(asked, doubts)
    if values is None:
        values = _worked_out(asked, doubts)
        _keep(asked, doubts, values)
    # A share to which fixed ones leave one value differs by the rounding of its sum.
    varies = np.ptp(values, axis=0) > ROUNDING * np.abs(values).max(axis=0)
    kept = tuple(each for each, vary in zip(doubts, varies, strict=True) if vary)
    return Values(kept, values[:, varies])


def _worked_out(asked: Asked, doubts: tuple[Input, ...]) -> NDArray[np.float64]:
    values = np.empty((len(asked.numbers), len(doubts)))
    for row, number in zip(values, asked.numbers, strict=True):
        sides = [
            in_world(each, asked.worlds.world(arm, number), asked.seed)
            for arm, each in enumerate(asked.worlds.scenarios)
        ]
        row[:] = [
            part_at(sides[0], each.in_a[0]).value
            if each.in_a
            else part_at(sides[1], each.in_b[0]).value
            for each in doubts
        ]
    return values


def _kept(asked: Asked, doubts: tuple[Input, ...]) -> NDArray[np.float64] | None:
    """The values in the store; none if they are not there as they were written."""
    if asked.store is None:
        return None
    path = _path(asked, doubts)
    try:
        content = whole(asked.store.files.read([path])[path])
    except (KeyError, OSError):
        return None
    digest, values = content[:_DIGEST], content[_DIGEST:]
    if hashlib.sha256(values).digest() != digest:
        return None
    return np.frombuffer(values, "<f8").reshape(len(asked.numbers), len(doubts))


def _keep(asked: Asked, doubts: tuple[Input, ...], values: NDArray[np.float64]) -> None:
    """Keep the values, where the store can be written."""
    if asked.store is not None:
        content = values.astype("<f8").tobytes()
        with contextlib.suppress(OSError):
            asked.store.files.write(
                _path(asked, doubts), hashlib.sha256(content).digest() + content
            )


def _path(asked: Asked, doubts: tuple[Input, ...]) -> str:
    names = [each.name for each in doubts]
    decide = [engine_version(), asked.identities, asked.seed, asked.numbers, names]
    return f"{VALUES}/{hashlib.sha256(json.dumps(decide).encode()).hexdigest()[:16]}"

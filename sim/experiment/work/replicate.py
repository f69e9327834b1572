"""Replications: one scenario simulated and measured once, and only its measures kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiment.statistics.figures import Key, Keys, shared
from sim.experiment.work.engine_version import engine_version
from sim.experiment.worlds.world import World, in_world
from sim.measures.catalogue import PRIMARY
from sim.measures.laws.law import Law
from sim.model.known import NOTHING_KNOWN, Known
from sim.model.luck import Luck, identity
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from sim.model.arrivals import Arrivals


class OtherEngineError(RuntimeError):
    """A worker has another version of the engine than whoever asked."""


@dataclass(frozen=True)
class RunKey:
    """All that decides a replication's figures.

    Attributes:
        engine: version of the engine.
        content: hash of what it runs on, as `content_of` gives it.
        seed: identity of the luck.
        number: the replication's number, which with the seed decides all luck.
        arm: place of the scenario in the experiment, from 0; it decides nothing.
    """

    engine: str
    content: str
    seed: int
    number: int
    arm: int = field(default=0, compare=False)


def run_keys(
    engine: str, contents: Sequence[str], seed: int, replications: int
) -> tuple[list[RunKey], ...]:
    """The keys of the first replications of an experiment, one list an arm."""
    return tuple(
        [RunKey(engine, content, seed, number, arm) for number in range(replications)]
        for arm, content in enumerate(contents)
    )


@dataclass(frozen=True)
class Run:
    """One replication to work out.

    Attributes:
        scenario: what is planned.
        seed: identity of the luck.
        number: the replication's number, which with the seed decides all luck.
        arm: place of the scenario in the experiment, from 0.
        engine: the engine that is to work it out.
        arrivals: families who make contact, given from outside; drawn from the scenario's demand
            if none. Two runs on other arrivals have another key.
        world: the values of its doubtful inputs, likewise; as planned if none.
        key: what decides its figures.
    """

    scenario: Scenario
    seed: int
    number: int
    arm: int = 0
    engine: str = field(default_factory=engine_version)
    arrivals: Arrivals | None = field(default=None, compare=False)
    world: World | None = field(default=None, compare=False)
    key: RunKey = field(init=False)

    def __post_init__(self) -> None:
        identity(self.seed)
        identity(self.number, "replication")
        of_world = "" if self.world is None else self.world.identity
        content = content_of(self.scenario, hash_of(self.arrivals), of_world)
        key = RunKey(self.engine, content, self.seed, self.number, self.arm)
        object.__setattr__(self, "key", key)


def content_of(scenario: Scenario, arrivals_hash: str = "", worlds: str = "") -> str:
    """Hash of what a replication runs on.

    Args:
        scenario: as planned.
        arrivals_hash: of the arrivals given; empty if none are.
        worlds: identity of the worlds in which it is run; empty if it is run as planned.
    """
    given = [scenario.content_hash, arrivals_hash, worlds and f"w{worlds}"]
    return "-".join(filter(None, given))


def hash_of(arrivals: Arrivals | None) -> str:
    """Hash of arrivals given from outside; empty if none are."""
    return "" if arrivals is None else arrivals.content_hash


@dataclass(frozen=True, eq=False)
class Replication:
    """What one replication showed.

    Attributes:
        arm: place of its scenario in the experiment, from 0.
        number: the replication's number; the same number in two scenarios met the same families.
        keys: its figures, in the order of the catalogue.
        values: their values, in the same order; nan where there was nothing to measure.
        laws: its checks, as `sim.measures.laws.all_laws.laws` gives them.
        known: what luck is known to have brought it before it began.
        is_stored: whether it came from the store and was not simulated now.
    """

    arm: int
    number: int
    keys: Keys
    values: NDArray[np.float64]
    laws: tuple[Law, ...]
    known: Known = NOTHING_KNOWN
    is_stored: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", shared(self.keys))

    def __reduce__(self) -> tuple[object, ...]:
        """Make it anew on the other side, so that its keys are shared there too."""
        parts = (self.arm, self.number, self.keys, self.values, self.laws, self.known)
        return (Replication, parts)

    @property
    def rows(self) -> pd.DataFrame:
        """Its measures, tidy: columns measure, scope, name, value."""
        import pandas as pd  # noqa: PLC0415  slow, and few ask for it

        return pd.DataFrame(self.keys, columns=list(Key._fields)).assign(value=self.values)

    def value(self, measure: str) -> float:
        """A measure of the whole service; nan if it has none."""
        key = Key(measure)
        return float(self.values[self.keys.index(key)]) if key in self.keys else math.nan

    @property
    def primaries(self) -> tuple[float, ...]:
        """The primary outcomes, in their agreed order."""
        return tuple(self.value(measure) for measure in PRIMARY)


@dataclass(frozen=True)
class Failure:
    """A replication that came to nothing, and why."""

    arm: int
    title: str
    """The scenario's title."""
    number: int
    cause: str

    def __str__(self) -> str:
        """One line to show a user."""
        return f"{self.title}, replication {self.number}: {self.cause}"


def replicate(run: Run) -> Replication:
    """Simulate and measure one replication.

    Only the measures leave it: event logs are large and hold the journeys of single families.

    Raises:
        OtherEngineError: if this process has another engine than the run asks for.
        NoSuchWorldError: if the scenario cannot be as in the world.
    """
    # Only who simulates needs the engine: what is stored is shown without it.
    from sim.measures.laws.all_laws import laws  # noqa: PLC0415  as above
    from sim.measures.measures import measure  # noqa: PLC0415  as above
    from sim.model.arrivals import draw_arrivals  # noqa: PLC0415  as above
    from sim.model.known_before import known_before  # noqa: PLC0415  as above
    from sim.model.replication import simulate  # noqa: PLC0415  as above

    if run.engine != engine_version():
        raise OtherEngineError(
            f"the worker has engine {engine_version()}, not {run.engine}: install the same "
            f"Locality, Python and packages on every machine"
        )
    scenario = run.scenario if run.world is None else in_world(run.scenario, run.world, run.seed)
    luck, arrivals = Luck(run.seed, run.number), run.arrivals
    if arrivals is None:
        arrivals = draw_arrivals(scenario, scenario.horizon.calendar, luck)
    log = simulate(scenario, run.seed, run.number, arrivals)
    rows = measure(log, scenario).rows
    return Replication(
        arm=run.arm,
        number=run.number,
        keys=tuple(map(Key, rows["measure"], rows["scope"], rows["name"])),
        values=rows["value"].to_numpy(dtype=np.float64),
        laws=laws(log, scenario),
        known=known_before(scenario, luck, arrivals if run.arrivals is None else None),
    )

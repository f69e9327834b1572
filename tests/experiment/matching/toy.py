"""A service simple enough that what is plausible can be found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.space import Block, Space, Values
from sim.experiment.matching.targets import Array, Target, reproduced
from sim.scenario.file.reported import Kind, ReportedFigure

INPUTS = ("contacts", "hours", "staff", "pace", "share of some", "share of others", "idle")


def figure(
    measure: str, low: float, high: float, unit: str = "%", kind: Kind | None = None
) -> ReportedFigure:
    """A reported figure with this range."""
    return ReportedFigure(
        measure=measure, title=measure, reported=None, low=low, high=high, unit=unit, grade="A",
        source="made up", kind=kind,
    )  # fmt: skip


FIGURES = (
    figure("contacts_a_month", 95, 105, "children a month", "consequence"),
    figure("initial_in_time", 55, 65, kind="workload"),
)


class Toy:
    """Contacts that take hours of a staff: in time as far as load and pace let it.

    Two shares add up to 1 and matter little; one input matters to nothing; staff may not be high
    where contacts are low.
    """

    space = Space(
        INPUTS,
        np.array([80.0, 4, 30, 5, 0.3, 0.4, 0]),
        np.array([120.0, 12, 90, 15, 0.6, 0.7, 1]),
        (Block((0,)), Block((1,)), Block((2,)), Block((3,)), Block((4, 5), 1, 1), Block((6,))),
    )
    sums = ("figure: contacts_a_month", "load with the open cases: all")

    def __init__(self, noise: float = 1.0) -> None:
        self.noise = noise
        self.sets_run = 0

    @property
    def planned(self) -> NDArray[np.float64]:
        """The values as planned: the middle of each range."""
        return np.asarray((self.space.low + self.space.high) / 2)

    def work_out(self, values: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
        values = self.planned if values is None else values
        contacts, hours, staff, *_ = values.tolist()
        if contacts < 90 and staff > 85:
            return None
        return np.array([contacts, contacts * hours / (staff * 14)])

    def run(
        self, sets: Sequence[NDArray[np.float64] | None], first: int
    ) -> Iterator[tuple[int, Array]]:
        for position, values in enumerate(sets):
            rng = np.random.default_rng([7, first + position])
            self.sets_run += values is not None
            yield position, self.figures(self.planned if values is None else values, rng)

    def figures(self, values: NDArray[np.float64], rng: np.random.Generator) -> Array:
        """What one run gives."""
        contacts, hours, staff, pace, some, *_ = values.tolist()
        load = contacts * hours / (staff * 14)
        in_time = 100 / (1 + np.exp(8 * (load - 1) + 0.3 * (pace - 10) + 0.5 * some))
        return np.array([contacts, in_time]) + self.noise * rng.normal(size=2)


def plausible(toy: Toy, targets: Sequence[Target], draws: int, rng: np.random.Generator) -> Values:
    """Sets drawn from the whole space, those kept whose own run reproduces every figure."""
    sets = toy.space.spread(draws, rng)
    possible = np.array([values for values in sets if toy.work_out(values) is not None])
    figures = np.array([toy.figures(values, rng) for values in possible])
    return np.asarray(possible[reproduced(targets, figures).all(axis=1)])

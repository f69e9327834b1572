"""Derivations: the inputs that follow from others, with the sum that each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.present.words.small_counts import SUPPRESSED, Word, small_inputs
from sim.scenario.check.consistency import estimates
from sim.scenario.derived import sources_of
from sim.scenario.estimate import Estimate
from sim.scenario.paths import text_of
from sim.scenario.scenario import Scenario
from sim.scenario.words import in_words, listed


@dataclass(frozen=True)
class Derivation:
    """One input that is derived from others.

    Attributes:
        path: where it stands, as a planner types it.
        derived: the sum, with inputs by their paths.
        value: what it comes to; a word where that would tell of too few children.
        unit: what one of it is.
        sources: the paths of the inputs in it.
    """

    path: str
    derived: str
    value: float | Word
    unit: str
    sources: tuple[str, ...]

    @property
    def told(self) -> str:
        """What it comes to, as it is shown."""
        return self.value if isinstance(self.value, str) else f"{self.value:.6g}"


def derivations(scenario: Scenario) -> tuple[Derivation, ...]:
    """Every derived input of a scenario, in the order of its record."""
    return tuple(_derivations(scenario))


def _derivations(scenario: Scenario) -> Iterator[Derivation]:
    small = small_inputs(scenario)
    for path, estimate in estimates((), scenario):
        if estimate.derived:
            sources = sources_of(estimate.derived)
            yield Derivation(
                text_of(path),
                estimate.derived,
                SUPPRESSED if path in small else estimate.value,
                estimate.unit,
                tuple(map(text_of, sources)),
            )


def come_from(estimate: Estimate) -> str:
    """What a derived number comes from, by name: from hours of a core assessment."""
    sources = sources_of(estimate.derived)
    names = [
        f"{source[-1]}" if source[0] == "assumptions" else in_words(source) for source in sources
    ]
    return f"from {listed(names)}"

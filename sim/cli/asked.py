"""What a command is asked about: a scenario by name, and a backend; imported when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.cli.backend import Backend
    from sim.scenario.scenario import Scenario


def scenario_of(name: str) -> Scenario:
    """The scenario of a name, checked before anything slow is imported."""
    from sim.cli import scenario_files

    return scenario_files.scenario(name)


def backend_for(
    workers: int | None = None, cluster: str | None = None, store: str | None = None
) -> Backend:
    """What simulates for a command, and where runs are kept."""
    from sim.cli.backend import Backend

    return Backend(workers, cluster, store)

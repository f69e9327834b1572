"""`structure`, `check` and `schema`: commands that need no run."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli.errors import InputError
from sim.cli.output import Results
from sim.cli.scenario_files import read
from sim.present.checked_file import checked
from sim.present.json import checks
from sim.present.terminal import check_report
from sim.scenario.file.schema import scenario_schema
from sim.scenario.scenario import Scenario


def structure(scenarios: Sequence[Scenario], json: bool) -> None:
    """Show who owns what in one scenario or in two, and the handoffs that follow."""
    if json:
        Results().json(checks.structures(scenarios))
    else:
        Results().print(check_report.structures(scenarios))


def check(names: Sequence[str], json: bool) -> None:
    """Show what is wrong with scenario files, what is worth a look, and their capacity.

    Raises:
        InputError: if one of them cannot be used.
    """
    files = [read(name, checked) for name in names]
    if json:
        Results().json(checks.checks(files))
    else:
        Results().print(check_report.checks(files), crop=False)
    if any(file.problems for file in files):
        raise InputError


def schema() -> None:
    """Write the JSON Schema of scenario files."""
    Results().out(scenario_schema(), end="", highlight=False)

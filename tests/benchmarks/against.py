"""What this checkout costs beside another one, both in turn: `python -m tests.benchmarks.against`.

Every time is told in units U, that of a bare SimPy loop of 110,000 events of which 1,000 await
their time, taken between the others: machines differ threefold, and are never quiet. Each command
runs as a whole process in its checkout.

    git worktree add ../before COMMIT
    python -m tests.benchmarks.against ../before --rounds 5
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.benchmarks.engine import bare
from tests.benchmarks.timing import seconds

EVENTS = 110_000
"""Of a bare loop that takes one U."""
_HERE = Path(__file__).parents[2]
_IMPORTS = "import pandas, scipy.stats, pyarrow.parquet"
_LOCALITY = ("-c", "from sim.cli import main; main()")
_ONE_RUN = """
import sys, time
from sim.experiment.work.replicate import Run, replicate
from sim.scenario.file.loading import load_scenario
scenario = load_scenario("scenarios/{name}.yaml")
replicate(Run(scenario, 2013, 0))
began = time.process_time()
for number in range(1, 4):
    replicate(Run(scenario, 2013, number))
horizon = scenario.horizon
print((time.process_time() - began) / 3 / (horizon.measured_months / 12))
"""
"""Prints the seconds of CPU that one measured year takes, with its measures and laws."""


def measured_year(name: str, checkout: Path) -> float:
    """CPU seconds of a measured year of a structure, in a checkout."""
    return float(_python(checkout, "-c", _ONE_RUN.format(name=name)).stdout)


def command(words: tuple[str, ...], checkout: Path) -> float:
    """Seconds of a whole process."""
    return seconds(partial(_python, checkout, *words))


def _python(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python on what a checkout holds."""
    return subprocess.run(  # noqa: S603  our own program
        [sys.executable, *words],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )


def compared(
    what: dict[str, Callable[[Path], float]], checkouts: tuple[Path, Path], rounds: int
) -> Table:
    """A row for each thing timed: U before and after, and how many times less it takes now.

    Args:
        what: by title; called with a checkout.
        checkouts: the other one, and this.
        rounds: how often, all of them in turn.
    """
    table = Table("", "before, U", "now, U", "times less")
    for title, timed in what.items():
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for found, checkout in zip(times, checkouts, strict=True):
                unit = bare(EVENTS)
                found.append(timed(checkout) / unit)
        before, now = map(median, times)
        table.add_row(title, f"{before:.2f}", f"{now:.2f}", f"{before / now:.2f}")
    return table


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("before", type=Path, help="a checkout of the other commit")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        checkouts = given.before.resolve(), _HERE
        stores = {each: str(Path(folder) / str(at)) for at, each in enumerate(checkouts)}
        compare = (*_LOCALITY, "compare", "--at-most", "20", "--store")
        for each in checkouts:
            _python(each, *compare, stores[each])
        what: dict[str, Callable[[Path], float]] = {
            f"measured year of {name}": partial(measured_year, name)
            for name in ("current", "proposed")
        }
        what["20 pairs from the store"] = lambda at: command((*compare, stores[at]), at)
        what["--help"] = partial(command, (*_LOCALITY, "--help"))
        what[_IMPORTS] = partial(command, ("-c", _IMPORTS))
        Console().print(compared(what, checkouts, given.rounds))


if __name__ == "__main__":
    main()

"""Prints what the engine costs, as ratios of times taken in one run: `python -m tests.benchmarks`.

Name some of bare, size, plain, queue, luck, processes and overhead for those alone. Other work on
the machine moves the seconds a good deal, the ratios less.
"""

import sys
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from tests.benchmarks.engine import against_bare, by_size
from tests.benchmarks.luck import precision
from tests.benchmarks.overhead import overhead
from tests.benchmarks.plain import against_plain
from tests.benchmarks.processes import two_processes
from tests.benchmarks.queue import rivals

BENCHMARKS: dict[str, Callable[[], Table]] = {
    "bare": lambda: against_bare(rounds=7),
    "size": lambda: by_size(rounds=3),
    "plain": lambda: against_plain(rounds=5),
    "queue": lambda: rivals(rounds=5),
    "luck": lambda: precision(pairs=20),
    "processes": lambda: two_processes(rounds=3),
    "overhead": lambda: overhead(rounds=3),
}


def main(names: list[str]) -> None:
    """Run the benchmarks named, or all of them."""
    if unknown := set(names) - set(BENCHMARKS):
        sys.exit(f"No benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    for name in names or BENCHMARKS:
        Console().print(BENCHMARKS[name]())


if __name__ == "__main__":
    main(sys.argv[1:])

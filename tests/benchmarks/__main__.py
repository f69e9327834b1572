"""Prints the engine's speed: `python -m tests.benchmarks [rounds]`, 7 rounds if not said."""

import sys

from rich.console import Console

from tests.benchmarks.engine import tables

Console().print(*tables(int(sys.argv[1]) if len(sys.argv) > 1 else 7), sep="\n")

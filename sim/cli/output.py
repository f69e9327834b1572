"""Output: results to standard output, progress to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from sim.cli.errors import InputError

_PIPED_WIDTH = 100
"""Columns where there is no terminal to fit."""


class Results(Console):
    """Standard output; names are printed as they are, whatever brackets they hold."""

    def __init__(self) -> None:
        """Fit the terminal; in a pipe, be as wide as a page."""
        fits = sys.stdout.isatty() or "COLUMNS" in os.environ
        super().__init__(
            highlight=False, emoji=False, markup=False, width=None if fits else _PIPED_WIDTH
        )

    def on_broken_pipe(self) -> None:
        """Stop quietly: a reader that has seen enough, as `head` has, is no error."""
        try:
            super().on_broken_pipe()
        except SystemExit:
            raise SystemExit(0) from None

    def print(self, *objects: Any, **how: Any) -> None:
        """Write results as a console does.

        Raises:
            InputError: if there is no room for them, as on a full disk.
        """
        try:
            super().print(*objects, **how)
        except OSError as error:
            # What is left must not be tried again when the program ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            why = error.strerror or error
            raise InputError(f"The results cannot be written to where they go: {why}") from None

    def json(self, content: Mapping[str, object]) -> None:
        """Write a record as JSON; it holds no nan."""
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        self.out(text, highlight=False)


def warn(message: str) -> None:
    """Say something beside the results."""
    Console(stderr=True, highlight=False, emoji=False).print(message, markup=False)


def progress_bar() -> Progress:
    """A bar on standard error, gone when done; nothing where that is not a terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def start_bar(progress: Progress, title: str, runs: int) -> Callable[[], None]:
    """Show a bar for so many runs; call what is returned after each."""
    bar = progress.add_task(title, total=runs)
    return lambda: progress.advance(bar)

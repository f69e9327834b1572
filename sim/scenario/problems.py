"""Problems in a scenario file: what is wrong, where it stands, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

_WIDEST = 100
"""Columns of a source line that are shown."""
MOST_FOUND = 200
"""Problems that are looked for; whoever has put these right sees the others."""
_MOST_SHOWN = 50
"""Problems that one message lists."""


def visible(text: str) -> str:
    """A text in one line in which each character is seen and steers nothing, as its code if not."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


@dataclass(frozen=True)
class Place:
    """Where something stands in a scenario file."""

    file: str
    line: int
    """Counted from 1; 0: the file as a whole."""
    column: int
    """Counted from 1."""
    text: str
    """The line of the file."""

    def __post_init__(self) -> None:
        """Show what is in the name of the file."""
        object.__setattr__(self, "file", visible(self.file))

    def shown(self) -> str:
        """The line with a caret under the column; only the part near it where it is long."""
        start = max(0, self.column - 1 - _WIDEST // 2) if len(self.text) > _WIDEST else 0
        near = self.text[start : start + _WIDEST].rstrip()
        part = "".join(character if character.isprintable() else " " for character in near)
        margin = f"{self.line:>6} | "
        return f"{margin}{part}\n{' ' * (len(margin) - 2)}| {' ' * (self.column - 1 - start)}^"


@dataclass(frozen=True)
class Problem:
    """One thing to put right, in a planner's words."""

    message: str
    place: Place

    def __post_init__(self) -> None:
        """Show what is in the names and texts that the message repeats."""
        object.__setattr__(self, "message", visible(self.message))

    def __str__(self) -> str:
        """`file:line:column: message`, then the line and a caret."""
        if self.place.line == 0:
            return f"{self.place.file}: {self.message}"
        where = f"{self.place.file}:{self.place.line}:{self.place.column}"
        return f"{where}: {self.message}\n{self.place.shown()}"


@dataclass(frozen=True)
class Finding:
    """One thing that a cross-check finds in a scenario, whichever file it comes from."""

    path: tuple[str | int, ...]
    """Where it stands in the scenario: keys from the top, and positions in lists."""
    message: str
    on_key: bool = False
    """Whether the last key itself is wrong, not what it holds."""


class ScenarioError(Exception):
    """A scenario that cannot be used, with all its problems at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of files and lines, each once."""
        each = dict.fromkeys(problems)
        self.problems = tuple(sorted(each, key=lambda problem: astuple(problem.place)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Every problem, one below the other."""
        shown = [str(problem) for problem in self.problems[:_MOST_SHOWN]]
        left = len(self.problems) - len(shown)
        many = f"at least {left}" if len(self.problems) >= MOST_FOUND else f"{left}"
        return "\n".join([*shown, f"and {many} more problems"] if left else shown)


def whole_file(file: str, message: str) -> ScenarioError:
    """The error for a file that cannot be read at all."""
    return ScenarioError([Problem(message, Place(file, 0, 0, ""))])

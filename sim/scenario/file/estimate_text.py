"""Numbers with their evidence as lines of a scenario file, folded as the shipped files are."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from sim.scenario.estimate import Estimate

_WIDEST = 100
"""Columns of a line; a longer one is folded where that can be."""


def quoted(text: str) -> str:
    """A text in quotes, as YAML reads it whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def number(value: float) -> str:
    """A number as everybody reads it."""
    return f"{value:.10g}"


def as_text(of: Estimate, *, without_range: bool = False) -> str:
    """A number with all that is said of it.

    Args:
        of: the number.
        without_range: whether to take out the range that a file inherits: it was counted.
    """
    stated = of.model_dump(exclude_none=True)
    parts = [f"value: {number(of.value)}"]
    if without_range:
        parts += ["low: null", "high: null"]
    for name in ("low", "high"):
        if name in stated:
            parts.append(f"{name}: {number(stated[name])}")
    if of.fixed:
        parts.append("fixed: true")
    if of.unit:
        parts.append(f"unit: {quoted(of.unit)}")
    if of.grade:
        parts.append(f"grade: {of.grade}")
    parts += [f"{name}: {quoted(stated[name])}" for name in ("source", "why") if stated[name]]
    return f"{{{', '.join(parts)}}}"


def wrapped(text: str) -> list[str]:
    """A text below a key, in lines of a file."""
    return textwrap.wrap(text, _WIDEST, initial_indent="  ", subsequent_indent="  ")


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Lines none of which is longer than it has to be.

    Args:
        lines: comments, and numbers with their evidence.

    Yields:
        The same, comments wrapped and sources below what they speak for.
    """
    for line in lines:
        indent = len(line) - len(line.lstrip())
        source = line.rfind(" source: ")
        if line.lstrip().startswith("#") and len(line) > _WIDEST:
            begin = f"{' ' * indent}# "
            yield from textwrap.wrap(
                line.lstrip("# "), _WIDEST, initial_indent=begin, subsequent_indent=begin
            )
        elif len(line) <= _WIDEST or source < 0:
            yield line
        else:
            at = line.rfind(" grade: ") if source > _WIDEST else source
            yield line[:at]
            yield f"{' ' * (indent + 2)}{line[at + 1 :]}"

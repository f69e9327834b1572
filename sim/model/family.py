"""The family: who it is, whatever happens to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False, slots=True)
class Family:
    """A family; two are the same only if they are one object."""

    number: int
    """Its number in the event log."""
    key: tuple[str, int]
    """Identity of its luck."""
    children: int
    locality: str
    effort: float
    """Hours it takes, relative to the mean of families with its need and size."""
    size: float
    """Hours it takes, relative to a family of one child."""

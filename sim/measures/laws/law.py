"""A law of one replication: two sides that must agree, a verdict, and the same over many runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

Agreement = Literal["holds", "watch", "not computable"]
"""How far the two sides of a law agree."""

_WORST_FIRST: tuple[Agreement, ...] = ("watch", "not computable", "holds")


@dataclass(frozen=True)
class Law:
    """One law of one replication, for the whole service or one team."""

    name: str
    scope: str
    """A team, one of its roles, or `all`."""
    left: float
    right: float
    verdict: Agreement
    sentence: str


@dataclass(frozen=True)
class LawSummary:
    """One law over several replications."""

    name: str
    scope: str
    left: float
    """Mean over the replications in which it could be computed; NaN if in none."""
    right: float
    verdict: Agreement
    """The worst of them."""
    holds: int
    """In how many replications it holds."""
    of: int
    """Of how many."""
    sentence: str
    """That of a replication with the worst verdict."""


def summarise(replications: Iterable[tuple[Law, ...]]) -> tuple[LawSummary, ...]:
    """Condense equal laws over replications.

    Args:
        replications: the laws of each replication.

    Returns:
        One summary for each law and scope, in order of first appearance.
    """
    together: dict[tuple[str, str], list[Law]] = {}
    for law in chain.from_iterable(replications):
        together.setdefault((law.name, law.scope), []).append(law)
    return tuple(_summary(same) for same in together.values())


def _summary(same: list[Law]) -> LawSummary:
    worst = min(same, key=lambda law: _WORST_FIRST.index(law.verdict))
    computed = [law for law in same if law.verdict != "not computable"]
    left = [law.left for law in computed] or [np.nan]
    right = [law.right for law in computed] or [np.nan]
    return LawSummary(
        worst.name,
        worst.scope,
        float(np.mean(left)),
        float(np.mean(right)),
        worst.verdict,
        holds=sum(law.verdict == "holds" for law in same),
        of=len(same),
        sentence=worst.sentence,
    )


def within(left: float, right: float, tolerance: float) -> Agreement:
    """The agreement of two sides that may differ by a tolerance."""
    return "holds" if abs(left - right) <= tolerance else "watch"

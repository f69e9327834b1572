"""Steps: a way from one scenario to another, one part at a time, each scenario on it ready to run.

Of all ways through mixtures that can be run the one with the most steps is taken; among those the
one whose parts come in the order in which `Part` names them. Parts that only go together are one
step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from sim.scenario.differ.difference import Difference, differences
from sim.scenario.differ.mixture import IllegalMixtureError, Part, has_same_teams, mixed
from sim.scenario.scenario import LONGEST_TITLE, Scenario
from sim.scenario.words import listed

_Parts = frozenset[Part]


@dataclass(frozen=True)
class Step:
    """What is changed at once on the way.

    Attributes:
        name: in a few words: "teams", "single assessment".
        parts: what is taken over; empty where the scenario was named by whoever asked.
        to: the scenario after it.
        changes: what it changes, in words; none where it changes nothing.
    """

    name: str
    parts: tuple[Part, ...]
    to: Scenario
    changes: tuple[Difference, ...]


def found_steps(a: Scenario, b: Scenario) -> tuple[Step, ...]:
    """The steps from one scenario to another; none where nothing differs but titles and margins.

    Args:
        a: where the way begins.
        b: where it ends.
    """
    return _along(a, b, _ways(a, b)(frozenset()))


def turned_steps(a: Scenario, b: Scenario, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps that were found, in the opposite order; none where that way cannot be run.

    Args:
        a: where the way begins.
        b: where it ends.
        steps: those that `found_steps` gave.
    """
    way = [frozenset(step.parts) for step in reversed(steps)]
    taken: _Parts = frozenset()
    for parts in way[:-1]:
        taken |= parts
        if _mixture(a, b, taken) is None:
            return ()
    return _along(a, b, way)


def named_steps(scenarios: Sequence[Scenario]) -> tuple[Step, ...]:
    """The steps between scenarios that whoever asked has named, each by its title.

    Args:
        scenarios: A, those on the way, B.
    """
    return tuple(
        Step(after.title, (), after, tuple(differences(before, after)))
        for before, after in pairwise(scenarios)
    )


def _along(a: Scenario, b: Scenario, way: Sequence[_Parts]) -> tuple[Step, ...]:
    """The steps of a way, given as the parts that each takes over."""
    steps: list[Step] = []
    taken: _Parts = frozenset()
    before = a
    for parts in way:
        taken |= parts
        is_last = len(steps) == len(way) - 1
        to = b if is_last else _mixture(a, b, taken) or b
        changes = tuple(differences(before, to))
        told = tuple(part for part in Part if part in parts)
        name = listed([_name(part, before, to) for part in told])
        steps.append(Step(name, told, to, changes))
        before = to
    return tuple(steps)


def _ways(a: Scenario, b: Scenario) -> Callable[[_Parts], tuple[_Parts, ...]]:
    """What is still to be taken over, step by step, once some parts are."""
    wanted = frozenset(part for part in Part if _differs(a, b, part))

    @cache
    def is_legal(taken: _Parts) -> bool:
        return taken == wanted or _mixture(a, b, taken) is not None

    @cache
    def way(taken: _Parts) -> tuple[_Parts, ...]:
        left = [part for part in Part if part in wanted - taken]
        best: tuple[_Parts, ...] = ()
        # One more step than before is better; of as many steps the first way found is taken.
        for size in range(1, len(left) + 1):
            for parts in map(frozenset, combinations(left, size)):
                if is_legal(taken | parts) and len(rest := way(taken | parts)) >= len(best):
                    best = (parts, *rest)
                if len(best) == len(left):
                    return best  # none has more steps
        return best

    return way


def _differs(a: Scenario, b: Scenario, part: Part) -> bool:
    """Whether a part of B, put into A, changes anything, or does not go into it."""
    made = _mixture(a, b, frozenset({part}))
    return made is None or bool(differences(a, made))


def _mixture(a: Scenario, b: Scenario, parts: _Parts) -> Scenario | None:
    """The mixture, entitled by what it takes over; none if it could not be run."""
    taken = listed([part for part in Part if part in parts])
    title = f"{a.title}, with {taken} of {b.title}"
    try:
        return mixed(a, b, parts, title[:LONGEST_TITLE])
    except IllegalMixtureError:
        return None


def _name(part: Part, before: Scenario, after: Scenario) -> str:
    """The name of a part, as plain as what it changes allows."""
    if part is Part.TEAMS and not has_same_teams(before, after):
        return "teams with their posts"
    if part is Part.PATHWAY:
        old, new = before.pathway.activities, after.pathway.activities
        kinds = {(old.get(name) or new[name]).kind for name in old.keys() ^ new.keys()}
        return "assessment" if kinds == {"assessment"} else str(part)
    return str(part)

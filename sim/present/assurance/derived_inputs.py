"""Derived inputs in the assumptions register: which follow from which, by what sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.present.foreign.markdown import code, table_of
from sim.present.words.derivations import Derivation, derivations
from sim.scenario.scenario import Scenario

_Row = tuple[Derivation, str]


def derived_inputs(scenarios: Sequence[Scenario]) -> str:
    """Every derived input of two scenarios, once where both derive it alike.

    Args:
        scenarios: A and B.
    """
    found: dict[Derivation, str] = {}
    for side, scenario in zip("AB", scenarios, strict=True):
        for each in derivations(scenario):
            found[each] = "both" if each in found else side
    columns: dict[str, Callable[[_Row], str]] = {
        "Number": lambda row: code(row[0].path),
        "In": lambda row: row[1],
        "Comes to": lambda row: f"{row[0].told} {row[0].unit}".strip(),
        "From": lambda row: code(row[0].derived),
    }
    if not found:
        return "None."
    return "\n\n".join(
        [
            "These follow from others, so that they are no inputs of their own: whatever moves "
            "what they come from moves them, in both scenarios.",
            table_of(found.items(), columns),
        ]
    )

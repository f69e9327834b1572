"""One scenario file laid over another: maps merge, lists and single values replace."""

from __future__ import annotations

from sim.scenario.file.source import Entry, Mapping, Node, Scalar

_EVIDENCE = {"grade", "source", "why"}
"""What no longer holds once a value is set anew; its unit and its range still do."""
_OF_ESTIMATES = {"value", "low", "high"}
"""What shows that a map is an estimate."""


def laid_over(base: Mapping, over: Mapping) -> Mapping:
    """The base with everything that the upper map states; each part keeps its own place.

    A map merges into a map, key by key, and `null` takes a key out. A number laid over an estimate
    (a map with a `value`) replaces the value and drops its grade, source and why, whether it is
    written bare or as a `value`. All else replaces.

    Args:
        base: what is inherited.
        over: what the upper file states.

    Returns:
        The merged map; keys of the base first, in its order.
    """
    merged = dict(base.entries)
    if "value" in base.entries and "value" in over.entries:
        merged = _without_evidence(merged, over.entries["value"])
    for key, entry in over.entries.items():
        if key in merged and _is_null(entry.node):
            del merged[key]
        elif key in merged:
            merged[key] = Entry(entry.place, _replaced(merged[key].node, entry.node))
        else:
            merged[key] = entry
    return Mapping(merged, over.place)


def _replaced(base: Node, over: Node) -> Node:
    base, over = _as_estimate(base, beside=over), _as_estimate(over, beside=base)
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return laid_over(base, over)
    return over


def _as_estimate(node: Node, beside: Node) -> Node:
    """A bare number beside an estimate is short for one with that value alone."""
    is_number = isinstance(node, Scalar) and type(node.value) in (int, float)
    if is_number and isinstance(beside, Mapping) and set(beside.entries) & _OF_ESTIMATES:
        return Mapping({"value": Entry(node.place, node)}, node.place)
    return node


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _without_evidence(estimate: dict[str, Entry], value: Entry) -> dict[str, Entry]:
    kept = {key: entry for key, entry in estimate.items() if key not in _EVIDENCE}
    reason = Scalar(f"set by {value.place.file}", value.place)
    return {**kept, "why": Entry(value.place, reason)}

"""Inheritance: a scenario file merged into the one it extends; lists and single values replace."""

from __future__ import annotations

from sim.scenario.file.source import Entry, Mapping, Node, Scalar

EVIDENCE = frozenset({"grade", "source", "why", "fixed"})
"""What no longer holds once a value is set anew; its unit and its range still do."""
_RANGE = {"low", "high"}
_STATES_VALUE = {"value", "derived"}
"""The two ways to say what a number is; a file that says it anew replaces either."""
_OF_ESTIMATES = {*_STATES_VALUE, *_RANGE}
"""What shows that a map is an estimate."""


def merged(base: Mapping, own: Mapping) -> Mapping:
    """What is inherited with everything that a file states; each part keeps its own place.

    A map merges into a map, key by key, and `null` takes a key out. A number in the place of an
    estimate (a map with a `value`) replaces the value and drops its grade, source and why, whether
    it is written bare or as a `value`, or derived; a number without a range of its own is a
    decision, and fixed. All else replaces.

    Args:
        base: what is inherited.
        own: what the file itself states.

    Returns:
        The merged map; keys of the base first, in its order.
    """
    entries = dict(base.entries)
    stated = {key for key, entry in own.entries.items() if not _is_null(entry.node)}
    anew = stated & _STATES_VALUE
    if anew and base.entries.keys() & _STATES_VALUE:
        entries = _set_anew(entries, own, min(anew))
    for key, entry in own.entries.items():
        if key in entries and _is_null(entry.node):
            del entries[key]
        elif key in entries:
            entries[key] = Entry(entry.place, _replaced(entries[key].node, entry.node))
        else:
            entries[key] = entry
    return Mapping(entries, own.place)


def _replaced(base: Node, own: Node) -> Node:
    base, own = _as_estimate(base, beside=own), _as_estimate(own, beside=base)
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return merged(base, own)
    return own


def _as_estimate(node: Node, beside: Node) -> Node:
    """A bare number beside an estimate is short for one with that value alone."""
    is_number = isinstance(node, Scalar) and type(node.value) in (int, float)
    if is_number and isinstance(beside, Mapping) and set(beside.entries) & _OF_ESTIMATES:
        return Mapping({"value": Entry(node.place, node)}, node.place)
    return node


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _set_anew(estimate: dict[str, Entry], own: Mapping, anew: str) -> dict[str, Entry]:
    """An estimate without what spoke for its value, and without that unless it is set anew.

    A number is a decision, unless it comes with a range of its own.
    """
    dropped = EVIDENCE | (_STATES_VALUE - own.entries.keys())
    kept = {key: entry for key, entry in estimate.items() if key not in dropped}
    place = own.entries[anew].place
    if anew == "value" and not own.entries.keys() & _RANGE:
        kept["fixed"] = Entry(place, Scalar(value=True, place=place))
    return {**kept, "why": Entry(place, Scalar(f"set by {place.file}", place))}

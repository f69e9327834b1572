"""What one scenario changes in another, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sim.scenario.differ.changed_values import Changed, changed_values
from sim.scenario.differ.rerouting import is_rerouted, is_route, only_follows
from sim.scenario.differ.restructuring import (
    Replaced,
    ownership_changes,
    post_changes,
    team_changes,
)
from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import Path
from sim.scenario.pathway import AnyActivity, AtReviews, ByBands
from sim.scenario.scenario import Scenario
from sim.scenario.words import evidence_range, in_words, listed

Kind = Literal["teams", "posts", "ownership", "pathway", "routes", "rules", "dates", "numbers"]


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two scenarios."""

    kind: Kind
    subject: str
    """What it is about: a team, a role, an activity, a setting."""
    sentence: str
    """What becomes of it: `Access team added`, `contacts per month 825 -> 900`."""
    path: Path = ()
    """Where the value stands that differs; empty where it is no single value."""


def differences(before: Scenario, after: Scenario) -> list[Difference]:
    """Say what differs between two scenarios; titles, descriptions and sources do not count.

    Args:
        before: the scenario to start from.
        after: the scenario that changes it.

    Returns:
        Teams first, then posts, ownership, pathway, routes, rules, dates and numbers; none where
        the two are the same.
    """
    replaced = replaced_activities(before, after)
    found = [
        *(Difference("teams", *said) for said in team_changes(before, after)),
        *(Difference("posts", *said) for said in post_changes(before, after, replaced)),
        *(Difference("ownership", *said) for said in ownership_changes(before, after)),
        *_activities(before, after, replaced),
        *_values(before, after, replaced),
    ]
    order = get_args(Kind)
    return sorted(found, key=lambda difference: order.index(difference.kind))


def replaced_activities(before: Scenario, after: Scenario) -> Replaced:
    """Activities that are gone, each with the new ones of the same kind and urgency."""
    old, new = before.pathway.activities, after.pathway.activities
    heirs = {
        name: [other for other in new if other not in old and _alike(new[other], old[name])]
        for name in old
        if name not in new
    }
    return {name: others for name, others in heirs.items() if others}


def _alike(one: AnyActivity, other: AnyActivity) -> bool:
    return (one.kind, one.urgent) == (other.kind, other.urgent)


def _activities(before: Scenario, after: Scenario, replaced: Replaced) -> Iterator[Difference]:
    old, new = before.pathway.activities, after.pathway.activities
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, others in replaced.items():
        groups.setdefault(tuple(others), []).append(name)
    for others, names in groups.items():
        one = f"one {others[0]}" if len(others) == 1 < len(names) else listed(others)
        yield Difference("pathway", listed(names), f"{listed(names)} replaced by {one}")
    for name in old:
        if name not in new and name not in replaced:
            yield Difference("pathway", name, f"{name} removed")
    for name in new:
        if name not in old and not any(name in others for others in groups):
            yield Difference("pathway", name, f"{name} added")


def _values(before: Scenario, after: Scenario, replaced: Replaced) -> Iterator[Difference]:
    """Every value that differs, but for what follows from the replacement of an activity."""
    changes = {change.path: change for change in changed_values(before, after)}
    for change in changes.values():
        is_activity = change.path[:2] == ("pathway", "activities") and len(change.path) == 3
        is_there = change.before is not None and change.after is not None
        if is_there:
            follows = False
        elif is_activity:
            follows = True
        else:
            follows = only_follows(change.path, before, after, replaced)
        if not follows and not _redirected(change, changes, replaced):
            yield Difference(_kind(change, before, after), *_said(change), change.path)


def _redirected(change: Changed, changes: Mapping[Path, Changed], replaced: Replaced) -> bool:
    """Whether a route only leads to the activity that replaced its target, at the same chance."""
    *table, target = change.path
    heirs = replaced.get(str(target), [])
    elders = [old for old, others in replaced.items() if target in others]
    others = [changes.get((*table, name)) for name in [*heirs, *elders]]
    return any(
        other is not None and (change.before, change.after) == (other.after, other.before)
        for other in others
    )


def _kind(change: Changed, before: Scenario, after: Scenario) -> Kind:
    path = change.path
    if path[0] == "horizon":
        return "dates"
    if path[:2] == ("structure", "rules"):
        return "rules"
    if is_route(path) and not change.is_order and is_rerouted(path, before, after):
        return "routes"
    is_number = isinstance(change.before, Estimate) and isinstance(change.after, Estimate)
    return "pathway" if path[0] == "pathway" and not is_number else "numbers"


def _said(change: Changed) -> tuple[str, str]:
    """The subject of a changed value, and a sentence."""
    before, after = change.before, change.after
    words = in_words(change.path)
    subject = words.rpartition(": ")[0] or words
    if change.is_order:
        return words, f"order of {words}: {after}"
    if isinstance(before, Estimate) and isinstance(after, Estimate):
        old, new = evidence_range(before), evidence_range(after)
        if before.value == after.value:
            return subject, f"evidence of {words} {old or 'none'} -> {new or 'none'}"
        evidence = f" (evidence {new or old})" if new or old else ""
        return subject, f"{words} {before.value:g} -> {after.value:g}{evidence}"
    # An item of a list of names or dates goes by itself.
    if str(before) == change.path[-1] or str(after) == change.path[-1]:
        words = f"{in_words(change.path[:-1])}: {change.path[-1]}"
        return subject, f"{words} {'added' if before is None else 'taken out'}"
    given = _shown(after if before is None else before)
    is_thing = words.endswith("'") or not given
    if is_thing and (before is None or after is None):
        what = "added" if before is None else "taken out"
        return subject, f"{words} {what}{f', {given}' if given else ''}"
    return subject, f"{words} {_shown(before)} -> {_shown(after)}"


def _shown(value: Any) -> str:
    """A value in a sentence; empty for a thing with values of its own."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Estimate():
            return f"{value.value:g}"
        case Record():
            return str(getattr(value, "kind", _LENGTHS.get(type(value), "")))
        case dict() | tuple():
            return ""
        case _:
            return str(value)


_LENGTHS: dict[type, str] = {ByBands: "by bands of stay", AtReviews: "until a review"}
"""What decides the length of a plan."""

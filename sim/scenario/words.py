"""The parts of a scenario as a planner would say them: things by name, then their settings."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from sim.scenario.estimate import Estimate


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: a, b and c."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def evidence_range(estimate: Estimate) -> str:
    """The range that the evidence for a number allows; empty where it has none."""
    low, high = estimate.low, estimate.high
    if low is not None:
        return f"from {low:g}" if high is None else f"{low:g}-{high:g}"
    return "" if high is None else f"up to {high:g}"


_SAME_SHAPE = str.maketrans("авекмнорстухѕіјһαβεζηικμνορτυχ", "abekmhopctyxsijhabezhikmnoptyx")
"""Cyrillic and Greek letters, small, that have the shape of a Latin one in small or in capitals."""


def looks(name: str) -> str:
    """What a reader sees of a name: the same of two that differ in no shape."""
    seen = unicodedata.normalize("NFKC", name).casefold().translate(_SAME_SHAPE)
    return " ".join(seen.split())


def nearest(name: str, names: Iterable[str], are: str) -> str:
    """What to write instead of an unknown name.

    Args:
        name: the unknown name.
        names: the valid ones.
        are: what the valid ones are, as `the teams are`.

    Returns:
        A clause that names the nearest, or all of them where none is near.
    """
    valid = list(names)
    folded = {looks(candidate): candidate for candidate in valid[:_MOST_COMPARED]}
    close = difflib.get_close_matches(looks(name), folded, n=1)
    if close:
        meant = folded[close[0]]
        same = looks(meant) == looks(name) and meant.casefold() != name.casefold()
        return f"did you mean '{meant}'?{' It only looks the same; copy it' if same else ''}"
    if len(valid) > _MOST_LISTED:
        valid = [*valid[:_MOST_LISTED], f"and {len(valid) - _MOST_LISTED} more"]
    return f"{are}: {', '.join(valid)}" if valid else "there are none"


_MOST_COMPARED, _MOST_LISTED = 500, 100
"""Names that an unknown one is held against, and that a message lists."""


# A part of a path after which a name follows, and what the name is of.
_NAMES_OF = {
    "activities": "activity",
    "assumptions": "assumption",
    "bands": "band",
    "closures": "closure",
    "concerns": "concern",
    "endings": "ending",
    "escalations": "escalation",
    "hours_by_need": "need",
    "localities": "locality",
    "months": "month",
    "needs": "need",
    "open_cases": "open cases in",
    "posts": "post",
    "routes": "route to",
    "routes_by_need": "need",
    "share_by_need": "need",
    "sources": "source",
    "steps": "step",
    "tasks": "task",
    "teams": "team",
    "weekdays": "weekday",
}
_ROOMS = {"demand", "horizon", "pathway", "rules", "structure"}
"""Parts of a scenario that need no mention: their contents speak for themselves."""


def in_words(path: Sequence[str | int]) -> str:
    """A path through a scenario as a planner would say it: things by name, then the setting.

    Args:
        path: keys from the top; a number is a position in a list, counted from 0.

    Returns:
        Such as `team 'Access', post 'social worker': newly qualified`.
    """
    return _phrase(path, lambda key: key.replace("_", " "))


def as_written(path: Sequence[str | int]) -> str:
    """The same with the setting as the file has it, to search for there: `newly_qualified`."""
    return _phrase(path, lambda key: key)


def _phrase(path: Sequence[str | int], setting: Callable[[str], str]) -> str:
    things: list[str] = []
    settings: list[str] = []
    parts = list(path)
    while parts:
        part = parts.pop(0)
        if parts and part in _NAMES_OF:
            name = parts.pop(0)
            things.append(f"{_NAMES_OF[str(part)]} " + _quoted(name))
        elif isinstance(part, int):
            settings.append(f"item {part + 1}")
        elif not (part in _ROOMS and parts):
            settings.append(setting(part))
    if settings[-1:] == ["value"]:
        settings.pop()
    return ": ".join(filter(None, [", ".join(things), " ".join(settings)]))


def _quoted(name: str | int) -> str:
    return str(name + 1) if isinstance(name, int) else f"'{name}'"

"""Overrides: a scenario with some of its settings at other values, each by its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.scenario.paths import Path, UnreadablePathError, path_of, text_of
from sim.scenario.scenario import Scenario


class UnknownSettingError(LookupError):
    """A path that names no setting of the scenario."""


def override(
    scenario: Scenario, overrides: Mapping[str, object] | Mapping[Path, object]
) -> Scenario:
    """A scenario with some of its settings at other values.

    Args:
        scenario: the scenario to start from, which stays as it is.
        overrides: new values by path, as keys or as text, such as `demand.contacts_per_month: 900`
            or `structure.teams.Access.posts.1.number: 14`. A number given for an estimate replaces
            its value and keeps its range, and one that was derived no longer follows; None removes
            an entry.

    Returns:
        The changed scenario.

    Raises:
        UnknownSettingError: if a path leads nowhere.
        pydantic.ValidationError: if a value does not fit its setting.
    """
    tree: dict[str, Any] = scenario.model_dump(mode="json")
    for path, value in overrides.items():
        _set(tree, _keys(path) if isinstance(path, str) else path, value)
    return Scenario.model_validate(tree)


def _keys(text: str) -> Path:
    try:
        return path_of(text)
    except UnreadablePathError as error:
        raise UnknownSettingError(str(error)) from None


def _set(tree: dict[str, Any], path: Path, value: object) -> None:
    keys: tuple[Any, ...] = path
    *parents, last = keys
    node: Any = tree
    for key in parents:
        try:
            node = node[key]
        except (LookupError, TypeError):
            message = f"{text_of(path)}: there is no {key!r} in this scenario at that place"
            raise UnknownSettingError(message) from None
    if value is None and isinstance(node, dict):
        node.pop(last, None)
        return
    estimate = node.get(last) if isinstance(node, dict) else None
    if isinstance(estimate, dict) and "value" in estimate and isinstance(value, int | float):
        estimate |= {"value": value, "derived": ""}
    elif isinstance(node, dict) or (isinstance(node, list) and last in range(len(node))):
        node[last] = value
        if last == "value" and isinstance(node, dict) and "derived" in node:
            node["derived"] = ""
    else:
        raise UnknownSettingError(f"{text_of(path)}: there is no such setting in this scenario")

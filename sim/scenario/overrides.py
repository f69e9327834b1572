"""Overrides: a scenario with some of its settings at other values, each by its dotted path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.scenario.scenario import Scenario


class UnknownSettingError(LookupError):
    """A dotted path that names no setting of the scenario."""


def override(scenario: Scenario, overrides: Mapping[str, object]) -> Scenario:
    """A scenario with some of its settings at other values.

    Args:
        scenario: the scenario to start from, which stays as it is.
        overrides: new values by dotted path, such as `demand.contacts_per_month: 900` or
            `structure.teams.Access.posts.1.number: 14`. A number given for an estimate replaces
            its value and keeps its range; None removes an entry.

    Returns:
        The changed scenario.

    Raises:
        UnknownSettingError: if a path leads nowhere.
        pydantic.ValidationError: if a value does not fit its setting.
    """
    tree: dict[str, Any] = scenario.model_dump(mode="json")
    for path, value in overrides.items():
        _set(tree, path, value)
    return Scenario.model_validate(tree)


def _set(tree: dict[str, Any], path: str, value: object) -> None:
    *parents, last = path.split(".")
    node: Any = tree
    for name in parents:
        node = _child(node, name, path)
    if value is None and isinstance(node, dict):
        node.pop(last, None)
        return
    key: Any = int(last) if isinstance(node, list) else last
    estimate = node.get(last) if isinstance(node, dict) else None
    if isinstance(estimate, dict) and "value" in estimate and isinstance(value, int | float):
        estimate["value"] = value
    elif isinstance(node, dict) or (isinstance(node, list) and 0 <= key < len(node)):
        node[key] = value
    else:
        raise UnknownSettingError(f"{path}: there is no such setting in this scenario")


def _child(node: Any, name: str, path: str) -> Any:
    try:
        return node[int(name)] if isinstance(node, list) else node[name]
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise UnknownSettingError(
            f"{path}: there is no {name!r} in this scenario at that place"
        ) from error

"""Settings: what a record of a scenario lets a planner set, each with its title and its meaning.

A page that sets them and a report that lists them take them from here, so that neither can leave
one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sim.scenario.estimate import Record


class Title(NamedTuple):
    """How a setting is named, where the words of its field do not say enough."""

    text: str
    options: Mapping[str, str] = {}
    """What each of the values it may take means, where they are words."""


class Setting(NamedTuple):
    """One field of a record."""

    name: str
    """As a scenario file has it."""
    title: Title
    """As a planner would say it."""
    meaning: str


def settings_of(record: type[Record]) -> tuple[Setting, ...]:
    """Everything that a record lets a planner set, in its order.

    Args:
        record: the class, as `Rules`.

    Returns:
        One setting a field; a field without a title goes by its name.
    """
    return tuple(
        Setting(
            name,
            next((each for each in of.metadata if isinstance(each, Title)), _by_name(name)),
            of.description or "",
        )
        for name, of in record.model_fields.items()
    )


def _by_name(name: str) -> Title:
    return Title(name.replace("_", " ").capitalize())

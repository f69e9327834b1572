"""Settings: what a record of a scenario lets a planner set, each with its title and its meaning.

A page that sets them and a report that lists them take them from here, so that neither can leave
one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.scenario.estimate import Record


@dataclass(frozen=True)
class Title:
    """How a setting is named, where the words of its field do not say enough."""

    text: str
    options: Mapping[str, str] = field(default_factory=dict)
    """What each of the values it may take means, where they are words."""


@dataclass(frozen=True)
class Setting:
    """One field of a record."""

    name: str
    """As a scenario file has it."""
    title: str
    """As a planner would say it."""
    meaning: str
    """In a sentence or two."""
    options: Mapping[str, str]
    """What each of the values it may take means, where they are words."""


def settings_of(record: type[Record]) -> tuple[Setting, ...]:
    """Everything that a record lets a planner set, in its order.

    Args:
        record: the class, as `Rules`.

    Returns:
        One setting a field; a field without a `Title` goes by its name.
    """
    return tuple(_setting(record, name) for name in record.model_fields)


def _setting(record: type[Record], name: str) -> Setting:
    of = record.model_fields[name]
    words = name.replace("_", " ")
    plain = Title(words[:1].upper() + words[1:])
    title = next((each for each in of.metadata if isinstance(each, Title)), plain)
    return Setting(name, title.text, of.description or "", title.options)

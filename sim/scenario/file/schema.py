"""The JSON Schema of scenario files, for editors; it accepts files that extend another."""

from __future__ import annotations

import json
from typing import Any

from sim.scenario.scenario import Scenario


def scenario_schema() -> str:
    """The text of `scenarios/scenario.schema.json`, which `locality schema` writes.

    It knows every setting, its meaning and its bounds. It is laxer than the loader where a file
    may state only part of what it inherits: settings may be left out, and `null` takes out what
    is inherited. A file that extends none must have every part of a scenario, and what stands in
    a list must be whole, since a list replaces the one inherited.

    Returns:
        Indented JSON, with a line feed at the end.
    """
    full = Scenario.model_json_schema()
    definitions = full.pop("$defs")
    required = full["required"]
    in_lists = {
        setting["items"].get("$ref")
        for record in [full, *definitions.values()]
        for setting in record.get("properties", {}).values()
        if "items" in setting
    }
    schema = _partial(full)
    schema["properties"]["extends"] = {
        "description": "A file in the same folder; this one is laid over it.",
        "type": "string",
    }
    schema |= {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": required},
        "$defs": {
            name: definition if f"#/$defs/{name}" in in_lists else _partial(definition)
            for name, definition in definitions.items()
        },
    }
    return json.dumps(schema, indent=2) + "\n"


def _partial(part: Any) -> Any:
    """A schema in which settings may be left out and anything inherited be taken out by `null`."""
    if isinstance(part, list):
        return [_partial(item) for item in part]
    if not isinstance(part, dict):
        return part
    dropped = {"required", "discriminator"}
    kept = {
        "anyOf" if key == "oneOf" else key: _partial(inner)
        for key, inner in part.items()
        if key not in dropped
    }
    if "properties" in kept:
        kept["properties"] = {key: _or_null(of) for key, of in kept["properties"].items()}
    if isinstance(kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = _or_null(kept["additionalProperties"])
    return kept


def _or_null(shape: dict[str, Any]) -> dict[str, Any]:
    null = {"type": "null"}
    if null in shape.get("anyOf", []):
        return shape
    about = {key: shape[key] for key in ("description", "default") if key in shape}
    rest = {key: shape[key] for key in shape if key not in about}
    options = rest["anyOf"] if set(rest) <= {"anyOf", "title"} else [rest]
    return about | {"anyOf": [*options, null]}

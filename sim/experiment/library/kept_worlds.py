"""Kept worlds: where a scenario's table of worlds is found, in the store or beside its file.

Whoever made worlds has them in the store; those shipped with a scenario stand beside it, in the
folder of shipped scenarios and in `scenarios` in the working folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sim.experiment.store.file_store import whole
from sim.experiment.store.run_store import RunStore
from sim.experiment.worlds.world_table import (
    ENDING,
    UnreadableWorldsError,
    WorldTable,
    identity_of,
    is_made_for,
    read,
    written,
)
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.scenario import Scenario

WORLDS = "worlds"
PLANNED, RANGES = "planned", "ranges"
"""What stands for the worlds of a question where there is no table."""


class WorldsGoneError(LookupError):
    """The worlds of a saved comparison are no longer there."""


def keep_worlds(store: RunStore, table: WorldTable) -> None:
    """Keep a table of worlds, for the scenario and for every comparison made in them."""
    store.files.write(f"{WORLDS}/{table.identity}{ENDING}", written(table).encode())


def find_worlds(store: RunStore, identity: str) -> WorldTable:
    """The table of an identity.

    Raises:
        WorldsGoneError: if it is not there as it was written.
    """
    path = f"{WORLDS}/{identity}{ENDING}"
    try:
        table = read(whole(store.files.read([path])[path]).decode())
    except (KeyError, OSError, UnicodeDecodeError, UnreadableWorldsError):
        table = None
    if table is None or table.identity != identity:
        raise WorldsGoneError(f"{path} in the store at {store.location} is missing or damaged")
    return table


def worlds_of(scenarios: tuple[Scenario, ...], store: RunStore) -> Worlds:
    """The worlds of some scenarios: by the first of them that has a table, else by their ranges."""
    for base, scenario in enumerate(scenarios):
        table = _table_of(scenario, store)
        if table is not None:
            return Worlds(scenarios, table, base)
    return Worlds(scenarios, None)


def inputs_of(worlds: Worlds | None) -> str:
    """What stands for the worlds of a question: `planned`, `ranges`, or the table's identity."""
    if worlds is None:
        return PLANNED
    return RANGES if worlds.table is None else worlds.table.identity


def worlds_by(store: RunStore, scenarios: tuple[Scenario, ...], inputs: str) -> Worlds | None:
    """The worlds that `inputs_of` stood for; none where all inputs were as planned.

    Raises:
        WorldsGoneError: if their table is not there as it was written.
    """
    if inputs == PLANNED:
        return None
    if inputs == RANGES:
        return Worlds(scenarios, None)
    table = find_worlds(store, inputs)
    made_for = [identity_of(scenario) == table.made_for for scenario in scenarios]
    if not any(made_for):
        raise WorldsGoneError(f"the worlds {inputs} were made for another scenario")
    return Worlds(scenarios, table, made_for.index(True))


def _table_of(scenario: Scenario, store: RunStore) -> WorldTable | None:
    """The table with the most worlds of those made for a scenario as it stands."""
    wanted = identity_of(scenario)
    tables = []
    for text in _texts(store):
        if is_made_for(text, wanted):
            try:
                tables.append(read(text))
            except UnreadableWorldsError:
                continue  # another may be whole; without any, ranges are drawn from, and it is said
    return max(tables, key=len, default=None)


def _texts(store: RunStore) -> Iterator[str]:
    for folder in dict.fromkeys((Path("scenarios").resolve(), shipped_folder().resolve())):
        for file in sorted(folder.glob(f"*{ENDING}")):
            try:
                yield file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
    try:
        names = [name for name in store.files.names(WORLDS) if name.endswith(ENDING)]
    except OSError:
        return
    for content in store.files.read(names).values():
        try:
            yield whole(content).decode()
        except (OSError, UnicodeDecodeError):
            continue

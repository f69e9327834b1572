"""Saved runs: the comparisons of a store, and what was deleted from it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from sim.experiment.library.cleaning import Cleaned
from sim.experiment.library.records import Damaged
from sim.experiment.library.saved_comparisons import SavedComparison
from sim.experiment.statistics.precision import StopReason
from sim.present.terminal import tables
from sim.present.words.numbers import counted


def table(found: Sequence[SavedComparison], location: str) -> RenderableType:
    """Name, when, pairs and headline of each."""
    if not found:
        return Text(f"No comparison is saved in {location}; `locality compare` makes one.")
    made = tables.table(
        f"Saved comparisons, {location}",
        tables.text("Name"),
        tables.text("When (UTC)"),
        tables.figures("Pairs"),
        tables.text("Headline"),
    )
    for each in found:
        pairs = f"{each.pairs}, the cap" if each.ending is StopReason.CAPPED else f"{each.pairs}"
        made.add_row(each.name, f"{each.when:%Y-%m-%d %H:%M}", pairs, each.headline)
    return made


def damaged(found: Sequence[Damaged], location: str) -> str:
    """Each record that cannot be read, by its path, with what to do."""
    return "\n".join(
        [f"Damaged: {location}/{each.path}: {each.why}." for each in found]
        + [
            "Compare the same scenarios again to have a record made anew, or delete its file. "
            "`locality runs clean` deletes nothing before."
        ]
    )


def cleaned(gone: Cleaned, location: str) -> str:
    """What was deleted: 120 files, 1.9 MB."""
    size = gone.bytes / 1e6
    return f"Deleted {counted(gone.files, 'file')}, {size:.1f} MB, from {location}."

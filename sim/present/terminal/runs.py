"""Runs: the saved comparisons of a store, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from sim.experiment.library.cleaning import Cleaned
from sim.experiment.library.saved_comparisons import Saved
from sim.experiment.statistics.precision import Ending
from sim.present.terminal import tables
from sim.present.words.numbers import counted

Json = dict[str, object]


def table(found: Sequence[Saved], location: str) -> RenderableType:
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
        made.add_row(each.name, f"{each.when:%Y-%m-%d %H:%M}", pairs(each), each.headline)
    return made


def pairs(record: Saved) -> str:
    """How many pairs, and whether that was the cap."""
    return f"{record.pairs}, the cap" if record.ending is Ending.CAPPED else f"{record.pairs}"


def as_json(found: Sequence[Saved], location: str) -> Json:
    """`kind` runs, `format` 1, `store`, and `comparisons`, the latest first."""
    return {
        "kind": "runs",
        "format": 1,
        "store": location,
        "comparisons": [each.model_dump(mode="json") for each in found],
    }


def cleaned(gone: Cleaned, location: str) -> str:
    """What was deleted: 120 files, 1.9 MB."""
    size = gone.bytes / 1e6
    return f"Deleted {counted(gone.files, 'file')}, {size:.1f} MB, from {location}."

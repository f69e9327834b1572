"""What differs: the inputs that B changes in A, which every report of both ends with."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from sim.present.words.small_counts import changes
from sim.scenario.scenario import Scenario


def differing(a: Scenario, b: Scenario) -> Iterator[RenderableType]:
    """What differs between the inputs of two scenarios, beside which every result stands."""
    yield Text("What B changes in A", style="bold")
    sentences = [change.sentence for change in changes(a, b)]
    for sentence in sentences or ["nothing: both scenarios are the same"]:
        yield Text(f"- {sentence}")
    yield ""

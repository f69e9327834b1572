"""Inputs that can be swept on a page: posts of each team, and all that have a range of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiment.worlds.inputs import Input, inputs
from sim.present.words.numbers import counted, stated
from sim.present.words.small_counts import is_small_input
from sim.scenario.paths import Path, text_of
from sim.scenario.scenario import Scenario
from sim.scenario.words import in_words


@dataclass(frozen=True)
class Sweepable:
    """A number that can be swept.

    Attributes:
        path: of its first place, as a planner types it.
        places: where it stands; several move together.
        title: as a planner would say it.
        about: its value, unit and source.
        low: where to begin unless another value is wanted.
        high: where to end.
        step: by which a field goes up or down.
        is_whole: whether it takes whole numbers only.
    """

    path: str
    places: tuple[Path, ...]
    title: str
    about: str
    low: float
    high: float
    step: float
    is_whole: bool = False


def sweepable(scenario: Scenario) -> Iterator[Sweepable]:
    """Posts of each team, then every input with a range, in the order of the scenario's record."""
    for name, team in scenario.structure.teams.items():
        for place, post in enumerate(team.posts):
            path: Path = ("structure", "teams", name, "posts", place, "number")
            least = post.vacant + post.agency + post.newly_qualified
            yield Sweepable(
                text_of(path),
                (path,),
                f"Posts: {post.role}{'' if post.fte == 1 else f' of {post.fte:g}'} in {name}",
                f"{post.number} posts, {post.fte:g} full-time equivalent each.",
                float(max(1, least, post.number - 3)),
                float(post.number + 3),
                1.0,
                is_whole=True,
            )
    for each in inputs(scenario, scenario):
        low, high = each.estimate.low, each.estimate.high
        if each.is_doubt and low is not None and high is not None:
            if is_small_input(each.places[0], each.estimate):
                continue
            yield Sweepable(
                each.name,
                each.places,
                _titled(each),
                f"{stated(each.estimate)}. {each.estimate.source}".rstrip(". ") + ".",
                low,
                high,
                (high - low) / 20,
            )


def _titled(of: Input) -> str:
    """An input as a planner would say it, with how many places of the scenario it stands in."""
    more = len(of.places) - 1
    return in_words(of.places[0]) + (f", and {counted(more, 'other')} with it" if more else "")

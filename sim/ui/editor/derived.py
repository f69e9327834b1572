"""Derived numbers of a plan being edited: what they come to, as long as nobody fixes them."""

from __future__ import annotations

from sim.experiment.worlds.inputs import part_at
from sim.present.words.derivations import come_from
from sim.scenario.estimate import Estimate
from sim.scenario.paths import Path
from sim.ui.editor.draft import Draft, text_of
from sim.ui.markdown_escape import plain_text
from sim.ui.server.reading import read


def followed(of: Draft, path: Path, start: Estimate) -> Estimate:
    """A derived number as the rest of the plan makes it.

    Args:
        of: the plan being edited.
        path: the number.
        start: the number that the draft started from.

    Returns:
        Where the rest of the plan cannot be read, and for one that is not derived, `start`.
    """
    if not start.derived:
        return start
    others = {each: value for each, value in of["changes"].items() if each != path}
    scenario = read(text_of({**of, "changes": others})).scenario
    found = start if scenario is None else part_at(scenario, path)
    return found if isinstance(found, Estimate) else start


def said(estimate: Estimate, is_fixed: bool) -> str:
    """What stands beside a derived number: what it comes from, and what typing another does."""
    if not estimate.derived:
        return ""
    sources = plain_text(come_from(estimate))
    number = f"{estimate.value:g}"
    if is_fixed:
        return f"fixed; it came to {number}, {sources}, and follows again once that is typed"
    return f"{number}, {sources}; a number typed here fixes it, and it no longer follows"

"""One by one: what single inputs do when they alone go to an end of their range.

It stands beside the influence over worlds as a check of it: around the plan, all else as planned.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.experiment.studies.sensitivity import Effect, End, Influence, Sensitivity
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.assurance.rating import INFLUENCE_RULE, influence, quality
from sim.present.foreign.markdown import Marked, bullets, code, document, section, table_of, text
from sim.present.words.numbers import counted, difference, difference_unit, stated
from sim.present.words.small_counts import given
from sim.scenario.words import evidence_range

Column = Callable[[Influence], str]
"""What a column of a table says of an input."""


def one_by_one(found: Sensitivity) -> str:
    """The page of inputs varied one at a time.

    Args:
        found: the influence of every input.
    """
    return document(
        "Inputs varied one at a time",
        "Around the plan, all else as planned: not where the figures reported would be reproduced, "
        "and blind to inputs that trade off. `assumptions.md` has what they decide over worlds.",
        _stages(found),
        INFLUENCE_RULE,
        section("Ranked", _ranked(found)),
        section("Not varied, and why", _not_run(found)),
    )


def _stages(found: Sensitivity) -> str:
    lost = len(found.failures)
    first = text(str(found.failures[0])) if lost else ""
    failed = f" {counted(lost, 'run')} FAILED, left out: {first}." if lost else ""
    return (
        f"One number at a time, {found.runs:,} runs: every input with {found.screened} pairs of "
        f"replications, those of the highest rank with {found.refined}, which stand first; the "
        f"column Pairs says which. Each interval stands alone, so among so many some miss. Shares "
        f"that must add up to 1 cannot vary alone: a route called `rest` gives way, or else the "
        f"other shares keep their proportions to each other.{failed}"
    )


def _ranked(found: Sensitivity) -> str:
    rank = _ranks(found)
    columns: dict[str, Column] = {
        "Rank": lambda of: rank[of.input],
        "Number": lambda of: code(of.input.name),
        "In": lambda of: of.input.stands_in,
        "Planned": lambda of: given(of.input, stated(of.input.estimate)),
        "Range": lambda of: given(of.input, evidence_range(of.input.estimate)),
        "Quality": lambda of: quality(of.input.estimate),
        "Influence": influence,
        "Pairs": lambda of: f"{max(each.change.replications for _, _, each in of.effects)}",
    }
    for key in PRIMARY:
        measure = CATALOGUE[key]
        columns[f"{measure.title} ({difference_unit(measure.unit)})"] = partial(_largest, key)
    return "\n\n".join(
        [
            "For each primary outcome the larger of the changes of B - A at the two ends of the "
            "range, with its interval.",
            table_of(found.ranked, columns),
        ]
    )


def _largest(measure: str, of: Influence) -> str:
    """The larger of a primary outcome's changes at the two ends, and at which."""
    effects = [(end, effect) for end, key, effect in of.effects if key == measure]
    end, effect = max(effects, key=lambda each: each[1].strength)
    return f"{_change(effect, measure)} at {_at(of, end)}: {effect.colour}"


def _change(effect: Effect, measure: str) -> str:
    return difference(effect.change, CATALOGUE[measure].unit)


def _at(of: Influence, end: End) -> str:
    """The value of an input at an end of its range."""
    return given(of.input, f"{end.value:g}")


def _ranks(found: Sensitivity) -> dict[Input, str]:
    return {each.input: f"{place}" for place, each in enumerate(found.ranked, start=1)}


def _not_run(found: Sensitivity) -> str:
    """Inputs, and ends of inputs, that were not run; none is left out silently."""
    together: dict[str, list[str]] = {}
    for each in found.influences:
        at_ends = [f"One end only: {end.why_not}" for end in each.ends if end.why_not]
        for why in at_ends if each.was_run else [each.why_not]:
            together.setdefault(why, []).append(code(each.input.name))
    return bullets(
        Marked(f"{text(f'{why[:1].upper()}{why[1:]}')}: {', '.join(names)}.")
        for why, names in together.items()
    )

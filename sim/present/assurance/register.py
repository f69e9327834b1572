"""The assumptions register: every number with its evidence, and what it does to the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import Colour, Effect, End, Influence, Sensitivity
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.assurance.derived_inputs import derived_inputs
from sim.present.assurance.rating import GRADES, INFLUENCE_RULE, QUALITY_RULE, influence, quality
from sim.present.foreign.markdown import Marked, bullets, code, document, section, table_of, text
from sim.present.words.measures import subject
from sim.present.words.numbers import counted, difference, difference_unit, stated
from sim.present.words.small_counts import evidence, given
from sim.scenario.scenario import Scenario
from sim.scenario.words import evidence_range, in_words

_MOST = 3
"""Inputs put in words."""

Column = Callable[[Influence], str]
"""What a column of a table says of an input."""


def register(found: Sensitivity, planned: Sequence[Verdict], scenarios: Sequence[Scenario]) -> str:
    """The page of assumptions.

    Args:
        found: the influence of every input.
        planned: the verdicts on the primary outcomes with every input as planned.
        scenarios: A and B.
    """
    return document(
        "Assumptions register",
        _totals(found),
        section("What matters most", *what_matters(found, planned)),
        section("How to read the ratings", QUALITY_RULE, INFLUENCE_RULE, _stages(found)),
        section("Ranked by influence", _ranked(found)),
        section("Every number and its evidence", _everything(found)),
        section("Derived from others", derived_inputs(scenarios)),
        section("Not varied, and why", _not_run(found)),
    )


def what_matters(found: Sensitivity, planned: Sequence[Verdict]) -> Iterator[str]:
    """The three inputs that matter most, and the three of those that both scenarios share.

    Args:
        found: the influence of every input.
        planned: the verdicts on the primary outcomes with every input as planned.

    Yields:
        Paragraphs.
    """
    ranked = found.ranked
    if not ranked:
        yield "No input was run."
        return
    yield "The numbers that change the difference B - A most, as multiples of the margins:"
    yield "\n".join(_told(place, each, planned) for place, each in enumerate(ranked[:_MOST], 1))
    if all(each.input.stands_in == "both" for each in ranked[:_MOST]):
        return
    yield (
        "A number that stands in one scenario alone moves one side of the comparison alone: its "
        "influence says how far the answer rests on the two sides being set alike. Of those that "
        "both scenarios share, these matter most:"
    )
    shared = [each for each in ranked if each.input.stands_in == "both"][:_MOST]
    yield "\n".join(_told(place, each, planned) for place, each in enumerate(shared, 1)) or "None."


def _told(place: int, of: Influence, planned: Sequence[Verdict]) -> str:
    estimate = of.input.estimate
    end, measure, effect = max(of.effects, key=lambda each: each[2].strength)
    side = "" if of.input.stands_in == "both" else f" (in {of.input.stands_in} alone)"
    planned_at = given(of.input, f"{stated(estimate)}, range {evidence_range(estimate)}")
    said = (
        f"{place}. **{text(in_words(of.input.places[0]))}**{side}: {text(planned_at)}, "
        f"{GRADES[estimate.grade]}. At {_at(of, end)}, the difference in "
        f"{subject(CATALOGUE[measure])} changes by {_change(effect, measure)}, against a margin of "
        f"{effect.margin:g}."
    )
    turned = list(_turned(of, planned))
    return f"{said} {' '.join(turned)}" if turned else f"{said} No verdict changes at either end."


def _turned(of: Influence, planned: Sequence[Verdict]) -> Iterator[str]:
    """The verdicts that an input changes."""
    for end, measure, effect in of.effects:
        before = planned[PRIMARY.index(measure)]
        if effect.verdict is not before:
            yield (
                f"At {_at(of, end)} the verdict on {subject(CATALOGUE[measure])} turns from "
                f"{before} to {effect.verdict}."
            )


def _at(of: Influence, end: End) -> str:
    """The value of an input at an end of its range."""
    return given(of.input, f"{end.value:g}")


def _totals(found: Sensitivity) -> str:
    qualities = Counter(quality(each.input.estimate) for each in found.influences)
    influences = Counter(influence(each) for each in found.influences)
    by_quality = ", ".join(f"{qualities[colour]} {colour}" for colour in Colour)
    by_influence = ", ".join(f"{influences[word]} {word}" for word in [*Colour, "not run"])
    return (
        f"{counted(len(found.influences), 'number')}, each counted once where both scenarios or "
        f"several places state the same one. Quality of evidence: {by_quality}. Influence on the "
        f"primary outcomes: {by_influence}. Posts, owners and switches are what a structure "
        f"chooses, not estimates: `stress-des.md` lists them."
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


def _everything(found: Sensitivity) -> str:
    rank = _ranks(found)
    columns: dict[str, Column] = {
        "Number": _name,
        "In": lambda of: of.input.stands_in,
        "Value": lambda of: given(of.input, stated(of.input.estimate)),
        "Range": lambda of: given(of.input, evidence_range(of.input.estimate)),
        "Grade": lambda of: (
            f"{of.input.estimate.grade or 'none'}: {GRADES[of.input.estimate.grade]}"
        ),
        "Source": lambda of: evidence(of.input, of.input.estimate.source),
        "Why": lambda of: evidence(of.input, of.input.estimate.why),
        "Quality": lambda of: quality(of.input.estimate),
        "Influence": influence,
        "Rank": lambda of: rank.get(of.input, "not run"),
    }
    in_order = sorted(found.influences, key=lambda of: [str(part) for part in of.input.places[0]])
    return table_of(in_order, columns)


def _ranks(found: Sensitivity) -> dict[Input, str]:
    return {each.input: f"{place}" for place, each in enumerate(found.ranked, start=1)}


def _name(of: Influence) -> str:
    more = len(of.input.places) - 1
    return Marked(code(of.input.name) + (f" and {counted(more, 'more place')}" if more else ""))


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

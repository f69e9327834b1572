"""The assumptions register: every number with its evidence, and what it does to the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import Colour, Effect, End, Influence, Sensitivity
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.assurance.markdown import bullets, code, document, section, table
from sim.present.assurance.rating import GRADES, RULES, influence, quality
from sim.present.words.numbers import counted, difference, difference_unit
from sim.scenario.estimate import Estimate
from sim.scenario.words import evidence_range, in_words

MOST = 3
"""Inputs told in words."""


def register(found: Sensitivity, planned: Sequence[Verdict]) -> str:
    """The page of assumptions.

    Args:
        found: the influence of every input.
        planned: the verdicts on the primary outcomes with every input as planned.
    """
    return document(
        "Assumptions register",
        _totals(found),
        section("What matters most", *what_matters(found, planned)),
        section("How to read the ratings", RULES, _stages(found)),
        section("Ranked by influence", _ranked(found)),
        section("Every number and its evidence", _everything(found)),
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
    yield "\n".join(_told(place, each, planned) for place, each in enumerate(ranked[:MOST], 1))
    if all(each.input.stands_in == "both" for each in ranked[:MOST]):
        return
    yield (
        "A number that stands in one scenario alone moves one side of the comparison alone: its "
        "influence says how far the answer rests on the two sides being set alike. Of those that "
        "both scenarios share, these matter most:"
    )
    shared = [each for each in ranked if each.input.stands_in == "both"][:MOST]
    yield "\n".join(_told(place, each, planned) for place, each in enumerate(shared, 1)) or "None."


def value(estimate: Estimate) -> str:
    """A value with its unit: 25 weighted children."""
    return f"{estimate.value:g} {estimate.unit}".strip()


def _told(place: int, of: Influence, planned: Sequence[Verdict]) -> str:
    estimate = of.input.estimate
    end, measure, effect = max(of.effects, key=lambda each: each[2].strength)
    side = "" if of.input.stands_in == "both" else f" (in {of.input.stands_in} alone)"
    said = (
        f"{place}. **{in_words(of.input.places[0])}**{side}: {value(estimate)}, range "
        f"{evidence_range(estimate)}, {GRADES[estimate.grade]}. At {end.value:g}, the difference "
        f"in {_title(measure)} changes by {_change(effect, measure)}, against a margin of "
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
                f"At {end.value:g} the verdict on {_title(measure)} turns from {before} to "
                f"{effect.verdict}."
            )


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
    failed = f" {counted(lost, 'run')} FAILED, left out: {found.failures[0]}." if lost else ""
    return (
        f"One number at a time, {found.runs:,} runs: every input with {found.screened} pairs of "
        f"replications, those of the highest rank with {found.refined}, which stand first; the "
        f"column Pairs says which. Each interval stands alone, so among so many some miss. Shares "
        f"that must add up to 1 cannot vary alone: a route called `rest` gives way, or else the "
        f"other shares keep their proportions to each other.{failed}"
    )


def _ranked(found: Sensitivity) -> str:
    headers = ["Rank", "Number", "In", "Planned", "Range", "Quality", "Influence", "Pairs"]
    headers += [
        f"{CATALOGUE[measure].title} ({difference_unit(CATALOGUE[measure].unit)})"
        for measure in PRIMARY
    ]
    rows = (
        [
            f"{rank}",
            code(of.input.name),
            of.input.stands_in,
            value(of.input.estimate),
            evidence_range(of.input.estimate),
            str(quality(of.input.estimate)),
            influence(of),
            _pairs(of),
            *(_largest(of, measure) for measure in PRIMARY),
        ]
        for rank, of in enumerate(found.ranked, start=1)
    )
    return "\n\n".join(
        [
            "For each primary outcome the larger of the changes of B - A at the two ends of the "
            "range, with its interval.",
            table(headers, rows),
        ]
    )


def _pairs(of: Influence) -> str:
    return f"{max(effect.change.replications for _, _, effect in of.effects)}"


def _largest(of: Influence, measure: str) -> str:
    """The larger of a primary outcome's changes at the two ends, and at which."""
    effects: list[tuple[End, Effect]] = [
        (end, end.effects[measure]) for end in of.ends if measure in end.effects
    ]
    end, effect = max(effects, key=lambda each: each[1].strength)
    return f"{_change(effect, measure)} at {end.value:g}: {effect.colour}"


def _change(effect: Effect, measure: str) -> str:
    return difference(effect.change, CATALOGUE[measure].unit)


def _everything(found: Sensitivity) -> str:
    rank = {each.input: place for place, each in enumerate(found.ranked, start=1)}
    in_order = sorted(
        found.influences, key=lambda each: [str(part) for part in each.input.places[0]]
    )
    return table(
        [
            "Number",
            "In",
            "Value",
            "Range",
            "Grade",
            "Source",
            "Why",
            "Quality",
            "Influence",
            "Rank",
        ],
        (
            [
                _name(of),
                of.input.stands_in,
                value(of.input.estimate),
                evidence_range(of.input.estimate),
                f"{of.input.estimate.grade or 'none'}: {GRADES[of.input.estimate.grade]}",
                of.input.estimate.source,
                of.input.estimate.why,
                str(quality(of.input.estimate)),
                influence(of),
                f"{rank.get(of.input, 'not run')}",
            ]
            for of in in_order
        ),
    )


def _name(of: Influence) -> str:
    more = len(of.input.places) - 1
    return code(of.input.name) + (f" and {counted(more, 'more place')}" if more else "")


def _not_run(found: Sensitivity) -> str:
    """Inputs, and ends of inputs, that were not run; none is left out silently."""
    together: dict[str, list[str]] = {}
    for each in found.influences:
        if not each.was_run:
            together.setdefault(each.why_not, []).append(code(each.input.name))
            continue
        for end in each.ends:
            if end.why_not:
                together.setdefault(f"One end only: {end.why_not}", []).append(
                    code(each.input.name)
                )
    return bullets(
        f"{why[:1].upper()}{why[1:]}: {', '.join(names)}." for why, names in together.items()
    )


def _title(measure: str) -> str:
    title = CATALOGUE[measure].title
    return f"{title[:1].lower()}{title[1:]}"

"""The sheets of inputs: both scenarios, their difference, the assumptions, laws and versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.experiment.laws import laws_of
from sim.experiment.studies.inputs import inputs as inputs_of
from sim.experiment.studies.sensitivity import Influence
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.assurance.rating import GRADES, INFLUENCE_RULE, QUALITY_RULE, influence, quality
from sim.present.assurance.versions import software
from sim.present.board_pack.material import Material
from sim.present.board_pack.sheets_figures import Cell, Sheet
from sim.present.words import decisions, words
from sim.present.words.numbers import counted, difference
from sim.present.words.small_counts import SUPPRESSED, changes, is_small_input
from sim.scenario.estimate import Estimate, Record
from sim.scenario.words import in_words

Path = tuple[str | int, ...]


def changed(material: Material) -> Sheet:
    """What B changes in A, in words."""
    found = changes(material.comparison.a, material.comparison.b)
    return Sheet(
        "Differences",
        "What B changes in A, in words.",
        "What B changes in A. The whole difference between their results comes from these.",
        ("Kind", "About", "What changes"),
        tuple((each.kind, each.subject, each.sentence) for each in found),
        (14, 40, 120),
    )


def inputs(material: Material) -> Sheet:
    """Every input of both scenarios, side by side."""
    a, b = (dict(_leaves((), each)) for each in (material.comparison.a, material.comparison.b))
    rows = []
    for path in dict.fromkeys([*a, *b]):
        of_a, of_b = a.get(path), b.get(path)
        estimate = next(
            (each for each in (of_b, of_a) if isinstance(each, Estimate)), Estimate(value=0)
        )
        small = any(_is_small(path, each) for each in (of_a, of_b))
        rows.append(
            (
                ".".join(map(str, path)),
                in_words(path),
                _value(path, of_a),
                _value(path, of_b),
                "differs" if _plain(of_a) != _plain(of_b) else "",
                estimate.unit,
                SUPPRESSED if small else estimate.low,
                SUPPRESSED if small else estimate.high,
                estimate.grade or "",
                estimate.source,
                estimate.why,
            )
        )
    return Sheet(
        "Inputs",
        "Every input of both scenarios with its evidence, and whether it differs.",
        "Every input of both scenarios. Grades: R read in a source, D derived from one, M from "
        "memory, A assumption; unit, range and evidence are those of B where both have the number.",
        (
            "Input",
            "In words",
            "A",
            "B",
            "Differs",
            "Unit",
            "Low",
            "High",
            "Grade",
            "Source",
            "Why",
        ),
        tuple(rows),
        (60, 60, 22, 22, 9, 20, 9, 9, 7, 60, 60),
    )


def assumptions(material: Material) -> Sheet:
    """Every number with its evidence, the most influential or the weakest first."""
    found, comparison = material.sensitivity, material.comparison
    if found:
        influences: Sequence[Influence] = found.influences
        says = (
            f"Ranked by influence on the primary outcomes: {counted(found.runs, 'run')}, one "
            f"number at a time. {QUALITY_RULE} {INFLUENCE_RULE}"
        )
    else:
        weak = decisions.weakest(comparison)
        all_ = inputs_of(comparison.a, comparison.b)
        influences = [Influence(each) for each in [*weak, *(e for e in all_ if e not in weak)]]
        says = (
            f"Influence on the answer was not run: `locality assure` does. Weakest evidence first: "
            f"assumptions with the widest ranges. "
            f"{decisions.evidence(comparison.a, comparison.b)} {QUALITY_RULE}"
        )
    rows = []
    for place, each in enumerate(influences, start=1):
        estimate = each.input.estimate
        small = any(_is_small(path, estimate) for path in each.input.places)
        rows.append(
            (
                float(place),
                each.input.name,
                in_words(each.input.places[0]),
                each.input.stands_in,
                SUPPRESSED if small else estimate.value,
                estimate.unit,
                SUPPRESSED if small else estimate.low,
                SUPPRESSED if small else estimate.high,
                f"{estimate.grade or 'none'}: {GRADES[estimate.grade]}",
                str(quality(estimate)),
                influence(each),
                *(_largest(each, measure) for measure in PRIMARY),
                estimate.source,
                estimate.why,
            )
        )
    return Sheet(
        "Assumptions",
        "The assumptions register.",
        says,
        (
            "Place",
            "Number",
            "In words",
            "In",
            "Planned",
            "Unit",
            "Low",
            "High",
            "Grade",
            "Quality",
            "Influence",
            *(f"Change: {CATALOGUE[measure].title}" for measure in PRIMARY),
            "Source",
            "Why",
        ),
        tuple(rows),
        (8, 52, 52, 7, 10, 20, 9, 9, 26, 10, 11, 30, 30, 30, 60, 60),
    )


def laws(material: Material) -> Sheet:
    """Checks that every run must keep, in both structures."""
    rows = tuple(
        (letter, law.name, law.scope, law.verdict, float(law.holds), float(law.of))
        for letter, arm in zip("AB", material.experiment.arms, strict=True)
        for law in laws_of(arm)
    )
    return Sheet(
        "Laws",
        "What every run must keep, and whether it did.",
        "Two sides that must agree are worked out from different rows of each run. One to watch "
        "is no error: `locality run` tells what was seen.",
        ("In", "Law", "Where", "Verdict", "Holds in", "Of runs"),
        rows,
        (6, 30, 44, 12, 10, 10),
    )


def versions(material: Material) -> Sheet:
    """What would repeat the figures: seeds, content and software."""
    experiment = material.experiment
    rows: list[tuple[Cell, ...]] = [
        ("Seed", f"{experiment.seed}"),
        ("Runs asked for, of each scenario", f"{experiment.asked}"),
        ("Pairs compared", f"{material.comparison.pairs}"),
        ("Runs that failed, left out", f"{len(experiment.failures)}"),
        ("Period", words.period(material.comparison.a)),
        *(
            (f"Content of {letter}", f"{scenario.content_hash}, {scenario.title}")
            for letter, scenario in zip(
                "AB", (material.comparison.a, material.comparison.b), strict=True
            )
        ),
        *((name, version) for name, version in software()),
    ]
    return Sheet(
        "Versions",
        "Seeds, content and software that repeat the figures.",
        "The same versions, content and seed give the same figures.",
        ("What", "Is"),
        tuple(rows),
        (36, 100),
    )


def _leaves(path: Path, part: Any) -> Iterator[tuple[Path, Any]]:
    """Every single value of a scenario, by its path; a list of names counts as one."""
    if isinstance(part, Record) and not isinstance(part, Estimate):
        for name in type(part).model_fields:
            yield from _leaves((*path, name), getattr(part, name))
    elif isinstance(part, Mapping):
        for name, each in part.items():
            yield from _leaves((*path, name), each)
    elif isinstance(part, list) and any(isinstance(each, Record) for each in part):
        for at, each in enumerate(part):
            yield from _leaves((*path, at), each)
    else:
        yield path, part


def _plain(part: Any) -> Any:
    return part.value if isinstance(part, Estimate) else part


def _value(path: Path, part: Any) -> Cell:
    if _is_small(path, part):
        return SUPPRESSED
    match _plain(part):
        case None:
            return None
        case bool() as answer:
            return "yes" if answer else "no"
        case int() | float() as number:
            return float(number)
        case list() as names:
            return ", ".join(map(str, names))
        case other:
            return str(other)


def _is_small(path: Path, part: Any) -> bool:
    """Whether a value must be suppressed."""
    return isinstance(part, Estimate) and is_small_input(path, part)


def _largest(of: Influence, measure: str) -> str:
    """The larger of a primary outcome's changes at the two ends, and at which."""
    found = [(end, end.effects[measure]) for end in of.ends if measure in end.effects]
    if not found:
        return of.why_not
    end, effect = max(found, key=lambda each: each[1].strength)
    is_small = any(_is_small(path, of.input.estimate) for path in of.input.places)
    at = SUPPRESSED if is_small else f"{end.value:g}"
    return f"{difference(effect.change, CATALOGUE[measure].unit)} at {at}"

"""The sheets of inputs: both scenarios, their difference, the assumptions, laws and versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.experiment.laws import laws_of
from sim.experiment.worlds.inputs import Input
from sim.experiment.worlds.inputs import inputs as inputs_of
from sim.measures.laws.law import LawSummary
from sim.present.assurance.rating import GRADES, QUALITY_RULE, quality
from sim.present.assurance.versions import software
from sim.present.board_pack.material import Material
from sim.present.board_pack.sheet import Cell, Column, Sheet, sheet
from sim.present.words import answer, words
from sim.present.words.evidence import evidence as resting_on_no_source
from sim.present.words.small_counts import (
    SUPPRESSED,
    WITHHELD,
    changes,
    evidence,
    given,
    small_inputs,
)
from sim.scenario.differ.difference import Difference
from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import Path, text_of
from sim.scenario.words import in_words


def changed(material: Material) -> Sheet:
    """What B changes in A, in words."""
    columns: list[Column[Difference]] = [
        ("Kind", 14, lambda each: each.kind),
        ("About", 40, lambda each: each.subject),
        ("What changes", 120, lambda each: each.sentence),
    ]
    return sheet(
        "Differences",
        "What B changes in A, in words.",
        "What B changes in A. The whole difference between their results comes from these.",
        columns,
        changes(material.comparison.a, material.comparison.b),
    )


def inputs(material: Material) -> Sheet:
    """Every input of both scenarios, side by side."""
    a, b = (dict(_leaves((), each)) for each in (material.comparison.a, material.comparison.b))

    def of(path: Path) -> Estimate:
        both = (b.get(path), a.get(path))
        return next((each for each in both if isinstance(each, Estimate)), Estimate(value=0))

    small = [small_inputs(each) for each in (material.comparison.a, material.comparison.b)]

    def is_few(path: Path) -> bool:
        return any(path in each for each in small)

    def value(side: int, path: Path) -> Cell:
        return SUPPRESSED if path in small[side] else _value((a, b)[side].get(path))

    columns: list[Column[Path]] = [
        ("Input", 60, text_of),
        ("In words", 60, in_words),
        ("A", 22, lambda path: value(0, path)),
        ("B", 22, lambda path: value(1, path)),
        (
            "Differs",
            9,
            lambda path: "differs" if _plain(a.get(path)) != _plain(b.get(path)) else "",
        ),
        ("Unit", 20, lambda path: of(path).unit),
        ("Derived from", 60, lambda path: WITHHELD if is_few(path) else of(path).derived),
        ("Low", 9, lambda path: SUPPRESSED if is_few(path) else of(path).low),
        ("High", 9, lambda path: SUPPRESSED if is_few(path) else of(path).high),
        ("Grade", 7, lambda path: of(path).grade or ""),
        ("Source", 60, lambda path: WITHHELD if is_few(path) else of(path).source),
        ("Why", 60, lambda path: WITHHELD if is_few(path) else of(path).why),
    ]
    return sheet(
        "Inputs",
        "Every input of both scenarios with its evidence, and whether it differs.",
        "Every input of both scenarios. Grades: R read in a source, D derived from one, M from "
        "memory, A assumption; unit, range and evidence are those of B where both have the number.",
        columns,
        dict.fromkeys([*a, *b]),
    )


def assumptions(material: Material) -> Sheet:
    """Every number with its evidence, as the scenarios state them."""
    comparison = material.comparison
    columns: list[Column[Input]] = [
        ("Number", 52, lambda each: each.name),
        ("In words", 52, lambda each: in_words(each.places[0])),
        ("In", 7, lambda each: each.stands_in),
        ("Planned", 10, lambda each: given(each, each.estimate.value)),
        ("Unit", 20, lambda each: each.estimate.unit),
        ("Low", 9, lambda each: given(each, each.estimate.low)),
        ("High", 9, lambda each: given(each, each.estimate.high)),
        ("Grade", 26, _grade),
        ("Quality", 10, lambda each: str(quality(each.estimate))),
        ("Source", 60, lambda each: evidence(each, each.estimate.source)),
        ("Why", 60, lambda each: evidence(each, each.estimate.why)),
    ]
    return sheet(
        "Assumptions",
        "Every number with the quality of its evidence.",
        f"In the order of the scenarios: a weak or a wide range is no sign that a number decides "
        f"anything. {resting_on_no_source(comparison.a, comparison.b)} {QUALITY_RULE}",
        columns,
        inputs_of(comparison.a, comparison.b),
    )


def laws(material: Material) -> Sheet:
    """Checks that every run must keep, in both structures."""
    columns: list[Column[tuple[str, LawSummary]]] = [
        ("In", 6, lambda each: each[0]),
        ("Law", 30, lambda each: each[1].name),
        ("Where", 44, lambda each: each[1].scope),
        ("Verdict", 12, lambda each: each[1].verdict),
        ("Holds in", 10, lambda each: float(each[1].holds)),
        ("Of runs", 10, lambda each: float(each[1].of)),
    ]
    return sheet(
        "Laws",
        "What every run must keep, and whether it did.",
        "Two sides that must agree are worked out from different rows of each run. One to watch "
        "is no error: `locality run` tells what was seen.",
        columns,
        (
            (letter, law)
            for letter, arm in zip("AB", material.experiment.arms, strict=True)
            for law in laws_of(arm)
        ),
    )


def versions(material: Material) -> Sheet:
    """What would repeat the figures: seeds, content and software."""
    experiment, comparison = material.experiment, material.comparison
    rows: list[Sequence[str]] = [
        ("Seed", f"{experiment.seed}"),
        ("Runs asked for, of each scenario", f"{experiment.asked}"),
        ("Pairs compared", f"{comparison.pairs}"),
        ("Runs that failed, left out", f"{len(experiment.failures)}"),
        ("Inputs", answer.basis(comparison)),
        ("Period", words.period(comparison.a)),
        ("Made", f"{material.made:%Y-%m-%d %H:%M} UTC"),
        *(
            (f"Content of {letter}", f"{scenario.content_hash}, {scenario.title}")
            for letter, scenario in (("A", comparison.a), ("B", comparison.b))
        ),
        *software(),
    ]
    columns: list[Column[Sequence[str]]] = [
        ("What", 36, lambda row: row[0]),
        ("Is", 100, lambda row: row[1]),
    ]
    return sheet(
        "Versions",
        "Seeds, content and software that repeat the figures.",
        "The same versions, content and seed give the same figures.",
        columns,
        rows,
    )


def _leaves(path: Path, part: Any) -> Iterator[tuple[Path, Any]]:
    """Every single value of a scenario, by its path; a list of names counts as one."""
    if isinstance(part, Record) and not isinstance(part, Estimate):
        for name in type(part).model_fields:
            yield from _leaves((*path, name), getattr(part, name))
    elif isinstance(part, Mapping):
        for name, each in part.items():
            yield from _leaves((*path, name), each)
    elif isinstance(part, tuple) and any(isinstance(each, Record) for each in part):
        for at, each in enumerate(part):
            yield from _leaves((*path, at), each)
    else:
        yield path, part


def _plain(part: Any) -> Any:
    return part.value if isinstance(part, Estimate) else part


def _value(part: Any) -> Cell:
    match _plain(part):
        case None:
            return None
        case bool() as answer:
            return "yes" if answer else "no"
        case int() | float() as number:
            return float(number)
        case tuple() | list() as names:
            return ", ".join(map(str, names))
        case other:
            return str(other)


def _grade(of: Input) -> str:
    grade = of.estimate.grade
    return f"{grade or 'none'}: {GRADES[grade]}"

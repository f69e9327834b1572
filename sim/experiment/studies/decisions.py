"""Open decisions: the answer under each choice of a rule that is nobody's doubt.

Who does a section 47 enquiry on an open case, or whether a family that comes back goes to its
previous worker, is not uncertain: somebody decides it. So no world draws it; each other choice is
run through the same worlds. A rule that A and B share is changed in both, as it could be changed
without any other structure: like is set beside like. One in which they differ belongs to the
proposal, and is changed in B alone.

The choices of a rule are those that its type names: a word among some, yes or no, or that
something never happens. A rule that is a number with a range is doubt, and is ranked with the
others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from sim.experiment.comparison import Comparison, compare
from sim.experiment.studies.break_even import PAIRS
from sim.experiment.studies.further_pairs import FurtherPairs, Replaced, answer
from sim.scenario.overrides import override
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Rules

RULES: Path = ("structure", "rules")


@dataclass(frozen=True)
class Choice:
    """A rule with another value.

    Attributes:
        rule: its name among the rules of a structure.
        value: what is chosen instead: a word, yes or no, or none for never.
        planned: what B has.
        in_both: whether A is changed too.
    """

    rule: str
    value: str | bool | None
    planned: object
    in_both: bool


@dataclass(frozen=True)
class Answered:
    """The answer under one choice; none where no pair of it could be run."""

    choice: Choice
    comparison: Comparison | None


@dataclass(frozen=True)
class Decisions:
    """What follows from each choice.

    Attributes:
        planned: the answer as planned, over the same pairs.
        answers: by choice, in the order of the rules.
    """

    planned: Comparison
    answers: tuple[Answered, ...]


def choices(a: Scenario, b: Scenario) -> tuple[Choice, ...]:
    """Every other choice of every rule."""
    return tuple(
        Choice(name, value, planned, in_both=planned == getattr(a.structure.rules, name))
        for name, field in Rules.model_fields.items()
        for planned in [getattr(b.structure.rules, name)]
        for value in _values(field.annotation)
        if value != planned
    )


def decisions(further: FurtherPairs) -> Decisions:
    """The answer under each choice, over the first pairs of the comparison."""
    a, b = further.experiment.pair
    open_ = choices(a, b)
    changes = [
        Replaced(_with(a, each) if each.in_both else a, _with(b, each), (*RULES, each.rule))
        for each in open_
    ]
    paired = set.intersection(*({run.number for run in arm} for arm in further.experiment.arms))
    numbers = sorted(paired)[:PAIRS]
    found = further.with_change("Running the other choices", changes, numbers)
    return Decisions(
        compare(further.those_made(numbers), whole=False),
        tuple(Answered(choice, answer(each)) for choice, each in zip(open_, found, strict=True)),
    )


def _with(scenario: Scenario, choice: Choice) -> Scenario:
    tree = scenario.structure.rules.model_copy(update={choice.rule: choice.value})
    rules: dict[Path, object] = {RULES: tree.model_dump(mode="json")}
    return override(scenario, rules)


def _values(annotation: Any) -> Iterator[str | bool | None]:
    """The values that a type names; none of a number."""
    if annotation is bool:
        yield from (False, True)
    elif annotation is type(None):
        yield None
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _values(part)

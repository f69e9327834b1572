"""Small counts: fewer than 5 real children are told in nothing that leaves the machine.

Real children are counted in two places: in the figures that a council reported, and in the open
cases that a scenario begins with. Such a count above 0 and under 5 is replaced by words wherever
results are told: in packs, tables, JSON and reports alike. Its range, source and note go with it,
as each may state it; so does, where a whole is reported with its parts and only one part is small,
the smallest of the others. Simulated figures are nobody's data and are shown everywhere, however
small. A scenario's own file, and what is said of it while it is written, stay whole.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from sim.measures.catalogue import CATALOGUE
from sim.scenario.check.consistency import estimates
from sim.scenario.derived import sources_of
from sim.scenario.differ.difference import Difference, differences
from sim.scenario.paths import Path

if TYPE_CHECKING:  # `check` answers at once, without tables and statistics
    import pandas as pd

    from sim.experiment.studies.design import Varied
    from sim.experiment.studies.validation import Held
    from sim.experiment.worlds.inputs import Input
    from sim.scenario.estimate import Estimate
    from sim.scenario.exact.capacity import Capacity, Caseload, RoleCapacity, StockCheck
    from sim.scenario.file.reported import ReportedFigure
    from sim.scenario.scenario import Scenario

FEWEST = 5
"""The smallest count of real children that is told."""
Word = Literal["under 5", "not shown"]
SUPPRESSED: Word = "under 5"
"""Stands in the place of a small count."""
WITHHELD: Word = "not shown"
"""Stands in the place of what would give one away."""

_COUNTED = {"children", "children a month", "pieces"}
"""Units of measures that count children or pieces of work on them."""
_RATES = ("children_per_worker",)
"""Measures in such a unit that are rates: children per worker."""
_Told = TypeVar("_Told")


@dataclass(frozen=True)
class ToldFigure:
    """What is told of a reported figure.

    Attributes:
        is_whole: whether that is everything.
        reported: the figure; empty where only a range is known.
        range: what reproduces it.
        source: where it was read.
        note: why the range is as it is.
    """

    is_whole: bool
    reported: str
    range: str
    source: str
    note: str


def is_small(count: float) -> bool:
    """Whether a count of real children is too small to be told."""
    return 0 < count < FEWEST


def is_small_input(path: Sequence[str | int], estimate: Estimate) -> bool:
    """Whether an input counts children with an open case, and too few of them."""
    return path[0] == "open_cases" and is_small(estimate.value)


def small_inputs(scenario: Scenario) -> frozenset[Path]:
    """Inputs that count too few children with an open case, and those whose sum would tell it."""
    of = dict(estimates((), scenario))
    found = {path for path, estimate in of.items() if is_small_input(path, estimate)}
    sources = {path: set(sources_of(estimate.derived)) for path, estimate in of.items()}
    while more := {path for path, names in sources.items() if names & found} - found:
        found |= more
    return frozenset(found)


def given(of: Input, told: _Told) -> _Told | Word:
    """What is told of an input's value or range, or the word in its place."""
    return SUPPRESSED if _is_few(of) else told


def evidence(of: Input, told: str) -> str:
    """What is told of an input's source and reasons, or the word in their place."""
    return WITHHELD if told and _is_few(of) else told


def changes(a: Scenario, b: Scenario) -> list[Difference]:
    """What B changes in A, without the numbers of inputs that count too few."""
    small = small_inputs(a) | small_inputs(b)
    return [
        replace(each, sentence=f"{each.subject}: differs, {SUPPRESSED} in A or B")
        if any(each.path[: len(path)] == path for path in small)
        else each
        for each in differences(a, b)
    ]


def opened(scenario: Scenario) -> list[str]:
    """The children with an open case at the start, by plan: 250 child protection plan."""
    return [
        f"{SUPPRESSED if is_small(cases.value) else f'{cases.value:g}'} {name}"
        for name, cases in scenario.open_cases.items()
    ]


def stock(of: StockCheck) -> StockCheck:
    """Children in a plan as given and as balanced, without those given where they are too few."""
    if not is_small(round(of.reported, 6)):
        return of
    sentence = f"{of.plan}: {SUPPRESSED} children reported; these flows bring {of.balanced:,.0f}."
    return replace(of, reported=math.nan, sentence=sentence)


def capacity(of: Capacity) -> Capacity:
    """A capacity check without what the given open cases ask where some of them are too few."""
    if not any(is_small(round(each.reported, 6)) for each in of.stocks):
        return of
    roles = tuple(
        replace(
            each, reported_asked=math.nan, reported_verdict=each.verdict, sentence=_balanced(each)
        )
        for each in of.roles
    )
    caseloads = tuple(
        replace(
            each, reported_load=math.nan, reported_verdict=each.verdict, sentence=_balanced(each)
        )
        for each in of.caseloads
    )
    stocks = tuple(map(stock, of.stocks))
    return replace(of, work=(), roles=roles, caseloads=caseloads, stocks=stocks)


def _balanced(of: RoleCapacity | Caseload) -> str:
    """Its sentence, up to what is said of the given open cases."""
    return f"{of.sentence.partition('; with the open cases')[0].rstrip('.')}."


def varied_to(of: Varied, value: float) -> str:
    """A value of an input that a sweep varies, or the word in its place."""
    return SUPPRESSED if _counts_open_cases(of) and is_small(value) else f"{value:.4g}"


def swept(table: pd.DataFrame, inputs: Sequence[Varied]) -> pd.DataFrame:
    """The table of a sweep, without values of open cases that are too few."""
    told = table.copy()
    for name in (each.name for each in inputs if _counts_open_cases(each)):
        told[name] = told[name].mask(told[name].map(is_small))
    return told


def told_figures(figures: Sequence[ReportedFigure]) -> list[ToldFigure]:
    """What is told of reported figures, in the same order."""
    hidden = {id(each) for each in figures if _is_few_reported(each)}
    for whole in figures:
        parts = [each for each in figures if each.measure == whole.measure and each.name]
        for scope in {each.scope for each in parts} if not whole.name else ():
            _withhold([each for each in parts if each.scope == scope], hidden)
    return [_told(each, hidden=id(each) in hidden) for each in figures]


def with_told(held: Sequence[Held]) -> list[tuple[Held, ToldFigure]]:
    """Figures held against a run, each with what is told of it."""
    return list(zip(held, told_figures([each.figure for each in held]), strict=True))


def _withhold(parts: Sequence[ReportedFigure], hidden: set[int]) -> None:
    """Hide a second part of a whole where only one is hidden."""
    others = [each for each in parts if id(each) not in hidden and each.reported]
    if others and sum(id(each) in hidden for each in parts) == 1:
        hidden.add(id(min(others, key=lambda each: each.reported or 0)))


def counts_children(measure: str) -> bool:
    """Whether a measure counts children or pieces of work on them."""
    of = CATALOGUE.get(measure)
    return of is not None and of.unit in _COUNTED and not measure.startswith(_RATES)


def _counts_open_cases(of: Varied) -> bool:
    return any(place[0] == "open_cases" for place in of.places)


def _is_few(of: Input) -> bool:
    return any(is_small_input(path, of.estimate) for path in of.places)


def _is_few_reported(of: ReportedFigure) -> bool:
    """Whether a figure is a small count, or a range in which nothing else lies."""
    return counts_children(of.measure) and is_small(of.high if of.reported is None else of.reported)


def _told(of: ReportedFigure, hidden: bool) -> ToldFigure:
    if hidden:
        word = SUPPRESSED if _is_few_reported(of) else WITHHELD
        return ToldFigure(False, word, WITHHELD, WITHHELD, WITHHELD)
    figure = "" if of.reported is None else f"{of.reported:,g}"
    return ToldFigure(True, figure, f"{of.low:,g} to {of.high:,g}", of.source, of.note)

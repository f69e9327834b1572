"""Tables: the measures of one scenario or of two, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from rich import box
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from sim.experiment.comparison import Comparison, Key, Outcome
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import Held, Reproduction
from sim.measures.catalogue import CATALOGUE
from sim.measures.catalogue import Group as Theme
from sim.present.words import words
from sim.present.words.measures import BY_LOCALITY, BY_TEAM, GROUPS, definition, titled
from sim.present.words.numbers import NO_VALUE, difference, level, mean, plus_minus
from sim.present.words.small_counts import ToldFigure, with_told

_INSIDE = ("reason", "priority", "role", "work", "case")
"""Scopes shown inside a measure's group, below the measure."""
_REPRODUCTIONS = {Reproduction.REPRODUCED: "green", Reproduction.OFF: "bold red"}
"""Colours of verdicts; the words say the same."""


def table(title: str, *columns: Column) -> Table:
    """An empty table with a title on the left."""
    return Table(
        *columns,
        title=title,
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        title_justify="left",
        title_style="bold",
    )


def page(parts: Iterable[RenderableType]) -> Group:
    """Parts one below the other, with an empty line after each table."""
    spaced = ((part, "") if isinstance(part, Table) else (part,) for part in parts)
    return Group(*chain.from_iterable(spaced))


def text(header: str = "") -> Column:
    """A column of words."""
    return Column(header, overflow="fold")


def figures(header: str = "") -> Column:
    """A column of numbers, which are never broken."""
    return Column(header, justify="right", no_wrap=True)


def whole_numbers(header: str) -> Column:
    """A column of numbers without spaces, whose header may be long."""
    return Column(header, justify="right", overflow="fold")


def group(comparison: Comparison, theme: Theme) -> Table:
    """The measures of one group that are not judged, and parts of those that are.

    Those that neither scenario has are left out.
    """
    made = _compared(GROUPS[theme])
    judged = {each.outcome.key for each in comparison.judged}
    for outcome in comparison.outcomes:
        key = outcome.key
        if _is_of(key, theme) and outcome.has_value and key not in judged:
            name = f"{titled(definition(outcome))}: {key.name}"
            is_alone = Key(key.measure) in judged
            made.add_row(
                name if is_alone else _name(key), *_sides(outcome), words.direction(outcome)
            )
    return made


def handoffs(comparison: Comparison) -> Table:
    """Handoffs between teams, those that happen in either structure."""
    made = table("Handoffs between teams, children a month", text(), figures("A"), figures("B"))
    for outcome in comparison.parts("handoffs_a_month", "handoff"):
        if outcome.a.mean > 0 or outcome.b.mean > 0:
            made.add_row(outcome.key.name, *_sides(outcome)[:2])
    return made


def by_team(comparison: Comparison) -> Table:
    """What each team of each structure carries; the teams differ, so there are no differences."""
    of_a = {outcome.key: outcome.a for outcome in comparison.outcomes}
    of_b = {outcome.key: outcome.b for outcome in comparison.outcomes}
    return _by_team({"A": of_a, "B": of_b})


def by_locality(comparison: Comparison) -> Table:
    """Where B is higher and where it is lower, place by place."""
    made = _compared("By locality")
    for measure in BY_LOCALITY:
        parts = [o for o in comparison.parts(measure, "locality") if o.has_value]
        if parts:
            made.add_row(titled(CATALOGUE[measure]))
        for outcome in parts:
            made.add_row(_name(outcome.key), *_sides(outcome), words.direction(outcome))
    return made


def levels(found: Mapping[Key, Interval], theme: Theme) -> Table:
    """One scenario's measures of one group, each with its interval."""
    made = table(GROUPS[theme], text(), figures())
    for key, interval in found.items():
        if _is_of(key, theme) and interval.replications:
            made.add_row(_name(key), level(interval, CATALOGUE[key.measure].unit))
    return made


def levels_by_team(found: Mapping[Key, Interval]) -> Table:
    """What each team of one scenario carries."""
    return _by_team({"": found})


def levels_by_locality(found: Mapping[Key, Interval]) -> Table:
    """How each locality fares in one scenario."""
    places = list(dict.fromkeys(key.name for key in found if key.scope == "locality"))
    made = table("By locality, with half the interval's width", text(), *map(whole_numbers, places))
    for measure in BY_LOCALITY:
        cells = (found[Key(measure, "locality", place)] for place in places)
        made.add_row(
            titled(CATALOGUE[measure]),
            *(plus_minus(cell, CATALOGUE[measure].unit) for cell in cells),
        )
    return made


def validation(held: Sequence[Held]) -> Iterator[Table]:
    """Reported figures, the range that reproduces each, and what was simulated.

    A table for each kind of figure: first those that no input sets.
    """
    told = with_told(held)
    for kind, title in words.KINDS.items():
        of_kind = [each for each in told if each[0].figure.kind == kind]
        if of_kind:
            yield _held(title.capitalize(), of_kind)


def _held(title: str, told: Sequence[tuple[Held, ToldFigure]]) -> Table:
    made = table(title, text(), figures("Reported"), figures("Range"), figures("Simulated"), text())
    for each, said in told:
        figure = each.figure
        made.add_row(
            f"{figure.title} (%)" if figure.unit == "%" else figure.title,
            said.reported,
            said.range,
            level(each.simulated, figure.unit),
            Text(each.verdict, style=_REPRODUCTIONS.get(each.verdict, "")),
        )
    return made


def _compared(title: str) -> Table:
    """An empty table of both scenarios, their differences, and a word on each."""
    return table(title, text(), figures("A"), figures("B"), figures("B - A"), text())


def _sides(outcome: Outcome) -> tuple[str, str, str]:
    """An outcome in A, in B, and the difference with its interval."""
    unit = definition(outcome).unit
    return mean(outcome.a, unit), mean(outcome.b, unit), difference(outcome.difference, unit)


def _is_of(key: Key, theme: Theme) -> bool:
    """Whether a figure is shown in a group: of the whole service, or inside its measure."""
    is_shown = key == Key(key.measure) or key.scope in _INSIDE
    return is_shown and CATALOGUE[key.measure].group == theme


def _name(key: Key) -> str:
    """A measure's title, or below it the name of a part."""
    return titled(CATALOGUE[key.measure]) if key == Key(key.measure) else f"- {key.name}"


def _by_team(sides: Mapping[str, Mapping[Key, Interval]]) -> Table:
    """A row for each team that has a value, each mean with half its interval's width."""
    headers = map(whole_numbers, BY_TEAM.values())
    made = table("By team, with half the interval's width", text(), *headers)
    for letter, found in sides.items():
        if letter:
            made.add_row(Text(letter, style="bold"))
        for team in dict.fromkeys(key.name for key in found if key.scope == "team"):
            cells = {measure: found.get(Key(measure, "team", team)) for measure in BY_TEAM}
            if any(cell and cell.replications for cell in cells.values()):
                shown = (
                    plus_minus(cell, CATALOGUE[measure].unit) if cell else NO_VALUE
                    for measure, cell in cells.items()
                )
                made.add_row(team, *shown)
        made.add_section()
    return made

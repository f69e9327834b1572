"""Tables: the measures of one scenario or of two, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from rich import box
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from sim.experiment.comparison import Comparison, Key, Outcome
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.validation import Held, Reproduction
from sim.measures.catalogue import CATALOGUE, PRIMARY, Definition
from sim.present.words import words
from sim.present.words.numbers import NO_VALUE, difference, level, mean, mean_and_ends, plus_minus

GROUPS = {
    "timeliness": "Timeliness",
    "caseload": "Caseload",
    "transfers": "Transfers",
    "flow": "Flow",
}
"""Titles of the catalogue's groups, in the order in which they are shown."""
BY_TEAM = {
    "load_per_worker_mean": "Weighted caseload",
    "over_cap": "% of days over cap",
    "utilisation": "% of hours used",
    "backlog_days": "Days of work waiting",
    "unallocated_mean": "Children waiting",
}
"""What is shown of each team, with a short title."""
BY_LOCALITY = (
    "concluded_in_45_days",
    "days_to_first_visit_median",
    "visits_on_time",
    "worker_changes",
    "unallocated_mean",
)
"""What is shown of each locality."""
_INSIDE = ("reason", "priority", "role", "work")
"""Scopes shown inside a measure's group, below the measure."""
_STYLES = {Verdict.BETTER: "bold green", Verdict.WORSE: "bold red"}
_REPRODUCTIONS = {
    Reproduction.REPRODUCED: "green",
    Reproduction.OFF: "bold red",
    Reproduction.CANNOT_TELL: "",
}
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


def primaries(comparison: Comparison) -> Table:
    """The primary outcomes with their verdicts."""
    made = table(
        "Primary outcomes", text(), figures("A"), figures("B"), figures("B - A"), text("Verdict")
    )
    for primary in comparison.primaries:
        outcome, definition = primary.outcome, CATALOGUE[primary.outcome.key.measure]
        made.add_row(
            f"{titled(definition)}\nmargin {words.margin(primary)}",
            "\n".join(mean_and_ends(outcome.a, definition.unit)),
            "\n".join(mean_and_ends(outcome.b, definition.unit)),
            "\n".join(mean_and_ends(outcome.difference, definition.unit, signed=True)),
            Text(words.verdict(primary), style=_STYLES.get(primary.verdict, "")),
            end_section=True,
        )
    return made


def group(comparison: Comparison, name: str) -> Table:
    """The measures of one group; those that neither scenario has are left out."""
    made = table(GROUPS[name], text(), figures("A"), figures("B"), figures("B - A"), text())
    for outcome in comparison.outcomes:
        definition = CATALOGUE[outcome.key.measure]
        is_whole = outcome.key == Key(outcome.key.measure)
        if definition.group != name or (outcome.key.measure in PRIMARY and is_whole):
            continue
        if (is_whole or outcome.key.scope in _INSIDE) and _has_value(outcome):
            made.add_row(
                titled(definition) if is_whole else f"- {outcome.key.name}",
                mean(outcome.a, definition.unit),
                mean(outcome.b, definition.unit),
                difference(outcome.difference, definition.unit),
                words.direction(outcome),
            )
    return made


def handoffs(comparison: Comparison) -> Table:
    """Handoffs between teams, those that happen in either structure."""
    made = table("Handoffs between teams, children a month", text(), figures("A"), figures("B"))
    unit = CATALOGUE["handoffs_a_month"].unit
    for outcome in comparison.parts("handoffs_a_month", "handoff"):
        if outcome.a.mean > 0 or outcome.b.mean > 0:
            made.add_row(outcome.key.name, mean(outcome.a, unit), mean(outcome.b, unit))
    return made


def by_team(comparison: Comparison) -> Table:
    """What each team of each structure carries; the teams differ, so there are no differences."""
    made = _by_team()
    for letter, side in (("A", _of_a), ("B", _of_b)):
        found = {outcome.key: side(outcome) for outcome in comparison.outcomes}
        made.add_row(Text(letter, style="bold"))
        _add_teams(made, found)
        made.add_section()
    return made


def by_locality(comparison: Comparison) -> Table:
    """Who gains and who loses, place by place."""
    made = table(
        "By locality: who gains, who loses",
        text(),
        figures("A"),
        figures("B"),
        figures("B - A"),
        text(),
    )
    for measure in BY_LOCALITY:
        parts = [o for o in comparison.parts(measure, "locality") if _has_value(o)]
        unit = CATALOGUE[measure].unit
        if parts:
            made.add_row(titled(CATALOGUE[measure]))
        for outcome in parts:
            made.add_row(
                f"- {outcome.key.name}",
                mean(outcome.a, unit),
                mean(outcome.b, unit),
                difference(outcome.difference, unit),
                words.who_gains(outcome),
            )
    return made


def levels(found: Mapping[Key, Interval], name: str) -> Table:
    """One scenario's measures of one group, each with its interval."""
    made = table(GROUPS[name], text(), figures())
    for key, interval in found.items():
        definition = CATALOGUE[key.measure]
        is_whole = key == Key(key.measure)
        shown = is_whole or key.scope in _INSIDE
        if definition.group == name and shown and interval.replications:
            made.add_row(
                titled(definition) if is_whole else f"- {key.name}",
                level(interval, definition.unit),
            )
    return made


def levels_by_team(found: Mapping[Key, Interval]) -> Table:
    """What each team of one scenario carries."""
    made = _by_team()
    _add_teams(made, found)
    return made


def levels_by_locality(found: Mapping[Key, Interval]) -> Table:
    """How each locality fares in one scenario."""
    places = list(dict.fromkeys(key.name for key in found if key.scope == "locality"))
    made = table(
        "By locality, with half the interval's width",
        text(),
        *(whole_numbers(place) for place in places),
    )
    for measure in BY_LOCALITY:
        definition = CATALOGUE[measure]
        made.add_row(
            titled(definition),
            *(
                plus_minus(found[Key(measure, "locality", place)], definition.unit)
                for place in places
            ),
        )
    return made


def validation(held: Sequence[Held]) -> Table:
    """Reported figures, the range that reproduces each, and what was simulated."""
    made = table("", text(), figures("Reported"), figures("Range"), figures("Simulated"), text())
    for each in held:
        figure = each.figure
        made.add_row(
            f"{figure.title} (%)" if figure.unit == "%" else figure.title,
            "" if figure.reported is None else f"{figure.reported:,g}",
            f"{figure.low:,g} to {figure.high:,g}",
            level(each.simulated, figure.unit),
            Text(each.verdict, style=_REPRODUCTIONS[each.verdict]),
        )
    return made


def _by_team() -> Table:
    return table(
        "By team, with half the interval's width", text(), *map(whole_numbers, BY_TEAM.values())
    )


def _add_teams(made: Table, found: Mapping[Key, Interval]) -> None:
    """A row for each team that has a value, each mean with half its interval's width."""
    for team in dict.fromkeys(key.name for key in found if key.scope == "team"):
        cells = [found.get(Key(measure, "team", team)) for measure in BY_TEAM]
        if any(cell and cell.replications for cell in cells):
            made.add_row(
                team,
                *(
                    plus_minus(cell, CATALOGUE[measure].unit) if cell else NO_VALUE
                    for measure, cell in zip(BY_TEAM, cells, strict=True)
                ),
            )


def titled(definition: Definition) -> str:
    """A measure's title with its unit, where the title does not say it."""
    says_it = definition.unit.lower() in definition.title.lower() or definition.unit == "ratio"
    return definition.title if says_it else f"{definition.title} ({definition.unit})"


def _has_value(outcome: Outcome) -> bool:
    return outcome.a.replications > 0 or outcome.b.replications > 0


def _of_a(outcome: Outcome) -> Interval:
    return outcome.a


def _of_b(outcome: Outcome) -> Interval:
    return outcome.b

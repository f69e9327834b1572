"""A council's reported figures as text: what a run of today's structure has to reproduce.

Worlds are found by it, and validation holds a run against it. Each figure has the room that the
shipped figures of its kind have: one year is never the mean of many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.scenario.file.council import Council, CouncilError, problems
from sim.scenario.file.council_fields import FIELDS
from sim.scenario.file.estimate_text import number, quoted
from sim.scenario.file.patterns import Assessments
from sim.scenario.file.reported import Kind


class _Told(NamedTuple):
    """How one field is told as a reported figure."""

    measure: str
    unit: str
    room: float
    """Either way: a share of the figure where it counts children, points or children where not."""
    kind: Kind


_A_MONTH = "children a month"
_COUNTED: Mapping[str, _Told] = {
    "contacts": _Told("contacts_a_month", _A_MONTH, 0.05, "input"),
    "referrals": _Told("referrals_a_month", _A_MONTH, 0.05, "consequence"),
    "not_in_need": _Told("not_in_need_a_month", _A_MONTH, 0.08, "consequence"),
    "section_47": _Told("section_47_a_month", _A_MONTH, 0.08, "consequence"),
    "conferences": _Told("conferences_a_month", _A_MONTH, 0.12, "consequence"),
    "protection_plans": _Told("plans_started_a_month", _A_MONTH, 0.12, "consequence"),
    "looked_after_started": _Told("looked_after_started_a_month", _A_MONTH, 0.12, "consequence"),
}
_OPEN: Mapping[str, _Told] = {
    "protection": _Told("open_child_protection", "children", 0.12, "consequence"),
    "looked_after": _Told("open_looked_after", "children", 0.06, "consequence"),
}
_IN_TIME: Mapping[Assessments, str] = {
    "single": "single_in_time",
    "initial and core": "initial_in_time",
}
_OUTCOMES: Mapping[str, _Told] = {
    "assessments_in_time": _Told("", "%", 5, "workload"),
    "conferences_in_time": _Told("conference_in_15_days", "%", 4, "workload"),
    "rereferrals": _Told("rereferral_share", "%", 1.5, "consequence"),
    "children_per_worker": _Told("children_per_worker_mean", "children", 2, "workload"),
}


def written_figures(council: Council) -> str:
    """The reported figures of a council, as a file for `locality worlds` and `validate`.

    Args:
        council: its figures.

    Returns:
        The text.

    Raises:
        CouncilError: with every problem of the figures.
    """
    wrong = problems(council)
    if wrong:
        raise CouncilError(wrong)
    lines = [
        "# yaml-language-server: $schema=reported.schema.json",
        "#",
        f"# What a run of today's structure must reproduce: {council.name}, {council.year_said}.",
        "# A month is a twelfth of the year. The room of each figure is that of the shipped ones;",
        "# write your own before you run anything.",
        "version: 1",
        f"title: {quoted(f'{council.name} {council.year_said}, as reported')}",
        "figures:",
        *_figures(council),
    ]
    return "\n".join(lines) + "\n"


def _figures(council: Council) -> Iterator[str]:
    volumes, outcomes = council.volumes, council.outcomes
    for name, told in _COUNTED.items():
        value = getattr(volumes, name)
        if value is not None:
            a_month = value if name == "contacts" else value / 12
            yield from _figure(name, told, a_month, told.room * a_month)
    for name, told in _OPEN.items():
        value = getattr(council.open_cases, name)
        yield from _figure(name, told, value, told.room * value)
    for name, told in _OUTCOMES.items():
        value = getattr(outcomes, name)
        if value is not None:
            of = told._replace(measure=told.measure or _IN_TIME[council.assessments])
            yield from _figure(name, of, value, told.room)


def _figure(name: str, told: _Told, value: float, room: float) -> Iterator[str]:
    most = min(value + room, 100) if told.unit == "%" else value + room
    yield f"  - measure: {told.measure}"
    yield f"    title: {quoted(_title(name, told))}"
    yield f"    reported: {number(round(value, 2))}"
    yield f"    low: {number(round(max(0.0, value - room), 2))}"
    yield f"    high: {number(round(most, 2))}"
    yield f"    unit: {quoted(told.unit)}"
    yield "    grade: R"
    yield f"    source: {quoted(FIELDS[name].where)}"
    yield f"    note: {quoted(_room(told))}"
    yield f"    kind: {told.kind}"


def _title(name: str, told: _Told) -> str:
    """What the figure is: that of the year, by the month."""
    label = FIELDS[name].label
    if told.unit != _A_MONTH or name == "contacts":
        return label.removesuffix(", %")
    return f"{label.removesuffix(' in the year')} a month"


def _room(told: _Told) -> str:
    if told.unit == "%":
        return f"Plus or minus {told.room:g} points."
    much = f"{told.room:g} children" if told.measure.startswith("children_per") else ""
    return f"Plus or minus {much or f'{told.room:.0%}'.replace('%', ' %')}."

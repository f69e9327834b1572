"""A council's scenario as text: what was typed in, as a commented file that extends a shipped one.

The figures stay in it with where they are found. What is no input of a scenario, as referrals, is
turned into the inputs that give it; posts are split between the teams by equal load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from sim.scenario.estimate import Estimate
from sim.scenario.exact.volumes import BEHIND, Turn, Turned, Volume, turn
from sim.scenario.file.council import Council, CouncilError, Layout, Volumes, problems
from sim.scenario.file.council_fields import FAMILIES, FIELDS, found_in
from sim.scenario.file.council_teams import (
    EVERYONE,
    LOCALITIES_THERE,
    TEAMS_THERE,
    split_posts,
    structure,
)
from sim.scenario.file.estimate_text import as_text, folded, quoted, wrapped
from sim.scenario.file.patterns import PATTERNS, Assessments, placed
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written, evidence_range

EXTENDS: Mapping[Assessments, str] = {
    "single": "proposed.yaml",
    "initial and core": "baseline.yaml",
}
"""The shipped file that has the pathway."""
_TURNED = "turned from what was counted, by exact sums"


def base_text(assessments: Assessments) -> str:
    """A service of one team in one place with the pathway that a council has.

    Args:
        assessments: which pathway.

    Returns:
        The text of a scenario; what it loads to is what volumes are turned by.
    """
    teams = [f"    {quoted(name)}: null" for name in TEAMS_THERE[assessments]]
    [only] = placed("generic teams", assessments, {"Everywhere": ["Everywhere"]})
    gone = [f"    {quoted(name)}: null" for name in LOCALITIES_THERE]
    return "\n".join(
        [
            "version: 1",
            f"extends: {EXTENDS[assessments]}",
            "title: One team for everything",
            *("demand:", "  localities:", *gone, "    Everywhere: {value: 1, low: null}"),
            *("structure:", "  teams:", *teams),
            f"    {EVERYONE}: {{owns: [{', '.join(only.owns)}]}}",
            "  rules: {section_47_on_open_cases: own team}",
            "",
        ]
    )


def turned(council: Council, base: Scenario) -> Turn:
    """The inputs that give a council's volumes, the same for each of its structures.

    Args:
        council: its figures.
        base: the scenario in `base_text` of its assessments.

    Raises:
        CouncilError: with every problem of the figures.
    """
    _right(council)
    return turn(base, council.volumes.contacts, _monthly(council.volumes))


def written(council: Council, layout: Layout, base: Scenario, inputs: Turn) -> str:
    """A scenario of a council, as a commented file.

    Args:
        council: its figures.
        layout: how its teams are set up.
        base: the scenario in `base_text` of its assessments.
        inputs: what its volumes were turned into.

    Returns:
        The text, which can be loaded from the folder of the shipped scenarios.

    Raises:
        CouncilError: with every problem of the figures.
    """
    _right(council, layout)
    posts = split_posts(council, layout, base, inputs)
    lines = [
        *_head(council, layout),
        *_horizon(council),
        *_demand(council, inputs),
        *_pathway(inputs, base),
        *structure(council, layout, base, posts),
        *_workforce(council),
        *_open_cases(council),
    ]
    return "\n".join(folded(lines)) + "\n"


def _right(council: Council, *layouts: Layout) -> None:
    """See to it that a council has no problem.

    Raises:
        CouncilError: with all there are.
    """
    wrong = problems(council, *layouts)
    if wrong:
        raise CouncilError(wrong)


def _monthly(volumes: Volumes) -> dict[Volume, float]:
    """Children a month of what is known."""
    stated = {volume: getattr(volumes, volume) for volume in BEHIND}
    return {volume: value / 12 for volume, value in stated.items() if value is not None}


def _head(council: Council, layout: Layout) -> Iterator[str]:
    """What the file is, and how to go on from it."""
    yield "# yaml-language-server: $schema=scenario.schema.json"
    yield "#"
    yield f"# {council.name}, {council.year_said}: {layout.title}."
    parent = EXTENDS[council.assessments]
    yield (
        f"# Written from figures typed in. What is not stated here is as in {parent}, which has to "
        "stand in the same folder: hours, planned lengths, handover costs, prices and what leads "
        "where are Peterborough's of 2013, or assumptions; docs/evidence.md says which. Look "
        "through them before you rely on a result. 'low: null, high: null' takes out the range of "
        "the other council: what was counted is in no doubt."
    )
    yield "version: 1"
    yield f"extends: {parent}"
    yield f"title: {quoted(f'{council.name} {council.year_said}: {layout.title}')}"
    about = PATTERNS[layout.pattern].about
    yield "description: >-"
    yield from wrapped(f"{about} Posts are split by equal load, as in the shipped structures.")


def _horizon(council: Council) -> Iterator[str]:
    year = council.year
    yield ""
    yield "horizon:"
    yield f"  starts: {year - 1}-10-01 # six months to get into its stride, which do not count"
    yield f"  measured_from: {year}-04-01 # first day that counts"
    yield f"  ends: {year + 1}-03-31 # last day, as of the DfE's year"


def _demand(council: Council, inputs: Turn) -> Iterator[str]:
    yield ""
    yield "demand:"
    yield f"  # {found_in('contacts')}"
    yield f"  contacts_per_month: {_counted('contacts', council.volumes.contacts)}"
    yield "  localities:"
    yield f"    # Share of families: {FAMILIES.where}."
    shares = council.shares
    for name in LOCALITIES_THERE:
        if name not in shares:
            yield f"    {quoted(name)}: null # not in this council"
    for locality in council.localities:
        share = Estimate(
            value=shares[locality.name], unit=FAMILIES.unit, grade="R", source=FAMILIES.where
        )
        yield f"    # typed in: {locality.families:g}"
        yield f"    {quoted(locality.name)}: {as_text(share, without_range=True)}"
    needs = [each for each in inputs.inputs.values() if each.path[:2] == ("demand", "needs")]
    if needs:
        yield "  needs:"
        for each in needs:
            yield from _why_turned(inputs, each.path, 4)
            yield f"    {quoted(str(each.path[2]))}:"
            yield f"      share: {_estimate(each)}"


def _pathway(inputs: Turn, base: Scenario) -> Iterator[str]:
    """The shares and rates that volumes were turned into, where they stand in the file."""
    assumed = [each for each in inputs.inputs.values() if each.path[0] == "assumptions"]
    if assumed:
        yield ""
        yield "assumptions:"
        for each in assumed:
            yield from _why_turned(inputs, each.path, 2)
            yield f"  {quoted(str(each.path[1]))}: {_estimate(each)}"
    by_activity: dict[str, list[Turned]] = {}
    for each in inputs.inputs.values():
        if each.path[0] == "pathway":
            by_activity.setdefault(str(each.path[2]), []).append(each)
    yield ""
    yield "pathway:"
    yield "  activities:"
    for activity, own in by_activity.items():
        yield f"    {activity}:"
        rates = {each.path[4]: each for each in own if "escalations" in each.path}
        if rates:
            yield from _escalations(inputs, base, activity, rates)
        routes = [each for each in own if "routes" in each.path]
        if routes:
            yield "      routes:"
        for each in routes:
            yield from _why_turned(inputs, each.path, 8)
            yield f"        {each.path[-1]}: {_estimate(each)}"


def _escalations(
    inputs: Turn, base: Scenario, plan: str, rates: Mapping[str | int, Turned]
) -> Iterator[str]:
    """A list replaces the whole list: what is not turned is written as it was."""
    yield "      escalations:"
    for at, each in enumerate(base.pathway.plans[plan].escalations):
        if at in rates:
            yield from _why_turned(inputs, rates[at].path, 8)
            chance = _estimate(rates[at], in_a_list=True)
        else:
            yield "        # as in the file that this one extends"
            chance = as_text(each.chance_per_year)
        yield f"        - to: {each.to}"
        yield f"          chance_per_year: {chance}"
        if each.becomes is not None:
            yield f"          becomes: {each.becomes}"


def _workforce(council: Council) -> Iterator[str]:
    yield ""
    yield "workforce:"
    yield "  # The posts are known, so that there is no doubt how many there are."
    there = Estimate(
        value=1, unit="share of the social workers' posts given", grade="R", source="posts typed in"
    )
    yield f"  staffing: {as_text(there, without_range=True)}"
    for name in ("sickness", "turnover"):
        percent = getattr(council, name)
        if percent is not None:
            yield f"  # {found_in(name)}"
            unit = {"sickness": "share of working days", "turnover": "a worker a year"}[name]
            yield f"  {name}: {_counted(name, percent / 100, unit)}"


def _open_cases(council: Council) -> Iterator[str]:
    yield ""
    yield "open_cases:"
    called = {"in_need": "in-need plan", "protection": "child protection plan"}
    for field in fields(council.open_cases):
        yield f"  # {found_in(field.name)}"
        plan = called.get(field.name, "looked after")
        yield f"  {plan}: {_counted(field.name, getattr(council.open_cases, field.name))}"


def _why_turned(inputs: Turn, path: Path, indent: int) -> Iterator[str]:
    """What a number was turned from, and whether it is outside its evidence."""
    space = " " * indent + "# "
    each = inputs.inputs[path]
    if each.leaves_no_room:
        yield f"{space}The shares of needs leave little room for doubt: no world varies this one."
    volume = next((volume for volume in inputs.asked if path in BEHIND[volume]), None)
    if volume is None:
        now = "As it was" if each.value == each.estimate.value else "Less than it was"
        yield f"{space}{now}; the other shares of the same whole leave no more."
    else:
        asked, gives = inputs.asked[volume], inputs.gives[volume]
        field = FIELDS[volume]
        met = "" if inputs.is_met(volume) else f"; the inputs give {gives:.4g} at most"
        yield f"{space}{field.label}: {asked * 12:,g}, {asked:.4g} a month{met}."
        yield f"{space}Found in: {field.where}."
    if not each.inside_evidence:
        allowed = evidence_range(each.estimate)
        yield f"{space}Outside the evidence for {as_written(path)}, {allowed}: look again."


def _counted(name: str, value: float, unit: str = "") -> str:
    """A number that was counted: a fact, with no range."""
    field = FIELDS[name]
    of = Estimate(value=value, unit=unit or field.unit, grade="R", source=field.where)
    return as_text(of, without_range=True)


def _estimate(each: Turned, *, in_a_list: bool = False) -> str:
    """A number that was turned: in doubt where evidence allows it, and as it is where not.

    Without a range of its own a number is a decision, and what is inherited still warns of it; in a
    list nothing is inherited.
    """
    of = {"value": each.value, "grade": "D", "source": _TURNED, "why": "", "derived": ""}
    if not each.inside_evidence or each.leaves_no_room:
        of |= {"fixed": True} if in_a_list else {"low": None, "high": None}
    return as_text(each.estimate.model_copy(update=of))

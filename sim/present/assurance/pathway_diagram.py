"""The picture: the pathway as a Mermaid diagram, each activity inside the team that owns it."""

from __future__ import annotations

from itertools import chain

from sim.present.foreign.markdown import fenced, table
from sim.present.foreign.mermaid import label
from sim.present.words.numbers import percent
from sim.scenario.pathway import AnyActivity
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed


def picture(scenario: Scenario) -> str:
    """The pathway as a diagram: teams as frames, endings rounded, what may interrupt as dashes."""
    activities, endings = scenario.pathway.activities, scenario.pathway.endings
    node = {name: f"n{at}" for at, name in enumerate([*activities, *endings])}
    lines = ["flowchart LR"]
    for at, (owners, owned) in enumerate(_by_owners(scenario).items()):
        lines.append(f"  subgraph t{at}[{label(owners)}]")
        lines += [f"    {node[name]}[{label(name)}]" for name in owned]
        lines.append("  end")
    lines += [f"  {node[name]}([{label(name)}])" for name in endings]
    lines += [
        f"  {node[source]} --> {node[target]}"
        for source, activity in activities.items()
        for target in dict.fromkeys(chain.from_iterable(activity.all_routes()))
    ]
    lines += [
        f"  {node[source]} -.-> {node[target]}"
        for source, activity in activities.items()
        for target in _interruptions(activity)
    ]
    lines += [
        f"  {node[name]} --> {node[ending.leads_to]}"
        for name, ending in endings.items()
        if ending.leads_to is not None
    ]
    return fenced("mermaid", "\n".join(lines))


def routes(scenario: Scenario) -> str:
    """The same as a table: who owns each activity, and with which chances families go on."""
    owners = {name: team for team, owned in _by_owners(scenario).items() for name in owned}
    rows = []
    for name, activity in scenario.pathway.activities.items():
        needs = ([""] if activity.routes else []) + list(activity.routes_by_need)
        going = "; ".join(
            f"{f'{need}: ' if need else ''}"
            + ", ".join(
                f"{target} {percent(chance)}"
                for target, chance in activity.routes_for(need).items()
            )
            for need in needs
        )
        interrupted = listed(_interruptions(activity)) or "nothing"
        rows.append([name, activity.kind, owners[name], going, interrupted])
    return table(["Activity", "Kind", "Owned by", "Then", "May be interrupted by"], rows)


def _interruptions(activity: AnyActivity) -> list[str]:
    """Where an activity may be interrupted for, each once."""
    from_plans = [each.to for each in activity.escalations]
    from_assessments = [each.to for each in activity.concerns]
    return list(dict.fromkeys([*from_plans, *from_assessments]))


def _by_owners(scenario: Scenario) -> dict[str, list[str]]:
    """Activities by their owner, or by the teams that own them in different localities."""
    owned: dict[str, list[str]] = {}
    for name in scenario.pathway.activities:
        teams = [team for team, of in scenario.structure.teams.items() if name in of.owns]
        owned.setdefault(" / ".join(teams) or "no team", []).append(name)
    return owned

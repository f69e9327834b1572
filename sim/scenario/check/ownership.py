"""Who does the work: one owner and one chair for everything, everywhere, and posts that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sim.scenario.check.reachability import reached
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario
from sim.scenario.structure import CASE_HOLDERS, Team
from sim.scenario.words import listed

TEAMS = ("structure", "teams")


def ownership(scenario: Scenario) -> Iterator[Finding]:
    """Gaps and overlaps between teams, and posts that cannot be.

    An activity needs one owner in every locality if a family may come to it; one that has a
    conference or a chaired review needs one team to chair it too.
    """
    come_to = {activity for activity, _ in reached(scenario)}
    activities = {
        name: activity for name, activity in scenario.pathway.activities.items() if name in come_to
    }
    chaired = [name for name, each in activities.items() if "conference chair" in each.roles]
    yield from _exactly_one(scenario, list(activities), "owns", lambda team: team.owns)
    yield from _exactly_one(scenario, chaired, "chairs", lambda team: team.chairs)
    for name, team in scenario.structure.teams.items():
        yield from _posts(name, team)


def _exactly_one(
    scenario: Scenario, activities: list[str], does: str, work: Callable[[Team], tuple[str, ...]]
) -> Iterator[Finding]:
    """Activities with which no team, or more than one, does this in some locality."""
    gaps: dict[tuple[str, ...], list[str]] = {}
    for activity in activities:
        by_teams: dict[tuple[str, ...], list[str]] = {}
        doing = {
            name: team for name, team in scenario.structure.teams.items() if activity in work(team)
        }
        for locality in scenario.demand.localities:
            teams = (name for name, team in doing.items() if team.serves(locality))
            by_teams.setdefault(tuple(teams), []).append(locality)
        for teams_there, localities in by_teams.items():
            if not teams_there:
                gaps.setdefault(tuple(localities), []).append(activity)
            elif len(teams_there) > 1:
                last = teams_there[-1]
                position = work(scenario.structure.teams[last]).index(activity)
                message = f"{_quoted(teams_there)} each {does[:-1]} it in {_quoted(localities)}"
                advice = "keep it with one of them, or divide the localities between them"
                yield Finding(
                    (*TEAMS, last, does, position), f"activity '{activity}': {message}; {advice}"
                )
    for unserved, gap in gaps.items():
        everywhere = len(unserved) == len(scenario.demand.localities)
        where = "" if everywhere else f" in {_quoted(unserved)}"
        advice = f"add it to the '{does}' of one team" + ("" if len(gap) == 1 else " each")
        noun = "activity" if len(gap) == 1 else "activities"
        yield Finding(TEAMS, f"no team {does} {noun} {_quoted(gap)}{where}; {advice}")


def _posts(name: str, team: Team) -> Iterator[Finding]:
    workers = sum(post.number for post in team.posts if post.role == "social worker")
    if team.on_duty is not None and team.on_duty > workers:
        message = f"on_duty is {team.on_duty}, and it has {workers} posts of social workers"
        advice = f"write {workers} or less" if workers else "take it out"
        yield Finding((*TEAMS, name, "on_duty"), f"team '{name}': {message}; {advice}")
    for position, post in enumerate(team.posts):
        path = (*TEAMS, name, "posts", position)
        who = f"team '{name}', post '{post.role}'"
        if post.role in CASE_HOLDERS and post.cap is None:
            advice = "add 'cap: 20', the weighted children that a full-time post may have"
            yield Finding(path, f"{who}: has no cap; {advice}")
        taken = post.vacant + post.agency + post.newly_qualified
        if taken > post.number:
            sorts = f"{post.vacant} vacant, {post.agency} agency and {post.newly_qualified} newly"
            message = f"{sorts} qualified are {taken} of {post.number} posts; lower one of them"
            yield Finding((*path, "number"), f"{who}: {message}")


def _quoted(names: Sequence[str]) -> str:
    return listed([f"'{name}'" for name in names])

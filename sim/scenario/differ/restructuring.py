"""What a second structure does with the teams of a first: who takes over, which posts move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Role, Team
from sim.scenario.words import listed

Teams = Mapping[str, Team]
Replaced = Mapping[str, Sequence[str]]
"""Activities that took the place of one that is gone."""


def team_changes(before: Scenario, after: Scenario) -> Iterator[tuple[str, str]]:
    """Teams that are new, gone or replaced, and those that serve or are on duty otherwise.

    A team is replaced where new teams do everything that it did.

    Args:
        before: the scenario with the first structure.
        after: the scenario with the second.

    Yields:
        The team and a sentence.
    """
    old, new = before.structure.teams, after.structure.teams
    successors: set[str] = set()
    for name in _only(old, new):
        work = {*old[name].owns, *old[name].chairs}
        heirs = [team for team in new if _shared_work(old[name], new[team])]
        if heirs and work <= set(after.pathway.activities) and not set(heirs) & set(old):
            successors.update(heirs)
            yield name, f"{name} replaced by {listed(heirs)}"
        else:
            yield name, f"{name} team removed"
    for name in _only(new, old):
        if name not in successors:
            yield name, f"{name} team added"
    for name in old:
        if name in new and _served(old[name]) != _served(new[name]):
            yield name, f"{name} serves {_served(new[name])}, before {_served(old[name])}"
    for name in new:
        was, now = _on_duty(old.get(name, Team())), _on_duty(new[name])
        if was != now:
            yield name, f"{name}: on duty each day {was} -> {now}"


def ownership_changes(before: Scenario, after: Scenario) -> Iterator[tuple[str, str]]:
    """Activities that pass to other owners or chairs, and the owners of new activities.

    Args:
        before: the scenario with the first structure.
        after: the scenario with the second.

    Yields:
        The activity and a sentence.
    """
    for activity in after.pathway.activities:
        new = _teams_for(after, activity, lambda team: team.owns)
        old = _teams_for(before, activity, lambda team: team.owns)
        if activity not in before.pathway.activities:
            yield activity, f"{activity}: owned by {new}"
        elif old != new:
            yield activity, f"{activity}: from {old} to {new}"
        new_chair = _teams_for(after, activity, lambda team: team.chairs)
        old_chair = _teams_for(before, activity, lambda team: team.chairs)
        if old_chair != new_chair:
            yield activity, f"{activity}: chaired by {new_chair}, before by {old_chair}"


def post_changes(
    before: Scenario, after: Scenario, replaced: Replaced
) -> Iterator[tuple[str, str]]:
    """Posts that move, come or go, and what else changes about a team's posts.

    Where as many posts of a role leave some teams as join others, they move. A team that takes
    over the work of only one team with posts to give takes them from there; the rest goes pair
    by pair where only one team gives or takes, else as a whole, for nobody can say who goes where.

    Args:
        before: the scenario with the first structure.
        after: the scenario with the second.
        replaced: activities of the second that took the place of one of the first.

    Yields:
        The role or team and a sentence.
    """
    old, new = before.structure.teams, after.structure.teams
    for role in get_args(Role):
        names = {**old, **new}
        changes = {name: _number(new, name, role) - _number(old, name, role) for name in names}
        if sum(changes.values()) == 0:
            sources = {team: _sources(before, after, replaced, team) for team in new}
            for text in _moves(role, changes, sources):
                yield role, text
        else:
            for team, change in changes.items():
                if change:
                    how = "added to" if change > 0 else "taken out of"
                    yield role, f"{_posts(abs(change), role)} {how} {team}"
        for team in old:
            if team in new:
                was, now = (_of_role(teams[team].posts, role) for teams in (old, new))
                for text in _details(was, now):
                    yield team, f"{team}, {role}: {text}"
        total = _total(role, _all_posts(old, role), _all_posts(new, role))
        if total:
            yield role, total


def _moves(role: str, changes: Mapping[str, int], sources: Mapping[str, set[str]]) -> Iterator[str]:
    """How posts that only change team get from one to another."""
    giving = {team: -change for team, change in changes.items() if change < 0}
    taking = {team: change for team, change in changes.items() if change > 0}
    for taker, wanted in taking.items():
        givers = [team for team, number in giving.items() if number and team in sources[taker]]
        if len(givers) == 1:
            moved = min(giving[givers[0]], wanted)
            giving[givers[0]] -= moved
            taking[taker] = wanted - moved
            yield _move(role, moved, givers[0], taker)
    giving = {team: number for team, number in giving.items() if number}
    taking = {team: number for team, number in taking.items() if number}
    if len(giving) == 1 or len(taking) == 1:
        for giver in giving:
            for taker, wanted in taking.items():
                yield _move(role, min(giving[giver], wanted), giver, taker)
    elif giving:
        leave = listed([f"{team} ({number})" for team, number in giving.items()])
        join = listed([f"{team} ({number})" for team, number in taking.items()])
        yield f"{_posts(sum(giving.values()), role)} move from {leave} to {join}"


def _move(role: str, number: int, giver: str, taker: str) -> str:
    return f"{_posts(number, role)} move{'s' if number == 1 else ''} from {giver} to {taker}"


def _sources(before: Scenario, after: Scenario, replaced: Replaced, team: str) -> set[str]:
    """The teams from which a team of the second structure takes over work."""
    new = after.structure.teams[team]
    earlier = {old for old, news in replaced.items() if set(news) & set(new.owns)}
    teams = before.structure.teams
    return {
        name
        for name, old in teams.items()
        if name != team and (_shared_work(old, new) or set(old.owns) & earlier)
    }


def _details(before: Sequence[Post], after: Sequence[Post]) -> Iterator[str]:
    """What changes about a team's posts of one role beside their number."""
    if sorted(map(repr, before)) == sorted(map(repr, after)):
        return
    figures = _figures(before, after)
    was, now = figures.pop("posts")
    if was != now:
        figures.pop("FTE")  # it follows the number
    changes = [f"{what} {was} -> {now}" for what, (was, now) in figures.items() if was != now]
    yield from changes
    if was == now and not changes:
        yield "the same posts, put together in another way"


def _total(role: str, before: Sequence[Post], after: Sequence[Post]) -> str:
    """Posts and full-time equivalents of a role over all teams; empty where all is as before."""
    if list(map(repr, before)) == list(map(repr, after)):
        return ""
    figures = _figures(before, after)
    changes = [f"{what} {was} -> {now}" for what, (was, now) in figures.items() if was != now]
    totals = [(what, *figures[what]) for what in ("posts", "FTE")]
    same = listed([f"{was} {what}" for what, was, now in totals if was == now])
    return f"{role}, all teams: {', '.join([*([f'{same} unchanged'] if same else []), *changes])}"


def _figures(before: Sequence[Post], after: Sequence[Post]) -> dict[str, tuple[str, str]]:
    """What can be said of posts in numbers, before and after."""
    was, now = (
        {
            "posts": sum(post.number for post in posts),
            "FTE": sum(post.number * post.fte for post in posts),
            "vacant": sum(post.vacant for post in posts),
            "agency": sum(post.agency for post in posts),
            "newly qualified": sum(post.newly_qualified for post in posts),
        }
        for posts in (before, after)
    )
    figures = {what: (f"{was[what]:g}", f"{now[what]:g}") for what in was}
    return figures | {"cap": (_caps(before), _caps(after))}


def _caps(posts: Sequence[Post]) -> str:
    caps = {post.cap.value for post in posts if post.cap is not None}
    return " or ".join(f"{cap:g}" for cap in sorted(caps)) or "none"


def _posts(number: int, role: str) -> str:
    return f"{number} {role} post{'' if number == 1 else 's'}"


def _number(teams: Teams, name: str, role: str) -> int:
    return sum(post.number for post in _of_role(teams[name].posts, role)) if name in teams else 0


def _of_role(posts: Sequence[Post], role: str) -> list[Post]:
    return [post for post in posts if post.role == role]


def _all_posts(teams: Teams, role: str) -> list[Post]:
    return [post for team in teams.values() for post in _of_role(team.posts, role)]


def _shared_work(one: Team, other: Team) -> bool:
    return bool(set(one.owns) & set(other.owns) or set(one.chairs) & set(other.chairs))


def _only(these: Teams, those: Teams) -> list[str]:
    return [name for name in these if name not in those]


def _served(team: Team) -> str:
    return "all localities" if team.localities == "all" else listed(sorted(team.localities))


def _on_duty(team: Team) -> str:
    return "everyone" if team.on_duty is None else f"{team.on_duty}"


def _teams_for(scenario: Scenario, activity: str, work: Callable[[Team], tuple[str, ...]]) -> str:
    """The teams that do something with an activity, with their localities where they share it."""
    everywhere = sorted(scenario.demand.localities)
    named = []
    for name, team in scenario.structure.teams.items():
        places = [locality for locality in everywhere if team.serves(locality)]
        if activity in work(team) and places:
            is_plain = places in ([name], everywhere)
            named.append(name if is_plain else f"{name} ({listed(places)})")
    return listed(named) or "no team"

"""A council's teams: its posts split between them, and how they stand in its file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sim.scenario.estimate import Estimate
from sim.scenario.exact.equal_load import TooFewManagersError, TotalPosts, split
from sim.scenario.exact.volumes import Turn
from sim.scenario.file.council import Council, CouncilError, Layout, Wrong
from sim.scenario.file.council_fields import FIELDS, found_in
from sim.scenario.file.estimate_text import as_text, number, quoted
from sim.scenario.file.patterns import CHAIRS, LOOKED_AFTER, Assessments, PlacedTeam, placed
from sim.scenario.overrides import override
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario

EVERYONE = "Everyone"
"""The one team of the service by which volumes are turned."""
LOCALITIES_THERE = ("Central & East", "North, West & Rural", "South")
TEAMS_THERE: Mapping[Assessments, tuple[str, ...]] = {
    "single": ("Access", *LOCALITIES_THERE),
    "initial and core": (),
}
"""What a shipped file has of its own, and a council has not."""
_SHORTEST_PART = 0.05
"""Of a full-time post; less than this is no post."""


def placed_teams(council: Council, layout: Layout) -> list[PlacedTeam]:
    """The teams of a council: names, what each owns, and where."""
    return list(placed(layout.pattern, council.assessments, council.areas))


def split_posts(
    council: Council, layout: Layout, base: Scenario, inputs: Turn
) -> dict[str, TotalPosts]:
    """The posts of each team by equal load.

    Args:
        council: its figures, without problems.
        layout: how its teams are set up.
        base: a scenario of its pathway, with the teams that stay as they are.
        inputs: what its volumes were turned into.

    Raises:
        CouncilError: if there are too few managers.
    """
    teams = placed_teams(council, layout)
    there = base.model_dump(mode="json")["structure"]["teams"]
    kept = {name: team for name, team in there.items() if name != EVERYONE}
    own = {team.name: {"owns": team.owns, "localities": team.localities} for team in teams}
    changes: dict[Path, object] = {
        ("demand", "localities"): {
            name: {"value": share} for name, share in council.shares.items()
        },
        ("demand", "contacts_per_month"): council.volumes.contacts,
        ("structure", "teams"): own | kept,
        ("structure", "rules", "section_47_on_open_cases"): layout.open_cases,
        **{path: each.value for path, each in inputs.inputs.items()},
    }
    posts = council.posts
    full_time = math.floor(posts.social_workers)
    part = round(posts.social_workers - full_time, 2)
    total = TotalPosts(
        full_time,
        part if part >= _SHORTEST_PART else 0.0,
        posts.managers,
        posts.vacant,
        posts.agency,
        posts.newly_qualified,
    )
    try:
        return split(override(base, changes), [team.name for team in teams], total)
    except TooFewManagersError as error:
        message = f"{FIELDS['managers'].label}: {error}; with fewer, some only supervise"
        raise CouncilError([Wrong("managers", message)]) from None


def structure(
    council: Council, layout: Layout, base: Scenario, posts: Mapping[str, TotalPosts]
) -> Iterator[str]:
    """The lines of the structure: teams, posts and the rule for open cases.

    Args:
        council: its figures.
        layout: how its teams are set up.
        base: a scenario of its pathway, whose caseload cap holds here.
        posts: the posts of each team.
    """
    teams = placed_teams(council, layout)
    names = [team.name for team in teams]
    of = council.posts
    yield ""
    yield "structure:"
    yield "  teams:"
    for name in TEAMS_THERE[council.assessments]:
        if name not in names:
            yield f"    {quoted(name)}: null # not in this council"
    cap = as_text(next(_caps(base)))
    sorts = f"{of.vacant} vacant, {of.agency} agency, {of.newly_qualified} newly qualified"
    there = f"{of.social_workers:g} social workers ({sorts}) and {of.managers} managers"
    rule = "what each is asked for is about the same share of its hours"
    yield f"    # Posts are split between the teams by equal load: {rule}. Typed in: {there}."
    yield f"    # Found in: {FIELDS['social_workers'].where}."
    for at, team in enumerate(teams):
        yield f"    {quoted(team.name)}:"
        yield "      owns: # each step of the work has one owner in each locality"
        for activity in team.owns:
            yield f"        - {activity}"
        served = "all" if team.localities == "all" else _list(team.localities)
        yield f"      localities: {served} # where it works"
        yield "      posts:"
        yield from _post_lines(posts[team.name], f"&cap {cap}" if at == 0 else "*cap")
    yield f"    {LOOKED_AFTER}:"
    yield "      posts:"
    yield f"        # {found_in('looked_after_workers')}"
    looked_after = TotalPosts(
        math.floor(of.looked_after_workers),
        round(of.looked_after_workers % 1, 2),
        of.looked_after_managers,
    )
    yield from _post_lines(looked_after, "*cap")
    yield f"    {CHAIRS}:"
    yield "      posts:"
    yield f"        # {found_in('chairs')}"
    yield f"        - {{role: conference chair, number: {of.chairs}}}"
    yield "  rules:"
    yield "    # Who does a section 47 enquiry on an open case: own team, enquiry team or joint."
    yield f"    section_47_on_open_cases: {layout.open_cases}"


def _post_lines(posts: TotalPosts, cap: str) -> Iterator[str]:
    yield f"        - {{role: team manager, number: {posts.managers}}}"
    stated = {"role": "social worker", "number": posts.workers, "cap": cap}
    sorts = {
        "vacant": posts.vacant,
        "agency": posts.agency,
        "newly_qualified": posts.newly_qualified,
    }
    settings = [f"{name}: {of}" for name, of in stated.items()]
    settings += [f"{name}: {of}" for name, of in sorts.items() if of]
    if cap.startswith("&"):
        yield f"        - {settings[0]}"
        yield from (f"          {setting}" for setting in settings[1:])
    else:
        yield f"        - {{{', '.join(settings)}}}"
    if posts.part >= _SHORTEST_PART:
        named = f"*{cap.partition(' ')[0][1:]}"
        part = f"fte: {number(posts.part)}, cap: {named}"
        yield f"        - {{role: social worker, number: 1, {part}}}"


def _caps(base: Scenario) -> Iterator[Estimate]:
    """The caseload caps of all posts."""
    for team in base.structure.teams.values():
        yield from (post.cap for post in team.posts if post.cap is not None)


def _list(names: tuple[str, ...]) -> str:
    return f"[{', '.join(map(quoted, names))}]"

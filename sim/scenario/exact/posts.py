"""Posts by equal load: which team the next post of a role goes to, worked out without a run.

The load of a team is the case hours asked of a role, once inflow and outflow balance, over the
hours that those in post have. A post that is added, moved or taken away is one of the team's
fullest line of posts: full time where it has such, permanent and filled. Vacancies, agency workers
and the newly qualified stay where they are, as far as the line still has posts for them.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.scenario.exact.capacity import check_capacity, hours_had
from sim.scenario.overrides import override
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Role, Team
from sim.scenario.words import listed, nearest

ROOM = 0.9
"""Load up to which a team has room, as the capacity check has it."""

Split = tuple[int, ...]
"""Posts of each team, in the order of the teams."""


class NoSuchPostsError(ValueError):
    """Posts that a scenario does not have, in words: every problem of what was asked."""


@dataclass(frozen=True)
class Place:
    """A team to which posts of a role may be given.

    Attributes:
        name: of the team.
        team: as planned.
        line: place of its fullest line among the team's posts: whose number changes.
        number: posts of the role, all lines.
        fewest: that it can have.
        asked: case hours a month asked of the role, once inflow and outflow balance.
    """

    name: str
    team: Team
    line: int
    number: int
    fewest: int
    asked: float

    @property
    def post(self) -> Post:
        """The line whose number changes."""
        return self.team.posts[self.line]

    def changed(self, number: int) -> Post:
        """That line where the team has so many posts of the role.

        Agency workers and the newly qualified give way to vacancies, so that a smaller team is
        never a fuller one; only the last post is not left empty.
        """
        if number == self.number:
            return self.post
        left = self.post.number + number - self.number
        vacant = min(self.post.vacant, max(0, left - 1))
        agency = min(self.post.agency, left - vacant)
        new = min(self.post.newly_qualified, left - vacant - agency)
        numbers = {"number": left, "vacant": vacant, "agency": agency, "newly_qualified": new}
        return self.post.model_copy(update=numbers)

    def at(self, number: int) -> Team:
        """The team with so many posts of the role."""
        posts = list(self.team.posts)
        posts[self.line] = self.changed(number)
        return self.team.model_copy(update={"posts": tuple(posts)})


@dataclass(frozen=True)
class Posts:
    """The posts of one role in some teams of a scenario, to be added to, moved or taken away.

    Attributes:
        scenario: as planned.
        role: whose posts.
        places: the teams.
    """

    scenario: Scenario
    role: Role
    places: tuple[Place, ...]

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams by name."""
        return tuple(place.name for place in self.places)

    @property
    def today(self) -> Split:
        """The posts as planned."""
        return tuple(place.number for place in self.places)

    @property
    def fewest(self) -> int:
        """The smallest total that can be split."""
        return sum(place.fewest for place in self.places)

    def can_be(self, split: Split) -> bool:
        """Whether every team has as many posts as it needs to be a team."""
        pairs = zip(self.places, split, strict=True)
        return all(number >= place.fewest for place, number in pairs)

    def loads(self, split: Split) -> tuple[float, ...]:
        """Hours asked over hours there are, of each team; infinite where nobody is there."""
        pairs = zip(self.places, split, strict=True)
        return tuple(self._load(place, number) for place, number in pairs)

    def full_time(self, split: Split) -> float:
        """Full-time equivalents of a split."""
        pairs = zip(self.places, split, strict=True)
        return sum(
            post.number * post.fte
            for place, number in pairs
            for post in place.at(number).posts
            if post.role == self.role
        )

    def by_equal_load(self, total: int) -> Split:
        """The split of a total that makes the highest load lowest.

        Each post in turn goes to the team that is asked for most of its hours. So a total has the
        posts of the one below it, and one more. A total that is too small gives the fewest.
        """
        split = [place.fewest for place in self.places]
        waiting = [(-self._load(place, place.fewest), at) for at, place in enumerate(self.places)]
        heapq.heapify(waiting)
        for _ in range(total - self.fewest):
            _, at = waiting[0]
            split[at] += 1
            heapq.heapreplace(waiting, (-self._load(self.places[at], split[at]), at))
        return tuple(split)

    def needed(self, most: int, load: float = ROOM) -> int:
        """The smallest total under which no team is asked for more than a share of its hours.

        Args:
            most: the largest total; given where none is enough.
            load: that share.
        """
        enough = (
            total
            for total in range(self.fewest, most)
            if max(self.loads(self.by_equal_load(total))) <= load
        )
        return next(enough, most)

    def with_split(self, split: Split) -> Scenario:
        """The scenario with such a split; itself where nothing changes."""
        changes: dict[Path, object] = {}
        for place, number in zip(self.places, split, strict=True):
            if number != place.number:
                post = place.changed(number)
                for name in ("number", "vacant", "agency", "newly_qualified"):
                    path = ("structure", "teams", place.name, "posts", place.line, name)
                    changes[path] = getattr(post, name)
        return override(self.scenario, changes) if changes else self.scenario

    def _load(self, place: Place, number: int) -> float:
        had = hours_had(self.scenario, place.at(number), self.role)
        if had > 0:
            return place.asked / had
        return math.inf if place.asked > 0 else 0.0

    @cached_property
    def moved_as_one(self) -> bool:
        """Whether a post is worth the same full-time equivalent in each of the teams."""
        return len({place.post.fte for place in self.places}) == 1


def posts_of(scenario: Scenario, role: Role, teams: Sequence[str] = ()) -> Posts:
    """The posts of a role in some teams, with what is asked of them.

    Args:
        scenario: as planned.
        role: whose posts.
        teams: by name; all that have posts of the role if none is given.

    Raises:
        NoSuchPostsError: if a team is not there, or has no posts of the role.
        EndlessPathwayError: if some families can never reach an ending.
    """
    there = scenario.structure.teams
    having = [name for name, team in there.items() if _number(team, role) > 0]
    problems = []
    for name in dict.fromkeys(teams):
        if name not in there:
            hint = nearest(name, there, "the teams are")
            problems.append(f"{scenario.title} has no team '{name}'; {hint}")
        elif name not in having:
            having_them = f"; there are some in {listed(having)}" if having else ""
            problems.append(f"{name} has no posts of the role '{role}'{having_them}")
    if not having:
        problems.append(f"{scenario.title} has no posts of the role '{role}'")
    if problems:
        raise NoSuchPostsError("; ".join(problems))
    asked = {(row.team, row.role): row.asked for row in check_capacity(scenario).roles}
    return Posts(
        scenario,
        role,
        tuple(
            _place(name, there[name], role, asked.get((name, role), 0.0))
            for name in having
            if not teams or name in teams
        ),
    )


def _place(name: str, team: Team, role: Role, asked: float) -> Place:
    lines = [at for at, post in enumerate(team.posts) if post.role == role]
    line = max(lines, key=lambda at: (team.posts[at].fte, team.posts[at].number))
    number = _number(team, role)
    others = number - team.posts[line].number
    on_duty = (team.on_duty or 0) if role == "social worker" else 0
    return Place(name, team, line, number, max(others, on_duty, 1), asked)


def _number(team: Team, role: Role) -> int:
    return sum(post.number for post in team.posts if post.role == role)

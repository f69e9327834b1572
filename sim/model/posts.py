"""Posts: the seats of the establishment, and who holds each from when to when by its own luck.

Nothing that happens in a run changes when the holder of a post leaves or a recruit joins, so that
the course of every post is known before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.model.luck import Luck, exponential
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Role
from sim.scenario.workforce import Workforce


@dataclass(frozen=True)
class Seat:
    """One post of the establishment, whoever holds it."""

    role: Role
    number: int
    """Number among the posts of its role, council-wide: the identity of its luck, so that the
    same post loses its holder on the same day in two structures of equal size."""
    fte: float
    cap: float
    vacant: bool
    agency: bool
    newly_qualified: bool

    def months_to_fill(self, workforce: Workforce) -> float:
        """Months from a leaver to whoever is next in it."""
        return workforce.months_to_fill(self.role)

    def turnover(self, workforce: Workforce) -> float:
        """Chance a year that its holder leaves the council."""
        return workforce.leaving(agency=self.agency)


@dataclass(frozen=True, slots=True)
class Tenure:
    """One holder of a post, in working days.

    Attributes:
        holder: number among the holders of this post.
        waits: from the start, or from when the last holder left, until this one joins.
        stays: from joining to leaving.
        in_post: whether whoever joins was in post before, and may carry a full caseload.
        qualified: draw of how much of the time as newly qualified is over, of who was in post.
    """

    holder: int
    waits: float
    stays: float
    in_post: bool
    qualified: float


def seats(scenario: Scenario) -> Iterator[tuple[str, Seat]]:
    """All posts of a scenario, each with the name of its team."""
    numbers: dict[str, int] = {}
    for team, planned in scenario.structure.teams.items():
        for post in planned.posts:
            first = numbers.get(post.role, 0)
            numbers[post.role] = first + post.number
            for seat in seats_of(post, scenario.workforce.fte(post), first):
                yield team, seat


def seats_of(post: Post, fte: float, first: int) -> list[Seat]:
    """The seats of a line of like posts: the vacant first, then agency, newly qualified, others.

    Args:
        post: the line.
        fte: full-time equivalent of each.
        first: number of its first seat among all of the role.
    """
    kinds = (
        ["vacant"] * post.vacant
        + ["agency"] * post.agency
        + ["newly qualified"] * post.newly_qualified
    )
    kinds += ["permanent"] * (post.number - len(kinds))
    return [
        Seat(
            role=post.role,
            number=first + offset,
            fte=fte,
            cap=(post.cap.value if post.cap else 0.0) * fte,
            vacant=kind == "vacant",
            agency=kind == "agency",
            newly_qualified=kind == "newly qualified",
        )
        for offset, kind in enumerate(kinds)
    ]


def tenures(seat: Seat, workforce: Workforce, luck: Luck, year: float) -> Iterator[Tenure]:
    """The holders of a post, one after another, without end.

    Args:
        seat: the post.
        workforce: how soon people leave, and how long it takes to recruit.
        luck: the replication's luck.
        year: working days of a year.
    """
    to_fill = seat.months_to_fill(workforce) * (year / 12)
    waits, in_post = 0.0, not seat.vacant
    if seat.vacant:
        [waited, *_] = luck.draws("vacancy", seat.role, seat.number)
        waits = waited * to_fill
    holder = 0
    while True:
        [leaves, qualified, moves, _] = luck.draws("post", seat.role, seat.number, holder)
        leaves_after = exponential(leaves, seat.turnover(workforce) / year)
        moves_after = exponential(moves, workforce.internal_moves.value / year)
        yield Tenure(holder, waits, min(leaves_after, moves_after), in_post, qualified)
        in_post = moves_after < leaves_after
        waits = 0.0 if in_post else to_fill
        holder += 1

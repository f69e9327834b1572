"""Equal load: posts divided between teams so that each is asked for the same share of its hours.

The rule by which the posts of the shipped structures are split, so that a better split is not taken
for a better structure. Whole posts go one by one to whoever is asked for most of its hours, which
keeps the highest load as low as whole posts allow.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sim.scenario.exact.chain import solve
from sim.scenario.exact.workload import workload
from sim.scenario.scenario import Scenario
from sim.scenario.working_time import WEEKS

MOST_SUPERVISED = 40
"""Workers whose supervision still leaves a manager hours for decisions."""
_WEEKS_A_MONTH = 52 / 12


class TooFewManagersError(ValueError):
    """Managers whom no split keeps from having only supervision to do."""

    def __init__(self, needed: int) -> None:
        """Say how many are needed."""
        super().__init__(f"{needed} managers are the fewest for these teams and workers")
        self.needed = needed


@dataclass(frozen=True)
class TotalPosts:
    """Posts of the teams together.

    Attributes:
        workers: full-time social workers, of whom those below are a part.
        part: full-time equivalent of one further social worker, below 1; 0: none.
        managers: team managers.
        vacant: posts empty at the start.
        agency: posts of agency workers.
        newly_qualified: posts of newly qualified workers.
    """

    workers: int
    part: float
    managers: int
    vacant: int = 0
    agency: int = 0
    newly_qualified: int = 0


def split(scenario: Scenario, teams: Collection[str], total: TotalPosts) -> dict[str, TotalPosts]:
    """The posts of each team.

    Args:
        scenario: who owns what, and how much of it there is; posts do not matter.
        teams: the teams among whom the posts are divided.
        total: the posts there are; a filled one for each team at least.

    Returns:
        The posts of each team, in its order.

    Raises:
        TooFewManagersError: if there are not enough managers.
        EndlessPathwayError: if some families can never reach an ending.
    """
    asked = {role: dict.fromkeys(teams, 0.0) for role in ("social worker", "team manager")}
    for work in workload(solve(scenario)):
        if work.role in asked and work.team in teams:
            asked[work.role][work.team] += work.hours
    loads = asked["social worker"]
    filled = _one_by_one(loads, dict.fromkeys(teams, 1), total.workers - total.vacant)
    busiest = max(teams, key=lambda team: loads[team] / filled[team])
    part = {team: total.part if team == busiest else 0.0 for team in teams}
    vacant = _in_proportion(filled, total.vacant)
    agency = _in_proportion(filled, total.agency)
    permanent = {team: filled[team] - agency[team] for team in teams}
    new = _in_proportion(permanent, total.newly_qualified)
    workers = {team: filled[team] + vacant[team] for team in teams}
    managers = _managers(scenario, asked["team manager"], workers, total.managers)
    return {
        team: TotalPosts(
            workers[team], part[team], managers[team], vacant[team], agency[team], new[team]
        )
        for team in teams
    }


def _managers(
    scenario: Scenario, decisions: Mapping[str, float], workers: Mapping[str, int], there: int
) -> dict[str, int]:
    """Managers by hours of decisions and supervision, enough of them in each team."""
    supervision = scenario.workforce.working_time.supervision.value / WEEKS * _WEEKS_A_MONTH
    loads = {team: decisions[team] + supervision * of for team, of in workers.items()}
    # One more worker for the part of one, who is supervised too.
    fewest = {team: math.ceil((of + 1) / MOST_SUPERVISED) for team, of in workers.items()}
    if sum(fewest.values()) > there:
        raise TooFewManagersError(sum(fewest.values()))
    return _one_by_one(loads, fewest, there)


def _one_by_one(
    loads: Mapping[str, float], fewest: Mapping[str, int], posts: int
) -> dict[str, int]:
    """So many posts, each given where a post has most to do until then."""
    given = dict(fewest)
    for _ in range(posts - sum(fewest.values())):
        given[max(given, key=lambda team: loads[team] / given[team])] += 1
    return given


def _in_proportion(of: Mapping[str, int], posts: int) -> dict[str, int]:
    """So many posts in proportion to those given, by the largest remainder."""
    total = sum(of.values())
    quotas = {team: posts * each / total if total else 0.0 for team, each in of.items()}
    given = {team: math.floor(quota) for team, quota in quotas.items()}
    first = sorted(of, key=lambda team: given[team] - quotas[team])
    for team in first[: posts - sum(given.values())]:
        given[team] += 1
    return given

"""The cost: what a year of a scenario's posts costs, their vacancies, and their leavers.

Exact and without a run: every post there is times its price. A post that stands empty for a while
is paid for all the same in the total, as a budget has it; what is then not spent, and what agency
workers in every empty post would take, stand beside it. So equal posts cost the same, however they
are put into teams.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, get_args

from sim.scenario.costs import Costs
from sim.scenario.exact.capacity import hours_per_fte
from sim.scenario.exact.in_post import days_in_post
from sim.scenario.exact.prices import Corners, Pounds, Prices, pounds, prices_of
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Role

_MONTHS = 12


@dataclass(frozen=True)
class PostsCost:
    """The posts of one role in one team."""

    team: str
    role: Role
    fte: float
    """Full-time equivalents, all posts filled."""
    agency_fte: float
    """Of them those that agency workers fill at the start."""
    a_year: Pounds


@dataclass(frozen=True)
class Vacancies:
    """Posts that stand empty in the measured part of a run, as expected; a year's worth."""

    fte: float
    """Full-time equivalents empty, on average."""
    saved: Pounds
    """What is not paid for them, if nobody fills in."""
    covered: Pounds
    """What agency workers in all of them cost."""
    more: Pounds
    """What it then costs more than the posts filled as planned."""


@dataclass(frozen=True)
class Recruitment:
    """Workers who leave the council and are recruited anew, as expected; a year's worth."""

    leavers: float
    """Workers a year, agency workers included."""
    a_year: Pounds


@dataclass(frozen=True)
class HourCost:
    """One hour of case work."""

    role: Role
    an_hour: Pounds
    """A year of one who is employed, over the hours of it that go to cases."""


@dataclass(frozen=True)
class Cost:
    """What a scenario costs a year; the fields are those that `locality cost --json` writes."""

    price_year: str
    total: Pounds
    """All posts, filled as planned; vacancies and recruitment are not in it."""
    posts: tuple[PostsCost, ...]
    vacancies: Vacancies
    recruitment: Recruitment
    hours: tuple[HourCost, ...]
    """By role, of those that have posts."""


def cost_of(scenario: Scenario, costs: Costs | None = None) -> Cost | None:
    """What a year of a scenario costs.

    Args:
        scenario: the scenario.
        costs: prices to use in place of its own.

    Returns:
        Its cost; none where no prices are given, which is not the same as 0.
    """
    costs = costs or scenario.costs
    if costs is None:
        return None
    prices = prices_of(costs)
    return Cost(
        price_year=costs.price_year,
        total=pounds(_total(scenario, prices)),
        posts=tuple(_by_team(scenario, prices)),
        vacancies=_vacancies(scenario, prices),
        recruitment=_recruitment(scenario, prices),
        hours=tuple(
            HourCost(role, pounds(corners))
            for role, corners in hour_costs(scenario, prices).items()
        ),
    )


def cost_difference(a: Scenario, b: Scenario) -> Pounds | None:
    """What a year of B's posts costs more than that of A's, at the prices of A for both.

    Args:
        a: the scenario compared with.
        b: the scenario that is judged.

    Returns:
        Exactly 0 where both have the same posts; none where A gives no prices.
    """
    if a.costs is None:
        return None
    prices = prices_of(a.costs)
    return pounds(_total(b, prices) - _total(a, prices))


def same_posts(a: Scenario, b: Scenario) -> bool:
    """Whether two scenarios have the same posts, in whatever teams."""
    return _like(_lines(a)) == _like(_lines(b))


def hour_costs(scenario: Scenario, prices: Prices) -> dict[Role, Corners]:
    """Pounds for one hour of case work of each role that has posts and any time for cases.

    A manager's share of time for decisions differs by team; this is the mean over all of them.
    """
    ftes: dict[Role, float] = {}
    hours: dict[Role, float] = {}
    for line in _lines(scenario):
        ftes[line.role] = ftes.get(line.role, 0.0) + line.number * line.fte
        of_one = _MONTHS * hours_per_fte(scenario, scenario.structure.teams[line.team], line.role)
        hours[line.role] = hours.get(line.role, 0.0) + line.number * line.fte * of_one
    return {
        role: prices.employed[role] * (ftes[role] / hours[role]) for role in ftes if hours[role] > 0
    }


class _Line(NamedTuple):
    """Like posts of one team, all filled in the same way."""

    team: str
    role: Role
    fte: float
    agency: bool
    vacant: bool
    number: int


def _lines(scenario: Scenario) -> Iterator[_Line]:
    """All posts by how they are filled at the start; a vacant one is filled by an employee."""
    for name, team in scenario.structure.teams.items():
        for post in team.posts:
            fte = scenario.workforce.fte(post)
            for agency, vacant, number in _filled(post):
                if number:
                    yield _Line(name, post.role, fte, agency, vacant, number)


def _filled(post: Post) -> tuple[tuple[bool, bool, int], ...]:
    """How many of a line of posts are filled by an agency, are vacant, or are neither."""
    employed = post.number - post.agency - post.vacant
    return (True, False, post.agency), (False, True, post.vacant), (False, False, employed)


def _total(scenario: Scenario, prices: Prices) -> Corners:
    return _priced(_lines(scenario), prices)


def _priced(lines: Iterable[_Line], prices: Prices) -> Corners:
    """A year of some posts.

    Like posts are counted first and in one order, so that equal posts give the same sum to the last
    digit whatever their teams.
    """
    made = prices.nothing
    for (role, agency, fte), number in sorted(_like(lines).items()):
        made = made + number * fte * prices.a_year(role, agency=agency)
    return made


def _like(lines: Iterable[_Line]) -> dict[tuple[Role, bool, float], int]:
    """How many posts there are of a price and a size, by role, agency and full-time equivalent."""
    like: dict[tuple[Role, bool, float], int] = {}
    for line in lines:
        key = line.role, line.agency, line.fte
        like[key] = like.get(key, 0) + line.number
    return like


def _by_team(scenario: Scenario, prices: Prices) -> Iterator[PostsCost]:
    """Each team and role that has posts."""
    lines, roles = tuple(_lines(scenario)), get_args(Role)
    for team in scenario.structure.teams:
        for role in roles:
            here = [line for line in lines if (line.team, line.role) == (team, role)]
            if here:
                yield PostsCost(
                    team,
                    role,
                    fte=math.fsum(line.number * line.fte for line in here),
                    agency_fte=math.fsum(line.number * line.fte for line in here if line.agency),
                    a_year=pounds(_priced(here, prices)),
                )


def _vacancies(scenario: Scenario, prices: Prices) -> Vacancies:
    """What empty posts save, and what it takes to have agency workers in all of them."""
    in_post = _share_in_post(scenario)
    empty, saved, covered = 0.0, prices.nothing, prices.nothing
    for line in _lines(scenario):
        fte = line.number * line.fte * (1 - in_post(line))
        empty += fte
        saved = saved + fte * prices.a_year(line.role, agency=line.agency)
        covered = covered + fte * prices.a_year(line.role, agency=True)
    return Vacancies(empty, pounds(saved), pounds(covered), pounds(covered - saved))


def _recruitment(scenario: Scenario, prices: Prices) -> Recruitment:
    """Leavers expected in a year, each of whom somebody is recruited for."""
    in_post, workforce = _share_in_post(scenario), scenario.workforce
    leavers = math.fsum(
        line.number * in_post(line) * workforce.leaving(agency=line.agency)
        for line in _lines(scenario)
    )
    return Recruitment(leavers, pounds(leavers * prices.recruiting))


def _share_in_post(scenario: Scenario) -> Callable[[_Line], float]:
    """The share of the measured days on which a post has a holder, as expected."""
    workforce, horizon = scenario.workforce, scenario.horizon
    year, calendar = horizon.working_year, horizon.calendar
    begins, ends = calendar.working_day(horizon.measured_from), len(calendar)

    @cache
    def share(role: Role, agency: bool, vacant: bool) -> float:
        rate = workforce.leaving(agency=agency) / year
        to_fill = workforce.months_to_fill(role) * year / _MONTHS
        before, after = (days_in_post(at, rate, to_fill, vacant=vacant) for at in (begins, ends))
        return (after - before) / (ends - begins)

    return lambda line: share(line.role, line.agency, line.vacant)

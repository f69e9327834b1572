"""The capacity check: the workload of each team against the hours it has, without a run.

Every figure is given twice: once inflow and outflow balance, and with the open cases reported.
Where the two differ much, the stock reported cannot last. The fields of the records are those that
`locality check --json` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from sim.scenario.exact.chain import Chain, solve
from sim.scenario.exact.moves import State, effort_in
from sim.scenario.exact.working_time import WorkingYear, working_year
from sim.scenario.exact.workload import Work, open_families, workload
from sim.scenario.scenario import Scenario
from sim.scenario.structure import CASE_HOLDERS, Role, Team

Headroom = Literal["room", "tight", "short"]
"""Up to 90 % of what there is, over 90 %, over 100 %."""

_TIGHT = 0.9
_STEADY = 0.1  # a stock within a tenth of the balance counts as steady


@dataclass(frozen=True)
class RoleCapacity:
    """Case hours a month, needed and available, of one role in one team."""

    team: str
    role: Role
    asked: float
    reported_asked: float
    """With the open cases reported."""
    had: float
    hours_per_fte: float
    """Case hours a month of one full-time equivalent."""
    verdict: Headroom
    reported_verdict: Headroom
    sentence: str


@dataclass(frozen=True)
class Caseload:
    """Weighted children held by one team's workers, and what their caps allow."""

    team: str
    load: float
    """Weighted children, once inflow and outflow balance."""
    reported_load: float
    """Weighted children, with the open cases reported."""
    cap: float
    """Weighted children that the posts filled may carry."""
    fte: float
    """Full-time equivalents in post of those who hold families."""
    verdict: Headroom
    reported_verdict: Headroom
    sentence: str


@dataclass(frozen=True)
class StockCheck:
    """Children in a plan: reported, and where the scenario's own flows would take them."""

    plan: str
    reported: float
    balanced: float
    sentence: str


@dataclass(frozen=True)
class Capacity:
    """The whole check of one scenario."""

    work: tuple[Work, ...]
    roles: tuple[RoleCapacity, ...]
    caseloads: tuple[Caseload, ...]
    stocks: tuple[StockCheck, ...]
    working_year: WorkingYear


class FullTimeEquivalents(NamedTuple):
    """Case work in full-time equivalents of one role, or of all of them."""

    role: Role | Literal["all"]
    asked: float
    reported_asked: float
    had: float


def check_capacity(scenario: Scenario) -> Capacity:
    """Compare the workload of each team with what it has.

    Args:
        scenario: the scenario; a loaded one, whose every activity has an owner.

    Returns:
        Hours by kind of work, the headroom of each team and role, caseloads, stocks, and where the
        hours of a social worker go.

    Raises:
        EndlessPathwayError: if some families can never reach an ending.
    """
    return capacity_of(solve(scenario))


def capacity_of(chain: Chain) -> Capacity:
    """The same check, of a chain that is solved already."""
    scenario, work = chain.scenario, workload(chain)
    return Capacity(
        work=work,
        roles=tuple(_roles(scenario, work)),
        caseloads=tuple(_caseloads(chain)),
        stocks=tuple(_stocks(chain)),
        working_year=working_year(chain.scenario, work),
    )


def full_time_equivalents(capacity: Capacity) -> tuple[FullTimeEquivalents, ...]:
    """Case work, needed and available, in full-time equivalents, by role and over all roles.

    Args:
        capacity: the check of a scenario.

    Returns:
        One row a role, then one for all.
    """
    roles: tuple[Role, ...] = get_args(Role)
    by_role = []
    for role in roles:
        rows = [row for row in capacity.roles if row.role == role]
        if role == "early help worker" and not rows:
            continue
        asked = sum(row.asked / row.hours_per_fte for row in rows)
        reported = sum(row.reported_asked / row.hours_per_fte for row in rows)
        had = sum(row.had / row.hours_per_fte for row in rows)
        by_role.append(FullTimeEquivalents(role, asked, reported, had))
    totals = (sum(column) for column in list(zip(*by_role, strict=True))[1:])
    return (*by_role, FullTimeEquivalents("all", *totals))


def hours_had(scenario: Scenario, team: Team, role: Role) -> float:
    """Case hours a month of those of one role in post in a team.

    Args:
        scenario: whose workforce it is.
        team: with its posts, as the scenario has it or with others.
        role: whose hours.
    """
    return _filled(scenario, team, role) * hours_per_fte(scenario, team, role)


def hours_per_fte(scenario: Scenario, team: Team, role: Role) -> float:
    """Case hours a month of one full-time equivalent of a role in a team.

    Args:
        scenario: whose workforce it is.
        team: where; a manager's time for decisions depends on how many workers there are.
        role: whose hours.
    """
    workforce = scenario.workforce
    days = workforce.days_present(scenario.horizon.working_year)
    share = workforce.case_share(role, team)
    return workforce.contract_hours.value / 5 * days / 12 * share


def _filled(scenario: Scenario, team: Team, role: Role) -> float:
    """Full-time equivalents of a role in post; the share vacant at the start is taken to stay."""
    fte = scenario.workforce.fte
    return sum((post.number - post.vacant) * fte(post) for post in team.posts if post.role == role)


def _roles(scenario: Scenario, work: Iterable[Work]) -> Iterator[RoleCapacity]:
    """Each team and role that has any work or any hours; a team without limit has neither."""
    hours: dict[tuple[str, Role], tuple[float, float]] = {}
    for item in work:
        before = hours.get((item.team, item.role), (0.0, 0.0))
        hours[item.team, item.role] = before[0] + item.hours, before[1] + item.reported_hours
    roles: tuple[Role, ...] = get_args(Role)
    for team, planned in scenario.structure.teams.items():
        for role in roles if team not in scenario.unlimited_teams else ():
            balanced, reported = hours.get((team, role), (0.0, 0.0))
            of_one = hours_per_fte(scenario, planned, role)
            available = hours_had(scenario, planned, role)
            if max(balanced, reported, available) > 0:
                compared = _compared(balanced, reported, available, "hours a month asked")
                both = _headroom(balanced, available), _headroom(reported, available)
                sentence = f"{team}, {role}s: {compared}"
                amounts = balanced, reported, available, of_one
                yield RoleCapacity(team, role, *amounts, *both, sentence)


def _caseloads(chain: Chain) -> Iterator[Caseload]:
    """Each team that holds families; nobody does in a team without limit."""
    scenario = chain.scenario
    children = scenario.demand.children_per_family.value
    loads: dict[str, tuple[float, float]] = {}

    def add(team: str, name: str, families: float, reported: float) -> None:
        activity = scenario.pathway.activities[name]
        if activity.needs_worker:
            weight = activity.weight.value * children
            before = loads.get(team, (0.0, 0.0))
            loads[team] = before[0] + weight * families, before[1] + weight * reported

    for passage in chain.passages:
        if passage.target is not None:
            a_day = passage.per_contact * chain.families_per_month / scenario.horizon.working_month
            families = a_day * _days_held(scenario, passage.source, passage.target)
            add(passage.target.team, passage.target.activity, families, families)
    for stock in open_families(chain):
        owner = scenario.structure.owner(stock.plan, stock.locality)
        add(owner, stock.plan, stock.balanced, stock.reported)
    for team, (load, reported) in loads.items():
        if team in scenario.unlimited_teams:
            continue
        planned = scenario.structure.teams[team]
        fte = sum(_filled(scenario, planned, role) for role in CASE_HOLDERS)
        cap = _cap(scenario, team)
        sentence = f"{team}: {_compared(load, reported, cap, 'weighted children held')}"
        both = _headroom(load, cap), _headroom(reported, cap)
        yield Caseload(team, load, reported, cap, fte, *both, sentence)


def _days_held(scenario: Scenario, source: State, target: State) -> float:
    """Working days a family is planned to be in an assessment, or to wait for a booked day.

    A conference or a first core group is booked from the start of what its limit counts from, so
    an assessment just before it has used up some of the days.
    """
    limit = scenario.pathway.activities[target.activity].limit
    effort, before = effort_in(scenario, target), effort_in(scenario, source)
    counts_on = effort.is_booked and limit is not None and limit.counts_from != "previous"
    used = before.days if counts_on and before.assessed_hours is not None else 0.0
    return max(0.0, effort.days - used)


def _cap(scenario: Scenario, team: str) -> float:
    """Weighted children that a team's filled posts may carry; new workers' caps are reduced."""
    workforce = scenario.workforce
    reduction = 1 - workforce.newly_qualified_cap.value
    return sum(
        (post.number - post.vacant - reduction * post.newly_qualified)
        * workforce.fte(post)
        * post.cap.value
        for post in scenario.structure.teams[team].posts
        if post.role in CASE_HOLDERS and post.cap is not None
    )


def _stocks(chain: Chain) -> Iterator[StockCheck]:
    """Reported and balanced children of each plan; of early help only where any are reported."""
    children = chain.scenario.demand.children_per_family.value
    unreported = set(chain.scenario.pathway.early_help) - set(chain.scenario.open_cases)
    totals: dict[str, tuple[float, float]] = {}
    for stock in open_families(chain):
        if stock.plan in unreported:
            continue
        reported, balanced = totals.get(stock.plan, (0.0, 0.0))
        totals[stock.plan] = (
            reported + stock.reported * children,
            balanced + stock.balanced * children,
        )
    for plan, (reported, balanced) in totals.items():
        drift = "would stay near"
        if abs(balanced - reported) > max(1.0, _STEADY * reported):
            drift = "would grow to" if balanced > reported else "would fall to"
        sentence = (
            f"{plan}: {reported:,.0f} children reported; "
            f"with these flows they {drift} {balanced:,.0f} in time."
        )
        yield StockCheck(plan, reported, balanced, sentence)


def _headroom(needed: float, available: float) -> Headroom:
    if needed <= _TIGHT * available:
        return "room"
    return "tight" if needed <= available else "short"


def _compared(balanced: float, reported: float, available: float, unit: str) -> str:
    """What is needed of what there is, and what the open cases reported would need."""
    headroom, headroom_now = _headroom(balanced, available), _headroom(reported, available)
    if available == 0:
        return f"{balanced:,.0f} {unit} and nobody in post: {headroom}."
    now = f"; with the open cases reported {reported / available:.0%}: {headroom_now}"
    return (
        f"{balanced:,.0f} of {available:,.0f} {unit} ({balanced / available:.0%}): {headroom}"
        f"{now if abs(reported - balanced) >= 0.01 * available else ''}."
    )

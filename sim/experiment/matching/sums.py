"""Sums: what the exact arithmetic says of a scenario with a set of values, without a run.

Hours asked over hours there, children held, stocks and counts a month. What they cannot say is how
long anybody waits. They rule out what is far from what was reported or far above the hours a team
has; and of all that is known of a set, they tell most about what a run of it would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.targets import Target, is_share, scaled
from sim.scenario.exact.capacity import capacity_of
from sim.scenario.exact.chain import Chain, solve
from sim.scenario.exact.workload import open_families
from sim.scenario.file.reported import ReportedFigure
from sim.scenario.pathway import Assessment
from sim.scenario.scenario import Scenario

_COUNTED = {
    "initial_a_month": "initial",
    "core_a_month": "core",
    "single_a_month": "single",
    "section_47_a_month": "section 47",
    "conferences_a_month": "conference",
}
"""Measures that count what enters activities, by what these count as."""
_STOCKS = {"open_child_protection": "child protection plan", "open_looked_after": "looked after"}
"""Measures that count who is in plans, likewise."""

_ENDED = ("not in need", "no further action at referral")
"""Outcomes of a referral that are no episode in need, by what endings count as."""

Sums = dict[str, float]
"""By name: `load: ` hours asked over hours there of a team and role, once with the flows in balance
and once with the open cases reported; `held: ` weighted children a full-time worker; `month: `
children a month who enter an activity; `open: ` children in a plan; and `figure: ` what a measure
would be in balance."""
Limits = NDArray[np.float64]

_WITH_OPEN_CASES = "load with the open cases: "


def sums_of(scenario: Scenario) -> Sums:
    """Everything that is known of a scenario without a run, in an order that values leave alone.

    Raises:
        EndlessPathwayError: if some families can never reach an ending.
    """
    chain = solve(scenario)
    capacity = capacity_of(chain)
    found: Sums = {}
    for row in capacity.roles:
        if row.had > 0:
            found[f"load: {row.team}, {row.role}"] = row.asked / row.had
            found[f"{_WITH_OPEN_CASES}{row.team}, {row.role}"] = row.reported_asked / row.had
    for held in capacity.caseloads:
        if held.fte > 0:
            found[f"held: {held.team}"] = held.load / held.fte
            found[f"held with the open cases: {held.team}"] = held.reported_load / held.fte
    months = _entered(chain)
    found |= {f"month: {activity}": children for activity, children in months.items()}
    found |= {f"open: {plan}": balanced for plan, (balanced, _) in _stocks(chain).items()}
    found |= {f"figure: {measure}": value for measure, value in _figures(chain, months)}
    return found


def _entered(chain: Chain) -> dict[str, float]:
    """Children a month who enter each activity; one gone on with is not entered again."""
    children = chain.scenario.demand.contacts_per_month.value
    entered = dict.fromkeys(chain.scenario.pathway.activities, 0.0)
    for state, visits in chain.visits.items():
        if state.resumed is None:
            entered[state.activity] += visits * children
    return entered


def _stocks(chain: Chain) -> dict[str, tuple[float, float]]:
    """Children in each plan: once flows balance, and as reported."""
    children = chain.scenario.demand.children_per_family.value
    found = dict.fromkeys(chain.scenario.pathway.plans, (0.0, 0.0))
    for stock in open_families(chain):
        balanced, reported = found[stock.plan]
        found[stock.plan] = (
            balanced + stock.balanced * children,
            reported + stock.reported * children,
        )
    return found


def _figures(chain: Chain, months: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Measures that are sums, in balance; of a stock the middle of balance and report."""
    scenario = chain.scenario
    activities = scenario.pathway.activities
    contacts = scenario.demand.contacts_per_month.value
    yield "contacts_a_month", contacts
    yield "referrals_a_month", chain.referrals_per_contact * contacts
    for measure, counted in _COUNTED.items():
        counts = [name for name, each in activities.items() if each.counts_as == counted]
        if counts:
            yield measure, sum(months[name] for name in counts)
    assessed = [
        name for name in scenario.pathway.early_help if isinstance(activities[name], Assessment)
    ]
    if assessed:
        yield "early_help_assessments_a_month", sum(months[name] for name in assessed)
    yield from _outcomes(chain)
    stocks = _stocks(chain)
    for measure, counted in _STOCKS.items():
        both = [stocks[name] for name in stocks if activities[name].counts_as == counted]
        if both:
            yield measure, sum(sum(each) / 2 for each in both)
    social_care = set(scenario.pathway.plans) - set(scenario.pathway.early_help)
    yield "open_in_need", sum(sum(stocks[name]) / 2 for name in social_care)


def _outcomes(chain: Chain) -> Iterator[tuple[str, float]]:
    """Measures of how journeys go on and end; those of plans and returns but for a constant."""
    scenario = chain.scenario
    contacts = scenario.demand.contacts_per_month.value
    ended = dict.fromkeys(_ENDED, 0.0)
    for passage in chain.passages:
        ending = scenario.pathway.endings.get(passage.ending)
        if ending is not None and ending.counts_as in ended:
            ended[ending.counts_as] += passage.per_contact * contacts
    yield "not_in_need_a_month", ended["not in need"]
    yield "in_need_started_a_month", chain.referrals_per_contact * contacts - sum(ended.values())
    plans = [
        name
        for name, each in scenario.pathway.activities.items()
        if each.counts_as == "child protection plan"
    ]
    if plans:
        entered = _entered(chain)
        yield "plans_started_a_month", sum(entered[name] for name in plans)
    yield "rereferral_share", 100 * scenario.demand.returns.share.value


_OVER = 1.05
"""Hours asked over hours there, with the open cases, above which no team gets through a year;
likewise times those as planned."""


_NO_SUM = 1e-3
"""Added to a sum before its log is taken, as some are 0."""


def logs_of(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums as logs: they are nearly products of inputs."""
    return np.asarray(np.log(np.maximum(sums, 0) + _NO_SUM))


def sum_of(figure: ReportedFigure) -> str:
    """The name of the sum that says what to expect of a figure, where there is one."""
    return f"figure: {figure.measure}" if figure.scope == "all" else ""


def limits(
    names: Sequence[str], targets: Sequence[Target], planned: Limits, means: Limits
) -> tuple[Limits, Limits]:
    """Between what the log of each sum must lie, so that a set may be worth a run.

    A sum of a figure is of flows in balance, and a year is not: by how much it is off is taken from
    the service as planned.

    Args:
        names: of the sums.
        targets: what a run must give.
        planned: the sums of the service as planned.
        means: of each figure over runs as planned.

    Returns:
        The least and the most of each; without end where nothing is known.
    """
    low, high = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    of = {
        sum_of(each.figure): (each, mean)
        for each, mean in zip(targets, means.tolist(), strict=True)
        if each.is_summed
    }
    for at, (name, exact) in enumerate(zip(names, planned.tolist(), strict=True)):
        if name in of:
            target, mean = of[name]
            off = mean / exact if exact > 0 and mean > 0 else 1.0
            least, most = target.expected
            low[at], high[at] = logs_of(np.array(least / off)), logs_of(np.array(most / off))
        elif name.startswith(_WITH_OPEN_CASES):
            high[at] = logs_of(np.array(max(_OVER, exact * _OVER)))
    return low, high


def foreseen_by(names: Sequence[str], targets: Sequence[Target]) -> Callable[[Limits], Limits]:
    """What sums foresee of each figure.

    Args:
        names: of the sums.
        targets: the figures.

    Returns:
        A function from logs of sums, shape (sets, sums), to scaled figures, shape (sets, figures);
        0 where no sum says anything of a figure.
    """
    place = {name: at for at, name in enumerate(names)}
    of = [place.get(sum_of(each.figure)) for each in targets]
    shares = is_share(targets)

    def foreseen(logs: Limits) -> Limits:
        found = np.zeros((len(logs), len(of)))
        for at, sum_ in enumerate(of):
            if sum_ is not None:
                values = np.exp(logs[:, sum_]) - _NO_SUM
                found[:, at] = scaled(values[:, np.newaxis], shares[at : at + 1])[:, 0]
        return found

    return foreseen

"""Cost in words: what a year costs, what B costs more, and what the figures leave out."""

from __future__ import annotations

from sim.present.words.numbers import number
from sim.scenario.differ.changed_values import changed_values
from sim.scenario.exact.cost import Cost, cost_difference, cost_of, same_posts
from sim.scenario.exact.cost_of_work import PieceCost
from sim.scenario.exact.prices import Pounds
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

_NOTHING = "nothing is said of cost"
NO_PRICES = f"No prices are given: {_NOTHING}."
"""Where a scenario has no `costs`: it costs something all the same."""

RANGES = (
    "All posts are taken as filled, vacancies and recruiting aside. A range is the widest that the "
    "evidence for the prices leaves, all of them at their worst at once; posts and hours "
    "are as planned. Prices of other years are not converted."
)
"""How to read the range of a sum."""

OF_HOURS = (
    "Hours of work are those of posts that are paid for anyway: fewer of them save nothing before "
    "there are fewer posts."
)
"""How to read the cost of a piece of work."""

_MILLION, _MANY = 1_000_000, 10_000
"""From where on a sum is told in millions, and from where on in whole thousands."""


def short(of: Pounds) -> str:
    """A sum alone, no more exact than it is known: £4.91 million, £96,000, £406."""
    return _one(of.value, _unit(of))


def whole(of: Pounds) -> str:
    """A sum with its range: £4.91 million (4.29 to 5.59)."""
    if of.low == of.high:
        return short(of)
    low, high = (_one(end, _unit(of)).replace("£", "") for end in (of.low, of.high))
    return f"{short(of)} ({low.removesuffix(' million')} to {high.removesuffix(' million')})"


def a_year(cost: Cost) -> str:
    """What a year of the posts costs."""
    return f"{whole(cost.total)} a year, in pounds of {cost.price_year}"


def compared(a: Scenario, b: Scenario, names: tuple[str, str] = ("A", "B")) -> str:
    """What B costs against A, in a sentence, at the prices of A for both.

    Args:
        a: the scenario compared with.
        b: the scenario that is judged.
        names: what they are called in it.
    """
    cost, more = cost_of(a), cost_difference(a, b)
    if cost is None or more is None:
        return NO_PRICES if b.costs is None else f"{names[0]} gives no prices: {_NOTHING}."
    if more.low == more.high == 0:
        same = "The same posts: the same cost" if same_posts(a, b) else "Other posts: the same cost"
        return f"{same}, {a_year(cost)}."
    return (
        f"The posts of {names[1]} cost {_apart(more)} than those of {names[0]}, which cost "
        f"{a_year(cost)}."
    )


def against(a: Scenario, b: Scenario) -> str:
    """The same with the titles of both, and a warning where their prices differ."""
    said = f"B, {b.title}, against A, {a.title}: {compared(a, b)} {other_prices(a, b)}"
    return said.rstrip()


def vacancies(cost: Cost) -> str:
    """What empty posts save, and what covering them takes."""
    of = cost.vacancies
    return (
        f"{number(of.fte)} full-time posts are expected to stand empty on average, which saves "
        f"{whole(of.saved)} a year. Agency workers in all of them would cost {whole(of.covered)}, "
        f"{whole(of.more)} more than the posts filled as planned."
    )


def recruitment(cost: Cost) -> str:
    """What recruiting takes."""
    of = cost.recruitment
    return (
        f"{number(of.leavers)} workers a year are expected to leave, agency workers included: "
        f"{whole(of.a_year)} a year to recruit and induct others."
    )


def piece(of: PieceCost) -> str:
    """What one piece of work takes: section 47 enquiry: £494 (440 to 541), 13.3 hours."""
    return f"{of.work}: {whole(of.each)}, {number(of.hours)} hours"


def other_prices(a: Scenario, b: Scenario, names: tuple[str, str] = ("A", "B")) -> str:
    """That B has prices of its own, at which its cost is not told; empty where it has none."""
    found = [
        str(each.path[1]).replace("_", " ")
        for each in changed_values(a, b)
        if each.path[0] == "costs" and len(each.path) > 1
    ]
    if not found:
        return ""
    return (
        f"Prices are not like with like, as {listed(names)} differ in {listed(found)}: the cost of "
        f"both is told at the prices of {names[0]}."
    )


def _apart(more: Pounds) -> str:
    """How far a cost lies from another: £83,000 (74,000 to 90,000) a year less."""
    less = Pounds(-more.value, -more.high, -more.low)
    if more.low < 0 < more.high:
        size, word = (less, "less") if more.value < 0 else (more, "more")
        low, high = (_one(end, _unit(more)) for end in (-more.low, more.high))
        return f"{short(size)} a year {word} ({low} less to {high} more)"
    return f"{whole(less)} a year less" if more.high <= 0 else f"{whole(more)} a year more"


def _unit(of: Pounds) -> float:
    """In what a sum is told: millions, thousands, or pounds."""
    size = abs(of.value) or max(abs(of.low), abs(of.high))
    if size >= _MILLION:
        return _MILLION
    return 1000 if size >= _MANY else 1


def _one(value: float, unit: float) -> str:
    sign = "-" if value < 0 and round(value / unit, 2) else ""
    size = abs(value)
    if unit == _MILLION:
        return f"{sign}£{size / _MILLION:,.2f} million"
    return f"{sign}£{round(size / unit) * int(unit):,}"

"""JSON of costs: what scenarios cost, and the cost of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from sim.present.costed import Costed
from sim.present.json.results import Json, fields, record
from sim.present.words import cost as words
from sim.scenario.exact.cost import cost_difference


def costs(found: Sequence[Costed]) -> Json:
    """Scenarios with their costs, all at the prices of the first.

    Keys: `price_year`, null where no prices are given; `scenarios`, each with `title`, `hash`,
    `cost` (`total`, `posts`, `vacancies`, `recruitment` and `hours`) and `work` (`assessments` and
    `handoffs`), both null without prices; `differences` of the others from the first, each with
    `title`, `a_year` and `said`. A sum is `{value, low, high}` in pounds of the price year.
    """
    first = found[0]
    return record(
        "cost",
        price_year=first.cost and first.cost.price_year,
        scenarios=[
            {
                **fields(each.scenario, "title"),
                "hash": each.scenario.content_hash,
                "cost": each.cost
                and fields(each.cost, "total", "posts", "vacancies", "recruitment", "hours"),
                **fields(each, "work"),
            }
            for each in found
        ],
        differences=[
            {
                **fields(other.scenario, "title"),
                "a_year": cost_difference(first.scenario, other.scenario),
                "said": words.against(first.scenario, other.scenario),
            }
            for other in found[1:]
        ],
    )

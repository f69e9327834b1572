"""The worst-off locality: how the primary outcomes are where they are worst, in one run."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.measures.tally import WHOLE, Row
from sim.scenario.margins import WORST_LOCALITY

_BY_LOCALITY = {"over_cap": "children_over_cap"}
"""What says of a locality what the outcome says of the whole, where that is another measure."""


def worst_locality(found: Iterable[Row]) -> Iterator[Row]:
    """The lowest or highest value of any locality, by which side is better.

    Which locality it is may differ between runs and between structures: it is asked how far the
    worst-off children are from the rest, not where they live. Of several localities that fare alike
    one is worst by chance, in either structure as much.

    Args:
        found: rows of measures, those of the localities among them.

    Yields:
        One row a primary outcome: NaN where no locality has a value.
    """
    measures = {_BY_LOCALITY.get(outcome, outcome): outcome for outcome in PRIMARY}
    values: dict[str, list[float]] = {outcome: [] for outcome in PRIMARY}
    for key, scope, _, value in found:
        if scope == "locality" and key in measures and not math.isnan(value):
            values[measures[key]].append(value)
    for outcome, of_localities in values.items():
        worst = min if CATALOGUE[outcome].better == "higher" else max
        yield f"{outcome}{WORST_LOCALITY}", *WHOLE, worst(of_localities, default=math.nan)

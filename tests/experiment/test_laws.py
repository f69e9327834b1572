"""A scenario's laws are those of all its replications, and initial bias is judged in their mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sim.experiment.comparison import Key
from sim.experiment.laws import laws_of
from sim.experiment.work.replicate import Replication
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.measures.laws.law import LawSummary
from tests.experiment.runs import Values, made_up
from tests.measures.log_writer import Writer

WEEKS = 60
ROWS = Writer().measures().rows
JUDGED_BY_WEEK = [
    measure for measure in JUDGED if "week" in set(ROWS.loc[ROWS.measure == measure, "scope"])
]


def weekly(*caseloads: list[float]) -> Values:
    """A caseload for each week, from those of each replication."""
    return {
        Key("load_per_worker_mean", "week", f"week {week + 1}"): values
        for week, values in enumerate(zip(*caseloads, strict=True))
    }


def test_chance_that_evens_out_over_replications_is_no_initial_bias() -> None:
    rises = (20 - 10 * np.exp(-np.arange(WEEKS) / 8)).tolist()
    falls = (20 + 10 * np.exp(-np.arange(WEEKS) / 8)).tolist()
    one, both = (made_up(weekly(*each), {}).arms[0] for each in ([rises], [rises, falls]))

    def caseload(arm: Sequence[Replication]) -> LawSummary:
        [law] = [each for each in laws_of(arm) if each.scope == "Weighted caseload"]
        return law

    assert caseload(one).verdict == "watch"
    bias = caseload(both)
    assert (bias.name, bias.verdict, bias.of) == ("initial bias", "holds", 1)
    assert bias.left == bias.right == pytest.approx(20)


def test_the_other_laws_are_summarised_over_replications() -> None:
    arm = made_up(weekly([20.0] * WEEKS, [20.0] * WEEKS), {}).arms[0]
    assert [(law.name, law.of) for law in laws_of(arm)] == [
        ("conservation", 2),
        ("share still inside", 2),
        *[("initial bias", 1)] * 10,
    ]


def test_what_is_judged_is_looked_at_week_by_week_but_for_what_has_no_weeks() -> None:
    assert set(JUDGED) - set(JUDGED_BY_WEEK) == {
        "children_with_3plus_changes",
        "concluded_in_45_days_worst_locality",
        "worker_changes_worst_locality",
        "over_cap_worst_locality",
    }


@pytest.mark.parametrize("measure", JUDGED_BY_WEEK)
def test_a_start_that_tells_in_one_measure_alone_is_seen_in_it(measure: str) -> None:
    """A run that begins to count at once fills caseloads within weeks, and worker changes later."""
    weeks = (40 - 30 * np.exp(-np.arange(WEEKS) / 8)).tolist()
    steady = weekly([20.0] * WEEKS)
    moving = {Key(measure, "week", f"week {week + 1}"): [value] for week, value in enumerate(weeks)}
    laws = laws_of(made_up({**steady, **moving}, {}).arms[0])
    found = {law.scope: law.verdict for law in laws if law.name == "initial bias"}
    assert found["Weighted caseload"] == "holds"
    assert found[CATALOGUE[measure].title] == "watch"


def test_a_week_in_which_one_replication_had_nothing_to_measure_is_the_mean_of_the_others() -> None:
    one, two = [50.0] * WEEKS, [70.0] * WEEKS
    one[3] = float("nan")
    values = {
        Key("conference_in_15_days", "week", f"week {week + 1}"): list(both)
        for week, both in enumerate(zip(one, two, strict=True))
    }
    laws = laws_of(made_up(values, {}).arms[0])
    [law] = [each for each in laws if each.scope == CATALOGUE["conference_in_15_days"].title]
    assert law.left == pytest.approx((60 * (WEEKS - 1) + 70) / WEEKS)

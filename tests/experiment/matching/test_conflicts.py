"""Only figures that take each other out of their ranges fight, and a few runs say nothing."""

from __future__ import annotations

import numpy as np

from sim.experiment.matching.conflicts import fights, met
from sim.experiment.matching.targets import Target
from sim.experiment.matching.waves import Matched
from tests.experiment.matching.toy import figure

NAMES = ("staff", "other")
TARGETS = tuple(Target(figure(each, 80, 90), 0.0) for each in ("waits", "load", "alike", "alone"))


def run(runs: int) -> Matched:
    """Staff raise the first figure and lower the second; the third goes with the first."""
    rng = np.random.default_rng(1)
    values = rng.random((runs, len(NAMES)))
    staff = values[:, 0]
    given = np.column_stack([80 * staff, 80 * (1 - staff), 70 * staff, 80 * rng.random(runs)])
    return Matched(TARGETS, values, given, np.array([], dtype=np.int64), runs, runs, 0, runs, 1,
                   runs)  # fmt: skip


def test_figures_that_go_together_or_their_own_ways_do_not_fight() -> None:
    told = fights(run(200), NAMES)
    pairs = {frozenset((each.one.figure.title, each.other.figure.title)) for each in told}
    assert pairs == {frozenset(("waits", "load")), frozenset(("load", "alike"))}
    assert {each.inputs for each in told} == {("staff",)}
    assert all(each.together == 0 and each.correlation < -0.9 for each in told)


def test_fewer_than_ten_runs_tell_of_no_fight_but_of_how_often_each_was_met() -> None:
    assert fights(run(9), NAMES) == ()
    assert fights(run(10), NAMES) != ()
    assert [each.below for each in met(run(9))] == [9] * len(TARGETS)

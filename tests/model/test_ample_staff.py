"""With staff enough, assessments are in time: lateness is workload, and nothing else."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario

FRONT_DOOR = {
    "current": ("Referral and Assessment",),
    "proposed": ("Access", "Central & East", "North, West & Rural", "South"),
}
"""Teams that assess, or decide who is assessed."""
KINDS = {"initial", "core", "single"}
MORE = 1.5
IN_TIME = 0.98
REPLICATIONS = 2


def with_more_posts(scenario: Scenario, teams: tuple[str, ...]) -> Scenario:
    """The scenario with half as many posts again in some teams, of managers and workers alike."""
    return override(
        scenario,
        {
            f"structure.teams.{team}.posts.{line}.number": round(post.number * MORE)
            for team in teams
            for line, post in enumerate(scenario.structure.teams[team].posts)
        },
    )


def in_time(log: EventLog, scenario: Scenario) -> npt.NDArray[np.bool_]:
    """Whether each assessment done in the measured year was in time."""
    counted = [
        scenario.pathway.activities[name].counts_as in KINDS
        and bool(scenario.pathway.activities[name].limit)
        for name in log.activities
    ]
    rows = log.events[log.events[:, Column.EVENT] == Event.COMPLETED]
    rows = rows[np.array(counted)[rows[:, Column.ACTIVITY].astype(int)]]
    rows = rows[rows[:, Column.TIME] >= log.measured_from]
    done: npt.NDArray[np.bool_] = np.floor(rows[:, Column.TIME]) <= rows[:, Column.DUE]
    return done


@pytest.mark.parametrize("name", FRONT_DOOR)
def test_with_half_as_many_posts_again_assessments_are_in_time(name: str) -> None:
    scenario = load_scenario(shipped_folder() / f"{name}.yaml")
    ample = with_more_posts(scenario, FRONT_DOOR[name])
    done = [in_time(simulate(ample, 2013, number), ample) for number in range(REPLICATIONS)]
    assert min(len(each) for each in done) > 500
    assert np.concatenate(done).mean() >= IN_TIME

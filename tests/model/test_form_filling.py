"""In a run form-filling shortens the paperwork of each piece of work, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario

FORMS = 0.8


@pytest.fixture
def planned(current: Scenario) -> Scenario:
    """The shipped service over some months."""
    return override(current, {"horizon.measured_from": "2012-12-03", "horizon.ends": "2013-03-28"})


def worked(log: EventLog) -> dict[tuple[int, str, str, str], float]:
    """Hours of each piece of work done once, by family, activity, what it was and whose it was."""
    rows = log.events[log.events[:, Column.EVENT] == Event.WORKED]
    found: dict[tuple[int, str, str, str], list[float]] = {}
    for row in rows.tolist():
        activity, label = int(row[Column.ACTIVITY]), int(row[Column.LABEL])
        key = (
            int(row[Column.FAMILY]),
            log.activities[activity] if activity >= 0 else "",
            log.labels[label] if label >= 0 else "",
            log.workers[int(row[Column.WORKER])].role,
        )
        found.setdefault(key, []).append(row[Column.AMOUNT])
    return {key: hours[0] for key, hours in found.items() if len(set(hours)) == 1}


def test_as_now_no_share_of_paperwork_changes_anything(planned: Scenario) -> None:
    none = override(
        planned,
        {f"pathway.activities.{name}.paperwork": 0 for name in planned.pathway.activities},
    )
    logs = [simulate(scenario, 2013, 0) for scenario in (planned, none)]
    np.testing.assert_array_equal(logs[0].events, logs[1].events)


def test_each_piece_of_work_takes_the_hours_that_arithmetic_gives_it(planned: Scenario) -> None:
    less = override(planned, {"workforce.working_time.form_filling": FORMS})
    before, after = (worked(simulate(scenario, 2013, 0)) for scenario in (planned, less))
    compared: set[str] = set()
    for key in before.keys() & after.keys():
        _, activity, _, role = key
        if activity and role == "social worker":
            paperwork = planned.pathway.activities[activity].paperwork.value
            assert after[key] == pytest.approx(before[key] * (1 - paperwork * (1 - FORMS))), key
            compared.add(activity)
    assert compared == {*planned.pathway.activities} - {"threshold decision"}


def test_the_hours_of_managers_and_chairs_stay(planned: Scenario) -> None:
    less = override(planned, {"workforce.working_time.form_filling": FORMS})
    before, after = (worked(simulate(scenario, 2013, 0)) for scenario in (planned, less))
    both = [key for key in before.keys() & after.keys() if key[3] != "social worker"]
    assert len(both) > 100
    assert [before[key] for key in both] == pytest.approx([after[key] for key in both])

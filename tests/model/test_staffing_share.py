"""One share scales every social worker's post: hours, cap and all that is counted from them."""

from __future__ import annotations

import pytest

from sim.measures.laws.all_laws import laws
from sim.measures.measures import measure
from sim.model.events import EventLog
from sim.model.replication import simulate
from sim.scenario.exact.capacity import Capacity, check_capacity
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario.files import small

SHARE = 0.75


def fewer(scenario: Scenario) -> Scenario:
    return override(scenario, {"workforce.staffing": SHARE})


def fte(log: EventLog, role: str) -> list[float]:
    return [each.fte for each in log.workers if each.role == role and each.joined == 0]


def test_social_workers_are_scaled_and_nobody_else() -> None:
    before, after = (simulate(each, 1, 0) for each in (small(), fewer(small())))
    assert fte(after, "social worker") == [SHARE * each for each in fte(before, "social worker")]
    for role in ("team manager", "conference chair"):
        assert fte(after, role) == fte(before, role)


def test_all_laws_hold_with_fewer_and_each_has_more_children() -> None:
    carried = []
    for scenario in (small(), fewer(small())):
        log = simulate(scenario, 1, 0)
        assert [law for law in laws(log, scenario) if law.verdict == "watch"] == []
        rows = measure(log, scenario).rows
        carried += rows[rows.measure == "children_per_worker_mean"].value.head(1).tolist()
    assert carried[1] == pytest.approx(carried[0] / SHARE, rel=0.1)


def had(check: Capacity, role: str) -> list[float]:
    return [each.had for each in check.roles if each.role == role]


def test_hours_and_caps_that_there_are_by_arithmetic_are_scaled_alike() -> None:
    before, after = (check_capacity(each) for each in (small(), fewer(small())))
    scaled = [SHARE * each for each in had(before, "social worker")]
    assert had(after, "social worker") == pytest.approx(scaled)
    caps, fewer_caps = ([each.cap for each in check.caseloads] for check in (before, after))
    assert fewer_caps == pytest.approx([SHARE * each for each in caps])


def test_who_supervises_fewer_has_more_time_for_decisions() -> None:
    supervised = override(small(), {"workforce.working_time.supervision": 2})
    before, after = (
        had(check_capacity(each), "team manager") for each in (supervised, fewer(supervised))
    )
    assert all(more > less for more, less in zip(after, before, strict=True))


def test_all_posts_is_the_same_as_none_stated_to_the_last_digit() -> None:
    stated, silent = small("workforce: {staffing: {value: 1, low: 0.7, high: 1}}"), small()
    assert simulate(stated, 2, 0).events.tobytes() == simulate(silent, 2, 0).events.tobytes()
    assert check_capacity(stated) == check_capacity(silent)
    assert stated.content_hash == silent.content_hash

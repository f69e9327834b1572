"""The same families meet the same luck, whatever else changes."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pytest

from sim.model import replication
from sim.model.arrivals import Arrivals
from sim.model.events import Column, Event, EventLog
from sim.model.luck import Luck
from sim.model.replication import simulate
from sim.scenario.scenario import Scenario
from tests.model.journeys import arrivals_of, paths, small


def as_bytes(log: EventLog) -> bytes:
    arrays = (log.families, log.events, log.census, log.trays)
    return b"".join(array.tobytes() for array in arrays) + repr((log.labels, log.workers)).encode()


def one_more_family(arrivals: Arrivals) -> Arrivals:
    """The table with one family more, who comes in the middle and has its own luck."""
    middle = len(arrivals) // 2
    columns = ("time", "returning", "locality", "source", "need", "children", "effort", "referred")
    extra = {name: getattr(arrivals, name)[middle : middle + 1] for name in columns}
    return arrivals.joined_by(Arrivals(key=(("extra", 0),), **extra))


def test_the_same_seed_twice_gives_the_same_log_byte_for_byte(current: Scenario) -> None:
    quick = small(current)
    assert as_bytes(simulate(quick, 7, 3)) == as_bytes(simulate(quick, 7, 3))


def test_another_replication_brings_other_families(current: Scenario) -> None:
    quick = small(current)
    assert as_bytes(simulate(quick, 7, 3)) != as_bytes(simulate(quick, 7, 4))
    assert as_bytes(simulate(quick, 7, 3)) != as_bytes(simulate(quick, 8, 3))


def test_both_structures_are_sent_the_same_families(current: Scenario, proposed: Scenario) -> None:
    ours, theirs = arrivals_of(current), arrivals_of(proposed)
    assert ours.key == theirs.key
    np.testing.assert_array_equal(ours.time, theirs.time)
    np.testing.assert_array_equal(ours.effort, theirs.effort)


def test_one_more_family_changes_no_other_familys_path(current: Scenario) -> None:
    quick = small(current)
    arrivals = arrivals_of(quick)
    without = simulate(quick, 2013, 0, arrivals)
    more = one_more_family(arrivals)
    with_one = simulate(quick, 2013, 0, more)
    opened = len(without.families) - len(arrivals)
    number = {key: opened + row for row, key in enumerate(more.key)}
    before, after = paths(without), paths(with_one)
    for family in range(opened):
        assert_one_goes_on_from_the_other(before.get(family, []), after.get(family, []))
    for row, key in enumerate(arrivals.key):
        assert_one_goes_on_from_the_other(before.get(opened + row, []), after.get(number[key], []))


def test_a_familys_path_is_the_same_in_both_structures(
    current: Scenario, two_assessments: Scenario
) -> None:
    """In order of beginning: an assessment with an enquiry beside it may end before or after."""
    before, after = ways(simulate(current, 5, 0)), ways(simulate(two_assessments, 5, 0))
    alike = 0
    for family in before.keys() & after.keys():
        assert_one_goes_on_from_the_other(before[family], after[family])
        alike += before[family] == after[family]
    assert alike > len(before) / 2  # the others are further on in one structure than the other


def ways(log: EventLog) -> dict[int, list[str]]:
    """Each family's activities in order of beginning, and its endings."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    told = (Event.STARTED, Event.ENDED)
    for row in log.events[np.isin(log.events[:, Column.EVENT], told)].tolist():
        names, named = (
            (log.activities, Column.ACTIVITY)
            if row[Column.EVENT] == Event.STARTED
            else (log.labels, Column.LABEL)
        )
        found[int(row[Column.FAMILY])].append(names[int(row[named])])
    return found


def assert_one_goes_on_from_the_other(one: Sequence[object], other: Sequence[object]) -> None:
    """The run may stop earlier in one journey than in the other, but the way is the same."""
    shared = min(len(one), len(other))
    assert one[:shared] == other[:shared]


def test_no_draw_is_used_twice(current: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan takes the first of its draws for the route, and the others for its course.

    A family's own pace, and what comes up, are the same in all assessments of a journey.
    """
    asked: Counter[tuple[object, ...]] = Counter()

    class Remembering(Luck):
        def draw(self, *key: object) -> float:
            asked["one", *key] += 1
            return super().draw(*key)

        def draws(self, *key: object) -> tuple[float, float, float, float]:
            asked["four", *key] += 1
            return super().draws(*key)

    monkeypatch.setattr(replication, "Luck", Remembering)
    simulate(current, 4, 0)
    assert any(key[-1] == 1 and key[0] == "one" for key in asked)  # a second occurrence
    again = {key for key, times in asked.items() if times > 1}
    assert {key for key in again if key[-2] not in {"pace", "concern"}} == set()


@pytest.mark.parametrize("days", [1, 60])
def test_slower_allocation_leaves_draws_alone(current: Scenario, days: int) -> None:
    quick = small(current, **{"workforce.allocation": days})
    before, after = paths(simulate(small(current), 1, 0)), paths(simulate(quick, 1, 0))
    for family in before.keys() & after.keys():
        assert_one_goes_on_from_the_other(before[family], after[family])

"""Further work of an assessment falls to the families whom the one it replaces would send on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from sim.model.events import Event, EventLog
from sim.scenario.scenario import Scenario
from tests.model.ample import rows, run
from tests.model.docking.numbers import NUMBERS as N
from tests.model.docking.numbers import families
from tests.model.docking.planned import scenario
from tests.scenario.small import built

SENT_ON = {"slight": 0.4, "help": 1.0}
"""Share of families who are assessed a second time, by need."""
MORE = 9.0
"""Hours of the second assessment."""


def data() -> dict[str, Any]:
    """The council without concerns, as plain data."""
    plain = scenario("own team").model_dump(mode="json", exclude_none=True)
    plain["pathway"]["activities"]["assessment"]["concerns"] = []
    for team in plain["structure"]["teams"].values():
        for post in team["posts"]:
            post["number"] = 30
    return plain


def in_two() -> Scenario:
    """Some families are assessed a second time."""
    plain = data()
    activities = plain["pathway"]["activities"]
    first = activities["assessment"]
    activities["second"] = first | {"hours": {"value": MORE}}
    activities["assessment"] = first | {
        "routes_by_need": {
            **first["routes_by_need"],
            **{
                need: {"second": {"value": share}, "done": "rest"}
                for need, share in SENT_ON.items()
            },
        }
    }
    plain["structure"]["teams"]["cluster"]["owns"] = ["assessment", "second", "plan"]
    return built(plain)


def in_one() -> Scenario:
    """One assessment takes the hours of both, for those who would have had both."""
    plain = data()
    activities = plain["pathway"]["activities"]
    single = activities.pop("assessment")
    activities["single"] = single | {
        "further": {
            "hours": {"value": MORE},
            "share": {"value": 0},
            "share_by_need": {need: {"value": share} for need, share in SENT_ON.items()},
            "drawn_as": "assessment",
        }
    }
    for activity in activities.values():
        for routes in (activity["routes"], *activity["routes_by_need"].values()):
            if "assessment" in routes:
                routes["single"] = routes.pop("assessment")
    plain["structure"]["teams"]["cluster"]["owns"] = ["single", "plan"]
    return built(plain)


def hours(log: EventLog) -> dict[int, float]:
    """Hours of steps of assessments that are no enquiry, by family whose case has ended."""
    worked: defaultdict[int, float] = defaultdict(float)
    ended = set()
    for row in rows(log, Event.WORKED, Event.ENDED):
        if row.event == Event.ENDED:
            ended.add(row.family)
        elif row.activity in {"assessment", "second", "single"} and row.label != "authorisation":
            worked[row.family] += row.amount
    return {family: worked[family] for family in ended}


def test_family_by_family_it_takes_the_hours_of_exactly_what_it_replaces() -> None:
    two, one = hours(run(in_two())), hours(run(in_one()))
    both = two.keys() & one.keys()
    assert len(both) > 80
    for family in both:
        assert one[family] == pytest.approx(two[family])


def test_it_falls_to_some_families_of_a_need_and_to_all_of_another() -> None:
    """A family's hours are those of one assessment times its effort, or of both."""
    needs = {number: need for number, (_, need, _) in enumerate(families(0))}
    efforts = {number: effort for number, (_, _, effort) in enumerate(families(0))}
    by_need: defaultdict[str, list[bool]] = defaultdict(list)
    for family, worked in hours(run(in_one())).items():
        if worked:
            more = worked / efforts[family] == pytest.approx(N.assessment + MORE)
            by_need[needs[family]].append(more)
    assert all(by_need["help"])
    assert not any(by_need["found later"])
    assert 0.2 < sum(by_need["slight"]) / len(by_need["slight"]) < 0.6

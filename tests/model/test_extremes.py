"""Extreme inputs run, and give what they must."""

import numpy as np

from sim.model.events import CensusColumn, Column, Event, TrayColumn
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.model.journeys import arrivals_of, count, paths, small


def without_staff(scenario: Scenario) -> Scenario:
    teams = scenario.structure.teams
    return override(
        scenario,
        {
            **{
                f"structure.teams.{name}.posts.{line}.{what}": value
                for name, team in teams.items()
                for line, post in enumerate(team.posts)
                for what, value in (
                    ("vacant", post.number),
                    ("agency", 0),
                    ("newly_qualified", 0),
                )
            },
            "workforce.recruitment": 10_000,
        },
    )


def test_without_contacts_only_the_open_cases_go_on(current: Scenario) -> None:
    nobody = {"demand.contacts_per_month": 0, "demand.returns.share": 0}
    log = simulate(small(current, **nobody), 1, 0)
    assert count(log, Event.CONTACT) == count(log, Event.REFERRED) == 0
    assert count(log, Event.WORKED) > 0


def test_without_contacts_and_open_cases_nothing_happens(current: Scenario) -> None:
    nothing = {"demand.contacts_per_month": 0, **dict.fromkeys(open_paths(current), 0)}
    log = simulate(small(current, **nothing), 1, 0)
    assert log.events.shape == (0, len(Column))
    assert log.families.shape == (0, 5)
    assert log.census[:, CensusColumn.WORKED].sum() == 0


def open_paths(scenario: Scenario) -> list[str]:
    return [f"open_cases.{plan}" for plan in scenario.open_cases]


def test_every_contact_a_section_47(current: Scenario) -> None:
    every = override(
        small(current, **dict.fromkeys(open_paths(current), 0)),
        {
            "demand.returns.share": 0,
            "pathway.activities.screening.routes": {"threshold decision": 1},
            "pathway.activities.threshold decision.routes": {"strategy discussion": 1},
            "pathway.activities.threshold decision.routes_by_need": {},
            "pathway.activities.strategy discussion.routes": {"section 47 enquiry": 1},
            "pathway.activities.strategy discussion.routes_by_need": {},
        },
    )
    log = simulate(every, 1, 0)
    decided = [path for path in paths(log).values() if len(path) > 2]
    assert decided
    assert all(path[2] == ("strategy discussion", "section 47 enquiry") for path in decided)


def test_if_nobody_ever_leaves_all_workers_stay(current: Scenario) -> None:
    nobody = dict.fromkeys(
        [f"workforce.{why}" for why in ("turnover", "agency_turnover", "internal_moves")], 0
    )
    log = simulate(override(small(current), nobody), 1, 0)
    assert all(np.isinf(worker.left) for worker in log.workers)
    assert "leaver" not in log.labels


def test_if_all_posts_are_vacant_work_piles_up(current: Scenario) -> None:
    log = simulate(without_staff(small(current)), 1, 0)
    assert count(log, Event.CONTACT) > 0
    assert count(log, Event.WORKED) == count(log, Event.ENDED) == 0
    trays = log.trays[:, TrayColumn.TRAY]
    assert trays[-4:].sum() > trays[:4].sum()


def test_one_family_alone_meets_no_queue(current: Scenario) -> None:
    quick = small(current, **dict.fromkeys(open_paths(current), 0))
    everyone = arrivals_of(quick)
    first = {
        name: getattr(everyone, name)[:1]
        for name in (
            "time",
            "returning",
            "locality",
            "source",
            "need",
            "children",
            "effort",
            "referred",
        )
    }
    log = simulate(quick, 2013, 0, type(everyone)(key=everyone.key[:1], **first))
    assert count(log, Event.CONTACT) == 1
    screened = log.events[log.events[:, Column.EVENT] == Event.WORKED][0]
    assert screened[Column.TIME] - screened[Column.SINCE] < 1


def test_no_worker_does_more_hours_than_the_week_has(current: Scenario) -> None:
    log = simulate(current, 3, 0)
    worked = log.census[:, CensusColumn.WORKED]
    available = log.census[:, CensusColumn.AVAILABLE]
    assert (worked <= available + 1e-6).all()
    assert (available >= 0).all()


def test_unallocated_families_are_never_fewer_than_none(proposed: Scenario) -> None:
    log = simulate(proposed, 3, 0)
    assert (log.trays[:, TrayColumn.UNALLOCATED] >= 0).all()

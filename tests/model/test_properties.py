"""What holds in every legal service, however odd: properties of the log of random small ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import cycle, groupby, islice, pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings

from sim.experiment.work.pool import local_pool
from sim.experiment.work.processes import LocalProcesses
from sim.measures.laws.all_laws import laws
from sim.model.events import BEGINS, CensusColumn, Column, Event
from sim.model.replication import simulate
from sim.scenario.meetings import transfer_meetings
from sim.scenario.pathway import Assessment, Conference, Duty, Plan
from sim.scenario.scenario import Scenario
from sim.scenario.structure import CASE_HOLDERS
from tests.model.random_run import Run
from tests.model.random_services import runs
from tests.model.test_same_luck import as_bytes
from tests.scenario.small import current, proposed

NEVER_OVER_CAP = {"structure.rules.over_cap_after": None}
NO_NEIGHBOURS = {"structure.rules.neighbour_cover_after": None}
NO_LEAVERS = dict.fromkeys(
    ("workforce.turnover", "workforce.agency_turnover", "workforce.internal_moves"), 0
)
EXACT_LAWS = {
    "families conserved",
    "endings accounted for",
    "worker time conserved",
    "handoffs accounted for",
    "early help apart",
}
STEPS = {"visit", "writing up"}
_ROUNDING = 1e-6

some = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@some
@given(runs())
def test_every_family_ends_or_is_inside(run: Run) -> None:
    inside = Counter(
        {family: 1 for family in range(len(run.log.families)) if was_open(run, family)}
    )
    for row in run.rows(*BEGINS, Event.ENDED):
        inside[int(row[Column.FAMILY])] += 1 if row[Column.EVENT] in BEGINS else -1
        assert inside[int(row[Column.FAMILY])] in {0, 1}
    exact = [law for law in laws(run.log, run.scenario) if law.name in EXACT_LAWS]
    assert len(exact) == len(EXACT_LAWS)
    assert all(law.verdict == "holds" for law in exact), exact


def was_open(run: Run, family: int) -> bool:
    return bool(run.log.families[family, 4] == -1)


@some
@given(runs())
def test_nobody_waits_less_than_no_time(run: Run) -> None:
    events = run.log.events
    assert (np.diff(events[:, Column.TIME]) >= 0).all()
    waited = events[:, Column.TIME] - events[:, Column.SINCE]
    assert not (waited < 0).any()
    for row in run.rows(Event.WORKED):
        days = row[Column.AMOUNT] / run.hours_a_day(int(row[Column.WORKER]))
        assert row[Column.TIME] - days >= row[Column.SINCE] - _ROUNDING


@some
@given(runs(**NEVER_OVER_CAP))
def test_no_allocation_takes_a_worker_over_the_cap(run: Run) -> None:
    """Loads are added up from the log; urgent families and those open at the start go over."""
    weight = weight_of_a_child(run.scenario)
    held: defaultdict[int, dict[int, int]] = defaultdict(dict)
    urgent: dict[int, bool] = {}
    for row in run.rows(Event.QUEUED, Event.ALLOCATED, Event.RELEASED):
        family, worker = int(row[Column.FAMILY]), int(row[Column.WORKER])
        if row[Column.EVENT] == Event.QUEUED:
            urgent[family] = bool(row[Column.AMOUNT])
        elif row[Column.EVENT] == Event.RELEASED:
            del held[worker][family]
        else:
            held[worker][family] = int(run.log.families[family, 1])
            if run.label(row) != "opening" and not urgent[family]:
                load = sum(held[worker].values()) * weight
                assert load <= cap_until(run, worker, row[Column.TIME]) + _ROUNDING


def weight_of_a_child(scenario: Scenario) -> float:
    [weight] = {activity.weight.value for activity in scenario.pathway.activities.values()}
    return weight


def cap_until(run: Run, worker: int, time: float) -> float:
    """A worker's cap at the next census; it never falls while the worker stays."""
    census = run.log.census[run.log.census[:, CensusColumn.WORKER] == worker]
    later = census[census[:, CensusColumn.TIME] >= time]
    return float(later[0, CensusColumn.CAP])


@some
@given(runs(**NEVER_OVER_CAP, **NO_NEIGHBOURS))
def test_families_of_one_size_are_given_workers_in_the_order_of_waiting(run: Run) -> None:
    latest: dict[tuple[float, int], float] = {}
    urgent: dict[int, bool] = {}
    for row in run.rows(Event.QUEUED, Event.ALLOCATED):
        family = int(row[Column.FAMILY])
        if row[Column.EVENT] == Event.QUEUED:
            urgent[family] = bool(row[Column.AMOUNT])
        elif run.label(row) != "opening" and not urgent[family]:
            queue = row[Column.TEAM], int(run.log.families[family, 1])
            assert row[Column.SINCE] >= latest.get(queue, 0.0)
            latest[queue] = row[Column.SINCE]


@some
@given(runs())
def test_no_worker_does_two_things_at_once(run: Run) -> None:
    done: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in run.rows(Event.WORKED):
        worker = int(row[Column.WORKER])
        if worker < 0:
            continue  # a team without limit
        days = row[Column.AMOUNT] / run.hours_a_day(worker)
        done[worker].append((row[Column.TIME] - days, row[Column.TIME]))
    for pieces in done.values():
        for (_, ended), (begun, _) in pairwise(pieces):
            assert begun >= ended - _ROUNDING


@some
@given(runs())
def test_no_worker_works_more_hours_than_the_week_has(run: Run) -> None:
    census = run.log.census
    worked, there = census[:, CensusColumn.WORKED], census[:, CensusColumn.AVAILABLE]
    assert (worked <= there + _ROUNDING).all()
    for row in census.tolist():
        a_day = run.hours_a_day(int(row[CensusColumn.WORKER]))
        assert row[CensusColumn.AVAILABLE] <= 5 * a_day + _ROUNDING


@some
@given(runs(**NO_NEIGHBOURS))
def test_no_team_starts_an_activity_that_it_does_not_own(run: Run) -> None:
    """But for enquiries on open cases, if the rule leaves them with the case's own team, and for
    assessments after one, if whoever enquired finishes them."""
    scenario, latest = run.scenario, defaultdict[int, str](str)
    for row in run.rows(Event.STARTED):
        activity = run.log.activities[int(row[Column.ACTIVITY])]
        team = run.log.teams[int(row[Column.TEAM])]
        locality = run.log.localities[run.log.families[int(row[Column.FAMILY]), 2]]
        owner = scenario.structure.owner(activity, locality)
        if activity in scenario.pathway.section_47:
            kept = {
                scenario.responsible_team(activity, locality, need, team, "")
                for need in scenario.open_case_needs
            }
            assert team in {owner, *kept}
        else:
            before = latest[int(row[Column.FAMILY])]
            finished = scenario.responsible_team(activity, locality, "", team, before)
            assert team in {owner, finished}
        latest[int(row[Column.FAMILY])] = activity


@some
@given(runs(**NO_NEIGHBOURS))
def test_work_on_an_activity_is_done_by_the_team_that_answers_for_it(run: Run) -> None:
    for row in run.rows(Event.WORKED):
        if row[Column.WORKER] < 0:
            assert run.log.teams[int(row[Column.TEAM])] in run.scenario.unlimited_teams
            continue
        worker = run.log.workers[int(row[Column.WORKER])]
        if row[Column.ACTIVITY] >= 0 and worker.role in CASE_HOLDERS:
            assert worker.team == run.log.teams[int(row[Column.TEAM])]


@some
@given(runs())
def test_each_role_does_its_own_part_of_the_work(run: Run) -> None:
    """At a review of a plan the family's worker does a part, and then the chair."""
    done: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for row in run.rows(Event.WORKED):
        if run.in_early_help(row):
            continue  # it may be cut short; see below
        work = int(row[Column.FAMILY]), int(row[Column.ACTIVITY]), run.label(row)
        done[work].append(run.log.workers[int(row[Column.WORKER])].role)
    for (_, activity, label), roles in done.items():
        # A piece that is put down at an absence is noted once for each who works on it.
        in_turn = [role for role, _ in groupby(roles)]
        expected = [role for role, _ in groupby(roles_in(run, activity, label))]
        assert in_turn == list(islice(cycle(expected), len(in_turn)))


def roles_in(run: Run, index: int, label: str) -> list[str]:
    """Who works on one occasion of a piece of work, in order."""
    if index < 0 or label == "joint work":
        return ["social worker"]
    activity = run.scenario.pathway.activities[run.log.activities[index]]
    match activity:
        case Duty() if activity.by == "manager":
            return ["team manager"]
        case Assessment() if label == "authorisation":
            return ["team manager"]
        case Conference() if label != "report":
            return ["conference chair"]
        case Plan():
            [task] = [task for task in activity.tasks if task.name == label]
            chaired = task.chair_hours is not None and task.chair_hours.value > 0
            held = ["social worker"] if task.hours.value > 0 else []
            return held + ["conference chair"] * chaired
    return ["social worker"]


@some
@given(runs(**NO_LEAVERS))
def test_whoever_takes_a_family_over_reads_in_and_does_a_share_again(run: Run) -> None:
    """Before what is not urgent begins, and beside what is."""
    costs = run.scenario.handoffs
    assessed: defaultdict[int, float] = defaultdict(float)  # hours of the latest assessment
    owed: dict[tuple[int, float], dict[str, float]] = {}
    reading: set[int] = set()
    events = (Event.CONTACT, Event.STEPPED_UP, Event.ALLOCATED, Event.WORKED, Event.STARTED)
    for row in run.rows(*events):
        if run.in_early_help(row):
            continue  # a case of its own
        family, label, hours = int(row[Column.FAMILY]), run.label(row), row[Column.AMOUNT]
        kind = run.scenario.pathway.activities.get(run.activity(row))
        match Event(int(row[Column.EVENT])):
            case Event.ALLOCATED if label == "pathway":
                owed[family, row[Column.TIME]] = {
                    "handoff in": costs.hours_in.value,
                    "handoff rework": costs.rework.value * assessed[family],
                }
                if costs.hours_in.value > 0:
                    reading.add(family)
            case Event.WORKED if label in {"handoff in", "handoff rework"}:
                # All that is owed is done and nothing twice, in parts only where an absence, which
                # begins with a day, has it put down; a first worker reads in too.
                left = owed.get((family, row[Column.SINCE]), {})
                if label in left:
                    left[label] -= hours
                    assert left[label] >= -_ROUNDING
                    assert left[label] <= _ROUNDING or row[Column.TIME].is_integer()
                if label == "handoff in" and left.get(label, 0) <= _ROUNDING:
                    reading.discard(family)
            case Event.WORKED if isinstance(kind, Assessment) and label in STEPS:
                assessed[family] += hours
            case Event.STARTED:
                if kind is not None and not kind.urgent:
                    assert family not in reading
                reading.discard(family)
                if isinstance(kind, Assessment):
                    assessed[family] = 0
            case Event.CONTACT | Event.STEPPED_UP:
                assessed[family] = 0


@some
@given(runs(**NO_LEAVERS, **NO_NEIGHBOURS))
def test_a_family_with_a_worker_is_handed_over_at_a_meeting_after_notice(run: Run) -> None:
    """Unless what comes next is urgent."""
    costs, meetings = run.scenario.handoffs, transfer_meetings(run.scenario)
    held: dict[int, str] = {}
    passed: dict[int, list[float]] = {}
    for row in run.rows(Event.ALLOCATED, Event.RELEASED, Event.HANDOFF, Event.STARTED):
        family, team = int(row[Column.FAMILY]), run.log.teams[int(row[Column.TEAM])]
        match Event(int(row[Column.EVENT])):
            case Event.ALLOCATED:
                held[family] = team
            case Event.RELEASED:
                held.pop(family)
            case Event.HANDOFF if held.get(family, team) != team:
                passed[family] = row
            case Event.STARTED if family in passed:
                at, asked = (passed[family][column] for column in (Column.TIME, Column.SINCE))
                del passed[family]
                if not run.scenario.pathway.activities[run.activity(row)].urgent:
                    assert min(abs(at - day) for day in meetings) < _ROUNDING
                    assert at >= asked + costs.notice.value - _ROUNDING


@some
@given(runs())
def test_whoever_comes_back_after_a_closed_referral_is_referred(run: Run) -> None:
    referral, returning = run.scenario.pathway.referral_at, {}
    for row in run.rows(Event.CONTACT, Event.COMPLETED):
        family = int(row[Column.FAMILY])
        if row[Column.EVENT] == Event.CONTACT:
            returning[family] = row[Column.AMOUNT] == 1
        elif returning.get(family) and run.activity(row) == run.scenario.pathway.starts_at:
            assert run.label(row) == referral


@some
@given(runs())
def test_responsibility_passes_only_by_a_handoff_and_every_handoff_passes_it(run: Run) -> None:
    """Who answers for a case open at the start is not in the log until a row names a team."""
    responsible: dict[int, float] = {}
    for row in run.rows(Event.CONTACT, Event.HANDOFF, Event.STARTED):
        family, team = int(row[Column.FAMILY]), row[Column.TEAM]
        is_known = family in responsible or not was_open(run, family)
        if row[Column.EVENT] == Event.HANDOFF:
            assert team != row[Column.AMOUNT]
            if is_known:
                assert row[Column.AMOUNT] == responsible[family]
        elif row[Column.EVENT] == Event.STARTED and is_known:
            assert team == responsible[family]
        responsible[family] = team


@settings(some, max_examples=15)
@given(runs(), runs())
def test_what_ran_before_makes_no_difference(run: Run, after: Run) -> None:
    log = run.log
    assert after.log.replication == log.replication
    assert as_bytes(simulate(run.scenario, log.seed, log.replication)) == as_bytes(log)


def test_the_number_of_processes_and_the_order_of_scenarios_make_no_difference() -> None:
    tasks = [(scenario, number) for scenario in (current(), proposed()) for number in (0, 1)]
    here = [digest(*task) for task in tasks]
    with local_pool(2) as pool:
        assert isinstance(pool, LocalProcesses)
        there = [pool.submit(digest, *task) for task in reversed(tasks)]
        assert [future.result() for future in reversed(there)] == here


def digest(scenario: Scenario, number: int) -> bytes:
    return as_bytes(simulate(scenario, 3, number))

"""Transfers: how often children pass between teams and workers, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Flags, Ints
from sim.measures.caseload import CASE_HOLDER
from sim.measures.flow import plan_changes
from sim.measures.logview import LogView
from sim.measures.spells import Spells
from sim.measures.tally import Row, Tally, rates, ratio, shares
from sim.model.events import Event

REASONS = ("pathway", "leaver", "return")
"""Why a child gets another worker."""
_SEVERAL = 3
"""Social workers in a year who are many for a looked after child (Department for Education)."""
HANDOFF_WORK = ("handoff out", "handoff in", "handoff rework")
"""Labels of the work that a handoff causes."""


def transfers(view: LogView, stage: LogView) -> Iterator[Row]:
    """Handoffs between teams, changes of worker, and their cost.

    Args:
        view: what happened in social care.
        stage: what happened in early help, of which only handoffs by pair of teams are told.
    """
    yield from _handoffs(view)
    yield from _handoffs_by_pair(view, stage)
    yield from _handoff_hours(view)
    yield from _worker_changes(view)
    yield from _workers_met(view)
    yield from _workers_of_looked_after(view)


def _handoffs(view: LogView) -> Iterator[Row]:
    passed = view.measured(Event.HANDOFF)
    passed = passed[~view.gives_early_help(passed)]
    referred = view.tally(view.measured(Event.REFERRED), "locality")
    yield from rates("handoffs_per_referral", view.tally(passed, "locality"), referred, view.names)

    counted = view.tally(passed, "team", "locality")
    waited = Tally(counted.amount * (view.time - view.since)[passed], counted.parts)
    yield from rates("handoff_wait_days", waited, counted, view.names)


def _handoffs_by_pair(view: LogView, stage: LogView) -> Iterator[Row]:
    """Handoffs among all teams, those of early help included."""
    pairs, children = [], []
    for part in (view, stage):
        passed = part.measured(Event.HANDOFF)
        giving, taking = part.amount[passed].astype(np.int64), part.team[passed]
        # the place among ordered pairs of different teams
        pairs.append(giving * (len(part.log.teams) - 1) + taking - (taking > giving))
        children.append(part.children[passed])
    by_pair = Tally(np.concatenate(children), {"handoff": np.concatenate(pairs)})
    yield from rates("handoffs_a_month", by_pair, view.months, view.names)


def _handoff_hours(view: LogView) -> Iterator[Row]:
    worked = view.measured(Event.WORKED)
    work = _places(view.log.labels, HANDOFF_WORK)[view.label[worked]]
    worked, work = worked[work >= 0], work[work >= 0]
    parts = {"team": view.team[worked], "locality": view.locality[worked], "work": work}
    names = {**view.names, "work": HANDOFF_WORK}
    hours = Tally(view.amount[worked], parts)
    yield from rates("handoff_hours_a_month", hours, view.months, names)


def _worker_changes(view: LogView) -> Iterator[Row]:
    changed = _changes(view)
    held = _held_since(view, view.window.begins)
    children = _once(view, held, view.family[held], "locality")
    yield from rates("worker_changes", view.tally(changed, "locality"), children, view.names)
    # a child held by two teams counts in each
    each_team = view.family[held] * len(view.log.teams) + view.team[held]
    by_team = _once(view, held, each_team, "team")
    for row in rates("worker_changes", view.tally(changed, "team"), by_team, view.names):
        if row[1] == "team":
            yield row

    yield from _changes_by_week(view, changed)
    reason = _places(view.log.labels, REASONS)[view.label[changed]]
    by_reason = Tally(view.children[changed], {"reason": reason})
    names = {**view.names, "reason": REASONS}
    yield from rates("worker_changes_by_reason", by_reason, children.total, names)

    families = np.unique(view.family[held])
    changes = np.bincount(view.family[changed], minlength=len(view.log.families))[families]
    for number in range(3):
        yield from shares(
            f"children_with_{number}_changes", changes == number, children, view.names
        )
    yield from shares("children_with_3plus_changes", changes >= 3, children, view.names)


def _changes(view: LogView) -> Ints:
    """Rows in the measured window in which a family got another worker than it had before.

    Before means earlier in the same journey, or for a returning family in an earlier one. A family
    that comes back from before the run had its worker then: else these changes would grow in number
    for as long as families still come back from there.
    """
    rows = view.find(Event.ALLOCATED)
    label, worker = view.label[rows], view.worker[rows]
    returns = view.labelled("return")[label]
    same_family = np.diff(view.family[rows], prepend=-1) == 0
    same_journey = np.diff(view.journey[rows], prepend=-1) == 0
    is_first_journey = np.diff(view.family[view.begins], prepend=-1) != 0
    known = same_journey | (same_family & returns)
    changed = known & (np.diff(worker, prepend=-1) != 0) & ~view.labelled("opening")[label]
    changed |= returns & ~same_family & is_first_journey[view.journey[rows]]
    found: Ints = rows[changed & view.in_window[rows]]
    return found


def _changes_by_week(view: LogView, changed: Ints) -> Iterator[Row]:
    """Changes in each week, per child with an allocated worker at its end."""
    rows, ends = view.held
    held = Spells(view.time[rows], ends, view.children[rows]).stock_before(view.window.week_ends)
    changes = Tally(view.children[changed], {"week": view.window.week_of(view.day[changed])})
    weeks = view.names["week"]
    for week, number, children in zip(weeks, changes.by("week", len(weeks)), held, strict=True):
        yield "worker_changes", "week", week, ratio(float(number), float(children))


def _held_since(view: LogView, moment: float) -> Ints:
    """Rows that allocated a worker who held the family at some time since a moment."""
    rows, ends = view.held
    return rows[ends >= moment]


def _once(view: LogView, rows: Ints, who: Ints, *scopes: str) -> Tally:
    """Children of the rows, those of each `who` counted once, in the order of `who`."""
    _, first = np.unique(who, return_index=True)
    return view.tally(rows[first], *scopes)


def _last_year_begins(view: LogView) -> float:
    """When the last 12 months of the measured window begin; the window, if it is shorter."""
    return max(view.window.begins, view.window.ends - view.scenario.horizon.working_year)


def _workers_met(view: LogView) -> Iterator[Row]:
    begins = _last_year_begins(view)
    held = _held_since(view, begins)
    children = _once(view, held, view.family[held], "locality")
    has_worker = np.zeros(len(view.log.families), dtype=bool)
    has_worker[view.family[held]] = True
    practises = _practises(view)
    rows = view.find(Event.WORKED, Event.ALLOCATED)
    then = view.in_window[rows] & (view.time[rows] >= begins)
    rows = rows[then & has_worker[view.family[rows]] & practises[view.worker[rows]]]
    pair = view.family[rows] * len(practises) + view.worker[rows]
    met = _once(view, rows, pair, "locality")
    yield from rates("workers_met_12_months", met, children, view.names)


def _workers_of_looked_after(view: LogView) -> Iterator[Row]:
    """Looked after children who had several social workers, one after another, in a year."""
    started, ends = plan_changes(view)
    now = started[np.isinf(ends) & view.counting("looked after")[view.activity[started]]]
    practises = _practises(view)
    held = _held_since(view, _last_year_begins(view))
    held = held[practises[view.worker[held]]]
    pairs = np.unique(view.family[held] * len(practises) + view.worker[held])
    workers = np.bincount(pairs // len(practises), minlength=len(view.log.families))
    several = workers[view.family[now]] >= _SEVERAL
    children = view.tally(now, "locality")
    yield from shares("looked_after_3plus_workers", several, children, view.names)


def _practises(view: LogView) -> Flags:
    """Which workers are social workers; the last entry is no worker."""
    return np.array([each.role == CASE_HOLDER for each in view.log.workers] + [False])


def _places(labels: tuple[str, ...], among: tuple[str, ...]) -> Ints:
    """Place of each label among some names, -1 for none; the last entry is no label."""
    return np.array([among.index(each) if each in among else -1 for each in labels] + [-1])

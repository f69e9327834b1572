"""The story of one family in a run: its steps in order, and what they add up to."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from sim.measures.story.entries import Entry, entries
from sim.model.events import Event, EventLog
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class PlanWork:
    """Work of one worker on a plan between two changes, added up.

    Attributes:
        date: the last day of it.
        who: who did it.
        tasks: each task, and how many times it was done.
        late_visits: visits after their limit.
        hours: hours of work.
    """

    date: datetime.date
    who: str
    tasks: tuple[tuple[str, int], ...]
    late_visits: int
    hours: float


@dataclass(frozen=True)
class Story:
    """All that happened to one family in one run.

    Attributes:
        family: its number.
        children: how many children it has.
        locality: where it lives.
        steps: entries in order, without those that say less than another; work on a plan is added
            up from one change to the next.
        handoffs: times that responsibility passed between teams.
        workers: social workers that it was allocated to, each once.
        worker_changes: times that it was allocated to another social worker than before.
        hours: hours worked on it.
        days_waiting: working days that it waited for a team or a worker.
        was_referred: whether a contact became a referral.
        was_open: whether its case was open when the run started.
        came: whether anything happened to it; if not, it was to come after the last day.
    """

    family: int
    children: int
    locality: str
    steps: tuple[Entry | PlanWork, ...]
    handoffs: int
    workers: int
    worker_changes: int
    hours: float
    days_waiting: float
    was_referred: bool
    was_open: bool
    came: bool


def story(log: EventLog, scenario: Scenario, family: int) -> Story:
    """The story of a family.

    Args:
        log: a run of the scenario.
        scenario: what was run.
        family: number of the family, below the number of families in the log.
    """
    rows = entries(log, scenario, family)
    events = [entry.event for entry in rows]
    holders = [
        entry.worker
        for entry in rows
        if entry.event == Event.ALLOCATED
        and not (entry.worker and entry.worker.role == "early help worker")
    ]
    waits = [each for each in rows if each.event in {Event.ALLOCATED, Event.HANDOFF}]
    return Story(
        family=family,
        children=int(log.families[family, 1]),
        locality=log.localities[int(log.families[family, 2])],
        steps=tuple(_steps(rows, scenario)),
        handoffs=events.count(Event.HANDOFF),
        workers=len(set(holders)),
        worker_changes=sum(before != after for before, after in pairwise(holders)),
        hours=float(np.sum([each.amount for each in rows if each.event == Event.WORKED])),
        days_waiting=float(np.nansum([each.time - each.since for each in waits])),
        was_referred=Event.REFERRED in events,
        was_open=events[:1] not in ([], [Event.CONTACT]),
        came=bool(events),
    )


def _steps(rows: Sequence[Entry], scenario: Scenario) -> Iterator[Entry | PlanWork]:
    plans, activities = scenario.pathway.plans, scenario.pathway.activities
    duties = {name for name, each in activities.items() if each.is_one_piece}

    def on_plan(entry: Entry) -> bool:
        return entry.activity in plans and entry.event in {Event.WORKED, Event.VISITED}

    for recurring, group in groupby(rows, on_plan):
        if recurring:
            yield from _added_up(list(group))
        else:
            yield from (entry for entry in group if _tells(entry, entry.activity in duties))


def _tells(entry: Entry, is_duty: bool) -> bool:
    """Whether no other entry says the same or more."""
    match entry.event:
        case Event.STARTED | Event.COMPLETED:
            return not is_duty
        case Event.RELEASED:
            return entry.label == "leaver"
    return entry.event not in {Event.QUEUED, Event.VISITED}


def _added_up(rows: Sequence[Entry]) -> list[PlanWork]:
    """Work on a plan between two changes, one step for each worker."""
    steps = []
    for who in dict.fromkeys(entry.who for entry in rows):
        own = [entry for entry in rows if entry.who == who]
        work = [entry for entry in own if entry.event == Event.WORKED]
        steps.append(
            PlanWork(
                date=own[-1].date,
                who=who,
                tasks=tuple(Counter(entry.label for entry in work).items()),
                late_visits=sum(each.event == Event.VISITED and each.days_late > 0 for each in own),
                hours=sum(entry.hours for entry in work),
            )
        )
    return sorted(steps, key=lambda step: step.date)

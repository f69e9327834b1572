"""The ribbon of one family: who holds it at each moment, if anybody does, and its milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.measures.story.entries import Entry, entries
from sim.model.events import Event, EventLog, Worker
from sim.scenario.pathway import Assessment, Conference
from sim.scenario.scenario import Scenario

LIMIT = 45
"""Working days from the referral in which an assessment is to be concluded."""

Reached = Literal[
    "contact",
    "early help",
    "referral",
    "worker",
    "another worker",
    "handoff",
    "first seen",
    "assessment ends",
    "conference",
    "plan begins",
    "ends",
]


@dataclass(frozen=True)
class Milestone:
    """What a family reaches.

    Attributes:
        day: working days since its first entry.
        what: which milestone.
        team: of whom.
        name: the worker, the activity or the ending.
        days_late: past its limit, 0 or below in time; nan without a limit.
    """

    day: float
    what: Reached
    team: str
    name: str
    days_late: float


@dataclass(frozen=True)
class Stretch:
    """Time under one worker, or under nobody.

    Attributes:
        begins: working days since the family's first entry.
        ends: the same.
        team: of the worker; empty under nobody.
        holder: the worker; empty under nobody.
    """

    begins: float
    ends: float
    team: str
    holder: str


@dataclass(frozen=True)
class Ribbon:
    """One family in one structure.

    Attributes:
        stretches: from the referral to the end, without a gap.
        milestones: in order; those of early help are left out.
        limit: the day by which its assessment is to be concluded; none without a referral.
    """

    stretches: tuple[Stretch, ...]
    milestones: tuple[Milestone, ...]
    limit: float | None

    @property
    def holders(self) -> int:
        """Workers who hold the family, each once."""
        return len({each.holder for each in self.stretches if each.holder})

    @property
    def days_with_nobody(self) -> float:
        """Working days in which nobody holds the family, from its referral on."""
        return sum(each.ends - each.begins for each in self.stretches if not each.holder)


def ribbon(log: EventLog, scenario: Scenario, family: int) -> Ribbon:
    """The ribbon of a family.

    Args:
        log: a run of the scenario.
        scenario: what was run.
        family: number of the family, below the number of families in the log.
    """
    rows = entries(log, scenario, family)
    began = rows[0].time if rows else 0.0
    milestones = tuple(_milestones(rows, began, scenario))
    referred = next((each.day for each in milestones if each.what == "referral"), None)
    return Ribbon(
        stretches=tuple(_stretches(rows, began, log.ends - began)),
        milestones=milestones,
        limit=None if referred is None else int(began + referred) + LIMIT + 1 - began,
    )


def _milestones(rows: Sequence[Entry], began: float, scenario: Scenario) -> Iterator[Milestone]:
    seen: set[Reached] = set()
    in_early_help = False
    holder: Worker | None = None
    for entry in rows:
        if in_early_help and entry.event not in {Event.CONTACT, Event.STEPPED_UP}:
            continue
        in_early_help = entry.event == Event.EARLY_HELP
        what = _reached(entry, scenario)
        if what == "worker":
            if entry.worker == holder:
                continue
            what, holder = what if holder is None else "another worker", entry.worker
        if what is None or (what == "first seen" and what in seen):
            continue
        seen.add(what)
        name = entry.activity if what in _OF_ACTIVITIES else entry.who or entry.label
        yield Milestone(entry.time - began, what, entry.team, name, entry.days_late)


_OF_ACTIVITIES = {"assessment ends", "conference", "plan begins"}
_BY_EVENT: dict[Event, Reached] = {
    Event.CONTACT: "contact",
    Event.STEPPED_UP: "contact",
    Event.EARLY_HELP: "early help",
    Event.REFERRED: "referral",
    Event.HANDOFF: "handoff",
    Event.ALLOCATED: "worker",
    Event.VISITED: "first seen",
    Event.ENDED: "ends",
}


def _reached(entry: Entry, scenario: Scenario) -> Reached | None:
    """Which milestone an entry may be."""
    if entry.event == Event.STARTED:
        return "plan begins" if entry.activity in scenario.pathway.plans else None
    if entry.event != Event.COMPLETED:
        return _BY_EVENT.get(entry.event)
    match scenario.pathway.activities[entry.activity]:
        case Assessment():
            return "assessment ends"
        case Conference():
            return "conference"
    return None


def _stretches(rows: Sequence[Entry], began: float, until: float) -> Iterator[Stretch]:
    """Who holds it, one after the other: the latest who took it; nobody in between."""
    since: float | None = None
    holders: dict[Worker | None, str] = {}
    team, who = "", ""

    def closed(now: float) -> Iterator[Stretch]:
        if since is not None and now > since:
            yield Stretch(since, now, team, who)

    for entry in rows:
        now = entry.time - began
        if entry.event in {Event.REFERRED, Event.QUEUED} and since is None:
            since = now
        elif entry.event == Event.ALLOCATED:
            yield from closed(now)
            holders[entry.worker] = entry.team
            since, team, who = now, entry.team, entry.who
        elif entry.event == Event.RELEASED and entry.worker in holders:
            del holders[entry.worker]
            yield from closed(now)
            since = now
            left = next(reversed(holders.items()), None)
            team, who = (left[1], left[0].name if left[0] else "") if left else ("", "")
        elif entry.event == Event.ENDED:
            yield from closed(now)
            since = None
    yield from closed(until)

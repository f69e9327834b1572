"""The case: where a family stands now, who is responsible for it, and what it waits for."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import NamedTuple

from simpy.events import Event as SimEvent

from sim.model.activity import CompiledActivity
from sim.model.desk import Piece
from sim.model.family import Family
from sim.model.practitioner import Practitioner


class Term(NamedTuple):
    """How long one family's plan runs if nothing interrupts it, in working days."""

    begins: float
    """When it began; before 0 for a case open at the start."""
    lasts: float
    reviews: int
    """Number of the review at which it ends; 0 where its length is not set by reviews."""


@dataclass(eq=False, slots=True)
class BegunAssessment:
    """An assessment that a concern has interrupted, with what is left of it."""

    activity: CompiledActivity
    since: float
    """What its limit counts from."""
    limit: float
    leads_to: str
    """The activity that the concern leads to; in the end, what comes after the assessment."""
    occurrence: int
    """Which of the family's assessments of this kind it is: the occurrence of its draws."""
    rest: Generator[SimEvent, None, None]
    """Its remaining work."""
    done: SimEvent
    """Happens when it is authorised."""
    goes_on: bool = False
    """Whether the remaining work has been taken up again."""
    is_awaited: bool = False
    """Whether the family goes on once it is done."""
    is_left: bool = False
    """Whether the enquiry led elsewhere, so that another such assessment is a new one."""


@dataclass(eq=False, slots=True)
class QueueEntry:
    """A case in a team's queue for a worker."""

    case: Case
    urgent: bool
    since: float
    order: int
    """Order of entry in the team that was asked."""
    weight: float
    """Weighted children it will count for."""
    reason: str
    """Why it needs a worker: first, return, pathway or leaver."""
    allocated: SimEvent
    """Happens when a worker has taken the family."""
    over_cap: bool
    """Whether it may be given to a worker without room."""
    queued: bool = False
    """Whether it is in the queue: after the allocation meeting, until allocated or withdrawn."""

    def __lt__(self, other: QueueEntry) -> bool:
        """Urgent first, then in order of entry."""
        return (not self.urgent, self.since, self.order) < (
            not other.urgent,
            other.since,
            other.order,
        )


@dataclass(eq=False, slots=True)
class Case:
    """A family's present journey through the service; its worker is changed by a team alone."""

    family: Family
    team: int
    """Index of the team responsible."""
    need: str
    """What an assessment would find; an interrupted plan changes it."""
    worker: Practitioner | None = None
    """The allocated worker."""
    waiting: QueueEntry | None = None
    """Its entry in the queue of the team responsible."""
    pending: list[Piece] = field(default_factory=list)
    """Work that waits for a worker to be allocated."""
    contact: float = 0.0
    """When the present contact arrived."""
    referred: float = math.nan
    """When it was last referred; before 0 if before the run, nan if never."""
    journeys: int = 0
    """Journeys begun, the present one included."""
    visits: dict[str, int] = field(default_factory=dict)
    """Times each activity was entered, over all journeys: the occurrence of its draws."""
    completed: dict[str, float] = field(default_factory=dict)
    """When each activity was last completed in the present journey."""
    previous: float = 0.0
    """When the activity before was completed."""
    assessed_hours: float = 0.0
    """Hours of the latest assessment so far, which a new worker would partly do again."""
    assessed: float = -math.inf
    """When work on it was last done."""
    begun: BegunAssessment | None = None
    """The assessment that a concern has interrupted."""
    enquirer: Practitioner | None = None
    """Who leads a joint enquiry for the team that owns it."""
    known_to: dict[int, Practitioner] = field(default_factory=dict)
    """The last worker in each team, who takes the family back if there is room."""
    urgent: bool = False
    """Whether its present activity is urgent."""
    had_worker: bool = False
    """Whether a worker was allocated in the present journey."""
    open_term: Term | None = None
    """Of the plan in which it was open when the run started, until it goes on with it."""

    @property
    def was_referred(self) -> bool:
        """Whether the present journey has become a referral."""
        return self.referred >= self.contact

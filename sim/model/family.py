"""The family: who it is, where it stands, and who is responsible for it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.diary import Piece
    from sim.model.practitioner import Practitioner
    from sim.model.team import Place, Team


@dataclass(eq=False, slots=True)
class Family:
    """A family and its present journey through the service."""

    number: int
    """Its number in the event log."""
    key: tuple[str, int]
    """Identity of its luck."""
    children: int
    locality: str
    need: str
    """What an assessment would find; an interrupted plan changes it."""
    effort: float
    """Hours it takes, relative to the mean of families with its need and size."""
    size: float
    """Hours it takes, relative to a family of one child."""
    team: Team
    """The team responsible."""
    plan: str = ""
    """The plan it is in when the run starts; empty for families that arrive."""
    worker: Practitioner | None = None
    """The allocated worker."""
    weight: float = 0.0
    """Weighted children it counts towards its worker's caseload."""
    waiting: Place | None = None
    """Its place in a team's queue for a worker."""
    pending: list[Piece] = field(default_factory=list)
    """Work that waits for a worker to be allocated."""
    contact: float = 0.0
    """When the present contact arrived."""
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
    known_to: dict[Team, Practitioner] = field(default_factory=dict)
    """The last worker in each team, who takes the family back if there is room."""
    urgent: bool = False
    """Whether its present activity is urgent."""
    had_worker: bool = False
    """Whether a worker was allocated in the present journey."""

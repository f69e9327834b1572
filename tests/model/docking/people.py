"""People and families: who does what work, holds whom, and waits for what.

Written from the description of the model alone, as is all of the second model.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.model.docking.clock import Signal

if TYPE_CHECKING:
    from tests.model.docking.group import Group

NOW_OR_NEVER = -math.inf
"""As `wait_until`: through no absence."""


@dataclass(eq=False)
class Work(Signal):
    """A piece of work; it happens when it is done."""

    family: int
    hours: float
    due: float
    urgent: bool = False
    wait_until: float = math.inf
    """When a worker who is away must be back, or someone else does it."""
    presses_from: float = math.inf
    """From when whoever has time may take it out of a colleague's diary."""
    by: Person | None = None
    happened: bool = False
    then: list[Callable[[], None]] = field(default_factory=list)
    order: int = 0

    def presses(self) -> tuple[bool, float, int]:
        """What goes first: urgent work, then the earliest due, then the first asked for."""
        return not self.urgent, self.due, self.order


@dataclass(eq=False)
class Person:
    """Someone in a post."""

    group: Group
    hours_a_day: float
    cap: float
    waiting: list[Work] = field(default_factory=list)
    in_hand: Work | None = None
    since: float = 0.0
    """When the work in hand was taken up, or free since when."""
    turn: int = 0
    """Counts what was begun, so that an end planned for what was stopped is not one."""
    away_until: float | None = None
    left: bool = False
    leave: list[float] = field(default_factory=list)
    """When planned leave begins; on the eve of it nobody is given a family if it can be helped."""
    held: dict[Case, float] = field(default_factory=dict)

    @property
    def room(self) -> float:
        """Weight of families that may be added."""
        return self.cap - sum(self.held.values())

    @property
    def is_free(self) -> bool:
        """There with nothing to do."""
        return self.in_hand is None and self.away_until is None and not self.left


@dataclass(eq=False)
class Case:
    """A family and where it stands."""

    number: int
    need: str
    effort: float
    pace: float
    contact: float
    group: Group
    """Who is responsible."""
    worker: Person | None = None
    asked: Request | None = None
    pending: list[Work] = field(default_factory=list)
    had_worker: bool = False
    known: dict[Group, Person] = field(default_factory=dict)
    assessed_hours: float = 0.0
    assessed: float = -math.inf
    discussed: float = math.nan
    """When the latest strategy discussion ended."""
    lead: Person | None = None
    """Who leads a joint enquiry."""


@dataclass(eq=False)
class Request:
    """A family that awaits a worker."""

    case: Case
    weight: float
    urgent: bool
    why: str
    since: float
    given: Signal = field(default_factory=Signal)
    listed: bool = False
    over_cap: bool = False

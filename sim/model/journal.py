"""The journal: writes the rows of the event log while a replication runs."""

from __future__ import annotations

import math
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Column, Event

if TYPE_CHECKING:
    from sim.model.compiled_pathway import Activity
    from sim.model.diary import Piece
    from sim.model.family import Family
    from sim.model.practitioner import Practitioner
    from sim.model.team import Team

_pack = Struct(f"{len(Column)}d").pack
_NAN = math.nan

# Plain numbers: to look up a member of an enumeration takes as long as to pack a row.
_CONTACT, _REFERRED, _DECIDED = map(float, (Event.CONTACT, Event.REFERRED, Event.DECIDED))
_STARTED, _COMPLETED, _ENDED = map(float, (Event.STARTED, Event.COMPLETED, Event.ENDED))
_QUEUED, _ALLOCATED, _RELEASED = map(float, (Event.QUEUED, Event.ALLOCATED, Event.RELEASED))
_HANDOFF, _WORKED, _VISITED = map(float, (Event.HANDOFF, Event.WORKED, Event.VISITED))


class Labels(dict[str, int]):
    """Indices of labels, given out in order of first use."""

    def __missing__(self, text: str) -> int:
        """Give a new label the next index."""
        index = self[text] = len(self)
        return index


class Journal:
    """Writes down what happens `now`, one method an event; columns as `sim.model.events.Column`."""

    def __init__(self) -> None:
        """Start an empty journal."""
        self._rows = bytearray()
        self.labels = Labels()

    def rows(self) -> NDArray[np.float64]:
        """All rows, shape (events, 10); after this nothing more can be written."""
        rows = np.frombuffer(self._rows).reshape(-1, len(Column))
        rows.flags.writeable = False
        return rows

    def contact(self, now: float, family: Family, returning: bool) -> None:
        """A contact arrives."""
        self._rows += _pack(
            now, family.number, _CONTACT, -1, family.team.index, -1, -1,
            returning, _NAN, _NAN,
        )  # fmt: skip

    def referred(self, now: float, family: Family) -> None:
        """The present contact is accepted as a referral."""
        self._rows += _pack(
            now, family.number, _REFERRED, -1, family.team.index, -1, -1,
            0, _NAN, family.contact,
        )  # fmt: skip

    def decided(self, now: float, family: Family, activity: Activity, following: str) -> None:
        """What becomes of the present contact is decided."""
        self._rows += _pack(
            now, family.number, _DECIDED, activity.index, family.team.index, -1,
            self.labels[following], 0, _NAN, family.contact,
        )  # fmt: skip

    def started(
        self, now: float, family: Family, activity: Activity, limit: float, since: float
    ) -> None:
        """A family begins an activity."""
        self._rows += _pack(
            now, family.number, _STARTED, activity.index, family.team.index, -1, -1,
            0, limit, since,
        )  # fmt: skip

    def completed(
        self,
        now: float,
        family: Family,
        activity: Activity,
        following: str,
        limit: float,
        since: float,
    ) -> None:
        """A family is through with an activity."""
        self._rows += _pack(
            now, family.number, _COMPLETED, activity.index, family.team.index, -1,
            self.labels[following], 0, limit, since,
        )  # fmt: skip

    def queued(self, now: float, family: Family, team: Team, urgent: bool) -> None:
        """A family awaits a worker of a team."""
        self._rows += _pack(now, family.number, _QUEUED, -1, team.index, -1, -1, urgent, _NAN, _NAN)

    def allocated(
        self, now: float, family: Family, worker: Practitioner, why: str, since: float = math.nan
    ) -> None:
        """A worker takes a family."""
        self._rows += _pack(
            now, family.number, _ALLOCATED, -1, worker.team.index, worker.index,
            self.labels[why], 0, _NAN, since,
        )  # fmt: skip

    def released(self, now: float, family: Family, worker: Practitioner, why: str) -> None:
        """A worker gives a family up."""
        self._rows += _pack(
            now, family.number, _RELEASED, -1, worker.team.index, worker.index,
            self.labels[why], 0, _NAN, _NAN,
        )  # fmt: skip

    def handed_over(self, now: float, family: Family, giving: Team, since: float) -> None:
        """Responsibility has passed to the family's team from another, asked for at `since`."""
        self._rows += _pack(
            now, family.number, _HANDOFF, -1, family.team.index, -1, -1,
            giving.index, _NAN, since,
        )  # fmt: skip

    def worked(self, now: float, piece: Piece, worker: int) -> None:
        """A piece of work is done."""
        self._rows += _pack(
            now, piece.family.number, _WORKED, piece.activity, piece.team, worker,
            piece.label, piece.hours, piece.due, piece.asked,
        )  # fmt: skip

    def visited(
        self, now: float, family: Family, activity: Activity, task: str, due: float, since: float
    ) -> None:
        """The child has been seen, in a task of a plan if one is named."""
        worker = -1 if family.worker is None else family.worker.index
        label = self.labels[task] if task else -1
        self._rows += _pack(
            now, family.number, _VISITED, activity.index, family.team.index, worker,
            label, 0, due, since,
        )  # fmt: skip

    def ended(self, now: float, family: Family, ending: str) -> None:
        """A journey is over."""
        self._rows += _pack(
            now, family.number, _ENDED, -1, family.team.index, -1,
            self.labels[ending], 0, _NAN, _NAN,
        )  # fmt: skip

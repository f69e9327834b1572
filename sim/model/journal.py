"""The journal: writes the rows of the event log while a replication runs."""

from __future__ import annotations

import math
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from sim.model.desk import Piece
from sim.model.events import Column, Event

_pack = Struct(f"{len(Column)}d").pack
_NAN = math.nan

# Plain numbers: to look up a member of an enumeration takes as long as to pack a row.
_CONTACT, _REFERRED, _DECIDED = map(float, (Event.CONTACT, Event.REFERRED, Event.DECIDED))
_STARTED, _COMPLETED, _ENDED = map(float, (Event.STARTED, Event.COMPLETED, Event.ENDED))
_QUEUED, _ALLOCATED, _RELEASED = map(float, (Event.QUEUED, Event.ALLOCATED, Event.RELEASED))
_HANDOFF, _WORKED, _VISITED = map(float, (Event.HANDOFF, Event.WORKED, Event.VISITED))
_EARLY_HELP, _STEPPED_UP = map(float, (Event.EARLY_HELP, Event.STEPPED_UP))


class Labels(dict[str, int]):
    """Indices of labels, given out in order of first use."""

    def __missing__(self, text: str) -> int:
        """Give a new label the next index."""
        index = self[text] = len(self)
        return index


class Journal:
    """Writes down what happens `now`, one method an event; columns as `sim.model.events.Column`.

    Families, activities, teams and workers are numbers, as the log has them.
    """

    def __init__(self) -> None:
        """Start an empty journal."""
        self._rows = bytearray()
        self.labels = Labels()

    def rows(self) -> NDArray[np.float64]:
        """All rows, shape (events, 10); after this nothing more can be written."""
        rows = np.frombuffer(self._rows).reshape(-1, len(Column))
        rows.flags.writeable = False
        return rows

    def contact(self, now: float, family: int, team: int, returning: bool, referred: float) -> None:
        """A contact arrives, of a family last referred at `referred`."""
        self._rows += _pack(
            now, family, _CONTACT, -1, team, -1, -1,
            returning, _NAN, referred,
        )  # fmt: skip

    def referred(self, now: float, family: int, team: int, contact: float) -> None:
        """A contact that arrived at `contact` is accepted as a referral."""
        self._rows += _pack(
            now, family, _REFERRED, -1, team, -1, -1,
            0, _NAN, contact,
        )  # fmt: skip

    def decided(
        self, now: float, family: int, activity: int, team: int, following: str, contact: float
    ) -> None:
        """What becomes of a contact that arrived at `contact` is decided."""
        self._rows += _pack(
            now, family, _DECIDED, activity, team, -1,
            self.labels[following], 0, _NAN, contact,
        )  # fmt: skip

    def started(
        self, now: float, family: int, activity: int, team: int, limit: float, since: float
    ) -> None:
        """A family begins an activity."""
        self._rows += _pack(
            now, family, _STARTED, activity, team, -1, -1,
            0, limit, since,
        )  # fmt: skip

    def completed(
        self,
        now: float,
        family: int,
        activity: int,
        team: int,
        following: str,
        limit: float,
        since: float,
    ) -> None:
        """A family is through with an activity."""
        self._rows += _pack(
            now, family, _COMPLETED, activity, team, -1,
            self.labels[following], 0, limit, since,
        )  # fmt: skip

    def queued(self, now: float, family: int, team: int, urgent: bool) -> None:
        """A family awaits a worker of a team."""
        self._rows += _pack(now, family, _QUEUED, -1, team, -1, -1, urgent, _NAN, _NAN)

    def allocated(
        self, now: float, family: int, team: int, worker: int, why: str, since: float = math.nan
    ) -> None:
        """A worker takes a family."""
        self._rows += _pack(
            now, family, _ALLOCATED, -1, team, worker,
            self.labels[why], 0, _NAN, since,
        )  # fmt: skip

    def released(self, now: float, family: int, team: int, worker: int, why: str) -> None:
        """A worker of a team gives a family up."""
        self._rows += _pack(
            now, family, _RELEASED, -1, team, worker,
            self.labels[why], 0, _NAN, _NAN,
        )  # fmt: skip

    def handed_over(self, now: float, family: int, team: int, giving: int, since: float) -> None:
        """Responsibility has passed to a team from another, asked for at `since`."""
        self._rows += _pack(
            now, family, _HANDOFF, -1, team, -1, -1,
            giving, _NAN, since,
        )  # fmt: skip

    def worked(self, now: float, piece: Piece, worker: int, hours: float) -> None:
        """A worker is through with so many hours of a piece of work."""
        self._rows += _pack(
            now, piece.family, _WORKED, piece.activity, piece.team, worker,
            piece.label, hours, piece.due, piece.asked,
        )  # fmt: skip

    def visited(
        self,
        now: float,
        family: int,
        activity: int,
        team: int,
        worker: int,
        task: str,
        due: float,
        since: float,
    ) -> None:
        """The child has been seen, in a task of a plan if one is named."""
        label = self.labels[task] if task else -1
        self._rows += _pack(
            now, family, _VISITED, activity, team, worker,
            label, 0, due, since,
        )  # fmt: skip

    def early_help(
        self, now: float, family: int, team: int, ending: str, stepped_down: bool
    ) -> None:
        """A team of early help takes on a family whose journey in social care has ended."""
        self._rows += _pack(
            now, family, _EARLY_HELP, -1, team, -1,
            self.labels[ending], stepped_down, _NAN, _NAN,
        )  # fmt: skip

    def stepped_up(self, now: float, family: int, team: int, referred: float) -> None:
        """Early help refers a family, last referred at `referred`, to a team."""
        self._rows += _pack(
            now, family, _STEPPED_UP, -1, team, -1, -1,
            0, _NAN, referred,
        )  # fmt: skip

    def ended(self, now: float, family: int, team: int, ending: str) -> None:
        """A journey is over."""
        self._rows += _pack(
            now, family, _ENDED, -1, team, -1,
            self.labels[ending], 0, _NAN, _NAN,
        )  # fmt: skip

"""The unlimited desk: work that waits for nobody, as nobody's hours are counted."""

from __future__ import annotations

from simpy import Environment
from simpy.events import NORMAL

from sim.model.desk import Desk, Piece
from sim.model.journal import Journal

_NOBODY = -1
"""Stands in the log for work without a worker."""


class UnlimitedDesk(Desk):
    """Where each piece of work is begun as soon as it is asked for, at one worker's pace.

    For a team without posts, so that its work takes time and never queues.
    """

    def __init__(self, env: Environment, journal: Journal, hours_a_day: float) -> None:
        """Set up a desk with an empty tray, which stays so.

        Args:
            env: the clock.
            journal: where finished work is noted.
            hours_a_day: hours of a piece that are done in a working day.
        """
        super().__init__()
        self._env = env
        self._journal = journal
        self._hours_a_day = hours_a_day

    def post(self, piece: Piece) -> None:
        """Begin a piece at once."""
        piece.callbacks.insert(0, self._finished)
        self._env.schedule(piece, NORMAL, piece.hours / self._hours_a_day)

    def _finished(self, done: Piece) -> None:
        self._journal.worked(self._env.now, done, _NOBODY, done.hours)

"""The census: each week, what every worker holds and every team has waiting."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray
from simpy.events import Event as SimEvent

from sim.model.events import CensusColumn, TrayColumn
from sim.model.practitioner import Practitioner
from sim.model.service import Service

_WEEK = 5.0
_NOTHING = (0.0, 0.0, 0.0, 0.0)


class WeeklyCensus:
    """Counts a service at the end of every week, and once more when the run stops.

    Weeks are those of the measured window, and go back from its first day to the start of the run:
    so no week lies across it.
    """

    def __init__(self, service: Service, measured_from: int) -> None:
        """Count this service in weeks of the window that begins on a working day."""
        self._first = measured_from % _WEEK or _WEEK
        self._service = service
        self._workers: list[tuple[float, ...]] = []
        self._trays: list[tuple[float, ...]] = []
        self._before: dict[int, tuple[float, float, float, float]] = {}

    def every_week(self) -> Generator[SimEvent, None, None]:
        """The weekly round, for as long as the run lasts."""
        yield self._service.env.timeout(self._first)
        while True:
            self.count()
            yield self._service.env.timeout(_WEEK)

    def count(self) -> None:
        """Write one row a worker in post since the last count, and one a team."""
        now = self._service.env.now
        for person in self._service.staffing.practitioners:
            self._count_worker(now, person)
        for team in self._service.teams:
            trays = [*team.workers.tray, *team.managers.tray, *team.chairs.tray]
            hours = [entry[3].hours for entry in trays if not entry[3].taken]
            self._trays.append((now, team.index, len(hours), sum(hours), team.unallocated))

    def _count_worker(self, now: float, person: Practitioner) -> None:
        """Write a worker's row, unless the worker had left before the last count."""
        diary = person.diary
        person.tally()
        diary.tally()
        worked, present, held, over = self._before.get(person.index, _NOTHING)
        totals = (diary.days_worked, diary.days_present, person.days_held, person.days_over)
        if diary.closed and totals == (worked, present, held, over):
            return
        self._before[person.index] = totals
        self._workers.append(
            (
                now,
                person.index,
                len(person.weights),
                person.children,
                person.load,
                person.cap,
                diary.backlog(),
                (diary.days_worked - worked) * diary.hours_a_day,
                (diary.days_present - present) * diary.hours_a_day,
                person.days_held - held,
                person.days_over - over,
            )
        )

    @property
    def workers(self) -> NDArray[np.float64]:
        """Rows of workers, columns as `CensusColumn`."""
        return np.array(self._workers, dtype=float).reshape(-1, len(CensusColumn))

    @property
    def trays(self) -> NDArray[np.float64]:
        """Rows of teams, columns as `TrayColumn`."""
        return np.array(self._trays, dtype=float).reshape(-1, len(TrayColumn))

"""The weekly census of workers, summed by team as laws read it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sim.measures.arrays import Flags, Floats
from sim.measures.log_columns import LogColumns
from sim.model.events import CensusColumn, TrayColumn


class CensusByTeam:
    """What was counted of each worker and each team's trays at the end of every week.

    Attributes:
        columns: counts of workers, shape (columns, rows), as `CensusColumn`.
    """

    def __init__(self, columns: LogColumns) -> None:
        """Read the census of a log."""
        self.columns = np.ascontiguousarray(columns.log.census.T)
        self._log, self._trays = columns, columns.log.trays
        self._time = self.columns[CensusColumn.TIME]
        self._team = columns.worker_team[self.columns[CensusColumn.WORKER].astype(np.int64)]

    def total(self, column: CensusColumn, begins: float, ends: float) -> Floats:
        """Sum of a column by team, over the counts after `begins` up to `ends`, shape (teams,)."""
        return self._by_team(column, (self._time > begins) & (self._time <= ends))

    def hours_waiting(self, at: float) -> Floats:
        """Hours that wait in diaries and trays at a moment of the census, shape (teams,)."""
        trays = self._trays[self._trays[:, TrayColumn.TIME] == at]
        teams = trays[:, TrayColumn.TEAM].astype(np.int64)
        in_trays = self._log.by_team(teams, trays[:, TrayColumn.TRAY_HOURS])
        return self._by_team(CensusColumn.BACKLOG, self._time == at) + in_trays

    def _by_team(self, column: CensusColumn, rows: Flags) -> Floats:
        return self._log.by_team(self._team[rows], self.columns[column][rows])

    @cached_property
    def moments(self) -> Floats:
        """When it was taken in the measured window, in order."""
        moments, window = np.unique(self._time), self._log.window
        return moments[(moments > window.begins) & (moments <= window.ends)]

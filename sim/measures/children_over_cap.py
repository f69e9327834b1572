"""Children over the cap: how many are held by a worker who carries too much, and where they live.

Where a worker holds families of several localities, days of workers belong to none of them; days of
children do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.measures.arrays import Floats, Ints
from sim.measures.caseload import CASE_HOLDER, WorkerWeeks
from sim.measures.logview import LogView
from sim.measures.spells import DAYS_A_WEEK, Spells, Window
from sim.measures.tally import Row, Tally, rates
from sim.model.events import CensusColumn


def children_over_cap(view: LogView, weeks: WorkerWeeks) -> Iterator[Row]:
    """Child-days with a social worker over the cap, of child-days with a social worker."""
    rows, ends = view.held
    # the last entry is no worker
    of_holder = np.array([each.role == CASE_HOLDER for each in view.log.workers] + [False])
    chosen = of_holder[view.worker[rows]]
    rows, window = rows[chosen], view.window
    home = {"locality": view.locality[rows]}
    held = Spells(view.time[rows], ends[chosen], view.children[rows], home)
    begins, ends = held.within(window)
    overload, worker = _Overload.of(view, weeks), view.worker[rows]
    over = overload.days_until(ends, worker) - overload.days_until(begins, worker)
    child_days = held.child_days(window)
    yield from rates(
        "children_over_cap", Tally(held.children * over, home), child_days, view.names, per=100
    )


@dataclass(frozen=True, eq=False)
class _Overload:
    """How much of each week of the window each worker was over the cap.

    Attributes:
        share: share of the days in post that were over the cap, shape (workers, weeks).
        before: days over the cap in the weeks before, as if in post throughout them, same shape.
        window: the measured part of the run.
    """

    share: Floats
    before: Floats
    window: Window

    @classmethod
    def of(cls, view: LogView, weeks: WorkerWeeks) -> _Overload:
        """Read it from the weekly census."""
        over, in_post = weeks.columns[[CensusColumn.DAYS_OVER, CensusColumn.DAYS_HELD]]
        worker = weeks.columns[CensusColumn.WORKER].astype(np.int64)
        share = np.zeros((len(view.log.workers), len(view.window.week_ends)))
        known = in_post > 0
        share[worker[known], weeks.parts["week"][known]] = over[known] / in_post[known]
        return cls(share, DAYS_A_WEEK * (np.cumsum(share, axis=1) - share), view.window)

    def days_until(self, moments: Floats, worker: Ints) -> Floats:
        """Days over the cap from the first day of the window to moments in it, one a worker.

        Days over the cap lie evenly in their week: the census does not know which they were.
        """
        passed = (moments - self.window.begins) / DAYS_A_WEEK
        week = np.minimum(passed.astype(np.int64), self.share.shape[1] - 1)
        days = self.before[worker, week] + DAYS_A_WEEK * (passed - week) * self.share[worker, week]
        return np.asarray(days, np.float64)

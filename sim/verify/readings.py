"""Readings: the numbers that queueing theory speaks of, taken from an event log.

What counts begins within the measured days but the last few, so that nearly all of it has ended.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from sim.model.events import CensusColumn, Column, Event, EventLog
from sim.verify.reduced import HOURS_A_DAY

_AT_ALL = 1e-6  # mean services; a shorter wait is the rounding of times
_LAST_DAYS = 5


def mean_wait(log: EventLog, activities: Collection[str], service: float) -> float:
    """Mean wait of pieces of work before they are begun.

    Args:
        log: one replication.
        activities: whose work counts.
        service: working days that stand for 1.
    """
    return float(_waits(log, activities, service).mean())


def share_waiting_longer(
    log: EventLog, activities: Collection[str], service: float, than: float = _AT_ALL
) -> float:
    """Share of pieces of work that wait longer than a number of services before being begun."""
    return float((_waits(log, activities, service) > than).mean())


def _waits(log: EventLog, activities: Collection[str], service: float) -> NDArray[np.float64]:
    indices = [log.activities.index(name) for name in activities]
    done = _of(log, Event.WORKED)
    done = _counted(log, done[np.isin(done[:, Column.ACTIVITY], indices)])
    hours_a_day = HOURS_A_DAY * np.array([worker.fte for worker in log.workers])
    days = done[:, Column.AMOUNT] / hours_a_day[done[:, Column.WORKER].astype(int)]
    waits: NDArray[np.float64] = (done[:, Column.TIME] - days - done[:, Column.SINCE]) / service
    return waits


def share_of_hours_worked(log: EventLog) -> float:
    """Share of workers' hours that is worked, by the census."""
    weeks = log.census[log.census[:, CensusColumn.TIME] > log.measured_from]
    worked, there = weeks[:, CensusColumn.WORKED].sum(), weeks[:, CensusColumn.AVAILABLE].sum()
    return float(worked / there)


def share_of_time_empty(log: EventLog) -> float:
    """Share of the measured time in which no family is anywhere in the service."""
    times = np.concatenate([_times(log, Event.CONTACT), _times(log, Event.ENDED)])
    steps = np.concatenate(
        [np.ones_like(_times(log, Event.CONTACT)), -np.ones_like(_times(log, Event.ENDED))]
    )
    order = np.argsort(times, kind="stable")
    times = np.append(times[order], log.ends).clip(log.measured_from)
    inside = np.cumsum(steps[order])
    empty = np.diff(times)[inside == 0].sum()
    return float(empty / (log.ends - log.measured_from))


def mean_families_held(log: EventLog) -> float:
    """Mean number of families that have a worker, over the measured time."""
    return float(_held(log).mean())


def dispersion_of_families_held(log: EventLog, mean: float) -> float:
    """Variance of the number of families that have a worker, relative to a mean that is known."""
    return float(((_held(log) - mean) ** 2).mean() / mean)


def _held(log: EventLog) -> NDArray[np.int64]:
    moments = np.arange(log.measured_from, log.ends, 0.05)
    taken, given_up = _times(log, Event.ALLOCATED), _times(log, Event.RELEASED)
    held: NDArray[np.int64] = np.searchsorted(taken, moments) - np.searchsorted(given_up, moments)
    return held


def mean_wait_for_a_worker(log: EventLog, stay: float) -> float:
    """Mean wait of families for a worker, in stays of so many working days."""
    return float(_waits_for_a_worker(log, stay).mean())


def share_waiting_longer_for_a_worker(log: EventLog, stay: float, than: float = _AT_ALL) -> float:
    """Share of families that wait for a worker longer than a number of stays."""
    return float((_waits_for_a_worker(log, stay) > than).mean())


def _waits_for_a_worker(log: EventLog, stay: float) -> NDArray[np.float64]:
    taken = _counted(log, _of(log, Event.ALLOCATED))
    waits: NDArray[np.float64] = (taken[:, Column.TIME] - taken[:, Column.SINCE]) / stay
    return waits


def handoffs_per_referral(log: EventLog) -> float:
    """Times that responsibility for a referred family passes between teams."""
    return _per_referral(log, _of(log, Event.HANDOFF))


def worker_changes_per_referral(log: EventLog) -> float:
    """Times that a referred family is passed on from one worker to another."""
    taken = _of(log, Event.ALLOCATED)
    return _per_referral(log, taken[taken[:, Column.LABEL] == log.labels.index("pathway")])


def _per_referral(log: EventLog, rows: NDArray[np.float64]) -> float:
    referred = _counted(log, _of(log, Event.REFERRED))[:, Column.FAMILY]
    return float(np.isin(rows[:, Column.FAMILY], referred).sum() / len(referred))


def maximum_lateness(log: EventLog, limits: tuple[float, ...]) -> float:
    """How late the latest family leaves, in working days.

    Args:
        log: one replication, in which all contacts come on day 0.
        limits: working days that each need allows, in the order of the needs.
    """
    ended = _of(log, Event.ENDED)
    needs = log.families[ended[:, Column.FAMILY].astype(int), 3]
    return float((ended[:, Column.TIME] - np.array(limits)[needs]).max())


def maximum_lateness_in_log(log: EventLog) -> float:
    """How much later than the last day of its limit the latest activity is completed."""
    done = _of(log, Event.COMPLETED)
    return float(np.nanmax(done[:, Column.TIME] - done[:, Column.DUE]))


def last_ending(log: EventLog) -> float:
    """When the last family leaves, in working days since the start."""
    return float(_times(log, Event.ENDED)[-1])


def _counted(log: EventLog, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of what began within the days that count."""
    began = rows[:, Column.SINCE]
    return rows[(began >= log.measured_from) & (began < log.ends - _LAST_DAYS)]


def _times(log: EventLog, event: Event) -> NDArray[np.float64]:
    return _of(log, event)[:, Column.TIME]


def _of(log: EventLog, event: Event) -> NDArray[np.float64]:
    rows: NDArray[np.float64] = log.events[log.events[:, Column.EVENT] == event]
    return rows

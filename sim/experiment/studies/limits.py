"""Limits: what a service has to keep, and in which share of worlds its runs keep all of it.

In plausible worlds a limit is kept where the lasting value, chance taken out, lies on the right
side of it; the share counts the worlds that keep every limit at once. With inputs as planned there
is one world: Student's t gives the probability that the mean keeps each limit, and Boole's
inequality one that it keeps them all: at least 1 - sum(1 - p), at most the smallest p.

A world in which a limit has nothing to measure, such as a year without a conference, does not miss
it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiment.paired_runs import controls_of
from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import NOTHING, Interval
from sim.experiment.statistics.plausible import Plausible, difference_of, plausible
from sim.experiment.statistics.verdict import Chance
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Worlds, worlds_run_in
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED
from sim.model.known import Known
from sim.scenario.margins import Margins
from sim.scenario.words import nearest

ALL_GUARDRAILS = "guardrails"
"""Stands for a limit on each guardrail: no worse than in another scenario by more than its margin.
"""

_ASKED = re.compile(
    r"\s*(?P<measure>\w+)\s*(?P<sign>>=|<=|≥|≤)\s*(?P<value>-?[0-9]*\.?[0-9]+)\s*%?\s*"
)
_EXAMPLE = "write it as in concluded_in_45_days>=90, or guardrails"
_ROUNDING = 1e-9


class LimitError(ValueError):
    """Limits that cannot be held, in words: every problem of what was asked."""


@dataclass(frozen=True)
class Limit:
    """What one measure of the whole service has to keep.

    Attributes:
        measure: its key.
        at_least: whether it is a lower limit, and not an upper one.
        value: the limit, in the measure's own unit.
        is_change: whether it limits the change from another scenario, and not the value.
        scale: what counts as 1 of its slack: its margin, or one unit where it has none.
    """

    measure: str
    at_least: bool
    value: float
    is_change: bool = False
    scale: float = 1.0

    def slack(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far values keep the limit, in its scale; below 0 where they miss it."""
        beyond: NDArray[np.float64] = (values - self.value) / self.scale
        return beyond if self.at_least else -beyond


def limits_of(asked: Sequence[str], margins: Margins) -> tuple[Limit, ...]:
    """The limits that a planner asks for.

    Args:
        asked: each as `measure>=value` or `measure<=value`, or `guardrails`.
        margins: those of the scenario that guardrails are held against.

    Raises:
        LimitError: if one cannot be read, or is of a measure that is not there or cannot have such
            a value.
    """
    found: dict[Limit, None] = {}
    problems = []
    for text in asked:
        if text.strip() == ALL_GUARDRAILS:
            found |= dict.fromkeys(_guardrail(measure, margins) for measure in GUARDRAILS)
            continue
        read = _ASKED.fullmatch(text)
        if read is None:
            problems.append(f"'{text}' is no limit; {_EXAMPLE}")
        elif read["measure"] not in CATALOGUE:
            hint = nearest(read["measure"], CATALOGUE, "the measures are")
            problems.append(f"'{text}': there is no measure '{read['measure']}'; {hint}")
        elif CATALOGUE[read["measure"]].unit == "%" and not 0 <= float(read["value"]) <= 100:
            problems.append(f"'{text}': a share lies from 0 to 100 %")
        else:
            measure = read["measure"]
            scale = margins.of(measure) if measure in JUDGED else 1.0
            at_least = read["sign"] in {">=", "≥"}
            found[Limit(measure, at_least, float(read["value"]), scale=scale)] = None
    if not asked:
        problems.append(f"there is no limit to keep; {_EXAMPLE}")
    if problems:
        raise LimitError("; ".join(problems))
    return tuple(found)


def _guardrail(measure: str, margins: Margins) -> Limit:
    at_least, margin = CATALOGUE[measure].better == "higher", margins.of(measure)
    return Limit(measure, at_least, -margin if at_least else margin, is_change=True, scale=margin)


@dataclass(frozen=True)
class LimitKept:
    """One limit, and how far it is kept.

    Attributes:
        limit: the limit.
        chance: that it is kept; its share is nan where no run has a value.
        level: the lasting value, or change.
    """

    limit: Limit
    chance: Chance
    level: Interval


@dataclass(frozen=True)
class Kept:
    """Whether runs keep all limits at once.

    Attributes:
        share: of the worlds that do, or the least probability that the mean does; nan if no run
            has a value.
        most: the largest such probability; the share itself over worlds.
        worlds: how many; 1 where all inputs were as planned.
        each: limit by limit, in their order.
    """

    share: float
    most: float
    worlds: int
    each: tuple[LimitKept, ...]

    @property
    def chance(self) -> Chance:
        """That all are kept."""
        return Chance(self.share, self.worlds)

    @property
    def ends(self) -> tuple[float, float]:
        """What is left open of the share: a 90 % interval over worlds; else what Boole leaves."""
        return (self.share, self.most) if self.worlds == 1 else self.chance.ends

    def in_share(self, target: float) -> bool:
        """Whether they are kept in at least a share of the worlds."""
        return self.share >= target - _ROUNDING

    def is_clear(self, target: float, level: float) -> bool:
        """Whether more runs would hardly change that.

        Args:
            target: the share of worlds wanted, or the probability.
            level: confidence that it takes.
        """
        if math.isnan(self.share):
            return False
        if self.worlds == 1:
            return self.share >= max(target, level) or self.most <= min(target, 1 - level)
        low, high = self.chance.ends_at(level)
        return low >= target or high < target


def kept(
    limits: Sequence[Limit],
    runs: Sequence[Replication],
    base: Sequence[Replication],
    worlds: Worlds | None,
    confidence: float,
) -> Kept:
    """How far runs keep limits.

    Args:
        limits: to be kept, at least one.
        runs: of the scenario, each number once.
        base: runs of the same numbers of the scenario that changes are counted from; may be empty
            where no limit is of a change.
        worlds: in which they were run; as planned if none.
        confidence: of each level's interval.
    """
    beside = _Beside.of(runs, base)
    ids = worlds_run_in(worlds, beside.numbers)
    each, slacks = [], np.full((len(limits), int(ids.max(initial=0)) + 1), np.nan)
    for at, limit in enumerate(limits):
        values = beside.values(limit)
        controls = beside.changing if limit.is_change else beside.own
        found = plausible(values, ids, controls if controls.help(values) else None)
        slacks[at, np.unique(ids[np.isfinite(values)])] = limit.slack(found.worlds)
        each.append(_limit_kept(limit, found, confidence))
    count = len(np.unique(ids))
    if count == 1:
        known = [one.chance.share for one in each if not math.isnan(one.chance.share)]
        least = max(0.0, 1 - sum(1 - share for share in known)) if known else math.nan
        return Kept(least, min(known, default=math.nan), 1, tuple(each))
    tightest = _tightest(slacks)
    share = float((tightest >= -_ROUNDING).mean()) if len(tightest) else math.nan
    return Kept(share, share, len(tightest), tuple(each))


def slack_by_year(
    limits: Sequence[Limit], runs: Sequence[Replication], base: Sequence[Replication]
) -> NDArray[np.float64]:
    """How far each run by itself keeps the limit that it keeps least, in margins.

    Args:
        limits: to be kept.
        runs: of the scenario; the result follows their numbers.
        base: runs of the same numbers that changes are counted from; may be empty where no limit
            is of a change.
    """
    beside = _Beside.of(runs, base)
    slacks = np.array([limit.slack(beside.values(limit)) for limit in limits])
    least: NDArray[np.float64] = np.where(np.isfinite(slacks), slacks, np.inf).min(axis=0)
    return least


def _limit_kept(limit: Limit, found: Plausible, confidence: float) -> LimitKept:
    level = found.interval(confidence) if len(found.years) else NOTHING
    missed = found.below(limit.value) if limit.at_least else found.above(limit.value)
    return LimitKept(limit, Chance(1 - missed, max(1, len(found.worlds))), level)


def _tightest(slacks: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least slack of each world that has any."""
    has_any = slacks[:, np.isfinite(slacks).any(axis=0)]
    least: NDArray[np.float64] = np.nanmin(has_any, axis=0) if has_any.size else np.empty(0)
    return least


@dataclass(frozen=True)
class _Beside:
    """Runs of a scenario, and those with the same numbers that its changes are counted from."""

    numbers: tuple[int, ...]
    figures: Figures
    before: Figures | None
    own: Controls
    changing: Controls

    @classmethod
    def of(cls, runs: Sequence[Replication], base: Sequence[Replication]) -> _Beside:
        ordered = sorted(runs, key=lambda run: run.number)
        table = np.array([run.known for run in ordered]).reshape(-1, len(Known._fields))
        own = Controls(table)
        return cls(
            numbers=tuple(run.number for run in ordered),
            figures=Figures.of(ordered),
            before=Figures.of(base) if base else None,
            own=own,
            changing=controls_of(base, ordered) if base else own,
        )

    def values(self, limit: Limit) -> NDArray[np.float64]:
        """What a limit is about, one value a run."""
        key = Key(limit.measure)
        if not limit.is_change:
            return self.figures[key]
        if self.before is None:
            return np.full(len(self.numbers), np.nan)
        return difference_of(self.before[key], self.figures[key])

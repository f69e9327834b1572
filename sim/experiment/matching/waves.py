"""Waves: sets of values are ruled out by sums, by emulators and by runs, until enough are left.

History matching (Andrianakis et al. 2015, doi 10.1371/journal.pcbi.1003968). What no run could
reproduce is ruled out in waves: by exact sums first, which need no run, then by emulators that each
wave of runs makes better. A set is kept if a run of its own reproduces every figure. As all sets
not ruled out are as likely to be run as one another, those kept are a sample of what is plausible:
approximate Bayesian computation, with the ranges of the figures as its kernel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.candidates import Candidates, draw
from sim.experiment.matching.emulators import FiguresEmulator, SumsEmulator
from sim.experiment.matching.judging import Judge
from sim.experiment.matching.service import Service
from sim.experiment.matching.space import Values, rounded
from sim.experiment.matching.sums import foreseen_by, limits, logs_of, sum_of
from sim.experiment.matching.targets import Array, Target, is_share, reproduced, scaled
from sim.experiment.worlds.inputs import CannotVaryError
from sim.scenario.file.reported import ReportedFigure

CHANCE_RUNS = 20
"""Runs of the service as planned, which show what chance alone does to each figure in one run."""
_WAVE = 200
"""Runs of a wave, at most."""
_SETS = 100
"""Sets whose sums are worked out at first, and three more for every input."""
_POSSIBLE = 8
"""Times as many are tried, as not all values go together."""
_SCREENINGS = 4
"""Times at most that sums alone rule out, before there are runs."""
_FIT_ENOUGH = 0.6
"""Share of the sets drawn whose sums fit, at which runs begin."""
_LEARNT = 1500
"""Latest sets from which the emulator of the sums learns: those nearest to what is left."""
_SPARE = 1.3
"""Times as many sets as are wanted are aimed for."""
_SURE = 0.5
"""Share of runs that reproduce everything above which screening any harder wins nothing."""
_FEW = 0.01
"""Share of runs that is never counted on to be smaller."""
_FEWEST = 20
"""Sets whose values go together below which nothing is learnt; runs of a wave, at least, where it
is the first or nothing is thought to have a chance."""
_PATIENCE = 4
"""Waves before it is given up."""


class Reached(NamedTuple):
    """How far it is: in which wave, 0 before the first; runs so far; sets confirmed so far."""

    wave: int
    runs: int
    kept: int


@dataclass(frozen=True, eq=False)
class Matched:
    """What came out.

    Attributes:
        targets: what each run had to give.
        values: every set that was run, shape (runs, inputs).
        figures: what its run gave, shape (runs, figures); nan where it had none.
        kept: which of them are kept, in random order.
        tried: sets held against emulators of sums or figures.
        summed: sets of those whose exact sums were worked out.
        impossible: sets of those whose values do not go together.
        runs: all, those as planned included.
        waves: of runs.
        first: runs of the first wave, drawn without regard to what emulators say of figures.
    """

    targets: tuple[Target, ...]
    values: Values
    figures: Array
    kept: NDArray[np.int64]
    tried: int
    summed: int
    impossible: int
    runs: int
    waves: int
    first: int

    @property
    def fits(self) -> NDArray[np.bool_]:
        """Which figures of which runs are in their range."""
        return reproduced(self.targets, self.figures)


def match(
    service: Service,
    figures: Sequence[ReportedFigure],
    worlds: int,
    most_runs: int,
    seed: int,
    tell: Callable[[Reached], object] = lambda _: None,
) -> Matched:
    """Find sets of values under which a service reproduces reported figures.

    Args:
        service: what is matched.
        figures: what it must reproduce; its runs have each.
        worlds: how many sets are wanted.
        most_runs: how many runs it may take; there may be fewer sets then.
        seed: equal seeds find the same sets.
        tell: called as it goes on.

    Returns:
        The sets, and all that was run to find them.

    Raises:
        CannotVaryError: if the ranges of some shares do not let them add up, or hardly any values
            go together.
        TooFewRunsError: if hardly any run has one of the figures.
    """
    matching = _Matching(service, figures, seed, tell)
    matching.see_chance(min(CHANCE_RUNS, most_runs // 10))
    matching.screen()
    goes_on = True
    while goes_on and matching.runs < most_runs and len(matching.confirmed) < worlds:
        goes_on = matching.wave(worlds, most_runs)
    return matching.matched(worlds)


class _Sets(NamedTuple):
    """Sets of values with the logs of their exact sums."""

    values: Values
    logs: Array

    def and_then(self, others: _Sets) -> _Sets:
        return _Sets(np.vstack([self[0], others[0]]), np.vstack([self[1], others[1]]))


class _Matching:
    """What is known so far."""

    def __init__(
        self,
        service: Service,
        figures: Sequence[ReportedFigure],
        seed: int,
        tell: Callable[[Reached], object],
    ) -> None:
        self.runs = self._first = 0
        self._waves = self._tried = self._summed = self._impossible = 0
        self._rng = np.random.default_rng(seed)
        self._service, self._tell = service, tell
        self._targets = tuple(
            Target(each, 0.0, each.kind != "workload" and sum_of(each) in service.sums)
            for each in figures
        )
        self._limits = np.full(len(service.sums), -np.inf), np.full(len(service.sums), np.inf)
        nothing = np.empty((0, len(service.space.names))), np.empty((0, len(service.sums)))
        self._known, self._run = _Sets(*nothing), _Sets(*nothing)
        self._figures: Array = np.empty((0, len(figures)))

    @property
    def confirmed(self) -> NDArray[np.int64]:
        """The runs that reproduce everything."""
        return np.flatnonzero(reproduced(self._targets, self._figures).all(axis=1))

    def screen(self) -> None:
        """Rule out by sums alone, until most of what is drawn is worth a run.

        Raises:
            CannotVaryError: if hardly any values go together.
        """
        enough = _SETS + 3 * len(self._service.space.names)
        self._worked_out(self._service.space.spread(_POSSIBLE * enough, self._rng), enough)
        if len(self._known.values) < _FEWEST:
            raise CannotVaryError(
                f"of {self._summed:,} sets of values in the ranges only {len(self._known.values)} "
                "go together; look for ranges that rule each other out"
            )
        for _ in range(_SCREENINGS):
            judge = self._judge()
            found = self._worked_out(self._drawn(judge, _SURE).values, enough // 2)
            fit = judge.exact(*found) > math.log(_SURE)
            if fit.sum() > _FIT_ENOUGH * len(fit):
                break

    def see_chance(self, runs: int) -> None:
        """Run the service as planned, to see what chance does to each figure, and sums leave."""
        figures = self._simulated([None] * runs)
        known = [of[np.isfinite(of)] for of in figures.T]
        self._targets = tuple(
            replace(each, chance=float(of.std(ddof=1)) if len(of) > 1 else 0.0)
            for each, of in zip(self._targets, known, strict=True)
        )
        planned = self._service.work_out(None)
        if runs > 0 and planned is not None:
            means = np.array([of.mean() if len(of) else 0.0 for of in known])
            self._limits = limits(self._service.sums, self._targets, planned, means)

    def wave(self, worlds: int, most_runs: int) -> bool:
        """Run what is most worth it; whether another wave may help."""
        lacking, left = worlds - len(self.confirmed), most_runs - self.runs
        judge = self._judge()
        wanted = min(_SURE, _SPARE * lacking / left) if len(self._figures) else _SURE
        drawn = self._drawn(judge, wanted)
        runs = math.ceil(_SPARE * lacking / max(drawn.expected, _FEW))
        least = 1 if len(self._figures) else _FEWEST
        chosen = self._worth_it(judge, drawn, min(_WAVE, left, max(least, runs)))
        self._waves += 1
        self._first = self._first or len(chosen.values)
        figures = self._simulated(list(chosen.values))
        self._run = self._run.and_then(chosen)
        self._figures = np.vstack([self._figures, figures])
        is_hopeless = self._waves >= _PATIENCE and drawn.expected * left < 1
        return len(chosen.values) > 0 and not (is_hopeless and len(self.confirmed) == 0)

    def matched(self, worlds: int) -> Matched:
        """What came out, with so many sets kept."""
        return Matched(
            targets=self._targets,
            values=self._run.values,
            figures=self._figures,
            kept=self._rng.permutation(self.confirmed[:worlds]),
            tried=self._tried,
            summed=self._summed,
            impossible=self._impossible,
            runs=self.runs,
            waves=self._waves,
            first=self._first,
        )

    def _judge(self) -> Judge:
        """Who judges sets by all that is known so far."""
        space = self._service.space
        known = _Sets(self._known.values[-_LEARNT:], self._known.logs[-_LEARNT:])
        sums = SumsEmulator(space, *known)
        if len(self._figures) == 0:
            return Judge(self._limits, sums)
        figures = scaled(self._figures, is_share(self._targets))
        foreseen = foreseen_by(self._service.sums, self._targets)
        emulated = FiguresEmulator(space, *self._run, figures, foreseen)
        return Judge(self._limits, sums, self._targets, emulated, known)

    def _drawn(self, judge: Judge, wanted: float) -> Candidates:
        """Sets drawn from what emulators do not rule out, in random order."""

        def chance(values: Values) -> Array:
            self._tried += len(values)
            return judge.emulated(values)

        return draw(self._service.space, chance, wanted, self._rng)

    def _worked_out(self, values: Values, enough: int) -> _Sets:
        """The exact sums of the first sets that can be, as many as are enough; remembered."""
        found: list[tuple[NDArray[np.float64], Array]] = []
        for each in rounded(values):
            self._summed += 1
            sums = self._service.work_out(each)
            if sums is None:
                self._impossible += 1
                continue
            found.append((each, logs_of(sums)))
            if len(found) == enough:
                break
        if not found:
            return _Sets(self._known.values[:0], self._known.logs[:0])
        sets = _Sets(*map(np.array, zip(*found, strict=True)))
        self._known = self._known.and_then(sets)
        return sets

    def _worth_it(self, judge: Judge, drawn: Candidates, wanted: int) -> _Sets:
        """So many of the sets drawn, in proportion to what their exact sums make of their chance.

        Where no more than a few are left of them, those with the best chance.
        """
        order = self._rng.permutation(len(drawn.values))
        chosen = _Sets(self._known.values[:0], self._known.logs[:0])
        passed = chosen
        for some in np.array_split(order, max(1, len(order) // max(wanted, 1))):
            found = self._worked_out(drawn.values[some], len(some))
            if len(found.values) == 0:
                continue
            exact = np.minimum(judge.exact(*found), drawn.floor)
            emulated = np.minimum(judge.emulated(found.values), drawn.floor)
            taken = np.log(self._rng.random(len(exact))) < exact - emulated
            chosen = chosen.and_then(_Sets(found.values[taken], found.logs[taken]))
            passed = passed.and_then(_Sets(found.values[~taken], found.logs[~taken]))
            if len(chosen.values) >= wanted:
                break
        if len(passed.values) > 0 and len(chosen.values) < min(wanted, _FEWEST):
            best = np.argsort(-judge.exact(*passed))[: wanted - len(chosen.values)]
            chosen = chosen.and_then(_Sets(passed.values[best], passed.logs[best]))
        return _Sets(chosen.values[:wanted], chosen.logs[:wanted])

    def _simulated(self, sets: Sequence[NDArray[np.float64] | None]) -> Array:
        """The figures of a run of each set."""
        figures = np.full((len(sets), len(self._targets)), np.nan)
        kept = len(self.confirmed)
        for done, (position, found) in enumerate(self._service.run(sets, self.runs), start=1):
            figures[position] = found
            if sets[position] is not None:
                kept += bool(reproduced(self._targets, found[np.newaxis]).all())
            self._tell(Reached(self._waves, self.runs + done, kept))
        self.runs += len(sets)
        return figures

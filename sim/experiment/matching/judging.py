"""Judging: how likely a set of values is to reproduce every figure, as far as is known by now."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.emulators import FiguresEmulator, SumsEmulator
from sim.experiment.matching.space import Values
from sim.experiment.matching.targets import Array, Target, log_chance, scaled_limits

_EXACT = 1e-3
"""Error of the log of an exact sum: none, but for where a limit is drawn."""
_HOPELESS = -1e4
"""Log of a chance below which nothing is told apart."""


class Judge:
    """Chances by what the sums must lie between and, once there were runs, by emulated figures."""

    def __init__(
        self,
        limits: tuple[Array, Array],
        sums: SumsEmulator,
        targets: Sequence[Target] = (),
        figures: FiguresEmulator | None = None,
        known: tuple[Values, Array] | None = None,
    ) -> None:
        """Prepare.

        Args:
            limits: logs of the least and the most of each sum.
            sums: emulator of the sums.
            targets: what a run must give.
            figures: emulator of the figures of a run; none before the first.
            known: the sets that the sums' emulator was learnt from, with the logs of their sums.
        """
        self._limited = np.isfinite(limits[0]) | np.isfinite(limits[1])
        self._limits = limits[0][self._limited], limits[1][self._limited]
        self._sums = sums
        self._figures = figures
        self._targets = scaled_limits(targets)
        self._further = np.zeros(len(targets))
        if figures is not None and known is not None:
            # What the figures are off by where their sums are emulated too.
            values, logs = known
            shift = figures(values, logs)[0] - figures(values, logs - sums.left_over)[0]
            self._further = shift.std(axis=0)

    def emulated(self, values: Values) -> NDArray[np.float64]:
        """Log of the chance of each set, all of it emulated."""
        return self._chance(
            values, self._sums(values), self._sums.error[self._limited], self._further
        )

    def exact(self, values: Values, logs: Array) -> NDArray[np.float64]:
        """Log of the chance of each set whose sums are worked out, as logs."""
        return self._chance(values, logs, np.array(_EXACT), np.zeros(1))

    def _chance(self, values: Values, logs: Array, of_sums: Array, further: Array) -> Array:
        chance = log_chance(logs[:, self._limited], of_sums, *self._limits).sum(axis=1)
        if self._figures is not None:
            expected, spread = self._figures(values, logs)
            spread = np.hypot(spread, further)
            chance = chance + log_chance(expected, spread, *self._targets).sum(axis=1)
        return np.asarray(np.maximum(chance, _HOPELESS))

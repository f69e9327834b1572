"""Control variates: taking out of runs what luck is known to have brought them beforehand.

Each run has numbers whose mean over luck is exactly 0: how many posts happened to be filled, how
much work happened to arrive (`sim.model.known_before`). Where a figure goes with them, run y_i with
numbers z_i becomes

    y_i - z_i b(-i),

b(-i) being the slopes of the least squares line through all runs but this one. As z_i has mean 0
and no part in b(-i), the expectation of what results is that of y_i, however few runs there are:
nothing is lost but chance (Lavenberg and Welch 1981, doi 10.1287/mnsc.27.3.322, who use one line
for all runs, which is biased). Its spread is that of what runs show beyond what the others teach of
them, so that an interval from it stays honest. A figure whose spread would not shrink by a tenth
stays as it is: to choose so by the runs themselves moves the mean of very skewed ones, by less than
a tenth of its standard error with 24 runs and by nothing that shows with 60.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

FEWEST = 4
"""Runs for each number, and as many more, below which nothing is taken out."""
AT_LEAST = 0.9
"""Share of the variance that must not be left."""
_NO_PART = 1e-9
"""Of the largest singular value: what is below adds nothing."""


@dataclass(frozen=True, eq=False)
class Controls:
    """What luck is known to have brought runs; shape (runs, numbers), each of mean 0 over luck."""

    table: NDArray[np.float64]

    def __getitem__(self, rows: NDArray[np.bool_]) -> Controls:
        """Those of some of the runs."""
        return self if rows.all() else Controls(self.table[rows])

    @cached_property
    def _line(self) -> _Line | None:
        return _Line.through(self.table)

    @property
    def numbers(self) -> int:
        """How many of its numbers do not follow from the others; 0 where none is taken out."""
        return 0 if self._line is None else self._line.design.shape[1] - 1

    def help(self, values: NDArray[np.float64]) -> bool:
        """Whether a figure is known better without what luck brought.

        Args:
            values: one a run; nan where a run has none.
        """
        has_value = np.isfinite(values)
        values, known = values[has_value], self[has_value]
        before = float(values.var()) if len(values) else 0.0
        if known.numbers == 0 or before == 0:
            return False
        return float(known.without(values).var()) < AT_LEAST * before

    def without(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """A figure of each run without what luck brought it.

        Args:
            values: one a run, each a number.
        """
        return values if self._line is None else self._line.without(values)


@dataclass(frozen=True, eq=False)
class _Line:
    """Least squares through all runs, from which that through all but one follows."""

    design: NDArray[np.float64]
    """Shape (runs, 1 + numbers): ones, and numbers of which none follows from the others."""
    solve: NDArray[np.float64]
    """Its pseudoinverse."""
    leverage: NDArray[np.float64]

    @classmethod
    def through(cls, table: NDArray[np.float64]) -> _Line | None:
        """The line for some numbers; none if there are too few runs for it."""
        runs = len(table)
        if runs < FEWEST:
            return None
        scale = np.sqrt((table**2).mean(axis=0))
        table = table[:, scale > 0] / scale[scale > 0]
        if table.shape[1] == 0:
            return None
        _, sizes, directions = np.linalg.svd(table, full_matrices=False)
        table = table @ directions[sizes > _NO_PART * sizes[0]].T
        if runs < FEWEST * (1 + table.shape[1]):
            return None
        design = np.column_stack([np.ones(runs), table])
        solve = np.linalg.pinv(design)
        leverage = np.einsum("ij,ji->i", design, solve)
        return cls(design, solve, leverage) if (leverage < 1 - _NO_PART).all() else None

    def without(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        at = self.solve @ values
        beyond = (values - self.design @ at) / (1 - self.leverage)
        # Its own residual is what a run would be off the line through the others.
        level = at[0] - self.solve[0] * beyond
        taught: NDArray[np.float64] = level + beyond
        return taught

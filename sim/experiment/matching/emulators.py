"""Emulators: what the sums and the figures of a run would be at a set of values, in microseconds.

Two, one upon the other. The sums are exact and cost some milliseconds; their logs are emulated by a
ridge regression on every input and its square, as they are nearly products of inputs. The figures
of a run, on scales on which inputs act evenly, are emulated from the sums and the inputs: the lasso
picks what they depend on, a ridge regression on that, its squares and products predicts. What both
leave over, measured on sets left out of the fit, is their error; for the figures it holds the
chance of one run too. See docs/worlds.md for the other emulators that were tried.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LassoCV, RidgeCV
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from sim.experiment.matching.space import Space, Values

Array = NDArray[np.float64]

_FOLDS = 5
_ACTIVE = 20
"""Sums and inputs at most that a figure is said to depend on."""
_PENALTIES = np.logspace(-3, 4, 15)
"""Of the ridge regression, of which the best is taken."""
_LEAST = 1e-3
"""Least error of a log: below it digits mean nothing."""


def _folds() -> KFold:
    return KFold(_FOLDS, shuffle=True, random_state=0)


class SumsEmulator:
    """The logs of the sums at any set of values."""

    def __init__(self, space: Space, values: Values, logs: Array) -> None:
        """Learn from sets whose sums were worked out.

        Args:
            space: of the inputs.
            values: the sets.
            logs: the logs of their sums, shape (sets, sums).
        """
        self._space = space
        self._ridge = make_pipeline(StandardScaler(), RidgeCV(_PENALTIES))
        terms = self._terms(values)
        left_out = cross_val_predict(self._ridge, terms, logs, cv=_folds())
        self.left_over = logs - left_out
        self._ridge.fit(terms, logs)

    @property
    def error(self) -> Array:
        """Standard deviation of each sum's error, on sets that were not learnt from."""
        return np.maximum(self.left_over.std(axis=0), _LEAST)

    def __call__(self, values: Values) -> Array:
        """The logs of the sums, shape (sets, sums)."""
        return np.asarray(self._ridge.predict(self._terms(values)))

    def _terms(self, values: Values) -> Array:
        evenly = unit(self._space, values)
        return np.hstack([evenly, evenly**2])


@dataclass(frozen=True)
class _Figure:
    """The emulator of one figure."""

    active: NDArray[np.int64]
    ridge: Pipeline
    error: float


class FiguresEmulator:
    """The scaled figures of a run at any set of values whose sums are known."""

    def __init__(self, space: Space, values: Values, logs: Array, figures: Array) -> None:
        """Learn from runs.

        Args:
            space: of the inputs.
            values: the set of each run.
            logs: the logs of its sums.
            figures: its scaled figures, shape (runs, figures); nan where it had none.
        """
        self._space = space
        terms = self._terms(values, logs)
        self._figures = [_figure(terms, figures[:, at]) for at in range(figures.shape[1])]

    @property
    def error(self) -> Array:
        """Standard deviation of each figure's error and chance, on runs not learnt from."""
        return np.array([each.error for each in self._figures])

    def __call__(self, values: Values, logs: Array) -> Array:
        """The scaled figures, shape (sets, figures)."""
        terms = self._terms(values, logs)
        return np.column_stack(
            [each.ridge.predict(terms[:, each.active]) for each in self._figures]
        )

    def _terms(self, values: Values, logs: Array) -> Array:
        return np.hstack([logs, unit(self._space, values)])


def _figure(terms: Array, figure: Array) -> _Figure:
    """The emulator of one figure from the runs that have it."""
    known = np.isfinite(figure)
    terms, figure = terms[known], figure[known]
    scaled = StandardScaler().fit_transform(terms)
    with warnings.catch_warnings():
        # A penalty too small to settle is not the one that is chosen.
        warnings.simplefilter("ignore", ConvergenceWarning)
        lasso = LassoCV(alphas=30, cv=_folds()).fit(scaled, figure)
    active = np.sort(np.argsort(-np.abs(lasso.coef_))[:_ACTIVE])
    ridge = make_pipeline(
        StandardScaler(), PolynomialFeatures(2, include_bias=False), StandardScaler(),
        RidgeCV(_PENALTIES),
    )  # fmt: skip
    left_out = cross_val_predict(ridge, terms[:, active], figure, cv=_folds())
    error = max(float(np.std(figure - left_out)), _LEAST)
    return _Figure(active, ridge.fit(terms[:, active], figure), error)


def unit(space: Space, values: Values) -> Values:
    """Values as they lie in their ranges: -1 at the low end, 1 at the high end."""
    return np.asarray(2 * (values - space.low) / space.width - 1)

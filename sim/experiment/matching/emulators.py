"""Emulators: what the sums and the figures of a run would be at a set of values, in microseconds.

Two, one upon the other. The sums are exact and cost some milliseconds; their logs are emulated by a
ridge regression on every input and its square, as they are nearly products of inputs. The figures
of a run, on scales on which inputs act evenly, are emulated by the lasso from all sums and inputs,
and squares and products of those that matter most. What both leave over, measured on sets left out
of the fit, is their error; for the figures it holds the chance of one run too.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import Lasso, LassoCV, RidgeCV
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sim.experiment.matching.space import Space, Values

Array = NDArray[np.float64]

_FOLDS = 5
_ACTIVE = 10
"""Sums and inputs at most whose products a figure may depend on."""
_PENALTIES = np.logspace(-3, 4, 15)
"""Of the ridge regression, of which the best is taken."""
_LEAST = 1e-3
"""Least error of a log: below it digits mean nothing."""
_AT_MOST = 3.0
"""Times its usual error that a figure may be off, wherever the set lies."""
_FEWEST = 10
"""Runs that have a figure, below which nothing is learnt about it."""


class TooFewRunsError(ValueError):
    """Hardly any run has one of the figures."""


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
        left_out: Array = cross_val_predict(self._ridge, terms, logs, cv=_folds())
        self.left_over: Array = logs - left_out
        self._ridge.fit(terms, logs)

    @property
    def error(self) -> Array:
        """Standard deviation of each sum's error, on sets that were not learnt from."""
        return np.asarray(np.maximum(self.left_over.std(axis=0), _LEAST))

    def __call__(self, values: Values) -> Array:
        """The logs of the sums, shape (sets, sums)."""
        return np.asarray(self._ridge.predict(self._terms(values)))

    def _terms(self, values: Values) -> Array:
        evenly = unit(self._space, values)
        return np.asarray(np.hstack([evenly, evenly**2]))


class FiguresEmulator:
    """The scaled figures of a run at any set of values whose sums are known."""

    def __init__(self, space: Space, values: Values, logs: Array, figures: Array) -> None:
        """Learn from runs.

        Args:
            space: of the inputs.
            values: the set of each run.
            logs: the logs of its sums.
            figures: its scaled figures, shape (runs, figures); nan where it had none.

        Raises:
            TooFewRunsError: if hardly any run has one of the figures.
        """
        self._space = space
        terms = self._terms(values, logs)
        self._scaler = StandardScaler().fit(terms)
        evenly = self._scaler.transform(terms)
        learnt = [_figure(evenly, column) for column in figures.T]
        self._weights = np.column_stack([each.weights for each in learnt])
        self._sizes = np.column_stack([each.sizes for each in learnt])
        self._levels = np.array([each.level for each in learnt])
        self._usual = np.array([each.usual for each in learnt])
        self._most = np.array([each.most for each in learnt])
        self._products = [(each.active, each.products) for each in learnt]

    def __call__(self, values: Values, logs: Array) -> tuple[Array, Array]:
        """What is expected of a run, and the standard deviation of error and chance together.

        Returns:
            Both of shape (sets, figures), scaled.
        """
        evenly = self._scaler.transform(self._terms(values, logs))
        expected = self._levels + evenly @ self._weights
        for at, (active, products) in enumerate(self._products):
            strongest = evenly[:, active]
            expected[:, at] += np.sum((strongest @ products) * strongest, axis=1)
        spread = self._usual * np.exp(evenly @ self._sizes / 2)
        return expected, np.clip(spread, _LEAST, self._most)

    def _terms(self, values: Values, logs: Array) -> Array:
        return np.hstack([logs, unit(self._space, values)])


class _Learnt(NamedTuple):
    """The emulator of one figure, by its coefficients.

    What is expected is the level, the terms by their weights, and products of the active terms;
    the spread is the usual one times the exponential of half the terms by their sizes.
    """

    level: float
    weights: Array
    active: NDArray[np.int64]
    products: Array
    usual: float
    sizes: Array
    most: float


def _figure(evenly: Array, figure: Array) -> _Learnt:
    """The emulator of one figure, from the runs that have it and their terms.

    Raises:
        TooFewRunsError: if there are hardly any.
    """
    known = np.isfinite(figure)
    evenly, figure = evenly[known], figure[known]
    if len(figure) < _FEWEST:
        raise TooFewRunsError("hardly any run gives one of the figures")
    active = np.sort(np.argsort(-np.abs(_lasso(evenly, figure).coef_))[:_ACTIVE])
    one, other = np.triu_indices(len(active))
    features = np.hstack([evenly, evenly[:, active[one]] * evenly[:, active[other]]])
    lasso = _lasso(features, figure)
    with _unsettled():
        left_out = cross_val_predict(Lasso(lasso.alpha_), features, figure, cv=_folds())
    left_over = figure - left_out
    # How far a run is off may itself depend on the set: chance is small where nobody waits.
    size = RidgeCV(_PENALTIES).fit(evenly[:, active], np.log(left_over**2 + _LEAST**2))
    sizes = np.zeros(evenly.shape[1])
    sizes[active] = size.coef_
    usual = np.sqrt(np.mean(left_over**2 / np.exp(evenly @ sizes)))
    products = np.zeros((len(active), len(active)))
    products[one, other] = lasso.coef_[evenly.shape[1] :]
    return _Learnt(
        level=float(lasso.intercept_),
        weights=lasso.coef_[: evenly.shape[1]],
        active=active,
        products=products,
        usual=float(usual),
        sizes=sizes,
        most=max(_AT_MOST * float(left_over.std()), _LEAST),
    )


def _lasso(features: Array, figure: Array) -> LassoCV:
    with _unsettled():
        return LassoCV(alphas=30, cv=_folds()).fit(features, figure)


@contextmanager
def _unsettled() -> Iterator[None]:
    """Where a penalty is too small to settle with, as it is not the one that is chosen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


def unit(space: Space, values: Values) -> Values:
    """Values as they lie in their ranges: -1 at the low end, 1 at the high end."""
    return np.asarray(2 * (values - space.low) / space.width - 1)

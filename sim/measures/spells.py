"""Spells: stretches of time that children spend in a state, and the stock of children in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.tally import Names, Row, Tally, rates

DAYS_A_WEEK = 5
"""Working days of a week."""


@dataclass(frozen=True)
class Window:
    """The measured part of a run, in working days since the start."""

    begins: int
    """First working day that counts."""
    ends: int
    """The working day on which the run stops."""

    @property
    def days(self) -> int:
        """Its length."""
        return self.ends - self.begins

    @property
    def week_ends(self) -> Floats:
        """The end of each week from its beginning; the last week may be shorter."""
        inner = np.arange(self.begins + DAYS_A_WEEK, self.ends, DAYS_A_WEEK)
        return np.append(inner, self.ends).astype(np.float64)

    def week_of(self, days: Ints) -> Ints:
        """The week of each of its days, counted from 0."""
        return (days - self.begins) // DAYS_A_WEEK


@dataclass(frozen=True, eq=False)
class Spells:
    """Stretches of time, each for the children of one family.

    Attributes:
        begins: when each begins, in working days, shape (spells,).
        ends: when each ends; infinite where it had not ended when the run stopped.
        children: how many children it holds for.
        parts: the part of the service it belongs to, by scope, as in `Tally`.
    """

    begins: Floats
    ends: Floats
    children: Floats
    parts: Mapping[str, Ints] = field(default_factory=dict)

    def only(self, chosen: Flags) -> Spells:
        """The chosen spells alone."""
        parts = {scope: codes[chosen] for scope, codes in self.parts.items()}
        return Spells(self.begins[chosen], self.ends[chosen], self.children[chosen], parts)

    def within(self, window: Window) -> tuple[Floats, Floats]:
        """Beginnings and ends of what lies in the window; the two are equal where nothing does."""
        begins = np.clip(self.begins, window.begins, window.ends)
        return begins, np.maximum(np.clip(self.ends, window.begins, window.ends), begins)

    def child_days(self, window: Window) -> Tally:
        """Children times the working days that each spell lasts within the window."""
        begins, ends = self.within(window)
        return Tally(self.children * (ends - begins), self.parts)

    def child_days_of_age(self, window: Window) -> Tally:
        """Child-days within the window, each counted with the age of its spell."""
        begins, ends = self.within(window)
        area = ((ends - self.begins) ** 2 - (begins - self.begins) ** 2) / 2
        return Tally(self.children * area, self.parts)

    def stock_before(self, moments: Floats) -> Floats:
        """Children in the state just before each moment, shape (moments,)."""
        return self._passed(self.begins, moments) - self._passed(self.ends, moments)

    def _passed(self, times: Floats, moments: Floats) -> Floats:
        order = np.argsort(times)
        children = np.concatenate([[0.0], np.cumsum(self.children[order])])
        passed: Floats = children[np.searchsorted(times[order], moments, side="left")]
        return passed

    def peak(self, window: Window) -> float:
        """The most children in the state at one time within the window."""
        begins, ends = self.within(window)
        lasting = ends > begins
        moments = np.concatenate([begins[lasting], ends[lasting]])
        changes = np.concatenate([self.children[lasting], -self.children[lasting]])
        # at the same moment those who leave go before those who come
        order = np.lexsort((changes, moments))
        return float(np.cumsum(changes[order]).max(initial=0.0))


def stock(key: str, spells: Spells, window: Window, names: Names) -> Iterator[Row]:
    """The mean stock over the window, whole and by part, and the stock at the end of each week."""
    yield from rates(key, spells.child_days(window), window.days, names)
    weekly = spells.stock_before(window.week_ends)
    for name, children in zip(names["week"], weekly, strict=True):
        yield key, "week", name, float(children)

"""In post: the expected working days on which a post has a holder.

A holder stays for an exponential time of rate L a day, and the post then stays empty for a fixed
time T. Before time x it is filled for the k-th time over by its holders' own clock, which stands at
x - kT; the k-th leaver has left once that clock has passed a gamma time of shape k. So

    E[days in post up to x] = F(x) = sum over k >= 0 of P(k + 1, L (x - kT)+) / L,

with P the regularised lower incomplete gamma function. A post that is empty at the start is filled
after an even share U of T:

    E[F(x - U T)] = (G(x) - G(x - T)) / T,   G(y) = integral of F from 0 to y,
    G(y) = sum of [z P(k + 1, L z) - (k + 1) / L P(k + 2, L z)] / L,   z = (y - kT)+.

Cox, *Renewal Theory*, 1962, chapter 7 (alternating renewal processes).
"""

from __future__ import annotations

import math
from collections.abc import Iterator


def days_in_post(until: float, rate: float, to_fill: float, *, vacant: bool) -> float:
    """Expected working days with a holder, from the start.

    Args:
        until: working days from the start.
        rate: at which a holder leaves, a working day.
        to_fill: working days that a post stays empty, after a holder has left.
        vacant: whether it is empty at the start, at an even share of that time.
    """
    if until <= 0:
        return 0.0
    if not vacant or to_fill == 0:
        return _filled(until, rate, to_fill)
    return (_summed(until, rate, to_fill) - _summed(until - to_fill, rate, to_fill)) / to_fill


def _filled(until: float, rate: float, to_fill: float) -> float:
    """F: days in post of one that is filled at the start."""
    if rate == 0 or to_fill == 0:
        return until
    return sum(
        _reached(number + 1, rate * clock) / rate for number, clock in _clocks(until, to_fill)
    )


def _summed(until: float, rate: float, to_fill: float) -> float:
    """G: the integral of F."""
    if until <= 0:
        return 0.0
    if rate == 0:
        return until**2 / 2
    return sum(
        clock * _reached(number + 1, rate * clock) / rate
        - (number + 1) / rate**2 * _reached(number + 2, rate * clock)
        for number, clock in _clocks(until, to_fill)
    )


def _clocks(until: float, to_fill: float) -> Iterator[tuple[int, float]]:
    """Holders who have left, and where their clock stands with so many."""
    for number in range(math.ceil(until / to_fill)):
        yield number, until - number * to_fill


def _reached(shape: int, at: float) -> float:
    """P: chance that a gamma time of a whole shape is over, one less so many Poisson terms."""
    term, terms = math.exp(-at), 0.0
    for number in range(shape):
        terms += term
        term *= at / (number + 1)
    return max(0.0, 1.0 - terms)

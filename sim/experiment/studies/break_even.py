"""Break-even: the value of an input at which the answer turns, found by runs.

Both ends of the input's range are tried first (`trials`). Where the mean gain lies on one side of
the line at one end and on the other at the other, the value between is looked for by interpolation,
until at the value the interval holds the line and 15 % further (of the value or of the range,
whichever is more) it does not. Each round has twice the pairs of the round before.

The line is the margin that the mean gain of the comparison would cross: from a gain or a loss
beyond the margin to a difference inside it, or from inside to outside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.experiment.studies.further_pairs import FurtherPairs
from sim.experiment.studies.influence import Decided
from sim.experiment.studies.seen import Seen
from sim.experiment.studies.trials import Trial, Trials
from sim.experiment.worlds.inputs import Input

PAIRS = 20
"""Pairs of a trial, at first."""
_ROUNDS = 4
"""Of looking for one value."""
_FURTHER = 0.15
"""How far beyond the value it has to have turned, of the value or of the range."""


@dataclass(frozen=True)
class BreakEven:
    """Where one input turns the answer on one outcome, or that it does not.

    Attributes:
        input: the input.
        measure: the outcome that it turns most clearly, or else moves most clearly.
        mean: what B gains over the worlds of the comparison, in margins.
        line: the gain at which the answer turns: 1 or -1, in margins.
        low: the trial at the low end of the input's range.
        high: that at the high end.
        at: where it turns; none if it does not inside the range.
        beyond: 15 % further.
    """

    input: Input
    measure: str
    mean: float
    line: float
    low: Trial
    high: Trial
    at: Trial | None = None
    beyond: Trial | None = None

    @property
    def turns(self) -> bool:
        """Whether the mean gain is on either side of the line within the range."""
        return self._is_turned(self.low) != self._is_turned(self.high)

    @property
    def turns_above(self) -> bool:
        """Whether it has turned above the value, and not below."""
        return self._is_turned(self.high)

    @property
    def is_confirmed(self) -> bool:
        """Whether it is open at the value, and has turned 15 % beyond it."""
        if self.at is None or self.beyond is None:
            return False
        has_turned = self._is_turned(self.beyond) and not self.beyond.is_open(self.line)
        return self.at.is_open(self.line) and has_turned

    @property
    def is_never(self) -> bool:
        """Whether the answer is shown to be the same at both ends."""
        return not any(
            self._is_turned(end) or end.is_open(self.line) for end in (self.low, self.high)
        )

    def _is_turned(self, trial: Trial) -> bool:
        """Whether a trial lies on the other side of the line than the mean."""
        return (trial.gain.mean > self.line) != (self.mean > self.line)


def break_evens(
    chosen: Sequence[Input], found: Sequence[Decided], what: Seen, further: FurtherPairs
) -> tuple[BreakEven, ...]:
    """Where each of some inputs turns the answer, in their order; those that can be run alone.

    Args:
        chosen: the inputs.
        found: what decides each outcome.
        what: what was seen in the worlds of the comparison.
        further: runs the worlds again.
    """
    trials = Trials(what, further)
    ends = [(each, end) for each in chosen for end in _ends(each)]
    trials.make("Running each input at the ends of its range", ends, PAIRS)
    begun = [start for each in chosen if (start := _begun(each, found, trials)) is not None]
    of = {each.measure: each for each in found}
    pairs = PAIRS
    for _ in range(_ROUNDS):
        values = {
            at: _crossing(each, trials.of(each.input, of[each.measure]))
            for at, each in enumerate(begun)
            if each.turns and not each.is_confirmed
        }
        if not values:
            break
        asked = {at: (value, _beyond(begun[at], value)) for at, value in values.items()}
        flat = [(begun[at].input, value) for at, both in asked.items() for value in both]
        trials.make("Looking for where the answer turns", flat, pairs)
        for at, both in asked.items():
            each = begun[at]
            value, beyond = (trials.at(each.input, v, of[each.measure]) for v in both)
            begun[at] = replace(each, at=value, beyond=beyond)
        pairs *= 2
    return tuple(begun)


def _begun(of: Input, found: Sequence[Decided], trials: Trials) -> BreakEven | None:
    """The outcome that an input turns most clearly, with its ends; none if it cannot be run."""
    low, high = _ends(of)
    acts_on = [each for each in found if any(i.input == of for i in each.influences)]
    starts = []
    for each in acts_on or found:
        ends = trials.at(of, low, each), trials.at(of, high, each)
        if all(end.gain.is_known for end in ends):
            line = _line(each.mean, *(end.gain.mean for end in ends))
            starts.append(BreakEven(of, each.measure, each.mean, line, *ends))
    return max(starts, key=lambda start: (start.turns, _clearness(start)), default=None)


def _clearness(each: BreakEven) -> float:
    """How far apart the gains at both ends are, for what is open about them."""
    low, high = each.low.gain, each.high.gain
    apart, is_open = abs(high.mean - low.mean), low.half_width + high.half_width
    return apart / is_open if is_open > 0 else math.inf


def _line(mean: float, low: float, high: float) -> float:
    """The gain at which the answer turns: that which the ends lie across, or else the nearer."""
    if abs(mean) > 1:
        return 1.0 if mean > 0 else -1.0
    across = [line for line in (1.0, -1.0) if (low > line) != (high > line)]
    return min(across or (1.0, -1.0), key=lambda line: abs(line - mean))


def _crossing(each: BreakEven, tried: Sequence[Trial]) -> float:
    """Where the gain crosses the line, between two trials beside each other on either side."""
    above = [trial.gain.mean > each.line for trial in tried]
    at = next(at for at in range(len(tried) - 1) if above[at] != above[at + 1])
    one, other = tried[at], tried[at + 1]
    share = (each.line - one.gain.mean) / (other.gain.mean - one.gain.mean)
    return one.value + share * (other.value - one.value)


def _beyond(each: BreakEven, value: float) -> float:
    """A value 15 % further towards where it has turned."""
    low, high = _ends(each.input)
    step = _FURTHER * max(high - low, abs(value))
    return value + step if each.turns_above else value - step


def _ends(of: Input) -> tuple[float, float]:
    return float(of.estimate.low or 0), float(of.estimate.high or 0)

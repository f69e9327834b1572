"""Found worlds in words: how they were found, what is left of each input, which figures fight.

A reported figure is named and never quoted: it may be a count of real children.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.matching.conflicts import Fight, Met
from sim.experiment.matching.taught import Taught, TradeOff
from sim.experiment.matching.waves import Matched, Reached
from sim.experiment.worlds.world_table import WorldTable
from sim.present.words.names import clean
from sim.present.words.numbers import counted, number, percent
from sim.present.words.small_counts import given
from sim.present.words.why import named, value_of

_FEW_INPUTS = 3


def progress(reached: Reached, wanted: int) -> str:
    """What the bar says."""
    wave = f"Wave {reached.wave}" if reached.wave else "Sums"
    return f"{wave}, {counted(reached.kept, 'world')} of {wanted:,}"


def outcome(table: WorldTable) -> str:
    """What was found, in a sentence."""
    return (
        f"{counted(len(table), 'plausible world')} of {clean(table.title)}: in a run of its own "
        f"each reproduces {counted(len(table.reported), 'reported figure')} "
        f"({clean(table.figures)})."
    )


def how_found(found: Matched) -> str:
    """How many sets of values were tried, and what ruled out the others."""
    run = len(found.values)
    by_sums = found.summed - found.impossible - run
    return (
        f"{counted(found.tried, 'set')} of values tried: emulators ruled out all but "
        f"{found.summed:,}, of which {found.impossible:,} cannot be had together and {by_sums:,} "
        f"were left out by their exact sums. The other {run:,} had a run each, in "
        f"{counted(found.waves, 'wave')}; {len(found.kept):,} of them are kept. With those of the "
        f"plan, which show the chance of one run, it took {counted(found.runs, 'run')}."
    )


def nothing_found(found: Matched, title: str) -> str:
    """That no set of values reproduced everything."""
    return (
        f"No set of values was found under which {clean(title)} reproduces every reported figure. "
        f"{how_found(found)}"
    )


def lesson(taught: Sequence[Taught]) -> str:
    """What the figures taught, in a sentence without its stop: how many inputs, and which most."""
    known = [each for each in taught if each.is_taught]
    if not known:
        return "The reported figures say of no one input what chance would not say too"
    most = ", ".join(named(each.input) for each in known[:_FEW_INPUTS])
    return (
        f"The reported figures speak to {len(known)} of {counted(len(taught), 'input')}, "
        f"most of all to {most}"
    )


def left(taught: Taught) -> str:
    """What is left of one input: its range, and where nine in ten worlds lie."""
    told = (
        f"nine worlds in ten from {taught.left_low:.3g} to "
        f"{value_of(taught.input, taught.left_high)}, {percent(round(taught.share_left, 2))} of "
        f"what its range left open ({taught.low:g} to {taught.high:g}); planned {taught.planned:g}"
    )
    name = named(taught.input)
    return f"{name[:1].upper()}{name[1:]}: {given(taught.input, told)}."


def trade_off(pair: TradeOff) -> str:
    """One pair that trades off."""
    how = "lower" if pair.correlation < 0 else "higher"
    return (
        f"The higher {named(pair.inputs[0])}, the {how} {named(pair.inputs[1])} "
        f"(rank correlation {number(pair.correlation, 2, signed=True)})."
    )


def missed(met: Met, runs: int) -> str:
    """How often one figure was reproduced, and on which side it was missed."""
    side = "gave less" if met.below > met.above else "gave more"
    missed_ = max(met.below, met.above)
    if not missed_:
        return f"{clean(met.target.figure.title)}: in range in {met.runs:,} of {runs:,} runs"
    return (
        f"{clean(met.target.figure.title)}: in range in {met.runs:,} of {runs:,} runs; "
        f"{missed_:,} {side}"
    )


def fight(pair: Fight) -> str:
    """Two figures that could not be reproduced together, and what pulls them apart."""
    one, other = (clean(each.figure.title) for each in (pair.one, pair.other))
    told = (
        f"{one} and {other}: both in range in {counted(pair.together, 'run')}; the nearer one "
        f"comes to its range, the farther the other is from its own"
    )
    if not pair.inputs:
        return f"{told}."
    names = ", ".join(map(clean, pair.inputs))
    return f"{told}. What helps one and harms the other: {names}."

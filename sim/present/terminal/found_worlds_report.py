"""Found worlds for a terminal: what was found, what the figures taught, or why nothing fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType

from sim.experiment.matching.conflicts import Fight, Met
from sim.experiment.matching.taught import Taught, TradeOff
from sim.experiment.matching.waves import Matched
from sim.experiment.worlds.world_table import WorldTable
from sim.present.terminal.tables import figures, page, table, text
from sim.present.words import found_worlds as words
from sim.present.words.numbers import percent
from sim.present.words.small_counts import given
from sim.present.words.why import named

_MOST = 15
"""Inputs, and pairs of them, that are shown."""


def found(
    matched: Matched,
    worlds: WorldTable,
    taught: Sequence[Taught],
    trade_offs: Sequence[TradeOff],
) -> Group:
    """The worlds that were found, in words."""

    def parts() -> Iterator[RenderableType]:
        yield words.outcome(worlds)
        yield words.how_found(matched)
        yield ""
        yield f"{words.lesson(taught)}."
        yield ""
        known = [each for each in taught if each.is_taught]
        if known:
            yield _left(known[:_MOST])
        if trade_offs:
            yield "What trades off: rank correlations over the worlds, beyond chance."
            yield from (words.trade_off(pair) for pair in trade_offs[:_MOST])

    return page(parts())


def nothing(matched: Matched, title: str, met: Sequence[Met], fights: Sequence[Fight]) -> Group:
    """Why nothing fits: which figures were missed, and which fight."""

    def parts() -> Iterator[RenderableType]:
        yield words.nothing_found(matched, title)
        yield ""
        yield "How often each figure was reproduced, the one least often first:"
        yield from (f"  {words.missed(each, len(matched.values))}" for each in met)
        yield ""
        if fights:
            yield "Figures that fight:"
        else:
            yield ("No two figures take each other out of range: each is missed by itself.")
        yield from (f"  {words.fight(each)}" for each in fights)

    return page(parts())


def _left(taught: Sequence[Taught]) -> RenderableType:
    made = table(
        "What is left of an input: 9 worlds in 10",
        text("Input"),
        figures("Range"),
        figures("Planned"),
        figures("Left"),
        figures("Of the range"),
    )
    for each in taught:
        made.add_row(
            named(each.input),
            *(
                given(each.input, told)
                for told in (
                    f"{each.low:g} to {each.high:g}",
                    f"{each.planned:g}",
                    f"{each.left_low:.3g} to {each.left_high:.3g}",
                )
            ),
            percent(round(each.share_left, 2)),
        )
    return made

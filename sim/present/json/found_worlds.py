"""Found worlds as JSON: how they were found, what the figures taught, or which of them fight."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.matching.conflicts import Fight, Met
from sim.experiment.matching.taught import Taught, TradeOff
from sim.experiment.matching.waves import Matched
from sim.experiment.worlds.world_table import WorldTable
from sim.present.json.results import Json, fields, record
from sim.present.words.small_counts import given


def found(
    matched: Matched,
    worlds: WorldTable | None,
    taught: Sequence[Taught],
    trade_offs: Sequence[TradeOff],
    met: Sequence[Met],
    fights: Sequence[Fight],
    left_out: Sequence[str],
) -> Json:
    """Worlds that were looked for.

    Keys, in this order:
    `worlds`, how many were found; `identity`, of their table, null where there are none; `counts`,
    sets `tried`, those `summed` and `impossible`, sets run in so many `waves`, all `runs`;
    `taught`, for each input its path as `name`, its range `low` and `high`, the value `planned`,
    `left_low`, `left_middle` and `left_high` (5, 50 and 95 % of the worlds), `share_left`,
    `distance` and `is_taught`; `trade_offs`, the paths of pairs with their rank `correlation`;
    `met`, for each figure the runs in its range, below and above; `fights`, pairs of figures that
    take each other out of their ranges, with the `inputs` that pull them apart; `left_out`, figures
    that the scenario has not, and why.
    """
    return record(
        "worlds",
        worlds=0 if worlds is None else len(worlds),
        identity=None if worlds is None else worlds.identity,
        counts={
            "tried": matched.tried,
            "summed": matched.summed,
            "impossible": matched.impossible,
            "run": len(matched.values),
            "waves": matched.waves,
            "runs": matched.runs,
        },
        taught=[_taught(each) for each in taught],
        trade_offs=[fields(each, "one", "other", "correlation") for each in trade_offs],
        met=[
            {
                "title": each.target.figure.title,
                "in_range": each.runs,
                "below": each.below,
                "above": each.above,
            }
            for each in met
        ],
        fights=[
            {
                "one": each.one.figure.title,
                "other": each.other.figure.title,
                "together": each.together,
                "correlation": each.correlation,
                "inputs": each.inputs,
            }
            for each in fights
        ],
        left_out=list(left_out),
    )


def _taught(each: Taught) -> Json:
    """One input; without its numbers where it counts few children."""
    numbers = fields(each, "low", "high", "planned", "left_low", "left_middle", "left_high")
    told = {name: given(each.input, value) for name, value in numbers.items()}
    return {**fields(each, "name"), **told, **fields(each, "share_left", "distance", "is_taught")}

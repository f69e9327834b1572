"""Validated: what runs show of reported figures, those first that come out of the workload.

A figure that inputs set, or bring about whatever the staff, is reproduced as they were chosen to
reproduce it; one of which only a range was reported is easily met.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.studies.validation import Held, Reproduction
from sim.experiment.worlds.worlds import Basis
from sim.present.words.numbers import counted
from sim.scenario.file.reported import Kind

ORDER: tuple[Kind | None, ...] = ("workload", None, "consequence", "input")
"""Kinds of figures, those that show most first."""

CHECKS = {
    Basis.WORLDS: "These runs are in worlds that were chosen because they reproduce these figures: "
    "that they do so shows that worlds were found, and is no independent check of the model.",
    Basis.RANGES: "These runs are in worlds drawn from the ranges of all inputs, whatever they "
    "reproduce: with inputs as planned they may come closer.",
    Basis.PLANNED: "These runs have all inputs as planned. Posts and hours of work were chosen "
    "with some of these figures in view, so that this is no independent check of the model.",
}
"""How far what is reproduced bears the model out, by where its inputs come from."""


def by_what_shows_most(held: Sequence[Held]) -> list[Held]:
    """Figures that come out of the workload, then consequences of inputs, then inputs."""
    return sorted(held, key=lambda each: ORDER.index(each.figure.kind))


def finding(held: Sequence[Held]) -> str:
    """How many figures are reproduced, those that show most counted first and by themselves."""
    out_of_workload = [each for each in held if each.figure.kind in ("workload", None)]
    numbers = [each for each in out_of_workload if each.figure.reported is not None]
    ranges = [each for each in out_of_workload if each.figure.reported is None]
    others = [each for each in held if each.figure.kind in ("consequence", "input")]
    told = [
        f"{_reproduced(of)} of {counted(len(of), 'figure')} {what}"
        for of, what in (
            (numbers, "that come out of the workload"),
            (ranges, "of which only a range is known"),
            (others, "that inputs set or bring about"),
        )
        if of
    ]
    return f"Reproduced: {'; '.join(told)}"


def _reproduced(held: Sequence[Held]) -> int:
    return sum(each.verdict is Reproduction.REPRODUCED for each in held)

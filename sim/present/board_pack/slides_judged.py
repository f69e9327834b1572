"""The slides of what is judged: losses beside gains, and all of it against its margin."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Comparison, Judged
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.worlds.worlds import Basis
from sim.present.board_pack.look import CHART, SMALLEST
from sim.present.board_pack.material import Material, gain, in_order, lowered
from sim.present.board_pack.native_rows import Row, rows
from sim.present.board_pack.page import Line, Page
from sim.present.board_pack.template import Sheet
from sim.present.palette import BETTER, BLUE, GREY, WORSE
from sim.present.words import answer
from sim.present.words.measures import definition
from sim.present.words.numbers import percent

_COLOURS = {
    Verdict.BETTER: BETTER,
    Verdict.WORSE: WORSE,
    Verdict.SAME: BLUE,
    Verdict.CANNOT_TELL: GREY,
}
_NONE = ["None is shown.", "", ""]
_FEW = 4
"""Rows that both tables show in large text."""


def losses_and_gains(sheet: Sheet, material: Material) -> None:
    """What gets worse beside what gets better, the gravest first."""
    comparison = material.comparison
    worse, better = answer.losses(comparison), answer.gains(comparison)
    heading = answer.counts(comparison)
    spoken = (
        f"{heading}. What may get worse, or cannot be told, stands below and counts as neither."
    )
    foot = material.foot("Judged", "Losses by consequence, statutory duties first.")
    page = Page(sheet, heading, foot, spoken)
    above, below = page.body.rows(0, 1.25)
    for box, found, head in zip(
        above.columns(1, 1), (worse, better), ("▼ Gets worse", "▲ Gets better"), strict=True
    ):
        told = [_told(each) for each in found]
        says = f"{head}: {'; '.join(': '.join(row) for row in told) or 'none'}."
        page.table(
            box,
            [[head, "From A to B", "How likely"], *(told or [_NONE])],
            (2.4, 1.5, 1.9),
            says,
            CHART if max(len(worse), len(better)) <= _FEW else SMALLEST,
        )
    page.text(below, [Line(f"{head}: {_list(found)}.") for head, found in beside(comparison)])
    page.finished()


def beside(comparison: Comparison) -> list[tuple[str, list[Judged]]]:
    """What is judged and neither gets better nor worse, under what is said of it."""
    moved = {"Gets worse", "Gets better"}
    return [each for each in answer.sorted_out(comparison).items() if each[0] not in moved]


def how_sure(sheet: Sheet, material: Material) -> None:
    """All that is judged against its margin, in one scale."""
    comparison = material.comparison
    found = [each for each in in_order(comparison) if each.outcome.difference.is_known]
    likely = [each for each in found if each.verdict in {Verdict.BETTER, Verdict.WORSE}]
    heading = (
        f"{len(likely) or 'None'} of {len(comparison.judged)} judged outcomes are likely to go "
        f"beyond their margin"
    )
    one_year = answer.one_year(comparison.primaries[0])
    spoken = (
        f"{answer.basis(comparison).rstrip('.').replace('. ', '; ')}. One year is not the mean: in "
        f"{lowered(answer.title(comparison.primaries[0]))}, {one_year}."
    )
    sure = percent(comparison.confidence)
    planned = comparison.basis is Basis.PLANNED
    lines = f"{sure} intervals of chance" if planned else f"{sure} of what is plausible"
    foot = material.foot("Judged, Worlds and Years", f"Lines: {lines}.")
    page = Page(sheet, heading, foot, spoken)
    if not found:
        page.text(page.body, [Line("No difference has an interval.")])
        page.finished()
        return
    chart, below = page.body.rows(0, 0.85, gap=0.05)
    drawn = [_row(each) for each in found]
    told = "; ".join(f"{row.name} {row.figures}" for row in drawn)
    says = f"Gains with {sure} intervals in multiples of their margins: {told}."
    heads = ("Judged outcome", "◄ loss, in margins, gain ►", "From A to B; gain or loss likely?")
    rows(page, chart, drawn, heads, says, (5.3, 3.4, 3.5))
    page.text(
        below,
        [
            Line("Between the dashed lines a difference is not worth acting on; what goes beyond "
                 "the scale is cut there."),
            Line(f"In one single year: {lowered(answer.title(comparison.primaries[0]))}, "
                 f"{one_year}; {answer.chance_and_doubt(comparison.primaries[0])}."),
        ],
    )  # fmt: skip
    page.finished()


def _row(judged: Judged) -> Row:
    shown = judged.outcome.difference.in_units_of(judged.margin)
    shown = shown if definition(judged.outcome).better == "higher" else shown.negated()
    return Row(
        name=answer.title(judged).replace(" in the worst-off", ", worst-off"),
        figures=f"{answer.from_to(judged)}; {answer.SYMBOLS[judged.verdict]} {judged.verdict}",
        ends=(shown.low, shown.high),
        middle=gain(judged),
        colour=_COLOURS[judged.verdict],
    )


def _told(judged: Judged) -> list[str]:
    return [answer.title(judged), answer.from_to(judged), answer.odds(judged)]


def _list(judged: Sequence[Judged]) -> str:
    return (
        "; ".join(f"{lowered(answer.title(each))}, {answer.from_to(each)}" for each in judged)
        or "none"
    )

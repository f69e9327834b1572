"""The slides of what the answer hangs on: what would change it, and which step brings what."""

from __future__ import annotations

from sim.experiment.comparison import Comparison
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.bridge import Bridge, Bridged
from sim.experiment.studies.decisions import Answered
from sim.experiment.studies.why import Why
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import conditions
from sim.present.board_pack.look import BODY, LEAD
from sim.present.board_pack.material import Material, in_order, largest
from sim.present.board_pack.native_bridge import waterfall
from sim.present.board_pack.native_rows import Row, rows
from sim.present.board_pack.page import Line, Page
from sim.present.board_pack.template import Box, Sheet
from sim.present.palette import BLUE
from sim.present.waterfall import bars
from sim.present.words import answer
from sim.present.words import bridge as bridge_words
from sim.present.words import why as words
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import counted, number
from sim.present.words.small_counts import given
from sim.scenario.words import listed

_CHOICES = 3
_INPUTS = 6


def what_would_change_it(sheet: Sheet, material: Material) -> None:
    """The inputs that move it most, where they turn it, and the answer under other rules."""
    why = material.why
    heading = words.depends_on(material.comparison, why).rstrip(".")
    spoken = f"{heading}. {_first_to_measure(why)}"
    page = Page(sheet, heading, material.foot("Decides, Turns and Choices"), spoken)
    if why is None or not why.was_run:
        page.text(page.body, _not_run(why))
        page.finished()
        return
    chart, below = page.body.rows(0, 1.55, gap=0.05)
    _tornado(page, chart, why)
    page.text(below, [Line("The answer under other rules", bold=True), *_choices(why)])
    page.finished()


def bridge(sheet: Sheet, material: Material) -> None:
    """Which step from A to B brings how much: teams, assessment and rules told apart."""
    found = material.bridge
    if found is None or not found.ways.steps:
        return
    shown = _shown(material, found)
    names = listed([bridge_words.name(step) for step in found.ways.steps])
    heading = bridge_words.finding(found)
    spoken = (
        f"From today's structure to the proposal in {counted(len(found.ways.steps), 'step')}: "
        f"{names}. {heading}."
    )
    foot = material.foot(
        "Bridge", "▲ better by itself, ▼ worse, = the same, ? cannot tell; in another order others."
    )
    page = Page(sheet, heading, foot, spoken)
    for box, each in zip(page.body.columns(*[1] * len(shown)), shown, strict=True):
        _one_bridge(page, box, each, found)
    page.finished()


def _not_run(why: Why | None) -> list[Line]:
    how = [
        Line("Where the answer turns, and what other rules would do, was not run.", LEAD, True),
        Line(f"How to get it: {conditions.HOW}. It runs the worlds again with one thing changed, "
             f"some hundred runs, and fills this slide.", LEAD),
    ]  # fmt: skip
    if why is None:
        return how
    told = conditions.leading(why)[:_INPUTS]
    if not told:
        few = f"{counted(why.worlds, 'world')} do not tell the inputs apart."
        return [*how, Line(few, LEAD)]
    head = f"What decides it, from the {why.worlds} worlds alone (share of the variance):"
    return [*how, Line(head, LEAD, True), *(Line(each, 16, is_item=True) for each in told)]


def _tornado(page: Page, box: Box, why: Why) -> None:
    if not why.break_evens:
        few = f"{counted(why.worlds, 'world')} do not tell the inputs apart: none is ranked."
        page.text(box, [Line(few, LEAD)])
        return
    drawn = [_row(each) for each in why.break_evens]
    says = (
        "What B gains with an input at the low and at the high end of its evidence, in margins: "
        + "; ".join(f"{row.name}, {row.figures}" for row in drawn)
    )
    heads = (
        "Input, and what it moves most",
        "◄ loss, in margins, gain ►",
        "At its low and high end; ◆ where it turns",
    )
    rows(page, box, drawn, heads, says, (4.2, 3.8, 4.2))


def _row(of: BreakEven) -> Row:
    ends = of.low.gain.mean, of.high.gain.mean
    at = of.at.gain.mean if of.at is not None and of.is_confirmed else None
    low, high = (given(of.input, f"{end.value:g}") for end in (of.low, of.high))
    return Row(
        name=f"{words.named(of.input)}: {in_plain_words(CATALOGUE[of.measure])}",
        figures=f"{low}: {_gain(ends[0])}; {high}: {_gain(ends[1])}; {words.turn(of)}",
        ends=(min(ends), max(ends)),
        middle=of.mean,
        colour=BLUE,
        turns=at,
    )


def _gain(value: float) -> str:
    return number(value, 1, signed=True)


def _choices(why: Why) -> list[Line]:
    if why.decisions is None:
        return []
    planned = why.decisions.planned
    told = sorted(why.decisions.answers, key=lambda each: -_turned(each, planned))
    shown = [words.under(each, planned) for each in told[:_CHOICES]]
    if more := len(told) - len(shown):
        shown.append(f"{counted(more, 'other choice')} in the report of `--why`.")
    return [Line(each, BODY, is_item=True) for each in shown]


def _turned(of: Answered, planned: Comparison) -> int:
    """How many verdicts a choice changes."""
    was = {each.outcome.key: each.verdict for each in planned.judged}
    found = of.comparison.judged if of.comparison else ()
    return sum(was.get(each.outcome.key, each.verdict) is not each.verdict for each in found)


def _first_to_measure(why: Why | None) -> str:
    if why is None or not why.finding_out.ranked:
        return "The worlds name no input that is worth finding out by itself."
    return words.found_out(why.finding_out.ranked[0])


def _shown(material: Material, found: Bridge) -> list[Bridged]:
    """The largest loss and the largest gain; where there is none of them, what is judged first."""
    comparison = material.comparison
    by_measure = {each.measure: each for each in found.outcomes}
    wanted = [largest(answer.losses(comparison)), largest(answer.gains(comparison))]
    keys = [each.outcome.key.measure for each in wanted if each]
    keys += [each.outcome.key.measure for each in in_order(comparison)]
    return [by_measure[key] for key in dict.fromkeys(keys) if key in by_measure][:2]


def _one_bridge(page: Page, box: Box, of: Bridged, found: Bridge) -> None:
    drawn = bars(of, found.ways)
    head, rest = box.rows(0.6, 0, gap=0.05)
    page.text(head, [Line(bridge_words.title(of), 16, bold=True)])
    decimals = bridge_words.decimals(of.whole)
    waterfall(page, rest, drawn, decimals, bridge_words.said(of, found.ways))

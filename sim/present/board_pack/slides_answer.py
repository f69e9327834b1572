"""The slides around the figures: the answer, the two structures, how sure it is, what to decide."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR

from sim.experiment.comparison import Outcome, Primary
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import fit, teams_picture
from sim.present.board_pack.look import BODY, DARK, GREY, LEAD, LINE, SMALLEST, VERDICTS, WHITE
from sim.present.board_pack.material import Material
from sim.present.board_pack.native_charts import AXIS, Gain, gains
from sim.present.board_pack.page import Box, Line, Page, described, filled
from sim.present.board_pack.template import Sheet
from sim.present.words import decisions, findings, limits, small_print, words
from sim.present.words.measures import titled
from sim.present.words.numbers import difference, level, mean_and_ends, percent
from sim.present.words.small_counts import changes

_MOST_LOCALITIES = 4
"""Localities shown one by one below a primary outcome."""
_ASSUMPTIONS = 3
BESIDE, FIGURES = 13, 17
"""Sizes of text beside the picture of differences, and of figures in a card."""


def answer(sheet: Sheet, material: Material) -> None:
    """The question, and the answer in one sentence."""
    comparison = material.comparison
    notes = (
        f"{' '.join([words.answer(comparison), findings.beside(comparison), *material.caveats])}\n"
        f"Source: three primary outcomes named before any run; workbook, sheet Answer."
    )
    page = Page(sheet, findings.headline(comparison), material.basis, notes)
    asked, cards, beside = page.body.rows(0.95, 0, 1.0)
    page.text(asked, [Line(findings.question(comparison), LEAD)])
    foot = beside.top + beside.height
    cards = cards._replace(height=min(cards.height, 2.6 if material.caveats else 3.1))
    for box, primary in zip(cards.columns(1, 1, 1), comparison.primaries, strict=True):
        _card(page, box, primary)
    top = cards.top + cards.height + 0.2
    beside = beside._replace(top=top, height=foot - top)
    page.text(
        beside,
        [
            Line(findings.beside(comparison), LEAD, bold=True),
            *(Line(caveat, SMALLEST, bold=True) for caveat in material.caveats),
            Line(f"A is {comparison.a.title}. B is {comparison.b.title}.", SMALLEST, colour=GREY),
        ],
    )
    page.finished()


def structures(sheet: Sheet, material: Material) -> None:
    """Both structures side by side: teams, and what each owns."""
    a, b = material.comparison.a, material.comparison.b
    found = changes(a, b)
    teams = [each.sentence for each in found if each.kind == "teams"]
    notes = (
        f"{teams_picture.says(a)} {teams_picture.says(b)}\n"
        f"What B changes in A: {'; '.join(each.sentence for each in found) or 'nothing'}.\n"
        f"Source: the two scenarios; workbook, sheets Differences and Inputs."
    )
    foot = "FTE: full-time equivalent posts, all roles, with those vacant."
    page = Page(sheet, findings.structures(a, b), foot, notes)
    pictures, below = page.body.rows(0, 0.75 if teams else 0.01)
    for box, scenario, label in zip(
        pictures.columns(1, 1, gap=0.4), (a, b), (material.a, material.b), strict=True
    ):
        head, body = box.rows(0.36, 0, gap=0.06)
        page.text(head, [Line(label, LEAD, bold=True)])
        teams_picture.picture(page, body, scenario)
    if teams:
        page.text(below, [Line(f"What changes: {'; '.join(teams)}.", BODY)])
    page.finished()


def how_sure(sheet: Sheet, material: Material) -> None:
    """Intervals against margins, the assumptions that decide it, what the model cannot say."""
    comparison = material.comparison
    lead, chosen = decisions.deciding(comparison, material.sensitivity)
    said = [decisions.assumption(each) for each in chosen[:_ASSUMPTIONS]]
    evidence = decisions.evidence(comparison.a, comparison.b)
    limits_told = [f"{title} {why}" for title, why in limits.LIMITS]
    notes = (
        f"{small_print.confidence(comparison)} {small_print.precision(comparison)} {lead} "
        f"{'; '.join(said)}. {evidence}\n"
        f"What the model cannot say: {' '.join(limits_told)}\n"
        f"Source: workbook, sheets Answer, Localities and Assumptions."
    )
    foot = f"{material.basis} Squares: primary outcomes, together; circles: localities, alone."
    page = Page(sheet, findings.certainty(comparison), foot, notes)
    left, right = page.body.columns(1.75, 1)
    _forest(page, left, material)
    page.text(
        right,
        [
            Line("What may decide it", BODY, bold=True),
            Line(lead, BESIDE),
            *(Line(each, BESIDE, is_item=True) for each in said),
            Line(evidence, BESIDE),
            Line("What the model cannot say", BODY, bold=True),
            *(Line(title, BESIDE, is_item=True) for title, _ in limits.LIMITS),
        ],
    )
    page.finished()


def decide(sheet: Sheet, material: Material) -> None:
    """What the board has to settle next."""
    found = decisions.decisions(material.comparison, material.sensitivity)
    told = "; ".join(f"{at}. {each.what}" for at, each in enumerate(found, start=1))
    notes = (
        f"The board is asked to settle: {told}. The last column is empty for the owner and the "
        f"date.\nSource: verdicts and intervals of this comparison; workbook, sheets Answer, "
        f"Measures and Assumptions."
    )
    title = f"{len(found)} decisions follow for the Board"
    page = Page(sheet, title, material.basis, notes)
    rows = [["No.", "Decision", "Why", "Owner, by when"]]
    rows += [[f"{at}", each.what, each.why, ""] for at, each in enumerate(found, start=1)]
    page.table(page.body, rows, (0.55, 4.6, 5.2, 1.9), f"Decisions for the Board: {told}.")
    page.finished()


def _card(page: Page, box: Box, primary: Primary) -> None:
    """One primary outcome: what it was, what it becomes, and the verdict."""
    outcome, definition = primary.outcome, CATALOGUE[primary.outcome.key.measure]
    unit = definition.unit
    group = page.slide.shapes.add_group_shape()
    frame = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *page.place(box))
    filled(frame, WHITE, LINE)
    banner = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *page.place(box._replace(height=0.75)))
    filled(banner, VERDICTS[primary.verdict])
    said = f"{findings.SYMBOLS[primary.verdict]} {words.verdict(primary)}"
    size = fit.size_for(said, box.width - 0.4, 0.35, LEAD, BODY)
    page.write(banner, [Line(said, size, True, WHITE)], margin=0.15)
    body = group.shapes.add_textbox(
        *page.place(Box(box.left, box.top + 0.75, box.width, box.height - 0.75))
    )
    shown, ends = mean_and_ends(outcome.difference, unit, signed=True)
    page.write(
        body,
        [
            Line(titled(definition), BODY, bold=True),
            Line(f"A: {level(outcome.a, unit)}", FIGURES),
            Line(f"B: {level(outcome.b, unit)}", FIGURES),
            Line(f"B - A: {shown} {ends}".rstrip(), FIGURES, bold=True, colour=DARK),
            Line(f"{_good(outcome)} Margin: {words.margin(primary)}.", SMALLEST, colour=GREY),
        ],
        margin=0.15,
        anchor=MSO_ANCHOR.TOP,
    )
    described(
        group,
        f"{definition.title}: {words.verdict(primary)}. A {level(outcome.a, unit)}, B "
        f"{level(outcome.b, unit)}, difference {difference(outcome.difference, unit)}.",
    )


def _good(outcome: Outcome) -> str:
    return f"{CATALOGUE[outcome.key.measure].better.capitalize()} is better."


def _forest(page: Page, box: Box, material: Material) -> None:
    """Gains in multiples of their margin, names to the left and figures to the right."""
    rows = list(_rows(material))
    if not rows:
        page.text(box, [Line("No difference has an interval.", BODY)])
        return
    head, body, foot = box.rows(0.5, 0, 0.32, gap=0.05)
    tall = min((body.height - AXIS) / len(rows), 0.62)
    body = body._replace(height=tall * len(rows) + AXIS)
    names, middle, figures = body.columns(2.6, 3.0, 2.3, gap=0.05)
    heads = [part._replace(height=head.height, top=head.top) for part in (names, middle, figures)]
    for part, text in zip(
        heads,
        ("Outcome", "◄ worse, in margins, better ►", "B - A, interval"),
        strict=True,
    ):
        page.text(part, [Line(text, SMALLEST, bold=True)])
    confidence = percent(material.comparison.confidence)
    told = "; ".join(f"{row.name} {text}" for row, text in rows)
    gains(
        page,
        middle,
        [row for row, _ in rows],
        f"Gains with intervals in multiples of their margins, confidence {confidence}: {told}.",
    )
    group = page.slide.shapes.add_group_shape()
    for at, (row, text) in enumerate(rows):
        top = body.top + at * tall
        for part, said in ((names, row.name), (figures, text)):
            shape = group.shapes.add_textbox(*page.place(Box(part.left, top, part.width, tall)))
            fitting = fit.cut(said, part.width, SMALLEST, 2 if tall > 0.4 else 1, row.is_primary)
            page.write(shape, [Line(fitting, SMALLEST, row.is_primary)])
    described(group, f"Names and figures beside the chart: {told}.")
    below = foot._replace(top=body.top + body.height)
    page.text(
        below,
        [
            Line(
                "Right of the solid line: better. Left of the dashed line: a loss that matters.",
                SMALLEST,
            )
        ],
    )


def _rows(material: Material) -> Iterator[tuple[Gain, str]]:
    """Each primary outcome, then the same in each locality, where there is room for them."""
    for primary in material.comparison.primaries:
        parts = material.comparison.parts(primary.outcome.key.measure, "locality")
        shown = parts if len(parts) <= _MOST_LOCALITIES else []
        for outcome in (primary.outcome, *shown):
            if not outcome.difference.is_known:
                continue
            definition = CATALOGUE[outcome.key.measure]
            yield (
                Gain(
                    outcome.key.name or definition.title,
                    _in_margins(outcome, primary.margin),
                    is_primary=not outcome.key.name,
                ),
                difference(outcome.difference, definition.unit),
            )


def _in_margins(outcome: Outcome, margin: float) -> Interval:
    """The gain as a multiple of the margin; positive is good."""
    found = outcome.difference
    gain = found if CATALOGUE[outcome.key.measure].better == "higher" else found.negated()
    return Interval(gain.mean / margin, gain.low / margin, gain.high / margin, gain.replications)

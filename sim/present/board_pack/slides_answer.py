"""The slides around the figures: the answer, the two structures, how sure it is, what to decide."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.enum.text import MSO_ANCHOR

from sim.experiment.comparison import Primary
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import fit, teams_picture
from sim.present.board_pack.look import BODY, LEAD, SMALLEST
from sim.present.board_pack.material import Material
from sim.present.board_pack.native_charts import AXIS, Gain, gains
from sim.present.board_pack.page import Line, Page, described
from sim.present.board_pack.template import Box, Sheet
from sim.present.palette import BANNERS, EDGE, QUIET, WHITE
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
    asked, rest = page.body.rows(0.95, 0)
    page.text(asked, [Line(findings.question(comparison), LEAD)])
    tall = min(rest.height - 1.15, 2.6 if material.caveats else 3.1)
    cards, beside = rest.rows(tall, 0, gap=0.2)
    for box, primary in zip(cards.columns(1, 1, 1), comparison.primaries, strict=True):
        _card(page, box, primary)
    page.text(
        beside,
        [
            Line(findings.beside(comparison), LEAD, bold=True),
            *(Line(caveat, SMALLEST, bold=True) for caveat in material.caveats),
            Line(f"A is {comparison.a.title}. B is {comparison.b.title}.", SMALLEST, colour=QUIET),
        ],
    )
    page.finished()


def structures(sheet: Sheet, material: Material) -> None:
    """Both structures side by side: teams, and what each owns."""
    a, b = material.comparison.a, material.comparison.b
    found = changes(a, b)
    teams = "; ".join(each.sentence for each in found if each.kind == "teams")
    notes = (
        f"{teams_picture.says(a)} {teams_picture.says(b)}\n"
        f"What B changes in A: {'; '.join(each.sentence for each in found) or 'nothing'}.\n"
        f"Source: the two scenarios; workbook, sheets Differences and Inputs."
    )
    foot = "FTE: full-time equivalent posts, all roles, with those vacant."
    page = Page(sheet, findings.structures(a, b), foot, notes)
    pictures, below = page.body.rows(0, 0.75 if teams else 0.01)
    sides = pictures.columns(1, 1, gap=0.4)
    for box, scenario, name in zip(sides, (a, b), (material.a, material.b), strict=True):
        teams_picture.picture(page, page.headed(box, name, LEAD, tall=0.36), scenario)
    if teams:
        page.text(below, [Line(f"What changes: {teams}.")])
    page.finished()


def how_sure(sheet: Sheet, material: Material) -> None:
    """Intervals against margins, the assumptions that decide it, what the model cannot say."""
    comparison = material.comparison
    lead, chosen = decisions.deciding(comparison, material.sensitivity)
    said = [decisions.assumption(each) for each in chosen[:_ASSUMPTIONS]]
    evidence = decisions.evidence(comparison.a, comparison.b)
    notes = (
        f"{small_print.confidence(comparison)} {small_print.precision(comparison)} {lead} "
        f"{'; '.join(said)}. {evidence}\n"
        f"What the model cannot say: {' '.join(f'{title} {why}' for title, why in limits.LIMITS)}\n"
        f"Source: workbook, sheets Answer, Localities and Assumptions."
    )
    foot = f"{material.basis} Squares: primary outcomes, together; circles: localities, alone."
    page = Page(sheet, findings.certainty(comparison), foot, notes)
    left, right = page.body.columns(1.75, 1)
    _forest(page, left, material)
    page.text(
        right,
        [
            Line("What may decide it", bold=True),
            Line(lead, BESIDE),
            *(Line(each, BESIDE, is_item=True) for each in said),
            Line(evidence, BESIDE),
            Line("What the model cannot say", bold=True),
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
    page = Page(sheet, f"{len(found)} decisions follow for the Board", material.basis, notes)
    rows = [["No.", "Decision", "Why", "Owner, by when"]]
    rows += [[f"{at}", each.what, each.why, ""] for at, each in enumerate(found, start=1)]
    page.table(page.body, rows, (0.55, 4.6, 5.2, 1.9), f"Decisions for the Board: {told}.")
    page.finished()


def _card(page: Page, box: Box, primary: Primary) -> None:
    """One primary outcome: what it was, what it becomes, and the verdict."""
    outcome, definition = primary.outcome, CATALOGUE[primary.outcome.key.measure]
    a, b = (level(each, definition.unit) for each in (outcome.a, outcome.b))
    verdict = words.verdict(primary)
    group = page.slide.shapes.add_group_shape()
    page.block(group, box, fill=WHITE, edge=EDGE)
    top, below = box.rows(0.75, 0, gap=0)
    said = f"{findings.SYMBOLS[primary.verdict]} {verdict}"
    size = fit.size_for(said, box.width - 0.4, 0.35, LEAD, BODY)
    banner = BANNERS[primary.verdict]
    page.block(group, top, [Line(said, size, True, WHITE)], fill=banner, margin=0.15)
    shown, ends = mean_and_ends(outcome.difference, definition.unit, signed=True)
    better = f"{definition.better.capitalize()} is better."
    page.block(
        group,
        below,
        [
            Line(titled(definition), bold=True),
            Line(f"A: {a}", FIGURES),
            Line(f"B: {b}", FIGURES),
            Line(f"B - A: {shown} {ends}".rstrip(), FIGURES, bold=True),
            Line(f"{better} Margin: {words.margin(primary)}.", SMALLEST, colour=QUIET),
        ],
        margin=0.15,
        anchor=MSO_ANCHOR.TOP,
    )
    described(
        group,
        f"{definition.title}: {verdict}. A {a}, B {b}, difference "
        f"{difference(outcome.difference, definition.unit)}.",
    )


def _forest(page: Page, box: Box, material: Material) -> None:
    """Gains in multiples of their margin, names to the left and figures to the right."""
    rows = list(_rows(material))
    if not rows:
        page.text(box, [Line("No difference has an interval.")])
        return
    head, body, foot = box.rows(0.5, 0, 0.32, gap=0.05)
    tall = min((body.height - AXIS) / len(rows), 0.62)
    body = body._replace(height=tall * len(rows) + AXIS)
    names, middle, figures = body.columns(2.6, 3.0, 2.3, gap=0.05)
    heads = ("Outcome", "◄ worse, in margins, better ►", "B - A, interval")
    for part, text in zip((names, middle, figures), heads, strict=True):
        above = part._replace(height=head.height, top=head.top)
        page.text(above, [Line(text, SMALLEST, bold=True)])
    confidence = percent(material.comparison.confidence)
    told = "; ".join(f"{row.name} {text}" for row, text in rows)
    says = f"Gains with intervals in multiples of their margins, confidence {confidence}: {told}."
    gains(page, middle, [row for row, _ in rows], says)
    group = page.slide.shapes.add_group_shape()
    for at, (row, text) in enumerate(rows):
        for part, said in ((names, row.name), (figures, text)):
            place = part._replace(top=body.top + at * tall, height=tall)
            fitting = fit.cut(said, part.width, SMALLEST, 2 if tall > 0.4 else 1, row.is_primary)
            page.block(group, place, [Line(fitting, SMALLEST, row.is_primary)])
    described(group, f"Names and figures beside the chart: {told}.")
    how = "Right of the solid line: better. Left of the dashed line: a loss that matters."
    page.text(foot._replace(top=body.top + body.height), [Line(how, SMALLEST)])


def _rows(material: Material) -> Iterator[tuple[Gain, str]]:
    """Each primary outcome, then the same in each locality, where there is room for them."""
    for primary in material.comparison.primaries:
        definition = CATALOGUE[primary.outcome.key.measure]
        parts = material.comparison.parts(primary.outcome.key.measure, "locality")
        shown = parts if len(parts) <= _MOST_LOCALITIES else []
        for outcome in (primary.outcome, *shown):
            found, part = outcome.difference, outcome.key.name
            if found.is_known:
                gain = found if definition.better == "higher" else found.negated()
                in_margins = gain.in_units_of(primary.margin)
                yield (
                    Gain(part or definition.title, in_margins, is_primary=not part),
                    difference(found, definition.unit),
                )

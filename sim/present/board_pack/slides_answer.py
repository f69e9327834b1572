"""The slides around the figures: the answer, the two structures, what is to be decided."""

from __future__ import annotations

from pptx.enum.text import MSO_ANCHOR

from sim.experiment.comparison import Judged
from sim.present.board_pack import teams_picture
from sim.present.board_pack.decisions import decisions
from sim.present.board_pack.look import BODY, LEAD, SMALLEST
from sim.present.board_pack.material import Material, finding, largest, lowered
from sim.present.board_pack.page import Line, Page, described
from sim.present.board_pack.template import Box, Sheet
from sim.present.palette import BANNERS, EDGE, WHITE
from sim.present.words import answer, findings, limits
from sim.present.words.small_counts import changes
from sim.present.words.why import depends_on

_NO_LOSS = "No loss worth acting on is shown"
_NO_GAIN = "No gain worth acting on is shown"


def first(sheet: Sheet, material: Material) -> None:
    """The answer: the largest loss beside the largest gain, and what it depends on."""
    comparison = material.comparison
    loss, gain = largest(answer.losses(comparison)), largest(answer.gains(comparison))
    depends = depends_on(comparison, material.why)
    spoken = (
        f"{_spoken(loss, 'worse', _NO_LOSS)}, and {lowered(_spoken(gain, 'better', _NO_GAIN))}. "
        f"{depends}"
    )
    page = Page(sheet, title(material), material.foot("Judged"), spoken)
    asked, rest = page.body.rows(0.5, 0, gap=0.1)
    page.text(asked, [Line(findings.question(comparison))])
    cards, below = rest.rows(2.15, 0, gap=0.1)
    left, middle, right = cards.columns(1, 1, 1)
    _card(page, left, "▼ Largest loss", BANNERS["worse"], _of(loss, _NO_LOSS))
    _card(page, middle, "▲ Largest gain", BANNERS["better"], _of(gain, _NO_GAIN))
    _card(page, right, "What it depends on", BANNERS["cannot tell"],
          [Line(depends, LEAD if len(depends) < 130 else BODY)])  # fmt: skip
    draft = answer.draft(comparison)
    page.text(
        below,
        [
            *([Line(f"{draft}.", LEAD, bold=True)] if draft else []),
            Line(answer.headline(comparison), 16, bold=True),
            Line(answer.basis(comparison), BODY),
            *(Line(caveat, SMALLEST) for caveat in material.caveats),
        ],
    )
    page.finished()


def structures(sheet: Sheet, material: Material) -> None:
    """Both structures side by side: teams, and what each owns."""
    a, b = material.comparison.a, material.comparison.b
    found = changes(a, b)
    kinds = list(dict.fromkeys(each.kind for each in found))
    teams = "; ".join(each.sentence for each in found if each.kind == "teams")
    beside = [kind for kind in kinds if kind not in {"teams", "ownership"}]
    bundled = (
        f"Beside teams and owners B changes: {', '.join(beside)}. All of it is in the answer."
        if beside
        else "Nothing but teams and owners changes."
    )
    finding = findings.structures(a, b)
    spoken = f"{finding}. {bundled.rstrip('.').replace('. ', '; ')}."
    foot = material.foot("Differences and Inputs", "FTE: full-time equivalent.")
    page = Page(sheet, finding, foot, spoken)
    pictures, below = page.body.rows(0, 0.85)
    sides = pictures.columns(1, 1, gap=0.4)
    for box, scenario, name in zip(sides, (a, b), (material.a, material.b), strict=True):
        teams_picture.picture(page, page.headed(box, name, LEAD, tall=0.36), scenario)
    lines = [Line(f"What changes: {teams}.")] if teams else []
    page.text(below, [*lines, Line(bundled, bold=True)])
    page.finished()


def decide(sheet: Sheet, material: Material) -> None:
    """What has to be settled next, and by whom."""
    found = decisions(material.comparison)
    told = "; ".join(f"{at}. {each.what}" for at, each in enumerate(found, start=1))
    spoken = (
        f"{found[0].what}; {len(found) - 1} more things are to be settled. Each row names who "
        f"settles it, and the last column is empty for a name and a date."
    )
    heading = f"{found[0].what}; {len(found) - 1} more to settle"
    page = Page(sheet, heading, material.foot("Judged"), spoken)
    table, below = page.body.rows(0, 0.75)
    rows = [["No.", "What is to be settled", "Why", "Whose", "Name, date"]]
    rows += [[f"{at}", each.what, each.why, each.who, ""] for at, each in enumerate(found, start=1)]
    page.table(table, rows, (0.5, 4.9, 4.4, 1.3, 1.2), f"To be settled: {told}.")
    cannot = " ".join(name for name, _ in limits.LIMITS)
    page.text(below, [Line(f"What no run can say: {cannot}")])
    page.finished()


def title(material: Material) -> str:
    """The largest loss and the largest gain, in a line that fits a slide's head."""
    draft = answer.draft(material.comparison)
    found = finding(material.comparison.judged)
    return f"{draft}. {found}" if draft else found


def _spoken(judged: Judged | None, word: str, none: str) -> str:
    if judged is None:
        return none
    return f"{answer.title(judged)} are projected to get {word}, from {answer.from_to(judged)}"


def _of(judged: Judged | None, none: str) -> list[Line]:
    """What a card says of an outcome."""
    if judged is None:
        return [Line(none, LEAD, bold=True)]
    return [
        Line(answer.title(judged), BODY, bold=True),
        Line(answer.from_to(judged), 24, bold=True),
        Line(answer.likelihood(judged), BODY),
    ]


def _card(page: Page, box: Box, head: str, banner: str, lines: list[Line]) -> None:
    group = page.slide.shapes.add_group_shape()
    page.block(group, box, fill=WHITE, edge=EDGE)
    top, below = box.rows(0.5, 0, gap=0)
    page.block(group, top, [Line(head, LEAD, True, WHITE)], fill=banner, margin=0.15)
    inner = below._replace(
        left=below.left + 0.15, width=below.width - 0.3, top=below.top + 0.05,
        height=below.height - 0.1,
    )  # fmt: skip
    page.block(group, inner, page.fitting(inner, lines), anchor=MSO_ANCHOR.TOP)
    described(group, f"{head}: {' '.join(line.text for line in lines)}")

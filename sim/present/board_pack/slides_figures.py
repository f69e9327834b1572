"""The slides of figures: timeliness, caseload, and handoffs between teams."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Outcome
from sim.measures.catalogue import Group
from sim.present.board_pack import handoff_picture
from sim.present.board_pack.look import BODY
from sim.present.board_pack.material import Material, finding, known
from sim.present.board_pack.native_charts import Series, columns
from sim.present.board_pack.page import Line, Page
from sim.present.board_pack.template import Box, Sheet
from sim.present.palette import A, B
from sim.present.words import findings
from sim.present.words.measures import definition, titled
from sim.present.words.numbers import level, mean

IN_TIME = {
    "decided_in_time": "Contacts decided, 1 day",
    "concluded_in_45_days": "Assessment concluded, 45 days",
    "seen_after_strategy_in_1_day": "Child seen, section 47, 1 day",
    "conference_in_15_days": "Conference held, 15 days",
    "cp_visits_on_time": "Child protection visits",
    "cin_visits_on_time": "Child in need visits",
}
"""Shares in time that both structures have, with names short enough for a chart."""
WAITS = [
    f"days_to_{step}_{figure}"
    for step in ("allocation", "first_visit", "conclusion")
    for figure in ("median", "p90")
]
KINDS = ("initial_in_time", "core_in_time", "single_in_time")
"""Assessments that may stand in one structure alone."""
WORKERS = {
    "children_with_0_changes": "1 worker",
    "children_with_1_changes": "2 workers",
    "children_with_2_changes": "3 workers",
    "children_with_3plus_changes": "4 or more",
}
"""Children by how many workers they have one after the other."""
LOAD, EVEN = "load_per_worker_mean", ("over_cap", "balance_caseload", "balance_timeliness")
_ALIKE = "concluded_in_45_days"
_MOST_COLUMNS = 8
"""Teams or localities side by side in a chart."""
_BARS = "Whiskers: intervals."


def timeliness(sheet: Sheet, material: Material) -> None:
    """Who is seen, assessed and visited in time."""
    found, waits, kinds = (material.whole(*keys) for keys in (IN_TIME, WAITS, KINDS))
    heading = _of_group(material, "timeliness")
    page = _page(sheet, material, heading, "Measures and Localities", _BARS, (
        "Each pair of columns is one duty, today's structure first; the tables below hold the "
        "working days that families wait."
    ))  # fmt: skip
    above, below = page.body.rows(0, 2.3, gap=0.1)
    _compared(page, page.headed(above, "In time, %"), material, found, IN_TIME, 100)
    left, right = below.columns(1, 1)
    _table(page, left, material, waits, "Working days")
    _table(page, right, material, kinds, "Within its own limit, %")
    page.finished()


def caseload(sheet: Sheet, material: Material) -> None:
    """What each worker carries, and how even it is between places."""
    comparison = material.comparison
    teams = known(comparison.parts(LOAD, "team"))
    by_team = "Weighted children per full-time worker, by team"
    if len(teams) > _MOST_COLUMNS:
        by_team += f", the {_MOST_COLUMNS} fullest of {len(teams)}"
        teams = sorted(teams, key=_fullest, reverse=True)[:_MOST_COLUMNS]
    places = known(comparison.parts(_ALIKE, "locality"))[:_MOST_COLUMNS]
    heading = _of_group(material, "caseload")
    page = _page(sheet, material, heading, "Teams and Localities", _BARS, (
        "To the left is what a full-time worker of each team carries, to the right how the "
        "localities fare."
    ))  # fmt: skip
    charts, below = page.body.rows(0, 1.4)
    left, right = charts.columns(2.3, 1)
    _compared(page, page.headed(left, by_team), material, teams)
    by_place = page.headed(right, "Concluded in 45 days, %, by locality")
    _compared(page, by_place, material, places, highest=100)
    _table(page, below, material, material.whole(*EVEN), "Balance")
    page.finished()


def handoffs(sheet: Sheet, material: Material) -> None:
    """What passes between teams, and how many workers a child has."""
    workers = material.whole(*WORKERS)
    maps = handoff_picture.passed(material, "a"), handoff_picture.passed(material, "b")
    how = "Arrows: children a month; dashed: back."
    heading = findings.handoffs(material.comparison)
    page = _page(sheet, material, heading, "Handoffs and Measures", how, (
        "Arrows show how many children a month pass from team to team; columns show how many "
        "workers a child has, one after the other."
    ))  # fmt: skip
    *pictures, third = page.body.columns(1, 1, 1)
    for box, one in zip(pictures, maps, strict=True):
        handoff_picture.picture(page, page.headed(box, one.name), one)
    above, below = third.rows(0, 1.25, gap=0.05)
    chart = page.headed(above, "Children by number of workers, one after the other, %", tall=0.55)
    _compared(page, chart, material, workers, WORKERS)
    whole = material.whole("handoffs_per_referral", "worker_changes")
    page.text(below, [Line(_sentence(material, each), BODY) for each in whole])
    page.finished()


def _page(sheet: Sheet, material: Material, found: str, sheets: str, how: str, spoken: str) -> Page:
    """A slide headed by what is found on a theme."""
    return Page(sheet, found, material.foot(sheets, how), f"{found}. {spoken}")


def _of_group(material: Material, group: Group) -> str:
    """The finding on one theme, by what is judged of it."""
    return finding(
        each for each in material.comparison.judged if definition(each.outcome).group == group
    )


def _compared(
    page: Page,
    box: Box,
    material: Material,
    found: Sequence[Outcome],
    names: dict[str, str] | None = None,
    highest: float | None = None,
) -> None:
    """Columns of A and B side by side, named by measure, or by the part of the service."""
    if not found:
        page.text(box, [Line("Neither structure has a figure to show here.")])
        return
    unit = definition(found[0]).unit
    categories = [names[each.key.measure] if names else each.key.name for each in found]
    told = "; ".join(
        f"{name}: A {level(each.a, unit)}, B {level(each.b, unit)}"
        for name, each in zip(categories, found, strict=True)
    )
    series = [
        Series(material.a, tuple(each.a for each in found), A),
        Series(material.b, tuple(each.b for each in found), B),
    ]
    says = f"Columns with intervals, {unit}. {told}."
    columns(page, box, categories, series, says, highest)


def _table(page: Page, box: Box, material: Material, found: Sequence[Outcome], head: str) -> None:
    """Figures under A and B, the difference, and the word for it."""
    rows = [
        [
            titled(definition(each)),
            mean(each.a, definition(each).unit),
            mean(each.b, definition(each).unit),
            _apart(each),
            findings.reading(material.comparison, each),
        ]
        for each in found
    ]
    if rows:
        told = "; ".join(f"{row[0]}: A {row[1]}, B {row[2]}, {row[4]}" for row in rows)
        heads = [head, "A", "B", "B - A", "B is"]
        page.table(box, [heads, *rows], (3.6, 0.85, 0.85, 0.9, 1.2), f"{told}.")


def _apart(each: Outcome) -> str:
    """The mean difference alone: its interval stands in the workbook."""
    shown = mean(each.difference, definition(each).unit)
    return f"+{shown}" if each.difference.mean > 0 else shown


def _sentence(material: Material, each: Outcome) -> str:
    """A figure in a sentence: both sides, and the word for it."""
    of, unit = titled(definition(each)), definition(each).unit
    word = findings.reading(material.comparison, each)
    return f"{of}: {mean(each.a, unit)} to {mean(each.b, unit)}, {word}."


def _fullest(each: Outcome) -> float:
    """The higher of both sides, of those that have the team."""
    return max(side.mean for side in (each.a, each.b) if side.replications)

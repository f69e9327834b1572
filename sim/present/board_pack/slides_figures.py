"""The slides of figures: timeliness, caseload, handoffs, and who gains and who loses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.experiment.comparison import Outcome
from sim.present.board_pack import handoff_picture
from sim.present.board_pack.look import SMALLEST
from sim.present.board_pack.material import Material, heading, known
from sim.present.board_pack.native_charts import Series, columns
from sim.present.board_pack.page import Line, Page
from sim.present.board_pack.template import Box, Sheet
from sim.present.palette import A, B
from sim.present.words import findings, words
from sim.present.words.measures import BY_LOCALITY, changed, definition, from_to, titled
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
_MOST_ROWS = 7
"""Gains, and losses, told one by one."""
_MOST_COLUMNS = 8
"""Teams or localities side by side in a chart."""
_SHORT = {
    "concluded_in_45_days": "Concluded in 45 days",
    "days_to_first_visit_median": "Days to first visit",
    "visits_on_time": "Visits on time",
    "worker_changes": "Worker changes",
    "unallocated_mean": "Unallocated",
}
_BARS = "Bars: means; whiskers: intervals, each on its own."


def timeliness(sheet: Sheet, material: Material) -> None:
    """Who is seen, assessed and visited in time."""
    found, waits, kinds = (material.whole(*keys) for keys in (IN_TIME, WAITS, KINDS))
    title = findings.of_group(material.comparison, "timeliness")
    notes = _notes(material, title, [*found, *waits, *kinds], "Measures and Localities")
    page = Page(sheet, title, f"{material.basis} {_BARS}", notes)
    left, right = page.body.columns(1.15, 1)
    _compared(page, page.headed(left, "In time, %"), material, found, IN_TIME, 100)
    above, below = right.rows(0, 2.0, gap=0.2)
    _table(page, above, material, waits, "Working days")
    _table(page, below, material, kinds, "Within its own limit, %")
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
    even = material.whole(*EVEN)
    title = findings.of_group(comparison, "caseload")
    notes = _notes(material, title, [*teams, *places, *even], "Teams and Localities")
    page = Page(sheet, title, f"{material.basis} {_BARS}", notes)
    charts, below = page.body.rows(0, 1.5)
    left, right = charts.columns(2, 1)
    _compared(page, page.headed(left, by_team), material, teams)
    by_place = page.headed(right, "Concluded in 45 days, %, by locality")
    _compared(page, by_place, material, places, highest=100)
    _table(page, below, material, even, "Balance")
    page.finished()


def handoffs(sheet: Sheet, material: Material) -> None:
    """What passes between teams, and how many workers a child has."""
    workers = material.whole(*WORKERS)
    whole = material.whole("handoffs_per_referral", "worker_changes")
    maps = handoff_picture.passed(material, "a"), handoff_picture.passed(material, "b")
    title = findings.handoffs(material.comparison)
    passed = ". ".join(f"{one.name}: {handoff_picture.told(one) or 'none'}" for one in maps)
    notes = (
        f"{_notes(material, title, [*whole, *workers], 'Handoffs and Measures')}\n"
        f"Children a month who pass between teams. {passed}."
    )
    foot = "Arrows: children a month, projected; dashed: back towards the front door."
    page = Page(sheet, title, foot, notes)
    *pictures, third = page.body.columns(1, 1, 1)
    for box, one in zip(pictures, maps, strict=True):
        handoff_picture.picture(page, page.headed(box, one.name), one)
    above, below = third.rows(0, 1.05, gap=0.05)
    chart = page.headed(above, "Children by number of workers, one after the other, %", tall=0.55)
    _compared(page, chart, material, workers, WORKERS)
    page.text(below, [Line(_sentence(material, each), SMALLEST) for each in whole])
    page.finished()


def gains_and_losses(sheet: Sheet, material: Material) -> None:
    """What gets better beside what gets worse, and where."""
    comparison = material.comparison
    good, bad = words.moved(comparison)
    title = findings.gains_and_losses(comparison)
    moved = known([*bad[:_MOST_ROWS], *good[:_MOST_ROWS]])
    notes = _notes(material, title, moved, "Measures and Localities")
    foot = f"{material.basis} Each stands alone; the most clearly shown first."
    page = Page(sheet, title, foot, notes)
    places = [[place, *said] for place, said in findings.by_locality(comparison)]
    low = min(0.62 + 0.31 * len(places), 2.2) if places else 0.01
    above, below = page.body.rows(0, low)
    for box, outcomes, way in zip(
        above.columns(1, 1), (good, bad), ("better", "worse"), strict=True
    ):
        head = f"Gets {way}: {len(outcomes)}"
        rows = [[heading(each), from_to(each), changed(each)] for each in known(outcomes)]
        rows = rows or [["None", "", ""]]
        told = "; ".join(map(" ".join, rows))
        page.table(
            box, [[head, "A to B", "B - A"], *rows], (2.4, 1.4, 2.0), f"{head}. {told}.", SMALLEST
        )
    if places:
        heads = ["Locality", *(_SHORT[measure] for measure in BY_LOCALITY)]
        told = "; ".join(
            f"{place}: {', '.join(map(' '.join, zip(heads[1:], said, strict=True)))}"
            for place, *said in places
        )
        page.table(below, [heads, *places], (2, *[1.5] * len(BY_LOCALITY)), f"By locality: {told}.")
    page.finished()


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
    """Figures under A and B, the difference, and whether it is better or worse."""
    rows = [
        [
            titled(definition(each)),
            mean(each.a, definition(each).unit),
            mean(each.b, definition(each).unit),
            changed(each),
            findings.reading(material.comparison, each),
        ]
        for each in found
    ]
    if rows:
        told = "; ".join(f"{row[0]}: A {row[1]}, B {row[2]}, {row[4]}" for row in rows)
        heads = [head, "A", "B", "B - A", "B is"]
        page.table(box, [heads, *rows], (2.2, 0.6, 0.6, 1.8, 0.8), f"{told}.")


def _notes(material: Material, spoken: str, found: Iterable[Outcome], sheets: str) -> str:
    """What is said with a slide, and where each of its figures comes from."""
    told = " ".join(_sentence(material, each) for each in found)
    return f"{spoken}. {told}\nSource: this comparison; workbook, sheets {sheets}."


def _sentence(material: Material, each: Outcome) -> str:
    """A figure in a sentence: both sides, the difference, and the word for it."""
    title = definition(each).title
    name = f", {each.key.name}" if each.key.name else ""
    told = f"{title}{name}: {from_to(each)}"
    if not each.difference.replications:
        return f"{told} ({words.direction(each)})."
    return f"{told}, {changed(each)}, {findings.reading(material.comparison, each)}."


def _fullest(each: Outcome) -> float:
    """The higher of both sides, of those that have the team."""
    return max(side.mean for side in (each.a, each.b) if side.replications)

"""The slides of figures: timeliness, caseload, handoffs, and who gains and who loses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.experiment.comparison import Outcome
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import handoff_picture
from sim.present.board_pack.look import BLUE, BODY, ORANGE, SMALLEST
from sim.present.board_pack.material import Material, heading
from sim.present.board_pack.native_charts import Series, columns
from sim.present.board_pack.page import Box, Line, Page
from sim.present.board_pack.template import Sheet
from sim.present.words import findings, words
from sim.present.words.measures import BY_LOCALITY, titled
from sim.present.words.numbers import level, mean
from sim.present.words.small_counts import Exported, Shown, changed, figure, from_to, known

IN_TIME = {
    "decided_in_time": "Contacts decided, 1 day",
    "concluded_in_45_days": "Assessment concluded, 45 days",
    "conference_in_15_days": "Conference held, 15 days",
    "cp_visits_on_time": "Child protection visits",
    "cin_visits_on_time": "Child in need visits",
}
"""Shares in time that both structures have, with names short enough for a chart."""
WAITS = (
    "days_to_allocation_median",
    "days_to_allocation_p90",
    "days_to_first_visit_median",
    "days_to_first_visit_p90",
    "days_to_conclusion_median",
    "days_to_conclusion_p90",
)
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


def timeliness(sheet: Sheet, material: Material) -> None:
    """Who is seen, assessed and visited in time."""
    comparison = material.comparison
    found, waits, kinds = (material.whole(*keys) for keys in (IN_TIME, WAITS, KINDS))
    title = findings.of_group(comparison, "timeliness")
    notes = _notes(material, title, [*found, *waits, *kinds], "Measures and Localities")
    page = Page(sheet, title, _foot(material), notes)
    left, right = page.body.columns(1.15, 1)
    head, chart = left.rows(0.32, 0, gap=0.05)
    page.text(head, [Line("In time, %", BODY, bold=True)])
    _compared(page, chart, material, found, [IN_TIME[each.key.measure] for each in found], 100)
    above, below = right.rows(0, 2.0, gap=0.2)
    _table(page, above, material, waits, "Working days")
    _table(page, below, material, kinds, "Within its own limit, %")
    page.finished()


def caseload(sheet: Sheet, material: Material) -> None:
    """What each worker carries, and how even it is between places."""
    comparison = material.comparison
    teams = [each for each in material.of(comparison.parts(LOAD, "team")) if _has_bar(each)]
    by_team = "Weighted children per full-time worker, by team"
    if len(teams) > _MOST_COLUMNS:
        by_team += f", the {_MOST_COLUMNS} fullest of {len(teams)}"
        teams = sorted(teams, key=_fullest, reverse=True)[:_MOST_COLUMNS]
    places = material.of(comparison.parts(_ALIKE, "locality"))[:_MOST_COLUMNS]
    even = material.whole(*EVEN)
    title = findings.of_group(comparison, "caseload")
    page = Page(
        sheet,
        title,
        _foot(material),
        _notes(material, title, [*teams, *places, *even], "Teams and Localities"),
    )
    charts, below = page.body.rows(0, 1.5)
    left, right = charts.columns(2, 1)
    head, chart = left.rows(0.32, 0, gap=0.05)
    page.text(head, [Line(by_team, BODY, bold=True)])
    _compared(page, chart, material, teams, [each.key.name for each in teams])
    head, chart = right.rows(0.32, 0, gap=0.05)
    page.text(head, [Line("Concluded in 45 days, %, by locality", BODY, bold=True)])
    _compared(page, chart, material, places, [each.key.name for each in places], 100)
    _table(page, below, material, even, "Balance")
    page.finished()


def handoffs(sheet: Sheet, material: Material) -> None:
    """What passes between teams, and how many workers a child has."""
    comparison = material.comparison
    workers = material.whole(*WORKERS)
    teams = material.whole("handoffs_per_referral", "worker_changes")
    title = findings.handoffs(comparison)
    passed = [
        f"{label}: "
        + ("; ".join(f"{one.giving} to {one.taking} {one.told}" for one in found) or "none")
        for label, found in (
            (material.a, handoff_picture.passed(material, "a")),
            (material.b, handoff_picture.passed(material, "b")),
        )
    ]
    notes = "\n".join(
        [
            _notes(material, title, [*teams, *workers], "Handoffs and Measures"),
            f"Children a month who pass between teams. {'. '.join(passed)}.",
        ]
    )
    foot = (
        "Arrows: children a month, projected; dashed: back. <5: under 5; x: not shown, as it would "
        "give one away."
    )
    page = Page(sheet, title, foot, notes)
    shares = [
        0.6 + handoff_picture.widest(material, "a"),
        0.6 + handoff_picture.widest(material, "b"),
    ]
    first, second, third = page.body.columns(*(each / sum(shares) * 2.2 for each in shares), 1.2)
    for box, label, side in ((first, material.a, "a"), (second, material.b, "b")):
        head, picture = box.rows(0.32, 0, gap=0.1)
        page.text(head, [Line(label, BODY, bold=True)])
        handoff_picture.picture(page, picture, material, "a" if side == "a" else "b")
    head, chart, below = third.rows(0.55, 0, 1.05, gap=0.05)
    page.text(
        head, [Line("Children by number of workers, one after the other, %", BODY, bold=True)]
    )
    _compared(page, chart, material, workers, [WORKERS[each.key.measure] for each in workers])
    page.text(below, [Line(_sentence(material, each), SMALLEST) for each in teams])
    page.finished()


def gains_and_losses(sheet: Sheet, material: Material) -> None:
    """What gets better beside what gets worse, and where."""
    comparison = material.comparison
    good, bad = words.moved(comparison)
    title = findings.gains_and_losses(comparison)
    moved = material.of([*bad[:_MOST_ROWS], *good[:_MOST_ROWS]])
    notes = _notes(material, title, moved, "Measures and Localities")
    foot = f"{material.basis} Each stands alone; the most clearly shown first."
    page = Page(sheet, title, foot, notes)
    places = list(findings.by_locality(comparison))
    low = min(0.62 + 0.31 * len(places), 2.2) if places else 0.01
    above, below = page.body.rows(0, low, gap=0.15)
    for box, outcomes, head in zip(
        above.columns(1, 1),
        (good, bad),
        (f"Gets better: {len(good)}", f"Gets worse: {len(bad)}"),
        strict=True,
    ):
        rows = [
            [heading(each), from_to(each), changed(each)] for each in material.of(outcomes)
        ] or [["None", "", ""]]
        told = "; ".join(" ".join(row) for row in rows)
        page.table(
            box, [[head, "A to B", "B - A"], *rows], (2.4, 1.4, 2.0), f"{head}. {told}.", SMALLEST
        )
    if places:
        rows = [[place, *said] for place, said in places]
        heads = ["Locality", *(_SHORT[measure] for measure in BY_LOCALITY)]
        told = "; ".join(
            f"{row[0]}: "
            + ", ".join(f"{name} {one}" for name, one in zip(heads[1:], row[1:], strict=True))
            for row in rows
        )
        page.table(below, [heads, *rows], (2, *[1.5] * len(BY_LOCALITY)), f"By locality: {told}.")
    page.finished()


def _compared(
    page: Page,
    box: Box,
    material: Material,
    found: Sequence[Exported],
    names: Sequence[str],
    highest: float | None = None,
) -> None:
    """Columns of A and B side by side, a word in the name where a figure is not shown."""
    if not found:
        page.text(box, [Line("Neither structure has a figure to show here.", BODY)])
        return
    definition = CATALOGUE[found[0].key.measure]
    told = "; ".join(
        f"{name}: A {_level(each.a, each)}, B {_level(each.b, each)}"
        for name, each in zip(names, found, strict=True)
    )
    columns(
        page,
        box,
        names,
        [
            Series(material.a, tuple(each.a for each in found), BLUE),
            Series(material.b, tuple(each.b for each in found), ORANGE),
        ],
        1,
        f"Columns with intervals, {definition.unit}. {told}.",
        highest,
    )


def _table(page: Page, box: Box, material: Material, found: Sequence[Exported], head: str) -> None:
    """Figures under A and B, the difference, and whether it is better or worse."""
    rows = [
        [
            titled(CATALOGUE[each.key.measure]),
            _mean(each.a, each),
            _mean(each.b, each),
            changed(each),
            findings.reading(material.comparison, each.outcome),
        ]
        for each in found
    ]
    if not rows:
        return
    told = "; ".join(f"{row[0]}: A {row[1]}, B {row[2]}, {row[4]}" for row in rows)
    page.table(
        box, [[head, "A", "B", "B - A", "B is"], *rows], (2.2, 0.6, 0.6, 1.8, 0.8), f"{told}."
    )


def _notes(material: Material, spoken: str, found: Iterable[Exported], sheets: str) -> str:
    """What is said with a slide, and where each of its figures comes from."""
    told = " ".join(_sentence(material, each) for each in found)
    return f"{spoken}. {told}\nSource: this comparison; workbook, sheets {sheets}."


def _sentence(material: Material, each: Exported) -> str:
    """A figure in a sentence: both sides, the difference, and the word for it."""
    title = CATALOGUE[each.key.measure].title
    name = f", {each.key.name}" if each.key.name else ""
    told = f"{title}{name}: {from_to(each)}"
    if isinstance(each.difference, str) or not each.outcome.difference.replications:
        return f"{told} ({words.direction(each.outcome)})."
    return f"{told}, {changed(each)}, {findings.reading(material.comparison, each.outcome)}."


def _level(shown: Shown, each: Exported) -> str:
    return figure(shown, lambda found: level(found, _unit(each.outcome)))


def _mean(shown: Shown, each: Exported) -> str:
    return figure(shown, lambda found: mean(found, _unit(each.outcome)))


def _unit(outcome: Outcome) -> str:
    return CATALOGUE[outcome.key.measure].unit


def _fullest(each: Exported) -> float:
    """The higher of what is shown of both sides."""
    return max(found.mean for side in (each.a, each.b) if (found := known(side)))


def _has_bar(each: Exported) -> bool:
    return known(each.a) is not None or known(each.b) is not None


def _foot(material: Material) -> str:
    return f"{material.basis} Bars: means; whiskers: intervals, each on its own."

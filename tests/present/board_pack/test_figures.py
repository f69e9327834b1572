"""Every number of the pack exists in the comparison, in the scenarios or in a definition."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from sim.experiment.comparison import Outcome
from sim.experiment.statistics.interval import Interval, pairs_needed
from sim.measures.catalogue import CATALOGUE
from sim.measures.laws.all_laws import summarise
from sim.present.assurance.versions import software
from sim.present.board_pack.material import Material
from sim.present.board_pack.sheets_judged import pairs_of
from sim.present.board_pack.slides_figures import IN_TIME, WORKERS
from sim.present.words import answer, cost_rows, findings, limits, numbers, words
from sim.present.words import cost as cost_words
from sim.present.words.measures import titled
from sim.present.words.names import typeset
from sim.present.words.small_counts import SUPPRESSED, WITHHELD, counts_children, is_small
from sim.scenario.check.consistency import estimates
from sim.scenario.differ.difference import differences
from sim.scenario.exact.cost import Cost
from tests.present.board_pack.made import cells, note_text, parts, slide_texts

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def found(text: str) -> set[str]:
    """The numbers in a text, without signs and thousands marks."""
    return {each.replace(",", "").rstrip(".") for each in NUMBER.findall(text)}


def formatted(shown: Interval, unit: str) -> Iterator[str]:
    """How an interval may be written."""
    yield numbers.mean(shown, unit)
    yield numbers.level(shown, unit)
    yield numbers.difference(shown, unit)
    yield " ".join(numbers.mean_and_ends(shown.size, unit))


@pytest.fixture(scope="module")
def allowed(material: Material) -> set[str]:
    comparison, experiment = material.comparison, material.experiment
    scenarios = (comparison.a, comparison.b)
    said: list[str] = [words.period(scenarios[0]), f"{comparison.confidence * 100:g}"]
    for each in material.figures.values():
        unit = CATALOGUE[each.key.measure].unit
        for shown in (each.a, each.b, each.difference):
            said += formatted(shown, unit)
    for judged in comparison.judged:
        tell = (
            answer.said, answer.one_year, answer.chance_and_doubt, answer.likelihood,
        )  # fmt: skip
        said += [say(judged) for say in tell]
        pairs = judged.outcome.difference
        if pairs.is_known:
            said.append(f"{pairs_needed(pairs, judged.margin / 2)}")
    said += [answer.headline(comparison), answer.basis(comparison), material.edition]
    said += material.caveats
    said += [f"{each.title} {each.text} {each.unit}" for each in CATALOGUE.values()]
    said += [f"{title} {why}" for title, why in limits.LIMITS]
    counts = [comparison.pairs, experiment.asked, experiment.seed]
    counts += range(len(comparison.judged) + 1)
    said += map(str, counts)
    for scenario in scenarios:
        said += [scenario.model_dump_json(), scenario.content_hash]
        for _, estimate in estimates((), scenario):
            ends = (estimate.value, estimate.low, estimate.high)
            said += [f"{end:g}" for end in ends if end is not None]
        for team in scenario.structure.teams.values():
            said.append(f"{sum(post.number * post.fte for post in team.posts):g}")
    said += [each.sentence for each in differences(*scenarios)]
    said += [cost_words.compared(*scenarios), "1,000"]  # thousands of pounds
    for of in material.costs:
        assert of.cost is not None
        assert of.work is not None
        said += [cost_words.vacancies(of.cost), cost_words.recruitment(of.cost)]
        rows = cost_rows.posts(of.cost) + cost_rows.work(of.cost, of.work)
        said += [*chain.from_iterable(rows), *by_role(of.cost)]
    said.append("47")  # section 47
    return set().union(*map(found, said))


def by_role(cost: Cost) -> Iterator[str]:
    """Full-time equivalents and thousands of pounds of each role, added up here."""
    for role in {each.role for each in cost.posts}:
        of_role = [each for each in cost.posts if each.role == role]
        yield f"{sum(each.fte for each in of_role):.1f}"
        yield f"{sum(each.a_year.value for each in of_role) / 1000:.0f}"


def sums(material: Material) -> Iterator[float]:
    """Every number of the costs, as it is."""
    for of in material.costs:
        assert of.cost is not None
        plain = json.loads(json.dumps([asdict(of.cost), of.work and asdict(of.work)]))
        yield sum(each.fte for each in of.cost.posts)
        yield from _numbers(plain)


def _numbers(part: Any) -> Iterator[float]:
    if isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _numbers(each)
    elif isinstance(part, float):
        yield part


STRUCTURE = re.compile(
    r"(?P<counted>\d+ teams?( become)?|become \d+|\d+ of \d+ (activities|inputs|primary)|"
    r"\d+ more|only (gain|lose): \d+|"
    r"[12] workers?\b|3 workers|4 or more|in-need|90th|(posts?|posts) \d+|\d+ [\w ]+ posts?|"
    r"\((\d+)\)|\d+ FTE|\d+ seconds)"
)
"""Counts of what a scenario or a slide has, and fixed words; not results."""


def unknown(text: str, allowed: set[str]) -> set[str]:
    return found(STRUCTURE.sub(" ", text)) - allowed


def test_each_number_on_the_slides_exists(deck: bytes, allowed: set[str]) -> None:
    for at, text in enumerate(slide_texts(deck), start=1):
        assert unknown(text, allowed) == set(), f"slide {at}"


def test_each_number_in_the_note_exists(letter: bytes, allowed: set[str]) -> None:
    assert unknown(note_text(letter), allowed) == set()


def test_a_number_that_is_nowhere_is_noticed(allowed: set[str]) -> None:
    assert unknown("A: 123.4 (99.99 to 5,432.1), seen in 45 days", allowed) == {
        "123.4", "99.99", "5432.1",
    }  # fmt: skip


def raw(material: Material) -> list[float]:
    """Every number that a chart or a cell may hold, as it is."""
    comparison, result = material.comparison, [0.0]
    for each in material.figures.values():
        for shown in (each.a, each.b, each.difference):
            result += [shown.mean, shown.low, shown.high, shown.replications]
            result += [max(shown.high - shown.mean, 0), max(shown.mean - shown.low, 0)]
    for judged in comparison.judged:
        chances = judged.chances
        result += [judged.margin, judged.ahead, judged.behind, judged.years, chances.better.worlds]
        for chance in (chances.better, chances.worse, chances.same):
            result += [100 * chance.share, *(100 * end for end in chance.ends)]
        result.append(100 * judged.share_of_chance)
        apart = judged.outcome.difference
        for end in (apart.low, apart.mean, apart.high):
            in_margins = min(max(end / judged.margin, -12), 12)
            result += [in_margins, -in_margins]
    pairs = pairs_of(material)
    for measure, lasting in pairs.lasting.items():
        result += [*lasting.values(), *pairs.a[measure].tolist(), *pairs.b[measure].tolist()]
    return [*result, *pairs.numbers]


def among(value: float, values: list[float]) -> bool:
    return any(math.isclose(value, each, rel_tol=1e-9, abs_tol=1e-12) for each in values)


def test_each_point_of_a_chart_exists(deck: bytes, material: Material) -> None:
    known = [*raw(material), -1.0, 1.0]
    charts = parts(deck, r"ppt/charts/chart\w*\.xml")
    assert len(charts) == 5
    for chart in charts:
        x_values = re.findall(
            r"<c:(?:xVal|val|plus|minus)>.*?</c:(?:xVal|val|plus|minus)>", chart, re.S
        )
        points = [float(v) for block in x_values for v in re.findall(r"<c:v>([^<]+)</c:v>", block)]
        assert points
        assert [value for value in points if not among(value, known)] == []


def test_each_number_of_the_workbook_exists(book: bytes, material: Material) -> None:
    known = [*raw(material), *sums(material)]
    ranks = range(1000)
    for scenario in material.experiment.scenarios:
        for _, each in estimates((), scenario):
            known += [end for end in (each.value, each.low, each.high) if end is not None]
        known += [
            float(number)
            for team in scenario.structure.teams.values()
            for post in team.posts
            for number in (post.number, post.fte, post.vacant, post.agency, post.newly_qualified)
        ]
    for arm in material.experiment.arms:
        for law in summarise(replication.laws for replication in arm):
            known += [law.holds, law.of]
    for sheet, value, kind in cells(book):
        if kind != "n":
            continue
        assert isinstance(value, (int, float))
        is_known = among(value, known) or (sheet in {"Assumptions", "Inputs"} and value in ranks)
        assert is_known, (sheet, value)


def test_every_outcome_behind_the_slides_is_in_the_workbook(
    book: bytes, material: Material
) -> None:
    by_sheet: dict[str, set[object]] = {}
    for sheet, value, _ in cells(book):
        by_sheet.setdefault(sheet, set()).add(value)
    for each in material.figures.values():
        if not each.key.name:
            assert CATALOGUE[each.key.measure].title in by_sheet["Measures"]
    primary = material.comparison.primaries[0]
    assert any(
        isinstance(value, float) and math.isclose(value, primary.outcome.difference.low)
        for value in by_sheet["Judged"]
    )
    assert {name for name, _ in software()} <= by_sheet["Versions"]
    for scenario in material.experiment.scenarios:
        assert any(scenario.content_hash in str(value) for value in by_sheet["Versions"])


def test_simulated_figures_are_shown_however_small(
    deck: bytes, book: bytes, letter: bytes, material: Material
) -> None:
    numbers_of = {float(str(value)) for _, value, kind in cells(book) if kind == "n"}
    small = [
        (each.key, side)
        for each in material.figures.values()
        for side in (each.a, each.b)
        if counts_children(each.key.measure) and is_small(side.mean)
    ]
    assert small, "the made-up values have small counts"
    assert all(among(side.mean, list(numbers_of)) for _, side in small)
    texts = [*slide_texts(deck), note_text(letter)]
    for key, side in small:
        if key.scope == "handoff":
            told = f"{key.name.replace(' -> ', ' to ')} {numbers.mean(side, 'children a month')}"
            assert told in texts[5]
    cells_of = [str(value) for _, value, _ in cells(book)]
    assert not any(word in said for said in (*texts, *cells_of) for word in (SUPPRESSED, WITHHELD))


def test_each_row_of_a_table_has_the_figures_of_its_measure(
    deck: bytes, material: Material
) -> None:
    told = {titled(CATALOGUE[each.key.measure]): each for each in material.figures.values()
            if not each.key.name}  # fmt: skip
    slides = Presentation(io.BytesIO(deck)).slides
    tables = [s.table for at in (3, 4) for s in slides[at].shapes if s.has_table]
    rows = [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]
    assert len(rows) == 12
    for title, *shown in rows:
        outcome = told[title]
        unit = CATALOGUE[outcome.key.measure].unit
        assert shown == [
            numbers.mean(outcome.a, unit),
            numbers.mean(outcome.b, unit),
            typeset(_signed(numbers.mean(outcome.difference, unit), outcome)),
            findings.reading(material.comparison, outcome),
        ]


def test_columns_and_whiskers_are_those_of_their_measures(deck: bytes, material: Material) -> None:
    slides = Presentation(io.BytesIO(deck)).slides
    for at, keys in ((3, IN_TIME), (5, WORKERS)):
        chart = next(s.chart for s in slides[at].shapes if s.has_chart)
        outcomes = material.whole(*keys)
        for series, side in zip(chart.plots[0].series, ("a", "b"), strict=True):
            sides = [getattr(outcome, side) for outcome in outcomes]
            assert list(series.values) == pytest.approx([each.mean for each in sides])
            whiskers = series._element.find(qn("c:errBars"))
            for way, expected in (
                ("c:plus", [each.high - each.mean for each in sides]),
                ("c:minus", [each.mean - each.low for each in sides]),
            ):
                drawn = [float(v.text) for v in whiskers.find(qn(way)).iter(qn("c:v"))]
                assert drawn == pytest.approx(expected)


def _signed(shown: str, outcome: Outcome) -> str:
    return f"+{shown}" if outcome.difference.mean > 0 else shown

"""Reports fit their width, lead with the answer, and put in words whatever is coloured."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console, Group, RenderableType

from sim.experiment.comparison import Comparison, Key, compare, levels
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import hold_against
from sim.experiment.work.pool import Serial
from sim.present.terminal import judged_tables, report, tables
from sim.present.words import answer
from sim.present.words.measures import GROUPS, definition, titled
from sim.scenario.file.reported import Kind, Reported, ReportedFigure
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.present.shifted import GAINS_ALL_AND_LOSES_ONE, WITHIN_MARGINS, shifted

ANSI = re.compile(r"\x1b\[")


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    return run_experiment((SMALL, CLUSTERS), seed=1, replications=3, executor=Serial())


@pytest.fixture(scope="module")
def found(experiment: Experiment) -> Comparison:
    return compare(experiment)


def printed(shown: RenderableType, width: int = 100, colour: bool = False) -> str:
    file = io.StringIO()
    Console(
        file=file, width=width, force_terminal=colour, highlight=False, markup=False, emoji=False
    ).print(shown)
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 100])
def test_a_comparison_fits_its_width_without_cutting_numbers(
    found: Comparison, experiment: Experiment, width: int
) -> None:
    text = printed(report.comparison(found, experiment), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    assert not ANSI.search(text)


def test_a_comparison_goes_from_the_answer_to_the_small_print(
    found: Comparison, experiment: Experiment
) -> None:
    text = printed(report.comparison(found, experiment))
    parts = [
        answer.headline(found).split()[0],
        "Clusters, against Small",
        "Draft: too few runs",
        "What is judged",
        "In one year",
        "Timeliness",
        "Caseload",
        "Transfers",
        "Flow",
        "By team",
        "By locality",
        "What B changes in A",
        "Laws, A",
        "Laws, B",
        "seed 1",
        "What this cannot say",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_colour_says_nothing_that_words_do_not(found: Comparison, experiment: Experiment) -> None:
    coloured = printed(report.comparison(found, experiment), colour=True)
    assert ANSI.search(coloured)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == printed(report.comparison(found, experiment))


def test_every_measured_outcome_of_the_whole_service_is_shown_once(found: Comparison) -> None:
    whole = [o for o in found.outcomes if o.key == Key(o.key.measure) and o.has_value]
    judged = {each.outcome.key for each in found.judged}
    text = "".join(printed(tables.group(found, name), 200) for name in GROUPS)
    for outcome in whole:
        row = re.compile(rf"^{re.escape(titled(definition(outcome)))}  ", re.MULTILINE)
        assert len(row.findall(text)) == (outcome.key not in judged)
    shown = printed(judged_tables.judged(found), 200)
    assert all(shown.count(f"{answer.title(each)}  ") == 1 for each in found.judged)
    assert "- leaver" in text
    assert "Child seen in 1 day of strategy discussion (%): open" in text


def test_the_table_of_what_is_judged_begins_with_losses() -> None:
    shown = printed(judged_tables.judged(compare(shifted(GAINS_ALL_AND_LOSES_ONE))), 80)
    places = [shown.index(part) for part in ("Gets worse", "Conferences", "Gets better", "About")]
    assert places == sorted(places)
    assert re.search(r"60 to 42 in 100 +almost certain to", shown)
    assert re.search(r"-1[78]\.\d+ \(-18\.\d+ to -17\.\d+\)", shown)


def test_a_difference_inside_its_margin_is_neither_better_nor_worse_on_the_whole_report() -> None:
    runs = shifted(WITHIN_MARGINS)
    text = printed(report.comparison(compare(runs), runs))
    assert text.startswith("No difference worth acting on was found.")
    assert not re.search(r"\b(better|worse)\b", text)


def test_one_year_stands_beside_the_mean() -> None:
    shown = printed(judged_tables.in_one_year(compare(shifted(GAINS_ALL_AND_LOSES_ONE))), 80)
    assert re.search(r"Conferences within 15 days of the +0 +20 +20 +\d+ %", shown)


def test_a_measure_that_neither_scenario_has_is_left_out(found: Comparison) -> None:
    assert "Single assessments in time" in printed(tables.group(found, "timeliness"), 200)
    assert "Core assessments in time" not in printed(tables.group(found, "timeliness"), 200)


def test_handoffs_that_never_happen_are_left_out(found: Comparison) -> None:
    text = printed(tables.handoffs(found))
    assert "Front Door -> North Families" in text
    assert "North Families -> South Families" not in text


def test_a_run_shows_levels_with_their_intervals(experiment: Experiment) -> None:
    single = run_experiment((SMALL,), seed=1, replications=2, executor=Serial())
    text = printed(report.run(single))
    assert re.search(r"Contacts decided in 1 working day \(%\) +[\d.]+ \([\d.]+ to [\d.]+\)", text)
    assert "North Families" in text
    assert "content " + SMALL.content_hash in text
    assert experiment.seconds > 0


def test_one_run_has_no_interval_and_says_so() -> None:
    single = run_experiment((SMALL,), seed=1, replications=1, executor=Serial())
    text = printed(report.run(single))
    assert "(no interval)" in text
    assert "One run: it has no interval" in text


def test_a_validation_shows_what_was_reported_beside_what_was_simulated() -> None:
    contacts = ReportedFigure(
        measure="contacts_a_month",
        title="Contacts a month",
        reported=60,
        low=57,
        high=63,
        unit="children a month",
        grade="R",
        source="a report",
        kind="input",
    )
    experiment = made_up({Key("contacts_a_month"): [60.0, 61.0, 60.5]}, {}, SMALL, SMALL)
    single = Experiment(
        scenarios=(SMALL,), seed=1, asked=3, arms=experiment.arms[:1], failures=(), seconds=1.0
    )
    held = hold_against([contacts], levels(single.arms[0], 0.95))
    reported = Reported(version=1, title="the report", figures=[contacts])
    text = printed(report.validation(held, reported, single))
    assert re.search(r"Contacts a month +60 +57 to 63 +60.5 \(59.3 to 61.7\) +reproduced", text)


def test_a_validation_tells_first_what_no_input_sets() -> None:
    kinds: tuple[Kind | None, ...] = ("input", "workload", None, "consequence", "workload")
    figures = [
        ReportedFigure(
            measure="contacts_a_month", title=f"Figure {number}", reported=60, low=57, high=63,
            unit="children a month", grade="R", source="a report", kind=kind,
        )
        for number, kind in enumerate(kinds)
    ]  # fmt: skip
    simulated = {Key("contacts_a_month"): Interval(60, 59, 61, 9)}
    made = tables.validation(hold_against(figures, simulated))
    shown = re.findall(
        r"Figure \d|Comes out of the workload|A consequence of inputs|An input",
        printed(Group(*made)),
    )
    assert shown == [
        "Comes out of the workload", "Figure 1", "Figure 4",
        "A consequence of inputs", "Figure 3", "An input", "Figure 0", "Figure 2",
    ]  # fmt: skip

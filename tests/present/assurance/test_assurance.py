"""The assurance pack is whole: no item is empty, and no number in it is not in the run."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from sim.experiment.comparison import Judged, compare, levels
from sim.experiment.laws import laws_of
from sim.experiment.running import run_experiment
from sim.experiment.studies.seen import seen
from sim.experiment.studies.sensitivity import Colour, sensitivity
from sim.experiment.studies.validation import hold_against
from sim.experiment.studies.why import what_decides
from sim.experiment.work.pool import Serial
from sim.experiment.worlds.inputs import inputs
from sim.experiment.worlds.world_table import WorldTable
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE
from sim.present.assurance.assurance_pack import CONTENTS, Evidence, pack
from sim.present.assurance.pathway_diagram import picture, routes
from sim.present.assurance.rating import quality
from sim.present.assurance.register import register
from sim.present.assurance.stress_des import stress_des
from sim.present.assurance.verification_and_validation import standing
from sim.present.assurance.versions import Command, edition, time_taken
from sim.present.foreign.markdown import text
from sim.present.words import answer, limits
from sim.present.words import why as why_words
from sim.present.words.numbers import difference
from sim.scenario.estimate import Amount, Estimate, Grade, Record
from sim.scenario.file.reported import Reported, ReportedFigure
from sim.scenario.paths import text_of
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Rules, Team
from sim.scenario.workforce import Workforce
from sim.verify.verification import all_cases, verify
from tests.experiment.runs import CLUSTERS
from tests.scenario.files import small

ROOT = Path(__file__).parents[3]
WITH_EVIDENCE = small(
    "handoffs: {notice: {value: 5, low: 1, high: 20, unit: working days, grade: M,"
    " source: 'a protocol | of 2013', why: the middle}}"
)
REPORTED = Reported(
    version=1,
    title="The report",
    figures=[
        ReportedFigure(
            measure="contacts_a_month",
            title="Contacts",
            reported=60,
            low=50,
            high=70,
            unit="children a month",
            grade="R",
            source="a report",
            kind="input",
        )
    ],
)
STRESS_ITEMS = [
    *("1.1", "1.2", "1.3"),
    *("2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5"),
    *("3.1", "3.2", "3.3", "3.4"),
    *("4.1", "4.2", "4.3"),
    *("5.1", "5.2", "5.3", "5.4"),
    "6.1",
]


MADE = datetime.datetime(2026, 11, 27, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    pool = Serial()
    scenarios = (WITH_EVIDENCE, CLUSTERS)
    worlds = Worlds(scenarios, None)
    done = run_experiment(scenarios, seed=1, replications=3, executor=pool, worlds=worlds)
    planned = run_experiment(scenarios, seed=1, replications=3, executor=pool)
    known = what_decides(done)
    (some, *_) = known.leading or (seen(done).inputs[0],)
    return Evidence(
        command=Command("small", "my clusters", "figures", 3, 2, "*notice", 1),
        edition=edition(done, MADE),
        experiment=done,
        comparison=compare(done),
        reported=REPORTED,
        held=hold_against(REPORTED.figures, levels(planned.arms[0], 0.95)),
        verification=verify(all_cases()[-1:], 1, pool),
        why=dataclasses.replace(known, leading=(some,)),
        sensitivity=sensitivity(planned, 2, "*notice", pool),
        is_finished=True,
    )


@pytest.fixture(scope="module")
def pages(evidence: Evidence) -> dict[str, str]:
    return pack(evidence)


def rows(page: str) -> list[list[str]]:
    """The cells of every table of a page."""
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in page.splitlines()
        if line.startswith("|")
    ]


def test_the_opening_page_leads_to_every_other(pages: dict[str, str]) -> None:
    assert list(pages) == ["README.md", *CONTENTS]
    for name in CONTENTS:
        assert f"]({name})" in pages["README.md"]


def test_no_item_is_empty(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert all(cell for row in rows(page) for cell in row)
        assert not re.search(r"\b(nan|None:|Estimate\(|inf)\b", page)
        assert not re.search(r"^## .*\n+(## |\Z)", page, re.MULTILINE)


def test_tables_are_as_wide_in_every_row(pages: dict[str, str]) -> None:
    for page in pages.values():
        for block in page.split("\n\n"):
            assert len({len(row) for row in rows(block)}) <= 1


def estimate_paths(part: object, path: str = "") -> Iterator[str]:
    """Where the file of a scenario has a number, whatever its record is called."""
    if isinstance(part, dict) and part.keys() == Estimate.model_fields.keys():
        yield path.removeprefix(".")
    elif isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from estimate_paths(inner, f"{path}.{key}")


class MoreRules(Rules):
    """Rules with one more."""

    weekend_duty: bool = True
    """Whether a team is on duty at weekends."""


class MoreWorkforce(Workforce):
    """A workforce with one number more."""

    mentoring: Amount = Amount(value=2, unit="hours a week", source="a guess")


def with_more(scenario: Scenario) -> Scenario:
    rules = MoreRules(**dict(scenario.structure.rules))
    structure = scenario.structure.model_copy(update={"rules": rules})
    workforce = MoreWorkforce(**dict(scenario.workforce))
    return scenario.model_copy(update={"structure": structure, "workforce": workforce})


@pytest.mark.parametrize("kind", [Rules, Team, Post])
def test_no_setting_of_a_structure_is_left_out(
    evidence: Evidence, pages: dict[str, str], kind: type[Record]
) -> None:
    listed = [cell for row in rows(pages["stress-des.md"]) for cell in row]
    sides = 1 if kind is Rules else len(evidence.experiment.scenarios)
    for setting in kind.model_fields:
        if setting != "posts":  # which have a table of their own
            assert listed.count(f"`{setting}`") == sides


def test_lists_are_written_as_a_reader_would_say_them(pages: dict[str, str]) -> None:
    assert not [name for name, page in pages.items() if "('" in page or "()" in page]


def test_what_is_added_to_the_model_is_in_the_pack_at_once(evidence: Evidence) -> None:
    scenarios = tuple(with_more(scenario) for scenario in evidence.experiment.scenarios)
    done = dataclasses.replace(evidence.experiment, scenarios=scenarios)
    page = stress_des(done, evidence.comparison)
    assert "| `weekend_duty` | yes | yes | Whether a team is on duty at weekends. |" in page
    added = "| `workforce.mentoring` | both | 2 hours a week |"
    assert added in register(inputs(*scenarios), None, scenarios)


def test_the_register_has_every_number_of_both_scenarios_with_its_evidence(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    listed = {row[0].split("`")[1] for row in rows(pages["assumptions.md"]) if "`" in row[0]}
    covered = {
        text_of(place)
        for each in inputs(*evidence.experiment.scenarios)
        if each.name in listed
        for place in each.places
    }
    for scenario in evidence.experiment.scenarios:
        assert set(estimate_paths(scenario.model_dump())) <= covered
    assert (
        "| `handoffs.notice` | A | 5 working days | 1-20 | M: from memory | "
        "a protocol \\| of 2013 | the middle | amber |"
    ) in pages["assumptions.md"]


def test_what_single_inputs_do_stands_on_a_page_of_its_own(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    assert evidence.sensitivity is not None
    (notice,) = evidence.sensitivity.ranked
    _, key, strongest = max(notice.effects, key=lambda each: each[2].strength)
    assert difference(strongest.change, CATALOGUE[key].unit) in pages["one-by-one.md"]


def test_what_decides_it_is_told_on_the_opening_page_and_in_the_register(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    assert evidence.why is not None
    assert text(why_words.decides(evidence.why)) in pages["README.md"]
    (first,) = evidence.why.leading
    section = pages["assumptions.md"].partition("## Those that decide anything")[2]
    assert rows(section.partition("##")[0])[2][0].startswith(f"`{first.name}`")


def test_pages_whose_evidence_is_still_to_come_are_left_out(evidence: Evidence) -> None:
    begun = dataclasses.replace(
        evidence, held=None, verification=None, sensitivity=None, is_finished=False
    )
    found = pack(begun)
    assert not {"validation.md", "verification.md", "one-by-one.md"} & found.keys()
    assert "**Not finished.**" in found["README.md"]
    assert "(validation.md)" not in found["README.md"]


def test_every_page_says_its_edition(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert re.search(r"---\n\nLocality \S+, 27 November 2026; content \w+", page)


def test_losses_come_before_gains_and_each_has_its_count(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    opening = pages["README.md"]
    told = [opening.index(f"| {text(answer.title(each))} |") for each in in_order(evidence)]
    assert told == sorted(told)
    assert all(text(answer.likelihood(each)) in opening for each in in_order(evidence))


def in_order(evidence: Evidence) -> list[Judged]:
    return [each for part in answer.sorted_out(evidence.comparison).values() for each in part]


def test_a_figure_the_worlds_were_found_by_is_no_independent_evidence(
    evidence: Evidence,
) -> None:
    (figure,) = REPORTED.figures
    workload = figure.model_copy(update={"kind": "workload"})
    table = WorldTable("x", "x", "x", 1, 1, (), np.empty((3, 0)), ("Contacts",), np.ones((3, 1)))
    scenarios = evidence.experiment.scenarios
    found = dataclasses.replace(evidence.experiment, worlds=Worlds(scenarios, table))
    assert standing(figure, found) == "input"
    assert standing(workload, found).startswith("calibrated to")
    other = workload.model_copy(update={"title": "Something else"})
    assert standing(other, found).startswith("independent")


def test_runs_from_the_store_take_no_time(evidence: Evidence) -> None:
    stored = tuple(
        tuple(dataclasses.replace(run, is_stored=True) for run in arm)
        for arm in evidence.experiment.arms
    )
    found = dataclasses.replace(evidence.experiment, arms=stored, seconds=0.2)
    assert time_taken(found) == "none: all 6 runs were in the store already"


def test_each_source_is_in_the_data_log_with_what_rests_on_it(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    assert "| a protocol \\| of 2013 | M |" in pages["data-log.md"]
    named = set(re.findall(r"`([^`]+)`", pages["data-log.md"]))
    assert {each.name for each in inputs(*evidence.experiment.scenarios)} <= named
    assert "| a report | R | Contacts |" in pages["data-log.md"]


def test_every_stress_item_is_filled_in(pages: dict[str, str]) -> None:
    found = re.findall(r"^### ([\d.]+) (.+)\n\n(.+)$", pages["stress-des.md"], re.MULTILINE)
    assert [number for number, _, _ in found] == STRESS_ITEMS
    assert all(len(said) > 8 for _, _, said in found)


def test_checks_laws_and_figures_are_all_shown(evidence: Evidence, pages: dict[str, str]) -> None:
    assert len(rows(pages["verification.md"])) == 2 + len(
        evidence.verification.checks if evidence.verification else ()
    )
    assert len(rows(pages["validation.md"])) == 2 + len(evidence.held or ())
    assert re.search(r"\| input \| \d of 3 runs \| R \|", pages["validation.md"])
    laws = sum(len(laws_of(arm)) for arm in evidence.experiment.arms)
    assert len(rows(pages["laws.md"])) == 4 + laws


def test_what_would_repeat_the_pack_is_told(evidence: Evidence, pages: dict[str, str]) -> None:
    for scenario in evidence.experiment.scenarios:
        assert scenario.content_hash in pages["versions.md"]
    assert (
        "locality assure small 'my clusters' --out assurance --figures figures --inputs worlds "
        "--replications 3 --seed 1 --screening 2 --vary '*notice'"
    ) in pages["versions.md"]
    assert re.search(r"Locality \| .*source [0-9a-f]{16}", pages["versions.md"])


def test_the_limits_are_those_of_the_readme(pages: dict[str, str]) -> None:
    assert limits.as_markdown() in (ROOT / "README.md").read_text()
    assert limits.as_markdown() in pages["limits.md"]


@pytest.mark.parametrize(
    ("grade", "value", "expected"),
    [
        ("R", 5, Colour.GREEN),
        ("D", 5, Colour.GREEN),
        ("M", 5, Colour.AMBER),
        ("A", 5, Colour.RED),
        (None, 5, Colour.RED),
        ("R", 7, Colour.AMBER),
        ("M", 7, Colour.RED),
        ("A", 7, Colour.RED),
    ],
)
def test_quality_follows_from_the_grade_and_the_range(
    grade: Grade | None, value: float, expected: Colour
) -> None:
    assert quality(Estimate(value=value, low=4, high=6, grade=grade)) is expected


def test_the_picture_has_every_activity_and_every_route(proposed: Scenario) -> None:
    drawn = picture(proposed)
    nodes = dict(re.findall(r"^ +(n\d+)(?:\[|\(\[)\"(.+?)\"", drawn, re.MULTILINE))
    assert set(nodes.values()) == {*proposed.pathway.activities, *proposed.pathway.endings}
    arrows = {(nodes[a], nodes[b]) for a, b in re.findall(r"(n\d+) --> (n\d+)", drawn)}
    assert ("single assessment", "in-need plan") in arrows
    assert '["Central & East / North, West & Rural / South"]' in drawn
    assert len(rows(routes(proposed))) == 2 + len(proposed.pathway.activities)

"""The assurance pack is whole: no item is empty, and no number in it is not in the run."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.experiment.comparison import compare, levels
from sim.experiment.experiment import run_experiment
from sim.experiment.laws import laws_of
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import Colour, sensitivity
from sim.experiment.studies.validation import hold_against
from sim.experiment.work.pool import Serial
from sim.present.assurance.assurance_pack import CONTENTS, Evidence, pack
from sim.present.assurance.pathway_diagram import picture, routes
from sim.present.assurance.rating import quality
from sim.present.assurance.register import register, what_matters
from sim.present.assurance.stress_des import stress_des
from sim.present.assurance.versions import Command
from sim.present.words import limits
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


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    pool = Serial()
    done = run_experiment((WITH_EVIDENCE, CLUSTERS), seed=1, replications=3, executor=pool)
    simulated = levels(done.arms[0], 0.95)
    return Evidence(
        command=Command("small", "my clusters", "figures", 3, 2, "*notice", 1),
        experiment=done,
        comparison=compare(done),
        sensitivity=sensitivity(done, 2, "*notice", pool),
        reported=REPORTED,
        held=hold_against(REPORTED.figures, simulated),
        verification=verify(all_cases()[-1:], 1, pool),
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
    for text in pages.values():
        assert all(cell for row in rows(text) for cell in row)
        assert not re.search(r"\b(nan|None:|Estimate\(|inf)\b", text)
        assert not re.search(r"^## .*\n+(## |\Z)", text, re.MULTILINE)


def test_tables_are_as_wide_in_every_row(pages: dict[str, str]) -> None:
    for text in pages.values():
        for block in text.split("\n\n"):
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
    found = sensitivity(done, 2, "no such input", Serial())
    added = "| `workforce.mentoring` | both | 2 hours a week |"
    verdicts = [primary.verdict for primary in evidence.comparison.primaries]
    assert added in register(found, verdicts, scenarios)


def test_the_register_has_every_number_of_both_scenarios_with_its_evidence(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    listed = {row[0].split("`")[1] for row in rows(pages["assumptions.md"]) if "`" in row[0]}
    covered = {
        text_of(place)
        for each in evidence.sensitivity.influences
        if each.input.name in listed
        for place in each.input.places
    }
    for scenario in evidence.experiment.scenarios:
        assert set(estimate_paths(scenario.model_dump())) <= covered
    assert (
        "| `handoffs.notice` | A | 5 working days | 1-20 | M: from memory | "
        "a protocol \\| of 2013 | the middle | amber |"
    ) in pages["assumptions.md"]


def test_the_register_states_what_the_runs_showed(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    (notice,) = evidence.sensitivity.ranked
    _, _, strongest = max(notice.effects, key=lambda each: each[2].strength)
    assert (
        difference(strongest.change, "per child") in pages["assumptions.md"]
        or difference(strongest.change, "%") in pages["assumptions.md"]
    )


def test_what_matters_most_is_told_on_the_opening_page(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    verdicts = [primary.verdict for primary in evidence.comparison.primaries]
    told = list(what_matters(evidence.sensitivity, verdicts))
    assert "1. **handoffs notice** (in A alone): 5 working days, range 1-20" in told[1]
    assert "moves one side of the comparison alone" in told[2]
    for paragraph in told:
        assert paragraph in pages["README.md"]
        assert paragraph in pages["assumptions.md"]


def test_a_verdict_that_an_input_turns_is_told(evidence: Evidence) -> None:
    (notice,) = evidence.sensitivity.ranked
    others = [
        next(word for word in Verdict if word is not effect.verdict)
        for effect in notice.ends[0].effects.values()
    ]
    told = "".join(what_matters(evidence.sensitivity, others))
    assert told.count("turns from") >= 3


def test_each_source_is_in_the_data_log_with_what_rests_on_it(
    evidence: Evidence, pages: dict[str, str]
) -> None:
    assert "| a protocol \\| of 2013 | M |" in pages["data-log.md"]
    named = set(re.findall(r"`([^`]+)`", pages["data-log.md"]))
    assert {each.input.name for each in evidence.sensitivity.influences} <= named
    assert "| a report | R | Contacts |" in pages["data-log.md"]


def test_every_stress_item_is_filled_in(pages: dict[str, str]) -> None:
    found = re.findall(r"^### ([\d.]+) (.+)\n\n(.+)$", pages["stress-des.md"], re.MULTILINE)
    assert [number for number, _, _ in found] == STRESS_ITEMS
    assert all(len(text) > 8 for _, _, text in found)


def test_checks_laws_and_figures_are_all_shown(evidence: Evidence, pages: dict[str, str]) -> None:
    assert len(rows(pages["verification.md"])) == 2 + len(evidence.verification.checks)
    assert len(rows(pages["validation.md"])) == 2 + len(evidence.held)
    assert "| an input | R |" in pages["validation.md"]
    laws = sum(len(laws_of(arm)) for arm in evidence.experiment.arms)
    assert len(rows(pages["laws.md"])) == 4 + laws


def test_what_would_repeat_the_pack_is_told(evidence: Evidence, pages: dict[str, str]) -> None:
    for scenario in evidence.experiment.scenarios:
        assert scenario.content_hash in pages["versions.md"]
    assert (
        "locality assure small 'my clusters' --out assurance --figures figures --replications 3 "
        "--seed 1 --screening 2 --inputs '*notice'"
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

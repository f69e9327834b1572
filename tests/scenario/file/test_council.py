"""A council: whatever is typed in is either told what is wrong with it, or can be run."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from sim.measures.catalogue import CATALOGUE
from sim.model.replication import simulate
from sim.scenario.check.consistency import estimates, warnings
from sim.scenario.exact.capacity import check_capacity
from sim.scenario.exact.chain import solve
from sim.scenario.exact.volumes import counts
from sim.scenario.file.council import (
    Council,
    CouncilError,
    Layout,
    Locality,
    OpenCases,
    Posts,
    problems,
)
from sim.scenario.file.council_reported import written_figures
from sim.scenario.file.council_text import EXTENDS, base_text, turned, written
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.patterns import PATTERNS, Assessments, PatternName
from sim.scenario.file.reported import load_reported
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.overrides import override
from tests.scenario.councils import (
    CLUSTERS,
    LAYOUTS,
    NORTHSHIRE,
    TODAY,
    any_council,
    base,
    loaded,
    smaller,
)

EACH_PATTERN = pytest.mark.parametrize("pattern", PATTERNS)
_SHORT = {"horizon.starts": "2024-02-01", "horizon.measured_from": "2024-03-01"}


def text_of(council: Council, layout: Layout) -> str:
    of = base(council.assessments)
    return written(council, layout, of, turned(council, of))


# As much as a test may take: a failing council is not made smaller, as each takes a second.
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data(), layout=LAYOUTS)
def test_every_council_without_problems_loads_and_has_posts_for_all(
    data: st.DataObject, layout: Layout
) -> None:
    council = data.draw(any_council())
    assume(not problems(council, layout))
    scenario = loaded(text_of(council, layout))
    assert set(scenario.demand.localities) == {each.name for each in council.localities}
    casework = [
        team
        for name, team in scenario.structure.teams.items()
        if name not in base(council.assessments).structure.teams
    ]
    of = council.posts
    workers = [post for team in casework for post in team.posts if post.role == "social worker"]
    assert sum(post.number * post.fte for post in workers) == pytest.approx(
        of.social_workers, abs=0.06
    )
    assert sum(post.vacant for post in workers) == of.vacant
    assert sum(post.agency for post in workers) == of.agency
    assert sum(post.newly_qualified for post in workers) == of.newly_qualified
    for team in casework:
        assert team.owns
        assert any(post.number > post.vacant for post in team.posts if post.cap)
        assert any(post.role == "team manager" and post.number for post in team.posts)
    # What nobody owned would have kept it from loading; nobody owns nothing, and all is asked for.
    assert all(row.asked >= 0 for row in check_capacity(scenario).roles)


@EACH_PATTERN
@pytest.mark.parametrize("assessments", EXTENDS)
def test_a_council_has_the_volumes_that_were_typed_in(
    pattern: PatternName, assessments: Assessments
) -> None:
    council = replace(NORTHSHIRE, assessments=assessments)
    scenario = loaded(text_of(council, Layout(pattern, "joint")))
    found = counts(solve(scenario), scenario.demand.contacts_per_month.value)
    for name, value in found.items():
        assert value == pytest.approx(getattr(council.volumes, name) / 12, rel=0.005), name
    assert scenario.open_cases["in-need plan"].value == 700
    assert not warnings(scenario)


@EACH_PATTERN
def test_posts_are_split_by_equal_load(pattern: PatternName) -> None:
    council = replace(NORTHSHIRE, posts=replace(NORTHSHIRE.posts, vacant=0))
    scenario = loaded(text_of(council, Layout(pattern, PATTERNS[pattern].open_cases)))
    rows = [
        row
        for row in check_capacity(scenario).roles
        if row.role == "social worker" and row.team not in base().structure.teams
    ]
    most = max(rows, key=lambda row: row.asked / row.had)
    for row in rows:
        # One post fewer here would load this team at least as much as any is loaded now.
        assert row.asked / (row.had - row.hours_per_fte) >= most.asked / most.had - 0.06


@pytest.mark.parametrize("pattern", ["access and clusters", "generic teams"])
def test_a_council_runs(pattern: PatternName) -> None:
    council = smaller(replace(NORTHSHIRE, posts=Posts(14, 6, 3, 1, 2)), by=8)
    scenario = loaded(text_of(council, Layout(pattern, PATTERNS[pattern].open_cases)))
    short = override(scenario, _SHORT | {"horizon.ends": "2024-04-30"})
    log = simulate(short, seed=1, replication=0)
    assert len(log.events) > 100


def test_both_structures_have_the_same_demand() -> None:
    one, other = (loaded(text_of(NORTHSHIRE, layout)) for layout in (TODAY, CLUSTERS))
    assert one.demand == other.demand
    assert one.pathway == other.pathway
    assert one.open_cases == other.open_cases
    assert set(one.structure.teams) ^ set(other.structure.teams) == {
        "Referral and Assessment", "Family Support",
        "Access", "East", "West", "Coast and Vale", "Moor",
    }  # fmt: skip


def test_peterboroughs_own_names_and_figures_come_out_as_its_own_inputs() -> None:
    shipped = load_scenario(shipped_folder() / "current.yaml")
    council = Council(
        "Peterborough",
        2013,
        (
            Locality("Central & East", 42),
            Locality("North, West & Rural", 35),
            Locality("South", 23),
        ),
        replace(
            NORTHSHIRE.volumes,
            **{name: 12 * value for name, value in counts(solve(shipped), 825).items()},
            contacts=825,
        ),
        OpenCases(730, 250, 360),
        Posts(78, 8, 16, 2, 6),
        "initial and core",
    )
    scenario = loaded(text_of(council, TODAY))
    for path in ("demand", "open_cases", "assumptions", "pathway"):
        ours, theirs = getattr(scenario, path), getattr(shipped, path)
        numbers = zip(_numbers(ours), _numbers(theirs), strict=True)
        assert all(one == pytest.approx(other, rel=0.005, abs=1e-4) for one, other in numbers), path


def _numbers(part: object) -> list[float]:
    """Every number in a part of a scenario."""
    return [each.value for _, each in estimates((), part)]


def test_every_setting_says_what_it_is_and_where_it_is_found() -> None:
    lines = text_of(NORTHSHIRE, CLUSTERS).splitlines()
    assert max(map(len, lines)) <= 100
    for at, line in enumerate(lines):
        if "{value:" in line and not line.lstrip().startswith("cap:"):
            above = [text.lstrip() for text in lines[max(0, at - 4) : at]]
            assert any(text.startswith("#") for text in above), line
            assert "source:" in line + lines[at + 1], line


def test_a_number_outside_its_evidence_is_kept_and_said() -> None:
    council = replace(NORTHSHIRE, volumes=replace(NORTHSHIRE.volumes, referrals=5400))
    inputs = turned(council, base())
    [share] = inputs.behind("referrals")
    assert not share.inside_evidence
    assert inputs.is_met("referrals")
    text = text_of(council, CLUSTERS)
    assert "Outside the evidence for" in text
    scenario = loaded(text)
    said = [finding.message for finding in warnings(scenario)]
    assert any("threshold decision" in each and "outside its evidence" in each for each in said)


def test_volumes_that_cannot_be_had_are_told_with_what_there_is() -> None:
    volumes = replace(NORTHSHIRE.volumes, conferences=900, protection_plans=880)
    inputs = turned(replace(NORTHSHIRE, volumes=volumes), base())
    assert not inputs.is_met("conferences")
    assert inputs.gives["conferences"] < inputs.asked["conferences"]
    assert "the inputs give" in text_of(replace(NORTHSHIRE, volumes=volumes), CLUSTERS)


def test_shares_of_needs_that_leave_little_room_are_varied_in_no_world() -> None:
    volumes = replace(NORTHSHIRE.volumes, section_47=2500, conferences=None, not_in_need=None)
    council = replace(NORTHSHIRE, volumes=replace(volumes, protection_plans=None))
    needs = loaded(text_of(council, CLUSTERS)).demand.needs
    assert needs["short help"].share.value < 0.2
    assert all(need.share.fixed for name, need in needs.items() if name != "short help")
    assert not any(
        need.share.fixed for need in loaded(text_of(NORTHSHIRE, TODAY)).demand.needs.values()
    )


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 61}),
        ("name", {"name": "a\u200bb"}),
        ("year", {"year": 1990}),
        ("localities", {"localities": ()}),
        ("localities.0.name", {"localities": (Locality("", 1),)}),
        ("localities.1.name", {"localities": (Locality("East", 1), Locality("EAST", 1))}),
        ("localities.0.families", {"localities": (Locality("East", 0),)}),
        ("localities.0.area", {"localities": (Locality("East", 1, "Access"),)}),
        ("localities.0.area", {"localities": (Locality("Duty", 1),)}),
        ("localities.0.area", {"localities": (Locality("East", 1, " a"),)}),
        (
            "localities.1.area",
            {"localities": (Locality("A", 1, "East"), Locality("B", 1, "east"))},
        ),
        ("contacts", {"volumes": replace(NORTHSHIRE.volumes, contacts=float("nan"))}),
        ("referrals", {"volumes": replace(NORTHSHIRE.volumes, referrals=20_000)}),
        ("section_47", {"volumes": replace(NORTHSHIRE.volumes, section_47=2_800)}),
        ("conferences", {"volumes": replace(NORTHSHIRE.volumes, conferences=931)}),
        ("conferences", {"volumes": replace(NORTHSHIRE.volumes, conferences=0)}),
        ("in_need", {"open_cases": OpenCases(-1, 0, 0)}),
        ("chairs", {"posts": replace(NORTHSHIRE.posts, chairs=0)}),
        ("vacant", {"posts": replace(NORTHSHIRE.posts, vacant=70)}),
        ("social_workers", {"posts": replace(NORTHSHIRE.posts, social_workers=4.5)}),
        ("managers", {"posts": replace(NORTHSHIRE.posts, managers=4)}),
        ("sickness", {"sickness": 80}),
        ("assessments_in_time", {"outcomes": replace(NORTHSHIRE.outcomes, assessments_in_time=-1)}),
    ],
)
def test_each_mistake_is_told_at_its_field(field: str, changes: dict[str, Any]) -> None:
    council = replace(NORTHSHIRE, **changes)
    found = problems(council, CLUSTERS)
    assert field in {wrong.field for wrong in found}
    with pytest.raises(CouncilError) as error:
        written(council, CLUSTERS, base(), turned(NORTHSHIRE, base()))
    assert [each.message for each in found] == str(error.value).splitlines()


def test_all_mistakes_are_told_at_once() -> None:
    council = replace(NORTHSHIRE, name="", year=1, sickness=99, open_cases=OpenCases(-1, -1, -1))
    assert len(problems(council)) == 6
    with pytest.raises(CouncilError):
        turned(council, base())
    with pytest.raises(CouncilError):
        written_figures(council)


def test_too_few_managers_for_so_many_workers_are_told() -> None:
    council = replace(NORTHSHIRE, posts=replace(NORTHSHIRE.posts, social_workers=300, managers=6))
    assert not problems(council, CLUSTERS)
    with pytest.raises(CouncilError, match="fewest for these teams"):
        text_of(council, CLUSTERS)


@pytest.mark.parametrize("assessments", EXTENDS)
def test_reported_figures_can_be_read_and_name_measures(
    assessments: Assessments, tmp_path: Path
) -> None:
    file = tmp_path / "reported.yaml"
    file.write_text(written_figures(replace(NORTHSHIRE, assessments=assessments)))
    reported = load_reported(file)
    assert len(reported.figures) == 13
    assert {figure.measure for figure in reported.figures} <= set(CATALOGUE)
    for figure in reported.figures:
        assert figure.reported is not None
        assert figure.low <= figure.reported <= figure.high


def test_figures_that_were_not_typed_in_are_not_reported() -> None:
    volumes = replace(NORTHSHIRE.volumes, section_47=None, conferences=None)
    council = Council(
        "A", 2020, NORTHSHIRE.localities, volumes, NORTHSHIRE.open_cases, Posts(9, 5, 2, 1, 1)
    )
    text = written_figures(council)
    assert "section_47_a_month" not in text
    assert "%" not in text.replace(" %.", "")


@pytest.mark.parametrize("assessments", EXTENDS)
def test_the_base_is_one_team_with_the_shipped_pathway(assessments: Assessments) -> None:
    scenario = loaded(base_text(assessments))
    assert list(scenario.demand.localities) == ["Everywhere"]
    assert len(scenario.structure.teams) == 4

"""A sweep varies what was asked for, over the range of the evidence, and refuses what it cannot."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.studies.design import DesignError, Varied, grid, points, sample, varied
from tests.scenario.files import small

SMALL = small("""
handoffs:
  notice: {value: 5, low: 2, high: 10}
structure:
  teams:
    North Families:
      posts:
        - {role: team manager, number: 1}
        - {role: social worker, number: 5, cap: {value: 20, low: 15, high: 25}}
""")
CAPS = "structure.teams.*.posts.*.cap"


def test_the_range_is_that_of_the_evidence_unless_another_is_given() -> None:
    assert varied(SMALL, "handoffs.notice") == Varied(
        "handoffs.notice", (("handoffs", "notice"),), 2, 10
    )
    assert varied(SMALL, "handoffs.notice=-1.5..3").low == -1.5
    assert varied(SMALL, "handoffs.hours_out=1..6").high == 6


def test_a_plain_number_takes_whole_values() -> None:
    found = varied(SMALL, "structure.teams.North Families.posts.1.number=3..6")
    assert found.is_whole
    assert [found.at(share) for share in (0, 0.4, 1)] == [3, 4, 6]
    assert grid([found], 9) == [(3,), (4,), (5,), (6,)]


def test_a_pattern_moves_all_that_fit_together() -> None:
    found = varied(SMALL, f"{CAPS}=10..30")
    assert len(found.places) > 3
    (_, point) = points(SMALL, [found], [(12.0,)])
    assert point.scenario is not None
    caps = [post.cap for team in point.scenario.structure.teams.values() for post in team.posts]
    assert {cap.value for cap in caps if cap is not None} == {12.0}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("handoffs.notices", "did you mean 'handoffs.notice'?"),
        ("handoffs.notice.value.more=1..2", "no number stands there"),
        ("structure.teams.North Families.posts.9.number=1..2", "no number stands there"),
        ("structure.teams.North Families.posts.x.number=1..2", "no number stands there"),
        ("structure.rules.return_to_previous_worker=0..1", "no number stands there"),
        ("title=0..1", "no number stands there"),
        ("handoffs.hours_out", "give one, as in handoffs.hours_out=1..4"),
        (CAPS, "it has no range of evidence"),
        ("structure.teams.North Families.posts.1.number", "it has no range of evidence"),
        ("handoffs.notice=4..4", "not from 4 to 4"),
        ("handoffs.notice=4..1", "not from 4 to 1"),
        ("handoffs.notice=1.2.3..4", "no path of an input"),
        (f"handoffs.notice=1..{'9' * 400}", "not from 1 to inf"),
        ("demand.localities.St. Ives", "no number stands there"),
        ('demand.localities."St. Ives"', "no number stands there"),
        (r'"\q"', "no name in quotes"),
        ("", "no path of an input"),
    ],
)
def test_what_cannot_be_varied_is_refused_in_words(asked: str, said: str) -> None:
    with pytest.raises(DesignError) as refused:
        varied(SMALL, asked)
    assert said in str(refused.value)


def test_a_grid_has_every_combination() -> None:
    inputs = [varied(SMALL, "handoffs.notice"), varied(SMALL, "handoffs.hours_in=1..2")]
    assert grid(inputs, 3) == [(n, h) for n in (2.0, 6.0, 10.0) for h in (1.0, 1.5, 2.0)]


@settings(deadline=None, max_examples=30)  # the first imports scipy.stats
@given(st.integers(1, 12), st.integers(0, 1_000))
def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_range(
    number: int, seed: int
) -> None:
    inputs = [varied(SMALL, "handoffs.notice=0..1"), varied(SMALL, "handoffs.hours_in=0..1")]
    found = sample(inputs, number, seed)
    assert found == sample(inputs, number, seed)
    for column in zip(*found, strict=True):
        assert sorted(int(value * number) for value in column) == [*range(number)]


def test_the_scenario_as_it_stands_is_point_0() -> None:
    inputs = [varied(SMALL, "handoffs.notice"), varied(SMALL, "handoffs.hours_in=1..2")]
    first, second = points(SMALL, inputs, [(2.0, 1.5)])
    assert (first.number, first.values, first.scenario) == (0, (5.0, 5.0), SMALL)
    assert second.scenario is not None
    assert second.scenario.handoffs.notice.value == 2
    assert second.scenario.handoffs.hours_in.value == 1.5
    assert second.number == 1


def test_a_point_that_cannot_be_run_says_why_and_costs_no_other() -> None:
    usual = varied(SMALL, "pathway.activities.assessment.planned_days.usual=20..50")
    one, other, third = points(SMALL, [usual], [(20.0,), (50.0,)])
    assert (one.why_not, other.why_not) == ("", "")
    assert third.scenario is None
    assert "order them upwards" in third.why_not
    sickness = varied(SMALL, "workforce.sickness=0..2")
    assert "workforce.sickness" in points(SMALL, [sickness], [(2.0,)])[1].why_not


def test_two_shares_of_one_whole_cannot_both_be_set() -> None:
    inputs = [varied(SMALL, f"demand.localities.{name}=0.1..0.9") for name in ("North", "South")]
    sharing, adding_up = points(SMALL, inputs, [(0.3, 0.4), (0.3, 0.7)])[1:]
    assert sharing.why_not == "demand.localities.North gives way to another share that is varied"
    assert adding_up.scenario is not None

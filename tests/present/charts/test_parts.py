"""Charts of levels hold the levels of the comparison, and titles say which way they go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Direction
from sim.experiment.studies.validation import Held, hold_against
from sim.measures.catalogue import CATALOGUE
from sim.present.charts import capacity, changes, gains, validation, waits
from sim.present.words import findings, words
from sim.present.words.measures import BY_LOCALITY
from sim.scenario.exact.capacity import RoleCapacity, check_capacity
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from tests.experiment.runs import made_up
from tests.present.charts.drawn import data, spec, values_of
from tests.present.charts.made import experiment, reported


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(experiment(pairs=5))


def test_localities_are_told_by_the_words_of_the_tables(found: Comparison) -> None:
    chart = gains.by_locality(found)
    outcomes = [o for m in BY_LOCALITY for o in found.parts(m, "locality")]
    assert list(chart.table["Verdict"]) == [words.direction(outcome) for outcome in outcomes]


def test_each_team_shows_what_it_carries_in_each_structure(found: Comparison) -> None:
    chart = gains.by_team(found)
    in_both = chart.table[(chart.table["A"].notna()) & (chart.table["B"].notna())]["Part"]
    assert set(in_both) == set(found.a.structure.teams) & set(found.b.structure.teams)
    drawn = {row["told"].partition(": ")[0] for row in data(chart, "row")}
    assert drawn == {
        f"{team}, {side}"
        for side, scenario in (("A", found.a), ("B", found.b))
        for team in scenario.structure.teams
    }


def test_waits_show_both_levels_and_count_which_way_they_go(found: Comparison) -> None:
    for chart, measures in (
        (waits.days_waited(found), waits.DAYS),
        (waits.children_waiting(found), waits.CHILDREN),
    ):
        means = {round(row["mean"], 9) for row in data(chart, "mean")}
        ways = []
        for measure in measures:
            outcome = found.find(measure)
            assert outcome is not None
            assert {round(outcome.a.mean, 9), round(outcome.b.mean, 9)} <= means
            ways.append(outcome.direction)
        lower, higher = ways.count(Direction.LOWER), ways.count(Direction.HIGHER)
        assert f"{lower} lower in B, {higher} higher" in chart.title


def test_columns_are_the_shares_of_children_by_changes(found: Comparison) -> None:
    rows = data(changes.worker_changes(found), "changes")
    assert len(rows) == 2 * len(changes.SHARES)
    for measure, name in changes.SHARES.items():
        outcome = found.find(measure)
        assert outcome is not None
        drawn = [row for row in rows if row["changes"] == name]
        assert [row["mean"] for row in drawn] == [outcome.a.mean, outcome.b.mean]
        assert [row["high"] for row in drawn] == [outcome.a.high, outcome.b.high]


def test_expected_handoffs_are_those_of_the_chain(found: Comparison) -> None:
    a, b = solve(found.a), solve(found.b)
    table = changes.handoffs_per_referral(found, a, b).table
    assert table.loc[0, "A"] == a.handoffs_per_referral
    assert table.loc[0, "B"] == b.handoffs_per_referral


def test_capacity_shows_the_hours_of_the_check(current: Scenario, proposed: Scenario) -> None:
    for scenario in (current, proposed):
        check = check_capacity(scenario)
        rows = data(capacity.hours(check), "had")
        assert [row["asked"] for row in rows] == [role.asked for role in check.roles]
        assert [row["had"] for row in rows] == [role.had for role in check.roles]
        assert [row["verdict"] for row in rows] == [role.verdict for role in check.roles]
        short = sum(each.verdict == "short" for each in check.caseloads)
        assert capacity.caseloads(check).title.startswith("Short") == (short > 0)


def test_a_long_name_of_a_team_leaves_its_roles_to_be_told_apart(current: Scenario) -> None:
    check = check_capacity(current)
    roles = tuple(replace(role, team="Long " * 20) for role in check.roles)
    shown = spec(capacity.hours(replace(check, roles=roles)))
    (labels,) = set(values_of(shown, "labelExpr"))
    for role in roles:
        assert f"{role.role}s" in labels


def test_the_role_named_as_the_shortest_is_one_that_is_short(current: Scenario) -> None:
    busy = RoleCapacity("North", "social worker", 120, 110, 100, 50, "short", "short", "")
    closing = RoleCapacity("Old", "social worker", 0, 50, 0, 50, "room", "short", "")
    check = replace(check_capacity(current), roles=(closing, busy))
    assert "most in North, social workers (120.0 % asked)" in capacity.hours(check).title


def test_a_range_runs_from_minus_one_to_one_whatever_the_unit() -> None:
    wide, narrow, point = reported()
    simulated = {
        Key(wide.measure): Interval(25, 20, 30, 9),
        Key(narrow.measure): Interval(1.5, 1.25, 1.75, 9),
        Key(point.measure): Interval(50, 49, 51, 9),
    }
    held: tuple[Held, ...] = hold_against([wide, narrow, point], simulated)
    chart = validation.reproduced(held)
    heading, *rows = data(chart, "told")
    assert heading["left"] == "Comes out of the workload"
    assert [row["mean"] for row in rows] == [pytest.approx(-0.5), pytest.approx(2.0), None]
    assert [row["word"] for row in rows] == ["reproduced", "off", "cannot tell"]
    assert chart.title == "Reproduced: 1 of 3 figures of which only a range is known"
    assert list(chart.table["What it is"]) == ["comes out of the workload"] * 3
    assert f"{wide.title}, comes out of the workload: reproduced" in chart.alt


def test_a_chart_of_what_is_not_judged_says_higher_or_lower() -> None:
    key = Key("days_to_first_visit_median")
    gain = compare(made_up({key: [5.0, 6.0, 7.0]}, {key: [3.0, 4.1, 5.0]}))
    noise = compare(made_up({key: [5.0, 6.0, 7.0]}, {key: [3.0, 9.0, 7.0]}))
    title = CATALOGUE[key.measure].title
    assert findings.of_measure(gain, key.measure) == f"{title}: 6.0 to 4.0, lower"
    assert findings.of_measure(noise, key.measure) == f"{title}: 6.0 to 6.3, cannot tell"
    assert findings.of_measure(noise, "over_cap").endswith(": no value in A or B")

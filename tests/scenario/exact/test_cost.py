"""The cost of a year agrees with sums done by hand, and equal posts cost the same to the penny."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.costs import Costs
from sim.scenario.exact.cost import Cost, cost_difference, cost_of
from sim.scenario.file.loading import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post
from tests.scenario import small

PRICES: dict[str, Any] = {
    "price_year": "2015-16",
    "social_worker": {"value": 40_000, "low": 36_000, "high": 45_000},
    "early_help_worker": 0.75,
    "team_manager": {"value": 1.25, "low": 1.1, "high": 1.4},
    "conference_chair": 1.5,
    "agency_premium": {"value": 0.4, "low": 0.3, "high": 0.7},
    "recruiting": {"value": 5000, "low": 3000, "high": 10_000},
}
SHIPPED = load_scenario("scenarios/current.yaml")


def priced(scenario: Scenario, **changed: object) -> Scenario:
    return scenario.model_copy(update={"costs": Costs.model_validate(PRICES | changed)})


def with_posts(posts: dict[str, list[dict[str, Any]]], **workforce: object) -> Scenario:
    """The small service in its current teams with these posts, and nobody elsewhere."""
    data = small.plain()
    for name, team in data["structure"]["teams"].items():
        team["posts"] = posts.get(name, [])
    data["workforce"].update(workforce)
    return priced(small.built(data))


def found(scenario: Scenario) -> Cost:
    cost = cost_of(scenario)
    assert cost is not None
    return cost


def test_without_prices_nothing_is_priced_which_is_not_the_same_as_nought() -> None:
    bare = small.current()
    assert bare.costs is None
    assert cost_of(bare) is None
    assert cost_difference(bare, priced(bare)) is None


def test_posts_cost_their_number_times_their_size_times_their_price() -> None:
    scenario = with_posts(
        {
            "Family Support": [
                {"role": "social worker", "number": 5, "fte": 0.6, "cap": 20, "agency": 2},
                {"role": "team manager", "number": 1},
            ],
            "Conference and Review": [{"role": "conference chair", "number": 2}],
        }
    )
    cost = found(scenario)
    workers, manager, chairs = cost.posts
    assert workers.a_year.value == pytest.approx(3 * 0.6 * 40_000 + 2 * 0.6 * 40_000 * 1.4)
    assert (workers.fte, workers.agency_fte) == pytest.approx((3, 1.2))
    assert manager.a_year.value == pytest.approx(50_000)
    assert chairs.a_year.value == pytest.approx(120_000)
    assert cost.total.value == pytest.approx(sum(each.a_year.value for each in cost.posts))
    # Each end of the range has every price at its worst for that end.
    assert workers.a_year.low == pytest.approx(36_000 * (1.8 + 1.2 * 1.3))
    assert workers.a_year.high == pytest.approx(45_000 * (1.8 + 1.2 * 1.7))
    assert cost.total.high == pytest.approx(45_000 * (1.8 + 1.2 * 1.7 + 1.4 + 2 * 1.5))


def test_staffing_scales_the_posts_of_social_workers_alone() -> None:
    posts = [
        {"role": "social worker", "number": 4, "cap": 20},
        {"role": "team manager", "number": 1},
    ]
    cost = found(with_posts({"Family Support": posts}, staffing=0.75))
    assert [each.a_year.value for each in cost.posts] == [pytest.approx(120_000), 50_000]


def test_on_costs_come_on_top_of_every_role_and_of_the_agencys_premium() -> None:
    plain, on_top = (found(priced(SHIPPED, on_costs=share)) for share in (0, 0.25))
    assert on_top.total.value == pytest.approx(1.25 * plain.total.value)


def test_a_price_that_is_decided_has_no_range_and_one_outside_its_evidence_widens_it() -> None:
    decided = {"value": 40_000, "low": 36_000, "high": 45_000, "fixed": True}
    posts = {"Family Support": [{"role": "social worker", "number": 1, "cap": 20}]}
    scenario = with_posts(posts)
    [row] = found(priced(scenario, social_worker=decided)).posts
    assert row.a_year.low == row.a_year.value == row.a_year.high == 40_000
    outside = {"value": 50_000, "low": 36_000, "high": 45_000}
    [row] = found(priced(scenario, social_worker=outside)).posts
    assert (row.a_year.low, row.a_year.value, row.a_year.high) == (36_000, 50_000, 50_000)


@given(st.data())
def test_equal_posts_cost_the_same_in_whatever_teams(data: st.DataObject) -> None:
    lines = data.draw(
        st.lists(
            st.builds(
                lambda role, number, fte, agency: {
                    "role": role, "number": number, "fte": fte, "agency": min(agency, number),
                    "cap": 20,
                },
                st.sampled_from(["social worker", "team manager", "conference chair"]),
                st.integers(1, 20),
                st.sampled_from([0.1, 0.5, 0.6, 0.7, 1.0]),
                st.integers(0, 20),
            ),
            min_size=1, max_size=8,
        )
    )  # fmt: skip
    teams = list(small.plain()["structure"]["teams"])
    places = data.draw(st.lists(st.sampled_from(teams), min_size=len(lines), max_size=len(lines)))
    # Every line torn into single posts, and these put into teams anew.
    singles = [
        {**line, "number": 1, "agency": int(at < line["agency"])}
        for line in lines
        for at in range(line["number"])
    ]
    scattered = data.draw(st.permutations(singles))
    whole = with_posts({team: [x for x, at in zip(lines, places, strict=True) if at == team]
                        for team in teams})  # fmt: skip
    torn = with_posts({team: list(scattered[at :: len(teams)]) for at, team in enumerate(teams)})
    assert found(whole).total == found(torn).total
    difference = cost_difference(whole, torn)
    assert difference is not None
    assert (difference.value, difference.low, difference.high) == (0, 0, 0)


def test_the_shipped_structures_have_the_same_posts_and_cost_the_same() -> None:
    proposed = load_scenario("scenarios/proposed.yaml")
    difference = cost_difference(SHIPPED, proposed)
    assert difference is not None
    assert (difference.value, difference.low, difference.high) == (0, 0, 0)
    assert found(SHIPPED).total == found(proposed).total


def test_twice_the_prices_cost_twice_as_much() -> None:
    once, twice = (
        found(
            priced(
                SHIPPED,
                social_worker={"value": n * 40_000, "low": n * 36_000, "high": n * 45_000},
                recruiting=n * 5000,
            )
        )
        for n in (1, 2)
    )
    for of in ("total", "vacancies.saved", "vacancies.covered", "recruitment.a_year"):
        for end in ("value", "low", "high"):
            one, two = (_at(cost, f"{of}.{end}") for cost in (once, twice))
            assert two == pytest.approx(2 * one), of
    assert [each.an_hour.value for each in twice.hours] == [
        pytest.approx(2 * each.an_hour.value) for each in once.hours
    ]


def _at(part: Any, path: str) -> float:
    for name in path.split("."):
        part = getattr(part, name)
    return float(part)


@pytest.mark.parametrize(
    ("post", "price"),
    [
        ({"role": "social worker", "number": 1, "cap": 20}, (40_000, 36_000, 45_000)),
        ({"role": "team manager", "number": 1}, (50_000, 36_000 * 1.1, 45_000 * 1.4)),
        (
            {"role": "social worker", "number": 1, "cap": 20, "agency": 1},
            (40_000 * 1.4, 36_000 * 1.3, 45_000 * 1.7),
        ),
    ],
)
def test_one_post_more_costs_exactly_its_price(
    post: dict[str, Any], price: tuple[float, float, float]
) -> None:
    before = priced(SHIPPED)
    team = before.structure.teams["Family Support"]
    more = team.model_copy(update={"posts": (*team.posts, Post.model_validate(post))})
    teams = {**before.structure.teams, "Family Support": more}
    after = before.model_copy(
        update={"structure": before.structure.model_copy(update={"teams": teams})}
    )
    difference = cost_difference(before, after)
    assert difference is not None
    assert (difference.value, difference.low, difference.high) == pytest.approx(price)


def test_a_difference_has_the_prices_of_a_on_both_sides() -> None:
    dearer = priced(SHIPPED, social_worker=80_000)
    difference = cost_difference(priced(SHIPPED), dearer)
    assert difference is not None
    assert difference.value == difference.low == difference.high == 0


def test_posts_that_nobody_leaves_are_never_empty_and_cost_no_recruiting() -> None:
    posts = [{"role": "social worker", "number": 4, "cap": 20, "agency": 1}]
    cost = found(with_posts({"Family Support": posts}, turnover=0, agency_turnover=0))
    assert cost.vacancies.fte == pytest.approx(0)
    assert cost.vacancies.saved.value == pytest.approx(0)
    assert cost.recruitment.leavers == 0


def test_in_the_long_run_a_post_is_empty_for_the_share_that_it_takes_to_fill_it() -> None:
    """Alternating renewal: leaving at rate L and filled after T, it is empty LT / (1 + LT)."""
    posts = [{"role": "social worker", "number": 2, "cap": 20, "agency": 1}]
    data = small.plain()
    data["horizon"] = {"starts": "2001-01-01", "measured_from": "2040-01-01", "ends": "2049-12-31"}
    for team in data["structure"]["teams"].values():
        team["posts"] = []
    data["structure"]["teams"]["Family Support"]["posts"] = posts
    data["workforce"] |= {"turnover": 0.3, "agency_turnover": 0.6, "recruitment": 4}
    cost = found(priced(small.built(data)))
    empty = [rate / 3 / (1 + rate / 3) for rate in (0.6, 0.3)]
    assert cost.vacancies.fte == pytest.approx(sum(empty), rel=1e-6)
    leavers = 0.6 * (1 - empty[0]) + 0.3 * (1 - empty[1])
    assert cost.recruitment.leavers == pytest.approx(leavers, rel=1e-6)
    assert cost.recruitment.a_year.value == pytest.approx(5000 * leavers, rel=1e-6)
    # The agency worker's empty post saves an agency worker's cost, the other that of an employee.
    assert cost.vacancies.saved.value == pytest.approx(40_000 * (1.4 * empty[0] + empty[1]), 1e-6)
    assert cost.vacancies.covered.value == pytest.approx(40_000 * 1.4 * sum(empty), rel=1e-6)
    assert cost.vacancies.more.value == pytest.approx(40_000 * 0.4 * empty[1], rel=1e-6)


def test_managers_for_whom_a_deputy_acts_at_once_leave_no_post_empty() -> None:
    cost = found(with_posts({"Family Support": [{"role": "team manager", "number": 3}]}))
    assert cost.vacancies.fte == pytest.approx(0)
    assert cost.recruitment.leavers == pytest.approx(3 * 0.15)


def test_an_hour_of_case_work_is_a_year_over_the_hours_of_it_that_go_to_cases() -> None:
    cost = found(priced(small.current()))
    by_role = {each.role: each.an_hour.value for each in cost.hours}
    present = 253 * (1 - 0.035) - 25 - 7
    assert by_role["social worker"] == pytest.approx(40_000 / (present * 7.4 * 0.73), rel=1e-3)
    assert by_role["team manager"] == pytest.approx(50_000 / (present * 7.4 * 0.3), rel=1e-3)
    assert by_role["conference chair"] == pytest.approx(60_000 / (present * 7.4 * 0.6), rel=1e-3)


def test_an_hour_of_a_role_without_any_time_for_cases_has_no_price() -> None:
    data = small.plain()
    data["workforce"]["working_time"]["manager_other"] = 148
    cost = found(priced(small.built(data)))
    assert "team manager" not in {each.role for each in cost.hours}

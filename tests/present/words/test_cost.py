"""Cost in words: no more exact than it is known, and never nought where nothing is known."""

from __future__ import annotations

import pytest

from sim.present.words import cost as words
from sim.scenario.exact.cost import cost_of
from sim.scenario.exact.cost_of_work import PieceCost
from sim.scenario.exact.prices import Pounds
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.test_cost import priced, with_posts

ONE = {"role": "social worker", "number": 1, "cap": 20}


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (Pounds(4_905_450, 4_292_000, 5_590_800), "£4.91 million (4.29 to 5.59)"),
        (Pounds(95_552, 57_331, 191_104), "£96,000 (57,000 to 191,000)"),
        (Pounds(405.9, 364.1, 442.8), "£406 (364 to 443)"),
        (Pounds(41_250, 41_250, 41_250), "£41,000"),
        (Pounds(910_000, 820_000, 1_020_000), "£910,000 (820,000 to 1,020,000)"),
        (Pounds(0, 0, 0), "£0"),
        (Pounds(-2_000_000, -3_000_000, 1_000), "-£2.00 million (-3.00 to 0.00)"),
    ],
)
def test_a_sum_is_told_in_three_figures_or_so_with_its_range(of: Pounds, said: str) -> None:
    assert words.whole(of) == said


def test_without_prices_it_says_so_and_names_no_sum() -> None:
    bare = small.current()
    for a, b in ((bare, bare), (bare, priced(bare))):
        said = words.compared(a, b)
        assert "£" not in said
        assert "nothing is said of cost" in said
    assert words.compared(bare, priced(bare)).startswith("A gives no prices")


def test_the_same_posts_in_other_teams_are_said_to_cost_the_same() -> None:
    a = with_posts({"Family Support": [ONE], "Looked After Children": [ONE]})
    b = with_posts({"Family Support": [{**ONE, "number": 2}]})
    said = words.compared(a, b)
    assert said == (
        "The same posts: the same cost, £80,000 (72,000 to 90,000) a year, in pounds of 2015-16."
    )


def test_other_posts_that_happen_to_cost_the_same_are_not_called_the_same() -> None:
    a, b = (
        with_posts({"Family Support": [{**ONE, **of}]}) for of in ({}, {"number": 2, "fte": 0.5})
    )
    assert words.compared(a, b).startswith("Other posts: the same cost, ")


def test_more_and_less_are_said_as_such() -> None:
    one, two = (with_posts({"Family Support": [{**ONE, "number": n}]}) for n in (1, 2))
    assert words.compared(one, two).startswith(
        "The posts of B cost £40,000 (36,000 to 45,000) a year more than those of A, which cost £40"
    )
    assert words.compared(two, one).startswith(
        "The posts of B cost £40,000 (36,000 to 45,000) a year less than those of A, which cost £80"
    )


def test_what_may_be_more_or_less_is_said_to_be_either() -> None:
    manager = {"role": "team manager", "number": 1}
    a = with_posts({"Family Support": [{**ONE, "agency": 1}]})
    b = with_posts({"Family Support": [manager]})
    # An agency worker at 1.4 (1.3 to 1.7) against a manager at 1.25 (1.1 to 1.4).
    assert words.compared(a, b).startswith(
        "The posts of B cost £6,000 a year less (£27,000 less to £4,500 more) than those of A"
    )
    assert " a year more (£4,500 less to £27,000 more) than" in words.compared(b, a)


def other_prices(scenario: Scenario) -> Scenario:
    return priced(scenario, social_worker=50_000, price_year="2025")


def test_other_prices_are_warned_of_in_one_sentence_and_only_there() -> None:
    a = priced(small.current())
    said = words.other_prices(a, other_prices(a))
    assert said == (
        "Prices are not like with like, as A and B differ in price year and social worker: the "
        "cost of both is told at the prices of A."
    )
    assert words.other_prices(a, a) == ""
    assert words.other_prices(a, small.current()) == ""
    assert words.other_prices(small.current(), a) == ""
    assert words.against(a, other_prices(a)).endswith(said)
    assert words.against(a, a).endswith("in pounds of 2015-16.")


def test_vacancies_recruitment_and_work_are_said_with_their_ranges() -> None:
    cost = cost_of(priced(small.current()))
    assert cost is not None
    assert "would cost £" in words.vacancies(cost)
    assert "agency workers included: £" in words.recruitment(cost)
    assert words.a_year(cost).endswith(" a year, in pounds of 2015-16")
    piece = PieceCost("handoff", 748, 11.28, Pounds(405.9, 364.1, 442.8))
    assert words.piece(piece) == "handoff: £406 (364 to 443), 11.3 hours"

"""Waves find all of what is plausible, and nothing else, whatever stops them on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import ks_2samp

from sim.experiment.matching.conflicts import fights, met
from sim.experiment.matching.emulators import TooFewRunsError
from sim.experiment.matching.targets import ALLOWED, CONTRADICTED, Array
from sim.experiment.matching.waves import Matched, Reached, match
from sim.experiment.worlds.inputs import CannotVaryError
from tests.experiment.matching.toy import FIGURES, INPUTS, Toy, figure, plausible

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def found() -> Matched:
    return match(Toy(), FIGURES, worlds=200, most_runs=1500, seed=1)


def test_every_set_kept_was_confirmed_by_a_run_of_its_own(found: Matched) -> None:
    assert len(found.kept) == 200
    assert len(set(found.kept.tolist())) == 200
    for at, target in enumerate(found.targets):
        given = found.figures[found.kept, at]
        assert np.all((given >= target.low) & (given <= target.high))


def test_a_run_may_miss_by_the_chance_of_a_year(found: Matched) -> None:
    counted, in_time = found.targets
    assert counted.expected[0] == pytest.approx(95 - ALLOWED * counted.chance)
    assert counted.low == pytest.approx(95 - CONTRADICTED * counted.chance)
    assert in_time.high == pytest.approx(65 + ALLOWED * in_time.chance)
    assert 0.5 < counted.chance < 1.6, "the runs as planned have a deviation of 1"


def test_it_takes_no_more_runs_than_it_may(found: Matched) -> None:
    assert found.runs <= 1500
    assert found.runs == len(found.values) + 20


def test_sets_are_kept_as_often_as_if_everything_had_been_tried(found: Matched) -> None:
    kept = found.values[found.kept]
    everything = plausible(Toy(), found.targets, 60_000, np.random.default_rng(3))
    for at, name in enumerate(INPUTS):
        test = ks_2samp(kept[:, at], everything[:, at])
        assert test.pvalue > 0.01 / len(INPUTS), name


def test_values_keep_to_their_ranges_and_shares_add_up(found: Matched) -> None:
    assert Toy.space.holds(found.values).mean() > 0.99, "but for the last digit kept"
    assert found.values[:, 4:6].sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_equal_seeds_find_the_same_sets_and_others_do_not() -> None:
    one, again, other = (
        match(Toy(), FIGURES, worlds=20, most_runs=120, seed=seed) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one.values[one.kept], again.values[again.kept])
    assert not (other.values[other.kept, None] == one.values[one.kept]).all(axis=2).any()


def test_it_tells_how_far_it_is() -> None:
    told: list[Reached] = []
    found = match(Toy(), FIGURES, worlds=10, most_runs=100, seed=1, tell=told.append)
    assert [each.runs for each in told] == list(range(1, found.runs + 1))
    assert told[-1].kept >= len(found.kept)
    assert told[0].wave == 0
    assert [each.wave for each in told] == sorted(each.wave for each in told)


def test_figures_that_cannot_be_met_together_are_told_with_what_pulls_them_apart() -> None:
    # A load as heavy as the first says lets nobody be in time as the second says.
    asked = (
        figure("load", 1.15, 1.3, "hours", "workload"),
        figure("initial_in_time", 80, 95, kind="workload"),
    )

    class Fighting(Toy):
        def figures(self, values: NDArray[np.float64], rng: np.random.Generator) -> Array:
            contacts, hours, staff, *_ = values.tolist()
            load = contacts * hours / (staff * 14)
            in_time = 100 / (1 + np.exp(8 * (load - 1)))
            return np.array([load + 0.01 * rng.normal(), in_time + rng.normal()])

    found = match(Fighting(), asked, worlds=20, most_runs=400, seed=1)
    assert len(found.kept) == 0
    assert {each.target.figure.title for each in met(found)} == {"load", "initial_in_time"}
    told = fights(found, INPUTS)
    assert [(each.one.figure.title, each.other.figure.title) for each in told] == [
        ("load", "initial_in_time")
    ]
    assert told[0].together == 0
    assert set(told[0].inputs) & {"contacts", "hours", "staff"}
    assert "idle" not in told[0].inputs


def test_without_any_chance_it_gives_up_before_the_budget_is_spent() -> None:
    asked = (figure("initial_in_time", 130, 140, kind="workload"), FIGURES[0])
    toy = Toy()
    found = match(toy, asked, worlds=20, most_runs=3000, seed=1)
    assert len(found.kept) == 0
    assert toy.sets_run < 1500


@pytest.mark.parametrize("worlds", [1, 3])
def test_a_few_worlds_are_found_too(worlds: int) -> None:
    found = match(Toy(), FIGURES, worlds=worlds, most_runs=150, seed=1)
    assert len(found.kept) == worlds


class Rare(Toy):
    """Values go together in one set of some."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def work_out(self, values: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
        if values is not None and values[INPUTS.index("idle")] >= self.share:
            return None
        return super().work_out(values)


def test_worlds_are_found_where_few_values_go_together() -> None:
    found = match(Rare(0.1), FIGURES, worlds=2, most_runs=150, seed=1)
    assert len(found.kept) == 2
    assert found.impossible > found.summed / 2


def test_ranges_that_rule_each_other_out_are_named_as_the_cause() -> None:
    with pytest.raises(CannotVaryError, match="only 0 go together"):
        match(Rare(0), FIGURES, worlds=2, most_runs=150, seed=1)


def test_a_run_as_planned_that_fails_leaves_the_chance_of_the_others() -> None:
    class Failing(Toy):
        def run(
            self, sets: Sequence[NDArray[np.float64] | None], first: int
        ) -> Iterator[tuple[int, Array]]:
            for position, figures in super().run(sets, first):
                yield position, figures * np.nan if first + position == 3 else figures

    found = match(Failing(), FIGURES, worlds=5, most_runs=150, seed=1)
    assert all(0.5 < target.chance < 1.6 for target in found.targets)


def test_a_figure_that_hardly_any_run_has_is_refused_in_words() -> None:
    class Silent(Toy):
        def figures(self, values: NDArray[np.float64], rng: np.random.Generator) -> Array:
            return super().figures(values, rng) * [1, np.nan]

    with pytest.raises(TooFewRunsError, match="hardly any run gives one of the figures"):
        match(Silent(), FIGURES, worlds=5, most_runs=150, seed=1)


def test_where_there_are_no_runs_to_see_chance_nothing_is_put_down_to_it() -> None:
    found = match(Toy(), FIGURES, worlds=5, most_runs=9, seed=1)
    assert (found.runs, len(found.values)) == (9, 9)
    assert [(each.low, each.high) for each in found.targets] == [(95, 105), (55, 65)]
    assert np.ptp(found.values[:, 0]) > 20, "nor is anything ruled out by its sum in balance"

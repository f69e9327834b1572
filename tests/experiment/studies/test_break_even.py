"""Break-even: the value at which the answer turns is found, and it is the true one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.further_pairs import Moved
from sim.experiment.studies.why import Why, stored_why, why
from sim.experiment.worlds.inputs import inputs
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.worlds import Worlds
from tests.experiment.studies.invented_worlds import (
    HOURS,
    IN_NEED,
    NOTICE,
    OUT,
    InventedWorlds,
    experiment,
)
from tests.scenario.files import small

PAIRS = 32


def found(truth: object, pairs: int = PAIRS) -> tuple[Why, InventedWorlds]:
    executor = InventedWorlds(truth, chance=0.3)  # type: ignore[arg-type]  # a lambda by measure
    return why(experiment(executor, pairs), executor), executor


def of(result: Why, name: str) -> BreakEven:
    return next(each for each in result.break_evens if each.input.name == name)


def test_a_gain_is_gone_where_the_truth_says() -> None:
    result, _ = found({"concluded_in_45_days": lambda at: 3 - 0.8 * (at(HOURS) - 12)})
    each = of(result, HOURS)
    assert each.measure == "concluded_in_45_days"
    assert each.line == 1
    assert each.is_confirmed
    assert each.at is not None
    assert each.at.value == pytest.approx(14.5, abs=0.3)
    assert each.turns_above
    assert each.beyond is not None
    assert each.beyond.value == pytest.approx(1.15 * each.at.value)


def test_a_curve_is_followed_by_runs_and_not_by_the_regression() -> None:
    result, _ = found({"over_cap": lambda at: 4 - 0.005 * (at(HOURS) - 6) ** 3})
    each = of(result, HOURS)
    assert each.is_confirmed
    assert each.at is not None
    assert each.at.value == pytest.approx(6 + 600 ** (1 / 3), abs=0.3)


def test_a_loss_that_ends_below_a_value() -> None:
    result, _ = found({"decided_in_time": lambda at: -2 - 1.0 * (at(NOTICE) - 5)})
    each = of(result, NOTICE)
    assert each.line == -1
    assert each.is_confirmed
    assert each.at is not None
    assert each.at.value == pytest.approx(4, abs=0.3)
    assert not each.turns_above


def test_what_never_turns_inside_its_evidence_is_said_with_both_ends() -> None:
    result, _ = found({"worker_changes": lambda at: 6 + 0.5 * (at(OUT) - 4)})
    each = of(result, OUT)
    assert each.is_never
    assert each.at is None
    ends = [each.low.gain.mean, each.high.gain.mean]
    assert ends == pytest.approx([5, 7], abs=0.3)


def test_a_share_takes_the_value_asked_for_and_not_what_is_left_of_it() -> None:
    result, _ = found({"concluded_in_45_days": lambda at: 1 + 20 * (at(IN_NEED) - 0.38)})
    each = of(result, IN_NEED)
    assert each.is_confirmed
    assert each.at is not None
    assert each.at.value == pytest.approx(0.38, abs=0.02)


def test_every_choice_of_a_rule_is_run_in_the_same_worlds_with_the_same_luck() -> None:
    result, executor = found({"over_cap": lambda _: 2.0}, pairs=8)
    assert result.decisions is not None
    chosen = {(each.choice.rule, each.choice.value) for each in result.decisions.answers}
    assert chosen == {
        ("section_47_on_open_cases", "enquiry team"),
        ("section_47_on_open_cases", "joint"),
        ("enquirer_finishes_assessment", True),
        ("return_to_previous_worker", True),
    }
    assert all(each.choice.in_both for each in result.decisions.answers)
    for each in result.decisions.answers:
        assert each.comparison is not None
        assert each.comparison.worlds == result.decisions.planned.worlds == 6
        assert each.comparison.find("over_cap") == result.decisions.planned.find("over_cap")
    assert not result.break_evens
    assert result.runs == 4 * 2 * 8 == len(executor.asked) - 16


def test_an_input_that_the_other_side_derives_its_own_from_moves_both() -> None:
    core = "assumptions: {core hours: {value: 8, low: 4, high: 12, unit: hours, grade: A}}\n"
    a, b = (
        small(f'{core}pathway: {{activities: {{{activity}: {{hours: {{derived: "{sum_}"}}}}}}}}')
        for activity, sum_ in (
            ("enquiry", "{assumptions.core hours}"),
            ("assessment", "{assumptions.core hours} * 1.5"),
        )
    )
    (shared,) = [each for each in inputs(a, b) if each.name == "assumptions.core hours"]
    worlds = Worlds((a, b), None)
    moved = Moved(shared, 6.0)
    in_a, in_b = (
        in_world(each, moved.world(arm, worlds.world(arm, 2)), seed=1)
        for arm, each in enumerate((a, b))
    )
    assert in_a.pathway.activities["enquiry"].hours.value == 6  # type: ignore[union-attr]
    assert in_b.pathway.activities["assessment"].hours.value == 9  # type: ignore[union-attr]


def test_from_the_store_it_is_the_same_and_without_its_runs_there_is_none(tmp_path: Path) -> None:
    executor = InventedWorlds({"over_cap": lambda at: 3 - 0.8 * (at(HOURS) - 12)}, chance=0.3)
    store = RunStore(tmp_path)
    of = experiment(executor, 24)
    assert stored_why(of, store) is None
    made = why(of, executor, store)
    again = stored_why(of, store)
    assert again is not None
    assert again.break_evens == made.break_evens
    assert again.runs == made.runs

"""Break-even: the value at which the answer turns is found, and it is the true one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies import break_even
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.further_pairs import Moved
from sim.experiment.studies.seen import NoDoubtError
from sim.experiment.studies.why import Why, stored_why, what_decides, why
from sim.experiment.worlds.inputs import inputs
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.overrides import override
from tests.experiment.studies.invented_worlds import (
    HOURS,
    IN_NEED,
    NOTICE,
    OUT,
    A,
    B,
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


def test_what_would_change_an_answer_as_planned_is_refused() -> None:
    of = replace(experiment(InventedWorlds({}), 8), worlds=None)
    with pytest.raises(NoDoubtError):
        why(of, InventedWorlds({}))


def test_an_answer_that_is_open_turns_on_the_line_that_the_ends_lie_across() -> None:
    result, _ = found({"over_cap": lambda at: 0.5 * (at(HOURS) - 11)})
    each = of(result, HOURS)
    assert abs(each.mean) < 1
    assert each.line in (1.0, -1.0)
    assert (each.low.gain.mean > each.line) != (each.high.gain.mean > each.line)


def test_what_is_not_confirmed_in_some_rounds_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(break_even, "_ROUNDS", 1)
    result, _ = found({"over_cap": lambda at: 4 - 0.005 * (at(HOURS) - 6) ** 3})
    each = of(result, HOURS)
    assert each.turns
    assert each.at is not None
    assert not each.is_confirmed


def test_an_input_that_cannot_be_at_an_end_has_no_break_even(tmp_path: Path) -> None:
    """Usual assessments cannot take longer than the longest do; worlds lie below that."""
    usual = "pathway.activities.assessment.planned_days.usual"
    days = {"value": 30, "low": 20, "high": 45, "unit": "working days", "grade": "A"}
    both = [override(each, {usual: days}) for each in (A, B)]
    executor = InventedWorlds({"over_cap": lambda at: 0.4 * (at(usual) - 25)}, 0.3)
    store, worlds = RunStore(tmp_path), Worlds((both[0], both[1]), None)
    of_both = run_experiment(both, 1, 40, executor, worlds=worlds)
    assert usual in [each.name for each in what_decides(of_both).leading]
    made = why(of_both, executor, store)
    assert usual not in [each.input.name for each in made.break_evens]
    assert made.failures
    again = stored_why(of_both, store)
    assert again is not None
    assert [each.title for each in again.failures] == [each.title for each in made.failures]

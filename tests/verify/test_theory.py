"""Formulas give the numbers of textbooks, and agree where two of them meet."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.verify import theory

loads = st.floats(0.01, 0.95)


def test_one_server_is_busy_as_often_as_its_load() -> None:
    assert theory.chance_to_wait(1, 0.8) == pytest.approx(0.8)
    assert theory.mean_wait(1, 0.8) == pytest.approx(4)
    assert theory.share_of_time_empty(1, 0.8) == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("servers", "load", "waits"),
    [(2, 1.0, 1 / 3), (3, 2.0, 4 / 9), (2, 1.5, 9 / 14), (5, 4.0, 0.5541)],
)
def test_erlang_c_gives_the_tabulated_chances(servers: int, load: float, waits: float) -> None:
    assert theory.chance_to_wait(servers, load) == pytest.approx(waits, abs=5e-5)


def test_two_servers_are_empty_as_often_as_the_birth_death_chain_says() -> None:
    # states 0, 1, 2, ...: 1, a, a^2/2, a^3/4, ...; for a = 1 they add up to 3
    assert theory.share_of_time_empty(2, 1.0) == pytest.approx(1 / 3)


def test_waits_longer_than_a_time_add_up_to_the_mean_wait() -> None:
    step = 0.001
    area = sum(theory.share_waiting_longer(3, 2.25, step * (n + 0.5)) * step for n in range(40_000))
    assert area == pytest.approx(theory.mean_wait(3, 2.25), rel=1e-3)


def test_a_hospitals_emergency_room_with_three_priorities() -> None:
    # Hillier and Lieberman, Introduction to Operations Research: 3 an hour served, 0.2, 0.6 and
    # 1.2 an hour arrive; waits in hours, without interrupting: one doctor, then two
    loads = [0.2 / 3, 0.6 / 3, 1.2 / 3]
    one = [wait / 3 for wait in theory.mean_waits_by_priority(1, loads)]
    two = [wait / 3 for wait in theory.mean_waits_by_priority(2, loads)]
    assert one == pytest.approx([0.238, 0.325, 0.909], abs=1e-3)
    assert two == pytest.approx([0.029, 0.033, 0.048], abs=1e-3)


@given(loads, st.floats(0, 1), st.integers(1, 6))
def test_priorities_only_pass_waiting_from_one_class_to_another(
    load: float, urgent: float, servers: int
) -> None:
    classes = [urgent * load * servers, (1 - urgent) * load * servers]
    waits = theory.mean_waits_by_priority(servers, classes)
    waited = sum(share * wait for share, wait in zip(classes, waits, strict=True))
    assert waited == pytest.approx(load * servers * theory.mean_wait(servers, load * servers))
    assert waits[0] <= waits[1]


@given(loads)
def test_general_service_meets_exponential_and_fixed_service(load: float) -> None:
    assert theory.mean_wait_of_general(load, 1) == pytest.approx(theory.mean_wait(1, load))
    assert theory.mean_wait_of_general(load, 0) == pytest.approx(theory.mean_wait(1, load) / 2)


def test_a_mixture_varies_as_its_parts_do() -> None:
    assert theory.variation_of_mixture([(1.0, 3.0)]) == 0
    assert theory.variation_of_mixture([(0.5, 0.0), (0.5, 2.0)]) == pytest.approx(1)
    assert theory.variation_of_mixture([(0.8, 0.6), (0.2, 2.6)]) == pytest.approx(math.sqrt(0.64))


@given(st.lists(st.tuples(st.floats(0.1, 5), st.floats(0, 20)), min_size=1, max_size=6))
def test_no_order_beats_that_of_due_dates(jobs: list[tuple[float, float]]) -> None:
    by_due_date = theory.maximum_lateness(sorted(jobs, key=lambda job: job[1]))
    assert by_due_date <= theory.maximum_lateness(jobs) + 1e-9


@given(st.floats(0, 1), st.floats(0, 0.9))
def test_a_loop_brings_the_moves_of_its_rounds_added_up(on: float, back: float) -> None:
    rounds = sum((on * back) ** number * on * (1 + back) for number in range(2_000))
    assert theory.handoffs_around_a_loop(on, back) == pytest.approx(1 + rounds)


@pytest.mark.parametrize("load", [2.0, 3.0, math.nan])
def test_without_a_steady_state_there_is_no_answer(load: float) -> None:
    for formula in (theory.chance_to_wait, theory.share_of_time_empty):
        with pytest.raises(theory.UnstableError, match="2 servers cannot carry a load"):
            formula(2, load)
    with pytest.raises(theory.UnstableError, match="1 servers cannot carry"):
        theory.mean_wait_of_general(1.0, 0.5)

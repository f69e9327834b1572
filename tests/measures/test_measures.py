"""What holds for all measures of any log."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.measures.measures import measure
from sim.model.events import Column, EventLog
from sim.scenario.scenario import Scenario
from tests.measures.chance import by_chance
from tests.measures.log_writer import CURRENT, PROPOSED, Reading, Writer

SEEDS = pytest.mark.parametrize("seed", range(3))


def test_every_measure_is_defined_and_every_definition_is_measured() -> None:
    rows = Writer().measures().rows
    assert list(rows.measure.unique()) == list(CATALOGUE)
    only_by_part = {"concluded_by_day", "single_by_days", "conference_by_days"}
    assert set(rows.loc[rows.scope == "all", "measure"]) | only_by_part == set(CATALOGUE)


def test_what_is_judged_is_defined_once_and_has_a_better_side_and_a_margin() -> None:
    assert len({*PRIMARY, *GUARDRAILS}) == len(JUDGED)
    assert {CATALOGUE[key].better for key in JUDGED} <= {"higher", "lower"}
    assert {key for key, each in CATALOGUE.items() if each.margin} == set(JUDGED)


def test_definitions_are_sentences_and_their_titles_differ() -> None:
    titles = [definition.title for definition in CATALOGUE.values()]
    assert len(set(titles)) == len(titles)
    assert all(definition.text.endswith(".") for definition in CATALOGUE.values())


def test_what_is_judged_is_one_figure_of_the_whole_and_most_of_it_can_be_read_by_part() -> None:
    rows = Writer().measures().rows
    for key in JUDGED:
        scopes = set(rows.loc[rows.measure == key, "scope"])
        assert "all" in scopes
        assert {"team", "locality"} & scopes or key.endswith("_worst_locality")


@pytest.mark.parametrize("scenario", [CURRENT, PROPOSED], ids=["current", "proposed"])
def test_an_empty_log_has_zeros_where_it_counts_and_no_numbers_else(scenario: Scenario) -> None:
    rows = Writer(scenario).measures().rows
    assert set(rows["value"].dropna()) == {0.0}
    shares = [key for key, definition in CATALOGUE.items() if definition.unit == "%"]
    assert rows.loc[rows.measure.isin(shares), "value"].isna().all()


@SEEDS
def test_every_replication_has_the_same_rows_in_the_same_order(seed: int) -> None:
    empty = Writer(measured_from=60, ends=260).measures().rows
    rows = by_chance(seed).measures().rows
    by = ["measure", "scope", "name"]
    pd.testing.assert_frame_equal(rows[by], empty[by])
    assert not rows[by].duplicated().any()


@SEEDS
def test_shares_lie_between_0_and_100_and_nothing_is_negative_or_infinite(seed: int) -> None:
    rows = by_chance(seed).measures().rows.dropna()
    assert (rows["value"] >= 0).all()
    assert np.isfinite(rows["value"]).all()
    shares = [key for key, definition in CATALOGUE.items() if definition.unit == "%"]
    assert (rows.loc[rows.measure.isin(shares), "value"] <= 100 + 1e-9).all()


@SEEDS
def test_the_order_in_which_families_are_numbered_does_not_matter(seed: int) -> None:
    log = by_chance(seed).log()
    before = measure(log, CURRENT).rows
    after = measure(_renumbered(log, np.random.default_rng(seed)), CURRENT).rows
    pd.testing.assert_frame_equal(before, after)


def _renumbered(log: EventLog, draw: np.random.Generator) -> EventLog:
    number = draw.permutation(len(log.families))
    families = np.empty_like(log.families)
    families[number] = log.families
    families[:, 0] = np.arange(len(families))
    events = log.events.copy()
    events[:, Column.FAMILY] = number[events[:, Column.FAMILY].astype(int)]
    return dataclasses.replace(log, families=families, events=events)


@SEEDS
def test_families_of_twice_as_many_children_change_no_share_and_no_rate_per_child(
    seed: int,
) -> None:
    log = by_chance(seed).log()
    families = log.families.copy()
    families[:, 1] *= 2
    before = measure(log, CURRENT).rows
    after = measure(dataclasses.replace(log, families=families), CURRENT).rows
    units = before.measure.map(lambda key: CATALOGUE[key].unit)
    same = units.isin(["%", "days", "per child", "per referral"]) | (units == "hours a month")
    pd.testing.assert_frame_equal(before[same], after[same])
    double = units.isin(["children", "children a month"]) & ~before.measure.str.contains("worker")
    assert after["value"][double].to_numpy() == pytest.approx(
        2 * before["value"][double].to_numpy(), nan_ok=True
    )


@SEEDS
def test_parts_of_a_count_add_up_to_the_whole(seed: int) -> None:
    measures = by_chance(seed).measures()
    additive = [
        ("contacts_a_month", "locality"),
        ("handoffs_a_month", "handoff"),
        ("handoff_hours_a_month", "work"),
        ("worker_changes_by_reason", "reason"),
        ("unallocated_mean", "team"),
        ("unallocated_mean", "priority"),
        ("open_in_need", "locality"),
        ("visits_overdue", "team"),
        ("undecided_over_45_days", "team"),
    ]
    for key, scope in additive:
        assert _parts(measures, key, scope).sum() == pytest.approx(measures(key)), key


def _parts(measures: Reading, key: str, scope: str) -> pd.Series[float]:
    rows = measures.rows
    return rows.loc[(rows.measure == key) & (rows.scope == scope), "value"]


@SEEDS
def test_a_share_lies_between_those_of_its_parts(seed: int) -> None:
    measures = by_chance(seed).measures()
    shares = ("concluded_in_45_days", "initial_in_time", "over_cap", "worker_changes")
    for key in (*shares, "children_over_cap"):
        scope = "team" if key == "over_cap" else "locality"
        parts = _parts(measures, key, scope)
        assert parts.min() - 1e-9 <= measures(key) <= parts.max() + 1e-9


@SEEDS
def test_shares_of_children_by_changes_of_worker_add_up_to_all(seed: int) -> None:
    measures = by_chance(seed).measures()
    shares = [measures(f"children_with_{number}_changes") for number in (0, 1, 2, "3plus")]
    assert math.fsum(shares) == pytest.approx(100)

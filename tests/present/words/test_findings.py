"""Findings follow the verdicts: what cannot be told is never a gain, and no loss goes untold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.statistics.verdict import Direction, Verdict
from sim.experiment.worlds.inputs import inputs
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.words import findings, words
from sim.present.words.decisions import deciding, decisions, evidence, is_weak, weakest
from sim.present.words.measures import BY_LOCALITY
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up

OTHERS = ("conference_in_15_days", "handoffs_per_referral", "backlog_days", "contacts_a_month")
MEASURED = [Key(each) for each in (*PRIMARY, *OTHERS)] + [
    Key(measure, "locality", place) for measure in BY_LOCALITY for place in ("North", "South")
]
COLUMN = st.lists(st.one_of(st.floats(0, 100), st.sampled_from([0.5, 1.0])), min_size=4, max_size=4)
ARM = st.fixed_dictionaries(dict.fromkeys(MEASURED, COLUMN))


FEW = settings(max_examples=30, deadline=None)


def comparisons() -> st.SearchStrategy[Comparison]:
    return st.tuples(ARM, ARM).map(lambda arms: compare(made_up(*arms)))


@FEW
@given(comparisons())
def test_each_verdict_is_counted_in_the_headline(found: Comparison) -> None:
    said = findings.headline(found)
    verdicts = [primary.verdict for primary in found.primaries]
    better, worse = (verdicts.count(word) for word in (Verdict.BETTER, Verdict.WORSE))
    assert f"better on {better or 'none'} of 3" in said
    assert f"worse on {worse or 'none'}" in said
    for word in (Verdict.NO_WORSE, Verdict.CANNOT_TELL):
        assert (f"{word} on {verdicts.count(word)}" in said) == (word in verdicts)


@FEW
@given(comparisons())
def test_what_cannot_be_told_is_never_a_gain(found: Comparison) -> None:
    good, bad = words.moved(found)
    for outcome in found.outcomes:
        if outcome.direction is Direction.CANNOT_TELL:
            assert outcome not in good
            assert outcome not in bad
            assert findings.word(outcome) == "cannot tell"
            assert words.who_gains(outcome) == "cannot tell"
    for primary in found.primaries:
        of_theme = findings.of_group(found, CATALOGUE[primary.outcome.key.measure].group)
        if primary.verdict is Verdict.CANNOT_TELL:
            assert findings.reading(found, primary.outcome) == "cannot tell"
            assert f"{CATALOGUE[primary.outcome.key.measure].title}: cannot tell" in of_theme
            assert any("cannot tell" in each.what for each in decisions(found, None))
        else:
            assert f": projected {findings.said(primary)}" in of_theme


@FEW
@given(comparisons())
def test_every_loss_is_told_and_asks_for_a_decision(found: Comparison) -> None:
    good, bad = words.moved(found)
    assert f"that get better: {len(good)}; that get worse: {len(bad)}." in findings.beside(found)
    told = f"{counted(len(good), 'other measure')} better, {len(bad)} worse"
    assert told in findings.gains_and_losses(found)
    asked = [each.what for each in decisions(found, None)]
    assert any("beside the primary outcomes" in each for each in asked) == bool(bad)
    worse = findings.verdicts(found, Verdict.WORSE)
    assert any(findings.subjects(worse) in each for each in asked if worse) == bool(worse)


@FEW
@given(comparisons())
def test_the_two_ways_round_a_gain_becomes_a_loss(found: Comparison) -> None:
    for outcome in found.outcomes:
        better = CATALOGUE[outcome.key.measure].better
        moved = outcome.direction in {Direction.HIGHER, Direction.LOWER}
        if better != "neither" and moved:
            assert findings.word(outcome) == ("better" if outcome.direction == better else "worse")


@pytest.mark.parametrize(
    ("better", "worse", "ends"),
    [
        (1.0, -1.0, "every locality gains on some and loses on others"),
        (1.0, 1.0, "only gains in 2 of 2 localities, only losses in 0"),
        (-1.0, -1.0, "only gains in 0 of 2 localities, only losses in 2"),
        (0.0, 0.0, "no locality is shown to gain or to lose"),
    ],
)
def test_how_localities_share_in_it_is_told(better: float, worse: float, ends: str) -> None:
    steps = {"concluded_in_45_days": better, "visits_on_time": worse}
    a = {
        Key(measure, "locality", place): [50.0, 51.0, 52.0]
        for measure in steps
        for place in ("North", "South")
    } | {Key(measure): [1.0, 2.0, 3.0] for measure in PRIMARY}
    b = {
        key: [x + steps.get(key.measure, 0.0) * (1 + 0.01 * x) for x in column]
        for key, column in a.items()
    }
    assert findings.gains_and_losses(compare(made_up(a, b))).endswith(ends)


def test_structures_that_are_the_same_are_said_to_be() -> None:
    assert findings.structures(SMALL, SMALL) == (
        "The teams and what they own are the same; other inputs differ"
    )
    assert "1 of 8 activities has a new owner or is new" in findings.structures(SMALL, CLUSTERS)


def test_the_weakest_inputs_are_assumptions_with_the_widest_range_first(
    current: Scenario, proposed: Scenario
) -> None:
    levels = {Key(measure): [1.0, 2.0, 3.0] for measure in PRIMARY}
    found = compare(made_up(levels, levels, current, proposed))
    chosen = weakest(found)
    widths = [
        ((each.estimate.high or 0) - (each.estimate.low or 0)) / abs(each.estimate.value)
        for each in chosen
    ]
    assert widths == sorted(widths, reverse=True)
    assert {each.estimate.grade for each in chosen} <= {"A", None}
    assert not any(each.places[0][0] == "margins" for each in chosen)
    lead, named = deciding(found, None)
    assert "not run" in lead
    assert named == chosen
    assert "rest on no source" in evidence(found.a, found.b)


def test_what_only_shapes_the_pathway_is_not_said_to_rest_on_no_source(
    current: Scenario, proposed: Scenario
) -> None:
    stated = [
        each
        for each in inputs(current, proposed)
        if not each.is_shape and not each.matches("margins.*")
    ]
    assert f" of {len(stated)} inputs rest on no source" in evidence(current, proposed)
    assert not any(is_weak(each) for each in inputs(current, proposed) if each.is_shape)

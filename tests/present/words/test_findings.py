"""Findings follow what is judged: no loss goes untold, and nothing else is better or worse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.worlds.inputs import inputs
from sim.measures.catalogue import CATALOGUE, JUDGED, PRIMARY, Group
from sim.present.words import answer, findings
from sim.present.words.decisions import deciding, decisions, evidence, is_weak, weakest
from sim.present.words.measures import GROUPS
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.present.shifted import GAINS_ALL_AND_LOSES_ONE, shifted

OTHERS = ("handoffs_per_referral", "backlog_days", "contacts_a_month")
MEASURED = [Key(each) for each in (*JUDGED, *OTHERS)]
COLUMN = st.lists(st.one_of(st.floats(0, 100), st.sampled_from([0.5, 1.0])), min_size=4, max_size=4)
ARM = st.fixed_dictionaries(dict.fromkeys(MEASURED, COLUMN))
FEW = settings(max_examples=30, deadline=None)


def comparisons() -> st.SearchStrategy[Comparison]:
    return st.tuples(ARM, ARM).map(lambda arms: compare(made_up(*arms)))


@FEW
@given(comparisons())
def test_only_what_is_judged_is_better_or_worse(found: Comparison) -> None:
    verdicts = {each.outcome.key: str(each.verdict) for each in found.judged}
    for outcome in found.outcomes:
        read = findings.reading(found, outcome)
        assert read == verdicts.get(outcome.key, read)
        if outcome.key not in verdicts:
            assert read in {"higher", "lower", "no difference", "cannot tell"}
            assert not re.search("better|worse", findings.of_measure(found, outcome.key.measure))


@FEW
@given(comparisons())
def test_every_loss_asks_for_a_decision_the_gravest_first(found: Comparison) -> None:
    asked = [each.what for each in decisions(found, None)]
    losses = answer.losses(found)
    assert any(what.startswith("Accept what gets worse") for what in asked) == bool(losses)
    if losses:
        assert answer.title(losses[0]).lower() in asked[0].lower()
    assert any("cannot be told" in what for what in asked) == bool(answer.untold(found))


@pytest.mark.parametrize("theme", GROUPS)
def test_a_theme_has_the_words_of_what_is_judged_of_it(theme: Group) -> None:
    found = compare(shifted(GAINS_ALL_AND_LOSES_ONE))
    said = findings.of_group(found, theme)
    for each in found.judged:
        is_named = answer.title(each).lower() in said.lower()
        is_shown = each.verdict in {Verdict.BETTER, Verdict.WORSE}
        of_theme = CATALOGUE[each.outcome.key.measure].group == theme
        assert is_named == (is_shown and of_theme)
    assert bool(said) == (theme != "flow")


def test_the_worst_off_locality_has_a_finding_of_its_own() -> None:
    found = compare(shifted({"worker_changes_worst_locality": -3}))
    assert findings.localities(found).startswith(
        "Projected to get worse: changes of worker per child in the worst-off locality (0.60 to"
    )
    assert findings.localities(compare(made_up({}, {}))) == ""


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

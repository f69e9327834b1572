"""Findings follow what is judged: no loss goes untold, and nothing else is better or worse."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.worlds.inputs import inputs
from sim.measures.catalogue import JUDGED
from sim.present.words import findings
from sim.present.words.evidence import evidence
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up

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


def test_structures_that_are_the_same_are_said_to_be() -> None:
    assert findings.structures(SMALL, SMALL) == (
        "The teams and what they own are the same; other inputs differ"
    )
    assert "1 of 8 activities has a new owner or is new" in findings.structures(SMALL, CLUSTERS)


def test_what_only_shapes_the_pathway_is_not_said_to_rest_on_no_source(
    current: Scenario, proposed: Scenario
) -> None:
    stated = [
        each
        for each in inputs(current, proposed)
        if not each.is_shape and not each.matches("margins.*") and not each.matches("costs.*")
    ]
    assert f" of {len(stated)} inputs rest on no source" in evidence(current, proposed)

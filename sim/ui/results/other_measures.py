"""Other measures: what is not judged, by theme, each only higher or lower."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from sim.experiment.comparison import Key, Outcome
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.present.words import words
from sim.present.words.measures import GROUPS, titled
from sim.present.words.numbers import difference, mean
from sim.ui.markdown_escape import plain_text
from sim.ui.results.folds import fold
from sim.ui.results.opened_results import Result


def by_theme(result: Result) -> None:
    """The measures of the whole service that have no margin, a folded table for each theme."""
    st.caption(
        "These measures have no margin, so none is a gain or a loss: a word is told only where the "
        "whole interval of B - A lies on one side of 0."
    )
    found = [
        outcome
        for outcome in result.comparison.outcomes
        if outcome.key == Key(outcome.key.measure)
        and outcome.key.measure not in JUDGED
        and outcome.has_value
    ]
    for group, title in GROUPS.items():
        of_group = [o for o in found if CATALOGUE[o.key.measure].group == group]
        if of_group:
            told = f"{title}: {len(of_group)} measures"
            fold(told, partial(_table, title, of_group), key=f"measures of {group}")


def _table(title: str, of_group: Sequence[Outcome]) -> None:
    st.table(
        pd.DataFrame(map(_row, of_group)).map(plain_text),
        hide_index=True,
        alt=f"Other measures of {title.lower()} in A and in B",
    )


def _row(outcome: Outcome) -> dict[str, str]:
    measure = CATALOGUE[outcome.key.measure]
    return {
        "Measure": titled(measure),
        "A": mean(outcome.a, measure.unit),
        "B": mean(outcome.b, measure.unit),
        "B - A": difference(outcome.difference, measure.unit),
        "B is": words.direction(outcome),
    }

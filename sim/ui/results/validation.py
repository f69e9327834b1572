"""Validation: the current structure held against what was reported, as a part of a page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from sim.experiment.comparison import levels
from sim.experiment.library.kept_worlds import RANGES
from sim.experiment.library.saved_comparisons import RunsGoneError, all_saved
from sim.experiment.studies.validation import Held, NoSuchFigureError, hold_against
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Basis
from sim.present.words import small_print, validated, words
from sim.present.words.numbers import level
from sim.present.words.small_counts import ToldFigure, with_told
from sim.scenario.file.reported import Reported, load_reported
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import opened
from sim.ui.results.pictures import drawn, picture
from sim.ui.server.settings import scenarios_folder
from sim.ui.server.store import run_store

_MOST_OPENED = 2
"""Saved comparisons looked through for runs of a scenario."""


@dataclass(frozen=True)
class _Runs:
    """Runs of a scenario, and where their inputs come from."""

    arm: tuple[Replication, ...]
    basis: Basis


def against_reported(scenario: Scenario) -> None:
    """A scenario held against each file of reported figures, what shows most first."""
    reported = _reported()
    if not reported:
        st.write("There are no reported figures beside the scenarios.")
        return
    runs = _runs_of(scenario)
    if len(runs.arm) < 2:
        st.info(
            f"No runs of {plain_text(scenario.title)} are kept yet: open Compare first, which "
            f"makes them."
        )
        return
    for figures in reported:
        _held_against(figures, scenario, runs)


def _held_against(figures: Reported, scenario: Scenario, runs: _Runs) -> None:
    confidence = scenario.margins.confidence.value
    try:
        held = hold_against(figures.figures, levels(runs.arm, confidence))
    except NoSuchFigureError as error:
        st.warning(plain_text(str(error)))
        return
    if not any(each.simulated.replications for each in held):
        st.write(plain_text(words.nothing_to_hold(scenario, figures)))
        return
    # As the other charts: slow to import, and this tab is not the first.
    from sim.present.charts.validation import reproduced  # noqa: PLC0415

    ordered = validated.by_what_shows_most(held)
    st.header(plain_text(f"{validated.finding(held)}"), anchor=False)
    st.markdown(plain_text(f"{scenario.title}, held against {figures.title}."))
    st.caption(plain_text(validated.CHECKS[runs.basis]))
    picture(drawn(reproduced(ordered)), f"reproduced, {figures.title}", heading=None)
    st.table(
        pd.DataFrame([_told(*each) for each in with_told(ordered)]).map(plain_text),
        hide_index=True,
        alt="Simulated and reported figures",
    )
    st.caption(plain_text(small_print.level_confidence(len(runs.arm), confidence)))


def _told(each: Held, told: ToldFigure) -> dict[str, str]:
    figure = each.figure
    return {
        "Figure": f"{figure.title} ({figure.unit})",
        "What it is": words.kind(figure),
        "Reported": told.reported,
        "Reproduced by": told.range,
        "Simulated": level(each.simulated, figure.unit),
        "Verdict": str(each.verdict),
        "Source and note": "; ".join(filter(None, [told.source, told.note])),
    }


def _reported() -> list[Reported]:
    """The reported figures that stand beside the scenarios."""
    found = []
    for file in sorted(scenarios_folder().glob("reported*.yaml")):
        try:
            found.append(load_reported(file))
        except ScenarioError:
            continue
    return found


def _runs_of(scenario: Scenario) -> _Runs:
    """The runs of a scenario that say most of what was reported: most of them, inputs not drawn."""
    found = []
    for record in all_saved(run_store()):
        contents = [name.partition("-")[0] for name in record.scenarios]
        if scenario.content_hash in contents:
            found.append((record, contents.index(scenario.content_hash)))
    found.sort(key=lambda each: (each[0].inputs == RANGES, -each[0].asked))
    for record, arm in found[:_MOST_OPENED]:
        try:
            result = opened(record)
        except RunsGoneError:
            continue
        return _Runs(result.experiment.arms[arm], result.comparison.basis)
    return _Runs((), Basis.PLANNED)

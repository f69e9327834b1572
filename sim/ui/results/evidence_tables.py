"""Evidence tables: assumptions by grade, figures held against the report, limits, glossary."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.experiment.comparison import levels
from sim.experiment.library.saved_comparisons import RunsGoneError, all_saved
from sim.experiment.studies.validation import Held, NoSuchFigureError, hold_against
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.inputs import Input, inputs
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.assurance.rating import GRADES, QUALITY_RULE, quality
from sim.present.charts.validation import reproduced
from sim.present.words import small_print, words
from sim.present.words.decisions import evidence
from sim.present.words.limits import LIMITS
from sim.present.words.measures import GROUPS
from sim.present.words.numbers import level, stated
from sim.present.words.small_counts import ToldFigure, given, with_told
from sim.present.words.small_counts import evidence as source
from sim.scenario.file.reported import Reported, load_reported
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario import Scenario
from sim.scenario.words import evidence_range, in_words
from sim.ui.markdown_escape import plain_text
from sim.ui.results.export import words_as_csv
from sim.ui.results.opened_results import opened
from sim.ui.results.pictures import drawn, picture
from sim.ui.server.settings import scenarios_folder
from sim.ui.server.store import run_store

_TERMS = {
    "A and B": "The two scenarios compared: A is compared with, B is judged.",
    "Pair": "One run of A and one of B that met the same families with the same luck.",
    "Interval": "The range in which the mean over all possible runs lies, with the confidence "
    "stated. It shows the play of chance, not doubt about the inputs.",
    "Margin": "The smallest difference worth acting on, agreed before any run.",
    "Better, worse": "The whole interval of the difference lies on the good, or the bad, side of "
    "0, whatever its size.",
    "No worse": "If there is a loss, the interval shows it to be smaller than the margin.",
    "Cannot tell": "Of a primary outcome: a loss that matters is possible. Of any other measure: "
    "its interval has 0 in it. More runs may tell.",
    "Handoff": "Responsibility for a family passes from one team to another.",
    "Change of worker": "A child's case passes to another allocated worker than before.",
    "Weighted children": "Children counted by how much work their case is, as a cap counts them.",
    "Grade": "How good the evidence for a number is: R read in a source, D derived from one, "
    "M from memory, A assumption.",
}
_EVERYTHING = "everything"
_FEW = 12
"""Rows shown without a scroll bar."""
_MOST_OPENED = 2
"""Saved comparisons looked through for runs of a scenario."""


def assumptions(a: Scenario, b: Scenario) -> None:
    """Every number of two scenarios, with its evidence and how good that is."""
    every = inputs(a, b)
    table = pd.DataFrame([_assumption(each) for each in every])
    st.header(evidence(a, b).rstrip("."), anchor=False)
    st.caption(
        "The table has more rows: margins, which judge the answer and are no inputs, and the shape "
        "of the pathway, which claims nothing: only ways out, edges of bands, zeros."
    )
    about = st.selectbox("About", [_EVERYTHING, *dict.fromkeys(table["About"])], key="about")
    grades = list(dict.fromkeys(table["Grade"]))
    asked = st.pills("Grade", grades, selection_mode="multi", key="grades")
    chosen = table[table["Grade"].isin(asked)] if asked else table
    if about != _EVERYTHING:
        chosen = chosen[chosen["About"] == about]
    st.table(
        chosen.drop(columns="About").map(plain_text),
        hide_index=True,
        height=560 if len(chosen) > _FEW else "content",
        alt="Every number of both scenarios with its evidence",
    )
    st.caption(plain_text(QUALITY_RULE))
    st.download_button(
        "Assumptions as CSV",
        words_as_csv(table),
        "assumptions.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _assumption(of: Input) -> dict[str, str]:
    estimate = of.estimate
    spread = evidence_range(estimate)
    return {
        "About": str(of.places[0][0]),
        "Number": in_words(of.places[0]),
        "In": of.stands_in,
        "Value": given(of, stated(estimate)),
        "Range": given(of, spread),
        "Grade": GRADES[estimate.grade],
        "Quality": str(quality(estimate)),
        "Source and why": source(of, "; ".join(filter(None, [estimate.source, estimate.why]))),
    }


def validation(scenario: Scenario) -> None:
    """The current structure held against what was reported."""
    reported = _reported()
    if not reported:
        st.write("There are no reported figures beside the scenarios.")
        return
    arm = _runs_of(scenario)
    if len(arm) < 2:
        st.info(
            f"No runs of {plain_text(scenario.title)} are kept yet: open Compare first, which "
            f"makes them."
        )
        return
    simulated = levels(arm, scenario.margins.confidence.value)
    for figures in reported:
        try:
            held = hold_against(figures.figures, simulated)
        except NoSuchFigureError as error:
            st.warning(plain_text(str(error)))
            continue
        if not any(each.simulated.replications for each in held):
            st.write(plain_text(words.nothing_to_hold(scenario, figures)))
            continue
        st.header(f"{plain_text(words.validated(held, scenario, figures))}", anchor=False)
        picture(drawn(reproduced(held)), "reproduced", heading=None)
        st.table(
            pd.DataFrame([_held(*each) for each in with_told(held)]).map(plain_text),
            hide_index=True,
            alt="Simulated and reported figures",
        )
        st.caption(
            plain_text(small_print.level_confidence(len(arm), scenario.margins.confidence.value))
        )


def _held(each: Held, told: ToldFigure) -> dict[str, str]:
    figure = each.figure
    return {
        "Figure": f"{figure.title} ({figure.unit})",
        "Reported": told.reported,
        "Reproduced by": told.range,
        "Simulated": level(each.simulated, figure.unit),
        "Verdict": str(each.verdict),
        "What it is": words.kind(figure),
        "Source and note": "; ".join(filter(None, [told.source, told.note])),
    }


def limits() -> None:
    """What no comparison can say."""
    for title, why in LIMITS:
        st.markdown(f"**{title}** {why}")


def glossary() -> None:
    """The words used, and what every measure counts."""
    for term, meaning in _TERMS.items():
        st.markdown(f"**{term}.** {meaning}")
    for group, title in GROUPS.items():
        st.header(f"{title}", anchor=False)
        rows = [
            {
                "Measure": each.title + (" (primary)" if each.key in PRIMARY else ""),
                "Unit": each.unit,
                "Better is": each.better,
                "What is counted": each.text,
            }
            for each in CATALOGUE.values()
            if each.group == group
        ]
        st.table(pd.DataFrame(rows), hide_index=True, alt=f"Measures of {title}")


def _reported() -> list[Reported]:
    """The reported figures that stand beside the scenarios."""
    found = []
    for file in sorted(scenarios_folder().glob("reported*.yaml")):
        try:
            found.append(load_reported(file))
        except ScenarioError:
            continue
    return found


def _runs_of(scenario: Scenario) -> tuple[Replication, ...]:
    """The runs of a scenario in the saved comparison that has the most of them."""
    records = [each for each in all_saved(run_store()) if scenario.content_hash in each.contents]
    for record in sorted(records, key=lambda each: each.asked, reverse=True)[:_MOST_OPENED]:
        try:
            arms = opened(record).experiment.arms
        except RunsGoneError:
            continue
        return arms[record.contents.index(scenario.content_hash)]
    return ()

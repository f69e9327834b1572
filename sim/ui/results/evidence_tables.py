"""Evidence tables: assumptions by grade, limits, glossary."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.experiment.worlds.inputs import Input, inputs
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.assurance.rating import GRADES, QUALITY_RULE, quality
from sim.present.words.evidence import evidence
from sim.present.words.limits import LIMITS
from sim.present.words.measures import GROUPS
from sim.present.words.numbers import stated
from sim.present.words.small_counts import evidence as source
from sim.present.words.small_counts import given
from sim.scenario.scenario import Scenario
from sim.scenario.words import evidence_range, in_words
from sim.ui.markdown_escape import plain_text
from sim.ui.results.export import words_as_csv

_TERMS = {
    "A and B": "The two scenarios compared: A is compared with, B is judged.",
    "Pair": "One run of A and one of B that met the same families with the same luck.",
    "World": "One set of values for all inputs that are in doubt, each within its evidence, under "
    "which the current structure reproduces what was reported. Each pair is run in a world.",
    "As planned": "Every input at the value stated for it, so that doubt about it is left out.",
    "Interval": "Over worlds, the range in which the lasting difference lies with the confidence "
    "stated: doubt about the inputs, the chance of one year taken out. With inputs as planned, "
    "what chance leaves open of the mean.",
    "Margin": "The smallest difference worth acting on, agreed before any run. A difference inside "
    "it is neither better nor worse.",
    "Guardrail": "What may not get worse, named before any run, with its margin.",
    "Better, worse": "A gain, or a loss, beyond the margin is at least likely.",
    "About the same": "A difference inside the margin is at least likely.",
    "Cannot tell": "Of a judged outcome: none of these is likely. Of any other measure: its "
    "interval has 0 in it.",
    "Likely, and other words for it": "Shares of the worlds in the words of the yardstick of UK "
    "government analysts: up to 5 % a remote chance, 10 to 20 highly unlikely, 25 to 35 unlikely, "
    "40 to 50 a realistic possibility, 55 to 75 likely, 80 to 90 highly likely, 95 or more almost "
    "certain.",
    "Handoff": "Responsibility for a family passes from one team to another.",
    "Change of worker": "A child's case passes to another allocated worker than before.",
    "Weighted children": "Children counted by how much work their case is, as a cap counts them.",
    "Grade": "How good the evidence for a number is: R read in a source, D derived from one, "
    "M from memory, A assumption.",
}
_EVERYTHING = "everything"
_FEW = 12
"""Rows shown without a scroll bar."""


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

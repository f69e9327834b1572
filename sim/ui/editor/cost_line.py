"""The cost of a plan, said at once while it is edited, beside what it is compared with."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.present.words import cost as words
from sim.scenario.exact.cost import cost_of
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results import cost_parts
from sim.ui.results.folds import fold

_PLAN = "this plan"


def show(plan: Scenario, base: Scenario | None) -> None:
    """What a year of the plan costs, and against what it is compared with; the rest in a fold.

    Args:
        plan: as it stands on the page.
        base: what it is compared with; none where there is nothing.
    """
    cost = cost_of(plan)
    own = words.NO_PRICES if cost is None else f"The posts cost {words.a_year(cost)}."
    said, against = own, ""
    if base is not None and base.costs is not None:
        names, against = (base.title, _PLAN), f", against {plain_text(base.title)}"
        other = words.other_prices(base, plan, names)
        own = f"{own} {other}" if other else ""
        said = f"{own} {words.compared(base, plan, names)}"
    with st.container(border=True):
        st.markdown(f"**Cost, without a run{against}.** {plain_text(said.strip())}")
        if cost is not None:
            part = partial(cost_parts.by_part, {plan.title: plan})
            fold("Cost by team and role, and by piece of work", part, key="cost by part")

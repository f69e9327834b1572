"""Cost on a page: what a year of the posts comes to, vacancies, recruiting, and pieces of work."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from sim.present.costed import costed
from sim.present.words import cost as words
from sim.present.words import cost_rows
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import Result


def of_result(result: Result) -> None:
    """The cost of both sides of a comparison, at the prices of A."""
    a, b = result.experiment.pair
    st.write(plain_text(words.compared(a, b)))
    by_part({f"A, {a.title}": a, f"B, {b.title}": b})


def by_part(scenarios: Mapping[str, Scenario]) -> None:
    """The cost of scenarios by team and role and by piece of work, at the prices of the first.

    Args:
        scenarios: by what each is called on the page.
    """
    for name, each in zip(scenarios, costed([*scenarios.values()]), strict=True):
        if each.cost is None or each.work is None:
            st.caption(words.NO_PRICES)
            return
        st.subheader(plain_text(name), anchor=False)
        st.write(plain_text(f"{words.vacancies(each.cost)} {words.recruitment(each.cost)}"))
        _table(f"Cost of the posts: {name}", cost_rows.POSTS, cost_rows.posts(each.cost))
        _table(
            f"Cost of pieces of work: {name}",
            cost_rows.WORK,
            cost_rows.work(each.cost, each.work),
        )
    st.caption(f"{words.RANGES} {words.OF_HOURS}")


def _table(alt: str, headers: tuple[str, ...], rows: cost_rows.Rows) -> None:
    told = [tuple(map(plain_text, row)) for row in rows]
    st.table(pd.DataFrame(told, columns=list(headers)), hide_index=True, alt=alt)

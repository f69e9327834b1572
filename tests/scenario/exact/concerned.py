"""The small service with section 47 begun during assessments, and routes that lead back to them."""

from __future__ import annotations

from typing import Any

from sim.scenario.scenario import Scenario
from tests.scenario import small

FOUND = {"initial assessment": "found early", "core assessment": "found late"}
"""What the need of a family becomes, by the assessment in which it was found."""


def concerned_data(
    teams: dict[str, Any] | None = None, rule: str = "own team", finishes: bool = False
) -> dict[str, Any]:
    """Half of the families in need of protection are assessed first; .6 of these are found early.

    Args:
        teams: those of the structure; none: the current ones.
        rule: who does section 47 on open cases.
        finishes: whether the worker who enquired finishes the assessment.
    """
    data = small.plain(rule=rule) if teams is None else small.plain(teams, rule)
    data["structure"]["rules"]["enquirer_finishes_assessment"] = finishes
    activities = data["pathway"]["activities"]
    activities["threshold decision"]["routes_by_need"]["protection"] = {
        "initial assessment": 0.5,
        "strategy discussion": "rest",
    }
    initial, core = activities["initial assessment"], activities["core assessment"]
    for assessment, after, share in ((initial, "first visit", 0.6), (core, "visits", 1)):
        name = "initial assessment" if assessment is initial else "core assessment"
        found = {"to": "strategy discussion", "becomes": FOUND[name]}
        assessment["concerns"] = [
            {"need": "protection", "after": after, "found_by": share, **found}
        ]
        activities["strategy discussion"].setdefault("routes_by_need", {})[FOUND[name]] = {
            "enquiry": 0.9,
            name: "rest",
        }
        activities["enquiry"].setdefault("routes_by_need", {})[FOUND[name]] = {
            "conference": 0.5,
            "child in need plan": 0.1,
            "closed after assessment": 0.05,
            name: "rest",
        }
    on_to_core = {"core assessment": 0.8, "child in need plan": "rest"}
    initial["routes_by_need"] |= {"protection": on_to_core, "found early": on_to_core}
    after_core = {"child in need plan": 0.7, "closed after assessment": "rest"}
    core["routes_by_need"] |= dict.fromkeys(FOUND.values(), after_core)
    # After an enquiry begun at the threshold some have a core assessment, which finds nothing new.
    activities["enquiry"]["routes_by_need"]["protection"] = {
        "conference": 0.5,
        "core assessment": 0.2,
        "child in need plan": "rest",
    }
    return data


def concerned(
    teams: dict[str, Any] | None = None, rule: str = "own team", finishes: bool = False
) -> Scenario:
    """The scenario of that data."""
    return small.built(concerned_data(teams, rule, finishes))

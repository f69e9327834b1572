"""Working time in words: where the year of a full-time social worker goes."""

from __future__ import annotations

from sim.present.words.numbers import number
from sim.scenario.exact.working_time import WorkingYear

TITLE = "Where a full-time social worker's year goes"
_PARTS = {
    "sickness": "sickness",
    "leave": "annual leave",
    "training": "training",
    "supervision": "supervision",
    "audit": "audits of case files",
    "other": "team meetings and the rest",
    "cases": "cases",
    "forms": "of these, forms and recording",
}
"""Each part of the year; the last is a part of the one before."""


def rows(year: WorkingYear) -> list[tuple[str, float, float]]:
    """Each part of the year: what it is, its hours, and its share of the year in per cent."""
    return [
        (said, hours := getattr(year, part), 100 * hours / year.hours)
        for part, said in _PARTS.items()
    ]


def sentence(year: WorkingYear) -> str:
    """What is left for cases, and how much of it is forms."""
    of_cases = year.forms / year.cases if year.cases > 0 else 0.0
    return (
        f"Of {number(year.hours, 0)} hours of a full-time social worker a year "
        f"{number(year.cases, 0)} ({year.cases / year.hours:.0%}) are for cases; forms and "
        f"recording take {number(year.forms, 0)} of them ({of_cases:.0%})."
    )

"""Measures: in which order and groups they are shown, and how one is named."""

from __future__ import annotations

from sim.experiment.comparison import Outcome
from sim.measures.catalogue import CATALOGUE, Definition, Group
from sim.present.words.numbers import difference, mean

GROUPS: dict[Group, str] = {
    "timeliness": "Timeliness",
    "caseload": "Caseload",
    "transfers": "Transfers",
    "flow": "Flow",
}
"""Titles of the catalogue's groups, in the order in which they are shown."""
BY_TEAM = {
    "load_per_worker_mean": "Weighted caseload",
    "over_cap": "% of days over cap",
    "utilisation": "% of hours used",
    "backlog_days": "Days of work waiting",
    "unallocated_mean": "Children waiting",
}
"""What is shown of each team, with a short title."""
BY_LOCALITY = (
    "concluded_in_45_days",
    "days_to_first_visit_median",
    "visits_on_time",
    "worker_changes",
    "unallocated_mean",
)
"""What is shown of each locality, and by which it gains or loses."""

_PLAIN = {
    "seen_after_strategy_in_1_day": "children seen within a day of the strategy discussion",
    "cp_visits_on_time": "child protection visits on time",
    "conference_in_15_days": "conferences within 15 days of the strategy discussion",
    "days_to_first_visit_over_10": "children not seen within 10 days of the referral",
    "unallocated_mean": "children waiting for a worker",
    "decided_in_time": "contacts decided within a day",
    "children_with_3plus_changes": "children with 3 or more changes of worker",
    "concluded_in_45_days": "assessments concluded in 45 days",
    "worker_changes": "changes of worker per child",
    "over_cap": "worker-days over the caseload cap",
    "concluded_in_45_days_worst_locality":
        "assessments concluded in 45 days in the worst-off locality",
    "worker_changes_worst_locality": "changes of worker per child in the worst-off locality",
    "over_cap_worst_locality":
        "children whose worker is over the caseload cap in the worst-off locality",
}  # fmt: skip
"""What each judged measure counts, as a person would say it before a figure."""


def definition(outcome: Outcome) -> Definition:
    """What the measure of an outcome means."""
    return CATALOGUE[outcome.key.measure]


def titled(measure: Definition) -> str:
    """A measure's title with its unit, where the title does not say it."""
    says_it = measure.unit.lower() in measure.title.lower() or measure.unit == "ratio"
    return measure.title if says_it else f"{measure.title} ({measure.unit})"


def subject(measure: Definition) -> str:
    """A measure's title as it stands inside a sentence."""
    return measure.title[:1].lower() + measure.title[1:]


def in_plain_words(measure: Definition) -> str:
    """What a judged measure counts, as a person would say it."""
    return _PLAIN[measure.key]


def from_to(outcome: Outcome) -> str:
    """A figure under A and under B: 81.4 % to 58.4 %."""
    unit = definition(outcome).unit
    sign = " %" if unit == "%" else ""
    return f"{mean(outcome.a, unit)}{sign} to {mean(outcome.b, unit)}{sign}"


def changed(outcome: Outcome) -> str:
    """The difference with its interval: -23.0 (-25.6 to -20.5)."""
    return difference(outcome.difference, definition(outcome).unit)

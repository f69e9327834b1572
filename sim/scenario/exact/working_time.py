"""The working year: where the hours of a full-time social worker go, by arithmetic.

Absence comes first, then what takes hours at work; cases have what is left. How much of that is
form-filling follows from the work asked once inflow and outflow balance. Handing over and closing
count as no forms, as nothing says how much of them is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.scenario.exact.workload import Work
from sim.scenario.scenario import Scenario
from sim.scenario.working_time import WEEKS


@dataclass(frozen=True)
class WorkingYear:
    """Hours of a year; the fields are those that `locality check --json` writes."""

    sickness: float
    leave: float
    training: float
    supervision: float
    audit: float
    other: float
    """Team meetings and the rest."""
    cases: float
    """All that is for cases, form-filling included."""
    forms: float
    """Of the hours for cases those that are forms and recording."""

    @property
    def hours(self) -> float:
        """All contracted hours of the year's working days."""
        absent = self.sickness + self.leave + self.training
        return absent + self.supervision + self.audit + self.other + self.cases


def working_year(scenario: Scenario, work: Iterable[Work]) -> WorkingYear:
    """Split the year of a full-time social worker.

    Args:
        scenario: with the hours of its own form-filling, as a solved chain has it.
        work: the workload of that chain.

    Returns:
        Hours by what they go to.
    """
    workforce, days = scenario.workforce, scenario.horizon.working_year
    a_day, time = workforce.contract_hours.value / 5, workforce.working_time
    sick = days * workforce.sickness.value
    leave = min(workforce.leave_days.value, days - sick)
    training = min(workforce.training_days.value, days - sick - leave)
    present = workforce.days_present(days)
    of_an_hour = present * a_day / (WEEKS * workforce.contract_hours.value)
    cases = present * a_day - time.of_worker * of_an_hour
    return WorkingYear(
        sickness=sick * a_day,
        leave=leave * a_day,
        training=training * a_day,
        supervision=time.supervision.value * of_an_hour,
        audit=time.audit.value * of_an_hour,
        other=time.other.value * of_an_hour,
        cases=cases,
        forms=cases * _share_of_forms(scenario, work),
    )


def _share_of_forms(scenario: Scenario, work: Iterable[Work]) -> float:
    """Share of the social workers' hours asked that is paperwork; 0 where none is asked."""
    activities = scenario.pathway.activities
    asked = forms = 0.0
    for each in work:
        if each.role == "social worker":
            asked += each.hours
            if each.work in activities:
                forms += each.hours * activities[each.work].paperwork.value
    return forms / asked if asked > 0 else 0.0

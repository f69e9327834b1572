"""Working time: what takes the hours of people at work, other than cases.

Hours are those of a full-time post in four weeks at work; a part-time post has its share of each.
What is left is for cases, so that more of one is less of the other.
"""

from __future__ import annotations

from typing import Annotated

from sim.scenario.estimate import Amount, Positive, Record
from sim.scenario.settings import Title

WEEKS = 4
"""Weeks at work for which the hours are given."""


class WorkingTime(Record):
    """Hours in four weeks at work that are not for cases, and how much of a case is forms."""

    supervision: Annotated[Amount, Title("Supervision, hours in four weeks")]
    """Hours in four weeks of a full-time social worker's supervision; a manager of the team gives
    the same hours to each."""
    audit: Annotated[Amount, Title("Audit, hours in four weeks")]
    """Hours in four weeks that a full-time social worker gives to audits of case files."""
    other: Annotated[Amount, Title("Meetings and the rest, hours in four weeks")]
    """Hours in four weeks of a full-time social worker for team meetings and all else that is no
    case."""
    manager_audit: Annotated[Amount, Title("A manager's audits, hours in four weeks")]
    """Hours in four weeks that a full-time team manager gives to audits of case files."""
    manager_other: Annotated[Amount, Title("A manager's meetings and the rest, in four weeks")]
    """Hours in four weeks of a full-time team manager for all else that is no decision."""
    form_filling: Annotated[Positive, Title("Form-filling, 1 as now")] = Positive(value=1)
    """Hours that forms and recording take, relative to now: .8 is a fifth less; of each activity it
    changes the share that is paperwork."""

    @property
    def of_worker(self) -> float:
        """Hours in four weeks that a full-time social worker has for no case."""
        return self.supervision.value + self.audit.value + self.other.value

    def of_manager(self, supervised: float) -> float:
        """Hours in four weeks that a full-time team manager has for no decision.

        Args:
            supervised: full-time social workers for each full-time manager.
        """
        return (
            self.supervision.value * supervised
            + self.manager_audit.value
            + self.manager_other.value
        )

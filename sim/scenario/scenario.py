"""The scenario: everything one run needs, in one frozen record with a content hash."""

from __future__ import annotations

import datetime
import hashlib
import json
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from sim.scenario.bank_holidays import ENGLAND
from sim.scenario.calendar import ENGLISH_WORKING_YEAR, Calendar, calendar_months
from sim.scenario.costs import Costs
from sim.scenario.demand import Demand
from sim.scenario.derived import resolved
from sim.scenario.estimate import Amount, Estimate, Record
from sim.scenario.margins import Margins
from sim.scenario.pathway import Assessment, Pathway
from sim.scenario.problems import Finding
from sim.scenario.structure import Structure
from sim.scenario.values import Date, Named
from sim.scenario.workforce import HandoffCosts, Workforce

LONGEST_TITLE = 200
"""Characters."""


class Horizon(Record):
    """The dates of a run."""

    starts: Date
    """First day of the warm-up."""
    measured_from: Date
    """First day that counts."""
    ends: Date
    """Last day."""
    closures: tuple[Date, ...] = ()
    """Days on which the council is closed, beyond weekends and bank holidays."""

    @cached_property
    def calendar(self) -> Calendar:
        """The working days of the run."""
        return Calendar(self.starts, self.ends, self.closures)

    @cached_property
    def working_year(self) -> float:
        """Working days of a year in which the council closes as often as in the run."""
        in_england = len(Calendar(self.starts, self.ends))
        share_open = len(self.calendar) / in_england if in_england else 1.0
        return ENGLISH_WORKING_YEAR * share_open

    @property
    def working_month(self) -> float:
        """Working days of a twelfth of a year."""
        return self.working_year / 12

    def dates(self, working_days: NDArray[np.int64]) -> NDArray[np.datetime64]:
        """The date of each working day since the start; below 0 before it."""
        closed = np.array([*ENGLAND, *self.closures], dtype="datetime64[D]")
        first = np.full(working_days.shape, self.starts, dtype="datetime64[D]")
        found: NDArray[np.datetime64] = np.busday_offset(
            first, working_days, roll="forward", holidays=closed
        )
        return found

    @property
    def measured_months(self) -> float:
        """Calendar months that count, by their dates."""
        return calendar_months(self.measured_from, self.ends)


class Scenario(Record):
    """A service and its demand, ready to run."""

    version: Literal[1]
    """Version of this file format."""
    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    description: str = ""
    horizon: Horizon
    assumptions: Named[Estimate] = {}
    """Numbers by name that several settings are derived from, or both structures."""
    demand: Demand
    pathway: Pathway
    structure: Structure
    workforce: Workforce
    handoffs: HandoffCosts
    open_cases: Named[Amount]
    """Children in each plan when the run starts."""
    margins: Margins
    costs: Costs | None = None
    """Prices of posts and of recruiting, on which no run depends; none: nothing is priced."""

    @model_validator(mode="before")
    @classmethod
    def _work_out_derived(cls, given: Any) -> Any:
        if isinstance(given, Scenario):
            return given
        tree, faults, _ = resolved(given)
        if faults:
            raise ValidationError.from_exception_data(cls.__name__, [*map(_as_fault, faults)])
        return tree

    @cached_property
    def content_hash(self) -> str:
        """Identity of all that a run depends on: 16 hex digits.

        Title, sources and prices do not count, nor whether a value is derived, or what from.
        """
        canonical = json.dumps(_canonical(self), separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    @cached_property
    def open_case_needs(self) -> frozenset[str]:
        """Needs that a family takes on when something interrupts its open plan or assessment."""
        activities = self.pathway.activities.values()
        after_plans = (
            each.becomes
            for activity in activities
            for each in activity.escalations
            if each.becomes is not None
        )
        after_assessments = (each.becomes for activity in activities for each in activity.concerns)
        return frozenset((*after_plans, *after_assessments))

    @cached_property
    def early_help_teams(self) -> frozenset[str]:
        """The teams of early help: those that own its activities or have its workers."""
        return frozenset(
            name
            for name, team in self.structure.teams.items()
            if set(team.owns) & set(self.pathway.early_help)
            or any(post.role == "early help worker" for post in team.posts)
        )

    @cached_property
    def unlimited_teams(self) -> frozenset[str]:
        """The teams of early help without posts: nobody is allocated there, and nothing waits."""
        teams = self.structure.teams
        return frozenset(name for name in self.early_help_teams if not teams[name].posts)

    def responsible_team(
        self, activity: str, locality: str, need: str, current: str, before: str
    ) -> str:
        """The team responsible for a family in an activity: the one rule behind every handoff.

        Args:
            activity: the activity the family is entering.
            locality: where the family lives.
            need: its need; an open-case need invokes the rule for section 47 on open cases.
            current: the team responsible for it until now.
            before: the activity it comes from; empty: it is first met here.

        Returns:
            The owner's name; the current team's where a rule keeps the enquiry, or the assessment
            after it, with that team.
        """
        enquiries, rules = self.pathway.section_47, self.structure.rules
        if activity in enquiries:
            is_kept = need in self.open_case_needs and (
                rules.section_47_on_open_cases != "enquiry team"
            )
        else:
            is_kept = (
                rules.enquirer_finishes_assessment
                and before in enquiries
                and isinstance(self.pathway.activities[activity], Assessment)
            )
        return current if is_kept else self.structure.owner(activity, locality)

    @cached_property
    def new_contact_referral_chance(self) -> float:
        """Chance that a contact of a family not coming back is accepted as a referral.

        Returning families are referrals by definition, so the share of all contacts, p, and the
        chance of return after a referral, r, leave p(1 - r) / (1 - pr) for the others.
        """
        accepted = self.pathway.activities[self.pathway.starts_at].routes_for("")
        share = accepted.get(self.pathway.referral_at, 0.0)
        back = self.demand.returns.share.value
        return share * (1 - back) / (1 - share * back)


# Looked up by name or searched for members: the order of these means nothing. That of localities,
# sources, needs, routes, teams, posts and open cases decides who draws which luck, so it counts.
_WORDS = {"title", "description"}
_ACTS_THROUGH_OTHERS = {"assumptions"}
_IN_NO_RUN = {"costs"}
_BY_NEED = {"routes_by_need", "hours_by_need", "share_by_need"}
UNORDERED_MAPS = {"months", "weekdays", "endings", *_BY_NEED}
UNORDERED_LISTS = {"closures", "section_47", "early_help", "owns", "chairs", "localities"}


def _as_fault(found: Finding) -> InitErrorDetails:
    fault = PydanticCustomError("derived", "{said}", {"said": found.message})
    return InitErrorDetails(type=fault, loc=found.path, input=None)


def _canonical(part: Any, name: str = "") -> Any:
    """What a run depends on, as plain data: estimates by their value, words left out."""
    if isinstance(part, Estimate):
        return part.value
    if isinstance(part, BaseModel):
        left_out = _WORDS | _ACTS_THROUGH_OTHERS | _IN_NO_RUN
        fields = [field for field in type(part).model_fields if field not in left_out]
        return {field: _canonical(getattr(part, field), field) for field in fields}
    if isinstance(part, dict):
        keys = sorted(part) if name in UNORDERED_MAPS else part
        return {key: _canonical(part[key]) for key in keys}
    if isinstance(part, tuple):
        items = [_canonical(item) for item in part]
        return sorted(items) if name in UNORDERED_LISTS else items
    return part.isoformat() if isinstance(part, datetime.date) else part

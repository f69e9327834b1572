"""The workforce: hours, absence, leaving and recruiting, the same in every team."""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from sim.scenario.estimate import Amount, Positive, PositiveShare, Record, Share
from sim.scenario.settings import Title
from sim.scenario.structure import CASE_HOLDERS, Post, Role, Team
from sim.scenario.working_time import WEEKS, WorkingTime

MeetingDay = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


class Workforce(Record):
    """What holds for every post; the posts themselves stand in the structure."""

    staffing: Positive = Positive(value=1)
    """Share of the social workers' posts that there are: it scales hours and cap of each, in every
    team alike. 1: the posts as given."""
    contract_hours: Positive
    """Contracted hours a week of a full-time post."""
    chair_share: PositiveShare
    """Share of a conference chair's hours in and around conferences and reviews."""
    leave_days: Amount
    """Working days of annual leave a year, bank holidays not counted."""
    training_days: Amount
    """Working days of training a year."""
    sickness: Share
    """Share of working days lost to sickness."""
    sickness_spell: Positive
    """Mean working days of one spell of sickness."""
    turnover: Amount
    """Chance a year that a permanent worker leaves."""
    agency_turnover: Amount
    """Chance a year that an agency worker leaves."""
    internal_moves: Amount = Amount(value=0)
    """Chance a year that a worker moves to another post in the council and gives all cases up; the
    post is filled at once, as another worker moves into it."""
    no_cases_before_leave: Amount = Amount(value=0)
    """Working days before a planned leave from which a worker is given no more cases."""
    recruitment: Amount
    """Months from a leaver to the new starter."""
    acting_up_after: Amount
    """Months until a deputy acts up for a manager or chair who leaves."""
    ramp_up: Amount
    """Months until a new starter carries a full caseload, rising evenly from half."""
    newly_qualified_cap: Share
    """Cap of a newly qualified worker, as a share of the post's cap."""
    newly_qualified_months: Amount
    """Months for which the reduced cap holds."""
    allocation: Amount
    """Working days from a team accepting a family to the meeting that allocates a worker."""
    working_time: WorkingTime
    """Where the hours at work go beside cases."""

    @property
    def hours_of_four_weeks(self) -> float:
        """Hours of a full-time post in four weeks at work."""
        return WEEKS * self.contract_hours.value

    def fte(self, post: Post) -> float:
        """Full-time equivalent of each such post, once the posts of social workers are scaled."""
        return post.fte * (self.staffing.value if post.role == "social worker" else 1.0)

    def supervised(self, team: Team) -> float:
        """Full-time social workers for each full-time manager of a team; 0 without a manager."""
        return team.supervised * self.staffing.value

    def case_share(self, role: Role, team: Team) -> float:
        """Share of the hours at work that goes to cases: decisions are a manager's part of them.

        Args:
            role: whose hours.
            team: where; the more workers a manager supervises, the less is left for decisions.
        """
        match role:
            case "social worker" | "early help worker":
                return 1 - self.working_time.of_worker / self.hours_of_four_weeks
            case "team manager":
                elsewhere = self.working_time.of_manager(self.supervised(team))
                return 1 - elsewhere / self.hours_of_four_weeks
            case "conference chair":
                return self.chair_share.value
            case _:
                assert_never(role)

    def months_to_fill(self, role: Role) -> float:
        """Months from a leaver to whoever is next in a post of this role."""
        return (self.recruitment if role in CASE_HOLDERS else self.acting_up_after).value

    def leaving(self, *, agency: bool) -> float:
        """Chance a year that the holder of a post leaves the council."""
        return (self.agency_turnover if agency else self.turnover).value

    def days_present(self, working_year: float) -> float:
        """Of so many working days a year, those on which the holder of a post is there."""
        well = working_year * (1 - self.sickness.value)
        return max(0.0, well - self.leave_days.value - self.training_days.value)


class HandoffCosts(Record):
    """What it costs to pass a family from one team or worker to another."""

    hours_out: Amount
    """Hours of the worker who gives: summary, chronology."""
    hours_in: Amount
    """Hours of the worker who takes: reading, joint visit."""
    notice: Amount
    """Working days a case is on the list before a transfer meeting takes it."""
    meeting_every: Annotated[
        Positive | None, Title("Working days from one transfer meeting to the next")
    ] = None
    """Working days from one transfer meeting to the next, bank holidays passed over; none: on a
    weekday."""
    meeting_on: Annotated[MeetingDay | None, Title("Weekday of the transfer meeting")] = None
    """Weekday of a weekly transfer meeting, on the next working day where it is closed; none: every
    so many working days."""
    rework: Share
    """Share of the latest assessment's hours that the receiving worker does again."""
    rework_within: Amount | None = None
    """Working days after an assessment for which it is partly done again; none: however old."""
    front_door_wait: Amount
    """Working days for a family without an allocated worker to pass to another team."""
    front_door_hours_in: Amount
    """Hours to take in such a family."""

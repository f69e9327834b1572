"""The pathway: what a family may need, whoever does it, as activities joined by routes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from sim.scenario.activity import Activity, Effort, RoleHours
from sim.scenario.estimate import Amount, Positive, Record, Share
from sim.scenario.routes import Concern, Ending, Escalation
from sim.scenario.structure import Role
from sim.scenario.values import Named, Switch


class Step(Record):
    """One piece of work of an assessment."""

    name: str
    """What is done: first visit, partner checks, writing up."""
    share: Share
    """Share of the assessment's hours; the shares of its steps add up to 1."""
    at: Share
    """When it is planned, as a share of the planned length."""
    visit: Switch = False
    """Whether the child is seen in it."""


class PlannedLength(Record):
    """How long an assessment is planned to take, in working days, before any lateness.

    A family that takes the mean hours is planned for `usual`; more or fewer hours take more or
    fewer days, and so does the family's own pace, never below `shortest` nor above `longest`.
    """

    shortest: Amount
    usual: Positive
    longest: Positive
    spread: Amount = Amount(value=0)
    """How much families' own pace differs: standard deviation over mean."""


class FurtherWork(Record):
    """Work beyond the hours of an assessment that a share of families needs in it."""

    hours: Amount
    """Hours, for a family of one child of mean effort."""
    share: Share
    """Share of families with a need not named in `share_by_need`."""
    share_by_need: Named[Share] = {}
    """Share of families with a given need."""
    drawn_as: str
    """Whose route decides which families: the name of the assessment that this one replaces, so
    that they are those whom it would have sent on."""

    def share_for(self, need: str) -> float:
        """Share of families with this need who need it."""
        return self.share_by_need.get(need, self.share).value


class Task(Record):
    """Recurring work of a plan: visits, core groups, reviews."""

    name: str
    """What is done."""
    every: Positive
    """Planned working days from one to the next."""
    first: Positive | None = None
    """Planned working days from the start of the plan to the first; none: as `every`."""
    hours: Amount
    """Case worker's hours for one, for a family of one child."""
    limit: Amount | None = None
    """Working days allowed from one to the next, where there is a limit."""
    visit: Switch = False
    """Whether the child is seen in it."""
    chair_hours: Amount | None = None
    """Hours of an independent chair, where one is needed."""
    covered_after: Amount | None = None
    """Working days it may wait for a worker who is away, then a colleague does it; none: it waits
    for the return."""


class Band(Record):
    """A band of lengths of stay, evenly spread between two lengths."""

    from_months: Amount
    to_months: Positive
    share: Share


class ByBands(Record):
    """A plan whose length follows bands of lengths of stay."""

    bands: tuple[Band, ...] = Field(min_length=1)
    """Bands; their shares add up to 1."""


class AtReviews(Record):
    """A plan that ends only at one of its reviews."""

    ends_at: str
    """Name of the task at which the plan may end."""
    first_chance: Share
    """Chance that it ends at the first of them."""
    later_chance: Share
    """Chance that it ends at each later one."""


def _kind_of_length(given: Any) -> str:
    by_bands = isinstance(given, ByBands) or (isinstance(given, dict) and "bands" in given)
    return "by bands" if by_bands else "at reviews"


Length = Annotated[
    Annotated[ByBands, Tag("by bands")] | Annotated[AtReviews, Tag("at reviews")],
    Discriminator(_kind_of_length),
]
"""How long a plan lasts: by bands of lengths of stay, or until it ends at a review."""


class Duty(Activity):
    """One piece of work taken by whoever is free, or by the family's worker if it has one there."""

    kind: Literal["duty"]
    hours: Amount
    """Hours, for a family of one child."""
    by: Literal["worker", "manager"] = "worker"
    """Who does it."""
    planned_days: Amount = Amount(value=0)
    """Working days until it is planned."""
    allocated: Switch = False
    """Whether only the family's allocated worker may do it."""
    weight: Amount = Amount(value=0)
    """Weighted children that each child in it counts towards a caseload, where allocated."""

    is_one_piece: ClassVar[bool] = True
    tasks: ClassVar[Sequence[Task]] = ()
    escalations: ClassVar[Sequence[Escalation]] = ()
    concerns: ClassVar[Sequence[Concern]] = ()

    @property
    def needs_worker(self) -> bool:
        """Whether a family in it must have an allocated worker."""
        return self.allocated

    @property
    def roles(self) -> frozenset[Role]:
        """The role that does it."""
        return frozenset({"team manager" if self.by == "manager" else "social worker"})

    def effort_for(self, _need: str) -> Effort:
        """What a family takes of it, whatever its need."""
        by_worker = self.by == "worker"
        [role] = self.roles
        work = RoleHours(role, self.hours.value, grows=by_worker, is_joint=by_worker)
        return Effort((work,), self.planned_days.value, is_booked=True)


class Assessment(Activity):
    """Work split into steps in the allocated worker's diary, then a manager's authorisation."""

    kind: Literal["assessment"]
    hours: Amount
    """Hours, for a family of one child of mean effort."""
    hours_by_need: Named[Amount] = {}
    """Hours for families with a given need, where they differ; the planned length follows them."""
    further: FurtherWork | None = None
    """Work that some families need beyond these hours; the planned length follows it too."""
    concerns: tuple[Concern, ...] = ()
    """What may come up in it and interrupt it."""
    steps: tuple[Step, ...] = Field(min_length=1)
    planned_days: PlannedLength
    authorisation_hours: Amount
    """Manager's hours to authorise it."""
    weight: Amount
    """Weighted children that each child in it counts towards a caseload."""

    needs_worker: ClassVar[bool] = True
    is_one_piece: ClassVar[bool] = False
    tasks: ClassVar[Sequence[Task]] = ()
    escalations: ClassVar[Sequence[Escalation]] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """The worker, and the manager where authorising it takes time."""
        if self.authorisation_hours.value > 0:
            return frozenset({"social worker", "team manager"})
        return frozenset({"social worker"})

    def effort_for(self, need: str) -> Effort:
        """What families with this need take of it on average, each at the mean pace.

        More or fewer hours take more or fewer days; the usual length is that of all the work there
        may be, further work included.
        """
        hours = self.hours_by_need.get(need, self.hours).value
        extra, share = 0.0, 0.0
        if self.further is not None:
            extra, share = self.further.hours.value, self.further.share_for(need)
        days = (1 - share) * self._days(hours, extra) + share * self._days(hours + extra, extra)
        mean_hours = hours + share * extra
        assessing = RoleHours("social worker", mean_hours, grows=True, is_joint=True)
        authorising = RoleHours("team manager", self.authorisation_hours.value, grows=False)
        return Effort((assessing, authorising), days, assessed_hours=mean_hours)

    def _days(self, hours: float, extra: float) -> float:
        """Planned length of so many hours, where up to `extra` may be added to the usual ones."""
        length, usual = self.planned_days, self.hours.value + extra
        relative = hours / usual if usual > 0 else 1.0
        return min(max(length.usual.value * relative, length.shortest.value), length.longest.value)


class Plan(Activity):
    """Recurring work until the plan ends."""

    kind: Literal["plan"]
    tasks: tuple[Task, ...] = Field(min_length=1)
    length: Length
    escalations: tuple[Escalation, ...] = ()
    weight: Amount
    """Weighted children that each child in it counts towards a caseload."""

    needs_worker: ClassVar[bool] = True
    is_one_piece: ClassVar[bool] = False
    concerns: ClassVar[Sequence[Concern]] = ()

    @property
    def first_visit(self) -> float:
        """Working days from its start to its first visit, before which it does not end; or 0."""
        firsts = ((task.first or task.every).value for task in self.tasks if task.visit)
        return min(firsts, default=0.0)

    @property
    def roles(self) -> frozenset[Role]:
        """The worker, and a chair where one of its tasks has one."""
        if any(task.chair_hours is not None for task in self.tasks):
            return frozenset({"social worker", "conference chair"})
        return frozenset({"social worker"})

    def effort_for(self, _need: str) -> Effort:
        """Nothing once: its work recurs by the month, through its tasks."""
        return Effort()


class Conference(Activity):
    """A conference with an independent chair, prepared and attended by the family's worker."""

    kind: Literal["conference"]
    hours: Amount
    """Worker's hours to prepare and attend, for a family of one child."""
    planned_days: Amount
    """Working days after the limit's start for which it is booked at the latest."""
    earliest_days: Amount | None = None
    """Working days after the limit's start for which it may be booked, where diaries allow; evenly
    spread from there on; none: all are booked for the latest."""
    chair_hours: Amount
    """Chair's hours."""
    weight: Amount
    """Weighted children that each child in it counts towards a caseload."""

    needs_worker: ClassVar[bool] = True
    is_one_piece: ClassVar[bool] = False
    tasks: ClassVar[Sequence[Task]] = ()
    escalations: ClassVar[Sequence[Escalation]] = ()
    concerns: ClassVar[Sequence[Concern]] = ()
    roles: ClassVar[frozenset[Role]] = frozenset({"social worker", "conference chair"})

    def effort_for(self, _need: str) -> Effort:
        """What a family takes of it, whatever its need; the chair's hours hold for all children."""
        earliest = self.planned_days if self.earliest_days is None else self.earliest_days
        days = (earliest.value + self.planned_days.value) / 2
        attending = RoleHours("social worker", self.hours.value, grows=True)
        chairing = RoleHours("conference chair", self.chair_hours.value, grows=False)
        return Effort((attending, chairing), days, is_booked=True)


AnyActivity = Annotated[Duty | Assessment | Plan | Conference, Field(discriminator="kind")]
"""One of the kinds. What differs between them stands on each, and not on what they share, so that
a kind that leaves something out is a type error wherever the rest of the program asks for it:

- `weight`: weighted children that each child in it counts towards a caseload;
- `needs_worker`: whether a family in it must have an allocated worker;
- `is_one_piece`: whether it is a single piece of work, done at once for all children of a contact;
- `roles`: whose hours it takes;
- `effort_for`: the hours and days that a family takes of it once;
- `tasks`: work that recurs in it; `escalations`: what may interrupt it.
"""


class Pathway(Record):
    """All activities and endings, and where contacts come in."""

    starts_at: str
    """The activity that receives every contact."""
    referral_at: str
    """Entering this activity makes a contact a referral."""
    section_47: tuple[str, ...] = ()
    """Activities of a section 47 enquiry, to which the rule for open cases applies."""
    early_help: tuple[str, ...] = ()
    """Activities of early help, beside social care: endings lead to it, and it steps up to a
    referral."""
    activities: Named[AnyActivity]
    endings: Named[Ending]
    closing_hours: Amount
    """Worker's hours to close a case that had an allocated worker."""

    @property
    def plans(self) -> dict[str, Plan]:
        """The activities that are a child's plan: of early help, in need, of protection, care."""
        return {name: each for name, each in self.activities.items() if isinstance(each, Plan)}

    def role_in(self, activity: str, role: Role) -> Role:
        """Who does in an activity what a role does in social care: early help has its own workers.

        Args:
            activity: name of the activity.
            role: the role that does it according to its kind.
        """
        is_theirs = role == "social worker" and activity in self.early_help
        return "early help worker" if is_theirs else role

    def roles(self, activity: str) -> frozenset[Role]:
        """The roles whose hours an activity takes."""
        return frozenset(self.role_in(activity, role) for role in self.activities[activity].roles)

"""The structure: which team owns which activity for which locality, and with which posts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from sim.scenario.estimate import Amount, Number, Positive, Record
from sim.scenario.settings import Title
from sim.scenario.values import Named, Switch

Role = Literal["social worker", "team manager", "conference chair", "early help worker"]
CASE_HOLDERS: tuple[Role, ...] = ("social worker", "early help worker")
"""The roles that hold families: in social care, and in early help."""
OpenCaseRule = Literal["own team", "enquiry team", "joint"]


class Post(Record):
    """A number of like posts in a team."""

    role: Role
    number: int = Field(ge=0, le=10_000, strict=True)
    """How many such posts."""
    fte: Number = Field(default=1.0, gt=0, le=1)
    """Full-time equivalent of each."""
    cap: Positive | None = None
    """Highest caseload of a full-time post, in weighted children; social workers and early help
    workers need one."""
    vacant: int = Field(default=0, ge=0, le=10_000, strict=True)
    """Posts empty at the start."""
    agency: int = Field(default=0, ge=0, le=10_000, strict=True)
    """Posts filled by agency workers at the start."""
    newly_qualified: int = Field(default=0, ge=0, le=10_000, strict=True)
    """Posts filled by newly qualified workers at the start."""


def _kind_of_localities(given: Any) -> str:
    return "all" if isinstance(given, str) else "some"


Localities = Annotated[
    Annotated[Literal["all"], Tag("all")] | Annotated[tuple[str, ...], Tag("some")],
    Discriminator(_kind_of_localities),
]
"""`all`, or a list of localities by name."""


class Team(Record):
    """A team: what it owns, where, and who works in it."""

    owns: tuple[str, ...] = ()
    """Activities it is responsible for."""
    chairs: tuple[str, ...] = ()
    """Activities for whose conferences and reviews it provides the chair."""
    localities: Localities = "all"
    """Localities it serves."""
    posts: tuple[Post, ...] = ()
    """Who works in it. A team of early help without posts works without limit: nobody is allocated
    and nothing waits."""
    on_duty: Annotated[
        int | None, Field(ge=1, le=1_000, strict=True), Title("Workers on duty each day")
    ] = None
    """Workers on duty each day, in turn, who alone take the team's duty work; none: everyone."""

    @property
    def supervised(self) -> float:
        """Full-time social workers for each full-time manager; 0 without a manager."""
        workers, managers = (
            sum(post.number * post.fte for post in self.posts if post.role == role)
            for role in ("social worker", "team manager")
        )
        return workers / managers if managers else 0.0

    def serves(self, locality: str) -> bool:
        """Whether the team works in this locality."""
        return self.localities == "all" or locality in self.localities


class Rules(Record):
    """Switches that the report leaves open."""

    section_47_on_open_cases: Annotated[
        OpenCaseRule,
        Title(
            "A section 47 enquiry on a case that is already open",
            {
                "own team": "its own team does the enquiry",
                "enquiry team": (
                    "the team that owns enquiries does it: responsibility moves there and back"
                ),
                "joint": "both together: responsibility stays with its own team",
            },
        ),
    ]
    """Who does a section 47 enquiry on an open case: its own team, the team that owns enquiries
    (responsibility moves there and back), or both jointly (responsibility stays)."""
    joint_enquiry_share: Amount
    """Extra hours of the case's own worker in a joint enquiry, as a share of its hours."""
    enquirer_finishes_assessment: Annotated[
        Switch, Title("The worker who enquired finishes the assessment after a section 47 enquiry")
    ] = False
    """Whether an assessment that follows a section 47 enquiry, or was interrupted by it, stays with
    the team that enquired."""
    return_to_previous_worker: Annotated[
        Switch, Title("A family that comes back goes to its previous worker")
    ]
    """Whether a returning family goes to its previous worker, where still there with room."""
    over_cap_after: Annotated[
        Amount | None,
        Title("Families are allocated over a worker's cap after some days of waiting"),
    ] = None
    """Working days of waiting after which a family is allocated over a worker's cap; none: never.
    Urgent families never wait for room."""
    neighbour_cover_after: Annotated[
        Amount | None, Title("A neighbouring team may take a family after some days of waiting")
    ] = None
    """Working days of waiting after which a neighbouring team may take a family; none: never."""


class Structure(Record):
    """All teams, and the rules between them."""

    teams: Named[Team]
    rules: Rules

    def owner(self, activity: str, locality: str) -> str:
        """The team that owns an activity for a locality.

        Raises:
            KeyError: if no team owns it; a loaded scenario has exactly one owner.
        """
        for name, team in self.teams.items():
            if activity in team.owns and team.serves(locality):
                return name
        raise KeyError((activity, locality))

    def chair(self, activity: str, locality: str) -> str:
        """The team that chairs an activity's conferences and reviews for a locality.

        Raises:
            KeyError: if no team does.
        """
        for name, team in self.teams.items():
            if activity in team.chairs and team.serves(locality):
                return name
        raise KeyError((activity, locality))

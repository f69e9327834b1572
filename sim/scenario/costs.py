"""The costs: what a post is paid a year and what recruiting to it takes, in pounds.

No run depends on them: they price posts and hours, and differ from all else in that. So they are no
part of the content hash, and a plausible world has the same prices as any other.
"""

from __future__ import annotations

from typing import Annotated, assert_never

from pydantic import Field

from sim.scenario.estimate import Amount, Positive, Record
from sim.scenario.settings import Title
from sim.scenario.structure import Role


class Costs(Record):
    """Prices of one year; those of other years are not converted."""

    price_year: Annotated[str, Field(min_length=1, max_length=40)]
    """Of which year the pounds are, as the sources have them, as `2015-16`."""
    social_worker: Annotated[Positive, Title("A social worker employed, pounds a year")]
    """Pounds a year for a full-time social worker who is employed by the council."""
    on_costs: Annotated[Amount, Title("On-costs, as a share of pay")] = Amount(value=0)
    """What the employer pays on top, as a share of the pay; 0: the figures have it in them."""
    early_help_worker: Annotated[
        Positive, Title("An early help worker, relative to a social worker")
    ]
    """Cost of an early help worker, as a multiple of a social worker's."""
    team_manager: Annotated[Positive, Title("A team manager, relative to a social worker")]
    """Cost of a team manager, as a multiple of a social worker's."""
    conference_chair: Annotated[Positive, Title("A conference chair, relative to a social worker")]
    """Cost of a conference chair, as a multiple of a social worker's."""
    agency_premium: Annotated[Amount, Title("Agency premium, as a share of what a post costs")]
    """What an agency worker costs more than one employed, as a share of the latter's cost."""
    recruiting: Annotated[Amount, Title("Recruiting and inducting one worker, pounds")]
    """Pounds to recruit and induct one worker."""

    def relative_to_social_worker(self, role: Role) -> Positive:
        """The multiple of a social worker's cost that a role costs, with its evidence."""
        match role:
            case "social worker":
                return Positive(value=1)
            case "early help worker":
                return self.early_help_worker
            case "team manager":
                return self.team_manager
            case "conference chair":
                return self.conference_chair
            case _:
                assert_never(role)

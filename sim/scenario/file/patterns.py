"""Patterns of teams: who owns what in the four ways in which councils mostly set teams up.

A team of a pattern stands for the whole council, or for each area: then it goes by the area's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.scenario.structure import OpenCaseRule

Assessments = Literal["single", "initial and core"]
"""The single assessment of Working Together 2013, or the two assessments before it."""
PatternName = Literal["referral team", "access and clusters", "generic teams", "duty team"]

_URGENT, _ASSESSMENT = "urgent assessment", "assessment"
_ACTIVITIES: Mapping[Assessments, Mapping[str, tuple[str, ...]]] = {
    "single": {_URGENT: ("urgent single assessment",), _ASSESSMENT: ("single assessment",)},
    "initial and core": {
        _URGENT: ("urgent initial assessment",),
        _ASSESSMENT: ("initial assessment", "core assessment"),
    },
}
"""What the assessments are called in each pathway."""
_SCREENING = ("screening", "information and advice", "threshold decision")
_ENQUIRIES = ("strategy discussion", "section 47 enquiry", "initial child protection conference")
_PLANS = ("first core group", "in-need plan", "child protection plan")
LOOKED_AFTER, CHAIRS, EARLY_HELP = (
    "Looked After Children",
    "Conference and Review",
    "Targeted services",
)
"""The teams that every pattern leaves as they are."""


@dataclass(frozen=True)
class TeamPattern:
    """A team of a pattern; without a name there is one in each area."""

    owns: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Pattern:
    """A way to set up the teams of the front door and of casework.

    Attributes:
        title: its name.
        about: who does what, in a sentence.
        teams: its teams.
        open_cases: who does a section 47 enquiry on an open case, unless said otherwise.
    """

    title: str
    about: str
    teams: tuple[TeamPattern, ...]
    open_cases: OpenCaseRule


PATTERNS: Mapping[PatternName, Pattern] = {
    "referral team": Pattern(
        "One referral team and family support",
        "Referral and Assessment takes every contact, assesses and enquires; Family Support takes "
        "over children with a plan.",
        (
            TeamPattern(
                (*_SCREENING, _URGENT, _ASSESSMENT, *_ENQUIRIES), "Referral and Assessment"
            ),
            TeamPattern(_PLANS, "Family Support"),
        ),
        "own team",
    ),
    "access and clusters": Pattern(
        "Access and a cluster in each area",
        "Access screens, decides and leads section 47 enquiries; the cluster of the area assesses "
        "and keeps the family.",
        (
            TeamPattern((*_SCREENING, _URGENT, *_ENQUIRIES), "Access"),
            TeamPattern((_ASSESSMENT, *_PLANS)),
        ),
        "joint",
    ),
    "generic teams": Pattern(
        "Generic teams, one in each area",
        "The team of the area does everything, from the contact to the end of a plan.",
        (TeamPattern((*_SCREENING, _URGENT, _ASSESSMENT, *_ENQUIRIES, *_PLANS)),),
        "own team",
    ),
    "duty team": Pattern(
        "A duty team, and a team in each area for the rest",
        "Duty screens and decides; the team of the area assesses, enquires and keeps the family.",
        (
            TeamPattern(_SCREENING, "Duty"),
            TeamPattern((_URGENT, _ASSESSMENT, *_ENQUIRIES, *_PLANS)),
        ),
        "own team",
    ),
}
NAMES_TAKEN = frozenset(
    {LOOKED_AFTER, CHAIRS, EARLY_HELP}
    | {team.name for pattern in PATTERNS.values() for team in pattern.teams if team.name}
)
"""Names that no area may have, as a team has them."""


@dataclass(frozen=True)
class PlacedTeam:
    """A team of a pattern in a council: its name, what it owns, and where."""

    name: str
    owns: tuple[str, ...]
    localities: tuple[str, ...] | Literal["all"]


def placed(
    pattern: PatternName, assessments: Assessments, areas: Mapping[str, Sequence[str]]
) -> Iterator[PlacedTeam]:
    """The teams of a pattern in a council.

    Args:
        pattern: which.
        assessments: the pathway, which says what the assessments are called.
        areas: the localities of each area, by the area's name.

    Yields:
        Each team; one for each area where the pattern has one there.
    """
    called = _ACTIVITIES[assessments]
    for team in PATTERNS[pattern].teams:
        owns = tuple(name for each in team.owns for name in called.get(each, (each,)))
        if team.name:
            yield PlacedTeam(team.name, owns, "all")
        else:
            for area, localities in areas.items():
                yield PlacedTeam(area, owns, tuple(localities))

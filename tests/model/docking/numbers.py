"""A small council in plain numbers, from which both models of it are built.

Small enough for queues, leavers and absences to be felt: most families are assessed, some are the
subject of a section 47 enquiry at once or once something comes to light, and some have a plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Numbers:
    """Hours of work, working days, and shares."""

    year: float = 253.0
    month: float = 253 / 12
    ends: int = 317
    counts_from: int = 60
    """Families and work are counted from this day on; the council is empty on day 0."""
    families_a_day: float = 0.8

    access: int = 4
    cluster: int = 6
    managers: int = 1
    """In each of the two teams."""
    chairs: int = 1
    worker: float = 5.0
    manager: float = 3.0
    chair: float = 4.0
    """Hours of each for this work on a day at work."""

    leave_days: float = 25
    training_days: float = 7
    sickness: float = 0.05
    sickness_spell: float = 5
    turnover: float = 0.4
    moves: float = 0.3
    recruitment: int = 2
    ramp_up: int = 3
    eve: float = 2
    """Working days before leave in which no more families are given."""
    cap: float = 6.0
    allocation: float = 1.0
    over_cap_after: float = 10.0

    hours_out: float = 3.0
    hours_in: float = 4.0
    notice: float = 4.0
    meeting_every: int = 5
    rework: float = 0.2
    rework_within: float = 60.0
    front_door_wait: float = 1.0
    front_door_hours_in: float = 0.5
    closing: float = 1.5
    joint_share: float = 0.3

    screening: float = 1.0
    decision: float = 0.5
    discussion: float = 2.0
    authorisation: float = 0.5

    assessment: float = 14.0
    assessment_steps: tuple[tuple[float, float, bool], ...] = (
        (0.3, 0.0, True),
        (0.3, 0.4, False),
        (0.4, 0.7, False),
    )
    """Share of the hours, when it is planned as a share of the length, and whether it is a visit;
    so with the enquiry."""
    assessment_days: tuple[float, float, float] = (5.0, 16.0, 24.0)
    """Shortest, usual and longest length planned; so with the enquiry."""
    pace: float = 0.4
    assessment_limit: float = 25.0
    """From the contact."""
    found_by: float = 0.8
    """Share of those who need it for whom a concern comes up on the first visit."""
    enquiry: float = 10.0
    enquiry_steps: tuple[tuple[float, float, bool], ...] = (
        (0.2, 0.0, True),
        (0.4, 0.3, False),
        (0.4, 0.7, False),
    )
    enquiry_days: tuple[float, float, float] = (3.0, 8.0, 12.0)
    enquiry_limit: float = 15.0
    """From the strategy discussion; so with the conference."""
    conference: float = 6.0
    booked: tuple[float, float] = (10.0, 14.0)
    """Days after the strategy discussion between which a conference is booked."""
    conference_limit: float = 15.0
    chairing: float = 4.0
    visit: float = 2.0
    first_visit: float = 5.0
    visit_every: float = 15.0
    visit_limit: float = 20.0
    covered_after: float = 5.0
    shorter: tuple[float, float, float] = (0.0, 2.0, 0.4)
    longer: tuple[float, float, float] = (2.0, 6.0, 0.6)
    """Months of a plan, evenly spread between two, and the share of plans."""
    escalations: float = 0.7
    """A year, for an open family."""

    effort: float = 0.4
    """Standard deviation over mean of the hours that families take."""
    weights: tuple[float, float, float] = (1.0, 1.5, 0.8)
    """Of an assessment, of an enquiry or conference, and of a plan."""
    enquired: float = 0.9
    """Share of strategy discussions that lead to an enquiry."""
    to_conference: float = 0.4
    """Share of enquiries that lead to a conference."""


NUMBERS = Numbers()
NEEDS = {"slight": 0.35, "help": 0.3, "at risk": 0.15, "found later": 0.2}
"""Share of families with each need."""
PLAN_AFTER = {"slight": 0.0, "help": 1.0, "at risk": 0.6, "found": 0.6, "found later": 0.6}
"""Share of families whose assessment leads to a plan, by need."""
FOUND, RAISED = "found", "raised"
"""The need of a family once a concern has come up in an assessment, or in a plan."""


def families(seed: int) -> list[tuple[float, str, float]]:
    """The families of a run: when each comes, what it needs, and how much work it takes."""
    chance, shape = Random(seed), 1 / NUMBERS.effort**2  # noqa: S311
    found, at = [], chance.expovariate(NUMBERS.families_a_day)
    while at < NUMBERS.ends:
        [need] = chance.choices([*NEEDS], [*NEEDS.values()])
        found.append((at, need, chance.gammavariate(shape, 1 / shape)))
        at += chance.expovariate(NUMBERS.families_a_day)
    return found

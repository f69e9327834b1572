"""Interruption: how likely a concern comes up in an assessment, and what it leaves still to do.

Whether it has come up by a step is decided by one draw for a family and journey. So of those for
whom it has not come up in what was done before, which is a share of 1 - k, a step by which it has
come up for a share f finds (f - k) / (1 - k).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.activity import Effort
from sim.scenario.pathway import AnyActivity, Assessment
from sim.scenario.routes import Concern
from sim.scenario.scenario import Scenario


class Interrupted(NamedTuple):
    """An assessment that a concern interrupted, as far as it is not done."""

    assessment: str
    done: float
    """Hours done before, for a family of one child."""
    hours: float
    """Hours still to do, for a family of one child; the authorisation comes after them."""
    days: float
    """Planned working days still to come."""


class Found(NamedTuple):
    """A concern that may come up in one visit to an assessment."""

    concern: Concern
    chance: float
    hours_done: float
    """Share of the hours that are done by then."""
    days_over: float
    """Share of the planned length that is over by then."""


def found_in(activity: AnyActivity, need: str, known_by: float) -> Iterator[Found]:
    """What may come up in one visit, each with its chance.

    Args:
        activity: what is visited.
        need: the family's need.
        known_by: share of families with this need for whom it would have come up before.
    """
    if not isinstance(activity, Assessment) or known_by >= 1:
        return
    by_now = known_by
    for concern in activity.concerns:
        found_by = concern.found_by.value
        if concern.need == need and found_by > by_now:
            done, over = _by_the_end_of(activity, concern.after)
            yield Found(concern, (found_by - by_now) / (1 - known_by), done, over)
            by_now = found_by


def known_after(activity: AnyActivity, need: str, known_by: float) -> float:
    """Share of families for whom a concern would have come up once a visit is over."""
    found = [each.found_by.value for each in activity.concerns if each.need == need]
    return max([known_by, *found])


def known_on_entering(scenario: Scenario, activity: str, need: str, known_by: float) -> float:
    """The same on entering an activity: all of it where a concern leads, none without concerns."""
    concerns = [each for part in scenario.pathway.activities.values() for each in part.concerns]
    if all(each.need != need for each in concerns):
        return 0.0
    return 1.0 if any(each.to == activity for each in concerns) else known_by


def interrupted(name: str, effort: Effort, found: Found) -> Interrupted:
    """What a concern leaves of an assessment.

    Args:
        name: of the assessment.
        effort: what the whole of it takes.
        found: the concern.
    """
    hours = effort.assessed_hours or 0.0
    return Interrupted(
        name,
        hours * found.hours_done,
        hours * (1 - found.hours_done),
        effort.days * (1 - found.days_over),
    )


def effort_of(
    activity: AnyActivity, need: str, known_by: float, resumed: Interrupted | None
) -> Effort:
    """What one visit takes on average, of all that may come up in it.

    Args:
        activity: what is visited.
        need: the family's need.
        known_by: share of families with this need for whom a concern would have come up before.
        resumed: what is left of it, if it was interrupted before; none: it is done from its start.
    """
    whole = activity.effort_for(need)
    if resumed is not None:
        assessed = resumed.done + resumed.hours
        work = tuple(
            part._replace(hours=resumed.hours) if part.role == "social worker" else part
            for part in whole.work
        )
        return whole._replace(work=work, days=resumed.days, assessed_hours=assessed)
    found = list(found_in(activity, need, known_by))
    completed = 1 - sum(each.chance for each in found)
    done = completed + sum(each.chance * each.hours_done for each in found)
    over = completed + sum(each.chance * each.days_over for each in found)
    work = tuple(
        part._replace(hours=part.hours * (done if part.role == "social worker" else completed))
        for part in whole.work
    )
    return whole._replace(work=work, days=whole.days * over)


def _by_the_end_of(assessment: Assessment, name: str) -> tuple[float, float]:
    """Shares of the hours and of the planned length that are over once a step is done."""
    names = [step.name for step in assessment.steps]
    following = names.index(name) + 1
    done = sum(step.share.value for step in assessment.steps[:following])
    over = assessment.steps[following].at.value if following < len(names) else 1.0
    return done, over

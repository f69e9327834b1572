"""Form-filling: a scenario in the hours its work takes where forms take more or less than now.

Of the hours of an activity a share is paperwork; form-filling at .8 makes a fifth of that share
unnecessary, and leaves planned lengths, limits and all other hours as they are.
"""

from __future__ import annotations

from typing import assert_never

from sim.scenario.estimate import Amount, Positive, Share
from sim.scenario.pathway import AnyActivity, Assessment, Conference, Duty, Plan
from sim.scenario.scenario import Scenario


def as_worked(scenario: Scenario) -> Scenario:
    """The same scenario said in the hours that its work takes: what the model and the sums read.

    Args:
        scenario: as it is planned.

    Returns:
        A scenario with each activity's hours, and of them the share that is paperwork, as they are
        at its form-filling, which is 1 from then on; the same one where it was 1.
    """
    workforce, pathway = scenario.workforce, scenario.pathway
    form_filling = workforce.working_time.form_filling.value
    if form_filling == 1:
        return scenario
    activities = {
        name: _as_worked(activity, form_filling) for name, activity in pathway.activities.items()
    }
    now = workforce.working_time.model_copy(update={"form_filling": Positive(value=1)})
    return scenario.model_copy(
        update={
            "pathway": pathway.model_copy(update={"activities": activities}),
            "workforce": workforce.model_copy(update={"working_time": now}),
        }
    )


def _as_worked(activity: AnyActivity, form_filling: float) -> AnyActivity:
    """An activity with the hours that its forms leave; one of a kind forgotten is a type error."""
    paperwork = activity.paperwork.value
    factor = 1 - paperwork * (1 - form_filling)
    written: dict[str, object] = {
        "paperwork": Share(value=min(1, paperwork * form_filling / factor))
    }

    def times(hours: Amount) -> Amount:
        return Amount(value=hours.value * factor)

    match activity:
        case Duty() | Conference():
            return activity.model_copy(update=written | {"hours": times(activity.hours)})
        case Assessment():
            by_need = {need: times(hours) for need, hours in activity.hours_by_need.items()}
            written |= {"hours": times(activity.hours), "hours_by_need": by_need}
            if (further := activity.further) is not None:
                written["further"] = further.model_copy(update={"hours": times(further.hours)})
            return activity.model_copy(update=written)
        case Plan():
            tasks = [
                task.model_copy(update={"hours": times(task.hours)}) for task in activity.tasks
            ]
            return activity.model_copy(update=written | {"tasks": tasks})
        case _:
            assert_never(activity)

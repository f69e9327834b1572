"""Cross-checks of what may come up in an assessment: for whom, after which step, and the way back.

The share of families for whom it has come up rises from step to step, and the need that it becomes
must lead back, or nobody would go on with the assessment.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.check.reachability import Stage, onward
from sim.scenario.check.references import unknown
from sim.scenario.paths import Path
from sim.scenario.pathway import Assessment
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written


def concern_faults(scenario: Scenario, path: Path, assessment: Assessment) -> Iterator[Finding]:
    """What keeps the concerns of an assessment from coming up as they are written.

    Args:
        scenario: the scenario that it is part of.
        path: where the assessment stands there.
        assessment: the assessment.
    """
    steps = [step.name for step in assessment.steps]
    for position, concern in enumerate(assessment.concerns):
        here, who = (*path, "concerns", position), as_written(path)
        yield from unknown((*here, "after"), concern.after, "step of it", steps)
        if concern.after == steps[-1]:
            message = f"nothing is left to interrupt after its last step, '{concern.after}'"
            yield Finding((*here, "after"), f"{who}: {message}; name an earlier one")
        if concern.becomes not in scenario.demand.needs and not _leads_back(
            scenario, str(path[-1]), (concern.to, concern.becomes)
        ):
            message = f"no way from '{concern.to}' leads back to it for '{concern.becomes}'"
            advice = "give this need a route to it among the activities of section 47"
            yield Finding((*here, "becomes"), f"{who}: {message}; {advice}")
    yield from _order(path, assessment, steps)


def _order(path: Path, assessment: Assessment, steps: list[str]) -> Iterator[Finding]:
    """Concerns stand in the order of their steps, and for more and more of the same families."""
    latest: dict[str, tuple[int, float]] = {}
    for position, concern in enumerate(assessment.concerns):
        if concern.after not in steps:
            continue
        here, who = (*path, "concerns", position), as_written(path)
        step, share = steps.index(concern.after), concern.found_by.value
        before, found = latest.get(concern.need, (-1, 0.0))
        if step <= before:
            message = f"the concern after '{concern.after}' comes after one of a later step"
            if step == before:
                message = f"two concerns for '{concern.need}' come after '{concern.after}'"
            advice = "order them as the steps, one after each"
            yield Finding((*here, "after"), f"{who}: {message}; {advice}")
        elif share < found:
            message = f"found_by falls from {found:g} to {share:g} for '{concern.need}'"
            advice = "it counts all who were found by then, so let it rise"
            yield Finding((*here, "found_by"), f"{who}: {message}; {advice}")
        latest[concern.need] = step, share


def _leads_back(scenario: Scenario, assessment: str, start: Stage) -> bool:
    """Whether a family may come to an assessment from a stage, by way of section 47 alone."""
    found, waiting = {start}, [start]
    while waiting:
        for after in onward(scenario, waiting.pop(), even_at_0=True):
            if after == (assessment, start[1]):
                return True
            if after[0] in scenario.pathway.section_47 and after not in found:
                found.add(after)
                waiting.append(after)
    return False

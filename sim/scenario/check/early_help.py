"""Early help beside social care: what belongs to it, how families come to it and leave it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.check.references import ACTIVITIES, unknown
from sim.scenario.paths import Path
from sim.scenario.pathway import AnyActivity, Assessment, Plan
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

_STAGE: Path = ("pathway", "early_help")
_ENDINGS: Path = ("pathway", "endings")
_TEAMS: Path = ("structure", "teams")


def early_help(scenario: Scenario) -> Iterator[Finding]:
    """What keeps early help and social care from being told apart.

    A family is in one of them at a time: an ending of social care leads to early help, and early
    help leads to its own endings or steps up to a referral. Each has its own teams and workers.
    """
    pathway = scenario.pathway
    for position, name in enumerate(pathway.early_help):
        path = (*_STAGE, position)
        yield from unknown(path, name, "activity", pathway.activities)
        for what, first in (("contacts start", "starts_at"), ("referrals begin", "referral_at")):
            if name == getattr(pathway, first):
                yield Finding(path, f"early help: '{name}' is where {what}; take it out")
        if name in pathway.section_47:
            advice = "take it out of one of the two lists"
            yield Finding(path, f"early help: '{name}' is part of a section 47 enquiry; {advice}")
    for name, activity in pathway.activities.items():
        path = (*ACTIVITIES, name)
        if name in pathway.early_help:
            yield from _kind(path, name, activity)
            yield from _ways_out(scenario, path, name, activity)
        else:
            yield from _ways_within_social_care(scenario, path, name, activity)
    for name, ending in pathway.endings.items():
        if ending.leads_to is not None and ending.leads_to not in pathway.early_help:
            here = (*_ENDINGS, name, "leads_to")
            if not pathway.early_help:
                message = f"ending '{name}': leads to '{ending.leads_to}'"
                advice = "list the activities of early help under 'early_help'"
                yield Finding(here, f"{message}, but there is no early help; {advice}")
            else:
                what = "activity of early help"
                yield from unknown(here, ending.leads_to, what, pathway.early_help)
    yield from _teams(scenario)


def _kind(path: Path, name: str, activity: AnyActivity) -> Iterator[Finding]:
    who = f"activity '{name}' of early help"
    if not isinstance(activity, Assessment | Plan):
        advice = "make it 'assessment' or 'plan'"
        yield Finding((*path, "kind"), f"{who}: is of kind '{activity.kind}'; {advice}")
    for position, task in enumerate(activity.tasks):
        if task.chair_hours is not None:
            advice = "take out 'chair_hours', as chairs are of social care"
            here = (*path, "tasks", position, "chair_hours")
            yield Finding(here, f"{who}: task '{task.name}' has a chair; {advice}")
    if activity.routes_by_need:
        advice = "needs are known from the referral on; use 'routes' alone"
        yield Finding((*path, "routes_by_need"), f"{who}: has routes by need; {advice}")
    if isinstance(activity, Assessment) and activity.hours_by_need:
        advice = "needs are known from the referral on; use 'hours' alone"
        yield Finding((*path, "hours_by_need"), f"{who}: has hours by need; {advice}")


def _ways_out(
    scenario: Scenario, path: Path, name: str, activity: AnyActivity
) -> Iterator[Finding]:
    """Early help goes on, ends for good, or steps up to a referral."""
    pathway, who = scenario.pathway, f"activity '{name}' of early help"
    own = {*pathway.early_help, pathway.referral_at}
    for target in activity.routes:
        here = (*path, "routes", target)
        if target in pathway.activities and target not in own:
            advice = f"step up to '{pathway.referral_at}', where referrals begin"
            message = f"{who}: leads to '{target}' of social care; {advice}"
            yield Finding(here, message, on_key=True)
        ending = pathway.endings.get(target)
        if ending is not None and ending.leads_to is not None:
            advice = "give early help an ending of its own, or lead there straight"
            message = f"{who}: ends as '{target}', which leads to early help again; {advice}"
            yield Finding(here, message, on_key=True)
        if ending is not None and ending.may_return:
            advice = "give early help an ending of its own without 'may_return'"
            reason = "families come back from where social care ended"
            message = f"{who}: ends as '{target}', but {reason}; {advice}"
            yield Finding(here, message, on_key=True)
    for position, escalation in enumerate(activity.escalations):
        at = (*path, "escalations", position)
        if escalation.to != pathway.referral_at and escalation.to in pathway.activities:
            message = f"{who}: is interrupted by '{escalation.to}'"
            yield Finding((*at, "to"), f"{message}; make it '{pathway.referral_at}'")
        if escalation.becomes is not None:
            advice = "take out 'becomes', as a referral finds the family's own need"
            yield Finding((*at, "becomes"), f"{who}: a step-up has a need; {advice}")


def _ways_within_social_care(
    scenario: Scenario, path: Path, name: str, activity: AnyActivity
) -> Iterator[Finding]:
    """Social care comes to early help through an ending alone, and knows what a family needs."""
    advice = "lead to an ending with 'leads_to', as social care ends there"
    tables = {(*path, "routes"): activity.routes} | {
        (*path, "routes_by_need", need): table for need, table in activity.routes_by_need.items()
    }
    for where, table in tables.items():
        for target in table:
            if target in scenario.pathway.early_help:
                message = f"activity '{name}': leads to '{target}' of early help; {advice}"
                yield Finding((*where, target), message, on_key=True)
    for position, escalation in enumerate(activity.escalations):
        at = (*path, "escalations", position)
        if escalation.to in scenario.pathway.early_help:
            message = f"activity '{name}': is interrupted by '{escalation.to}' of early help"
            yield Finding((*at, "to"), f"{message}; {advice}")
        if escalation.becomes is None:
            advised = "add 'becomes', the family's need from then on"
            message = f"activity '{name}': an interruption by '{escalation.to}' has no need"
            yield Finding(at, f"{message}; {advised}")


def _teams(scenario: Scenario) -> Iterator[Finding]:
    """Teams of early help hold no case of social care, and other teams no family in early help."""
    stage = scenario.pathway.early_help
    for name in scenario.structure.teams:
        if name not in scenario.early_help_teams:
            continue
        team, path, who = scenario.structure.teams[name], (*_TEAMS, name), f"team '{name}'"
        roles = [post.role for post in team.posts]
        others = [owned for owned in team.owns if owned not in stage]
        if others:
            of_stage = [owned for owned in team.owns if owned in stage]
            why = f"owns '{of_stage[0]}'" if of_stage else "has early help workers"
            message = f"{who}: {why}, and {_quoted(others)} of social care"
            advice = "leave those to a team of social workers"
            yield Finding((*path, "owns"), f"{message}; {advice}")
        if team.chairs:
            message = f"{who}: is of early help and chairs {_quoted([*team.chairs])}"
            advice = "leave that to a team of social care"
            yield Finding((*path, "chairs"), f"{message}; {advice}")
        if "social worker" in roles and not others:
            message = f"{who}: is of early help and has social workers"
            advice = "make them 'early help worker'"
            at = (*path, "posts", roles.index("social worker"), "role")
            yield Finding(at, f"{message}; {advice}")
        if roles and not {"early help worker", "social worker"} & set(roles):
            advice = "add posts of role 'early help worker', or none at all to work without limit"
            yield Finding((*path, "posts"), f"{who}: has no early help workers; {advice}")


def _quoted(names: list[str]) -> str:
    return listed([f"'{name}'" for name in names])

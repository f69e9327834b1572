"""The story of a family in words: its steps, and what the lanes of its timeline stand for."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from sim.measures.story.entries import Entry
from sim.measures.story.steps import PlanWork, Story
from sim.measures.story.timeline import OTHERS, Span
from sim.model.events import Event
from sim.present.words.numbers import counted

_ALLOCATED = {
    "first": "a worker is allocated",
    "opening": "already open, with a worker",
    "pathway": "ANOTHER WORKER",
    "leaver": "ANOTHER WORKER, as the last one left",
    "return": "a worker is allocated on return",
}
"""What an allocation means, by its reason."""


@dataclass(frozen=True)
class Line:
    """One step in words."""

    date: datetime.date
    what: str
    is_handoff: bool
    """Whether another team becomes responsible."""
    worker: str
    """Who did it, or who was allocated; empty for none."""
    hours: float
    """Hours of work; nan for none."""
    days: float
    """Working days since it was asked for; nan where it was not."""


def lines(story: Story) -> list[Line]:
    """The steps of a story in words, in order."""
    return [_line(step) for step in story.steps]


def _line(step: Entry | PlanWork) -> Line:
    if isinstance(step, PlanWork):
        return Line(step.date, _added_up(step), False, step.who, step.hours, math.nan)
    is_handoff = step.event == Event.HANDOFF
    return Line(step.date, _what(step), is_handoff, step.who, step.hours, step.days)


def _what(step: Entry) -> str:
    match step.event:
        case Event.CONTACT:
            what = f"{'contact, coming back' if step.amount == 1 else 'contact'}: {step.team}"
        case Event.REFERRED:
            what = "accepted as a referral"
        case Event.DECIDED:
            what = f"decided: {step.label}"
        case Event.STARTED:
            due = f", due {step.due_date.day} {step.due_date:%b}" if step.due_date else ""
            what = f"{step.activity} begins{due}"
        case Event.COMPLETED:
            what = f"{step.activity} ends{_lateness(step)}; next: {step.label}"
        case Event.ALLOCATED:
            what = f"{_ALLOCATED[step.label]}: {step.team}"
        case Event.RELEASED:
            what = "the worker leaves"
        case Event.HANDOFF:
            what = f"HANDOFF to {step.team}"
        case Event.ENDED:
            what = f"ends: {step.label}"
        case Event.EARLY_HELP:
            what = f"{'stepped down' if step.amount == 1 else 'passed on'} to early help"
        case Event.STEPPED_UP:
            what = f"STEP-UP from early help: {step.team}"
        case _:
            what = f"- {step.label}"
    return what


def _added_up(work: PlanWork) -> str:
    done = ", ".join(f"{number} x {task}" for task, number in work.tasks)
    return f"- {done}" + (
        f"; {counted(work.late_visits, 'visit')} late" if work.late_visits else ""
    )


def _lateness(step: Entry) -> str:
    if math.isnan(step.days_late):
        return ""
    return f", {counted(int(step.days_late), 'day')} late" if step.days_late > 0 else " in time"


def lane(who: str) -> str:
    """Whose lane of a timeline it is."""
    return "duty, managers, chairs" if who == OTHERS else who


def span(stretch: Span) -> str:
    """What a family waits for in a stretch of its timeline, or who holds its case."""
    match stretch.kind:
        case "awaits a team":
            return f"for {stretch.team} to take over"
        case "awaits a worker":
            return "for a worker"
        case "has a worker":
            return f"{stretch.who} holds the case"

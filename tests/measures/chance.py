"""Event logs written by chance: journeys of any length and outcome, some cut off by the end."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Event
from tests.measures.log_writer import Writer

_FRONT, _LATER = "Referral and Assessment", "Family Support"
_INITIAL, _PLAN, _PROTECTION = "initial assessment", "child in need plan", "child protection plan"


def by_chance(seed: int, families: int = 80, measured_from: int = 60, ends: int = 260) -> Writer:
    """A log of the current structure with so many families, one in five open at the start."""
    told = _Teller(np.random.default_rng(seed), Writer(measured_from=measured_from, ends=ends))
    for number in range(families):
        told.family(open_at_start=number % 5 == 0)
    told.writer.rows = [row for row in told.writer.rows if row[0] < ends]
    for week in range(5, ends + 1, 5):
        for worker in range(len(told.writer.workers)):
            told.week(week, worker)
    return told.writer


class _Teller:
    """Tells journeys to a writer; durations and turns are drawn as they come."""

    def __init__(self, draw: np.random.Generator, writer: Writer) -> None:
        self.draw, self.writer = draw, writer
        self.front = [writer.worker(_FRONT) for _ in range(3)]
        self.later = [writer.worker(_LATER) for _ in range(4)]
        self.manager = writer.worker(_FRONT, role="team manager")
        # labels of every kind, so that each log knows them
        for label in ("first", "return", "pathway", "leaver", "handoff in", "handoff rework"):
            writer.labels.setdefault(label, len(writer.labels))

    def family(self, open_at_start: bool) -> None:
        number = self.writer.family(int(self.draw.integers(1, 5)), self.one_of("North", "South"))
        if open_at_start:
            worker = int(self.draw.choice(self.later))
            self.writer.note(
                0, Event.ALLOCATED, number, team=_LATER, worker=worker, label="opening"
            )
            time = self.plan(number, self.one_of(_PLAN, _PROTECTION), 0.0, worker)
        else:
            time = self.journey(number, float(self.draw.uniform(0, 250)), returning=False)
        while self.draw.random() < 0.3:
            time = self.journey(number, time + self.days(60), returning=True)

    def journey(self, number: int, time: float, returning: bool) -> float:
        write = self.writer
        contact = time
        write.contact(number, contact, returning)
        time += self.days(0.7)
        accepted = returning or self.draw.random() < 0.7
        following = "threshold decision" if accepted else "closed at contact"
        write.activity(number, "screening", contact, time, following, 1, contact, _FRONT)
        if accepted:
            write.note(time, Event.REFERRED, number, since=contact)
            time += self.days(0.7)
            following = self.one_of(_INITIAL, _INITIAL, _INITIAL, "closed at referral")
        write.note(time, Event.DECIDED, number, label=following, since=contact)
        if following != _INITIAL:
            write.ended(number, time, following)
            return time
        reason = "return" if returning else "first"
        time, worker = self.allocation(number, time, _FRONT, self.front, reason)
        done = time + self.days(15)
        following = self.one_of("core assessment", "closed after assessment", _PLAN)
        write.activity(number, _INITIAL, time, done, following, 10, contact, _FRONT)
        self.work(number, _INITIAL, (time + done) / 2, worker, math.nan)
        if following == "core assessment":
            time, done = done, done + self.days(30)
            following = self.one_of("closed after assessment", _PLAN)
            write.activity(number, "core assessment", time, done, following, 35, time, _FRONT)
        if following != _PLAN:
            write.note(done, Event.RELEASED, number, team=_FRONT, worker=worker)
            write.ended(number, done, following)
            return done
        return self.transfer(number, done, worker)

    def transfer(self, number: int, asked: float, worker: int) -> float:
        time = asked + self.days(10)
        self.writer.note(time, Event.HANDOFF, number, team=_LATER, amount=0, since=asked)
        time, worker = self.allocation(number, time, _LATER, self.later, "pathway", worker)
        return self.plan(number, _PLAN, time, worker)

    def plan(self, number: int, name: str, time: float, worker: int) -> float:
        write = self.writer
        ends = time + self.days(60)
        write.note(time, Event.STARTED, number, name, _LATER)
        seen = time
        while (visit := seen + self.days(20)) < ends:
            self.work(number, name, visit, worker, math.floor(seen) + 20)
            seen = visit
            if self.draw.random() < 0.2:
                write.note(seen, Event.RELEASED, number, team=_LATER, worker=worker)
                seen, worker = self.allocation(number, seen, _LATER, self.later, "leaver")
        ends = max(ends, seen)
        write.note(ends, Event.COMPLETED, number, name, _LATER, label="closed")
        write.note(ends, Event.RELEASED, number, team=_LATER, worker=worker)
        write.ended(number, ends, "closed")
        return ends

    def allocation(
        self, number: int, time: float, team: str, workers: list[int], reason: str, old: int = -1
    ) -> tuple[float, int]:
        """The family is queued, and later given to a worker, who may be the one before."""
        write = self.writer
        write.note(time, Event.QUEUED, number, team=team, amount=float(self.draw.random() < 0.3))
        given = time + self.days(5)
        worker = int(self.draw.choice(workers))
        if old >= 0:
            write.note(given, Event.RELEASED, number, worker=old, label=reason)
        write.note(
            given, Event.ALLOCATED, number, team=team, worker=worker, label=reason, since=time
        )
        return given, worker

    def work(self, number: int, activity: str, time: float, worker: int, due: float) -> None:
        label = self.one_of("visit", "handoff in", "handoff rework")
        hours = float(self.draw.uniform(1, 5))
        by = int(self.draw.choice([worker, worker, self.manager]))
        team = _FRONT if activity == _INITIAL else _LATER
        write = self.writer
        write.note(time, Event.WORKED, number, activity, team, by, label, hours, since=time)
        write.note(time, Event.VISITED, number, activity, team, worker, due=due)

    def week(self, time: float, worker: int) -> None:
        held, children = int(self.draw.integers(0, 6)), int(self.draw.integers(0, 25))
        self.writer.week(
            time,
            worker,
            children=children,
            load=children * 1.2,
            backlog=held,
            worked=20,
            available=25,
            days_held=5,
            days_over=held,
        )

    def days(self, mean: float) -> float:
        return float(self.draw.exponential(mean))

    def one_of(self, *options: str) -> str:
        return options[int(self.draw.integers(len(options)))]

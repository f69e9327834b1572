"""Notes: what happened in a run of either model, and the figures in which the two must agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING

from tests.model.docking.numbers import NUMBERS as N

if TYPE_CHECKING:
    from tests.model.docking.people import Case


@dataclass
class Notes:
    """What counts of a run, as it happens."""

    cases: dict[int, Case] = field(default_factory=dict)
    """Families inside."""
    families: int = 0
    finished: defaultdict[str, list[tuple[float, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By activity: days that it took from where they count, and whether it was in time."""
    first_seen: list[float] = field(default_factory=list)
    visits_in_time: list[bool] = field(default_factory=list)
    given: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By reason for a new worker: days that the family waited."""
    passed: int = 0
    worked: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    awaiting_sight: dict[int, float] = field(default_factory=dict)

    def contact(self, now: float) -> None:
        """A family comes."""
        self.families += now >= N.counts_from

    def finish(self, now: float, what: str, since: float, limit: float) -> None:
        """An activity is completed; days count from the day of `since`."""
        if now >= N.counts_from:
            self.finished[what].append((now - since, now < int(since) + limit + 1))

    def discussed(self, now: float, family: int) -> None:
        """A strategy discussion has led to an enquiry."""
        if now >= N.counts_from:
            self.awaiting_sight[family] = now

    def visited(self, now: float, family: int, due: float | None = None) -> None:
        """A child is seen; due: the last day of a visit that has one."""
        if (since := self.awaiting_sight.pop(family, None)) is not None:
            self.first_seen.append(now - since)
        if due is not None and now >= N.counts_from:
            self.visits_in_time.append(now < due + 1)

    def allocated(self, now: float, family: int, why: str, since: float) -> None:
        """A worker takes a family."""
        del family
        if now >= N.counts_from:
            self.given[why].append(now - since)

    def handed_over(self, now: float) -> None:
        """Responsibility passes to another team."""
        self.passed += now >= N.counts_from

    def hours(self, now: float, role: str, hours: float) -> None:
        """A piece of work, or a part of one, is done."""
        if now >= N.counts_from:
            self.worked[role] += hours

    def figures(self) -> dict[str, float]:
        """The figures of the run, by what they are."""
        days, families = N.ends - N.counts_from, self.families
        waits = [wait for each in self.given.values() for wait in each]
        changes = len(self.given["pathway"]) + len(self.given["leaver"])
        assessed, enquiries, conferences = (
            self.finished[what] for what in ("assessment", "enquiry", "conference")
        )
        return {
            "assessments a day": len(assessed) / days,
            "days to an assessment": fmean(days for days, _ in assessed),
            "assessments in time": fmean(in_time for _, in_time in assessed),
            "enquiries a day": len(enquiries) / days,
            "days to an enquiry": fmean(days for days, _ in enquiries),
            "enquiries in time": fmean(in_time for _, in_time in enquiries),
            "days to the first visit": fmean(self.first_seen),
            "seen on the same or next day": fmean(each < 1 for each in self.first_seen),
            "days to a conference": fmean(days for days, _ in conferences),
            "conferences a day": len(conferences) / days,
            "conferences in time": fmean(in_time for _, in_time in conferences),
            "plan visits in time": fmean(self.visits_in_time),
            "worker changes a family": changes / families,
            "leavers' families a family": len(self.given["leaver"]) / families,
            "handoffs a family": self.passed / families,
            "families unallocated": sum(waits) / days,
            "days unallocated": fmean(waits),
            **{f"hours a day, {role}": hours / days for role, hours in self.worked.items()},
        }

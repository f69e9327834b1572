"""The referrals: for each, when it was allocated, seen and concluded, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.logview import NO_ROW, LogView
from sim.measures.tally import Tally
from sim.model.events import BEGINS, Event
from sim.scenario.pathway import Pathway

ASSESSMENTS = ("initial", "core", "single", "section 47")
"""Official counts of the activities that count as an assessment of a referral."""


@dataclass(frozen=True, eq=False)
class Referrals:
    """Every referral of a run; each attribute has shape (referrals,), and times are in days.

    A referral is settled when no assessment can follow any more: a plan begins, the journey
    ends, or the next step leads to nothing else. Its last assessment before that concludes it.

    Attributes:
        journey: its journey.
        received: working day of its contact or step-up, from which its days count.
        accepted: when the contact became a referral.
        allocated: when it first had an allocated worker; infinite for never.
        visited: when its children were first seen.
        concluded: when its last assessment was authorised, if it is settled.
        settled: when it was settled.
        ended: when its journey ended.
        again: whether the family's referral before was at most twelve months earlier, by date.
        no_action: whether it ended without an assessment.
        not_in_need: whether its children were found not in need.
        children: how many children it is about.
        locality: where they live.
        team: the team that concluded it, or else the one that holds it at the end.
    """

    journey: Ints
    received: Ints
    accepted: Floats
    allocated: Floats
    visited: Floats
    concluded: Floats
    settled: Floats
    ended: Floats
    again: Flags
    no_action: Flags
    not_in_need: Flags
    children: Floats
    locality: Ints
    team: Ints

    @property
    def in_need(self) -> Flags:
        """Whether it is settled, was not closed unassessed, and was not found not in need."""
        return np.isfinite(self.settled) & ~self.no_action & ~self.not_in_need

    @property
    def assessed(self) -> Flags:
        """Whether it was assessed, or may still be."""
        return np.isfinite(self.concluded) | np.isinf(self.settled)

    @classmethod
    def of(cls, view: LogView) -> Referrals:
        """Find the referrals in a log."""
        endings = view.scenario.pathway.endings
        not_in_need = [name for name, each in endings.items() if each.counts_as == "not in need"]
        referred = view.first(view.find(Event.REFERRED))
        journey = np.flatnonzero(referred != NO_ROW)

        plans = view.find(Event.STARTED, activities=view.plans)
        ended = view.last(view.find(Event.ENDED))
        settled = view.first(_settling(view, plans))
        assessed = view.find(Event.COMPLETED, activities=view.counting(*ASSESSMENTS))
        concluded = view.last(assessed[assessed <= settled[view.journey[assessed]]])
        visits = view.find(Event.VISITED)
        allocations = view.find(Event.ALLOCATED)
        begun = view.first(view.find(*BEGINS))

        ending = view.label_of(np.where(ended == NO_ROW, settled, ended))
        never_assessed = (concluded == NO_ROW) & (view.first(plans) == NO_ROW)
        started = view.last(view.find(Event.STARTED))
        holding = np.where(concluded == NO_ROW, started, concluded)
        return cls(
            journey=journey,
            accepted=view.time[referred[journey]],
            received=view.since[referred[journey]].astype(np.int64),
            allocated=view.time_of(view.first(allocations)[journey]),
            visited=view.time_of(view.first(visits)[journey]),
            concluded=view.time_of(concluded[journey]),
            settled=view.time_of(settled[journey]),
            ended=view.time_of(ended[journey]),
            again=_again(view, referred[journey], begun[journey]),
            no_action=(never_assessed & view.labelled(*endings)[ending])[journey],
            not_in_need=view.labelled(*not_in_need)[ending][journey],
            children=view.children[referred[journey]],
            locality=view.locality[referred[journey]],
            team=view.team_of(holding[journey]),
        )

    def tally(self, chosen: Flags, *scopes: str) -> Tally:
        """Children of the chosen referrals, by locality, by team or by both."""
        parts = {"locality": self.locality, "team": self.team}
        return Tally(self.children, {scope: parts[scope] for scope in scopes}).only(chosen)


def _again(view: LogView, referred: Ints, begun: Ints) -> Flags:
    """Whether the referral before each was at most twelve months earlier; false if none was."""
    before = view.since[begun]
    known = ~np.isnan(before)
    date = view.scenario.horizon.dates(view.day[referred])
    last = view.scenario.horizon.dates(np.floor(np.nan_to_num(before)).astype(np.int64))
    month = last.astype("datetime64[M]")
    year_later = (month + 12).astype("datetime64[D]") + (last - month)
    again: Flags = known & (date <= year_later)
    return again


def _settling(view: LogView, plans: Ints) -> Ints:
    """Rows after which no assessment of the referral can follow."""
    pathway = view.scenario.pathway
    settles = (set(pathway.activities) | set(pathway.endings)) - _may_be_assessed(pathway)
    completed = view.find(Event.COMPLETED)
    leaving = completed[view.labelled(*settles)[view.label[completed]]]
    return np.sort(np.concatenate([leaving, plans, view.find(Event.ENDED)]))


def _may_be_assessed(pathway: Pathway) -> frozenset[str]:
    """Activities that are an assessment, or can lead to one before any plan begins."""
    steps: nx.DiGraph[str] = nx.DiGraph()
    steps.add_nodes_from(pathway.activities)
    for name, activity in pathway.activities.items():
        if name not in pathway.plans:
            steps.add_edges_from(
                (name, step) for routes in activity.all_routes() for step in routes
            )
    assessments = [
        name for name, each in pathway.activities.items() if each.counts_as in ASSESSMENTS
    ]
    return frozenset(assessments).union(*(nx.ancestors(steps, name) for name in assessments))

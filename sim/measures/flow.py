"""Flow: how many children come, are referred, assessed, planned for and leave, and who is there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Floats, Ints
from sim.measures.logview import LogView
from sim.measures.referrals import ASSESSMENTS, Referrals
from sim.measures.spells import Spells, stock
from sim.measures.tally import Row, Tally, rates, shares
from sim.model.events import Event

_COUNTED = {
    "initial_a_month": (Event.COMPLETED, "initial"),
    "core_a_month": (Event.COMPLETED, "core"),
    "single_a_month": (Event.COMPLETED, "single"),
    "section_47_a_month": (Event.STARTED, "section 47"),
    "conferences_a_month": (Event.COMPLETED, "conference"),
}
_PLANS = {
    "child protection plan": ("plans_started_a_month", "open_child_protection"),
    "looked after": ("looked_after_started_a_month", "open_looked_after"),
}


def flow(view: LogView, referrals: Referrals) -> Iterator[Row]:
    """Counts a month in the measured window, and stocks over it."""
    for key, event in (("contacts_a_month", Event.CONTACT), ("referrals_a_month", Event.REFERRED)):
        yield from _a_month(view, key, view.tally(view.measured(event), "locality"))
    for key, (event, count) in _COUNTED.items():
        rows = view.measured(event, activities=view.counting(count))
        yield from _a_month(view, key, view.tally(rows, "team", "locality"))
    yield from _outcomes(view, referrals)
    yield from _open_cases(view, referrals)
    yield from _plans(view)
    yield from _awaiting_decision(view)
    yield from _awaiting_assessment(view, referrals)


def _a_month(view: LogView, key: str, counted: Tally) -> Iterator[Row]:
    return rates(key, counted, view.months, view.names)


def _outcomes(view: LogView, referrals: Referrals) -> Iterator[Row]:
    now = referrals.accepted >= view.window.begins
    accepted = referrals.tally(now, "locality")
    yield from shares("rereferral_share", referrals.again[now], accepted, view.names)

    now = (referrals.settled >= view.window.begins) & np.isfinite(referrals.settled)
    settled = referrals.tally(now, "locality")
    yield from shares("nfa_at_referral_share", referrals.no_action[now], settled, view.names)
    not_in_need = referrals.tally(now & referrals.not_in_need, "locality")
    yield from _a_month(view, "not_in_need_a_month", not_in_need)
    in_need = referrals.tally(now & referrals.in_need, "locality")
    yield from _a_month(view, "in_need_started_a_month", in_need)


def _open_cases(view: LogView, referrals: Referrals) -> Iterator[Row]:
    in_need = view.open_at_start.copy()
    in_need[referrals.journey[referrals.in_need]] = True
    ended = view.measured(Event.ENDED)
    ended = ended[in_need[view.journey[ended]]]
    yield from _a_month(view, "in_need_ended_a_month", view.tally(ended, "locality"))

    begins = np.where(view.open_at_start, 0.0, np.inf)
    begins[referrals.journey] = referrals.accepted
    case = np.flatnonzero(np.isfinite(begins))
    counted = view.tally(view.begins[case], "locality")
    open_cases = Spells(begins[case], view.ended[case], counted.amount, counted.parts)
    yield from stock("open_in_need", open_cases, view.window, view.names)


def _plans(view: LogView) -> Iterator[Row]:
    for count, (started_key, open_key) in _PLANS.items():
        started, ends = plan_changes(view)
        chosen = view.counting(count)[view.activity[started]]
        started, ends = started[chosen], ends[chosen]
        began_before = view.open_at_start[view.journey[started]] & (view.time[started] == 0)
        new = started[view.in_window[started] & ~began_before]
        yield from _a_month(view, started_key, view.tally(new, "locality"))
        counted = view.tally(started, "locality")
        spells = Spells(view.time[started], ends, counted.amount, counted.parts)
        yield from stock(open_key, spells, view.window, view.names)


def plan_changes(view: LogView) -> tuple[Ints, Floats]:
    """Starts of a plan of another count than the family's plan before, and when each is over.

    A family that carries on with the same plan, as after an enquiry, has been on it throughout.
    """
    rows = view.find(Event.STARTED, activities=view.plans)
    count = view.count_of[view.activity[rows]]
    same_journey = np.diff(view.journey[rows], prepend=-1) == 0
    rows = rows[~(same_journey & (np.diff(count, prepend=-1) == 0))]
    goes_on = np.diff(view.journey[rows], append=-1) == 0
    next_plan = np.append(view.time[rows], np.inf)[1:]
    return rows, np.where(goes_on, next_plan, view.ended[view.journey[rows]])


def _awaiting_decision(view: LogView) -> Iterator[Row]:
    contacts = view.find(Event.CONTACT)
    decided = view.time_of(view.first(view.find(Event.DECIDED)))[view.journey[contacts]]
    counted = view.tally(contacts, "locality")
    undecided = Spells(view.time[contacts], decided, counted.amount, counted.parts)
    yield from stock("awaiting_decision", undecided, view.window, view.names)


def _awaiting_assessment(view: LogView, referrals: Referrals) -> Iterator[Row]:
    worked = view.first(view.find(Event.WORKED, activities=view.counting(*ASSESSMENTS)))
    begun = view.time_of(worked)[referrals.journey]
    waited = referrals.assessed
    counted = referrals.tally(waited, "locality")
    awaiting = Spells(
        begins=referrals.accepted[waited],
        ends=np.minimum(begun, referrals.settled)[waited],
        children=counted.amount,
        parts=counted.parts,
    )
    yield from stock("awaiting_assessment", awaiting, view.window, view.names)

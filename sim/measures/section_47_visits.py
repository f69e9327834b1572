"""Section 47 visits: how soon a child is seen after the strategy discussion of an enquiry."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Flags, Ints
from sim.measures.days_until import DaysUntil
from sim.measures.logview import NO_ROW, LogView
from sim.measures.tally import WHOLE, Row, Tally, shares, weekly_shares
from sim.model.events import Event
from sim.scenario.pathway import Assessment

SEE_WITHIN = 1
"""Working days from the strategy discussion for seeing the child (local procedures: the same or
the next day)."""
CASES = ("new", "open")
"""Whether the case was open before what led to the enquiry."""


def section_47_visits(view: LogView) -> Iterator[Row]:
    """Days from the strategy discussions held in the measured window until the child was seen."""
    seeing = days_to_visit(view)
    names = {**view.names, "case": CASES}
    seen = seeing.within(SEE_WITHIN)
    key = f"seen_after_strategy_in_{SEE_WITHIN}_day"
    yield from shares(key, seen, seeing.counted, names)
    week = view.window.week_of(seeing.since)
    yield from weekly_shares(key, seen, seeing.counted, week, names)

    case = seeing.counted.parts["case"]
    parts = [(WHOLE, seeing)]
    parts += [(("case", name), seeing.only(case == at)) for at, name in enumerate(CASES)]
    for suffix, share in (("median", 0.5), ("p90", 0.9)):
        for part, days in parts:
            yield f"days_to_section_47_visit_{suffix}", *part, days.day_reached(share)


def days_to_visit(view: LogView) -> DaysUntil:
    """Days from each strategy discussion that led to an enquiry until the next visit of any kind.

    Those that cannot be followed for as long as a visit may take are left out: of them only the
    quick would be known.
    """
    discussed, decided = _discussions(view)
    last_day = view.window.ends - 1
    day = view.day[discussed]
    followed = (day >= view.window.begins) & (last_day - day >= SEE_WITHIN)
    discussed, decided, day = discussed[followed], decided[followed], day[followed]

    visit = _following(view.find(Event.VISITED), discussed, view.family)
    seen = visit != NO_ROW
    enquiries = view.find(Event.STARTED, activities=view.counting("section 47"))
    begun = _following(enquiries, decided, view.journey)
    counted = view.tally(discussed, "locality")
    parts = {
        **counted.parts,
        # an enquiry that awaits a worker has not begun
        "team": view.team[np.where(begun == NO_ROW, decided, begun)],
        "case": _was_open(view, discussed).astype(np.int64),
    }
    return DaysUntil(
        days=np.where(seen, view.day[visit], last_day) - day,
        happened=seen,
        since=day,
        counted=Tally(counted.amount, parts),
    )


def _discussions(view: LogView) -> tuple[Ints, Ints]:
    """Ends of the strategy discussions that led to an enquiry, each once.

    The discussion is the activity that the enquiry's limit counts from, else the one before it.

    Returns:
        The rows that end the discussions, and those that end the activity before the enquiry,
        mostly the same.
    """
    activities = view.scenario.pathway.activities
    completed = view.find(Event.COMPLETED)
    discussed, decided = [], []
    for name, enquiry in activities.items():
        if enquiry.counts_as == "section 47":
            before = completed[view.labelled(name)[view.label[completed]]]
            counts_from = enquiry.limit.counts_from if enquiry.limit else ""
            named = np.array([each == counts_from for each in view.log.activities] + [False])
            ends = completed[named[view.activity[completed]]]
            at = _preceding(ends, before, view.journey)
            discussed.append(np.where(at == NO_ROW, before, at))
            decided.append(before)
    if not decided:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows, first = np.unique(np.concatenate(discussed), return_index=True)
    return rows, np.concatenate(decided)[first]


def _was_open(view: LogView, rows: Ints) -> Flags:
    """Whether each row's case was open before: at the start, in a plan or in an assessment."""
    activities = [view.scenario.pathway.activities[name] for name in view.log.activities]
    assesses = np.array(
        [isinstance(each, Assessment) and not each.urgent for each in activities] + [False]
    )
    began = view.first(view.find(Event.STARTED, activities=view.plans | assesses))
    journey = view.journey[rows]
    before: Flags = (began[journey] != NO_ROW) & (began[journey] < rows)
    return before | view.open_at_start[journey]


def _following(found: Ints, rows: Ints, of: Ints) -> Ints:
    """The first of the rows found after each row, of the same family or journey; else NO_ROW."""
    at = np.append(found, NO_ROW)[np.searchsorted(found, rows, side="right")]
    return np.where((at != NO_ROW) & (of[at] == of[rows]), at, NO_ROW)


def _preceding(found: Ints, rows: Ints, of: Ints) -> Ints:
    """The last of the rows found up to each row, of the same family or journey; else NO_ROW."""
    at = np.append(found, NO_ROW)[np.searchsorted(found, rows, side="right") - 1]
    return np.where((at != NO_ROW) & (of[at] == of[rows]), at, NO_ROW)

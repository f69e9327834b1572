"""Early help: its assessments and plans, who waits for it, and what passes to and from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim.measures.arrays import Flags
from sim.measures.logview import LogView
from sim.measures.spells import Spells, stock
from sim.measures.tally import Row, Tally, rates
from sim.measures.unallocated import spells_of_waiting
from sim.model.events import Event
from sim.scenario.pathway import Assessment


def early_help(view: LogView, stage: LogView) -> Iterator[Row]:
    """Counts a month in the measured window, and stocks over it.

    Args:
        view: what happened in social care.
        stage: what happened in early help.
    """
    assessed = stage.measured(Event.COMPLETED, activities=_assessments(stage))
    assessments = stage.tally(assessed, "team", "locality")
    yield from rates("early_help_assessments_a_month", assessments, stage.months, stage.names)

    started, ends = stage.episodes(stage.plans)
    counted = stage.tally(started, "team", "locality")
    plans = Spells(stage.time[started], ends, counted.amount, counted.parts)
    yield from stock("open_early_help", plans, stage.window, stage.names)
    waits, held = spells_of_waiting(stage)
    parts = {scope: waits.parts[scope] for scope in ("team", "locality")}
    waiting = replace(waits, parts=parts).only(~held)
    yield from stock("early_help_waiting", waiting, stage.window, stage.names)

    stepped_up = view.tally(view.measured(Event.STEPPED_UP), "locality")
    yield from rates("step_ups_a_month", stepped_up, view.months, view.names)
    begun = stage.measured(Event.EARLY_HELP)
    stepped_down = stage.tally(begun[stage.amount[begun] == 1], "locality")
    yield from rates("step_downs_a_month", stepped_down, view.months, view.names)
    yield from rates("early_help_handoffs_a_month", _crossing(view, stage), view.months, view.names)


def _assessments(stage: LogView) -> Flags:
    """Which activities are assessments; the last entry is no activity."""
    activities = stage.scenario.pathway.activities
    kinds = [isinstance(activities[name], Assessment) for name in stage.log.activities]
    return np.array([*kinds, False])


def _crossing(view: LogView, stage: LogView) -> Tally:
    """Children who passed from early help to social care, and from there to early help."""
    up, down = view.measured(Event.HANDOFF), stage.measured(Event.HANDOFF)
    up, down = up[view.gives_early_help(up)], down[~stage.gives_early_help(down)]
    both = view.tally(up, "locality"), stage.tally(down, "locality")
    home = np.concatenate([tally.parts["locality"] for tally in both])
    return Tally(np.concatenate([tally.amount for tally in both]), {"locality": home})

"""Early help apart: its workers hold no case of social care, and social workers none of its."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Flags
from sim.measures.laws.law import Law, within
from sim.measures.log_columns import LogColumns
from sim.model.events import Event
from sim.scenario.scenario import Scenario


def early_help_apart(columns: LogColumns, scenario: Scenario) -> Law:
    """Activities begun with a worker of the other part, by who was last allocated or released."""
    rows = columns.find(Event.ALLOCATED, Event.RELEASED, Event.STARTED)
    rows = rows[np.argsort(columns.family[rows], kind="stable")]
    family, event = columns.family[rows], columns.event[rows]
    is_start = event == Event.STARTED
    places = np.arange(len(rows))
    latest = np.maximum.accumulate(np.where(is_start, 0, places))
    known = ~is_start[latest] & (family[latest] == family)
    held = is_start & known & (event[latest] == Event.ALLOCATED)
    holder = columns.worker[rows][latest][held]
    theirs: Flags = np.array(
        [each.role == "early help worker" for each in columns.log.workers], bool
    )
    in_stage: Flags = np.array(
        [name in scenario.pathway.early_help for name in columns.log.activities], bool
    )
    mixed = int((theirs[holder] != in_stage[columns.activity[rows][held]]).sum())
    return Law(
        "early help apart",
        "all",
        mixed,
        0,
        within(mixed, 0, 0),
        f"{mixed:,} of {int(held.sum()):,} activities begun with a worker were begun in social "
        "care with an early help worker, or in early help with a social worker.",
    )

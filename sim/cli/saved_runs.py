"""`runs`: the comparisons that the store has, and what it may forget."""

from __future__ import annotations

from sim.cli.output import Results
from sim.cli.where import Where
from sim.experiment import cleaning, saved
from sim.present import runs as present


def show(where: Where, json: bool) -> None:
    """Show the saved comparisons, the latest first."""
    store = where.runs()
    found = saved.saved(store)
    if json:
        Results().json(present.as_json(found, store.location))
    else:
        Results().print(present.table(found, store.location))


def clean(where: Where, everything: bool) -> None:
    """Delete what no comparison needs that is saved or was asked for, or everything."""
    store = where.runs()
    gone = cleaning.clean(store, everything)
    Results().print(present.cleaned(gone, store.location))

"""`runs`: the comparisons that the store has, and what it may forget."""

from __future__ import annotations

from sim.cli.backend import Backend
from sim.cli.output import Results
from sim.experiment.library import cleaning, saved_comparisons
from sim.present.json import results
from sim.present.terminal import saved_runs


def show(backend: Backend, json: bool) -> None:
    """Show the saved comparisons, the latest first."""
    store = backend.runs()
    found = saved_comparisons.all_saved(store)
    if json:
        Results().json(results.saved_runs(found, store.location))
    else:
        Results().print(saved_runs.table(found, store.location))


def clean(backend: Backend, everything: bool) -> None:
    """Delete what no comparison needs that is saved or was asked for, or everything."""
    store = backend.runs()
    gone = cleaning.clean(store, everything)
    Results().print(saved_runs.cleaned(gone, store.location))

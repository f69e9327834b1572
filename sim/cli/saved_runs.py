"""`runs`: the comparisons that the store has, and what it may forget."""

from __future__ import annotations

from sim.cli.backend import Backend
from sim.cli.errors import DamagedStoreError
from sim.cli.output import Results
from sim.experiment.library import cleaning, saved_comparisons
from sim.experiment.library.lookup import all_entries, damaged_in
from sim.present.json import results
from sim.present.terminal import saved_runs


def show(backend: Backend, json: bool) -> None:
    """Show the saved comparisons, the latest first.

    Raises:
        DamagedStoreError: after that, if there are records that cannot be read.
    """
    store = backend.runs()
    found = saved_comparisons.all_saved(store)
    damaged = damaged_in(all_entries(store))
    if json:
        Results().json(results.saved_runs(found, damaged, store.location))
    else:
        Results().print(saved_runs.table(found, store.location))
    if damaged:
        raise DamagedStoreError(saved_runs.damaged(damaged, store.location))


def clean(backend: Backend, everything: bool) -> None:
    """Delete what no comparison needs that is saved or was asked for, or everything.

    Raises:
        DamagedStoreError: if nothing is deleted, as a record cannot be read that may need it.
    """
    store = backend.runs()
    gone = cleaning.clean(store, everything)
    if gone.damaged:
        told = saved_runs.damaged(gone.damaged, store.location)
        raise DamagedStoreError(f"Nothing is deleted, as a damaged record may need it.\n{told}")
    Results().print(saved_runs.cleaned(gone, store.location))

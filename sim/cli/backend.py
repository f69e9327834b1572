"""Where: the processes or the cluster that simulate for a command, and the store of its runs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from sim.cli.output import warn
from sim.cli.scenario_files import refuse
from sim.experiment.store.file_store import NoFileStoreError
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.dask_cluster import NoClusterError, dask_cluster
from sim.experiment.work.pool import local_pool, usable_cores

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


@dataclass(frozen=True)
class Where:
    """What was asked for on the command line.

    Attributes:
        workers: processes of this machine; one a core if none.
        cluster: address of a Dask scheduler to use instead.
        store: where runs are kept; the usual place if none.
    """

    workers: int | None = None
    cluster: str | None = None
    store: str | None = None

    def runs(self) -> RunStore:
        """The store.

        Raises:
            typer.Exit: if the location cannot be used.
        """
        try:
            return RunStore(self.store, warn)
        except NoFileStoreError as error:
            refuse(str(error))

    @contextmanager
    def executor(self, tasks: int) -> Iterator[Executor]:
        """What simulates, for so many tasks at most.

        Raises:
            typer.Exit: if the cluster cannot be used, or after Ctrl-C.
        """
        if self.cluster is None:
            place = local_pool(min(self.workers or usable_cores(), tasks))
        elif self.workers is None:
            place = dask_cluster(self.cluster)
        else:
            refuse("Give either --workers or --cluster.")
        try:
            with place as executor:
                yield executor
        except NoClusterError as error:
            refuse(f"{str(error)[:1].upper()}{str(error)[1:]}.")
        except KeyboardInterrupt:
            warn("Stopped. What is done is kept; the same command goes on from there.")
            raise typer.Exit(INTERRUPTED) from None

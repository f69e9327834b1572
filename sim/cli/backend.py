"""The backend: processes or a cluster that simulate for a command, and the store of its runs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from sim.cli.errors import InputError, StoppedError
from sim.cli.output import warn
from sim.experiment.store.file_store import NoFileStoreError
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.dask_cluster import NoClusterError, dask_cluster
from sim.experiment.work.pool import local_pool, usable_cores


@dataclass(frozen=True)
class Backend:
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
            InputError: if the location cannot be used.
        """
        try:
            return RunStore(self.store, warn)
        except NoFileStoreError as error:
            raise InputError(str(error)) from None

    @contextmanager
    def executor(self, tasks: int | None = None) -> Iterator[Executor]:
        """What simulates, for so many tasks at most; without, for more than there are workers.

        Raises:
            InputError: if the cluster cannot be used.
            StoppedError: after Ctrl-C.
        """
        if self.cluster is None:
            workers = self.workers or usable_cores()
            place = local_pool(workers if tasks is None else min(workers, tasks))
        elif self.workers is None:
            place = dask_cluster(self.cluster)
        else:
            raise InputError("Give either --workers or --cluster.")
        try:
            with place as executor:
                yield executor
        except NoClusterError as error:
            raise InputError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
        except KeyboardInterrupt:
            raise StoppedError(
                "Stopped. What is done is kept; the same command goes on from there."
            ) from None

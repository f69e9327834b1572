"""The Dask cluster: replications worked out by the workers of a scheduler, on other machines."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

FIRST_WORKER_WITHIN = 30.0
"""Seconds in which the first worker has to be there."""


class NoClusterError(RuntimeError):
    """The cluster cannot be used, and why."""


class DaskCluster(Executor):
    """An executor over a Dask client; Dask itself does again what a lost worker had in hand."""

    def __init__(self, client: Any) -> None:
        """Use a client that is connected."""
        self._client = client
        # Equal calls are different tasks: `pure` would merge them.
        self._executor = client.get_executor(pure=False)

    @property
    def workers(self) -> int:
        """Threads that the cluster has now."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a task done somewhere on the cluster."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future


@contextmanager
def dask_cluster(address: str, first_worker_within: float | None = None) -> Iterator[Executor]:
    """The workers of a Dask scheduler.

    When the block is left, what has not begun is cancelled; the cluster itself stays.

    Args:
        address: of the scheduler, `tcp://host:port`, or `tls://host:port` with the certificates
            of Dask's own configuration.
        first_worker_within: seconds to wait for a worker, 30 if none are given.

    Yields:
        The executor.

    Raises:
        NoClusterError: if Dask is not installed, nobody answers or there is no worker.
    """
    within = FIRST_WORKER_WITHIN if first_worker_within is None else first_worker_within
    try:
        from distributed import Client  # noqa: PLC0415  the extra need not be there
    except ImportError as error:
        raise NoClusterError(
            "a cluster needs the extra: pip install 'locality[cluster]'"
        ) from error
    try:
        connect: Callable[..., Any] = Client
        client = connect(address, timeout=within, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoClusterError(f"no Dask scheduler answers at {address}: {error}") from error
    try:
        try:
            client.wait_for_workers(1, timeout=within)
        except TimeoutError as error:
            raise NoClusterError(f"the scheduler at {address} has no workers") from error
        yield DaskCluster(client)
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.close(timeout=1)

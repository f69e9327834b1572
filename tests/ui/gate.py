"""An executor that works one task at a time, and none before it is let."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from sim.experiment.work.pool import Serial


class Gate(Serial):
    """Lets so many tasks through, and more when told."""

    def __init__(self, through: int = 0) -> None:
        self._through = threading.Semaphore(through)

    def open(self) -> None:
        """Let everything through."""
        for _ in range(1000):
            self._through.release()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        assert self._through.acquire(timeout=180)
        return super().submit(fn, *args, **kwargs)

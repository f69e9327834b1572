"""Work counted, where a test says that little of it is done: the same number on every machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def calls_at_most(limit: int) -> Iterator[None]:
    """Prove that a block calls few functions, of Python's and of libraries', in this thread.

    Args:
        limit: how many; whatever makes more is stopped there, so that it need not end by itself.
    """
    made = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}
        assert made <= limit, f"more than {limit} calls"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)

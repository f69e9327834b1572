"""Theory: exact results for queues, worked out on the spot, with where each is proved.

Times are in mean services: a mean service takes 1, and so the arrivals in 1 are the offered load.
Load is offered load, arrivals times mean service, over all servers; a queue needs it to be below
the number of servers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise


class UnstableError(ValueError):
    """A queue that is asked for more than its servers can do, and so has no steady state."""


def chance_to_wait(servers: int, load: float) -> float:
    """Chance that an arrival finds all servers of an M/M/c queue busy.

    Erlang's C formula (A. K. Erlang, 1917), from his B formula by recursion over the servers.

    Raises:
        UnstableError: if the load is not below the number of servers.
    """
    _demand_stable(servers, load)
    blocked = 1.0
    for busy in range(1, servers + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def mean_wait(servers: int, load: float) -> float:
    """Mean wait before service in an M/M/c queue (Erlang, 1917)."""
    return chance_to_wait(servers, load) / (servers - load)


def share_waiting_longer(servers: int, load: float, than: float) -> float:
    """Share of arrivals at an M/M/c queue served in order that wait longer than a time > 0.

    Those who wait at all wait an exponential time (Erlang, 1917).
    """
    return chance_to_wait(servers, load) * math.exp(-(servers - load) * than)


def share_of_time_empty(servers: int, load: float) -> float:
    """Share of time in which nobody is in an M/M/c queue (Erlang, 1917).

    Raises:
        UnstableError: if the load is not below the number of servers.
    """
    _demand_stable(servers, load)
    terms = [load**busy / math.factorial(busy) for busy in range(servers)]
    all_busy = load**servers / math.factorial(servers) / (1 - load / servers)
    return 1 / (sum(terms) + all_busy)


def mean_wait_of_general(load: float, variation: float) -> float:
    """Mean wait before service in an M/G/1 queue: Pollaczek (1930) and Khinchine (1932).

    Args:
        load: the offered load.
        variation: coefficient of variation of service; 0 gives M/D/1, and 1 M/M/1.

    Raises:
        UnstableError: if the load is not below 1.
    """
    _demand_stable(1, load)
    return load / (1 - load) * (1 + variation**2) / 2


def mean_waits_by_priority(servers: int, loads: Sequence[float]) -> list[float]:
    """Mean waits in an M/M/c queue whose classes are served in order of priority.

    Service once begun is never interrupted and takes all classes equally long: A. Cobham,
    *Priority assignment in waiting line problems*, Operations Research 2 (1954).

    Args:
        servers: number of servers.
        loads: offered load of each class, the most urgent first.

    Raises:
        UnstableError: if the load of all classes is not below the number of servers.
    """
    all_busy = chance_to_wait(servers, sum(loads)) / servers
    ahead = [0.0, *accumulate(load / servers for load in loads)]
    return [
        all_busy / ((1 - more_urgent) * (1 - as_urgent))
        for more_urgent, as_urgent in pairwise(ahead)
    ]


def variation_of_mixture(kinds: Sequence[tuple[float, float]]) -> float:
    """Coefficient of variation of a service that is one of several fixed ones.

    Args:
        kinds: share and length of each.
    """
    mean = sum(share * length for share, length in kinds)
    second = sum(share * length**2 for share, length in kinds)
    return math.sqrt(second / mean**2 - 1)


def maximum_lateness(jobs: Sequence[tuple[float, float]]) -> float:
    """How late the latest of some jobs is done, all there at 0 and done one after another.

    No order makes it less than that of due dates does: J. R. Jackson, *Scheduling a production
    line to minimize maximum tardiness* (1955).

    Args:
        jobs: service and due date of each, in the order in which they are done.
    """
    done = accumulate(service for service, _ in jobs)
    return max(at - due for at, (_, due) in zip(done, jobs, strict=True))


def handoffs_around_a_loop(on: float, back: float) -> float:
    """Expected moves between teams from the front door through a loop of two teams.

    The first team has every family at once, passes it `on` or closes it; the second passes it
    `back` or closes it. The second expects on / (1 - on back) visits (J. G. Kemeny and J. L. Snell,
    *Finite Markov Chains*, 1960, chapter III), each after a move, and followed by one `back`.
    """
    return 1 + on * (1 + back) / (1 - on * back)


def _demand_stable(servers: int, load: float) -> None:
    if not load < servers:
        raise UnstableError(f"{servers} servers cannot carry a load of {load:g}")

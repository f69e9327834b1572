"""Known: what luck brings one run, as far as it is known before."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """What luck brings one run, above its average."""

    assessing: float
    """Full-time days in post in the teams that assess."""
    others: float
    """The same in the other teams of social care."""
    arriving: float
    """Hours of work, up to a plan, of the families who make contact."""


NOTHING_KNOWN = Known(0.0, 0.0, 0.0)
"""Where nothing is known of it."""

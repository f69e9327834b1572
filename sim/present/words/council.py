"""Words about a council that is typed in: where its figures go too far."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.exact.volumes import Turn, Turned, Volume
from sim.scenario.file.council_fields import FIELDS
from sim.scenario.words import as_written, evidence_range


def doubts(of: Turn, volume: Volume) -> Iterator[str]:
    """What to look at again in a volume: numbers outside their evidence, and what cannot be had.

    Args:
        of: the inputs behind the volumes of a council.
        volume: one of them.

    Yields:
        A sentence for each.
    """
    if not of.is_met(volume):
        gives, asked = of.gives[volume], of.asked[volume]
        yield (
            f"{FIELDS[volume].label}: the other figures allow {12 * gives:,.0f} a year, not "
            f"{12 * asked:,.0f}; runs will have {12 * gives:,.0f}. Check these figures."
        )
    outside = [_said(each) for each in of.behind(volume) if not each.inside_evidence]
    if outside:
        yield f"Outside the evidence, and kept: {'; '.join(outside)}. Check the figure."


def _said(each: Turned) -> str:
    allowed = evidence_range(each.estimate)
    return f"{as_written(each.path)} has to be {each.value:.3g} (evidence {allowed})"

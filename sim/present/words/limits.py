"""Limits: what a comparison cannot say, the same words in README.md and in every assurance pack."""

from __future__ import annotations

LIMITS: tuple[tuple[str, str], ...] = (
    (
        "Whether children are safer.",
        "It counts days, cases and changes of worker. Falling numbers are no proof of safety.",
    ),
    (
        "Whether thresholds are right.",
        "How many contacts become referrals is an input, the same for both structures. A tighter "
        "threshold would look like a gain in every measure; Locality never presents one as such.",
    ),
    (
        "That the new structure works better by itself.",
        "Nothing gives it fewer re-referrals, shorter plans or quicker assessments by decree. What "
        "differs comes from who owns which step, and from the inputs that differ, which every "
        "comparison lists.",
    ),
    (
        "Anything from a single run.",
        "Every figure is a mean over many runs, and a difference is judged by how many plausible "
        "worlds show it.",
    ),
    (
        "What the assumptions hide.",
        "Hours, planned lengths, caps and the costs of a handoff are mostly assumptions with wide "
        "ranges (`docs/evidence.md`). Plausible worlds hold the doubt within these ranges; what no "
        "range states, the shape of the pathway or a decision that stays as planned, they do not.",
    ),
    (
        "The change itself.",
        "Both structures are compared as settled; the months of moving from one to the other are "
        "not in it.",
    ),
)
"""Each limit: what cannot be said, and why."""


def as_markdown() -> str:
    """The limits as a list."""
    return "\n".join(f"- **{title}** {why}" for title, why in LIMITS)

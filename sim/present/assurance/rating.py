"""Ratings: red, amber or green for the quality of a number's evidence."""

from __future__ import annotations

from sim.experiment.studies.sensitivity import Colour, Influence
from sim.scenario.estimate import Estimate

GRADES = {
    "R": "read in a source",
    "D": "derived from a source",
    "M": "from memory",
    "A": "assumption",
    None: "set by the scenario",
}
"""Grades of evidence in words."""

QUALITY_RULE = (
    "Quality is green for a number read in a source or derived from one (R, D), amber for one "
    "from memory (M), red for an assumption or a number without a grade (A, none); one step worse "
    "where the value lies outside its own range."
)
INFLUENCE_RULE = (
    "Influence is green where the interval of the change of B - A lies inside the margin at both "
    "ends of the range and for all primary outcomes; red where for one of them the whole interval "
    "reaches the margin or lies beyond; amber otherwise, as where the runs are too few to tell. "
    "A change is that of the difference B - A in the same replications, with the same families "
    "and the same luck, as the number goes from its planned value to an end of its range."
)
_BY_GRADE = {"R": Colour.GREEN, "D": Colour.GREEN, "M": Colour.AMBER, "A": Colour.RED}


def quality(estimate: Estimate) -> Colour:
    """How good the evidence for a number is."""
    found = _BY_GRADE.get(estimate.grade or "", Colour.RED)
    if estimate.inside_evidence:
        return found
    return Colour.AMBER if found is Colour.GREEN else Colour.RED


def influence(of: Influence) -> str:
    """How much a number changes the primary outcomes, or that it was not run."""
    return str(of.colour) if of.colour else "not run"

"""The look: colours, sizes and signs that the slides, the workbook and the note share.

Colours are those of the UK Government Analysis Function; none stands alone for a meaning.
"""

from __future__ import annotations

from sim.experiment.statistics.verdict import Verdict

BLUE, ORANGE, DARK = "12436D", "F46A25", "3D3D3D"
"""A, B, and text."""
TURQUOISE, PINK = "28A197", "801650"
PALE, LINE, WHITE = "EEF2F6", "9AA5B1", "FFFFFF"
GREY = "595959"
"""Text that stands back; 7 to 1 against white."""

SMALLEST, BODY, LEAD, TITLE = 12, 14, 18, 26
"""Sizes of text, in points on a slide 13.33 inches wide."""
FONT = "Arial"

VERDICTS = {
    Verdict.BETTER: "00625A",
    Verdict.WORSE: PINK,
    Verdict.NO_WORSE: BLUE,
    Verdict.CANNOT_TELL: DARK,
}
"""Colour of each verdict, always beside its word; each at least 4.5 to 1 against white."""

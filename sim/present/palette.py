"""The palette: every colour of pages, charts and the pack, and what each means.

Categories are those of the UK Government Analysis Function. None stands alone for a meaning: a
word, a shape, a dash or a place tells the same. Text has at least 4.5 to 1 against what is behind
it, marks have 3 to 1 against white.
"""

from __future__ import annotations

BLUE, TURQUOISE, PINK = "#12436D", "#28A197", "#801650"
ORANGE, PURPLE, GREY = "#F46A25", "#A285D1", "#3D3D3D"

A, B = ORANGE, BLUE
"""The structure compared with, and the one that is judged; blue is also Locality's own colour."""
PALE_A = "#FDEDE5"
"""Fills a hollow column of A."""
BETTER, WORSE, BACK = TURQUOISE, PINK, PINK
"""Gains and losses, and a handoff back towards the front door."""
WAITING = PURPLE
"""Waits, and teams that are tight."""
BANNERS = {"better": "#00625A", "worse": PINK, "cannot tell": GREY}
"""Behind white text, by verdict."""

TEXT, QUIET, WHITE = "#1F1F1F", "#4C4F57", "#FFFFFF"
"""Text, text that stands back, and text on a colour."""
EDGE, PALE = "#9AA5B1", "#E4E8ED"
"""Edges of boxes and axes; bands, grid lines and every other row, behind what is read."""

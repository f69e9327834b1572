"""The pack's styles: its font, and sizes of text in points on a slide 13.33 inches wide."""

FONT = "Arial"
SMALLEST, BODY, LEAD, TITLE = 12, 14, 18, 26
CHART = 16
"""Text of a chart where there is room for it; 18 and 16 are read from three metres."""

"""The pack's styles: its font, and sizes of text in points on a slide 13.33 inches wide."""

FONT = "Arial"
SMALLEST, BODY, LEAD, TITLE = 12, 14, 18, 26

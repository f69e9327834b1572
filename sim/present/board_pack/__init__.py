"""The Improvement Board pack: slides, a workbook and a covering note from one comparison."""
